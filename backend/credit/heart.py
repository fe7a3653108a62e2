"""The backend's own sign of life, and what its absence credits.

Guarantees: an outage is measured by the backend alone: a process that lives writes so every few seconds, and a longer
silence before the next sign is an outage. A step of the wall clock while a process lives is none: there the clock that
only counts decides. The first sign is written before the first request is answered, so that a device which comes back
with the server finds its time credited already.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from backend.credit.models import Outage, ServerBeat
from backend.credit.service import credit_server_outage
from backend.transaction import Services, Transaction
from protocol.errors import RecrutrError
from protocol.identifiers import new_identifier

BEAT_S = 5.0
LEAST_OUTAGE_US = 30 * 1_000_000
"""Shorter silences are restarts, which nobody notices: devices work without the server and try again by themselves."""
log = logging.getLogger("backend.heart")


def counting_us() -> int:
    """Microseconds that only count, also while the machine sleeps (where the system has such a clock)."""
    clock: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return (time.monotonic_ns() if clock is None else time.clock_gettime_ns(clock)) // 1000


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign that this process wrote: the wall clock and the counting clock at that moment."""

    at_us: int
    counted_us: int


class Heart:
    """Writes the sign of life of one process, in a thread of its own."""

    def __init__(self, services: Services, counting: Callable[[], int] = counting_us) -> None:
        self._services, self._counting = services, counting
        self._last: Sign | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        """Write the first sign now, then go on in the thread."""
        self._guarded_beat()
        self._thread.start()

    def stop(self) -> None:
        """Write a last sign and end."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def beat(self) -> Outage | None:
        """Write a sign; the outage that it ends, credited already, if there was one. Raises StorageFault."""
        counted_us = self._counting()
        with self._services.transaction() as tx:
            silent_us = self._silence(tx, counted_us)
            row = tx.session.get(ServerBeat, 1)
            if row is None:
                row = ServerBeat(id=1, at_us=tx.now_us)
                tx.session.add(row)
            row.at_us = max(row.at_us, tx.now_us)  # a clock that is behind takes back no sign that was given
            outage = None
            if silent_us > LEAST_OUTAGE_US:
                outage = Outage(id=new_identifier(), began_us=tx.now_us - silent_us, ended_us=tx.now_us)
                tx.session.add(outage)
                credit_server_outage(tx, outage)
            now = Sign(row.at_us, counted_us)
        self._last = now
        return outage

    def _silence(self, tx: Transaction, counted_us: int) -> int:
        """For how long no process of this backend had written; 0 when this cannot be said."""
        row = tx.session.get(ServerBeat, 1)
        if row is None:
            return 0
        by_wall_us = tx.now_us - row.at_us
        if self._last is None or row.at_us != self._last.at_us:
            return max(0, by_wall_us)  # another process wrote last, or this one has just begun
        return counted_us - self._last.counted_us

    def _run(self) -> None:
        while not self._stop.wait(BEAT_S):
            self._guarded_beat()
        self._guarded_beat()

    def _guarded_beat(self) -> None:
        try:
            self.beat()
        except RecrutrError as error:  # a database that takes nothing is an outage, and measured as one afterwards
            log.warning("no sign of life: %s", error.code)
        except Exception:  # a mistake must not end the beating: everybody would be credited for a server that lives
            log.exception("no sign of life, by a mistake of ours")
