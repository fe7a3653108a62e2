"""From blocks of sound to facts of text: a bounded queue, a thread that feeds the worker process, one that reads it.

Guarantees: whoever hands over sound never waits, and the recording knows nothing of this; what was heard and is not
written down is a fact without text, whether it did not fit into the queue, was under way at the stop, or came after the
worker had died (which the log tells); after `stop` no text comes any more.
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
from recorder.transcript.engines import RATE, EngineChoice, Settled, Written
from recorder.transcript.worker import work

QUEUED_BLOCKS = 1000
"""A minute of sound, 2 MB: more would only put off the moment at which it is told that it was too much."""
LEAST_TOLD_US = 1_500_000
"""The detector of speech looks back, and word of silence comes twice a second: less is always under way."""
_STEP = RECORDED_RATE // RATE
_log = logging.getLogger(__name__)


class Transcriber:
    """Writes down what one microphone hears. `take` on the capture's thread, the rest on any."""

    def __init__(self, choice: EngineChoice, tell: Callable[[TranscriptFact], object]) -> None:
        self._choice, self._tell = choice, tell
        self._queue: deque[SoundBlock] = deque()
        self._changed = threading.Condition()
        self._stopping = self._dead = False
        self._left_out: tuple[int, int] | None = None
        self._settled_us: int | None = None
        """Up to here everything is told; None before the first block."""
        self._heard_us = 0
        spawning = multiprocessing.get_context("spawn")  # a fork would copy threads that hold locks
        self._pipe, self._theirs = spawning.Pipe()
        self._process = spawning.Process(target=work, args=(self._theirs, choice), name="transcript", daemon=True)
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
            self._heard_us = block.arrived_us
            if self._settled_us is None:
                self._settled_us = _begin_us(block)
            if self._dead:
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
        """End; what was heard and is not written down by now is a fact without text. Idempotent."""
        with self._changed:
            first, self._stopping = not self._stopping, True
            self._queue.clear()
            self._changed.notify_all()
        if self._process.pid is not None:
            self._process.terminate()  # it may be in the middle of a long stretch
        if first:
            self._say_unsettled()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout_s)

    def _feed(self) -> None:
        try:
            self._process.start()
            self._theirs.close()
            while (block := self._next()) is not None:
                self._pipe.send((decimated(block).tobytes(), block.arrived_us))
        except OSError:
            self._ended("the process does not take sound any more")
        finally:
            self._theirs.close()
            if self._process.pid is not None:
                self._process.terminate()
                self._process.join(1.0)

    def _next(self) -> SoundBlock | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._dead or self._queue)
            return None if self._stopping or self._dead else self._queue.popleft()

    def _read(self) -> None:
        why = "the process has ended"
        with suppress(EOFError, OSError):
            while True:
                message = self._pipe.recv()
                if isinstance(message, str):
                    why = message
                    break
                with self._changed:
                    if self._stopping:
                        return
                    until_us = message.until_us if isinstance(message, Settled) else message.end_us
                    self._settled_us = max(self._settled_us or 0, until_us)
                if isinstance(message, Written):
                    self._say(message)
        self._ended(why)

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

    def _say_unsettled(self) -> None:
        """Tell once what was heard and not written down, as far as it is more than what is always under way."""
        with self._changed:
            begin_us, end_us = self._settled_us, self._heard_us
            if begin_us is None or end_us - begin_us < LEAST_TOLD_US:
                return
            self._settled_us = end_us
        self._say(Written(begin_us, end_us, "", None))

    def _ended(self, why: str) -> None:
        """Nothing is written down from here on: told of what was heard, and at the stop of what is heard from now."""
        with self._changed:
            if self._stopping or self._dead:
                return
            self._dead = True
            self._queue.clear()
            self._changed.notify_all()
        _log.warning("nothing is written down any more: %s", why)
        self._say_unsettled()


def _begin_us(block: SoundBlock) -> int:
    return block.arrived_us - len(block.samples) * MICROSECONDS // RECORDED_RATE


def decimated(block: SoundBlock) -> Samples:
    """48 kHz to 16 kHz: the mean of three samples, which is filter enough for speech."""
    whole = len(block.samples) // _STEP * _STEP
    means: Samples = block.samples[:whole].reshape(-1, _STEP).mean(axis=1).astype(np.int16)
    return means
