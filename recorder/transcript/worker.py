"""The process that writes speech down: reads sound, cuts it into stretches of speech, answers with text and times.

Guarantees: the lowest priority; ends when its pipe closes, so that it never outlives the app for longer than the
stretch it is at; nothing is written to a disk. Messages in: `(bytes of 16 kHz int16, end_us)`; out: `Written`,
`Settled` about twice a second, and one string of words when the engine cannot be opened, which is its end.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from recorder.transcript.engines import RATE, Engine, EngineChoice, Settled, Written, open_engine

if TYPE_CHECKING:
    from recorder.transcript.sphinx import Ear

LONGEST_S = 12
"""A stretch is cut here: decoding takes as long as the speech, and the text of a fact is bounded."""
SHORTEST_S = 0.4
"""Less is a cough or a key."""
SECOND_US = 1_000_000
SETTLED_EVERY_US = 500_000
_BELOW_NORMAL = 0x4000
"""BELOW_NORMAL_PRIORITY_CLASS of Windows."""

Samples: TypeAlias = NDArray[np.int16]


def work(pipe: Connection, choice: EngineChoice) -> None:
    """The whole life of the process."""
    _step_back()
    from recorder.transcript.sphinx import Ear  # here and not in the app, which only names this function

    with suppress(EOFError, OSError):  # the app has ended, or wants no more
        try:
            engine = open_engine(choice)
        except (OSError, RuntimeError, ImportError) as error:
            pipe.send(str(error))
            return
        _write_down_all(pipe, engine, Stretches(Ear()))


def _write_down_all(pipe: Connection, engine: Engine, stretches: Stretches) -> None:
    """Until the pipe closes, which raises EOFError or OSError."""
    told_us = 0
    while True:
        data, end_us = pipe.recv()
        for samples, start_us, until_us in stretches.take(np.frombuffer(data, np.int16), end_us):
            heard = engine.write_down(samples)
            if heard.text:
                pipe.send(Written(start_us, until_us, heard.text[:2000], heard.confidence_percent))
        if stretches.settled_us - told_us >= SETTLED_EVERY_US:
            told_us = stretches.settled_us
            pipe.send(Settled(told_us))


class Stretches:
    """Blocks of sound to stretches of speech with their times.

    Attributes:
        settled_us: up to here there is no speech that was not handed out.
    """

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self.settled_us = 0
        self._rest = np.empty(0, np.int16)
        self._speech: list[Samples] = []

    def take(self, block: Samples, end_us: int) -> Iterator[tuple[Samples, int, int]]:
        """Take a block whose last sample was at `end_us`; each stretch that ends in it: samples, begin and end."""
        sound = np.concatenate([self._rest, block])
        step = self._ear.frame_samples
        whole = len(sound) // step * step
        for at in range(0, whole, step):
            speech = self._ear.speech(sound[at : at + step])
            if speech is not None:
                self._speech.append(speech)
            held = sum(map(len, self._speech))
            if held and (not self._ear.in_speech or held >= LONGEST_S * RATE):
                until_us = end_us - (len(sound) - at - step) * SECOND_US // RATE
                samples, self._speech = np.concatenate(self._speech), []
                if held >= SHORTEST_S * RATE:
                    yield samples, until_us - held * SECOND_US // RATE, until_us
        self._rest = sound[whole:]
        waiting = len(self._rest) + sum(map(len, self._speech))
        self.settled_us = end_us - waiting * SECOND_US // RATE


def _step_back() -> None:
    if sys.platform == "win32":
        import psutil  # only there: elsewhere a call of the system is enough

        psutil.Process().nice(_BELOW_NORMAL)
    else:
        os.nice(19)
