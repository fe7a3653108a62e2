"""Runs on the server for devices without an engine: who may, how often, in which order, and that nothing is kept."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.main import Parts
from backend.runs.desk import RunDesk
from backend.server import Server
from backend.settings import Settings
from protocol.errors import EngineFault
from protocol.identifiers import new_identifier
from protocol.runs import RunEvent
from runner.engine import Job, Outcome, Stopped
from tests.integration.conftest import accept_everything
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

SECRET = b"marker-of-a-run-9d41"


class Kitchen:
    """What the engine of a test does with a job."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.answer: Callable[[Job], Outcome] = lambda job: ended(b"4\n" if job.stdin == b"2\n" else b"?\n")
        self.most = self.now = 0
        self._lock = threading.Lock()

    def cook(self, job: Job) -> Outcome:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            assert self.gate.wait(30)
            return self.answer(job)
        finally:
            with self._lock:
                self.now -= 1


class StoppableEngine(ScriptedEngine):
    """Ends a job as soon as somebody asks."""

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        while b"forever" in job.files[0].content:
            if stop is not None and stop.wait(0.05):
                raise Stopped
        return super().run(job, stop)


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


@pytest.fixture
def serving(tmp_path: Path, kitchen: Kitchen, problem_package: Package) -> Iterator[tuple[Server, SeedResult]]:
    desk = RunDesk(None, 1, StoppableEngine(kitchen.cook))
    settings = Settings(data=tmp_path / "backend", port=0, waiting_period_us=0)
    server = Server.open(settings, parts=Parts(judge=accept_everything, runs=desk))
    server.start()
    plan = SeedPlan(packages=[problem_package])
    try:
        yield server, seed(server.services, plan)
    finally:
        kitchen.gate.set()
        server.stop()


@pytest.fixture
def working(serving: tuple[Server, SeedResult], fresh_device: Any) -> Iterator[Any]:
    server, seeded = serving
    device = type(fresh_device)(server.url).work_up_to_start(seeded.code)
    yield device
    device.http.close()


def asked(device: Any, **changes: Any) -> dict[str, Any]:
    return {"problem": device.problem, "language": "python3", "source": "print(4)", **changes}


def events_of(answer: Any) -> list[RunEvent]:
    assert answer.status_code == 200, answer.text
    return [RunEvent.parse(line) for line in answer.iter_lines() if line]


def run(device: Any, **changes: Any) -> list[RunEvent]:
    return events_of(device.call("POST", "runs", asked(device, **changes), stream=True))


def test_samples_come_one_by_one_and_the_end_last(working: Any) -> None:
    events = run(working)
    samples = [event.sample for event in events if event.sample]
    assert [(one.name, one.verdict, one.stdout) for one in samples if one] == [("Sample 1", "AC", "4\n")]
    assert [event.kind for event in events if event.kind != "waiting"][-2:] == ["sample", "end"]


def test_own_input_is_run_and_has_no_verdict(working: Any) -> None:
    sample = next(event.sample for event in run(working, own_input="7\n") if event.sample)
    assert (sample.name, sample.verdict, sample.stdout) == ("own input", None, "?\n")


def test_only_a_run_on_an_own_input_can_be_typed_to(working: Any) -> None:
    answer = working.call("POST", "runs", asked(working, types=True))
    assert (answer.status_code, answer.json()["details"]["field"]) == (422, "types")


def test_own_cases_run_after_the_samples_under_their_id(working: Any) -> None:
    known, unknown = new_identifier(), new_identifier()
    cases = [{"case": known, "input": "1\n", "answer": "4\n"}, {"case": unknown, "input": "7\n"}]
    samples = [event.sample for event in run(working, cases=cases) if event.sample]
    assert [(one.name, one.verdict) for one in samples] == [("Sample 1", "AC"), (known, "WA"), (unknown, None)]
    assert [one.expected for one in samples[1:]] == ["4\n", None]


def test_what_does_not_compile_is_told(working: Any, kitchen: Kitchen) -> None:
    kitchen.answer = lambda _: ended(exit_code=1, stderr=b'  File "main.py", line 3\nSyntaxError: no\n')
    last = run(working)[-1]
    assert (last.kind, last.compiled) == ("end", False)
    assert "SyntaxError" in last.compiler_output


def test_a_second_run_of_the_same_attempt_waits_its_turn(working: Any, kitchen: Kitchen) -> None:
    kitchen.gate.clear()
    first = working.call("POST", "runs", asked(working), stream=True)
    second = working.call("POST", "runs", asked(working))
    assert (second.status_code, second.json()["code"]) == (429, "runs.one_at_a_time")
    assert int(second.headers["Retry-After"]) > 0
    kitchen.gate.set()
    assert events_of(first)[-1].kind == "end"
    assert run(working)[-1].kind == "end"


def test_others_are_told_their_place_and_one_runs_at_a_time(
    serving: tuple[Server, SeedResult], working: Any, kitchen: Kitchen
) -> None:
    desk: RunDesk = serving[0].app.state.runs
    kitchen.gate.clear()
    first = working.call("POST", "runs", asked(working), stream=True)
    view = desk._present[working.attempt].view
    request = desk._present[working.attempt].request
    others = [desk.enter(f"other-{number}", view, request) for number in range(3)]
    deadline = time.monotonic() + 10
    while desk.waiting != 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [desk.position(ticket) for ticket in others] == [1, 2, 3]
    assert working.call("GET", "runs").json() == {"offered": True, "waiting": 3}
    kitchen.gate.set()
    assert events_of(first)[-1].kind == "end"
    for ticket in others:
        while ticket.events.get(timeout=20).kind != "end":
            pass
    assert kitchen.most == 1


def test_who_leaves_ends_the_run(working: Any, serving: tuple[Server, SeedResult]) -> None:
    desk: RunDesk = serving[0].app.state.runs
    answer = working.call("POST", "runs", asked(working, source="forever"), stream=True)
    lines = answer.iter_lines()  # kept, because a forgotten iterator closes the connection
    next(lines)
    assert working.attempt in desk._present
    answer.close()
    deadline = time.monotonic() + 15
    while working.attempt in desk._present and time.monotonic() < deadline:
        time.sleep(0.05)
    assert working.attempt not in desk._present


def test_the_engines_own_words_stay_with_the_operator(working: Any, kitchen: Kitchen) -> None:
    def broken(_job: Job) -> Outcome:
        raise EngineFault("engine.not_running", "Docker is not running (tried /secret/path).")

    kitchen.answer = broken
    last = run(working)[-1]
    assert last.kind == "failed"
    assert last.error is not None
    assert last.error.code == "engine.not_running"
    assert "/secret/path" not in last.error.message


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"language": "cobol"}, "language"),
        ({"problem": "01900000-0000-7000-8000-000000000000"}, "problem"),
        ({"source": "é" * (600 * 1024)}, "source"),
        ({"own_input": "é" * (600 * 1024)}, "own_input"),
        ({"cases": [{"case": "x", "input": ""}]}, "cases.0.case"),
        ({"cases": [{"case": new_identifier(), "input": "é" * 32_768, "answer": "é" * 32_768}] * 20}, "cases"),
        ({"source": "x" * (1024 * 1024 + 1)}, "source"),
        ({"argv": ["sh"]}, "argv"),
        ({"limits": {"cpu_ms": 10**9}}, "limits"),
    ],
)
def test_input_beyond_its_limits_is_refused(working: Any, changes: dict[str, Any], field: str) -> None:
    answer = working.call("POST", "runs", asked(working, **changes))
    assert (answer.status_code, answer.json()["details"]["field"]) == (422, field)


def test_a_language_that_the_assessment_does_not_offer_is_refused(
    working: Any, serving: tuple[Server, SeedResult]
) -> None:
    with serving[0].services.transaction() as tx:
        tx.session.get_one(Assessment, serving[1].assessment).languages = ["cpp"]
    answer = working.call("POST", "runs", asked(working))
    assert (answer.status_code, answer.json()["details"]["limit"]) == (422, "cpp")


def test_when_the_time_is_over_nothing_is_run(working: Any, serving: tuple[Server, SeedResult]) -> None:
    with serving[0].services.transaction() as tx:
        tx.session.get_one(Attempt, working.attempt).deadline_us = 1
    answer = working.call("POST", "runs", asked(working))
    assert (answer.status_code, answer.json()["code"]) == (409, "attempt.time_up")


def test_a_body_that_is_too_large_is_refused_while_it_arrives(working: Any) -> None:
    assert working.call("POST", "runs", asked(working, source="x" * (9 * 1024 * 1024))).status_code == 413


def test_only_while_the_attempt_is_worked_on(serving: tuple[Server, SeedResult], fresh_device: Any) -> None:
    server, seeded = serving
    device = type(fresh_device)(server.url)
    device.join(seeded.code)
    body = {"problem": device.id, "language": "python3", "source": ""}
    assert device.call("POST", "runs", body).json()["code"] == "attempt.state"
    assert device.call("GET", "runs").status_code == 200
    device.http.headers["Authorization"] = "Bearer wrong"
    assert device.call("POST", "runs", body).status_code == 401
    assert device.call("GET", "runs").status_code == 401
    device.http.close()


def test_too_many_a_minute_are_refused_with_a_time_to_come_back(working: Any) -> None:
    codes = [working.call("POST", "runs", asked(working)).status_code for _ in range(21)]
    assert codes == [200] * 20 + [429]


def test_nothing_of_a_run_is_kept(working: Any, serving: tuple[Server, SeedResult], kitchen: Kitchen) -> None:
    kitchen.answer = lambda _: ended(SECRET)
    assert run(working, source=f"# {SECRET.decode()}", own_input=SECRET.decode())[-1].kind == "end"
    server = serving[0]
    with server.services.transaction():
        pass
    files = [path for path in server.settings.data.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert [path for path in files if SECRET in path.read_bytes()] == []


def test_a_server_may_offer_none(tmp_path: Path, problem_package: Package, fresh_device: Any) -> None:
    server = Server.open(Settings(data=tmp_path / "none", port=0, remote_runs=0), parts=Parts(judge=accept_everything))
    server.start()
    try:
        seeded = seed(server.services, SeedPlan(packages=[problem_package]))
        device = type(fresh_device)(server.url).work_up_to_start(seeded.code)
        assert device.call("GET", "runs").json() == {"offered": False, "waiting": 0}
        answer = device.call("POST", "runs", asked(device))
        assert (answer.status_code, json.loads(answer.text)["code"]) == (503, "runs.not_offered")
        device.http.close()
    finally:
        server.stop()


@pytest.mark.docker
def test_a_real_program_runs_in_a_real_box(tmp_path: Path, problem_package: Package, fresh_device: Any) -> None:
    server = Server.open(Settings(data=tmp_path / "real", port=0), parts=Parts(judge=accept_everything))
    server.start()
    try:
        seeded = seed(server.services, SeedPlan(packages=[problem_package]))
        device = type(fresh_device)(server.url).work_up_to_start(seeded.code)
        good = [event.sample for event in run(device, source="print(int(input()) * 2)") if event.sample]
        assert [(one.verdict, one.stdout) for one in good if one] == [("AC", "4\n")]
        endless = [event.sample for event in run(device, source="while True: pass") if event.sample]
        assert [one.verdict for one in endless if one] == ["TLE"]
        device.http.close()
    finally:
        server.stop()
