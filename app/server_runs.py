"""Runs on the employer's server, for a machine without an engine that may be used.

Guarantees: what comes back is the same report as from here, and no score; stopping leaves the server at once; a server
that cannot be reached is told as such; what is typed to a program there goes in order, each piece once. Must not touch
widgets. Of the runner only the words of its reports are wanted, which load with the first of them.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic import ValidationError

from app.typed_input import TypedInput
from protocol.errors import EngineFault, Gone, InvalidInput, NetworkFault, RecrutrError, TooMany
from protocol.runs import (
    MAX_CASE_CHARACTERS,
    MAX_PIECE_CHARACTERS,
    RunCase,
    RunEvent,
    RunInput,
    RunRequest,
    RunSample,
)
from protocol.saying import to_say
from protocol.told import heard
from protocol.wire import ProblemView
from runner.engine import Stopped
from sync.client import Client
from sync.refusals import worded
from ui.states import RunWish

if TYPE_CHECKING:
    from runner.feedback import RunReport, SampleReport

_TRIES, _PAUSE_S = 12, 0.5
"""The server sees at its next beat (2 s) that nobody listens any more, and then ends the run."""
_TYPED_LOOK_S = 0.1
Standing = Callable[[int | None], None]
"""Told how many runs are before ours; None once it runs."""


class ServerRuns:
    """The server's side of one attempt. Runs come from one thread; `refusal` may be asked from any."""

    def __init__(self, client: Client) -> None:
        self._client, self._asking = client, client.twin()
        self._lock = threading.Lock()

    def refusal(self) -> str:
        """Why the server runs nothing for us, in a sentence; empty when it does."""
        try:
            with self._lock:
                return "" if self._asking.runs_offered().offered else to_say("This server does not run programs.")
        except NetworkFault:
            return to_say("The server that would run them cannot be reached.")
        except RecrutrError as error:
            return error.message

    def run(
        self,
        problem: ProblemView,
        wish: RunWish,
        stop: threading.Event,
        progress: tuple[Standing, Callable[[SampleReport], None]],
        person: TypedInput | None = None,
    ) -> RunReport:
        """Run there, before a `person` if one types.

        Raises Stopped, EngineFault (`runs.…`), and what the server refuses with.
        """
        cases = asked_cases(wish)
        hearing = _Hearing(problem, cases, stop, *progress)
        asked = RunRequest(
            problem=wish.problem,
            language=wish.language,
            source=wish.source,
            own_input=wish.own_input,
            cases=cases,
            types=person is not None,
        )
        try:
            with self._typing(hearing, person):
                self._run(asked, hearing, stop)
        except NetworkFault as error:
            if stop.is_set():
                raise Stopped from error
            words = to_say(
                "Programs cannot be run on this computer, and the server that would run them cannot be reached."
            )
            raise EngineFault("runs.unreachable", words) from error
        return hearing.report()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
        self._asking.close()

    @contextmanager
    def _typing(self, hearing: _Hearing, person: TypedInput | None) -> Iterator[None]:
        """While a run goes on, what is typed goes there, on a thread and by a client of its own."""
        if person is None:
            yield
            return
        hearing.hand = hand = _Hand(self._client.twin(), person)
        try:
            yield
        finally:
            hand.end()

    def _run(self, asked: RunRequest, hearing: _Hearing, stop: threading.Event) -> None:
        """Ask again while the server still clears away the run that was stopped just before."""
        for tries_left in reversed(range(_TRIES)):
            try:
                self._client.run(asked, hearing.heard)
            except TooMany as error:
                if error.code != "runs.one_at_a_time" or not tries_left:
                    raise
            else:
                return
            if stop.wait(_PAUSE_S):
                raise Stopped


def asked_cases(wish: RunWish) -> list[RunCase]:
    """The own cases of a wish, as the runner takes them; their names stay here. Raises InvalidInput."""
    try:
        return [RunCase(case=one.case, input=one.input, answer=one.answer or None) for one in wish.cases]
    except ValidationError as error:
        words = to_say("One of your own cases is too long, or holds characters that are no text. Change or remove it.")
        raise InvalidInput("cases", f"{MAX_CASE_CHARACTERS} characters of text", words) from error


class _Hand:
    """Sends what a person types, once the server has named the run."""

    def __init__(self, client: Client, person: TypedInput) -> None:
        self.person, self.fault = person, ""
        self._client = client
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, run: str) -> None:
        """The run has this name. Safe to call at every event."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._send, args=(run,), name="typed to the server", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """The run is over: nothing more is sent."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        self._client.close()

    def _send(self, run: str) -> None:
        for number, (text, last) in enumerate(self._pieces()):
            if not self._sent(run, RunInput(number=number, text=text, end=last)):
                return

    def _pieces(self) -> Iterator[tuple[str, bool]]:
        """What has been typed since the last piece, together; whether it is the end."""
        while not self._over.is_set():
            typed = self.person.next_typed(_TYPED_LOOK_S)
            if typed is None:
                continue
            text = ""
            while typed:
                text += typed.decode("utf-8")
                typed = self.person.next_typed(0)
            ended = typed == b""
            for at in range(0, len(text), MAX_PIECE_CHARACTERS):
                piece = text[at : at + MAX_PIECE_CHARACTERS]
                yield piece, ended and at + MAX_PIECE_CHARACTERS >= len(text)
            if ended and not text:
                yield "", True
            if ended:
                return

    def _sent(self, run: str, piece: RunInput) -> bool:
        """Send it again while the network fails; the stream of events says when there is nobody any more."""
        while not self._over.is_set():
            try:
                self._client.tell("POST", f"/runs/{run}/input", piece)
            except NetworkFault:
                self._over.wait(_PAUSE_S)
            except Gone:  # the program has ended meanwhile, which its last event tells
                return False
            except RecrutrError as error:
                self.fault = error.message
                return False
            else:
                return True
        return False


class _Hearing:
    """Turns the server's events into a report."""

    def __init__(
        self,
        problem: ProblemView,
        cases: list[RunCase],
        stop: threading.Event,
        standing: Standing,
        sample: Callable[[SampleReport], None],
    ) -> None:
        self._own = {one.case for one in cases}
        self._expected: dict[str, str | None] = {one.name: one.answer for one in problem.samples}
        self._expected |= {one.case: one.answer for one in cases}
        self._stop, self._standing, self._sample = stop, standing, sample
        self._samples: list[SampleReport] = []
        self._end: RunEvent | None = None
        self.hand: _Hand | None = None

    def heard(self, event: RunEvent) -> bool:
        """Take one event; False ends the run."""
        if self._stop.is_set():
            return False
        if event.error is not None:
            told = worded(event.error.code, event.error.message, event.error.details)
            raise EngineFault(event.error.code, told, event.error.details)
        if self.hand is not None:
            self._hear_program(self.hand, event)
        if event.kind in {"waiting", "running"}:
            self._standing(None if event.position is None else event.position - 1)
        if event.sample is not None:
            self._samples.append(self._report(event.sample))
            self._sample(self._samples[-1])
        if event.kind == "end":
            self._end = event
        return self._end is None

    @staticmethod
    def _hear_program(hand: _Hand, event: RunEvent) -> None:
        if hand.fault:
            raise EngineFault("runs.typing", hand.fault)
        if event.run is not None:
            hand.begin(event.run)
        if event.output is not None:
            hand.person.missed(event.missed)
            hand.person.heard(base64.b64decode(event.output))

    def report(self) -> RunReport:
        """What came of it. Raises Stopped, EngineFault when the server ended without a result."""
        from runner.execution import CompilerMessage  # loads here, on the runner's thread
        from runner.feedback import RunReport

        if self._end is None:
            if self._stop.is_set():
                raise Stopped
            raise EngineFault("runs.cut", to_say("The server ended the run without a result. Please try again."))
        messages = tuple(
            CompilerMessage(one.line, one.column, one.severity, one.text, one.file)
            for one in self._end.compiler_messages
        )
        return RunReport(self._end.compiled, messages, self._end.compiler_output, tuple(self._samples))

    def _report(self, told: RunSample) -> SampleReport:
        from runner.feedback import OWN_INPUT_NAME, SampleReport  # loads here, on the runner's thread
        from runner.judging.default_validator import Difference

        expected = self._expected.get(told.name) if told.expected is None else told.expected
        words = heard(told.words, told.told)
        return SampleReport(
            name=told.name,
            verdict=told.verdict,
            words=words,
            stdout=told.stdout,
            stderr=told.stderr,
            expected=None if told.name == OWN_INPUT_NAME else expected,
            difference=None if told.line is None else Difference(told.line, "", "", words),
            cpu_ms=told.cpu_ms,
            wall_ms=told.wall_ms,
            memory_bytes=told.memory_bytes,
            truncated=told.truncated,
            output_row=told.output_row,
            expected_row=told.expected_row,
            own=told.name in self._own,
        )
