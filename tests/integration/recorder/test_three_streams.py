"""Camera, microphone and screen together, for longer than a segment, on real parts; then read back and judged."""

from __future__ import annotations

import io
import time
import wave
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from protocol.attempts import RECORDED, AttemptState, TrackKind
from protocol.facts import RecorderEvent, RecorderFact
from protocol.identifiers import new_identifier
from recorder.devices import camera_from, list_microphones, list_screens
from recorder.recorder import Recorder
from recorder.states import Condition, Preview, RecorderConfig, RecorderState
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.permits import permit_for
from tests.media.recording_folder import (
    FactList,
    FolderSink,
    OrganisationKey,
    RecordedTrack,
    decode,
    recorded_tracks,
)
from tests.media.webcam import read_mark

BEEP_HZ = 1000
RUN_S = 12.5


@dataclass
class Session:
    """What one recording left behind."""

    attempt: str
    folder: Path
    facts: FactList
    tracks: dict[TrackKind, RecordedTrack]
    running: RecorderState
    preview: Preview
    stopped: RecorderState
    start_s: float
    stop_s: float
    beep_us: int
    seconds: dict[TrackKind, float]


def write_beep(path: Path) -> Path:
    tone = (20_000 * np.sin(2 * np.pi * BEEP_HZ * np.arange(9600) / 48_000)).astype(np.int16)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(tone.tobytes())
    return path


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, webcam_video: Path) -> Session:
    folder, key, facts, attempt = tmp_path_factory.mktemp("media"), OrganisationKey(), FactList(), new_identifier()
    beep = write_beep(tmp_path_factory.mktemp("beep") / "beep.wav")
    with VirtualDisplay(1600, 900), FakeMicrophone() as microphone:
        time.sleep(2.5)  # the null sink's first two seconds
        recorder = Recorder(RecorderConfig(camera=camera_from(str(webcam_video)), adapts=False))
        begun = time.monotonic()
        recorder.start(permit_for(attempt=attempt), key.public, facts, FolderSink(folder))
        start_s = time.monotonic() - begun
        time.sleep(4)
        beep_us = time.monotonic_ns() // 1000
        microphone.play(beep)
        heard_by = time.monotonic() + 10
        while (preview := recorder.preview()).microphone_level <= 0.5 and time.monotonic() < heard_by:
            time.sleep(0.02)
        microphone.wait_silent()
        microphone.say("I am going to sort the numbers first and then walk over all pairs once.")
        time.sleep(max(0.0, begun + RUN_S - time.monotonic()))
        running, begun_stop = recorder.state(), time.monotonic()
        stopped = recorder.stop()
        stop_s = time.monotonic() - begun_stop
    tracks = {track.stream: track for track in recorded_tracks(folder, key.private)}
    started = {
        fact.stream: at
        for at, fact in facts.facts
        if isinstance(fact, RecorderFact) and fact.event is RecorderEvent.STARTED
    }
    seconds = {kind: (begun_stop * 1_000_000 - at_us) / 1_000_000 for kind, at_us in started.items()}
    return Session(
        attempt, folder, facts, tracks, running, preview, stopped, start_s, stop_s, beep_us, seconds
    )  # fmt: skip


def test_starting_returns_at_once_and_stopping_within_a_second(session: Session) -> None:
    assert session.start_s < 0.2
    assert session.stop_s < 1.0


def test_all_streams_ran_without_a_drop(session: Session) -> None:
    assert {stream.condition for stream in session.running.streams} == {Condition.RUNNING}
    assert session.running.recording
    assert [stream.dropped for stream in session.stopped.streams] == [0, 0, 0]
    assert not session.stopped.recording
    for kind in RECORDED:
        first, *between, last = session.facts.names(kind)
        assert (first, last) == (RecorderEvent.STARTED, RecorderEvent.STOPPED)
        assert set(between) <= {RecorderEvent.GAP}, "a machine that stood still for a second says so"


@pytest.mark.parametrize("kind", RECORDED)
def test_every_segment_decodes_alone_and_has_the_length_its_fact_says(session: Session, kind: TrackKind) -> None:
    track, facts = session.tracks[kind], session.facts.segments(kind)
    assert len(track.files) == len(facts) == 2
    for number, fact in enumerate(facts):
        decoded = decode(track.plain(session.attempt, number))
        assert decoded.first_is_key
        assert decoded.seconds == pytest.approx(fact.duration_us / 1_000_000, abs=0.02)
    assert facts[0].duration_us == pytest.approx(10_000_000, abs=300_000)
    total_s = sum(fact.duration_us for fact in facts) / 1_000_000
    assert total_s == pytest.approx(session.seconds[kind], abs=0.5)
    assert facts[1].start_us == pytest.approx(facts[0].start_us + facts[0].duration_us, abs=250_000)


@pytest.mark.parametrize(("kind", "longest"), [("camera", 10), ("microphone", 9), ("screen", 4)])
def test_fragments_are_half_a_second(session: Session, kind: str, longest: int) -> None:
    track = session.tracks[TrackKind(kind)]
    fragments = track.fragments(session.attempt, 0)
    so_far = [
        decode(b"".join(opened.plain for opened in fragments[:count])).frames for count in range(1, len(fragments) + 1)
    ]
    sizes = [now - before for now, before in zip(so_far, [0, *so_far], strict=False)]
    assert len(fragments) >= 16
    assert max(sizes) <= longest


def test_camera_pictures_arrive_in_order_at_the_right_times(session: Session) -> None:
    track = session.tracks[TrackKind.CAMERA]
    with av.open(io.BytesIO(track.plain(session.attempt, 0)), "r") as container:
        seen = [
            (float(frame.time or 0.0), np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8))
            for frame in container.decode(video=0)
        ]
    numbers = [read_mark(pixels) for _, pixels in seen]
    # A busy machine may leave pictures out, and says so; it never swaps, repeats or shifts them.
    assert all(before < after for before, after in pairwise(numbers))
    assert len(numbers) >= 120
    told_us = sum(event.lost_us or 0 for event in session.facts.events(TrackKind.CAMERA))
    missing = sum(after - before - 1 for before, after in pairwise(numbers))
    assert told_us >= missing * 1_000_000 // 15
    drift = [at_s - (number - numbers[0]) / 15 for (at_s, _), number in zip(seen, numbers, strict=True)]
    assert max(abs(value) for value in drift) < 0.15


def test_the_screen_is_scaled_and_slow(session: Session) -> None:
    decoded = decode(session.tracks[TrackKind.SCREEN].plain(session.attempt, 0))
    assert (decoded.width, decoded.height) == (1280, 720)
    assert 30 <= decoded.frames <= 52


def test_sound_lies_where_it_was_heard(session: Session) -> None:
    track, fact = session.tracks[TrackKind.MICROPHONE], session.facts.segments(TrackKind.MICROPHONE)[0]
    with av.open(io.BytesIO(track.plain(session.attempt, 0)), "r") as container:
        decoded = [frame.to_ndarray().astype(np.float32).ravel() for frame in container.decode(audio=0)]
    sound = np.concatenate(decoded)
    onset_us = fact.start_us + int(np.argmax(np.abs(sound) > 0.2)) * 1_000_000 // 48_000
    # From starting `paplay` to the first sample at the sink takes some tens of milliseconds.
    assert 0 <= onset_us - session.beep_us <= 300_000
    assert np.abs(sound[-48_000 * 3 :]).max() > 0.05


def test_nothing_readable_is_on_the_disk(session: Session) -> None:
    for path in session.folder.rglob("*.seg"):
        data = path.read_bytes()
        for word in (b"ftyp", b"moov", b"moof", b"mdat", b"OpusHead", b"avcC"):
            assert word not in data


def test_the_preview_shows_small_pictures_and_the_level(session: Session) -> None:
    preview = session.preview
    assert preview.camera
    assert preview.screen
    assert (preview.camera.width, preview.camera.height) == (320, 240)
    assert (preview.screen.width, preview.screen.height) == (320, 180)
    assert len(preview.camera.rgb) == 320 * 240 * 3
    red, _, blue = np.frombuffer(preview.camera.rgb, np.uint8).reshape(240, 320, 3)[220, 160].astype(int)
    assert blue > red + 20  # the drawn person's blue jumper: the channels are in RGB order
    assert preview.microphone_level > 0.5


def test_a_preview_before_the_start_writes_nothing_and_the_recording_goes_on_from_it(
    tmp_path: Path, webcam_video: Path
) -> None:
    key, facts, attempt = OrganisationKey(), FactList(), new_identifier()
    recorder = Recorder(RecorderConfig(streams=(TrackKind.CAMERA,), camera=camera_from(str(webcam_video))))
    recorder.start_preview(permit_for(AttemptState.NOTICED, attempt=attempt))
    until = time.monotonic() + 20
    while recorder.preview().camera is None and time.monotonic() < until:
        time.sleep(0.05)
    assert recorder.preview().camera
    assert not recorder.state().recording
    assert list(tmp_path.iterdir()) == []
    recorder.start(permit_for(attempt=attempt), key.public, facts, FolderSink(tmp_path))
    time.sleep(1.5)
    assert recorder.state().recording
    recorder.stop()
    assert recorder.preview().camera is None
    assert recorder.stop().streams == ()
    (track,) = recorded_tracks(tmp_path, key.private)
    assert decode(track.plain(attempt, 0)).frames >= 15


def test_devices_are_listed_with_names() -> None:
    with VirtualDisplay(1024, 768) as display, FakeMicrophone():
        screens, microphones = list_screens(), list_microphones()
    assert [(screen.identifier, screen.name) for screen in screens] == [
        (f"{display.name}#screen", "Screen 1 (screen, 1024 x 768)")
    ]
    assert microphones[0].identifier == "pulse"
    assert len({device.name for device in microphones}) == len(microphones)
