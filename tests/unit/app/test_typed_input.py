"""What a program before a person writes: bounded, told seldom enough, with what was typed in its place."""

from __future__ import annotations

import threading
from typing import cast

import pytest

from app.local_runs import LocalRuns
from app.ports import Background
from app.typed_input import KEPT_BYTES, TypedInput
from app.words import NO_TYPING
from protocol.errors import EngineFault
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId, Verdict
from sync.client import Client
from tests.unit.app.test_server_runs import PROBLEM, FakeClient, Now
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


def test_typing_needs_an_engine_here_and_says_so() -> None:
    runs = LocalRuns(None, cast("Background", Now()))
    runs.serve(cast("Client", FakeClient([])))
    runs._unusable = "Docker is not running"
    typing = RunWish(WISH.problem, WISH.document, WISH.language, "x", "", types=True)
    future = runs.run(PROBLEM, typing, lambda _: None)
    with pytest.raises(EngineFault) as refused:
        future.result(10)
    assert refused.value.message == NO_TYPING
