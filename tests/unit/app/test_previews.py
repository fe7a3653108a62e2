"""What owns the recorders: a pause waits for nothing, half a beginning is taken back, and deadlines do not add up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app import previews as previews_module
from app.previews import Previews
from app.settings import Asked, Policy, gather
from protocol.attempts import TrackKind
from protocol.errors import Conflict, DeviceFault
from recorder.states import RecorderState
from tests.media.permits import permit_for

LONG_S = 30.0
"""More than any machine needs; who waits so long waits for ever."""


class FakeRecorder:
    """A recorder that notes what it is asked; one that hangs ends at its deadline only."""

    def __init__(self, hangs: bool = False, fault: Exception | None = None) -> None:
        self.hangs, self.fault = hangs, fault
        self.started = self.handing_on = self.ended = False
        self.deadline_s = 0.0

    def start(self, *_order: object) -> None:
        if self.started:
            raise Conflict("recorder.running", "The recording is running already.")
        if self.fault is not None:
            raise self.fault
        self.started = self.handing_on = True

    def use(self, _encoders: object) -> None: ...

    def stop_soon(self) -> None:
        self.handing_on = False

    def stop(self, deadline_s: float) -> RecorderState:
        self.deadline_s = deadline_s
        if self.hangs:
            time.sleep(deadline_s)
        self.handing_on, self.ended = False, True
        return RecorderState()

    def state(self) -> RecorderState:
        return RecorderState()

    def overhear(self, _listener: object, _who: str = "") -> None: ...


class Bench:
    """Previews of an attempt with camera and still pictures, so with two recorders; no level has both today."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        streams = (TrackKind.CAMERA,)
        policy = SimpleNamespace(
            captured=frozenset({TrackKind.CAMERA, TrackKind.STILLS}),
            streams=[TrackKind.CAMERA, TrackKind.STILLS],
            displays="all",
            detectors=[],
            transcript_language=None,
        )
        attempt: Any = SimpleNamespace(
            policy=policy,
            previewed=streams,
            streams=streams,
            store=SimpleNamespace(media=None),
            ticket=SimpleNamespace(organisation_public_key=""),
            permit=permit_for,
        )
        self.made: list[tuple[FakeRecorder, FakeRecorder]] = []
        self.next: tuple[Callable[[], FakeRecorder], Callable[[], FakeRecorder]] = FakeRecorder, FakeRecorder
        self.may_load = threading.Event()
        self.may_load.set()
        monkeypatch.setattr(Previews, "_prepare", lambda *_: None)
        monkeypatch.setattr(previews_module, "_load", self._load)
        monkeypatch.setattr(Previews, "_stills", lambda _self: self.made[-1][1])
        monkeypatch.setattr(Previews, "_previewing", lambda _self: ())
        settings = gather(Policy(), Asked("http://127.0.0.1:9", folder, "", None, "light"))
        self.previews = Previews(attempt, settings)

    def _load(self) -> Callable[..., FakeRecorder]:
        assert self.may_load.wait(LONG_S)

        def make(_config: object) -> FakeRecorder:
            self.made.append((self.next[0](), self.next[1]()))
            return self.made[-1][0]

        return make


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    bench = Bench(tmp_path, monkeypatch)
    yield bench
    bench.may_load.set()
    bench.previews.stop(0.0)
    assert bench.previews._worker.stop(LONG_S)


def test_a_pause_right_after_a_start_waits_for_no_library_that_loads_and_nothing_is_begun(bench: Bench) -> None:
    bench.may_load.clear()
    begun = bench.previews.record()
    pausing = threading.Thread(target=bench.previews.pause)
    pausing.start()
    pausing.join(LONG_S)
    waited = pausing.is_alive()
    bench.may_load.set()
    begun.result(LONG_S)
    assert not waited
    assert bench.made == []
    bench.previews.record().result(LONG_S)
    assert [each.handing_on for each in bench.made[0]] == [True, True]


class FakeTrial:
    """A trial that notes how it is ended."""

    def __init__(self) -> None:
        self.stopped, self.ended = False, threading.Event()

    def stop_soon(self) -> None:
        self.stopped = True

    def end(self, _deadline_s: float) -> None:
        self.ended.set()


def test_a_trial_ends_with_the_devices_and_is_waited_for(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = FakeTrial()
    previewing = SimpleNamespace(try_out=lambda _permit: trial)
    monkeypatch.setattr(Previews, "_previewing", lambda _self: (previewing,))
    begun: object = bench.previews.try_out()
    assert begun is trial
    assert bench.previews.stop(LONG_S)
    assert (trial.stopped, trial.ended.is_set()) == (True, True)


def test_without_a_preview_there_is_nothing_to_try(bench: Bench) -> None:
    assert bench.previews.try_out() is None


def test_a_pause_hands_nothing_on_from_the_moment_it_returns(bench: Bench) -> None:
    bench.next = (lambda: FakeRecorder(hangs=True)), (lambda: FakeRecorder(hangs=True))
    bench.previews.record().result(LONG_S)
    bench.previews.pause()
    assert [each.handing_on for each in bench.made[0]] == [False, False]


def test_a_beginning_that_failed_by_half_is_taken_back_and_the_next_one_begins_anew(bench: Bench) -> None:
    fault = DeviceFault("device.failed", "The camera is broken.")
    bench.next = FakeRecorder, (lambda: FakeRecorder(fault=fault))
    with pytest.raises(DeviceFault):
        bench.previews.record().result(LONG_S)
    assert [each.handing_on for each in bench.made[0]] == [False, False]
    bench.next = FakeRecorder, FakeRecorder
    bench.previews.record().result(LONG_S)
    assert [each.handing_on for each in bench.made[1]] == [True, True]
    assert len(bench.previews._recorders) == 2


def test_several_that_hang_share_one_deadline_and_all_are_asked_at_once(bench: Bench) -> None:
    bench.next = (lambda: FakeRecorder(hangs=True)), (lambda: FakeRecorder(hangs=True))
    bench.previews.record().result(LONG_S)
    seen: list[bool] = []
    first, second = bench.made[0]
    stop = first.stop

    def stop_and_look(deadline_s: float) -> RecorderState:
        seen.append(second.handing_on)
        return stop(deadline_s)

    first.stop = stop_and_look  # type: ignore[method-assign] # to look at the other one in that moment
    begun_s = time.monotonic()
    bench.previews.stop(4.0)
    assert time.monotonic() - begun_s < 7.5, "one deadline, not two"
    while not (first.ended and second.ended):
        assert time.monotonic() - begun_s < LONG_S
        time.sleep(0.01)
    assert seen == [False], "the second hands nothing on while the first is waited for"
