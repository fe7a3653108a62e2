"""How right the detectors are on what there is to try them on, and what they cost. Figures for docs/evidence.md.

Photographs come from inside the package scikit-image, speech from flite: one face and four synthetic voices. That is no
sample of people; it finds gross mistakes, no more.
"""

from __future__ import annotations

import tempfile
import time
import wave
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from protocol.facts import Observed
from recorder.media import MICROSECONDS, RATE, Picture, SoundBlock
from recorder.observing.camera_view import CameraView
from recorder.observing.persons import Persons
from recorder.observing.sightings import Look, Watching
from recorder.observing.speech import SileroVoice, Speech, Voice, WebRtcVoice
from tests.media import photographs
from tests.media.photographs import Pixels
from tests.media.speech import make_speech

NAME = "observing"
LOOKS = 40
Samples = np.ndarray[tuple[int], np.dtype[np.int16]]


def run() -> list[dict[str, object]]:
    """Each scene: how often each answer was given, and the right ones among them; then the cost."""
    one, two = photographs.one_person(), photographs.two_persons()
    persons: list[tuple[str, Callable[[int], Pixels], set[Observed]]] = [
        ("one person", _alive(one), {Observed.ONE}),
        ("one person, a quarter of the light", _alive(photographs.darker(one, 0.25)), {Observed.ONE}),
        ("one person, a tenth of the light", _alive(photographs.darker(one, 0.1)), {Observed.ONE, _UNCLEAR}),
        ("one person, out of focus (15 points)", _alive(photographs.blurred(one, 15)), {Observed.ONE}),
        ("one person, out of focus (61 points)", _alive(photographs.blurred(one, 61)), {Observed.ONE, _UNCLEAR}),
        *(
            (
                f"one person, head tilted by {degrees}°",
                _alive(photographs.tilted(one, degrees)),
                {Observed.ONE, _UNCLEAR},
            )
            for degrees in (10, 20, 30, 45)
        ),
        ("one person, lower half of the face covered", _alive(photographs.half_covered(one)), {Observed.ONE, _UNCLEAR}),
        ("one person, far away", _alive(photographs.far_away(one)), {Observed.ONE, _UNCLEAR}),
        ("two persons", _alive(two), {Observed.SEVERAL}),
        ("two persons, a quarter of the light", _alive(photographs.darker(two, 0.25)), {Observed.SEVERAL}),
        *((f"nobody: {name}", _still(photographs.photograph(name)), {Observed.NOBODY}) for name in photographs.EMPTY),
    ]
    views: list[tuple[str, Callable[[int], Pixels], set[Observed]]] = [
        ("a person", _alive(one), {Observed.CLEAR}),
        ("dim room", _alive(photographs.darker(one, 0.2)), {_UNCLEAR}),
        ("black", _still(np.zeros((480, 640, 3), np.uint8)), {Observed.COVERED}),
        ("tape", _still(np.full((480, 640, 3), (90, 120, 160), np.uint8)), {Observed.COVERED}),
        ("a picture that stands still", lambda _: one, {Observed.FROZEN}),
        *((f"room: {name}", _still(photographs.photograph(name)), {Observed.CLEAR}) for name in photographs.EMPTY),
    ]
    figures = [_seen("persons", scene, _said(Persons(), pictures), right) for scene, pictures, right in persons]
    figures += [_seen("camera view", scene, _said(CameraView(), pictures), right) for scene, pictures, right in views]
    return [*figures, *_sounds(), *_costs(one)]


_UNCLEAR = Observed.COULD_NOT_TELL


def _alive(picture: Pixels) -> Callable[[int], Pixels]:
    return lambda number: photographs.with_noise(photographs.swaying(picture, number), number)


def _still(picture: Pixels) -> Callable[[int], Pixels]:
    return lambda number: photographs.with_noise(picture, number)


def _said(watching: Watching, pictures: Callable[[int], Pixels]) -> list[Observed]:
    """Its answers once it has had time to settle."""
    said = []
    for number in range(LOOKS):
        at_us = 1 + number * watching.every_us
        said += [it.observed for it in watching.look(Look(at_us, Picture(pictures(number), at_us)))]
    return said[12:]


def _seen(what: str, scene: str, said: list[Observed], right: set[Observed]) -> dict[str, object]:
    share = 100 * sum(it in right for it in said) / max(1, len(said))
    answers = ", ".join(f"{it.value} {said.count(it)}" for it in sorted(set(said)))
    return {
        "name": f"{what}: {scene} ({answers})",
        "value": round(share),
        "unit": "% right",
        "ratio": None,
        "peer": None,
    }


def _sounds() -> list[dict[str, object]]:
    random, times = np.random.default_rng(1), np.arange(RATE * 20) / RATE
    clicks = np.zeros(RATE * 20, np.int16)
    clicks[:: RATE // 7] = 20_000
    quiet = {"white noise": random.normal(0, 2000, RATE * 20).astype(np.int16), "clicks, 7 a second": clicks}
    quiet |= {"tone, 440 Hz": (8000 * np.sin(2 * np.pi * 440 * times)).astype(np.int16)}
    quiet |= {"three tones": sum(4000 * np.sin(2 * np.pi * f * times) for f in (262, 330, 392)).astype(np.int16)}  # type: ignore[union-attr] # an array
    spoken = {f"speech, voice {voice}": _spoken(voice) for voice in ("slt", "rms", "awb", "kal16")}
    spoken |= {
        f"{name}, a tenth as loud": (samples // 10).astype(np.int16) for name, samples in list(spoken.items())[:2]
    }
    figures: list[dict[str, object]] = []
    voices = {"Silero": SileroVoice} | ({"WebRTC": WebRtcVoice} if find_spec("webrtcvad") else {})
    for label, make in voices.items():
        for name, samples in spoken.items():
            figures.append(_seen(f"speech ({label})", name, _heard(make(), samples), {Observed.SPEECH}))
        for name, samples in quiet.items():
            figures.append(_seen(f"speech ({label})", name, _heard(make(), samples), {Observed.SILENCE}))
    return figures


def _spoken(voice: str) -> Samples:
    with (
        tempfile.TemporaryDirectory() as folder,
        wave.open(str(make_speech(Path(folder) / "x.wav", voice=voice))) as file,
    ):
        said = np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16)
        return np.repeat(said, RATE // file.getframerate())


def _heard(voice: Voice, samples: Samples) -> list[Observed]:
    speech, step, said = Speech(voice), RATE // 2, list[Observed]()
    for number in range(len(samples) // step):
        at_us = (number + 1) * MICROSECONDS // 2
        block = SoundBlock(samples[number * step : (number + 1) * step], at_us)
        said += [it.observed for it in speech.look(Look(at_us, sound=(block,)))]
    return said


def _costs(one: Pixels) -> list[dict[str, object]]:
    """Processor time of one detector, in percent of a core at its own pace."""
    empty, figures = photographs.photograph("motorcycle_left.png"), list[dict[str, object]]()
    for name, watching, picture in (
        ("persons, one in view", Persons(), one),
        ("persons, nobody in view", Persons(), empty),
        ("camera view", CameraView(), one),
    ):
        shown = [Picture(photographs.with_noise(picture, number), number + 1) for number in range(20)]
        begun = time.process_time()
        for number, each in enumerate(shown):
            watching.look(Look(number * watching.every_us, each))
        spent = (time.process_time() - begun) / len(shown)
        figures.append(_cost(name, spent, watching.every_us))
    speech, sound = Speech(SileroVoice()), _spoken("slt")[: RATE * 4]
    begun = time.process_time()
    for number in range(8):
        block = SoundBlock(sound[number * RATE // 2 : (number + 1) * RATE // 2], number + 1)
        speech.look(Look(number + 1, sound=(block,)))
    return [*figures, _cost("speech (Silero)", (time.process_time() - begun) / 8, speech.every_us)]


def _cost(name: str, spent_s: float, every_us: int) -> dict[str, object]:
    return {
        "name": f"cost: {name}",
        "value": round(100 * spent_s * MICROSECONDS / every_us, 1),
        "unit": "% of a core",
        "ratio": None,
        "peer": None,
    }
