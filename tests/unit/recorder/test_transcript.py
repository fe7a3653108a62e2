"""Speech as text: cut into stretches, written down by a process of its own, bounded, never in another language."""

from __future__ import annotations

import importlib.util
import json
import os
import time
import wave
from collections.abc import Callable
from itertools import pairwise
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
    model_in(tmp_path, library="")
    assert choose("de", tmp_path) is None, "a model without its library"
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    assert (german := choose("de-AT", tmp_path)) is not None
    assert (german.name, german.model) == ("sherpa-onnx, a model", tmp_path)
    assert (choose("fr", tmp_path), choose("en", tmp_path)) == (None, english.__class__(engines.SPHINX, "en"))


LIBRARY = """
class OfflineRecognizer:
    @classmethod
    def from_transducer(cls, encoder, decoder, joiner, tokens, num_threads=1, sample_rate=16000):
        self = cls()
        self.names = [each.rpartition("/")[2] for each in (encoder, decoder, joiner, tokens)]
        assert (num_threads, sample_rate) == (1, 16000)
        return self

    def create_stream(self):
        return Stream()

    def decode_stream(self, stream):
        lasted = round(len(stream.samples) / 16000)
        assert abs(stream.samples).max() <= 1.0
        stream.result.text = f" gehört {lasted} s mit {' '.join(self.names)} "


class Stream:
    def __init__(self):
        self.result = type("Result", (), {})()

    def accept_waveform(self, sample_rate, waveform):
        assert sample_rate == 16000
        self.samples = waveform
"""
"""The calls of sherpa-onnx 2.0 that are used, in its form."""
BROKEN = """
class OfflineRecognizer:
    @classmethod
    def from_transducer(cls, **_):
        raise RuntimeError("Load model from encoder.onnx failed: Protobuf parsing failed.")
"""


def model_in(folder: Path, language: str = "de", library: str = LIBRARY) -> Path:
    """An operator's folder; what is in its parts nobody here reads."""
    folder.mkdir(exist_ok=True)
    (folder / MODEL_DESCRIPTION).write_text(json.dumps({"name": "a model", "language": language}))
    for part in ("tokens.txt", "encoder.int8.onnx", "encoder.onnx", "decoder.onnx", "joiner.onnx"):
        (folder / part).write_bytes(b"")
    if library:
        place = folder / engines.MODEL_LIBRARY / engines.LIBRARY
        place.mkdir(parents=True)
        (place / "__init__.py").write_text(library)
    return folder


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (MODEL_DESCRIPTION, 'recrutr-model.json is missing or cannot be read; it holds {"name": "its name"'),
        ("tokens.txt", "The folder has no tokens.txt;"),
        ("joiner.onnx", "The folder has no joiner*.onnx; an offline transducer of sherpa-onnx has all of them."),
        ("library/sherpa_onnx/__init__.py", "sherpa-onnx is neither installed nor in the folder library/"),
    ],
)
def test_a_model_folder_that_lacks_something_is_refused_with_its_name(tmp_path: Path, gone: str, words: str) -> None:
    model = model_in(tmp_path / "model")
    assert engines.model_refusal(model) == ""
    assert choose("de-CH", model) is not None
    (model / gone).unlink()
    if gone.startswith("library"):
        (model / gone).parent.rmdir()
    assert words in engines.model_refusal(model)
    assert choose("de-CH", model) is None
    assert (english := choose("en", model)) is not None
    assert english.model is None, "the built-in one goes on"


@pytest.mark.parametrize("described", ["no json", "[]", '{"name": "x"}'])
def test_a_description_that_says_nothing_is_refused(tmp_path: Path, described: str) -> None:
    model = model_in(tmp_path / "model")
    (model / MODEL_DESCRIPTION).write_text(described)
    assert "cannot be read" in engines.model_refusal(model)
    assert engines.model_refusal(tmp_path / "nowhere") == "The folder does not exist."


def test_an_operators_model_writes_down_its_language_in_the_process(tmp_path: Path) -> None:
    choice = choose("de", model_in(tmp_path / "model"))
    assert choice is not None
    told, transcriber = listening(choice, spoken(tmp_path))
    try:
        until(lambda: told)
    finally:
        transcriber.stop(10)
    assert told[0].text.startswith("gehört ")
    assert told[0].text.endswith("encoder.int8.onnx decoder.onnx joiner.onnx tokens.txt")
    assert (told[0].language, told[0].engine, told[0].confidence_percent) == ("de", "sherpa-onnx, a model", None)


def test_a_model_that_does_not_load_is_told_in_its_own_words_and_what_was_said_is_called_lost(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    choice = choose("de", model_in(tmp_path / "model", library=BROKEN))
    assert choice is not None
    whole = spoken(tmp_path)
    told, transcriber = listening(choice, whole)
    until(lambda: transcriber._dead and told)
    assert "nothing is written down any more: Load model from encoder.onnx failed" in caplog.text
    for number in range(len(whole) // BLOCK, len(whole) // BLOCK + 100):
        transcriber.take(block(number))
    transcriber.stop(10)
    assert {fact.text for fact in told} == {""}
    assert told[0].start_us == 0
    assert told[-1].end_us == (len(whole) // BLOCK + 100) * BLOCK_US
    assert all(before.end_us == after.start_us for before, after in pairwise(told))


def test_what_is_under_way_at_the_stop_is_called_lost_and_silence_is_not() -> None:
    choice = choose("en")
    assert choice is not None
    told: list[TranscriptFact] = []
    transcriber = Transcriber(choice, told.append)  # its engine has not even loaded
    for number in range(100):
        transcriber.take(block(number))
    transcriber.stop(10)
    transcriber.stop(10)
    assert [(fact.start_us, fact.end_us, fact.text) for fact in told] == [(0, 100 * BLOCK_US, "")]
    assert "not written down" in fact_words(told[0], {})

    silence = np.zeros(5 * 48_000, np.int16)
    told, transcriber = listening(choice, silence)
    until(lambda: (transcriber._settled_us or 0) > 4_000_000)
    transcriber.stop(10)
    assert told == []


def spoken(folder: Path, text: str = "The answer is wrong for the second test.") -> Samples:
    """A sentence between a second and two of silence."""
    with wave.open(str(make_speech(folder / "said.wav", text, "rms"))) as file:
        said = np.frombuffer(file.readframes(file.getnframes()), np.int16).repeat(48_000 // file.getframerate())
    return np.concatenate([np.zeros(48_000, np.int16), said, np.zeros(96_000, np.int16)])


def listening(choice: engines.EngineChoice, whole: Samples) -> tuple[list[TranscriptFact], Transcriber]:
    """A transcriber that was handed all of this; and where it tells."""
    told: list[TranscriptFact] = []
    transcriber = Transcriber(choice, told.append)
    transcriber.start()
    for number in range(len(whole) // BLOCK):
        transcriber.take(block(number, whole[number * BLOCK : (number + 1) * BLOCK]))
    return told, transcriber


def until(condition: Callable[[], object]) -> None:
    end_s = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end_s, "it did not come"
        time.sleep(0.02)


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
    whole, choice = spoken(tmp_path), choose("en")
    assert choice is not None
    told, transcriber = listening(choice, whole)
    try:
        until(lambda: told and (transcriber._settled_us or 0) > len(whole) / 48_000 * 1e6 - 1e6)
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
