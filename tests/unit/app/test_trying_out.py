"""The trial on the Check screen by its phases: how long it records, plays and stays, and what is said of it."""

from __future__ import annotations

from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from app import trying_out
from app.check_report import report_text, report_to_send
from app.trying_out import KEPT_S, LENGTH_S, Tried, TryingOut
from protocol.attempts import TrackKind
from protocol.errors import DeviceFault
from protocol.wire import CheckResult
from recorder import speaker
from recorder.decoder import Film
from recorder.media import RATE
from recorder.states import PreviewPicture
from recorder.trial import Take
from ui.trial_states import TrialPhase, TrialState

PIXEL = PreviewPicture(b"abc", 1, 1, 0)
LATER = PreviewPicture(b"xyz", 1, 1, 1_000_000)


class FakeTrial:
    def __init__(self, kinds: tuple[TrackKind, ...] = (TrackKind.CAMERA,)) -> None:
        self.kinds, self.stopped = kinds, False

    def stop_soon(self) -> None:
        self.stopped = True

    def finish(self) -> tuple[Take, ...]:
        return ()


class Bench:
    """A trial whose clock is set by hand; what is opened comes when `deliver` is called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tried: Tried) -> None:
        self.now_s = 100.0
        self.shown: list[TrialState] = []
        self.trial: FakeTrial | None = FakeTrial()
        self.waiting: list[tuple[Any, Any]] = []
        self.tried = tried
        desk = SimpleNamespace(
            view=SimpleNamespace(beside=SimpleNamespace(show_trial=self.shown.append)),
            background=SimpleNamespace(submit=lambda _job: Future()),
            gui=SimpleNamespace(when_done=lambda _future, done, failed: self.waiting.append((done, failed))),
        )
        previews = SimpleNamespace(
            tried=(TrackKind.CAMERA, TrackKind.MICROPHONE), try_out=lambda: self.trial, devices=None
        )
        monkeypatch.setattr(speaker, "open_output", self._no_output)
        self.trying = TryingOut(cast("Any", desk), cast("Any", previews), lambda: self.now_s)

    def _no_output(self) -> None:
        raise DeviceFault("device.missing", "This computer has no loudspeakers or headphones.")

    def after(self, seconds: float) -> TrialState:
        self.now_s += seconds
        self.trying.tick()
        return self.shown[-1]

    def deliver(self) -> TrialState:
        done, _ = self.waiting.pop()
        done(self.tried)
        return self.shown[-1]


def tried(*, whole: bool = True, sound: bool = True) -> Tried:
    film = Film((PIXEL, LATER), 2_000_000)
    return Tried({TrackKind.CAMERA: film}, np.ones(10, np.int16) if sound else None, ("Camera: 2 s.",), whole, 2.0)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(monkeypatch, tried())


def test_it_records_ten_seconds_plays_what_came_and_lets_go_of_it_after_a_while(bench: Bench) -> None:
    bench.trying.begin()
    assert bench.after(LENGTH_S - 0.1).phase is TrialPhase.RECORDING
    assert bench.after(0.2).phase is TrialPhase.OPENING
    assert bench.trial is not None
    assert bench.trial.stopped
    playing = bench.deliver()
    assert (playing.phase, playing.camera is not None and playing.camera.rgb) == (TrialPhase.PLAYING, b"abc")
    shown = bench.after(1.5)
    assert shown.camera is not None
    assert shown.camera.rgb == b"xyz"
    assert bench.after(0.6).phase is TrialPhase.PLAYED
    assert bench.after(KEPT_S - 1).phase is TrialPhase.PLAYED
    assert bench.after(2.0).phase is TrialPhase.READY
    assert bench.trying._tried is None


def test_without_a_sound_device_the_pictures_play_and_it_is_said(bench: Bench) -> None:
    bench.trying.begin()
    bench.after(LENGTH_S)
    assert "no loudspeakers or headphones" in bench.deliver().sound


def test_deleting_while_it_is_opened_keeps_nothing_that_comes_late(bench: Bench) -> None:
    bench.trying.begin()
    bench.after(LENGTH_S)
    bench.trying.let_go()
    shown = bench.deliver()
    assert (shown.phase, bench.trying._tried, bench.trying.result) == (TrialPhase.READY, None, None)


def test_two_clicks_make_one_trial_and_without_a_device_it_says_so(bench: Bench) -> None:
    bench.trying.begin()
    first = bench.trying._trial
    bench.trial = FakeTrial()
    bench.trying.begin()
    assert bench.trying._trial is first
    bench.trying.let_go()
    for nothing in (None, FakeTrial(())):
        bench.trial = nothing
        bench.trying.begin()
        error = bench.shown[-1].error
        assert error is not None
        assert error.what == "Nothing could be recorded."


def test_what_came_is_worded_by_what_was_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recorder.decoder.decode_pictures", lambda segments, _width: segments[0])
    monkeypatch.setattr("recorder.decoder.decode_sound", lambda segments: segments[0])
    film: Any = Film((PIXEL, LATER), 2_000_000)
    silence: Any = np.zeros(RATE, np.int16)
    found = trying_out.read(
        (
            Take(TrackKind.CAMERA, segments=(film,), sealed_bytes=1_500_000, lost_us=300_000),
            Take(TrackKind.MICROPHONE, segments=(silence,), sealed_bytes=3_000),
        )
    )
    assert found.words == (
        "Camera: 2.0 s, 1 pictures a second, 1.5 MB. 0.3 s are missing.",
        "Microphone: 1.0 s, 3.0 kB, loudest 0 %. It is silent: is the microphone muted?",
    )
    assert (found.whole, found.length_s) == (False, 2.0)


def test_the_report_holds_each_line_the_trial_and_the_versions_in_order() -> None:
    results = [
        CheckResult(name="trial", colour="amber", cause="Camera: 2.0 s."),
        CheckResult(name="camera", colour="green", cause="Webcam works."),
        CheckResult(name="runner", colour="red", cause="No engine."),
    ]
    text = report_text(results, -2_500_000, 1_795_435_200_000_000)
    places = [text.index(each) for each in ("Recrutr 0", "Camera: works", "Running programs: does not work")]
    assert places == sorted(places)
    assert "Trial recording: works, with a limit\n  Camera: 2.0 s." in text
    assert "less the server's: -2.5 s" in text
    assert [line.name for line in report_to_send(results, None).results] == ["trial", "camera", "runner", "versions"]
