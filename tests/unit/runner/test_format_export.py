"""Back into the format: the same files for the same version; another version judged alike, with what is lost told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import yaml

from protocol.errors import InvalidInput
from protocol.verdicts import Verdict
from runner.judging.aggregation import Result, ValidatorScore, case_result, combine, submission_result
from runner.packages import FormatVersion, ProblemPackage, files_of_folder, files_of_zip, read_package, zip_of_files
from runner.packages.exchange import export
from runner.packages.model import TestGroup
from runner.problem_command import problem as problem_word
from tests.unit.runner.package_builder import GOOD, LEGACY, SCORING, changed

DEMO = Path(__file__).parents[3] / "backend" / "demo" / "problems"
V2025, OLD = FormatVersion.V2025_09, FormatVersion.LEGACY
RICH = {
    **{path: data for path, data in LEGACY.items() if not path.endswith("testdata.yaml")},
    "problem.yaml": (
        b"name: Sum\nauthor: Ada, Bob and Carol\nsource: Contest\nsource_url: https://c.example\nlicense: cc by\n"
        b"limits: {memory: 64, time_multiplier: 3}\nkeywords: one two\nvalidation: custom interactive\nvalidator_flags: -x\n"
    ),
    "problem_statement/problem.sv.tex": b"\\problemname{Summa}\n",
    "problem_statement/problem.tex": b"\\problemname{Sum}\n",
    "output_validators/check/check.py": b"import sys\nsys.exit(42)\n",
    "input_format_validators/in.py": b"import sys\nsys.exit(42)\n",
    "data/secret/g1/testdata.yaml": b"input_validator_flags: n=5\noutput_validator_flags: -y\n",
    "data/secret/g1/a.hint": b"look\n",
    "data/sample/1.interaction": b"<1\n",
    "data/sample/2.interaction": b"<2\n",
    "attachments/tools/a.py": b"a\n",
    "submissions/wrong_answer/w.py": b"print(1)\n",
    "submissions/accepted/old.py": b"#!/usr/bin/python2\n",
    "submissions/slow/s.py": b"print(1)\n",
    "submissions/accepted/own/run": b"#!/bin/sh\n",
}
del RICH["problem_statement/problem.en.tex"]


def read(files: Mapping[str, bytes]) -> ProblemPackage:
    return read_package(files, "sum")


def judged(package: ProblemPackage, accepted: Iterable[str]) -> Result:
    """The result of a submission that passes these tests and no others, with every test run."""
    passed = set(accepted)

    def result(group: TestGroup) -> Result:
        members = [
            case_result(
                package,
                group,
                Verdict.ACCEPTED if case.name in passed else Verdict.WRONG_ANSWER,
                ValidatorScore(),
            )
            for case in group.cases
        ]
        members += [result(one) for one in group.groups]
        return combine(package, group, members)

    secret = result(package.secret)
    root = combine(package, package.root, [result(package.sample), secret])
    return submission_result(package, root, secret)


@pytest.mark.parametrize(
    "files", [GOOD, SCORING, LEGACY, RICH, *(files_of_folder(DEMO / name) for name in ("fairshare", "nightbus"))]
)
def test_the_same_version_is_the_same_package(files: Mapping[str, bytes]) -> None:
    exported = export(files, "sum")
    assert (exported.files, exported.losses) == (files, ())
    again = files_of_zip(zip_of_files(exported.files, "sum"))
    assert again == files
    assert read(again) == read(files)
    assert export(files, "sum", read(files).version).files == files


def test_scores_are_the_same_after_conversion_from_legacy_and_back() -> None:
    old = read(LEGACY)
    exported = export(LEGACY, "sum", V2025)
    new = read(exported.files)
    back = read(export(exported.files, "sum", OLD).files)
    names = [case.name for case in old.root.all_cases()]
    assert [case.name for case in new.root.all_cases()] == names
    for bits in range(2 ** len(names)):
        passed = [name for at, name in enumerate(names) if bits >> at & 1]
        scores = [judged(package, passed).score for package in (old, new, back)]
        assert scores[0] == scores[1] == scores[2], passed
    assert exported.losses == (
        "problem.yaml: has no uuid; one is made from the package's content",
        "data: a rejected sample ends judging; in 2025-09 the secret tests are still scored",
    )


def test_scores_are_the_same_after_conversion_to_legacy() -> None:
    new, old = read(SCORING), read(export(SCORING, "sum", OLD).files)
    names = [case.name for case in new.root.all_cases()]
    for bits in range(2 ** len(names)):
        passed = [name for at, name in enumerate(names) if bits >> at & 1]
        assert judged(new, passed).score == pytest.approx(judged(old, passed).score), passed


def test_a_legacy_package_with_everything() -> None:
    exported = export(RICH, "sum", V2025)
    package = read(exported.files)
    metadata = yaml.safe_load(exported.files["problem.yaml"])
    assert metadata == {
        "problem_format_version": "2025-09",
        "type": ["pass-fail", "interactive"],
        "name": {"en": "Sum", "sv": "Summa"},
        "uuid": metadata["uuid"],
        "credits": {"authors": ["Ada", "Bob", "Carol"]},
        "source": {"name": "Contest", "url": "https://c.example"},
        "license": "cc by",
        "limits": {"time_multipliers": {"ac_to_time_limit": 3, "time_limit_to_tle": 2}, "memory": 64},
        "keywords": ["one", "two"],
        "allow_file_writing": True,
    }
    before = {case.name: case for case in read(RICH).root.all_cases()}
    for case in package.root.all_cases():
        old = before.pop(case.name)
        assert (case.input, case.answer, case.validator_args) == (old.input, old.answer, old.validator_args)
        assert (case.input_validator_args, case.hint) == (old.input_validator_args, old.hint)
    assert not before
    assert package.shown_samples[0].interaction == b"<1\n"
    assert package.shown_samples[0].input == b""
    assert package.attachments["2.interaction"] == b"<2\n"
    assert files_of_names(package.attachments["tools.zip"]) == ["tools/a.py"]
    assert package.input_validators[0].name == "in.py"
    assert package.output_validators[0].main == "check.py"
    folders = {one.folder: one.expectations[0] for one in package.submissions}
    assert (folders["wrong_answer"].required, folders["wrong_answer"].time_bound) == (frozenset({"WA"}), "")
    assert folders["accepted"].time_bound == "lower"
    assert exported.losses == (
        "problem.yaml: has no uuid; one is made from the package's content",
        "submissions/accepted/own: its build and run scripts are not known for submissions in 2025-09",
        "attachments/tools: a folder of attachments becomes an archive",
        "data/sample/2.interaction: a sample without a test is not known; it becomes attachments/2.interaction",
    )


def files_of_names(archive: bytes) -> list[str]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.namelist()


@pytest.mark.parametrize(
    ("more", "loss"),
    [
        ({"data/secret/g1/testdata.yaml": b"grading: custom\n", "graders/g.py": b"\n"}, "data/secret/g1: the package's own grader has no equivalent; scores are added up"),
        ({"data/secret/g2/testdata.yaml": b"grader_flags: max\n"}, "data/secret/g2: the score mode max does not exist; the sum counts"),
        ({"data/secret/g2/testdata.yaml": b"accept_score: 0.3\n"}, "data/secret/g2: a maximum score of 0.9 must be a whole number that is not negative and is rounded"),
        ({"data/secret/g2/testdata.yaml": b"on_reject: break\n"}, "data/secret/g2: tests after the first rejected one do not count; in 2025-09 they do"),
        ({"data/secret/g2/testdata.yaml": b"reject_score: 2\n"}, "data/secret/g2: rejected tests score 2; in 2025-09 they score nothing"),
        ({"data/secret/testdata.yaml": b"grader_flags: max\n"}, "data/secret: the score mode max does not exist; the sum counts"),
        ({"data/testdata.yaml": b"on_reject: continue\n"}, "data/sample: samples count for the score; in 2025-09 they never do"),
        ({"data/secret/z.in": b"1 1\n", "data/secret/z.ans": b"2\n"}, "data/secret: tests beside groups become a group of their own"),
        ({"data/secret/g2/d/z.in": b"1 1\n", "data/secret/g2/d/z.ans": b"2\n"}, "data/secret/g2: groups inside groups are not known in 2025-09; their tests count one by one"),
        ({"data/testdata.yaml": b"grader_flags: ignore_sample\n"}, "data/secret: a submission that is not accepted scores nothing; in 2025-09 it scores what it passed"),
        ({"problem.yaml": b"name: Sum\ntype: scoring\ngrading: {objective: min}\n"}, "problem.yaml: the objective is to minimise the score; in 2025-09 more is always better"),
        ({"problem.yaml": b"name: Sum\ntype: scoring\nlimits: {time_safety_margin: 0.5}\n"}, "problem.yaml: limits.time_safety_margin of 0.5 is less than 1 and becomes 1"),
        ({"problem.yaml": b"name: Sum\ntype: scoring\nvalidation: custom score\n", "output_validators/v.js": b"\n"}, "output_validator: is in JavaScript; 2025-09 promises only Python 3, C and C++"),
    ],
)  # fmt: skip
def test_what_2025_09_has_no_words_for(more: dict[str, bytes], loss: str) -> None:
    exported = export({**LEGACY, **more}, "sum", V2025)
    assert loss in exported.losses
    assert read(exported.files).version is V2025


@pytest.mark.parametrize(
    ("more", "loss"),
    [
        ({}, "problem.yaml: the time limit of 1 s has no equivalent; legacy finds it by the programs"),
        ({}, "problem_statement/problem.en.md: legacy has no statements in Markdown"),
        ({"data/secret/a.yaml": b"output_validator_args: [case_sensitive]\n"}, "data/secret/b: arguments for single tests or validators have no equivalent; those of the group count"),
        ({"data/secret/a.yaml": b"full_feedback: true\n"}, "secret/a: full_feedback has no equivalent"),
        ({"data/sample/1.out": b"3\n"}, "data/sample/1.out: what is shown in place of a test's own files has no equivalent"),
        ({"data/invalid_input/a.in": b"?\n"}, "data/invalid_input: tests of the validators are not known in legacy"),
        ({"solution/solution.md": b"Add.\n"}, "solution: is not part of legacy"),
        ({"include/default/a.h": b"\n"}, "include/default: files for every language are copied to each language known here"),
        ({"submissions/rejected/a.py": b"\n"}, "submissions/rejected: is no folder of legacy; its programs promise nothing there"),
        ({"submissions/submissions.yaml": b"accepted: {authors: Ada}\n"}, "submissions/submissions.yaml: what single programs promise has no equivalent; their folders count"),
    ],
)  # fmt: skip
def test_what_legacy_has_no_words_for(more: dict[str, bytes], loss: str) -> None:
    exported = export({**GOOD, **more}, "sum", OLD)
    assert loss in exported.losses
    assert read(exported.files).version is OLD


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"problem.yaml": GOOD["problem.yaml"] + b"type: submit-answer\n"}, "The package cannot be converted: legacy has no submit-answer problems."),
        ({"data/secret/a.yaml": b"args: [x]\n"}, "The package cannot be converted: legacy has no arguments of submissions."),
        ({"data/secret/a.files/x": b"x"}, "The package cannot be converted: legacy has no files beside the input of a test."),
        ({"static_validator/v.py": b"\n"}, "The package cannot be converted: legacy has no static validators."),
    ],
)  # fmt: skip
def test_what_cannot_be_a_legacy_package(more: dict[str, bytes], message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        export({**GOOD, **more}, "sum", OLD)
    assert caught.value.message == message


def test_several_validators_cannot_become_one() -> None:
    files = {**LEGACY, "problem.yaml": b"name: Sum\ntype: scoring\nvalidation: custom\n",
             "output_validators/a.py": b"\n", "output_validators/b.py": b"\n"}  # fmt: skip
    with pytest.raises(InvalidInput, match="2025-09 has one output validator, the package has several"):
        export(files, "sum", V2025)


def test_a_package_of_the_draft_keeps_its_settings_as_they_were_written() -> None:
    yaml_file = b"# ours\n" + GOOD["problem.yaml"].replace(b"2025-09", b"2023-07-draft # new")
    loose = {path: data for path, data in GOOD.items() if not path.startswith("data/secret/")}
    files = {
        **loose,
        "problem.yaml": yaml_file,
        "data/secret/one/c.in": b"1 1\n",
        "data/secret/one/c.ans": b"2\n",
        "data/sample/1.in.statement": b"1 ...",
        "output_validator/check/check.py": b"\n",
        "submissions/partially_accepted/x.py": b"\n",
    }
    exported = export(files, "sum", V2025)
    assert exported.files["problem.yaml"] == b"# ours\n" + GOOD["problem.yaml"].replace(b"2025-09", b"2025-09 # new")
    assert (exported.files["data/sample/1.in.download"], exported.losses) == (b"1 ...", ())
    assert exported.files["output_validator/check.py"] == b"\n"
    package = read(exported.files)
    assert [group.name for group in package.secret.groups] == ["secret/one"]
    assert package.submissions[1].folder == "partially_accepted"


def test_the_icpc_subset_is_legacy_already() -> None:
    files = {path: data for path, data in LEGACY.items() if not path.endswith("testdata.yaml")}
    files["problem.yaml"] = b"problem_format_version: legacy-icpc\nname: Sum\n"
    exported = export(files, "sum", OLD)
    assert (exported.files["problem.yaml"], exported.losses) == (b"name: Sum\n", ())


def test_constants_are_filled_in_for_legacy() -> None:
    files = changed(
        GOOD,
        problem_DOT_yaml=GOOD["problem.yaml"] + b"constants: {most: 5}\n",
        statement__problem_DOT_en_DOT_md=b"At most {{most}}.\n",
        submissions__accepted__sum_DOT_py=b"MOST = {{most}}\n",
    )
    exported = export(files, "sum", OLD)
    assert exported.files["problem_statement/problem.en.md"] == b"At most 5.\n"
    assert exported.files["submissions/accepted/sum.py"] == b"MOST = 5\n"


def test_the_word_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = tmp_path / "sum"
    for path, data in LEGACY.items():
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_bytes(data)
    target = tmp_path / "out.zip"
    assert problem_word(["export", str(package), "-o", str(target)]) == 0
    assert files_of_zip(target.read_bytes()) == LEGACY
    assert capsys.readouterr().out == f"{target}: sum in version legacy, {len(LEGACY)} files\n"
    assert problem_word(["export", str(target), "--to", "2025-09", "-o", str(tmp_path / "new.zip"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], len(told["losses"])) == ("2025-09", 2)
    assert read(files_of_zip((tmp_path / "new.zip").read_bytes())).version is V2025
    assert problem_word(["export", str(tmp_path / "none"), "-o", str(target)]) == 1
    assert problem_word(["export", str(package), "-o", str(tmp_path / "no" / "out.zip")]) == 1
    assert "cannot be written: No such file or directory" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.zip", "out.zip", "sum"]
