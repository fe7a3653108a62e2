"""Runs on this machine for feedback: samples and own input in the local sandbox, on the runner's own thread.

Guarantees: never a score; one run at a time, a new one stops the one before; an engine that does not work is words, and
everything else goes on. Must not touch widgets: progress is told to a callback on the runner's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from app.ports import Background
from app.words import message_of
from protocol.errors import RecrutrError
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import CheckResult, ProblemView
from runner.boxes.docker_engine import READY_AHEAD, DockerEngine
from runner.checks import probe
from runner.engine import Engine, Stopped
from runner.feedback import RunReport, SampleReport, prepare, run_own_input, run_samples
from runner.remembering import RememberingEngine
from ui.states import OwnResult, RunPhase, RunState, RunWish, SampleResult

Tell = Callable[[RunState], None]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended: what the panel shows, and the verdicts for the journal (None: nothing to record)."""

    state: RunState
    verdicts: list[Verdict] | None


class LocalRuns:
    """The sandbox of this machine."""

    def __init__(self, address: str | None, thread: Background) -> None:
        self._address, self._thread = address, thread
        self._engine: Engine | None = None
        self._stop = threading.Event()

    def probe(self) -> CheckResult:
        """Try the sandbox; may take seconds. On any thread but the GUI's."""
        return probe(address=self._address)

    def prepare(self, problem: ProblemView, language: LanguageId) -> None:
        """Have the sandbox stand ready for this problem and language; returns at once."""
        self._thread.submit(lambda: prepare(problem, language, self._opened()))

    def run(self, problem: ProblemView, wish: RunWish, tell: Tell) -> Future[Ran]:
        """Run on the samples, or on the own input; the future fails with the sandbox's fault."""
        self.stop()
        stop = self._stop = threading.Event()
        waiting = _begin(problem, wish)
        tell(waiting)
        return self._thread.submit(lambda: self._run(problem, wish, stop, _Progress(waiting, tell)))

    def stop(self) -> None:
        """Ask the present run to stop."""
        self._stop.set()

    def close(self) -> None:
        """End what the engine keeps ready. Call after the thread has stopped."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def failed(self, problem: ProblemView, wish: RunWish, error: RecrutrError) -> RunState:
        """Word a run that could not be made."""
        return replace(_begin(problem, wish), phase=RunPhase.FAILED, fault=message_of(error))

    def _run(self, problem: ProblemView, wish: RunWish, stop: threading.Event, progress: _Progress) -> Ran:
        """On the runner's thread."""
        progress.phase(RunPhase.COMPILING)
        try:
            engine = self._opened()
            if wish.own_input is None:
                report = run_samples(problem, wish.language, wish.source, engine, stop, progress.sample)
            else:
                report = run_own_input(problem, wish.language, wish.source, wish.own_input, engine, stop)
        except Stopped:
            return Ran(replace(progress.state, phase=RunPhase.STOPPED), None)
        return Ran(_done(progress.state, report, own=wish.own_input is not None), report.verdicts)

    def _opened(self) -> Engine:
        """On the runner's thread."""
        if self._engine is None:
            self._engine = RememberingEngine(DockerEngine(self._address, ahead=READY_AHEAD))
        return self._engine


class _Progress:
    """Collects what is known of a run and tells it."""

    def __init__(self, state: RunState, tell: Tell) -> None:
        self.state, self._tell = state, tell

    def phase(self, phase: RunPhase) -> None:
        self.state = replace(self.state, phase=phase)
        self._tell(self.state)

    def sample(self, report: SampleReport) -> None:
        samples = tuple(
            _merge(sample, report) if sample.name == report.name else sample for sample in self.state.samples
        )
        self.state = replace(self.state, phase=RunPhase.RUNNING, samples=samples)
        self._tell(self.state)


def _begin(problem: ProblemView, wish: RunWish) -> RunState:
    lines = not problem.custom_validator
    samples = () if wish.own_input is not None else problem.samples
    return RunState(
        problem.problem,
        RunPhase.WAITING,
        tuple(SampleResult(sample.name, expected=sample.answer, compare_lines=lines) for sample in samples),
    )


def _merge(sample: SampleResult, report: SampleReport) -> SampleResult:
    return replace(
        sample,
        verdict=report.verdict,
        output=report.stdout,
        errors=report.stderr,
        note=report.words,
        time_ms=report.cpu_ms,
        memory_bytes=report.memory_bytes,
    )


def _done(state: RunState, report: RunReport, *, own: bool) -> RunState:
    state = replace(state, phase=RunPhase.DONE, compiler_output=report.compiler_output)
    if not report.compiled:
        failed = tuple(replace(sample, verdict=Verdict.COMPILE_ERROR) for sample in state.samples)
        return replace(state, samples=failed, own=OwnResult(Verdict.COMPILE_ERROR) if own else None)
    if not own:
        return state
    ran = report.samples[0]
    return replace(
        state,
        own=OwnResult(ran.verdict or Verdict.ACCEPTED, ran.stdout, ran.stderr, ran.cpu_ms, ran.memory_bytes),
    )
