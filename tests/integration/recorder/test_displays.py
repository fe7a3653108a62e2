"""Several displays: each a stream of its own; one that comes is recorded, one that goes is told; or only the chosen."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from protocol.attempts import TrackKind
from protocol.facts import RecorderEvent, RecorderFact
from protocol.identifiers import new_identifier
from recorder import screen
from recorder.devices import list_screens
from recorder.recorder import Recorder
from recorder.screen import ScreenSource
from recorder.states import Condition, RecorderConfig, VideoSettings
from tests.media.display import FIRST, VirtualDisplay
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey, RecordedTrack, decode, recorded_tracks

SCREEN = TrackKind.SCREEN


@pytest.fixture
def desk() -> Iterator[VirtualDisplay]:
    """Room for two displays, of which one is attached."""
    with VirtualDisplay(1440, 480) as display:
        display.attach(FIRST, 0, 640, 480)
        yield display


class Screens:
    """A recorder of the screen alone."""

    def __init__(self, folder: Path, config: RecorderConfig) -> None:
        self.attempt, self.key, self.facts, self.folder = new_identifier(), OrganisationKey(), FactList(), folder
        self.recorder = Recorder(config)
        self.recorder.start(permit_for(attempt=self.attempt), self.key.public, self.facts, FolderSink(folder))

    def running(self) -> list[str]:
        states = self.recorder.state().of(SCREEN)
        return [state.device.name for state in states if state.recording and state.device]

    def told(self, device: str) -> list[RecorderFact]:
        return [fact for fact in self.facts.events(SCREEN) if fact.device == device]

    def tracks(self) -> list[tuple[str, RecordedTrack]]:
        return [(track.device_name, track) for track in recorded_tracks(self.folder, self.key.private)]


def wait_for(condition: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until, f"never: {what}"
        time.sleep(0.05)


def test_a_display_that_comes_and_goes_and_comes_again_is_recorded_each_time(
    tmp_path: Path, desk: VirtualDisplay
) -> None:
    screens = Screens(tmp_path, RecorderConfig(streams=(SCREEN,), adapts=False))
    first, second = "Screen 1 (screen, 640 x 480)", "Screen 2 (800 x 360)"
    wait_for(lambda: screens.running() == [first], "one display")
    desk.attach("SECOND", 640, 800, 360)
    wait_for(lambda: screens.running() == [first, second], "two displays")
    time.sleep(1.2)
    desk.detach("SECOND")
    wait_for(lambda: screens.running() == [first], "one again")
    assert [state.condition for state in screens.recorder.state().streams] == [Condition.RUNNING], "no trouble"
    desk.attach("SECOND", 640, 800, 360)
    wait_for(lambda: screens.running() == [first, second], "two again")
    time.sleep(0.6)
    screens.recorder.stop()
    assert [fact.event.value for fact in screens.told(first)] == ["started", "stopped"]
    events = screens.told(second)
    assert [fact.event.value for fact in events] == ["started", "missing", "gap", "started", "stopped"]
    assert "not attached any more" in (events[1].reason or "")
    assert (events[2].lost_us or 0) >= 1_000_000
    sizes = [(name, decode(track.plain(screens.attempt, 0)).width) for name, track in screens.tracks()]
    assert sorted(sizes) == [(first, 640), (second, 800), (second, 800)]


def test_only_the_chosen_display_is_recorded_and_no_other_in_its_stead(tmp_path: Path, desk: VirtualDisplay) -> None:
    desk.attach("SECOND", 640, 800, 360)
    _, second = list_screens()
    screens = Screens(tmp_path, RecorderConfig(streams=(SCREEN,), screen=second, displays="chosen", adapts=False))
    wait_for(lambda: screens.running() == [second.name], "the chosen one")
    time.sleep(2.5)  # longer than the looks for further displays are apart
    desk.detach("SECOND")
    wait_for(lambda: screens.recorder.state().stream(SCREEN).condition is Condition.MISSING, "missing")
    time.sleep(1)
    screens.recorder.stop()
    assert {name for name, _ in screens.tracks()} == {second.name}
    assert RecorderEvent.MISSING in screens.facts.names(SCREEN)


def test_a_display_that_is_moved_or_resized_is_followed(tmp_path: Path, desk: VirtualDisplay) -> None:
    screens = Screens(tmp_path, RecorderConfig(streams=(SCREEN,), adapts=False))
    wait_for(lambda: len(screens.running()) == 1, "one display")
    time.sleep(0.7)
    desk.attach(FIRST, 400, 800, 480)
    wait_for(lambda: len(screens.tracks()) == 2, "a track of the new size")
    time.sleep(0.7)
    screens.recorder.stop()
    assert [decode(track.plain(screens.attempt, 0)).width for _, track in screens.tracks()] == [640, 800]
    assert [fact.event.value for fact in screens.facts.events(SCREEN)] == ["started", "stopped", "started", "stopped"]


def test_each_display_shows_its_own_part(tmp_path: Path, desk: VirtualDisplay) -> None:
    desk.attach("SECOND", 640, 800, 480)
    desk.paint("#ff0000", 640)
    screens = Screens(tmp_path, RecorderConfig(streams=(SCREEN,), adapts=False))
    wait_for(lambda: len(screens.running()) == 2, "two displays")
    time.sleep(1)
    screens.recorder.stop()
    means = {name: mean_colour(track.plain(screens.attempt, 0)) for name, track in screens.tracks()}
    red, green, _ = means["Screen 2 (800 x 480)"]
    assert red > 200
    assert green < 100
    assert max(means["Screen 1 (screen, 640 x 480)"]) < 50


def mean_colour(plain: bytes) -> tuple[float, float, float]:
    with av.open(io.BytesIO(plain), "r") as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24")
    red, green, blue = np.asarray(picture, dtype=np.float64).mean(axis=(0, 1))
    return red, green, blue


def test_the_first_picture_waits_for_the_mark_and_not_for_ever(
    desk: VirtualDisplay, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (device,) = list_screens()
    answers, asked = [False, False, True, False], list[tuple[int, int]]()

    def ready(corner: tuple[int, int]) -> bool:
        asked.append(corner)
        return answers.pop(0) if answers else False

    source = ScreenSource(device, VideoSettings(640, 480, 30))
    source.ready = ready
    source.read()
    assert asked == [(0, 0)] * 3
    source.read()
    assert len(asked) == 4, "later on a mark that is missing hides nothing"
    source.close()
    monkeypatch.setattr(screen, "MARKED_WITHIN_US", 100_000)
    never = ScreenSource(device, VideoSettings(640, 480, 30))
    never.ready = lambda _corner: False
    assert never.read().pixels.shape[:2] == (480, 640)
    never.close()
    assert "no mark stands on it" in caplog.text
