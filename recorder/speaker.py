"""Plays sound back to the candidate, through the door of the microphone (PortAudio is one per process).

Guarantees: `play` returns at once or says in words that there is no sound device; `stop` ends it within a block. Only
what is handed in is played; nothing is kept.
"""

from __future__ import annotations

import atexit
import threading
import weakref

from protocol.errors import DeviceFault
from recorder.media import BLOCK_SAMPLES, Samples
from recorder.microphone import open_output

_begun: weakref.WeakSet[Playing] = weakref.WeakSet()
_EXIT_S = 2.0


class Playing:
    """Sound that is being played, on a thread of its own."""

    def __init__(self, samples: Samples) -> None:
        """Begin. Raises DeviceFault when this computer has no sound device, or it does not open."""
        self._samples = samples
        self._ending = threading.Event()
        self._output = open_output()
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        _begun.add(self)
        self._thread.start()

    def stop(self, timeout_s: float = 0.0) -> None:
        """End it; waits so long for the device to be given back."""
        self._ending.set()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            for at in range(0, len(self._samples), BLOCK_SAMPLES):
                if self._ending.is_set():
                    return
                self._output.write(self._samples[at : at + BLOCK_SAMPLES])
            self._output.drain()
        except DeviceFault:
            return  # unplugged while playing: the pictures go on
        finally:
            self._output.close()


@atexit.register
def _end_all() -> None:
    """Let a thread that plays leave PortAudio before Python ends."""
    for playing in list(_begun):
        playing.stop(_EXIT_S)
