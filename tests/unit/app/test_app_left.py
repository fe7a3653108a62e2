"""What is left, in words: never a time that was not measured, and honest words about what stays."""

from __future__ import annotations

import pytest

from app.left import Forecast, arrived, background, left_words
from sync.store.records import Remaining

SOME = Remaining(entries=14, submissions=1, segments=3, media_bytes=12_400_000, finish=True)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (Remaining(), "Nothing is left to send."),
        (Remaining(entries=1), "Still to send: 1 journal entry."),
        (Remaining(segments=1, media_bytes=999), "Still to send: 1 recording (999 bytes)."),
        (SOME, "Still to send: what you handed in, 3 recordings (12.4 MB) and 14 journal entries."),
    ],
)
def test_words(left: Remaining, words: str) -> None:
    assert left_words(left) == words


def test_words_with_a_time() -> None:
    assert left_words(Remaining(entries=2), "2 minutes") == "Still to send: 2 journal entries; about 2 minutes."


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def seen(*left_bytes: int, step_s: float = 1.0) -> Forecast:
    clock = Clock()
    forecast = Forecast(clock)
    for count in left_bytes:
        forecast.see(count)
        clock.now_s += step_s
    return forecast


def test_a_time_comes_from_what_was_sent() -> None:
    assert seen(*(10_000_000 - 100_000 * at for at in range(11))).words == "90 seconds"
    assert seen(*(100_000_000 - 100_000 * at for at in range(11))).words == "16 minutes"


def test_no_time_is_told_before_something_was_measured() -> None:
    assert seen().words == ""
    assert seen(1000, 900).words == ""
    assert seen(*[5_000_000] * 20).words == ""  # nothing moves
    assert seen(1_000_000, 500_000, 0, 900_000).words == ""  # more was recorded
    assert seen(4_000_000, 3_000_000, 2_000_000, 1_000_000, 0).words == ""


def test_what_moved_long_ago_does_not_count() -> None:
    assert seen(9_000_000, *[5_000_000] * 40).words == ""


def test_offline_and_what_stays_are_said() -> None:
    state = background(SOME, 24_800_000, "2 minutes", offline=True)
    assert "No connection" in state.title
    assert "minutes" not in state.left
    assert "stays on this computer, encrypted" in state.stays
    assert "3 recordings (12.4 MB)" in state.stays
    assert state.share == 0.5


def test_nothing_stays_when_all_has_arrived() -> None:
    state = arrived()
    assert (state.title, state.stays, state.share) == ("Everything has arrived", "", 1.0)


def test_what_is_on_its_way_to_the_disk_has_not_arrived() -> None:
    state = background(Remaining(), 0, "", offline=False)
    assert "arrived" not in f"{state.title} {state.left}"
    assert "being saved" in state.left
