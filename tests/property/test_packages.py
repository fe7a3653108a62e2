"""Whatever a package looks like, reading it ends in a package or in one sentence; so do its conversions."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.errors import InvalidInput
from runner.packages import ProblemPackage, files_of_zip, read_package, reader, zip_of_files
from runner.packages.exchange import TARGETS, export
from runner.packages.globs import glob_matches
from runner.packages.model import FormatVersion
from runner.statements.statement import Statement
from tests.unit.runner.package_builder import GOOD, LEGACY, SCORING

RULES = b"accepted: {permitted: [AC], required: [AC], score: [1, 2], secret/g1: {permitted: [AC]}}\n"
FULL = {
    **SCORING,
    "problem.yaml": SCORING["problem.yaml"]
    + b"credits: {authors: [{name: A}]}\nconstants: {most: {value: 3, tex: x}}\n"
    b"languages: [python3]\nkeywords: [a]\nsource: [{name: x, url: y}]\nembargo_until: 2030-01-01\nlicense: cc by\n",
    "submissions/submissions.yaml": RULES,
    "data/secret/g1/a.yaml": b"args: [x]\nhint: y\ninput_validator_args: {check.py: [z]}\n",
    "data/invalid_input/x.in": b"?\n",
}
OLD = {
    **LEGACY,
    "problem.yaml": LEGACY["problem.yaml"] + b"validation: custom score\ngrading: {objective: max, range: 0 5}\n",
    "output_validators/v/run": b"#!/bin/sh\n",
    "graders/g.py": b"\n",
    "data/secret/g1/testdata.yaml": b"grading: custom\ninput_validator_flags: {name: x, flags: y}\nrange: 0 5\n",
    "input_validators/x.py": b"\n",
}
BASES = [GOOD, FULL, OLD]
_SCALARS = st.sampled_from(
    ["~", "true", "0", "-1", "1e999", ".nan", ".inf", "9" * 400, "''", "'\\0'", '"\\ud800"', "[]", "{}", "[[1]]", "{1: 2}",
     "2025-09", "legacy", "2023-07-draft", "legacy-icpc", "custom interactive score", "'{a'", "!!set {a}", "!!binary aGk=",
     "&a [*a]", "scoring", "[scoring, interactive]", "submit-answer", "multi-pass", "\"a'b\"", "../x", "2030-01-01", "é"]
)  # fmt: skip
_BYTES = st.sampled_from(
    [b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbfa: 1\n", b"a: b: c\n", b"#!python2\n", b"{{most}}", b"x" * 3000]
)
_PATHS = st.sampled_from(
    ["data/secret/a.in", "data/secret/b.ans", "data/sample/1.interaction", "data/sample/1.out", "data/sample/1.in.statement",
     "data/secret/g1/deep/x.in", "data/secret/test_group.yaml", "data/secret/testdata.yaml", "data/testdata.yaml", "data/x",
     "data/secret/a.files/x", "data/secret/g1", "submissions/accepted/x.zz", "submissions/x", "submissions/slow/a.py",
     "submissions/submissions.yaml", "graders/g/build", "output_validator/x.py", "output_validator/y/z.cc", "include/x/y",
     "include/default/a", "attachments/a/b", "static_validator/s.py", "statement/problem.de.md", "statement/problem.en.tex",
     "problem_statement/problem.tex", "input_validators/a.ctd", "data/valid_output/a.in", "data/valid_output/a.out"]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, bytes]:
    """A good package with a few places broken."""
    files = dict(draw(st.sampled_from(BASES)))
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["value", "line", "drop", "add", "bytes", "move"]))
        path = draw(st.sampled_from(sorted(files)))
        settings_files = [one for one in sorted(files) if one.endswith(".yaml")]
        if kind in {"value", "line"} and settings_files:
            path = draw(st.sampled_from(settings_files))
            lines = files[path].decode("utf-8", "replace").splitlines() or [""]
            at = draw(st.integers(0, len(lines) - 1))
            word = draw(_SCALARS)
            lines[at] = f"{lines[at].partition(':')[0]}: {word}" if kind == "value" else word
            files[path] = "\n".join(lines).encode("utf-8", "replace") + b"\n"
        elif kind == "drop":
            del files[path]
        elif kind == "add":
            files[draw(_PATHS)] = draw(_BYTES)
        elif kind == "move":
            files[draw(_PATHS)] = files.pop(path)
        else:
            files[path] = draw(_BYTES)
        if not files:
            break
    return files


@pytest.fixture(autouse=True, scope="module")
def plain_statements() -> Iterator[None]:
    """Statements are converted in processes of their own, which have tests of their own."""
    with mock.patch.object(reader, "render_statement", return_value=Statement("<p>Add.</p>\n")):
        yield


@settings(max_examples=300, deadline=None)
@given(mutated())
def test_reading_ends_in_a_package_or_in_one_sentence(files: dict[str, bytes]) -> None:
    try:
        package = read_package(files, "sum")
    except InvalidInput as error:
        refusal = (error.message[-1:], bool(error.details["field"]))
    else:
        _check(package, files)
        return
    assert refusal == (".", True)


def _check(package: ProblemPackage, files: dict[str, bytes]) -> None:
    assert package.root.groups
    assert any(package.secret.all_cases()) or package.static_validator
    for sentence in package.warnings:
        assert sentence.endswith(".")
    assert read_package(files_of_zip(zip_of_files(files, "sum")), "sum") == package


@settings(max_examples=150, deadline=None)
@given(mutated(), st.sampled_from(TARGETS))
def test_conversions_end_in_a_readable_package_or_in_one_sentence(
    files: dict[str, bytes], target: FormatVersion | None
) -> None:
    try:
        exported = export(files, "sum", target)
    except InvalidInput:
        return
    before, after = read_package(files, "sum"), read_package(exported.files, "sum")
    assert after.version == target
    kept = {case.input for case in after.root.all_cases()}
    assert kept == {case.input for case in before.root.all_cases()}


@given(
    st.lists(st.sampled_from("ab*/"), max_size=12).map("".join),
    st.lists(st.sampled_from("ab/"), max_size=12).map("".join),
)
def test_patterns_without_braces_agree_with_the_standard_library(pattern: str, path: str) -> None:
    parts = path.split("/")
    heads = [parts[:count] for count in range(1, len(parts) + 1)]
    expected = any(
        len(head) == len(pattern.split("/"))
        and all(fnmatch.fnmatchcase(part, one) for part, one in zip(head, pattern.split("/"), strict=True))
        for head in heads
    )
    assert glob_matches(pattern, path) == expected
