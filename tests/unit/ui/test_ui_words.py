"""Words for numbers, and places found in what compilers say."""

from __future__ import annotations

from datetime import UTC

import pytest

from protocol.verdicts import Verdict
from ui import words
from ui.diagnostics import MAX_LINES, diagnostics

SECOND, MINUTE = 1_000_000, 60_000_000


@pytest.mark.parametrize(
    ("us", "said"),
    [
        (0, "0 seconds"),
        (SECOND, "1 second"),
        (2 * MINUTE - 1, "119 seconds"),
        (2 * MINUTE, "2 minutes"),
        (60 * MINUTE, "1 hour"),
        (61 * MINUTE, "1 hour 1 minute"),
        (-5, "0 seconds"),
    ],
)
def test_durations(us: int, said: str) -> None:
    assert words.duration_words(us) == said


def test_clock_sizes_and_times() -> None:
    assert words.clock_words(3909 * SECOND) == "1:05:09"
    assert words.clock_words(59 * SECOND) == "00:59"
    assert words.clock_words(-1) == "00:00"
    assert words.left_words(0) == "Time is up"
    assert [words.size_words(n) for n in (1, 999, 1000, 1_500_000, 2_000_000_000)] == [
        "1 byte",
        "999 bytes",
        "1.0 kB",
        "1.5 MB",
        "2.0 GB",
    ]
    assert words.when_words(1_795_435_200_000_000, UTC) == "23 November 2026, 12:00"
    assert words.hour_words(1_795_435_200_000_000, UTC) == "12:00:00"


def test_verdict_tones() -> None:
    tones = {verdict: words.verdict_tone(verdict) for verdict in Verdict}
    assert tones[Verdict.ACCEPTED] == "good"
    assert tones[Verdict.JUDGE_ERROR] == "attention"
    assert set(tones.values()) == {"good", "attention", "stop"}
    assert words.verdict_tone(None) == "waiting"


@pytest.mark.parametrize(
    ("line", "name", "place"),
    [
        ("solution.cpp:3:5: error: x", "solution.cpp", (3, 5)),
        ("/box/solution.js:12", "solution.js", (12, 1)),
        ("    at main (/box/solution.js:7:9)", "solution.js", (7, 9)),
        ('  File "/box/solution.py", line 13, in main', "solution.py", (13, 1)),
        ('  File "solution.py", line 2', "solution.py", (2, 1)),
        ("other_solution.py:3:5", "solution.py", (None, 1)),
        ("/usr/include/c++/12/bits/stl.h:3:5: note", "solution.cpp", (None, 1)),
        ("nothing", "solution.cpp", (None, 1)),
    ],
)
def test_places(line: str, name: str, place: tuple[int | None, int]) -> None:
    (found,) = diagnostics(line, (name,))
    assert (found.line, found.column) == place
    assert found.text == line


def test_long_output_is_cut_with_a_word() -> None:
    found = diagnostics("x\n" * (MAX_LINES + 3), ("solution.py",))
    assert len(found) == MAX_LINES + 1
    assert found[-1].text == "… and 3 more lines"
    assert diagnostics("", ("solution.py",)) == ()
