"""Programs of a package and what they promise; attachments, templates and files for every submission."""

from __future__ import annotations

import time

import pytest

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages import ProblemPackage, Program, read_package
from runner.packages.globs import check_pattern, glob_matches
from tests.unit.runner.package_builder import GOOD, LEGACY, SCORING, changed

YAML = GOOD["problem.yaml"]
RULES = "submissions/submissions.yaml"
SCRIPTS = {"build": b"#!/bin/sh\nc++ -o run check.cc\n", "check.cc": b"int main() { return 42; }\n"}


def read(files: dict[str, bytes]) -> ProblemPackage:
    return read_package(files, "sum")


def message_of(files: dict[str, bytes]) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(files)
    return caught.value.message


def test_validators_with_scripts_are_told_by_their_files() -> None:
    files = {f"output_validator/{name}": data for name, data in SCRIPTS.items()}
    inputs = {"input_validators/tool/run": b"#!/bin/sh\nexit 42\n"}
    package = read({**GOOD, **files, **inputs})
    assert package.output_validators == (Program("output_validator", None, SCRIPTS, "run"),)
    assert package.input_validators[1] == Program("tool", None, {"run": inputs["input_validators/tool/run"]}, "run")
    assert package.output_validators[0].words == "its own scripts"


def test_a_validator_may_lie_in_a_folder_of_its_own() -> None:
    files = {"output_validator/check/check.cc": b"int main() {}\n", "output_validator/README.md": b"\n"}
    (program,) = read({**GOOD, **files}).output_validators
    assert (program.language, program.main, dict(program.files)) == (
        LanguageId.CPP,
        "check.cc",
        {"check.cc": b"int main() {}\n"},
    )
    module = {f"output_validator/{name}": b"\n" for name in ("__init__.py", "__main__.py", "more.py")}
    assert read({**GOOD, **module}).output_validators[0].main == "__main__.py"


def test_input_validators_that_cannot_run_here_are_told() -> None:
    files = {**GOOD, "input_validators/sum.sno": b"\n", "input_validators/README.md": b"\n"}
    package = read(files)
    assert [program.name for program in package.input_validators] == ["check.py"]
    assert package.warnings == ("input_validators/sum.sno: not checked; Snobol cannot be run here.",)


@pytest.mark.parametrize(
    ("name", "script", "language"), [("sum.ctd", b"INT(0, 10)\n", "checktestdata"), ("sum.viva", b"x;\n", "viva")]
)
def test_a_script_is_an_input_validator_that_brings_its_interpreter(name: str, script: bytes, language: str) -> None:
    package = read({**GOOD, f"input_validators/{name}": script})
    found = {program.name: program for program in package.input_validators}
    assert package.warnings == ()
    assert sorted(found) == ["check.py", name]
    assert (found[name].language, found[name].main) == (None, "run")
    assert found[name].files["script"] == script
    assert f"runner/packages/{language}/command.py" in found[name].files
    assert f"runner.packages.{language} import command".encode() in found[name].files["start.py"]


def test_each_script_of_a_folder_is_a_validator_and_so_is_the_program_beside_them() -> None:
    files = {
        "input_validators/two/b.viva": b"x;\n",
        "input_validators/two/a.ctd": b"INT(0, 10)\n",
        "input_validators/two/more.py": b"\n",
        "input_validators/told/c.ctd": b"EOF\n",
        "input_validators/told/README.md": b"\n",
        "input_validators/own/d.ctd": b"EOF\n",
        "input_validators/own/run": b"#!/bin/sh\n",
    }
    package = read({**GOOD, **files})
    assert package.warnings == ()
    names = [program.name for program in package.input_validators]
    assert names == ["check.py", "own", "told/c.ctd", "two/a.ctd", "two/b.viva", "two"]
    found = {program.name: program for program in package.input_validators}
    assert dict(found["two"].files) == {"more.py": b"\n"}
    assert sorted(found["own"].files) == ["d.ctd", "run"]


def test_an_output_validator_that_cannot_run_here_is_refused() -> None:
    assert message_of({**GOOD, "output_validator/check.sno": b"\n"}) == "output_validator: Snobol cannot be run here."
    two = {**GOOD, "output_validator/a.py": b"\n", "output_validator/b.cc": b"\n"}
    assert message_of(two) == "output_validator: must be in one language that its files tell by their endings."


def test_several_validators_of_legacy_and_none_when_the_default_is_chosen() -> None:
    files = {**LEGACY, "output_validators/a.py": b"\n", "output_validators/b/run": b"#!/bin/sh\n"}
    assert read(files).output_validators == ()
    custom = {**files, "problem.yaml": b"name: Sum\ntype: scoring\nvalidation: custom\n"}
    assert [program.name for program in read(custom).output_validators] == ["a.py", "b"]
    talking = {**custom, "problem.yaml": b"name: Sum\ntype: scoring\nvalidation: custom interactive\n"}
    assert message_of(talking) == "output_validators: an interactive problem has exactly one validator."


def test_submissions_in_other_languages_are_left_out_by_name() -> None:
    files = {
        **GOOD,
        "submissions/accepted/x.sno": b"\n",
        "submissions/accepted/old.py": b"#!/usr/bin/env python2\n",
        "submissions/accepted/chosen.txt": b"\n",
        RULES: b"accepted/chosen.txt: {language: modula2}\n",
        "submissions/README.md": b"\n",
    }
    package = read(files)
    assert [one.program.name for one in package.submissions] == ["sum.py"]
    assert package.warnings == (
        "submissions/README.md: stands in no folder and is not used.",
        "submissions/accepted/chosen.txt: Modula-2 cannot be run here, so it is not judged.",
        "submissions/accepted/old.py: Python 2 cannot be run here, so it is not judged.",
        "submissions/accepted/x.sno: Snobol cannot be run here, so it is not judged.",
    )


def test_submissions_of_legacy_may_bring_scripts_and_those_of_2025_09_not() -> None:
    scripted = {f"submissions/accepted/own/{name}": data for name, data in SCRIPTS.items()}
    own = next(one for one in read({**LEGACY, **scripted}).submissions if one.program.name == "own")
    assert (own.program.language, own.program.main) == (None, "run")
    plain = next(one for one in read({**GOOD, **scripted}).submissions if one.program.name == "own")
    assert (plain.program.language, plain.program.main) == (LanguageId.CPP, "check.cc")


def test_what_is_handed_in_to_a_submit_answer_problem() -> None:
    files = {**GOOD, "problem.yaml": YAML + b"type: submit-answer\n", "submissions/accepted/all/a.out": b"9\n"}
    answers = read(files).submissions[0].program
    assert (answers.language, answers.main, dict(answers.files), answers.words) == (
        None,
        "",
        {"a.out": b"9\n"},
        "answers",
    )
    assert read(files).submissions[1].program.language is LanguageId.PYTHON


def test_language_and_entry_point_stand_in_submissions_yaml() -> None:
    files = {
        **GOOD,
        "submissions/accepted/two/first.py": b"\n",
        "submissions/accepted/two/second.py": b"\n",
        "submissions/accepted/three/go.txt": b"\n",
        RULES: (
            b"accepted/two: {entrypoint: second.py, authors: [Ada, {name: Bob}], model_solution: true}\n"
            b"accepted/three: {language: python3, entrypoint: go.txt}\n"
        ),
    }
    found = {one.program.name: one for one in read(files).submissions}
    assert (found["two"].program.main, found["two"].authors, found["two"].model_solution) == (
        "second.py",
        ("Ada", "Bob"),
        True,
    )
    assert (found["three"].program.language, found["three"].program.main) == (LanguageId.PYTHON, "go.txt")
    missing = {**files, RULES: files[RULES].replace(b"second.py", b"third.py")}
    assert message_of(missing) == (
        "submissions/accepted/two: the entry point 'third.py' of submissions.yaml must be a file of the program, or a class in one."
    )


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (b"accepted: [a]\n", "accepted must be a map of keys to values."),
        (b"accepted: {language: klingon}\n", "accepted.language must be a code of the format's table of languages."),
        (b"accepted: {authors: [1]}\n", "accepted.authors must be a person (a name, or a map with name, email, orcid, kattis), or a sequence of persons."),
        (b"accepted: {model_solution: 1}\n", "accepted.model_solution must be true or false."),
        (b"accepted: {required: []}\n", "accepted.required must be a sequence out of AC, WA, TLE, RTE."),
        (b"accepted: {permitted: [AC], required: [WA]}\n", "accepted.required must be a verdict that is also permitted."),
        (b"accepted: {score: [3, 1]}\n", "accepted.score must be a number, or a sequence of two."),
        (b"accepted: {score: .inf}\n", "accepted.score must be a number, or a sequence of two."),
        (b"accepted: {message: 3}\n", "accepted.message must be a text."),
        (b"accepted: {use_for_time_limit: always}\n", "accepted.use_for_time_limit must be true, false, lower or upper."),
        (b"accepted: {use_for_time_limit: upper}\n", "accepted.use_for_time_limit must be left out or the other one, because the rule's verdicts contradict it."),
        (b"accepted: {secret/g1: {colour: red}}\n", "the key accepted.secret/g1.colour is not known."),
        (b"accepted: {'secret/{g1': {permitted: [AC]}}\n", "accepted.secret/{g1 must be a pattern with matching braces."),
        (b"'a}': {}\n", "a} must be a pattern with matching braces."),
        (b"accepted/*: {secret/g1: {permitted: [WA]}}\n", "the rules for submissions/accepted/sum.py contradict each other."),
    ],
)  # fmt: skip
def test_rules_for_submissions_are_checked(rules: bytes, message: str) -> None:
    assert message_of({**SCORING, RULES: rules}) == f"submissions/submissions.yaml: {message}"


def test_rules_have_scopes_scores_and_messages() -> None:
    rules = b"""\
accepted:
  permitted: [AC, WA]
'{accepted,wrong_answer}/*.py':
  score: [40, 60]
  message: too small
  secret/g1: {permitted: [AC], score: 40}
  secret/g2: {required: [WA], use_for_time_limit: lower}
"""
    (submission,) = read({**SCORING, RULES: rules}).submissions
    first, whole, one, two = submission.expectations
    assert (first.permitted, first.required) == (frozenset({"AC", "WA"}), frozenset({"AC", "WA", "TLE", "RTE"}))
    assert (whole.scope, whole.score, whole.message, whole.time_bound) == ("", (40.0, 60.0), "too small", "")
    assert (one.scope, one.permitted, one.score, one.time_bound) == (
        "secret/g1",
        frozenset({"AC"}),
        (40.0, 40.0),
        "lower",
    )
    assert (two.permitted, two.required, two.time_bound) == (frozenset({"AC", "WA", "RTE"}), frozenset({"WA"}), "lower")


def test_who_bounds_the_time_limit() -> None:
    programs = {
        f"submissions/{folder}/x.py": b"\n"
        for folder in ("wrong_answer", "time_limit_exceeded", "brute_force", "rejected")
    }
    bounds = {one.folder: one.expectations[0].time_bound for one in read({**GOOD, **programs}).submissions}
    assert bounds == {
        "accepted": "lower",
        "wrong_answer": "lower",
        "time_limit_exceeded": "upper",
        "brute_force": "",
        "rejected": "",
    }
    out = read({**GOOD, RULES: b"accepted: {use_for_time_limit: false}\n"})
    assert out.submissions[0].expectations[0].time_bound == ""
    assert out.warnings == ("submissions: no program that can be run here bounds the time limit from below.",)
    old = {f"submissions/{folder}/x.py": b"\n" for folder in ("wrong_answer", "time_limit_exceeded")}
    legacy = {one.folder: one.expectations[0].time_bound for one in read({**LEGACY, **old}).submissions}
    assert legacy == {"accepted": "lower", "wrong_answer": "", "time_limit_exceeded": "upper"}


def test_folders_that_the_version_does_not_know() -> None:
    odd = {"submissions/slow/x.py": b"\n"}
    assert read({**LEGACY, **odd}).warnings[-1] == (
        "submissions/slow: is no folder of the format; its programs promise nothing and are not judged."
    )
    named = read({**GOOD, **odd, RULES: b"slow: {permitted: [AC, TLE]}\n"}).submissions[1]
    assert (named.folder, named.expectations[0].permitted) == ("slow", frozenset({"AC", "TLE"}))


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("{a,b{c,d}}/x", "bd/x", True),
        ("{a,b{c,d}}/x", "b/x", False),
        ("a*b*c", "a1b2c", True),
        ("a*b*c", "acb", False),
        ("*a*b*a", "aba", True),
        ("*.{py,cc}", "x.cc", True),
        ("a.b", "aXb", False),
        ("secret/*-easy", "secret/01-easy", True),
        ("**", "a/b", True),
    ],
)
def test_patterns(pattern: str, path: str, *, matches: bool) -> None:
    assert glob_matches(pattern, path) == matches


def test_a_hostile_pattern_costs_little() -> None:
    began = time.process_time()
    assert not glob_matches("a*" * 120 + "b", "a" * 250)
    assert time.process_time() - began < 0.5
    for pattern in ("{a,b}" * 9, "{" * 50, "}"):
        with pytest.raises(ValueError, match=r"."):
            check_pattern(pattern)


def test_attachments_templates_and_included_files() -> None:
    files = {
        **GOOD,
        "attachments/tool.py": b"t",
        "attachments/templates/python3/a.py": b"# start\n",
        "attachments/templates/default/b.txt": b"any\n",
        "include/default/data.txt": b"d",
        "include/cpp/grader.h": b"g",
    }
    package = read(files)
    assert package.attachments == {"tool.py": b"t"}
    assert package.templates == {"default": "any\n", "python3": "# start\n"}
    assert package.include == {"default": {"data.txt": b"d"}, "cpp": {"grader.h": b"g"}}
    assert message_of({**GOOD, "attachments/more/a": b""}) == (
        "attachments/more: must be a file, or the folder templates; other folders can be attached as an archive."
    )
    assert read({**LEGACY, "attachments/more/a": b"a"}).attachments == {"more/a": b"a"}
    assert message_of({**GOOD, "include/klingon/a": b""}) == (
        "include/klingon: the folder's name must be a code of the format's table of languages."
    )
    assert message_of({**LEGACY, "include/default/a": b""}).startswith("include/default: the folder's name must be")


def test_constants_reach_programs_and_settings_but_not_test_data() -> None:
    files = changed(
        GOOD,
        problem_DOT_yaml=YAML + b"constants: {most: 5}\n",
        input_validators__check_DOT_py=b"MOST = {{most}}\n",
        data__secret__test_group_DOT_yaml=b"args: ['{{most}}', '{{other}}']\n",
        data__secret__a_DOT_in=b"{{most}}\n",
    )
    package = read(files)
    assert package.input_validators[0].files["check.py"] == b"MOST = 5\n"
    assert (package.secret.cases[0].args, package.secret.cases[0].input) == (("5", "{{other}}"), b"{{most}}\n")
    assert package.digest == read(dict(reversed(files.items()))).digest
    again = changed(files, input_validators__check_DOT_py=b"MOST = 5\n")
    assert package.digest != read(again).digest  # the digest is of the files as they are
