"""Runs for feedback, on the runner's own thread: samples and own input in the sandbox of this machine, if it has one.

Guarantees: never a score; one run at a time, a new one stops the one before; without an engine that may be used the
employer's server runs them, and that is told before and with every result; where neither works it is words, and
everything else goes on. Must not touch widgets: progress is told to a callback on the runner's thread. The runner and
Docker's library load with the first thing asked of the sandbox, beside the window: nobody waits for them to type.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.ports import Background
from app.server_runs import ServerRuns, asked_cases
from app.typed_input import TypedInput
from app.words import NOT_KEPT, message_of, runs_elsewhere
from protocol.errors import EngineFault, RecrutrError
from protocol.saying import first_sentence, to_say, together, within
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import CheckResult, ProblemView
from runner.engine import BUSY, Engine, Stopped
from sync.client import Client
from ui.run_results import CompilerRemark, FirstDifference, OwnResult, RunUse, SampleResult
from ui.states import RunPhase, RunState, RunWish

if TYPE_CHECKING:
    from runner.feedback import RunReport, SampleReport

Tell = Callable[[RunState], None]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended: what the panel shows, and the verdicts for the journal (None: nothing to record)."""

    state: RunState
    verdicts: list[Verdict] | None


class LocalRuns:
    """The sandbox of this machine, and the server's where there is none."""

    def __init__(self, address: str | None, thread: Background) -> None:
        self._address, self._thread = address, thread
        self._engine: Engine | None = None
        self._server: ServerRuns | None = None
        self._unusable: str | None = None
        self._found: CheckResult | None = None
        self._stop = threading.Event()
        self._person: TypedInput | None = None
        self._apart: LocalRuns | None = None

    def serve(self, client: Client) -> None:
        """Say which server runs programs when this machine cannot; takes the client over."""
        if self._server is not None:
            self._server.close()
        self._server = ServerRuns(client)

    def apart(self) -> LocalRuns:
        """The same sandbox for practice: without a server, so that nothing ever leaves this machine."""
        self._apart = LocalRuns(self._address, self._thread)
        return self._apart

    def leave(self) -> None:
        """Stop, and end what the engine keeps ready, on the runner's thread."""
        self.stop()
        self._thread.submit(self.close)

    def probe(self) -> CheckResult:
        """Try the sandbox, and without one the server; may take seconds. On any thread but the GUI's.

        Green: here. Amber: on the server. Red: nowhere.
        """
        from runner import checks  # half of what the runner loads, and only here is it wanted

        found = self._found = checks.probe(address=self._address)
        self._unusable = first_sentence(found.cause) if found.colour == "red" else None
        if self._unusable is None or self._server is None:
            return found
        refusal = self._server.refusal()
        if refusal:
            cause = together(found.cause, refusal)
            return CheckResult(name=found.name, colour="red", cause=within(cause, 500), fix=found.fix)
        words = together(runs_elsewhere(self._unusable).what, NOT_KEPT)
        return CheckResult(name=found.name, colour="amber", cause=within(words, 500), fix=found.fix)

    def standing(self) -> CheckResult:
        """What the last look found, when it was good; otherwise look again, as `probe` does."""
        found = self._found
        return found if found is not None and found.colour == "green" else self.probe()

    def prepare(self, problem: ProblemView, language: LanguageId) -> None:
        """Have the sandbox stand ready for this problem and language; returns at once."""

        def make_ready() -> None:
            if self._unusable is None:
                from runner.feedback import prepare  # loads here, on the runner's thread

                prepare(problem, language, self._opened())

        self._thread.submit(make_ready)

    def run(self, problem: ProblemView, wish: RunWish, tell: Tell) -> Future[Ran]:
        """Run on the samples, or on the own input; the future fails with the sandbox's fault."""
        self.stop()
        stop = self._stop = threading.Event()
        waiting = _begin(problem, wish)
        tell(waiting)
        return self._thread.submit(lambda: self._run(problem, wish, stop, _Progress(waiting, tell)))

    def type(self, text: str) -> None:
        """Type to the program that runs, if one does."""
        if self._person is not None:
            self._person.type(text)

    def end_input(self) -> None:
        """Tell the program that runs that no more input comes."""
        if self._person is not None:
            self._person.end()

    def stop(self) -> None:
        """Ask the present run to stop."""
        self._stop.set()
        if self._apart is not None:
            self._apart.stop()

    def close(self) -> None:
        """End what the engine keeps ready. Call on the runner's thread, or after it has stopped."""
        if self._apart is not None:
            self._apart.close()
            self._apart = None
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        if self._server is not None:
            self._server.close()
            self._server = None

    def failed(self, problem: ProblemView, wish: RunWish, error: RecrutrError) -> RunState:
        """Word a run that could not be made."""
        return replace(_begin(problem, wish), phase=RunPhase.FAILED, typing=False, fault=message_of(error))

    def _run(self, problem: ProblemView, wish: RunWish, stop: threading.Event, progress: _Progress) -> Ran:
        """On the runner's thread."""
        progress.phase(RunPhase.COMPILING)
        try:
            report = self._report(problem, wish, stop, progress)
        except Stopped:
            return Ran(replace(progress.state, phase=RunPhase.STOPPED, typing=False), None)
        return Ran(_done(progress.state, report, own=wish.own_input is not None), report.verdicts)

    def _report(self, problem: ProblemView, wish: RunWish, stop: threading.Event, progress: _Progress) -> RunReport:
        if self._unusable is None:
            try:
                return self._run_here(problem, wish, stop, progress)
            except EngineFault as fault:
                if fault.code == BUSY or self._server is None or self._server.refusal():
                    raise
                self._drop_engine()
                self._unusable = first_sentence(fault.message)
        if self._server is None:
            raise EngineFault("engine.unusable", to_say("Programs cannot be run here. {reason}", reason=self._unusable))
        progress.elsewhere(self._unusable)
        told = (progress.standing, progress.sample)
        if not wish.types:
            return self._server.run(problem, wish, stop, told)
        person = self._person = TypedInput("", progress.output, more=True)  # its beginning goes with the request
        try:
            report = self._server.run(problem, wish, stop, told, person)
        finally:
            shown = person.close()
        return replace(report, samples=tuple(replace(one, stdout=shown) for one in report.samples))

    def _run_here(self, problem: ProblemView, wish: RunWish, stop: threading.Event, progress: _Progress) -> RunReport:
        from runner.feedback import run_attended, run_samples  # loads here, on the runner's thread

        engine = self._opened()
        if wish.own_input is None:
            cases = asked_cases(wish)
            return run_samples(problem, wish.language, wish.source, engine, stop, progress.sample, cases)
        person = self._person = TypedInput(wish.own_input, progress.output, more=wish.types)
        try:
            report = run_attended(problem, wish.language, wish.source, person, engine, stop)
        finally:
            shown = person.close()
        return replace(report, samples=tuple(replace(one, stdout=shown) for one in report.samples))

    def _opened(self) -> Engine:
        """On the runner's thread."""
        if self._engine is None:
            from runner.boxes.docker_engine import READY_AHEAD  # loads here, on the runner's thread
            from runner.doctor import diagnosis
            from runner.remembering import RememberingEngine

            self._engine = RememberingEngine(diagnosis.open_engine(self._address, ahead=READY_AHEAD))
        return self._engine

    def _drop_engine(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None


class _Progress:
    """Collects what is known of a run and tells it."""

    def __init__(self, state: RunState, tell: Tell) -> None:
        self.state, self._tell = state, tell
        self._reason = ""

    def elsewhere(self, reason: str) -> None:
        self._reason = reason
        self._note(RunPhase.WAITING, None)

    def standing(self, before: int | None) -> None:
        """How many runs are before this one on the server; None once it runs."""
        self._note(RunPhase.RUNNING if before is None else RunPhase.WAITING, before)

    def _note(self, phase: RunPhase, before: int | None) -> None:
        self.state = replace(self.state, phase=phase, note=runs_elsewhere(self._reason, before))
        self._tell(self.state)

    def phase(self, phase: RunPhase) -> None:
        self.state = replace(self.state, phase=phase)
        self._tell(self.state)

    def output(self, text: str) -> None:
        """What a program before a person has written so far."""
        self.state = replace(self.state, phase=RunPhase.RUNNING, own=OwnResult(None, text))
        self._tell(self.state)

    def sample(self, report: SampleReport) -> None:
        samples = tuple(
            _merge(sample, report) if sample.name == report.name else sample for sample in self.state.samples
        )
        self.state = replace(self.state, phase=RunPhase.RUNNING, samples=samples)
        self._tell(self.state)


def _begin(problem: ProblemView, wish: RunWish) -> RunState:
    names = [] if wish.own_input is not None else [one.name for one in problem.samples]
    names += [one.case for one in wish.cases]
    return RunState(problem.problem, RunPhase.WAITING, tuple(SampleResult(name) for name in names), typing=wish.types)


def _merge(sample: SampleResult, report: SampleReport) -> SampleResult:
    found = report.difference
    return replace(
        sample,
        verdict=report.verdict,
        expected=sample.expected if report.expected is None else report.expected,
        output=report.stdout,
        errors=report.stderr,
        note=report.words,
        use=_use(report),
        difference=FirstDifference(found.line, report.output_row, report.expected_row) if found else None,
    )


def _use(report: SampleReport) -> RunUse:
    return RunUse(report.cpu_ms, report.wall_ms, report.memory_bytes)


def _done(state: RunState, report: RunReport, *, own: bool) -> RunState:
    remarks = tuple(
        CompilerRemark(one.line, one.column or 1, one.text, warning=one.severity == "warning", file=one.file)
        for one in report.compiler_messages
    )
    state = replace(state, phase=RunPhase.DONE, typing=False, compiler_output=report.compiler_output, remarks=remarks)
    if not report.compiled:
        failed = tuple(replace(sample, verdict=Verdict.COMPILE_ERROR) for sample in state.samples)
        return replace(state, samples=failed, own=OwnResult(Verdict.COMPILE_ERROR) if own else None)
    if not own:
        return state
    ran = report.samples[0]
    return replace(
        state,
        own=OwnResult(ran.verdict or Verdict.ACCEPTED, ran.stdout, ran.stderr, ran.words, _use(ran)),
    )
