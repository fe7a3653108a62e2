"""From blocks of sound to facts of text: a bounded queue, a thread that feeds the worker process, one that reads it.

Guarantees: whoever hands over sound never waits, and the recording knows nothing of this; what did not fit into the
queue is a fact without text; after `stop` no text comes any more. A worker that dies is told in the log and ends this.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

import numpy as np

from protocol.facts import TranscriptFact
from recorder.media import MICROSECONDS, Samples, SoundBlock
from recorder.media import RATE as RECORDED_RATE
from recorder.transcript.engines import RATE, EngineChoice, Written
from recorder.transcript.worker import work

QUEUED_BLOCKS = 1000
"""A minute of sound, 2 MB: more would only put off the moment at which it is told that it was too much."""
_STEP = RECORDED_RATE // RATE
_log = logging.getLogger(__name__)


class Transcriber:
    """Writes down what one microphone hears. `take` on the capture's thread, the rest on any."""

    def __init__(self, choice: EngineChoice, tell: Callable[[TranscriptFact], object]) -> None:
        self._choice, self._tell = choice, tell
        self._queue: deque[SoundBlock] = deque()
        self._changed = threading.Condition()
        self._stopping = False
        self._left_out: tuple[int, int] | None = None
        spawning = multiprocessing.get_context("spawn")  # a fork would copy threads that hold locks
        self._pipe, theirs = spawning.Pipe()
        self._process = spawning.Process(target=work, args=(theirs, choice), name="transcript", daemon=True)
        self._theirs = theirs
        self._threads = [
            threading.Thread(target=each, name=f"transcript-{name}", daemon=True)
            for name, each in (("feed", self._feed), ("read", self._read))
        ]

    def start(self) -> None:
        """Start process and threads; returns at once, the engine loads there."""
        for thread in self._threads:
            thread.start()

    def take(self, block: SoundBlock) -> None:
        """Take a block, or note that it was left out."""
        with self._changed:
            if self._stopping:
                return
            if len(self._queue) >= QUEUED_BLOCKS or (self._left_out and len(self._queue) > QUEUED_BLOCKS // 2):
                self._left_out = (self._left_out[0] if self._left_out else _begin_us(block), block.arrived_us)
                return
            gap, self._left_out = self._left_out, None
            self._queue.append(block)
            self._changed.notify_all()
        if gap is not None:
            self._say(Written(*gap, "", None))

    def stop(self, timeout_s: float = 1.0) -> None:
        """End; what was not handed to the worker by now is a fact without text. Idempotent."""
        with self._changed:
            left, first = list(self._queue), not self._stopping
            self._stopping = True
            self._queue.clear()
            self._changed.notify_all()
        if left and first:
            self._say(Written(_begin_us(left[0]), left[-1].arrived_us, "", None))
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout_s)

    def _feed(self) -> None:
        self._process.start()
        self._theirs.close()
        try:
            while (block := self._next()) is not None:
                self._pipe.send((decimated(block).tobytes(), block.arrived_us))
        except OSError:
            self._ended()
        finally:
            self._process.terminate()
            self._process.join(1.0)

    def _next(self) -> SoundBlock | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._queue)
            return None if self._stopping else self._queue.popleft()

    def _read(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                written = self._pipe.recv()
                if self._stopping:
                    return
                self._say(written)
        self._ended()

    def _say(self, written: Written) -> None:
        fact = TranscriptFact(
            start_us=written.start_us,
            end_us=written.end_us,
            text=written.text,
            confidence_percent=written.confidence_percent,
            language=self._choice.language,
            engine=self._choice.name,
        )
        self._tell(fact)

    def _ended(self) -> None:
        with self._changed:
            if not self._stopping:
                _log.warning("the process that writes speech down has ended")
            self._stopping = True
            self._queue.clear()
            self._changed.notify_all()


def _begin_us(block: SoundBlock) -> int:
    return block.arrived_us - len(block.samples) * MICROSECONDS // RECORDED_RATE


def decimated(block: SoundBlock) -> Samples:
    """48 kHz to 16 kHz: the mean of three samples, which is filter enough for speech."""
    whole = len(block.samples) // _STEP * _STEP
    means: Samples = block.samples[:whole].reshape(-1, _STEP).mean(axis=1).astype(np.int16)
    return means
