"""A candidate without an engine types to a program on the server: the app's own side, a real server, a real box."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from app.local_runs import LocalRuns, Ran
from backend.demo.seed import Package, SeedPlan, seed
from backend.main import Parts
from backend.runs import typist
from backend.runs.desk import RunDesk, Ticket
from backend.server import Server
from backend.settings import Settings
from protocol.errors import EngineFault
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import ProblemView
from sync.client import Client
from tests.integration.backend.conftest import Device
from tests.integration.conftest import accept_everything
from ui.states import RunPhase, RunState, RunWish

pytestmark = [pytest.mark.docker, pytest.mark.timeout(180)]
PATIENCE_S = 60
ASKS = (
    "first = input()\nname = input('name? ')\nprint('hello', name, first)\nfor line in open(0):\n  print(len(line))\n"
)


class Window:
    """What the run panel shows, and the thread on which runs happen."""

    def __init__(self, runs: LocalRuns, problem: ProblemView) -> None:
        self.runs, self._problem = runs, problem
        self._news = threading.Condition()
        self.state: RunState | None = None

    def click(self, source: str, own_input: str = "") -> Future[Ran]:
        wish = RunWish(self._problem.problem, new_identifier(), LanguageId.PYTHON, source, own_input, types=True)
        return self.runs.run(self._problem, wish, self._show)

    def wait_until(self, condition: Callable[[RunState], bool]) -> None:
        with self._news:
            assert self._news.wait_for(lambda: self.state is not None and condition(self.state), PATIENCE_S), self.state

    def _show(self, state: RunState) -> None:
        with self._news:
            self.state = state
            self._news.notify_all()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server.open(Settings(data=tmp_path / "typed", port=0), parts=Parts(judge=accept_everything))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def device(server: Server, problem_package: Package, fresh_device: Any) -> Iterator[Device]:
    device: Device = type(fresh_device)(server.url)
    device.work_up_to_start(seed(server.services, SeedPlan(packages=[problem_package])).code)
    yield device
    device.http.close()


@pytest.fixture
def window(server: Server, device: Device) -> Iterator[Window]:
    client = Client(server.url, allow_plain_http=True)
    client.sign_in(device.attempt, device.joined["token"])
    thread = ThreadPoolExecutor(1)
    runs = LocalRuns(None, thread)
    runs.serve(client)
    runs._unusable = "Docker is not running"
    (problem,) = client.start().pack.problems
    yield Window(runs, problem)
    runs.stop()
    thread.submit(runs.close).result(PATIENCE_S)
    thread.shutdown()


def written(words: str) -> Callable[[RunState], bool]:
    return lambda state: state.own is not None and words in state.own.output


def test_what_is_typed_reaches_the_program_and_its_output_the_window_meanwhile(
    window: Window, server: Server, device: Device
) -> None:
    ran = window.click(ASKS, "early\n")
    window.wait_until(written("name? "))
    window.runs.type("Zoë\n")
    window.wait_until(written("name? Zoë\nhello Zoë early\n"))
    desk = server.app.state.runs
    (ticket,) = desk._present.values()
    takes_no_place_of_the_others(desk, ticket)
    window.runs.type("abc\n")
    window.wait_until(written("abc\n4\n"))
    assert not ran.done()
    window.runs.end_input()
    state = ran.result(PATIENCE_S).state
    assert state.own is not None
    assert (state.phase, state.typing, state.own.verdict) == (RunPhase.DONE, False, Verdict.ACCEPTED)
    assert state.own.output == "name? Zoë\nhello Zoë early\nabc\n4\n"
    assert state.note is not None
    assert "server" in state.note.what
    answer = device.call("POST", f"runs/{ticket.run}/input", {"number": 9, "text": "late"})
    assert (answer.status_code, answer.json()["code"]) == (410, "runs.over")


def takes_no_place_of_the_others(desk: RunDesk, ticket: Ticket) -> None:
    """While a program waits for input, another candidate's run begins."""
    other = desk.enter("another attempt", ticket.view, ticket.request.model_copy(update={"types": False}))
    give_up = time.monotonic() + PATIENCE_S
    while desk.position(other) is not None:
        assert time.monotonic() < give_up
        time.sleep(0.05)
    other.stop.set()


def test_a_program_ends_when_it_is_stopped_or_nobody_types(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = window.click("print('ready')\ninput()\n")
    window.wait_until(written("ready"))
    window.runs.stop()
    assert ran.result(PATIENCE_S).state.phase is RunPhase.STOPPED
    again = window.click("print('go')\nprint(input() + '!')\n")
    window.wait_until(written("go"))
    window.runs.type("a\n")
    own = again.result(PATIENCE_S).state.own
    assert own is not None
    assert own.output == "go\na\na!\n"
    monkeypatch.setattr(typist, "IDLE_S", 0.5)
    idle = window.click("print('ready')\ninput()\n")
    with pytest.raises(EngineFault) as told:
        idle.result(PATIENCE_S)
    assert told.value.code == "runs.idle"
    assert "Nothing was typed" in told.value.message
