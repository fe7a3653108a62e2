"""Sends tiles while somebody looks: a thread of its own, which nothing else waits for and which waits for nothing.

Guarantees: nothing is taken or sent while nobody looks, nor once the server's word of it is older than a look lasts;
all that leaves, with what the transport adds, stays under the bound of bits; a tile that could not be sent is left
out, never kept; a bug in taking one is loud in the log, and the next one is tried. Must not touch the store.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from protocol.errors import RecrutrError, Refused
from protocol.live import LOOK_LASTS_S, TILE_BITS_PER_S, SealedTile, TilesSent
from sync.client import Client

_log = logging.getLogger(__name__)
Take = Callable[[], Sequence[SealedTile]]
LEAST_PAUSE_S = 1.0
FAILED_PAUSE_S = 4.0
WINDOW_S = 10.0
"""Over any stretch as long as this the bound holds, also one that begins with a tile and ends with one."""
TRANSPORT_BYTES = 900
"""An allowance for a request's head, its answer and the heads of their packets; not measured."""


class TileSender:
    """Sends what `take` gives. Give it a client of its own (`client.twin()`)."""

    def __init__(self, client: Client, take: Take) -> None:
        self._client, self._take = client, take
        self._until_s = 0.0
        self._stopping = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def look(self, *, looked: bool) -> None:
        """The server just said whether somebody looks. Returns at once; the thread begins with the first look."""
        with self._changed:
            self._until_s = time.monotonic() + LOOK_LASTS_S if looked else 0.0
            if looked and self._thread is None and not self._stopping:
                self._thread = threading.Thread(target=self._loop, name="tiles", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """End; whether it ended in time. Idempotent."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        thread = self._thread
        if thread is None:
            return True
        thread.join(timeout_s)
        return not thread.is_alive()

    def _loop(self) -> None:
        while self._wait_for_a_look():
            try:
                pause_s = self._send()
            except RecrutrError as error:
                if isinstance(error, Refused):
                    self.look(looked=False)  # until the next contact says otherwise
                pause_s = FAILED_PAUSE_S
            except Exception:  # noqa: BLE001 - the thread's loop: loud in the log, and the next tile is tried
                _log.exception("unexpected failure of the tiles")
                pause_s = FAILED_PAUSE_S
            with self._changed:
                self._changed.wait_for(lambda: self._stopping, pause_s)
        self._client.close()

    def _send(self) -> float:
        """Send once; seconds until the next time."""
        tiles = self._take()
        if not tiles:
            return LEAST_PAUSE_S
        sent = TilesSent(tiles=list(tiles))
        if not self._looked:
            return 0.0
        self._client.tell("PUT", "/live/tiles", sent)
        return tile_pause_s(8 * (len(sent.model_dump_json()) + TRANSPORT_BYTES))

    def _wait_for_a_look(self) -> bool:
        """Sleep until somebody looks; False at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._looked)
            return not self._stopping

    @property
    def _looked(self) -> bool:
        return time.monotonic() < self._until_s


def tile_pause_s(bits: float) -> float:
    """Seconds from one sending to the next, when each has so many bits."""
    return max(LEAST_PAUSE_S, bits / (TILE_BITS_PER_S - bits / WINDOW_S))
