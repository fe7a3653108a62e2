"""Runs for feedback on the judge's engine: a few at a time, the rest in a short line.

Guarantees: never more than `slots` boxes at once, so that judging is not starved, and as many again in which a program
waits for somebody who types; one run of an attempt at a time; what is run is held in memory only, while it runs. Must
not know of HTTP or of the database.
"""

from __future__ import annotations

import logging
import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from backend.runs.typist import IDLE_S, Typist
from protocol.errors import EngineFault, Gone, RecrutrError, TooMany
from protocol.identifiers import new_identifier
from protocol.runs import RunEvent, RunInput, RunMessage, RunRequest, RunSample
from protocol.told import told
from protocol.wire import ErrorAnswer, ProblemView
from runner.doctor.diagnosis import open_engine
from runner.engine import Engine, Stopped
from runner.feedback import RunReport, SampleReport, run_attended, run_own_input, run_samples

log = logging.getLogger("backend.runs")
MAX_WAITING = 20
"""Longer, and the last one waits for minutes: better to say so at once."""
_BUSY_RETRY_S = 20
TYPED_WALL_MS = 5 * 60 * 1000
"""On a candidate's own machine it is twice that; here others wait."""
_IDLE = ErrorAnswer(
    code="runs.idle",
    message=f"Nothing was typed for {IDLE_S / 60:.0f} minutes, so the server ended the program. Run it again to go on.",
)
_BUG = ErrorAnswer(code="bug", message="Something went wrong on the server. It has been noted; please try again later.")


@dataclass
class Ticket:
    """One run. `events` fills while it waits and runs; `leave` when nobody listens any more."""

    attempt: str
    view: ProblemView
    request: RunRequest
    events: queue.SimpleQueue[RunEvent] = field(default_factory=queue.SimpleQueue)
    stop: threading.Event = field(default_factory=threading.Event)
    run: str = field(default_factory=new_identifier)
    typist: Typist | None = field(init=False)

    def __post_init__(self) -> None:
        self.typist = Typist(self.request.own_input or "", self.stop) if self.request.types else None


class RunDesk:
    """Takes runs and carries them out in order of arrival. Thread-safe."""

    def __init__(self, address: str | None, slots: int, engine: Engine | None = None) -> None:
        self._address, self._engine = address, engine
        self._slots = slots
        self._pool = ThreadPoolExecutor(max(1, slots), thread_name_prefix="run")
        self._typed_pool = ThreadPoolExecutor(max(1, slots), thread_name_prefix="typed run")
        self._lock = threading.Lock()
        self._waiting: list[Ticket] = []
        self._present: dict[str, Ticket] = {}

    @property
    def offered(self) -> bool:
        """Whether this server runs programs for candidates."""
        return self._slots > 0

    @property
    def waiting(self) -> int:
        """How many runs stand in the line."""
        with self._lock:
            return len(self._waiting)

    def enter(self, attempt: str, view: ProblemView, request: RunRequest) -> Ticket:
        """Take a run in. Raises TooMany: `runs.one_at_a_time`, `runs.line_full`; EngineFault `runs.not_offered`."""
        if not self.offered:
            raise EngineFault("runs.not_offered", "This server does not run programs for candidates.")
        ticket = Ticket(attempt, view, request)
        with self._lock:
            if attempt in self._present:
                raise TooMany("runs.one_at_a_time", "Your run before this one is not over yet.", {"retry_after_s": 2})
            if len(self._waiting) >= MAX_WAITING:
                words = "Too many runs wait on the server. Please try again in a moment."
                raise TooMany("runs.line_full", words, {"retry_after_s": _BUSY_RETRY_S})
            self._present[attempt] = ticket
            self._waiting.append(ticket)
        pool = self._pool if ticket.typist is None else self._typed_pool
        pool.submit(self._carry_out, ticket).add_done_callback(_log_bug)
        return ticket

    def type(self, attempt: str, run: str, piece: RunInput) -> None:
        """Type to a run. Raises Gone (`runs.over`), and as `Typist.take`."""
        with self._lock:
            ticket = self._present.get(attempt)
        if ticket is None or ticket.run != run or ticket.typist is None:
            raise Gone("runs.over", "The program to which this was typed has ended.")
        ticket.typist.take(piece)

    def position(self, ticket: Ticket) -> int | None:
        """Its place in the line, 1 is next; None once it runs or is over."""
        with self._lock:
            line = [one for one in self._waiting if (one.typist is None) == (ticket.typist is None)]
            return line.index(ticket) + 1 if ticket in line else None

    def close(self) -> None:
        """Stop what waits and runs, and let the engine go."""
        with self._lock:
            for ticket in self._present.values():
                ticket.stop.set()
        for pool in (self._pool, self._typed_pool):
            pool.shutdown(wait=True, cancel_futures=True)
        if self._engine is not None:
            self._engine.close()

    def _carry_out(self, ticket: Ticket) -> None:
        """On a thread of the desk."""
        with self._lock:
            self._waiting.remove(ticket)
        last = RunEvent(kind="failed", error=_BUG)
        try:
            if not ticket.stop.is_set():
                ticket.events.put(RunEvent(kind="running"))
                last = self._end(ticket)
        except Stopped:
            log.debug("a run was left")
            if ticket.typist is not None and ticket.typist.idle:
                last = RunEvent(kind="failed", error=_IDLE)
        except RecrutrError as error:
            self._drop_engine(error)
            last = _failed(error)
        finally:
            with self._lock:
                self._present.pop(ticket.attempt, None)
            ticket.events.put(last)

    def _end(self, ticket: Ticket) -> RunEvent:
        def tell(report: SampleReport) -> None:
            ticket.events.put(RunEvent(kind="sample", sample=_sample(report)))

        view, asked, engine = ticket.view, ticket.request, self._opened()
        if ticket.typist is not None:
            ran = run_attended(
                view, asked.language, asked.source, ticket.typist, engine, ticket.stop, wall_ms=TYPED_WALL_MS
            )
            for each in ran.samples:
                tell(each)
            return _ended(ran)
        if asked.own_input is None:
            report = run_samples(view, asked.language, asked.source, engine, ticket.stop, tell, asked.cases)
            return _ended(report)
        report = run_own_input(view, asked.language, asked.source, asked.own_input, engine, ticket.stop)
        for each in report.samples:
            tell(each)
        return _ended(report)

    def _opened(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self._address)
            return self._engine

    def _drop_engine(self, error: RecrutrError) -> None:
        """An engine that failed is opened anew for the next run."""
        if not isinstance(error, EngineFault):
            return
        with self._lock:
            engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()


def _log_bug(future: Future[None]) -> None:
    if not future.cancelled() and future.exception() is not None:
        log.error("bug in a run for feedback", exc_info=future.exception())


def _failed(error: RecrutrError) -> RunEvent:
    if isinstance(error, EngineFault):  # its words are for the operator of this server
        words = "The server cannot run programs at the moment. Please try again later."
        return RunEvent(kind="failed", error=ErrorAnswer(code=error.code, message=words))
    return RunEvent(kind="failed", error=ErrorAnswer(code=error.code, message=error.message, details=error.details))


def _ended(report: RunReport) -> RunEvent:
    messages = [
        RunMessage(line=one.line, column=one.column, severity=one.severity, text=one.text, file=one.file)
        for one in report.compiler_messages
    ]
    return RunEvent(
        kind="end",
        compiled=report.compiled,
        compiler_output=report.compiler_output,
        compiler_messages=messages,
    )


def _sample(report: SampleReport) -> RunSample:
    return RunSample(
        name=report.name,
        verdict=report.verdict,
        words=str(report.words),
        told=told(report.words),
        stdout=report.stdout,
        stderr=report.stderr,
        cpu_ms=report.cpu_ms,
        wall_ms=report.wall_ms,
        memory_bytes=report.memory_bytes,
        truncated=report.truncated,
        expected=report.expected,
        line=report.difference.line if report.difference else None,
        output_row=report.output_row,
        expected_row=report.expected_row,
    )
