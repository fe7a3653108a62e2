"""Detectors on photographs, speech and made-up sessions; facts on change only, and only what the policy names."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import psutil
import pytest

from protocol.attempts import EvidenceLevel, TrackKind
from protocol.errors import NotAllowed
from protocol.facts import ObservationFact, Observed
from protocol.policy import Detector, EvidencePolicy
from recorder.media import MICROSECONDS, RATE, Picture, SoundBlock
from recorder.observing.camera_view import CameraView
from recorder.observing.observer import detectors_for
from recorder.observing.persons import LOOKS, Persons
from recorder.observing.sightings import LEAST_APART_US, Look, Sighting, Watch, Watching
from recorder.observing.speech import SileroVoice, Speech, best_voice
from recorder.observing.surroundings import Displays, Programs, Session, linux_session, running_of, windows_session
from recorder.observing.vision import Finder
from tests.media import photographs
from tests.media.permits import permit_for
from tests.media.photographs import Pixels
from tests.media.speech import make_speech

REASON = "To see how the recorder does."


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder()


def looks(watching: Watching, pictures: Callable[[int], Pixels], count: int) -> list[Observed]:
    """What it says of each of `count` pictures at its own pace."""
    said = []
    for number in range(count):
        at_us = 1 + number * watching.every_us
        found = watching.look(Look(at_us, Picture(pictures(number), at_us)))
        said += [sighting.observed for sighting in found]
    return said


def alive(picture: Pixels) -> Callable[[int], Pixels]:
    """Somebody sits there: the picture sways, and the sensor has its noise."""
    return lambda number: photographs.with_noise(photographs.swaying(picture, number), number)


def room(name: str) -> Callable[[int], Pixels]:
    """Nobody is there: only the sensor's noise."""
    picture = photographs.photograph(name)
    return lambda number: photographs.with_noise(picture, number)


def test_a_person_is_one_and_two_are_several(finder: Finder) -> None:
    assert looks(Persons(finder), alive(photographs.one_person()), LOOKS)[-1] is Observed.ONE
    assert looks(Persons(finder), alive(photographs.two_persons()), LOOKS)[-1] is Observed.SEVERAL


@pytest.mark.parametrize("name", photographs.EMPTY)
def test_a_place_without_people_is_never_taken_for_one_with(finder: Finder, name: str) -> None:
    said = looks(Persons(finder), room(name), LOOKS + 2)
    assert set(said) <= {Observed.COULD_NOT_TELL, Observed.NOBODY}
    assert said[-1] is Observed.NOBODY


@pytest.mark.parametrize(
    "picture",
    [
        photographs.tilted(photographs.one_person(), 45),
        photographs.half_covered(photographs.one_person()),
        photographs.blurred(photographs.one_person(), 61),
        photographs.darker(photographs.one_person(), 0.04),
    ],
    ids=["head tilted", "hand before the face", "out of focus", "nearly dark"],
)
def test_somebody_whose_face_does_not_show_is_never_nobody(finder: Finder, picture: Pixels) -> None:
    said = looks(Persons(finder), alive(picture), 2 * LOOKS)
    assert Observed.NOBODY not in said
    assert Observed.SEVERAL not in said


def test_a_second_face_for_a_moment_is_not_told(finder: Finder) -> None:
    one, two = photographs.one_person(), photographs.two_persons()
    said = looks(Persons(finder), lambda number: alive(two if number == 3 else one)(number), 2 * LOOKS)
    assert Observed.SEVERAL not in said


@pytest.mark.parametrize(
    ("picture", "seen"),
    [
        (np.zeros((480, 640, 3), np.uint8), Observed.COVERED),
        (np.full((480, 640, 3), (90, 120, 160), np.uint8), Observed.COVERED),
        (photographs.darker(photographs.one_person(), 0.05), Observed.COVERED),
        (photographs.darker(photographs.one_person(), 0.2), Observed.COULD_NOT_TELL),
        (photographs.one_person(), Observed.CLEAR),
        (photographs.photograph("rocket.jpg"), Observed.CLEAR),
    ],
    ids=["black", "tape", "night", "dim room", "person", "evening"],
)
def test_covered_dim_and_clear_are_told_apart(picture: Pixels, seen: Observed) -> None:
    assert set(looks(CameraView(), lambda number: photographs.with_noise(picture, number), 12)) == {seen}


def test_a_picture_that_stands_still_is_frozen_after_ten_seconds_and_noise_is_life() -> None:
    picture = photographs.one_person()
    said = looks(CameraView(), lambda _: picture, 14)
    assert said[:10] == [Observed.CLEAR] * 10
    assert said[-1] is Observed.FROZEN
    assert Observed.FROZEN not in looks(CameraView(), lambda n: photographs.with_noise(picture, n, 0.6), 20)


def test_without_a_new_picture_nothing_is_told(finder: Finder) -> None:
    for watching in (CameraView(), Persons(finder)):
        assert watching.look(Look(1)) == []
        picture = Picture(photographs.one_person(), 5)
        watching.look(Look(1, picture))
        assert watching.look(Look(2, picture)) == []


def blocks(samples: np.ndarray[tuple[int], np.dtype[np.int16]], seconds: float) -> Iterator[Look]:
    """Sound in looks of half a second, repeated to `seconds`."""
    step = RATE // 2
    for number in range(int(seconds * 2)):
        at = number * step % max(1, len(samples) - step)
        at_us = (number + 1) * MICROSECONDS // 2
        yield Look(at_us, sound=(SoundBlock(samples[at : at + step], at_us),))


def heard(samples: np.ndarray[tuple[int], np.dtype[np.int16]], seconds: float = 8.0) -> set[Observed]:
    speech = Speech(best_voice())
    return {sighting.observed for look in blocks(samples, seconds) for sighting in speech.look(look)}


def test_speech_is_heard_and_noise_tones_and_clicks_are_not(tmp_path: Path) -> None:
    with wave.open(str(make_speech(tmp_path / "said.wav"))) as file:
        said = np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16)
        spoken = np.repeat(said, RATE // file.getframerate())
    random = np.random.default_rng(1)
    times = np.arange(RATE * 4) / RATE
    clicks = np.zeros(RATE * 4, np.int16)
    clicks[:: RATE // 7] = 20_000
    assert Observed.SPEECH in heard(spoken)
    assert heard((random.normal(0, 2000, RATE * 4)).astype(np.int16)) == {Observed.SILENCE}
    assert heard((8000 * np.sin(2 * np.pi * 440 * times)).astype(np.int16)) == {Observed.SILENCE}
    assert heard(clicks) == {Observed.SILENCE}


def test_a_muted_microphone_and_a_missing_detector_could_not_tell() -> None:
    assert heard(np.zeros(RATE * 4, np.int16)) == {Observed.COULD_NOT_TELL}
    deaf = Speech(None)
    found = [it.observed for look in blocks(np.ones(RATE, np.int16), 1) for it in deaf.look(look)]
    assert set(found) == {Observed.COULD_NOT_TELL}
    assert isinstance(best_voice(), SileroVoice)


def test_displays_are_counted_and_a_count_that_fails_is_not_none_of_them() -> None:
    assert Displays(lambda: 2).look(Look(1)) == [Sighting(Observed.DISPLAYS, count=2)]
    assert Displays(lambda: 0).look(Look(1)) == [Sighting(Observed.COULD_NOT_TELL)]


@pytest.mark.parametrize(
    ("environment", "logind", "seen"),
    [
        ({"DISPLAY": ":0", "XDG_SESSION_ID": "2"}, "no", Observed.LOCAL),
        ({"DISPLAY": ":0", "XDG_SESSION_ID": "2"}, "yes", Observed.REMOTE),
        ({"DISPLAY": ":0", "XDG_SESSION_ID": "2"}, "", Observed.COULD_NOT_TELL),
        ({"DISPLAY": ":0"}, "no", Observed.COULD_NOT_TELL),
        ({"DISPLAY": "localhost:10.0", "XDG_SESSION_ID": "2"}, "no", Observed.REMOTE),
        ({"DISPLAY": ":10", "XRDP_SESSION": "1"}, "no", Observed.REMOTE),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, "no", Observed.REMOTE),
    ],
)
def test_a_session_is_what_the_system_says_it_is(environment: dict[str, str], logind: str, seen: Observed) -> None:
    assert linux_session(environment, lambda _: logind) is seen


def test_windows_tells_remote_and_shadowed_sessions_apart() -> None:
    assert windows_session({0x1000: 0, 0x2001: 0}.__getitem__) is Observed.LOCAL
    assert windows_session({0x1000: 1, 0x2001: 0}.__getitem__) is Observed.REMOTE
    assert windows_session({0x1000: 1, 0x2001: 1}.__getitem__) is Observed.SHARED
    assert Session(lambda: Observed.LOCAL).look(Look(1)) == [Sighting(Observed.LOCAL)]


def test_only_listed_programs_are_ever_named(monkeypatch: pytest.MonkeyPatch) -> None:
    there = ["bash", "OBS.exe", "a diary of somebody"]
    assert running_of(["obs", "anydesk"], there) == {"obs"}
    programs = Programs(["obs", "anydesk"], lambda: there)
    assert programs.look(Look(1)) == [Sighting(Observed.RUNNING, name="obs")]
    there.remove("OBS.exe")
    assert programs.look(Look(2)) == [Sighting(Observed.ENDED, name="obs")]
    processes = [SimpleNamespace(info={"name": name}) for name in (*there, None)]
    monkeypatch.setattr(psutil, "process_iter", lambda _: processes)
    assert Programs(["bash"]).look(Look(1)) == [Sighting(Observed.RUNNING, name="bash")]


def test_a_fact_is_told_once_when_it_stands_and_again_when_it_changes_for_good() -> None:
    watch = Watch(Detector.PERSONS, steady_us=2 * MICROSECONDS)
    seconds = [Observed.ONE] * 4 + [Observed.NOBODY] + [Observed.ONE] * 5 + [Observed.NOBODY] * 5
    told = [watch.take(Sighting(seen), at * MICROSECONDS) for at, seen in enumerate(seconds)]
    assert [(at, fact.observed) for at, fact in enumerate(told) if fact] == [(2, Observed.ONE), (12, Observed.NOBODY)]


def test_facts_of_one_name_are_at_least_five_seconds_apart() -> None:
    watch = Watch(Detector.PROGRAMS, steady_us=0)
    flicker = [Observed.RUNNING, Observed.ENDED] * 20
    told = [
        at for at, seen in enumerate(flicker) if watch.take(Sighting(seen, name="obs"), at * MICROSECONDS) is not None
    ]
    assert all(later - earlier >= LEAST_APART_US // MICROSECONDS for earlier, later in pairwise(told))
    assert isinstance(Watch(Detector.DISPLAYS, 0).take(Sighting(Observed.DISPLAYS, count=1), 0), ObservationFact)


def policy_with(*detectors: Detector) -> EvidencePolicy:
    return EvidencePolicy(
        level=EvidenceLevel.RECORDING,
        reason=REASON,
        streams=[TrackKind.CAMERA, TrackKind.MICROPHONE],
        detectors=list(detectors),
        programs=["obs"] if Detector.PROGRAMS in detectors else [],
    )


@pytest.mark.parametrize("off", [it for it in Detector if it not in {Detector.FOCUS, Detector.PASTE}])
def test_what_the_policy_does_not_name_is_never_made(off: Detector) -> None:
    rest = [it for it in Detector if it is not off]
    made = detectors_for(policy_with(*rest), permit_for(), lambda: 1)
    assert {detector for detector, _ in made} == set(rest) - {Detector.FOCUS, Detector.PASTE}
    assert detectors_for(policy_with(), permit_for(), lambda: 1) == ()


def test_a_permit_that_does_not_name_the_stream_makes_no_detector() -> None:
    with pytest.raises(NotAllowed):
        detectors_for(policy_with(Detector.PERSONS), permit_for(level=1), lambda: 1)
