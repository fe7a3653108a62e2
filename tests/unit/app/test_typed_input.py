"""What a program before a person writes: bounded, told seldom enough, with what was typed in its place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import cast

import pytest

from app import server_runs
from app.local_runs import LocalRuns, Ran
from app.ports import Background
from app.typed_input import KEPT_BYTES, TypedInput
from protocol.errors import EngineFault, InvalidInput, NetworkFault, RecrutrError
from protocol.identifiers import new_identifier
from protocol.runs import MAX_PIECE_CHARACTERS, RunEvent, RunInput, RunRequest
from protocol.verdicts import LanguageId, Verdict
from sync.client import Client
from tests.unit.app.test_server_runs import GOOD, PROBLEM, FakeClient, Now
from tests.unit.runner.scripted_engine import ScriptedEngine, ended
from ui.run_results import OwnResult
from ui.states import RunPhase, RunState, RunWish

WISH = RunWish(PROBLEM.problem, new_identifier(), LanguageId.PYTHON, "x", "1\n")


def test_input_comes_in_order_and_ends_at_once_unless_more_is_typed() -> None:
    whole = TypedInput("1 2", lambda _: None, more=False)
    assert [whole.next_typed(0) for _ in range(3)] == [b"1 2", b"", None]
    more = TypedInput("", lambda _: None, more=True)
    assert more.next_typed(0) is None
    more.type("é\n")
    more.end()
    assert [more.next_typed(0) for _ in range(2)] == ["é\n".encode(), b""]
    assert more.close() == "é\n"  # shown where it was typed


def test_of_a_flood_the_newest_is_shown_and_the_rest_is_told_in_words() -> None:
    told, heard = list[str](), threading.Event()

    def tell(text: str) -> None:
        told.append(text)
        heard.set()

    person = TypedInput("", tell, more=False)
    line = b"x" * 99 + b"\n"
    for _ in range(10_000):
        person.heard(line)
    assert heard.wait(30)
    text = person.close()
    assert len(text) <= KEPT_BYTES + 100
    first, second = text.split("\n")[:2]
    assert first.startswith("⟨cut here: ")
    assert first.endswith(" bytes before this are not shown⟩")
    assert second == "x" * 99  # cut between lines
    dropped = int(first.split()[2].replace(",", ""))
    assert dropped + len(text) - len(first) - 1 == 1_000_000
    assert len(told) < 1_000


def test_nothing_is_told_after_the_end() -> None:
    told: list[str] = []
    person = TypedInput("", told.append, more=False)
    person.heard(b"last")
    assert person.close() == "last"
    person._tell_now()
    assert told == []


def test_a_run_on_an_own_input_shows_its_output_and_what_ended_it() -> None:
    runs = LocalRuns(None, cast("Background", Now()))
    runs._engine = ScriptedEngine(lambda job: ended(b"<" + job.stdin + b">", exit_code=3 if job.stdin else 0))
    told: list[RunState] = []
    ran = runs.run(PROBLEM, WISH, told.append).result(10)
    assert ran.state.phase is RunPhase.DONE
    own = ran.state.own
    assert own == OwnResult(
        Verdict.RUN_TIME_ERROR, "<1\n>", "", "It ended with exit code 3 instead of 0.", own.use if own else None
    )
    assert not ran.state.typing
    assert not told[0].typing


def test_what_was_missed_is_told_in_words() -> None:
    person = TypedInput("", lambda _: None, more=True)
    person.heard(b"before")
    person.missed(1000)
    person.heard(b"after")
    assert person.close() == "⟨cut here: 1,006 bytes before this are not shown⟩\nafter"


class TypedClient(FakeClient):
    """A server with a program that waits for all that is typed."""

    def __init__(self, faults: list[RecrutrError]) -> None:
        super().__init__([])
        self.typed: list[RunInput] = []
        self.refusals = faults
        self.run_id = new_identifier()
        self._ended = threading.Event()

    def tell(self, method: str, rest: str, body: RunInput) -> None:
        assert (method, rest) == ("POST", f"/runs/{self.run_id}/input")
        if self.refusals:
            raise self.refusals.pop(0)
        self.typed.append(body)
        if body.end:
            self._ended.set()

    def run(self, request: RunRequest, heard: Callable[[RunEvent], bool]) -> None:
        self.asked.append(request)
        heard(RunEvent(kind="running", run=self.run_id))
        heard(RunEvent(kind="output", output="aGk/", missed=2))
        while not self._ended.wait(0.02):
            heard(RunEvent(kind="running", run=self.run_id))
        heard(RunEvent(kind="sample", sample=GOOD.model_copy(update={"name": "own input", "verdict": None})))
        heard(RunEvent(kind="end"))


def typed(client: TypedClient, act: Callable[[LocalRuns], None]) -> Future[Ran]:
    """A run on the server, to which is typed by `act` as soon as it runs."""
    runs = LocalRuns(None, cast("Background", Now()))
    runs.serve(cast("Client", client))
    runs._unusable = "Docker is not running"
    acted = threading.Event()

    def tell(state: RunState) -> None:
        if state.phase is RunPhase.RUNNING and not acted.is_set():
            acted.set()
            act(runs)

    return runs.run(PROBLEM, replace(WISH, types=True), tell)


def test_without_an_engine_here_what_is_typed_goes_to_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_runs, "_PAUSE_S", 0.0)

    def act(runs: LocalRuns) -> None:
        runs.type("a")
        runs.type("é" * MAX_PIECE_CHARACTERS)
        runs.end_input()

    client = TypedClient([NetworkFault("network.cut", "Cut.")])
    state = typed(client, act).result(10).state
    assert (client.asked[0].own_input, client.asked[0].types) == ("1\n", True)
    assert [piece.number for piece in client.typed] == list(range(len(client.typed)))
    assert "".join(piece.text for piece in client.typed) == "a" + "é" * MAX_PIECE_CHARACTERS
    assert client.typed[-1].end
    assert state.own is not None
    assert state.own.output.startswith("⟨cut here: ")


def test_what_the_server_will_not_take_ends_the_run_in_words() -> None:
    client = TypedClient([InvalidInput("text", "1", "More than this cannot be typed to one run.")])
    with pytest.raises(EngineFault, match="More than this"):
        typed(client, lambda runs: runs.type("a")).result(10)
