"""The default output validator against a plain restatement of the specification."""

from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from runner.judging.default_validator import Comparison, compare, parse_flags

SPACE = b" \f\n\r\t\v"
NUMBER = re.compile(rb"[+-]?(?:[0-9]*\.[0-9]+|[0-9]+\.|[0-9]+)(?:[Ee][+-]?[0-9]+)?")

words = st.binary(min_size=1, max_size=4).filter(lambda word: not set(word) & set(SPACE))
gaps = st.lists(st.sampled_from([bytes([code]) for code in SPACE]), min_size=1, max_size=3).map(b"".join)
edges = st.one_of(st.just(b""), gaps)
numbers = st.from_regex(
    re.compile(rb"[+-]?([0-9]{0,3}\.[0-9]{1,4}|[0-9]{1,3}\.|[0-9]{1,4})([Ee][+-]?[0-9])?"), fullmatch=True
)
tolerances = st.sampled_from(["0", "1e-9", "0.001", "0.5", "1", "1e2"])


@st.composite
def texts(draw: st.DrawFn, tokens: st.SearchStrategy[bytes] = words) -> bytes:
    parts = [draw(edges)]
    for token in draw(st.lists(tokens, max_size=4)):
        parts += [token, draw(gaps)]
    return b"".join(parts)


def spaced(draw_from: list[bytes], gap: bytes) -> bytes:
    return gap.join(draw_from)


@given(texts())
def test_a_text_equals_itself_under_every_flag(text: bytes) -> None:
    for flags in ([], ["case_sensitive"], ["space_change_sensitive"], ["float_tolerance", "1e-6"]):
        assert compare(text, text, parse_flags(flags)) is None


@given(st.lists(words, max_size=5), st.data())
def test_whitespace_matters_only_when_told(tokens: list[bytes], data: st.DataObject) -> None:
    gap, other = data.draw(gaps), data.draw(gaps)
    one, two = spaced(tokens, gap), spaced(tokens, other)
    assert compare(one, two, Comparison()) is None
    strict = compare(one, two, Comparison(space_change_sensitive=True))
    assert (strict is None) == (one == two)


@given(texts(), texts())
def test_without_flags_it_is_equality_of_folded_tokens(one: bytes, two: bytes) -> None:
    equal = [word.lower() for word in one.split()] == [word.lower() for word in two.split()]
    assert (compare(one, two, Comparison()) is None) == equal
    exact = compare(one, two, Comparison(case_sensitive=True)) is None
    assert exact == (one.split() == two.split())


@given(texts(), texts())
def test_both_strict_flags_are_equality_of_bytes(one: bytes, two: bytes) -> None:
    how = Comparison(case_sensitive=True, space_change_sensitive=True)
    assert (compare(one, two, how) is None) == (one == two)


@given(
    numbers,
    numbers,
    tolerances,
    st.sampled_from(["float_tolerance", "float_absolute_tolerance", "float_relative_tolerance"]),
)
def test_numbers_are_compared_exactly_at_the_border(mine: bytes, wanted: bytes, epsilon: str, flag: str) -> None:
    s, a, e = Fraction(mine.decode()), Fraction(wanted.decode()), Fraction(epsilon)
    absolute = abs(s - a) <= e and flag != "float_relative_tolerance"
    relative = abs(s - a) <= e * abs(a) and flag != "float_absolute_tolerance"
    assert (compare(mine, wanted, parse_flags([flag, epsilon])) is None) == (absolute or relative)


@given(words, numbers)
def test_what_is_no_number_never_stands_for_one(word: bytes, wanted: bytes) -> None:
    assume(not NUMBER.fullmatch(word))
    assert compare(word, wanted, parse_flags(["float_tolerance", "1e9"])) is not None


@given(words, numbers)
def test_an_answer_that_is_no_number_is_compared_as_text(answer: bytes, mine: bytes) -> None:
    assume(not NUMBER.fullmatch(answer))
    assert compare(mine, answer, parse_flags(["float_tolerance", "1e9"])) is not None
    assert compare(answer.upper(), answer, parse_flags(["float_tolerance", "1e9"])) is None


@given(texts(), texts())
def test_the_difference_names_a_line_of_the_output(one: bytes, two: bytes) -> None:
    difference = compare(one, two, Comparison(space_change_sensitive=True))
    if difference is not None:
        assert 1 <= difference.line <= one.count(b"\n") + 1
