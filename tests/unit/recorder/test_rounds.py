"""What watches goes on after a bug, which is loud and told once; and what it watches over is caught up with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from protocol.attempts import TrackKind
from protocol.errors import StorageFault
from protocol.fact_words import fact_words
from protocol.facts import RecorderEvent
from recorder import recorder as recorder_module
from recorder.load import governor as governor_module
from recorder.load.governor import Governor
from recorder.media import Captured, Device, Picture, now_us
from recorder.recorder import Recorder
from recorder.rounds import Rounds
from recorder.states import RecorderConfig, VideoSettings
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey

SCREEN = TrackKind.SCREEN


def until(condition: Callable[[], bool]) -> None:
    end_s = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end_s, "it did not come"
        time.sleep(0.005)


def test_rounds_go_on_after_a_bug_that_is_loud_and_told_once_a_row(caplog: pytest.LogCaptureFixture) -> None:
    answers, told = iter([0, 1, 1, 0, 1]), []
    done = threading.Event()

    def act() -> None:
        answer = next(answers, None)
        if answer is None:
            done.set()
        elif answer:
            raise ZeroDivisionError(answer)

    def failed() -> None:
        told.append(1)
        raise StorageFault("store.overflow", "Too much is waiting.")  # telling may fail as well

    rounds = Rounds("test", 0.01, act, failed)
    rounds.start()
    assert done.wait(20)
    rounds.stop_soon()
    assert len(told) == 2
    assert caplog.text.count("unexpected failure in the rounds of test") == 3
    assert "store.overflow" in caplog.text


class Worker:
    """A capture thread whose look fails the first times."""

    cpu_us = 0

    def __init__(self, failures: int) -> None:
        self.failures, self.looked = failures, 0

    def look_alive(self) -> None:
        self.looked += 1
        if self.looked <= self.failures:
            raise ZeroDivisionError(self.looked)


def test_the_governor_goes_on_after_a_bug(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(governor_module, "_LOOK_US", 1)
    worker, told = Worker(2), []
    governor = Governor(lambda: ([worker], []), lambda _step, _why: None, lambda: told.append(1))
    governor.start()
    until(lambda: worker.looked >= 4)
    governor.stop_soon()
    assert told == [1]
    assert caplog.text.count("unexpected failure in the rounds of governor") == 2


class Display:
    """A display that is always there."""

    def __init__(self, device: Device) -> None:
        self.device = device

    def read(self) -> Captured:
        time.sleep(0.02)
        return Picture(np.zeros((64, 64, 3), dtype=np.uint8), now_us())

    def adapt(self, settings: VideoSettings) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def displays(monkeypatch: pytest.MonkeyPatch) -> list[Device]:
    """Two displays; whoever opens one gets the one it asked for, or the first."""
    found = [Device(SCREEN, f":0#{name}", f"Screen {name}") for name in ("one", "two")]
    monkeypatch.setattr(recorder_module, "list_screens", lambda: found)
    monkeypatch.setattr(recorder_module, "LOOK_EVERY_S", 0.02)
    monkeypatch.setattr(recorder_module, "opener", lambda _kind, _config: lambda: Display(found[0]))
    monkeypatch.setattr(recorder_module, "DisplayOpener", lambda device, _config: lambda: Display(device))
    return found


def test_looking_for_displays_goes_on_after_a_bug_and_the_journal_says_it(
    tmp_path: Path, displays: list[Device], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = [1, 2]

    def listed() -> list[Device]:
        if broken:
            raise ZeroDivisionError(broken.pop())
        return displays

    monkeypatch.setattr(recorder_module, "list_screens", listed)
    facts, key = FactList(), OrganisationKey()
    recorder = Recorder(RecorderConfig(streams=(SCREEN,), adapts=False))
    recorder.start(permit_for(), key.public, facts, FolderSink(tmp_path))
    until(lambda: [state.recording for state in recorder.state().streams] == [True, True])
    recorder.stop()
    told = [fact for fact in facts.events(SCREEN) if fact.event is RecorderEvent.UNWATCHED]
    assert len(told) == 1
    assert "further displays" in fact_words(told[0], {})
    assert caplog.text.count("ZeroDivisionError") >= 2


def test_a_display_whose_recording_could_not_begin_is_recorded_at_the_next_look(
    tmp_path: Path, displays: list[Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder(RecorderConfig(streams=(SCREEN,), adapts=False))
    record = recorder._record
    failed: list[str] = []

    def fail_once(name: str, order: object) -> None:
        if name == displays[1].identifier and not failed:
            failed.append(name)
            raise ZeroDivisionError(name)
        record(name, order)  # type: ignore[arg-type] # handed through

    monkeypatch.setattr(recorder, "_record", fail_once)
    recorder.start(permit_for(), OrganisationKey().public, FactList(), FolderSink(tmp_path))
    until(lambda: [state.recording for state in recorder.state().streams] == [True, True])
    assert failed
    recorder.stop()


def test_a_display_that_is_found_after_the_stop_was_asked_for_is_not_opened(
    tmp_path: Path, displays: list[Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, may_answer = threading.Event(), threading.Event()
    second = displays.pop()

    def listed() -> list[Device]:
        looks.set()
        assert may_answer.wait(20)
        return [*displays, second]

    recorder = Recorder(RecorderConfig(streams=(SCREEN,), adapts=False))
    monkeypatch.setattr(recorder_module, "list_screens", listed)
    recorder.start(permit_for(), OrganisationKey().public, FactList(), FolderSink(tmp_path))
    until(lambda: [state.recording for state in recorder.state().streams] == [True])
    assert looks.wait(20)
    rounds = recorder._displays
    assert rounds is not None
    recorder.stop_soon()
    may_answer.set()
    rounds._thread.join(20)
    assert list(recorder._captures) == ["screen"]
    recorder.stop()
