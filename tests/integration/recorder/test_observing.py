"""Detectors beside a real recording: a camera that is a video file, a microphone that hears speech, an X11 display."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from app.observing import Observing, displays
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.facts import ObservationFact, Observed
from protocol.policy import Detector, EvidencePolicy
from recorder.devices import camera_from
from recorder.recorder import Recorder
from recorder.states import RecorderConfig
from tests.media import photographs
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.permits import permit_for
from tests.media.photographs import Pixels
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey
from tests.media.speech import DEFAULT_TEXT

RATE = 15
NAME = psutil.Process().name()
POLICY = EvidencePolicy(
    level=EvidenceLevel.RECORDING,
    reason="To see how the recorder does.",
    streams=[TrackKind.CAMERA, TrackKind.MICROPHONE],
    detectors=list(Detector),
    programs=[NAME, "no-such-program"],
)
Seen = tuple[Detector, Observed]


class Room:
    """A recording with its detectors, and what they tell."""

    def __init__(self, folder: Path, camera: Path) -> None:
        self.facts = FactList()
        streams = (TrackKind.CAMERA, TrackKind.MICROPHONE)
        self.recorder = Recorder(RecorderConfig(streams=streams, camera=camera_from(str(camera))))
        self.observing = Observing(POLICY, self.facts)
        permit = permit_for()
        self.recorder.start(permit, OrganisationKey().public, self.facts, FolderSink(folder / "media"))
        self.observing.start(permit, (self.recorder,))

    def observed(self) -> list[ObservationFact]:
        return [fact for _, fact in list(self.facts.facts) if isinstance(fact, ObservationFact)]

    def seen(self) -> list[Seen]:
        return [(fact.detector, fact.observed) for fact in self.observed()]

    def wait_for(self, *wanted: Seen, seconds: float = 40) -> None:
        until_s = time.monotonic() + seconds
        while not set(wanted) <= set(self.seen()):
            assert time.monotonic() < until_s, f"{wanted} not in {self.seen()}"
            time.sleep(0.1)

    def stop(self) -> None:
        self.observing.stop_soon()
        self.recorder.stop()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[[list[Pixels]], Room]]:
    rooms: list[Room] = []

    def make(pictures: list[Pixels]) -> Room:
        video = photographs.write_video(tmp_path / "camera.avi", pictures, RATE)
        microphone.say(DEFAULT_TEXT)
        rooms.append(Room(tmp_path, video))
        return rooms[-1]

    with VirtualDisplay(640, 480), FakeMicrophone() as microphone:
        yield make
        for each in rooms:
            each.stop()


def living(picture: Pixels, seconds: int) -> list[Pixels]:
    """Somebody who sways every now and then, before a sensor with noise."""
    seen = [photographs.with_noise(photographs.swaying(picture, number // 3), number) for number in range(12)]
    return [seen[number // RATE % 4 * 3 + number % 3] for number in range(seconds * RATE)]


def test_what_happens_before_the_camera_and_microphone_becomes_facts(room: Callable[[list[Pixels]], Room]) -> None:
    black = [np.zeros((480, 640, 3), np.uint8)] * (10 * RATE)
    here = room([*living(photographs.one_person(), 12), *living(photographs.two_persons(), 14), *black])
    here.wait_for(
        (Detector.CAMERA_VIEW, Observed.CLEAR),
        (Detector.PERSONS, Observed.ONE),
        (Detector.SPEECH, Observed.SPEECH),
        (Detector.DISPLAYS, Observed.DISPLAYS),
        (Detector.PROGRAMS, Observed.RUNNING),
    )
    here.wait_for((Detector.PERSONS, Observed.SEVERAL))
    here.wait_for((Detector.CAMERA_VIEW, Observed.COVERED))
    told = here.observed()
    assert {fact.name for fact in told if fact.detector is Detector.PROGRAMS} == {NAME}
    assert {fact.count for fact in told if fact.detector is Detector.DISPLAYS} == {displays()} == {1}
    persons = [observed for detector, observed in here.seen() if detector is Detector.PERSONS]
    assert persons.index(Observed.ONE) < persons.index(Observed.SEVERAL)
    assert Observed.NOBODY not in persons
    here.observing.stop_soon()
    before = len(here.observed())
    time.sleep(1.5)
    assert len(here.observed()) == before, "nothing is told after the stop"
