"""Word error rate and speed of the built-in transcript engine on Debian's flite voices, the way the app uses it."""

from __future__ import annotations

import tempfile
import time
import wave
from pathlib import Path
from typing import Any

import numpy as np

from recorder.transcript.engines import RATE, choose, open_engine
from recorder.transcript.sphinx import Ear
from recorder.transcript.worker import Samples, Stretches
from tests.media.speech import make_speech

NAME = "transcript"
VOICES = ("slt", "rms", "kal16")
SAID = (
    "I sort the numbers.",
    "First I sort the numbers, then I look at each pair.",
    "I think a linear pass is enough here.",
    "Let me run the samples before I submit.",
    "The answer is wrong for the second test.",
    "What happens when the list is empty?",
    "I will use a dictionary to count the words.",
)
NOISE = 8
"""Standard deviation of the room, in steps of 16 bit: digital silence is nobody's microphone."""


def run() -> list[dict[str, Any]]:
    """One figure a voice for errors, and one for speed."""
    choice = choose("en")
    if choice is None:
        return []
    figures: list[dict[str, Any]] = []
    began_s, spoken_s = time.perf_counter(), 0.0
    with tempfile.TemporaryDirectory() as folder:
        for voice in VOICES:
            sound = _recording(Path(folder), voice)
            spoken_s += len(sound) / RATE
            stretches, engine, heard = Stretches(Ear()), open_engine(choice), []
            for at in range(0, len(sound), 960):
                block = sound[at : at + 960]
                found = stretches.take(block, (at + len(block)) * 1_000_000 // RATE)
                heard += [engine.write_down(samples) for samples, _, _ in found]
            wanted = [word.strip(".,?").lower() for words in SAID for word in words.split()]
            errors = word_errors(wanted, " ".join(each.text for each in heard).split())
            figures.append(_figure(f"word error rate, voice {voice}", errors / len(wanted), "errors a word"))
            sure = [each.confidence_percent for each in heard if each.confidence_percent is not None]
            figures.append(_figure(f"mean confidence, voice {voice}", sum(sure) / max(1, len(sure)), "%"))
    figures.append(_figure("time for a second of sound", (time.perf_counter() - began_s) / spoken_s, "s"))
    return figures


def word_errors(wanted: list[str], heard: list[str]) -> int:
    """Words to change, put in or take out (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for count, word in enumerate(wanted, 1):
        before, row[0] = row[0], count
        for place, other in enumerate(heard, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row[-1]


def _recording(folder: Path, voice: str) -> Samples:
    """Sentences with a second of room between them."""
    pause, parts = np.zeros(RATE, np.int16), [np.zeros(RATE, np.int16)]
    for number, words in enumerate(SAID):
        with wave.open(str(make_speech(folder / f"{voice}{number}.wav", words, voice))) as file:
            spoken = np.frombuffer(file.readframes(file.getnframes()), np.int16)
            if file.getframerate() != RATE:
                raise RuntimeError(f"the voice {voice} does not speak at {RATE} Hz")
        parts += [spoken, pause]
    whole = np.concatenate(parts)
    return (whole + np.random.default_rng(1).normal(0, NOISE, len(whole))).astype(np.int16)


def _figure(name: str, value: float, unit: str) -> dict[str, Any]:
    return {"name": name, "value": round(value, 2), "unit": unit, "ratio": None, "peer": None}
