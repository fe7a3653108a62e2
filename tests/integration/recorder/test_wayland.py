"""On Wayland: the desktop asks the person, every display that they share is recorded, stopping is told, once asked is
enough. A portal on a bus of its own, a real PipeWire, the real recorder.
"""  # noqa: D205 - the summary does not fit one line

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from protocol.attempts import TrackKind
from protocol.facts import RecorderEvent
from recorder.devices import list_screens
from recorder.states import Condition, RecorderConfig
from recorder.wayland import portal
from tests.integration.recorder.test_displays import Screens, wait_for
from tests.media.wayland import SharedScreens

SCREEN = TrackKind.SCREEN
RED, BLUE = "0xffff0000", "0xff0000ff"
CONFIG = RecorderConfig(streams=(SCREEN,), adapts=False)


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedScreens]:
    with SharedScreens(RED, BLUE) as screens:
        for name, value in screens.environment.items():
            monkeypatch.setenv(name, value)
        yield screens
        portal.end()


def test_what_the_person_shares_is_recorded_each_display_by_itself(tmp_path: Path, desktop: SharedScreens) -> None:
    assert list_screens() == [], "listing asks nobody"
    assert desktop.asked == []
    screens = Screens(tmp_path, CONFIG)
    first, second = "Screen 1 (640 x 400, shared)", "Screen 2 (640 x 400, shared)"
    wait_for(lambda: screens.running() == [first, second], "both displays")
    (asked,) = desktop.asked
    assert {name: value[1] for name, value in asked.items() if name in {"types", "multiple", "cursor_mode"}} == {
        "types": 1,
        "multiple": True,
        "cursor_mode": 2,
    }
    wait_for(lambda: len(screens.tracks()) == 2, "tracks")
    desktop.end_sharing(1)
    wait_for(lambda: RecorderEvent.FAILED in [fact.event for fact in screens.told(second)], "told")
    screens.recorder.stop()
    assert list_screens() == [], "sharing has ended with the recording"
    colours = {name: mean_colour(track.plain(screens.attempt, 0)) for name, track in screens.tracks()}
    assert colours[first][0] > 200
    assert colours[second][2] > 200


def test_a_person_who_does_not_share_is_told_what_to_do(tmp_path: Path, desktop: SharedScreens) -> None:
    desktop.answer = "cancel"
    screens = Screens(tmp_path, CONFIG)
    wait_for(lambda: screens.recorder.state().stream(SCREEN).condition is Condition.REFUSED, "refused")
    assert "press Share" in screens.recorder.state().stream(SCREEN).words
    desktop.answer = "share"
    wait_for(lambda: screens.recorder.state().stream(SCREEN).condition is Condition.RUNNING, "asked again")
    screens.recorder.stop()
    assert [fact.event.value for fact in screens.facts.events(SCREEN)][:3] == ["refused", "gap", "started"]
    again = Screens(tmp_path / "again", CONFIG)
    wait_for(lambda: len(again.running()) == 2, "both displays again")
    again.recorder.stop()
    assert desktop.asked[-1]["restore_token"][1] == "leave-1", "with the leave that was given"


def test_stopping_does_not_wait_for_the_persons_answer(tmp_path: Path, desktop: SharedScreens) -> None:
    desktop.answer = "think"
    screens = Screens(tmp_path, CONFIG)
    wait_for(lambda: len(desktop.asked) == 1, "the question")
    begun_s = time.monotonic()
    screens.recorder.stop()
    assert time.monotonic() - begun_s < 1.5


def test_without_a_portal_the_words_name_two_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    screens = Screens(tmp_path, CONFIG)
    wait_for(lambda: screens.recorder.state().stream(SCREEN).condition is Condition.MISSING, "missing")
    words = screens.recorder.state().stream(SCREEN).words
    screens.recorder.stop()
    assert "xdg-desktop-portal" in words
    assert "Xorg" in words


def mean_colour(plain: bytes) -> tuple[float, float, float]:
    with av.open(io.BytesIO(plain), "r") as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24")
    red, green, blue = np.asarray(picture, dtype=np.float64).mean(axis=(0, 1))
    return red, green, blue
