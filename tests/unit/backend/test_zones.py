"""Windows in two time zones: names, wall clocks when clocks change, and words with the offset."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backend.zones import at_wall, offered, require_zone, wall, windows, zoned_words
from protocol.errors import InvalidInput

SECOND_US = 1_000_000


def us(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * SECOND_US


@pytest.mark.parametrize(
    "name", ["", "Europe/Berlim", "../etc/passwd", "localtime", "/usr/share/zoneinfo/UTC", "x" * 5000]
)
def test_a_name_that_is_none_is_refused_by_its_field(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        require_zone(name, "candidate_zone")
    assert refused.value.details["field"] == "candidate_zone"
    assert len(refused.value.message) < 200


def test_names_are_places_and_utc() -> None:
    assert require_zone(" Europe/Berlin ", "zone") == "Europe/Berlin"
    assert {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"} <= set(offered())
    assert not [name for name in offered() if name.startswith(("Etc/", "posix", "right", "SystemV"))]


def test_a_wall_clock_means_the_time_in_its_zone_in_summer_and_winter() -> None:
    assert at_wall("2026-01-15T09:00", "Europe/Berlin", "opens") == us("2026-01-15T08:00")
    assert at_wall("2026-07-15T09:00", "Europe/Berlin", "opens") == us("2026-07-15T07:00")
    assert at_wall("2026-07-15T09:00", "UTC", "opens") == us("2026-07-15T09:00")
    assert wall(us("2026-07-15T07:00"), "Europe/Berlin") == "2026-07-15T09:00"


def test_the_hour_that_is_left_out_is_refused_and_the_one_that_comes_twice_means_the_first() -> None:
    with pytest.raises(InvalidInput, match="go forward") as refused:
        at_wall("2026-03-29T02:30", "Europe/Berlin", "opens")
    assert refused.value.details["field"] == "opens"
    assert at_wall("2026-03-29T03:00", "Europe/Berlin", "opens") == us("2026-03-29T01:00")
    assert at_wall("2026-10-25T02:30", "Europe/Berlin", "opens") == us("2026-10-25T00:30")


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30T10:00", "0001-01-01T00:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="closes"):
        at_wall(text, "Asia/Tokyo", "closes")


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("UTC", "16 January 2026, 12:00 UTC"),
        ("Europe/London", "16 January 2026, 12:00 UTC"),
        ("Asia/Kolkata", "16 January 2026, 17:30 UTC+5:30"),
        ("America/St_Johns", "16 January 2026, 08:30 UTC-3:30"),
        ("Pacific/Kiritimati", "17 January 2026, 02:00 UTC+14"),
    ],
)
def test_words_say_the_offset(zone: str, words: str) -> None:
    assert zoned_words(us("2026-01-16T12:00"), zone) == words


def test_a_window_across_the_change_of_clocks_says_both_offsets() -> None:
    employer, candidate = windows(us("2026-03-28T08:00"), us("2026-03-30T08:00"), "Europe/Berlin", "America/New_York")
    assert (employer.opens, employer.closes) == ("28 March 2026, 09:00 UTC+1", "30 March 2026, 10:00 UTC+2")
    assert candidate is not None
    assert (candidate.opens, candidate.closes) == ("28 March 2026, 04:00 UTC-4", "30 March 2026, 04:00 UTC-4")


def test_clocks_that_show_the_same_are_told_once() -> None:
    january = us("2026-01-10T08:00"), us("2026-01-12T08:00")
    assert windows(*january, "Europe/Berlin", "Europe/Stockholm")[1] is None
    assert windows(*january, "Europe/Berlin", None)[1] is None
