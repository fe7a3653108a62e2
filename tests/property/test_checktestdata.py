"""Checktestdata beside Python's own numbers and expressions: any integers, any decimals, any small expression."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from runner.packages.checktestdata.checking import check
from runner.packages.checktestdata.faults import DataFault, ScriptFault
from runner.packages.checktestdata.patterns import Pattern

_ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\."])
_EXPRESSIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0}", "{2,}"])).map(
            lambda two: f"({two[0]}){two[1]}"
        ),
    ),
    max_leaves=6,
)


def fits(script: str, data: str) -> bool:
    try:
        check(script.encode(), data.encode())
    except DataFault:
        return False
    return True


@given(st.integers(), st.integers(), st.integers())
def test_an_integer_fits_exactly_between_its_bounds(value: int, low: int, high: int) -> None:
    assert fits(f"INT({low}, {high})", str(value)) == (low <= value <= high)


@given(st.decimals(-1000, 1000, places=6), st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=3))
def test_a_decimal_fits_exactly_between_its_bounds(value: Decimal, low: Decimal, high: Decimal) -> None:
    assert fits(f"FLOATP({low:f}, {high:f}, 6, 6)", f"{value:f}") == (low <= value <= high)


@given(st.integers(-(10**30), 10**30), st.integers(-(10**30), 10**30).filter(bool))
def test_division_is_that_of_the_reference(left: int, right: int) -> None:
    assert fits(f"SET(q = {left} / {right}, r = {left} % {right}) ASSERT(q * {right} + r == {left})", "")
    assert fits(f"SET(r = {left} % {right}) ASSERT(r == 0 || (r < 0 && {left} < 0) || (r > 0 && {left} > 0))", "")


@given(_EXPRESSIONS, st.text("ab.", max_size=8))
def test_an_expression_takes_the_longest_that_matches(expression: str, text: str) -> None:
    wanted = re.compile(expression.encode(), re.DOTALL)
    data = text.encode()
    ends = [end for end in range(len(data) + 1) if wanted.fullmatch(data[:end])]
    assert Pattern(expression.encode()).match(data, 0) == (max(ends) if ends else None)


@given(st.text('INTREPSETWHILEIFEND()[],0123x<=>!&|+-*/^"\\ \n', max_size=80), st.text("01 \n", max_size=10))
def test_any_text_is_run_or_refused_with_words(script: str, data: str) -> None:
    words = "fits"
    try:
        check(script.encode(), data.encode())
    except (DataFault, ScriptFault) as fault:
        words = str(fault)
    assert words
