"""The default output validator against a second implementation, written from the text of the specification.

`accepted` below follows 2025-09 "Default output validator specification" sentence by sentence, with exact fractions and
nothing of the product's; the properties name the rules one by one.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from protocol.errors import InvalidInput
from runner.judging.default_validator import Comparison, compare, parse_flags

SPACE = b" \f\n\r\t\v"
NUMBER = re.compile(rb"[+-]?(?:[0-9]*\.[0-9]+|[0-9]+\.|[0-9]+)(?:[Ee][+-]?[0-9]+)?")

TOLERANCES = ("float_tolerance", "float_absolute_tolerance", "float_relative_tolerance")
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


def accepted(output: bytes, answer: bytes, flags: list[str]) -> bool:
    """The specification, once more, for valid flags."""
    tokens, wanted = output.split(), answer.split()  # bytes.split() knows exactly the six whitespace characters
    if len(tokens) != len(wanted):
        return False
    if "space_change_sensitive" in flags and gaps_of(output) != gaps_of(answer):
        return False
    return all(same(s, a, flags) for s, a in zip(tokens, wanted, strict=True))


def gaps_of(text: bytes) -> list[bytes]:
    """Every sequence of whitespace, leading and trailing ones included, empty or not."""
    return re.split(rb"[^ \f\n\r\t\v]+", text)


def same(s: bytes, a: bytes, flags: list[str]) -> bool:
    """Whether a token of the output stands for a token of the answer."""
    values = dict(pairwise(flags))
    given_ones = [name for name in TOLERANCES if name in values]
    if given_ones and NUMBER.fullmatch(a):
        if not NUMBER.fullmatch(s):
            return False
        error, size = abs(Fraction(s.decode()) - Fraction(a.decode())), abs(Fraction(a.decode()))
        return any(
            (name != "float_relative_tolerance" and error <= Fraction(values[name]))
            or (name != "float_absolute_tolerance" and error <= Fraction(values[name]) * size)
            for name in given_ones
        )
    return s == a if "case_sensitive" in flags else folded(s) == folded(a)


def folded(token: bytes) -> bytes:
    """The letters A to Z are equal to their lower-case twins; no other byte is changed."""
    return bytes(code + 32 if 65 <= code <= 90 else code for code in token)


@st.composite
def flag_lists(draw: st.DrawFn) -> list[str]:
    """Every valid combination, in any order."""
    parts = [[name] for name in ("case_sensitive", "space_change_sensitive") if draw(st.booleans())]
    kinds = draw(st.sampled_from([[], *([name] for name in TOLERANCES), list(TOLERANCES[1:])]))
    parts += [[name, draw(tolerances)] for name in kinds]
    return [word for part in draw(st.permutations(parts)) for word in part]


LONG = re.compile(rb"[+-]?[0-9]{1,30}\.[0-9]{0,30}([Ee][+-]?[0-9]{1,2})?")
"""The specification asks for 30 digits before and after the point."""
long_numbers = st.from_regex(LONG, fullmatch=True)
letters = st.text("aAbB", min_size=1, max_size=3).map(str.encode)
"""Where words of any bytes would hardly ever differ by their case alone."""
mixed = st.one_of(words, letters, numbers, long_numbers, st.sampled_from([b"NaN", b"inf", b"0x10", b"1e", b"."]))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """An answer, and an output that is nearly the same: a token, its case or a gap may differ, or one is left out."""
    tokens = draw(st.lists(mixed, max_size=4))
    one, two = [draw(edges)], [draw(edges)]
    for token in tokens:
        other = draw(st.sampled_from([token, token.upper(), token.swapcase(), nudged(token)]) | mixed)
        gap = draw(gaps)
        one += [token, gap]
        two += [other, draw(st.just(gap) | gaps)] if draw(st.integers(0, 9)) else []
    return b"".join(two if draw(st.booleans()) else [one[0], *two[1:]]), b"".join(one)


def nudged(token: bytes) -> bytes:
    """The same number written differently, a little larger; other tokens as they are."""
    return token.replace(b".", b".0", 1) if NUMBER.fullmatch(token) else token


@given(pairs(), flag_lists())
@example((b"aB", b"Ab"), ["case_sensitive"])
@example((b"aB", b"Ab"), ["float_tolerance", "1"])
@example((b"a  b", b"a b"), [])
@example((b"a  b", b"a b"), ["space_change_sensitive"])
@example((b"a b\n", b"a b"), ["space_change_sensitive"])
@example((b"3.5", b"3"), ["float_absolute_tolerance", "0.5"])
@example((b"3.51", b"3"), ["float_absolute_tolerance", "0.5"])
@example((b"3", b"2"), ["float_relative_tolerance", "0.5"])
@example((b"2", b"3"), ["float_relative_tolerance", "0.4"])
@example((b"0.1", b"0"), ["float_tolerance", "0.5"])
@example((b"101", b"100"), ["float_tolerance", "0.5"])
@example((b"101", b"100"), ["float_absolute_tolerance", "0.5", "float_relative_tolerance", "0.5"])
@example((b"0.1", b"0"), ["float_absolute_tolerance", "0.5", "float_relative_tolerance", "0.5"])
@example((b"1e0 ", b"1.0 "), ["float_tolerance", "0"])
@example((b"1.\r\n", b"1.\n"), ["space_change_sensitive"])
@example((b" ", b""), ["space_change_sensitive"])
@example((b"\xc4", b"\xe4"), [])
@example((b"0.1", b"0"), ["float_relative_tolerance", "1e2"])
@example((b"NaN", b"nan"), ["float_tolerance", "1"])
@example((b"\x1c", b""), [])
def test_both_implementations_agree(texts_of: tuple[bytes, bytes], flags: list[str]) -> None:
    output, answer = texts_of
    assert (compare(output, answer, parse_flags(flags)) is None) == accepted(output, answer, flags)


@given(long_numbers, long_numbers, tolerances, st.sampled_from(TOLERANCES))
@example(b"1" + b"0" * 99 + b".51", b"1e99", "0.5", "float_absolute_tolerance")
@example(b"1" + b"0" * 99 + b".50", b"1e99", "0.5", "float_absolute_tolerance")
def test_long_numbers_are_compared_exactly(mine: bytes, wanted: bytes, epsilon: str, flag: str) -> None:
    assert (compare(mine, wanted, parse_flags([flag, epsilon])) is None) == accepted(mine, wanted, [flag, epsilon])


@given(numbers, tolerances, st.booleans())
def test_the_border_itself_is_inside(wanted: bytes, epsilon: str, relative: bool) -> None:
    answer, e = Fraction(wanted.decode()), Fraction(epsilon)
    border = answer + (e * abs(answer) if relative else e)
    beyond = border + Fraction(1, 10**40)
    flag = "float_relative_tolerance" if relative else "float_absolute_tolerance"
    how = parse_flags([flag, epsilon])
    assert compare(decimal_of(border), wanted, how) is None
    assert compare(decimal_of(beyond), wanted, how) is not None


def decimal_of(value: Fraction) -> bytes:
    """A fraction whose denominator divides a power of ten, in digits."""
    scaled = value * 10**60
    assert scaled.denominator == 1
    sign, digits = ("-" if scaled < 0 else ""), str(abs(scaled.numerator)).rjust(61, "0")
    return f"{sign}{digits[:-60]}.{digits[-60:]}".encode()


@given(flag_lists())
def test_the_order_of_flags_does_not_matter(flags: list[str]) -> None:
    left = iter(flags)
    parts = [[word, next(left)] if word in TOLERANCES else [word] for word in left]
    assert parse_flags(flags) == parse_flags([word for part in reversed(parts) for word in part])


@given(flag_lists(), st.sampled_from(TOLERANCES), tolerances)
def test_tolerances_that_clash_are_an_error(flags: list[str], flag: str, epsilon: str) -> None:
    there = set(flags) & set(TOLERANCES)
    if there and (flag in there or "float_tolerance" in {flag, *there}):
        with pytest.raises(InvalidInput):
            parse_flags([*flags, flag, epsilon])
    else:
        assert parse_flags([*flags, flag, epsilon]).floats


@given(st.text(min_size=1), flag_lists())
def test_unknown_flags_and_values_are_an_error(word: str, flags: list[str]) -> None:
    assume(word not in {"case_sensitive", "space_change_sensitive", *TOLERANCES})
    with pytest.raises(InvalidInput):
        parse_flags([*flags, word])
    value = word.encode("utf-8", "surrogateescape")
    assume(not NUMBER.fullmatch(value) or Fraction(word) < 0)
    with pytest.raises(InvalidInput):
        parse_flags(["float_tolerance", word])
