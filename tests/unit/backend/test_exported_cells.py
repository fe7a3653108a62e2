"""No cell of an exported table begins as a formula does, whatever invisible signs stand before it."""

from __future__ import annotations

import pytest

from backend.comparison.exports import _safe

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEFORE = ("", " ", "   ", "\u00a0", "\u2003", "\u3000", "\0", "\ufeff", "\u200b", "\u200f", "\x1b", " \0 ")
FORMULAS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("https://evil.example";"x")', "SUM(A1:A9)", "")


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_formula_becomes_text(beginning: str, before: str) -> None:
    for rest in FORMULAS:
        cell = before + beginning + rest
        assert _safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", " ", "Zoë Ågren", "x=1", "7", "1-2", "(=1)", '"=1', "\u200bword", "日本語"])
def test_what_is_none_stays_as_it_is(cell: str) -> None:
    assert _safe(cell) == cell
