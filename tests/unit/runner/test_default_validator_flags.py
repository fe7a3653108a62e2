"""Flags of the default validator, and words about the first difference."""

from __future__ import annotations

import pytest

from protocol.errors import InvalidInput
from runner.judging.default_validator import Comparison, compare, parse_flags


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["case_insensitive"], "The flag 'case_insensitive' is not known to the default output validator."),
        (["float_tolerance"], "The flag 'float_tolerance' needs a number that is not negative, not ''."),
        (["float_tolerance", "-1"], "The flag 'float_tolerance' needs a number that is not negative, not '-1'."),
        (["float_tolerance", "inf"], "The flag 'float_tolerance' needs a number that is not negative, not 'inf'."),
        (["float_tolerance", "1", "float_tolerance", "1"], "The flag 'float_tolerance' is given twice."),
        (
            ["float_tolerance", "1", "float_absolute_tolerance", "1"],
            "The flag 'float_tolerance' stands beside another tolerance.",
        ),
    ],
)
def test_bad_flags_are_named(flags: list[str], words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_flags(flags)
    assert caught.value.message == words


@pytest.mark.parametrize(
    ("output", "answer", "line", "words"),
    [
        (b"1\n2\n", b"1\n3\n", 2, "The first difference is here."),
        (b"1\n", b"1\n2\n", 2, "The output ends too early."),
        (b"1\n2\n3\n", b"1\n2\n", 3, "The output goes on too long."),
        (b"", b"1\n", 1, "The output ends too early."),
    ],
)
def test_the_first_difference_is_told(output: bytes, answer: bytes, line: int, words: str) -> None:
    difference = compare(output, answer, Comparison())
    assert difference is not None
    assert (difference.line, difference.words) == (line, words)


def test_the_lines_are_shown_side_by_side() -> None:
    difference = compare(b"a\nhello wurld\n", b"a\nhello world\n", Comparison())
    assert difference is not None
    assert (difference.expected, difference.got) == ("hello world", "hello wurld")


@pytest.mark.parametrize("huge", [b"1e999999999", b"9" * 100_000, b"1" + b"0" * 999, b"-1e-999999999"])
def test_huge_numbers_end_quickly_and_reject(huge: bytes) -> None:
    assert compare(huge, b"1", parse_flags(["float_tolerance", "0.1"])) is not None


def test_the_example_of_the_specification() -> None:
    assert compare(b"3.14000000e-2", b"0.0314", parse_flags(["float_tolerance", "1e-9"])) is None
    assert compare(b"3.14000000e-2", b"0.0314", Comparison()) is not None
