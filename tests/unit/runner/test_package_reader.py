"""Packages are read whole; each broken twin is refused with one sentence that names file and field."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages import Aggregation, FormatVersion, load_folder, read_package
from runner.packages.globs import glob_matches
from runner.packages.model import VerdictMode
from tests.unit.runner.package_builder import GOOD, LEGACY, SCORING, changed

DEMO = Path(__file__).parents[3] / "backend" / "demo" / "problems"


def test_a_good_package_is_read() -> None:
    package = read_package(GOOD, "sum")
    assert (package.title, package.scoring, package.version) == ("Sum", False, FormatVersion.V2025_09)
    assert package.statement_html == "<p>Add <strong>two</strong> numbers.</p>\n"
    assert [case.name for case in package.root.all_cases()] == ["sample/1", "secret/a", "secret/b"]
    assert package.limits.time_limit_ms == 1000
    assert package.submissions[0].expectations[0].permitted == {"AC"}
    assert not package.custom_validator
    assert package.max_score is None


def test_the_view_holds_nothing_hidden() -> None:
    view = read_package(SCORING, "sum").view("0190a0a0-0000-7000-8000-000000000000", "A")
    assert [sample.name for sample in view.samples] == ["Sample 1"]
    assert view.max_score == 100
    assert "4 5" not in view.model_dump_json()


def test_groups_of_a_scoring_package() -> None:
    package = read_package(SCORING, "sum")
    first, second = package.secret.groups
    assert (first.aggregation, first.max_score, len(first.cases)) == (Aggregation.PASS_FAIL, 40.0, 2)
    assert (second.aggregation, second.max_score, len(second.cases)) == (Aggregation.SUM, 60.0, 3)


def test_the_legacy_tree_hands_settings_down() -> None:
    package = read_package(LEGACY, "sum")
    first, second = package.secret.groups
    assert package.version is FormatVersion.LEGACY
    assert package.root.ignore_sample
    assert package.root.verdict_mode is VerdictMode.ALWAYS_ACCEPT
    assert (first.aggregation, first.accept_score, first.stop_on_reject) == (Aggregation.MIN, 40.0, True)
    assert (second.aggregation, second.accept_score, second.stop_on_reject) == (Aggregation.SUM, 20.0, False)
    assert package.max_score == 100
    assert package.statement_html == "<p>Add.</p>\n"


def test_the_title_may_stand_in_the_latex() -> None:
    files = changed(LEGACY, problem_DOT_yaml=b"type: scoring\n")
    assert read_package(files, "sum").title == "Sum"


def test_statements_in_several_languages_and_formats() -> None:
    statements = {"problem_statement/problem.de.tex": rb"\problemname{Summe} Addiere \foo{zwei}."}
    package = read_package(LEGACY | statements, "sum")
    assert package.statements_html == {"en": "<p>Add.</p>\n", "de": "<p>Addiere zwei.</p>\n"}
    assert package.titles == {"en": "Sum", "de": "Summe"}
    view = package.view("0190a0a0-0000-7000-8000-000000000000", "A")
    assert (view.statement_language, view.statement_languages) == ("en", ("en", "de"))
    german = view.in_language("de")
    assert (german.title, german.statement_html) == ("Summe", "<p>Addiere zwei.</p>\n")
    assert german.samples == view.samples
    assert view.in_language("en") == view.in_language("fr") == view
    assert read_package(LEGACY, "sum").view(view.problem, "A").statement_languages == ()
    assert "problem_statement/problem.de.tex: \\foo is not known here; its text was kept." in package.warnings


def test_latex_is_read_in_the_present_format_too() -> None:
    files = changed(GOOD, statement__problem_DOT_en_DOT_md=None)
    package = read_package(files | {"statement/problem.en.tex": rb"\problemname{\emph{Sum}} \textbf{Add}."}, "sum")
    assert (package.title, package.statement_html) == ("Sum", "<p><strong>Add</strong>.</p>\n")


def test_for_judging_no_statement_has_to_be_rendered() -> None:
    for files in (GOOD, LEGACY):
        whole, bare = read_package(files, "sum"), read_package(files, "sum", statements=False)
        assert bare.statement_html == ""
        assert replace(bare, statements_html=whole.statements_html) == whole
    untitled = changed(LEGACY, problem_DOT_yaml=b"type: scoring\n")
    assert read_package(untitled, "sum", statements=False).title == "sum"
    broken = GOOD | {"statement/problem.en.md": b"\xff"}
    assert read_package(broken, "sum", statements=False).digest != ""
    with pytest.raises(InvalidInput):
        read_package(broken, "sum")


STATEMENT, TEST = "a statement (statement)", "a secret test case (data/secret)"
ACCEPTED, INPUT = "an accepted program (submissions/accepted)", "an input validator (input_validators)"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ("statement/ data/ submissions/", f"{STATEMENT}, {TEST} and {ACCEPTED}."),
        ("input_validators/ data/secret/", f"{TEST} and {INPUT}."),
        ("submissions/", f"{ACCEPTED}."),
        ("input_validators/", ""),
        ("", ""),
    ],
)
def test_of_an_unfinished_package_everything_missing_is_named_at_once(left: str, words: str) -> None:
    files = {path: data for path, data in GOOD.items() if not left or not path.startswith(tuple(left.split()))}
    files["problem.yaml"] = GOOD["problem.yaml"] + b"type: maximal\n"
    with pytest.raises(InvalidInput) as error:
        read_package(files, "sum")
    first, _, rest = error.value.message.partition(" The package also lacks ")
    assert first.startswith("problem.yaml: type must be one of")
    assert rest == words
    assert error.value.details["field"] == "problem.yaml: type"


def test_what_is_complained_of_is_not_named_twice_and_a_talk_needs_a_validator() -> None:
    with pytest.raises(InvalidInput) as error:
        read_package(changed(GOOD, submissions__accepted__sum_DOT_py=None), "sum")
    assert "lacks" not in error.value.message
    for kind in (b"interactive", b"[multi-pass]", b"pass-fail interactive"):
        files = {
            path: data for path, data in GOOD.items() if not path.startswith("submissions/") and path != "problem.yaml"
        }
        with pytest.raises(InvalidInput, match=r"lacks .*the output validator") as error:
            read_package(files | {"problem.yaml": GOOD["problem.yaml"] + b"type: " + kind + b"\nwrong: 1\n"}, "sum")


@pytest.mark.parametrize("name", ["fairshare", "nightbus"])
def test_the_demo_problems_are_read(name: str) -> None:
    package = load_folder(DEMO / name)
    languages = {one.program.language for one in package.submissions if one.folder == "accepted"}
    assert languages == {LanguageId.PYTHON, LanguageId.CPP, LanguageId.JAVASCRIPT}
    assert set(package.templates) == {one.value for one in languages if one}
    assert package.custom_validator == (name == "fairshare")
    assert package.max_score == (100 if name == "nightbus" else None)


def test_constants_are_filled_in() -> None:
    files = changed(
        GOOD,
        problem_DOT_yaml=GOOD["problem.yaml"] + b"constants:\n  most:\n    value: 5\n    words: five\n",
        statement__problem_DOT_en_DOT_md=b"At most {{most}}, {{most.words}}; {{other}}.\n",
        submissions__accepted__sum_DOT_py=b"MOST = {{most}}\n",
    )
    package = read_package(files, "sum")
    assert package.statement_html == "<p>At most 5, five; {{other}}.</p>\n"
    assert package.submissions[0].program.files["sum.py"] == b"MOST = 5\n"


def test_tests_have_settings_of_their_own() -> None:
    files = changed(
        GOOD,
        data__secret__test_group_DOT_yaml=b"output_validator_args: [case_sensitive]\nargs: [all]\n",
        data__secret__a_DOT_yaml=b"args: [one]\ndescription: small\n",
    )
    first, second = read_package(files, "sum").secret.cases
    assert (first.args, first.validator_args) == (("one",), ("case_sensitive",))
    assert second.args == ("all",)


YAML = GOOD["problem.yaml"]
GROUP = "data/secret/g1/test_group.yaml"


@pytest.mark.parametrize(
    ("files", "field", "message"),
    [
        (changed(GOOD, problem_DOT_yaml=None), "problem.yaml", "problem.yaml: the package has none."),
        (
            changed(GOOD, problem_DOT_yaml=b"a: [1"),
            "problem.yaml",
            "problem.yaml: is not valid YAML in line 1.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=b"- a\n"),
            "problem.yaml: the file",
            "problem.yaml: the file must be a map of keys to values.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML.replace(b"2025-09", b"2031-01")),
            "problem.yaml: problem_format_version",
            "problem.yaml: problem_format_version must be one of 2025-09, 2023-07-draft, legacy-icpc, legacy.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML + b"colour: red\n"),
            "problem.yaml: colour",
            "problem.yaml: the key colour is not known.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML.replace(b"uuid: '1'\n", b"")),
            "problem.yaml: uuid",
            "problem.yaml: uuid is missing.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML.replace(b"time_limit: 1", b"time_limit: fast")),
            "problem.yaml: limits.time_limit",
            "problem.yaml: limits.time_limit must be a number above 0 and at most 3600.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML.replace(b"time_limit: 1", b"time_limit: 1.5")),
            "problem.yaml: limits.time_limit",
            "problem.yaml: limits.time_limit must be a multiple of time_resolution (1 s).",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML + b"  memory: 1.5\n"),
            "problem.yaml: limits.memory",
            "problem.yaml: limits.memory must be a whole number from 1 to 16384.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML + b"type: interactive\n"),
            "output_validator",
            "output_validator: a problem that is interactive needs a validator program.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML + b"type: [scoring, pass-fail]\n"),
            "problem.yaml: type",
            "problem.yaml: type must be either pass-fail or scoring, not both.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML.replace(b"name: Sum", b"name: {en: Sum, de: Summe}")),
            "problem.yaml: name",
            "problem.yaml: name must be given for exactly the languages of the statements: en.",
        ),
        (
            changed(GOOD, problem_DOT_yaml=YAML + b"languages: [simula]\n"),
            "problem.yaml: languages",
            f"problem.yaml: languages must be one of {', '.join(LanguageId)} (others cannot be run here).",
        ),
        (
            changed(GOOD, statement__problem_DOT_en_DOT_md=None),
            "statement/problem.en.md",
            "statement/problem.en.md: the package has no statement.",
        ),
        (
            changed(GOOD, data__secret__a_DOT_ans=None),
            "data/secret/a.in",
            "data/secret/a.in: there is no answer file data/secret/a.ans.",
        ),
        (
            changed(GOOD, data__secret__a_DOT_in=None),
            "data/secret/a.ans",
            "data/secret/a.ans: there is no input file of this name.",
        ),
        (
            {path: data for path, data in GOOD.items() if not path.startswith("data/secret/")},
            "data/secret",
            "data/secret: there is no test case.",
        ),
        (
            changed(GOOD, data__secret__test_group_DOT_yaml=b"max_score: 3\n"),
            "data/secret/test_group.yaml: max_score",
            "data/secret/test_group.yaml: max_score must be left out in a pass-fail problem.",
        ),
        (
            changed(GOOD, data__sample__test_group_DOT_yaml=b"max_score: 3\n"),
            "data/sample/test_group.yaml: max_score",
            "data/sample/test_group.yaml: max_score must be left out in data/sample.",
        ),
        (
            changed(GOOD, data__secret__test_group_DOT_yaml=b"output_validator_args: [float_tolerance]\n"),
            "output_validator_args",
            "The flag 'float_tolerance' needs a number that is not negative, not ''.",
        ),
        (
            changed(GOOD, submissions__accepted__sum_DOT_py=None),
            "submissions/accepted",
            "submissions/accepted: at least one program is needed.",
        ),
        (
            changed(GOOD, submissions__slow__x_DOT_py=b"\n"),
            "submissions/slow",
            (
                "submissions/slow: this folder is not one of accepted, rejected, wrong_answer, time_limit_exceeded, "
                "run_time_error, brute_force, and submissions/submissions.yaml has no rule for it."
            ),
        ),
        (
            changed(GOOD, submissions__accepted__x_DOT_what=b"\n"),
            "submissions/accepted/x.what",
            "submissions/accepted/x.what: must be in one language that its files tell by their endings.",
        ),
        (
            changed(SCORING, data__secret__g1__test_group_DOT_yaml=b"{}\n"),
            f"{GROUP}: max_score",
            f"{GROUP}: max_score must be a whole number in a group with pass-fail aggregation.",
        ),
        (
            changed(SCORING, data__secret__g1__test_group_DOT_yaml=b"max_score: -1\n"),
            f"{GROUP}: max_score",
            f"{GROUP}: max_score must be a whole number that is not negative, or unbounded.",
        ),
        (
            changed(SCORING, data__secret__g1__test_group_DOT_yaml=b"max_score: 1\nrequire_pass: secret/g2\n"),
            f"{GROUP}: require_pass",
            f"{GROUP}: require_pass 'secret/g2' must be sample or an earlier group with pass-fail aggregation.",
        ),
        (
            changed(SCORING, data__secret__z_DOT_in=b"1\n", data__secret__z_DOT_ans=b"1\n"),
            "data/secret/z.in",
            "data/secret/z.in: test cases and test groups cannot stand side by side.",
        ),
        (
            changed(LEGACY, data__secret__g1__testdata_DOT_yaml=b"grader_flags: best\n"),
            "data/secret/g1/testdata.yaml: grader_flags",
            "data/secret/g1/testdata.yaml: the grader flag 'best' is not one of the flags of the default grader.",
        ),
        (
            changed(LEGACY, data__secret__g1__testdata_DOT_yaml=b"range: 5\n"),
            "data/secret/g1/testdata.yaml: range",
            "data/secret/g1/testdata.yaml: range must be two numbers with a space between.",
        ),
        (
            changed(LEGACY, problem_DOT_yaml=b"name: Sum\ntype: scoring\nvalidation: custom score\n"),
            "output_validators",
            "output_validators: validation is custom, but there is no validator program.",
        ),
    ],
)
def test_a_broken_twin_is_refused(files: dict[str, bytes], field: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_package(files, "sum")
    assert caught.value.message == message
    assert caught.value.details["field"] == field


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (b"accepted: {permitted: [OK]}\n", "accepted.permitted must be a sequence out of AC, WA, TLE, RTE."),
        (b"accepted: {score: high}\n", "accepted.score must be a number, or a sequence of two."),
        (b"accepted: {colour: red}\n", "the key accepted.colour is not known."),
        (b"'{a': {}\n", "{a must be a pattern with matching braces."),
    ],
)
def test_broken_rules_for_submissions_are_refused(rules: bytes, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_package(changed(SCORING, submissions__submissions_DOT_yaml=rules), "sum")
    assert caught.value.message == f"submissions/submissions.yaml: {message}"


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("accepted", "accepted/a.py", True),
        ("accepted/*", "accepted/a.py", True),
        ("*", "accepted/a.py", True),
        ("*.py", "accepted/a.py", False),
        ("accepted/{a,b}.py", "accepted/b.py", True),
        ("accepted/{a,b}.py", "accepted/c.py", False),
        ("secret/*-hard", "secret/1-hard", True),
        ("secret/*-hard", "secret/g/1-hard", False),
        ("secret/g1", "secret/g1/a", True),
        ("secret/g1", "secret/g11/a", False),
    ],
)
def test_globs_follow_the_specification(pattern: str, path: str, matches: bool) -> None:
    assert glob_matches(pattern, path) is matches
