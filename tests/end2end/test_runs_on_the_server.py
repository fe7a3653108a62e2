"""A machine without an engine: the real window tells that runs happen on the server, and they do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.runs.desk import RunDesk
from protocol.facts import RunFact, parse_fact
from protocol.journal import Entry
from runner.engine import Job, Outcome, Stopped
from tests.demo.driver import Hands
from tests.demo.processes import Cable
from tests.end2end.world import PLAN, World, no_keyring, to_check, words_of, world_of
from tests.unit.runner.scripted_engine import ScriptedEngine, ended
from ui.states import Screen

__all__ = ["no_keyring"]
pytestmark = pytest.mark.timeout(180)
ON_SERVER = "Runs happen on the employer's server. Docker is not"
NOT_KEPT = "What you run is sent there and not kept."


class Oven(ScriptedEngine):
    """Doubles its input; a source that says `forever` goes on until it is stopped."""

    def __init__(self) -> None:
        super().__init__(lambda job: ended(b"%d\n" % (int(job.stdin or b"0") * 2)))
        self.running = threading.Event()
        self.stopped = threading.Event()

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        while b"forever" in job.files[0].content and stop is not None:
            self.running.set()
            if stop.wait(0.05):
                self.stopped.set()
                raise Stopped
        return super().run(job, stop)


@pytest.fixture
def oven() -> Oven:
    return Oven()


@pytest.fixture
def world(tmp_path: Path, qapp: object, oven: Oven) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN, RunDesk(None, 1, oven))


def to_work_on_the_server(hands: Hands) -> None:
    to_check(hands)
    hands.wait(lambda: ON_SERVER in words_of(hands, "checkLine.runner"), "words about the server", 90)
    assert NOT_KEPT in words_of(hands, "checkLine.runner")
    assert "Works, with a limit" in words_of(hands, "checkLine.runner")
    hands.click("startButton", 90)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
    hands.wait(lambda: hands.find("runButton").isEnabled(), "the run button", 60)


def runs_recorded(world: World) -> list[RunFact]:
    base = world.apps[0].journey._base
    assert base is not None
    entries: list[Entry] = []
    while batch := base.attempt.store.outbox.next_batch(entries[-1].seq if entries else 0):
        entries += batch
    return [fact for fact in (parse_fact(entry.body) for entry in entries) if isinstance(fact, RunFact)]


def test_runs_happen_on_the_server_and_are_told_and_recorded(world: World, oven: Oven) -> None:
    hands = world.app()
    to_work_on_the_server(hands)
    hands.go_to_end()
    hands.type_code("print(int(input()) * 2)")
    hands.click("runButton")
    hands.wait(lambda: ON_SERVER in words_of(hands, "runMessage"), "words beside the result", 60)
    assert NOT_KEPT in words_of(hands, "runMessage")
    hands.wait(lambda: len(runs_recorded(world)) == 1, "the run's record", 30)
    assert [verdict.value for verdict in runs_recorded(world)[0].verdicts] == ["AC"]


def test_stopping_ends_the_run_on_the_server(world: World, oven: Oven) -> None:
    hands = world.app()
    to_work_on_the_server(hands)
    hands.go_to_end()
    hands.type_code("forever")
    hands.click("runButton")
    hands.wait(oven.running.is_set, "the run on the server", 60)
    world.apps[0].runs.stop()
    hands.wait(oven.stopped.is_set, "its end on the server", 30)
    assert runs_recorded(world) == []


def test_without_engine_and_without_network_it_is_words_and_work_goes_on(world: World) -> None:
    with Cable(world.server.settings.port) as cable:
        hands = world.app(server=cable.address)
        to_work_on_the_server(hands)
        cable.pull()
        hands.go_to_end()
        hands.type_code("print(1)")
        hands.click("runButton")
        hands.wait(lambda: "cannot be reached" in words_of(hands, "runMessage"), "words about both", 90)
        assert "Writing, saving and handing in work as before" in words_of(hands, "runMessage")
        cable.plug()
