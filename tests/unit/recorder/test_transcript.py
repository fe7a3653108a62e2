"""Speech as text: cut into stretches, written down by a process of its own, bounded, never in another language."""

from __future__ import annotations

import importlib.util
import json
import os
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from protocol.fact_words import fact_words
from protocol.facts import TranscriptFact
from recorder.media import SoundBlock
from recorder.transcript import engines
from recorder.transcript.engines import MODEL_DESCRIPTION, RATE, choose
from recorder.transcript.transcriber import QUEUED_BLOCKS, Transcriber, decimated
from recorder.transcript.worker import LONGEST_S, Samples, Stretches
from tests.media.speech import make_speech

FRAME = 480
BLOCK = 2880
BLOCK_US = 60_000


class LoudIsSpeech:
    """An ear that takes every frame with a sound in it for speech."""

    frame_samples = FRAME

    def __init__(self) -> None:
        self.in_speech = False

    def speech(self, frame: Samples) -> Samples | None:
        self.in_speech = bool(frame.any())
        return frame if self.in_speech else None


def sound(seconds: float, value: int) -> Samples:
    return np.full(round(seconds * RATE), value, np.int16)


def cut(*parts: Samples) -> list[tuple[float, float, float]]:
    """Lengths, begins and ends (seconds) of what is cut from parts that follow each other from 0."""
    stretches, whole, found = Stretches(LoudIsSpeech()), np.concatenate(parts), []  # type: ignore[arg-type] # an ear
    for at in range(0, len(whole), 960):
        block = whole[at : at + 960]
        for samples, begin_us, end_us in stretches.take(block, (at + len(block)) * 1_000_000 // RATE):
            found.append((len(samples) / RATE, begin_us / 1e6, end_us / 1e6))
    return found


def test_a_stretch_has_the_times_of_its_sound() -> None:
    (found,) = cut(sound(1.02, 0), sound(2.1, 7), sound(1.02, 0))
    assert found == pytest.approx((2.1, 1.02, 3.12), abs=0.031)


def test_a_long_stretch_is_cut_and_a_click_is_none() -> None:
    found = cut(sound(0.3, 0), sound(0.09, 7), sound(0.3, 0), sound(LONGEST_S + 2.01, 7), sound(0.3, 0))
    assert [length for length, _, _ in found] == pytest.approx([LONGEST_S, 2.01], abs=0.031)


def test_only_a_language_that_an_engine_speaks_is_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (english := choose("en-GB")) is not None
    assert (english.language, english.model) == ("en-GB", None)
    assert choose("de") is None
    (tmp_path / MODEL_DESCRIPTION).write_text(json.dumps({"name": "a model", "language": "de"}))
    assert choose("de", tmp_path) is None, "a model without its library"
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    assert (german := choose("de-AT", tmp_path)) is not None
    assert (german.name, german.model) == ("sherpa-onnx, a model", tmp_path)
    assert (choose("fr", tmp_path), choose("en", tmp_path)) == (None, english.__class__(engines.SPHINX, "en"))


def block(number: int, samples: Samples | None = None) -> SoundBlock:
    return SoundBlock(np.zeros(BLOCK, np.int16) if samples is None else samples, (number + 1) * BLOCK_US)


def test_what_does_not_fit_is_left_out_and_told_and_nobody_waits() -> None:
    told: list[TranscriptFact] = []
    choice = choose("en")
    assert choice is not None
    transcriber = Transcriber(choice, told.append)  # nothing takes from its queue
    for number in range(QUEUED_BLOCKS + 10):
        transcriber.take(block(number))
    assert told == []
    for _ in range(QUEUED_BLOCKS // 2):
        transcriber._queue.popleft()
    transcriber.take(block(QUEUED_BLOCKS + 10))
    (gap,) = told
    assert (gap.start_us, gap.end_us, gap.text) == (QUEUED_BLOCKS * BLOCK_US, (QUEUED_BLOCKS + 10) * BLOCK_US, "")
    assert "not written down" in fact_words(gap, {})


def test_three_samples_become_one() -> None:
    assert list(decimated(SoundBlock(np.array([3, 6, 9, 30, 60, 90, 7], np.int16), 0))) == [6, 60]


def test_a_process_of_its_own_writes_down_what_is_said(tmp_path: Path) -> None:
    with wave.open(str(make_speech(tmp_path / "said.wav", "The answer is wrong for the second test.", "rms"))) as file:
        spoken = np.frombuffer(file.readframes(file.getnframes()), np.int16).repeat(48_000 // file.getframerate())
    whole = np.concatenate([np.zeros(48_000, np.int16), spoken, np.zeros(96_000, np.int16)])
    told: list[TranscriptFact] = []
    choice = choose("en")
    assert choice is not None
    transcriber = Transcriber(choice, told.append)
    transcriber.start()
    try:
        for number in range(len(whole) // BLOCK):
            transcriber.take(block(number, whole[number * BLOCK : (number + 1) * BLOCK]))
        until_s = time.monotonic() + 60
        while not told and time.monotonic() < until_s:
            time.sleep(0.05)
        pid = transcriber._process.pid
        assert pid is not None
        niceness = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16]
    finally:
        transcriber.stop(10)
    (fact,) = told
    assert {"answer", "wrong", "second"} <= set(fact.text.split())
    assert 0.5e6 < fact.start_us < 1.6e6
    assert fact.start_us < fact.end_us < len(whole) / 48_000 * 1e6
    assert (fact.language, fact.engine) == ("en", engines.SPHINX)
    assert fact.confidence_percent is not None
    assert int(niceness) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 19)
    assert not transcriber._process.is_alive()
