"""Test data in each version: groups and their settings, files of a test, samples as they are shown."""

from __future__ import annotations

import pytest

from protocol.errors import InvalidInput
from runner.packages import Aggregation, ProblemPackage, read_package
from runner.packages.model import Probe, ShownSample, StaticValidation, VerdictMode
from tests.unit.runner.package_builder import GOOD, LEGACY, SCORING, changed

STATIC = {"static_validator/check.py": b"import sys\nsys.exit(42)\n"}
GRADER = {"graders/grade.py": b"print('AC 1')\n"}
VALIDATOR = {"output_validator/check.py": b"import sys\nsys.exit(42)\n"}
DRAFT_YAML = GOOD["problem.yaml"].replace(b"2025-09", b"2023-07-draft")
INTERACTIVE = {
    **{path: data for path, data in LEGACY.items() if not path.endswith("testdata.yaml")},
    "problem.yaml": b"name: Sum\nvalidation: custom interactive\n",
    "output_validators/check.py": b"import sys\nsys.exit(42)\n",
}


def read(files: dict[str, bytes]) -> ProblemPackage:
    return read_package(files, "sum")


def message_of(files: dict[str, bytes]) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(files)
    return caught.value.message


def test_static_validation_of_groups() -> None:
    sum_group = b"max_score: 60\nscore_aggregation: sum\nstatic_validation_score: 10\nstatic_validator_args: [strict]\n"
    pass_group = b"max_score: 40\nstatic_validation_score: pass-fail\n"
    alone = b"max_score: 0\nstatic_validation_score: pass-fail\n"
    files = {
        **SCORING,
        **STATIC,
        "data/secret/g2/test_group.yaml": sum_group,
        "data/secret/g1/test_group.yaml": pass_group,
    }
    package = read({**files, "data/secret/g3/test_group.yaml": alone})
    first, second, third = package.secret.groups
    assert first.static_validation == StaticValidation()
    assert second.static_validation == StaticValidation(("strict",), 10.0)
    assert (third.cases, third.static_validation) == ((), StaticValidation())
    plain = read({**GOOD, **STATIC, "data/secret/test_group.yaml": b"static_validation_score: pass-fail\n"})
    assert plain.secret.static_validation == StaticValidation()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (b"max_score: 9\nstatic_validation_score: 3\n", "static_validation_score must be pass-fail, because the group is not scored test by test."),
        (b"max_score: 9\nscore_aggregation: min\nstatic_validation_score: pass-fail\n", "static_validation_score must be a whole number, because the group's aggregation is min."),
        (b"max_score: 9\nscore_aggregation: min\nstatic_validation_score: 10\n", "static_validation_score must be at most the group's max_score (9)."),
        (b"max_score: 9\nscore_aggregation: sum\nstatic_validation_score: 1.5\n", "static_validation_score must be a whole number that is not negative, or pass-fail."),
        (b"max_score: 9\nstatic_validator_args: [a]\n", "static_validator_args must be left out without static_validation_score."),
        (b"max_score: unbounded\nscore_aggregation: sum\n", "max_score must be given, because data/secret has a maximum score."),
        (b"max_score: 9\nscore_aggregation: max\n", "score_aggregation must be one of min, pass-fail, sum."),
        (b"max_score: 9\nrequire_pass: 3\n", "require_pass must be a sequence of texts."),
        (b"max_score: 9\nargs: one\n", "args must be a sequence of texts."),
        (b'max_score: 9\nargs: ["a\\0b"]\n', "args must be a sequence of texts."),
        (b"max_score: 9\nfull_feedback: yes please\n", "full_feedback must be true or false."),
        (b"max_score: 9\ninput_validator_args: {check: one}\n", "input_validator_args.check must be a sequence of texts."),
        (b"max_score: 9\ninput_visualizer_args: one\n", "input_visualizer_args must be a sequence of texts."),
    ],
)  # fmt: skip
def test_settings_of_groups_are_checked(settings: bytes, message: str) -> None:
    files = {**SCORING, **STATIC, "data/secret/g1/test_group.yaml": settings}
    assert message_of(files) == f"data/secret/g1/test_group.yaml: {message}"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"data/secret/test_group.yaml": b"static_validation_score: 1\n"}, "data/secret/test_group.yaml: static_validation_score must be left out, because there is no static_validator."),
        ({"data/secret/test_group.yaml": b"require_pass: secret/g1\n"}, "data/secret/test_group.yaml: require_pass 'secret/g1' must be sample."),
        ({"data/secret/test_group.yaml": b"score_aggregation: pass-fail\n"}, "data/secret/g2/test_group.yaml: score_aggregation must be pass-fail, because data/secret is."),
        ({"data/secret/g1/deep/test_group.yaml": b""}, "data/secret/g1/deep/test_group.yaml: test groups can only stand in data/sample, data/secret or a folder directly in data/secret."),
        ({"data/sample/more/test_group.yaml": b""}, "data/sample/more/test_group.yaml: test groups can only stand in data/sample, data/secret or a folder directly in data/secret."),
        ({"data/secret/g9/a.in": b"", "data/secret/g9/a.ans": b""}, "data/secret/g9: must be a group with a file test_group.yaml, because its neighbour g1 is one."),
        ({"data/secret/g9/test_group.yaml": b"max_score: 0\n"}, "data/secret/g9: there is no test case."),
    ],
)  # fmt: skip
def test_where_groups_may_stand(more: dict[str, bytes], message: str) -> None:
    assert message_of({**SCORING, **more}) == message


def test_a_group_may_wait_for_others() -> None:
    group = b"max_score: 60\nscore_aggregation: sum\nrequire_pass: [sample, secret/g1]\n"
    package = read({**SCORING, "data/secret/g2/test_group.yaml": group})
    assert package.secret.groups[1].require_pass == ("sample", "secret/g1")


def test_unknown_keys_of_groups_are_told_and_those_of_tests_refused() -> None:
    package = read(changed(GOOD, data__secret__test_group_DOT_yaml=b"colour: red\n", data__test_group_DOT_yaml=b""))
    assert package.warnings == (
        "data/test_group.yaml: only counts inside sample and secret and is not used.",
        "data/secret/test_group.yaml: the key colour is not known and not used.",
    )
    refused = message_of(changed(GOOD, data__secret__a_DOT_yaml=b"colour: red\n"))
    assert refused == "data/secret/a.yaml: the key colour is not known."


def test_folders_without_settings_are_no_groups() -> None:
    files = {**GOOD, "data/secret/more/c.in": b"1 1\n", "data/secret/more/c.ans": b"2\n"}
    package = read(files)
    assert [case.name for case in package.secret.cases] == ["secret/a", "secret/b", "secret/more/c"]
    assert package.secret.groups == ()


def test_each_folder_of_the_draft_is_a_group() -> None:
    loose = {path: data for path, data in GOOD.items() if not path.startswith("data/secret/")}
    files = {**loose, "problem.yaml": DRAFT_YAML, "data/secret/one/c.in": b"1 1\n", "data/secret/one/c.ans": b"2\n"}
    assert [group.name for group in read(files).secret.groups] == ["secret/one"]


def test_groups_of_legacy_inside_the_draft() -> None:
    files = {path: data for path, data in LEGACY.items() if not path.startswith("problem")}
    more = {"problem.yaml": DRAFT_YAML + b"type: scoring\n", "statement/problem.en.md": b"Add.\n"}
    package = read({**files, **more})
    assert package.legacy_grading
    assert package.secret.groups[0].accept_score == 40.0
    assert package.max_score == 100
    both = read({**files, **more, "data/secret/test_group.yaml": b"", "data/secret/g1/test_group.yaml": b"max_score: 1\n",
                 "data/secret/g2/test_group.yaml": b"max_score: 2\n"})  # fmt: skip
    assert not both.legacy_grading
    assert "data/secret/g1/testdata.yaml: is not read in version 2023-07-draft, which has test_group.yaml for it." in (
        both.warnings
    )


def test_files_of_a_test() -> None:
    files = {
        **GOOD,
        "data/secret/a.files/deep/x.txt": b"x",
        "data/secret/a.yaml": b"hint: look\ndescription: small\nfull_feedback: true\ninput_validator_args: {check.py: [a]}\nargs: [z]\n",
        "data/secret/a.png": b"",
    }
    first, second = read(files).secret.cases
    assert dict(first.files) == {"deep/x.txt": b"x"}
    assert (first.hint, first.description, first.full_feedback) == ("look", "small", True)
    assert (first.arguments_of("check.py"), first.arguments_of("other.py")) == (("a", "z"), ("z",))
    assert (second.full_feedback, read(files).sample.cases[0].full_feedback) == (False, True)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"data/secret/z.out": b""}, "data/secret/z.out: there is no input file of this name."),
        ({"data/secret/z.yaml": b""}, "data/secret/z.yaml: there is no input file of this name."),
        ({"data/secret/z.files/a": b""}, "data/secret/z.files: there is no input file of this name."),
        ({"data/sample/z.interaction": b""}, "data/sample/z.interaction: there is no input file of this name."),
        ({"data/secret/a.png": b"", "data/secret/a.svg": b""}, "data/secret/a.svg: a test has at most one picture."),
        ({"data/secret/a/b.in": b"", "data/secret/a/b.ans": b""}, "data/secret/a.in: a folder beside it has the same name as the test."),
        ({"data/secret/test_group.in": b"", "data/secret/test_group.ans": b""}, "data/secret/test_group.in: a test cannot be named test_group."),
        ({"data/invalid_output/a.in": b"", "data/invalid_output/a.ans": b""}, "data/invalid_output/a.in: there is no output file data/invalid_output/a.out."),
        ({"data/valid_output/a.in": b"", "data/valid_output/a.out": b""}, "data/valid_output/a.in: there is no answer file data/valid_output/a.ans."),
        ({"data/sample/1.in.statement": b"", "data/sample/1.interaction": b""}, "data/sample/1.interaction: there must be only one of .in.statement, .interaction of a test."),
        ({"data/sample/1.out": b"", "data/sample/1.ans.statement": b""}, "data/sample/1.ans.statement: there must be only one of .out, .ans.statement of a test."),
        ({"data/sample/1.out": b"", "data/sample/1.ans.download": b""}, "data/sample/1.ans.download: there must be only one of .out, .ans.download of a test."),
        ({"data/sample/1.in.statement": b""}, "data/sample/1.in.statement: what is downloaded must be replaced too, by data/sample/1.in.download."),
        ({"data/sample/1.ans.download": b""}, "data/sample/1.ans.download: what is shown must be replaced too, by data/sample/1.out."),
        ({"data/sample/1.interaction": b"", "data/sample/1.in.download": b""}, "data/sample/1.interaction: what is downloaded must be replaced too, by data/sample/1.ans.download."),
    ],
)  # fmt: skip
def test_files_that_contradict_are_refused(more: dict[str, bytes], message: str) -> None:
    assert message_of({**GOOD, **more}) == message


def test_files_that_nobody_knows_are_told() -> None:
    files = {**GOOD, "data/secret/a.txt": b"", "data/old/x": b"", "data/secret/testdata.yaml": b""}
    assert read(files).warnings == (
        "data/old: is not a folder of test data in 2025-09 and is not used.",
        "data/secret/a.txt: is no file of a test and is not used.",
        "data/secret/testdata.yaml: is not read in version 2025-09, which has test_group.yaml for it.",
    )


def test_cases_for_the_validators() -> None:
    files = {
        **GOOD,
        "data/invalid_input/x.in": b"?\n",
        "data/invalid_output/y.in": b"1 1\n",
        "data/invalid_output/y.ans": b"2\n",
        "data/invalid_output/y.out": b"3\n",
        "data/invalid_output/test_group.yaml": b"output_validator_args: [case_sensitive]\n",
        "data/valid_output/deep/z.in": b"1 1\n",
        "data/valid_output/deep/z.ans": b"2\n",
        "data/valid_output/deep/z.out": b"2 \n",
    }
    first, second, third = read(files).validation_cases
    assert (first.probe, first.case.name, first.output) == (Probe.INVALID_INPUT, "invalid_input/x", b"")
    assert (second.output, second.case.validator_args) == (b"3\n", ("case_sensitive",))
    assert (third.probe, third.case.name, third.output) == (Probe.VALID_OUTPUT, "valid_output/deep/z", b"2 \n")
    assert [case.name for case in read(files).root.all_cases()] == ["sample/1", "secret/a", "secret/b"]


def test_samples_as_the_authors_want_them_seen() -> None:
    plain = read(GOOD).shown_samples
    assert plain == (ShownSample("sample/1", b"1 2\n", b"3\n"),)
    talk = {"1.interaction": b"<1\n>2\n", "1.in.download": b"i", "1.ans.download": b"a"}
    shown = read({**GOOD, **{f"data/sample/{name}": data for name, data in talk.items()}}).shown_samples
    assert shown == (ShownSample("sample/1", b"i", b"a", interaction=b"<1\n>2\n"),)
    other = {"1.in.statement": b"1 ...", "1.in.download": b"1 2\n", "1.out": b"3.0\n"}
    package = read({**GOOD, **{f"data/sample/{name}": data for name, data in other.items()}})
    assert package.shown_samples == (ShownSample("sample/1", b"1 2\n", b"3.0\n", b"1 ...", b"3.0\n"),)
    sample = package.view("0190a0a0-0000-7000-8000-000000000000", "A").samples[0]
    assert (sample.input, sample.shown_input, sample.answer) == ("1 2\n", "1 ...", "3.0\n")
    draft = {**GOOD, "problem.yaml": DRAFT_YAML, "data/sample/1.in.statement": b"1 ..."}
    assert read(draft).shown_samples == (ShownSample("sample/1", b"1 ...", b"3\n", b"1 ..."),)


def test_inputs_of_interactive_samples_of_legacy_are_never_shown() -> None:
    package = read({**INTERACTIVE, "data/sample/1.interaction": b"<1\n", "data/sample/more.interaction": b">2\n"})
    assert package.shown_samples == (
        ShownSample("sample/1", interaction=b"<1\n"),
        ShownSample("sample/more", interaction=b">2\n"),
    )
    assert [case.name for case in package.sample.cases] == ["sample/1"]
    bare = read(INTERACTIVE)
    assert bare.shown_samples == ()
    assert "data/sample/1.interaction: an interactive sample is shown as a conversation, and there is none." in (
        bare.warnings
    )


def test_the_tree_of_legacy_hands_down_and_overrides() -> None:
    files = {
        **LEGACY,
        **GRADER,
        "data/secret/g1/testdata.yaml": (
            b"grading: custom\ngrader_flags: best 2\ninput_validator_flags: a 'b c'\noutput_validator_flags: case_sensitive\n"
        ),
        "data/secret/g1/deep/x.in": b"1 1\n",
        "data/secret/g1/deep/x.ans": b"2\n",
        "data/secret/g1/deep/testdata.yaml": b"grading: default\ngrader_flags: max accept_if_any_accepted\nreject_score: -1\n",
        "data/secret/g1/a.hint": b"look\n",
        "data/secret/g1/a.desc": b"small\n",
    }
    package = read(files)
    first = package.secret.groups[0]
    deep = first.groups[0]
    assert (first.custom_grader, first.grader_flags) == (True, ("best", "2"))
    assert (first.cases[0].input_validator_args, first.cases[0].validator_args) == (("a", "b c"), ("case_sensitive",))
    assert (first.cases[0].hint, first.cases[0].description) == ("look", "small")
    assert (deep.custom_grader, deep.aggregation, deep.any_accepted) == (False, Aggregation.MAX, True)
    assert (deep.reject_score, deep.cases[0].validator_args) == (-1.0, ("case_sensitive",))
    assert package.grader is not None
    assert package.root.verdict_mode is VerdictMode.ALWAYS_ACCEPT
    assert not package.secret.ignore_sample


def test_validator_flags_of_the_problem_stand_first() -> None:
    files = {**LEGACY, "problem.yaml": LEGACY["problem.yaml"] + b"validator_flags: float_tolerance 1e-4\n",
             "data/secret/testdata.yaml": b"output_validator_flags: case_sensitive\n"}  # fmt: skip
    package = read(files)
    assert package.sample.cases[0].validator_args == ("float_tolerance", "1e-4")
    assert next(package.secret.all_cases()).validator_args == ("float_tolerance", "1e-4", "case_sensitive")


def test_flags_for_one_validator_by_name() -> None:
    files = {
        **LEGACY,
        "input_validators/check.py": b"\n",
        "input_validators/other.py": b"\n",
        "data/secret/testdata.yaml": b"input_validator_flags: {name: check, flags: n=5}\n",
    }
    case = next(read(files).secret.all_cases())
    assert (case.arguments_of("check.py"), case.arguments_of("other.py")) == (("n=5",), ())


@pytest.mark.parametrize(
    ("settings", "more", "message"),
    [
        (b"grading: custom\n", {}, "grading must be default, because there is no program in graders."),
        (b"grading: best\n", {}, "grading must be one of custom, default."),
        (b"on_reject: stop\n", {}, "on_reject must be one of break, continue."),
        (b"accept_score: many\n", {}, "accept_score must be a number."),
        (b"accept_score: .inf\n", {}, "accept_score must be a number."),
        (b"range: 5 1\n", {}, "range must be two numbers, the smaller first."),
        (b"range: [1, 2]\n", {}, "range must be a text."),
        (b"grader_flags: ignore_sample\n", {}, "the grader flag ignore_sample is for data alone."),
        (b"input_validator_flags: {name: x, flags: y}\n", {}, "input_validator_flags.name must be left out, because there is none."),
        (b"input_validator_flags: {flags: y}\n", {"input_validators/check.py": b"\n"}, "input_validator_flags.name is missing."),
        (b"input_validator_flags: {name: check.py, colour: y}\n", {"input_validators/check.py": b"\n"}, "the key input_validator_flags.colour is not known."),
    ],
)  # fmt: skip
def test_settings_of_legacy_are_checked(settings: bytes, more: dict[str, bytes], message: str) -> None:
    files = {**LEGACY, **more, "data/secret/testdata.yaml": settings}
    assert message_of(files) == f"data/secret/testdata.yaml: {message}"


def test_one_name_among_several_output_validators_is_refused() -> None:
    validators = {"output_validators/one.py": b"\n", "output_validators/two.py": b"\n"}
    yaml = b"name: Sum\ntype: scoring\nvalidation: custom\n"
    settings = {"data/secret/testdata.yaml": b"output_validator_flags: {name: one, flags: x}\n"}
    expected = (
        "data/secret/testdata.yaml: output_validator_flags must be a text, "
        "because there are 2 output validators and all of them are run."
    )
    assert message_of({**LEGACY, **validators, **settings, "problem.yaml": yaml}) == expected


def test_graders_are_for_scoring_problems_of_legacy() -> None:
    assert (
        "graders: only scoring problems of version legacy have graders; it is not used."
        in read({**GOOD, **GRADER}).warnings
    )
    two = {**LEGACY, **GRADER, "graders/second.py": b"\n"}
    assert message_of(two) == "graders: there can be only one grader."
