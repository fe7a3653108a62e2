"""A trial recording goes the whole way, through encoder and sealer, and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest

from protocol.attempts import AttemptState, TrackKind
from protocol.errors import Conflict, DeviceFault, NotAllowed, StorageFault
from protocol.facts import Fact
from protocol.ports import MEDIA_FULL
from recorder import microphone as microphone_module
from recorder import trial as trial_module
from recorder.decoder import decode_pictures, decode_sound
from recorder.devices import camera_from
from recorder.encoder import SoundCodec
from recorder.media import BLOCK_SAMPLES, FAILED, MISSING, RATE, Sample
from recorder.microphone import open_output
from recorder.recorder import Recorder
from recorder.speaker import Playing
from recorder.states import Condition, RecorderConfig
from recorder.trial import Trial, TrialSink
from tests.media.permits import permit_for
from tests.media.recording_folder import FolderSink, OrganisationKey
from tests.media.webcam import read_mark

LONG_S = 60.0


def wait_until(true: Callable[[], bool]) -> None:
    until_s = time.monotonic() + LONG_S
    while not true():
        assert time.monotonic() < until_s
        time.sleep(0.02)


@pytest.fixture
def recorder(webcam_video: Path) -> Iterator[Recorder]:
    config = RecorderConfig(streams=(TrackKind.CAMERA,), camera=camera_from(str(webcam_video)), adapts=False)
    recorder = Recorder(config)
    recorder.start_preview(permit_for(AttemptState.NOTICED))
    wait_until(lambda: recorder.state().stream(TrackKind.CAMERA).condition is Condition.RUNNING)
    yield recorder
    recorder.stop(LONG_S)


def test_what_is_played_back_was_encoded_sealed_and_opened_again(recorder: Recorder) -> None:
    trial = recorder.try_out(permit_for(AttemptState.NOTICED))
    assert trial.kinds == (TrackKind.CAMERA,)
    sink = trial._sink
    wait_until(lambda: sum(map(len, sink._sealed.values())) > 0)
    time.sleep(0.5)
    (take,) = trial.finish(LONG_S)
    assert take.mime.startswith("video/mp4; codecs=")
    assert take.sealed_bytes > sum(map(len, take.segments)), "what is kept is sealed, and larger by header and tag"
    assert take.trouble == ""
    film = decode_pictures(take.segments, 640)
    assert film.duration_us > 500_000
    times = [each.at_us for each in film.pictures]
    assert times[0] == 0
    assert times == sorted(set(times))
    first = np.frombuffer(film.pictures[0].rgb, np.uint8).reshape(film.pictures[0].height, film.pictures[0].width, 3)
    assert read_mark(first[:, :, ::-1].copy()) is not None, "it is the camera's own picture"
    assert film.at(0) is film.pictures[0]
    assert film.at(film.duration_us) is film.pictures[-1]


def test_nothing_of_a_trial_counts_as_a_recording_and_nothing_is_taken_after_its_end(recorder: Recorder) -> None:
    trial = recorder.try_out(permit_for(AttemptState.NOTICED))
    assert not recorder.state().recording
    trial.finish(LONG_S)
    held = trial._sink._bytes
    seen = recorder.preview().camera
    assert seen is not None
    wait_until(lambda: (now := recorder.preview().camera) is not None and now.at_us > seen.at_us)
    assert trial._sink._bytes == held


def test_a_recording_takes_the_place_of_a_trial_and_no_trial_begins_beside_it(
    recorder: Recorder, tmp_path: Path
) -> None:
    trial = recorder.try_out(permit_for(AttemptState.NOTICED))
    sink = FolderSink(tmp_path)
    permit = permit_for()
    recorder.start(permit, OrganisationKey().public, _Nowhere(), sink)
    trial.finish(LONG_S)
    wait_until(lambda: recorder.state().recording)
    with pytest.raises(Conflict):
        recorder.try_out(permit)


def test_only_what_the_notice_names_is_tried(recorder: Recorder) -> None:
    assert recorder.try_out(permit_for(AttemptState.NOTICED, level=2)).kinds == ()
    with pytest.raises(NotAllowed):
        permit_for(AttemptState.CREATED)


def test_a_trial_that_runs_on_by_mistake_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial_module, "MOST_BYTES", 10)
    sink = TrialSink()
    with pytest.raises(StorageFault) as refused:
        sink.write("track", 0, bytes(11))
    assert refused.value.code == MEDIA_FULL


def test_sound_comes_back_as_it_was_encoded() -> None:
    tone = (12_000 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.int16)
    segment = SoundCodec().segment(0)
    parts: list[bytes] = []
    for number in range(RATE // BLOCK_SAMPLES):
        data = tone[number * BLOCK_SAMPLES : (number + 1) * BLOCK_SAMPLES]
        parts += segment.add(Sample(data, number * 60_000, 60_000))
    parts.append(segment.finish())
    sound = decode_sound([b"".join(parts)])
    assert len(sound) / RATE == pytest.approx(0.96, abs=0.1)
    spectrum = np.abs(np.fft.rfft(sound.astype(np.float64)))
    assert np.argmax(spectrum) * RATE / len(sound) == pytest.approx(440, abs=4)


def test_what_does_not_decode_is_told_in_words() -> None:
    for decode in (lambda data: decode_pictures([data], 320), lambda data: decode_sound([data])):
        with pytest.raises(DeviceFault) as told:
            decode(b"no film")
        assert told.value.code == FAILED


def test_a_computer_without_a_sound_device_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone_module, "_devices", lambda: [{"max_output_channels": 0, "max_input_channels": 1}])
    with pytest.raises(DeviceFault) as told:
        open_output()
    assert told.value.code == MISSING
    assert "no loudspeakers or headphones" in told.value.message


class _Output:
    def __init__(self, fails: bool = False) -> None:
        self.fails, self.samples, self.closed = fails, 0, False

    def write(self, samples: np.ndarray[tuple[int], np.dtype[np.int16]]) -> None:
        if self.fails:
            raise DeviceFault(FAILED, "gone")
        self.samples += len(samples)

    def drain(self) -> None: ...

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("fails", [False, True])
def test_all_of_the_sound_is_played_and_the_device_given_back(monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    output = _Output(fails)
    monkeypatch.setattr("recorder.speaker.open_output", lambda: output)
    playing = Playing(np.zeros(3 * BLOCK_SAMPLES + 7, dtype=np.int16))
    playing._thread.join(LONG_S)
    assert (output.closed, output.samples) == (True, 0 if fails else 3 * BLOCK_SAMPLES + 7)


class _Nowhere:
    def submit(self, *_facts: Fact, mono_us: int | None = None) -> Future[int]:  # noqa: ARG002 - the port's name
        done: Future[int] = Future()
        done.set_result(0)
        return done


def test_a_trial_of_nothing_is_empty() -> None:
    assert Trial([]).finish(0.1) == ()
