"""The worker loop: claims jobs one at a time and runs their handlers; inside the small form or as `recrutr worker`.

Which job is next says the table, asked every POLL_S; with a broker the ids that it brings, and the table when none came
for a while or the broker is away.

Guarantees: no transaction is open while a handler performs (a sandbox may take minutes); the effect and the job's end
are one transaction; stopping waits for the job at hand up to a deadline and then gives it back, so that another worker
takes it at once; what a killed worker leaves is taken up when the lease ends.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from backend.jobs import service
from backend.jobs.arrivals import Arrivals
from backend.jobs.service import Claimed
from backend.logs import FIELDS, telling
from backend.readiness import BrokerState
from backend.transaction import Services, Transaction
from protocol.errors import EnvironmentFault, RecrutrError

log = logging.getLogger("backend.worker")
POLL_S = 0.5
LOOK_S = 5.0
"""With a broker that answers, for what it lost or was never given; also the longest that costs a job."""
AWAY_S = 2.0
"""While the broker is away: all workers of a large form ask the database."""
PERIODIC_S = 30.0
RENEW_S = 8.0
"""Well below a third of the lease, so that one missed renewal does not lose it."""

W = TypeVar("W")
R = TypeVar("R")


class Handler(Generic[W, R]):
    """How one kind of job is done, in three steps; override what is needed."""

    def prepare(self, tx: Transaction, job: Claimed) -> W | None:
        """Load what is needed, in a writing transaction of its own; None when there is nothing left to do."""
        raise NotImplementedError

    def perform(self, services: Services, work: W) -> R:
        """Do the long part, outside of any transaction; must be repeatable."""
        raise NotImplementedError

    def conclude(self, tx: Transaction, work: W, result: R) -> None:
        """Store the effect; the job is completed in the same transaction."""
        raise NotImplementedError

    def done(self, services: Services, result: R) -> None:
        """The effect is stored: count it. Must not fail."""

    def deferred(self, tx: Transaction, job: Claimed, fault: EnvironmentFault) -> None:
        """The world was to blame and the job will be tried again: tell people."""

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        """The job was set aside after its last try: tell people."""

    def tend(self) -> None:
        """Every half minute, between jobs, from the worker's start on: keep in order what the jobs need."""

    def close(self) -> None:
        """No job comes any more: let go of what was kept for them."""


_UNKNOWN_KIND: Handler[Any, Any] = Handler()
"""Raises NotImplementedError, so that a job of a kind that nobody knows ends aside instead of blocking."""
Handlers = Mapping[str, Handler[Any, Any]]
Periodic = Callable[[Services], None]


class Worker:
    """One loop. `run_once` for tests and the command line; `start`/`stop` for a thread."""

    def __init__(self, services: Services, handlers: Handlers, periodic: Sequence[Periodic] = ()) -> None:
        self._services = services
        self._handlers = handlers
        self._periodic = periodic
        self.arrivals = Arrivals()
        self._more = services.settings.broker is None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._owed: list[tuple[Claimed, str]] = []
        self._at_hand: Claimed | None = None
        self._given_back: str | None = None

    def start(self) -> None:
        """Begin in a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    def ask_to_end(self) -> None:
        """Take no further job; returns at once."""
        self._stop.set()
        self.arrivals.wake()

    def stop(self, deadline_s: float = 10.0) -> bool:
        """Ask the loop to end, and give back the job at hand after the deadline; True when the loop has ended."""
        self.ask_to_end()
        if self._thread is None:
            self.arrivals.close()
            self._close_handlers()
            return True
        self._thread.join(deadline_s)
        if not self._thread.is_alive():
            return True
        job = self._at_hand
        if job is not None:
            self._give_back(job)
        self.arrivals.close()
        return False

    def _give_back(self, job: Claimed) -> None:
        self._given_back = job.id
        try:
            with self._services.transaction() as tx:
                if service.give_back(tx, job):
                    log.warning("job %s (%s) is given back: this worker ends", job.id, job.kind)
                    self._services.watch.metrics.job_ended(job.kind, "given_back", 0)
        except RecrutrError as error:  # its lease ends by itself
            log.warning("job %s (%s) could not be given back: %s", job.id, job.kind, error.code)

    def run(self) -> None:
        """Loop until stopped, then let go of what the handlers keep."""
        periodic_s = time.monotonic()
        while not self._stop.is_set():
            if time.monotonic() >= periodic_s:
                self._run_periodic()
                periodic_s = time.monotonic() + PERIODIC_S
            self.step()
        self.arrivals.close()
        self._close_handlers()

    def step(self) -> None:
        """Do the job whose id comes; when none comes in time, look for one in the table."""
        with self.arrivals.next(0.0 if self._more else self._pace_s()) as brought:
            if self._stop.is_set():
                return
            found = self._guarded_once(brought)
            self._more = found and brought is None

    def _pace_s(self) -> float:
        """How long an id is waited for before the table is asked."""
        broker = self._services.watch.readiness.broker
        if broker is None:
            return POLL_S
        return LOOK_S if broker is BrokerState.UP else AWAY_S

    def run_once(self, brought: str | None = None) -> bool:
        """Claim and do one job, that of an id which was brought or the next; False when there is none to be had."""
        self._settle_owed()
        job = service.claim(self._services, brought)
        if brought is not None:
            self._services.watch.metrics.job_brought(taken=job is not None)
        if job is None:
            return False
        self._at_hand, began_s = job, time.monotonic()
        with telling(job=job.id, kind=job.kind):
            end = self._attempt(self._handlers.get(job.kind, _UNKNOWN_KIND), job)
            self._at_hand, seconds = None, time.monotonic() - began_s
            self._services.watch.metrics.job_ended(job.kind, end, seconds)
            log.info("job ended", extra={FIELDS: {"end": end, "try": job.tries, "duration_ms": round(seconds * 1000)}})
        return True

    def _attempt(self, handler: Handler[Any, Any], job: Claimed) -> str:
        """Do a job; how that ended."""
        try:
            if job.worn_out:
                self._give_up_worn_out(handler, job)
                return "aside"
            self._do(handler, job)
            return "done"
        except EnvironmentFault as fault:
            self._put_back(handler, job, fault)
            return "deferred"
        except Exception as error:  # noqa: BLE001 - job loop: a poison job must not stop the others
            if self._given_back == job.id:
                return "left"
            return "aside" if self._count_failure(handler, job, error) else "failed"

    def _do(self, handler: Handler[Any, Any], job: Claimed) -> None:
        with self._services.transaction() as tx:
            work = handler.prepare(tx, job)
            if work is None:
                service.complete(tx, job)
                return
        with self._renewing(job):
            result = handler.perform(self._services, work)
        with self._services.transaction() as tx:
            service.complete(tx, job)
            handler.conclude(tx, work, result)
        handler.done(self._services, result)

    def _put_back(self, handler: Handler[Any, Any], job: Claimed, fault: EnvironmentFault) -> None:
        log.warning("job %s (%s) deferred: %s", job.id, job.kind, fault.code)
        try:
            with self._services.transaction() as tx:
                service.defer(tx, job, fault.code)
                handler.deferred(tx, job, fault)
        except Exception as error:
            log.warning("job %s (%s) is put back later", job.id, job.kind, exc_info=error)
            self._owed.append((job, fault.code))

    def _settle_owed(self) -> None:
        """Put back what could not be put back at once: a full disk refuses that too, and the try must not count."""
        while self._owed:
            job, code = self._owed[0]
            with self._services.transaction() as tx:
                service.defer(tx, job, code)
            del self._owed[0]

    def _count_failure(self, handler: Handler[Any, Any], job: Claimed, error: Exception) -> bool:
        """Count a failure; True when the job was set aside by it."""
        code = error.code if isinstance(error, RecrutrError) else "bug"
        log.error("job %s (%s) failed at try %d: %s", job.id, job.kind, job.tries, code, exc_info=error)
        try:
            return self._fail(handler, job, code)
        except EnvironmentFault as fault:
            self._put_back(handler, job, fault)
            return False
        except Exception:
            log.exception("job %s (%s) could not be given up; nobody was told", job.id, job.kind)
            with self._services.transaction() as tx:
                return service.fail(tx, job, code)

    def _give_up_worn_out(self, handler: Handler[Any, Any], job: Claimed) -> None:
        log.error("job %s (%s) is given up: its workers died", job.id, job.kind)
        self._fail(handler, job, "worker.died")

    def _fail(self, handler: Handler[Any, Any], job: Claimed, code: str) -> bool:
        with self._services.transaction() as tx:
            aside = service.fail(tx, job, code)
            if aside:
                handler.given_up(tx, job)
            return aside

    @contextmanager
    def _renewing(self, job: Claimed) -> Iterator[None]:
        done = threading.Event()

        def keep() -> None:
            while not done.wait(RENEW_S):
                try:
                    service.renew(self._services, job)
                except RecrutrError as error:
                    log.warning("lease of job %s not renewed: %s", job.id, error.code)

        thread = threading.Thread(target=keep, name="worker-lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _guarded_once(self, brought: str | None) -> bool:
        try:
            return self.run_once(brought)
        except Exception:
            log.exception("worker loop")
            if brought is not None:
                self._stop.wait(POLL_S)  # before the next id is asked for, which would fare no better
            return False

    def _run_periodic(self) -> None:
        for task in self._periodic:
            try:
                task(self._services)
            except Exception:
                log.exception("periodic task")
        for kind, handler in self._handlers.items():
            try:
                handler.tend()
            except Exception:
                log.exception("what jobs of %s need", kind)

    def _close_handlers(self) -> None:
        for kind, handler in self._handlers.items():
            try:
                handler.close()
            except Exception:
                log.exception("what jobs of %s needed", kind)
