"""Runs on the server as the app sees them: events become a report, stopping leaves, and faults are words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from app import server_runs
from app.checks import runner
from app.local_runs import LocalRuns
from app.server_runs import ServerRuns
from app.words import message_of, runs_elsewhere
from protocol.errors import EngineFault, InvalidInput, NetworkFault, TooMany
from protocol.identifiers import new_identifier
from protocol.runs import MAX_CASE_CHARACTERS, RunEvent, RunRequest, RunSample, RunsOffer
from protocol.saying import said, together
from protocol.told import told
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import CheckResult, ErrorAnswer, ProblemView, Sample
from runner import checks
from runner.doctor import diagnosis
from runner.engine import Stopped
from runner.execution import BUSY_WORDS
from runner.feedback import SampleReport
from sync.client import Client
from tests.at_once import done_at_once
from ui import saying
from ui.run_results import OwnCase
from ui.states import RunPhase, RunState, RunWish

PROBLEM = ProblemView(
    problem=new_identifier(),
    label="A",
    title="Double it",
    statement_html="",
    samples=[Sample(name="Sample 1", input="2\n", answer="4\n")],
    time_limit_ms=1000,
    memory_limit_bytes=2**26,
    output_limit_bytes=2**20,
    custom_validator=False,
    validator_flags=[],
    templates={},
)
WISH = RunWish(PROBLEM.problem, "document", LanguageId.PYTHON, "print(4)")
GOOD = RunSample(
    name="Sample 1",
    verdict=Verdict.ACCEPTED,
    words="Correct.",
    stdout="4\n",
    stderr="",
    cpu_ms=5,
    wall_ms=6,
    memory_bytes=7,
    truncated=False,
)
EVENTS = [
    RunEvent(kind="waiting", position=3),
    RunEvent(kind="running"),
    RunEvent(kind="sample", sample=GOOD),
    RunEvent(kind="end"),
]


class FakeClient:
    """Plays events, or raises."""

    def __init__(self, events: list[RunEvent], faults: list[Exception] | None = None, *, offered: bool = True) -> None:
        self.events, self.faults, self.offered = events, faults or [], offered
        self.asked: list[RunRequest] = []
        self.heard = 0

    def twin(self) -> FakeClient:
        return self

    def runs_offered(self) -> RunsOffer:
        return RunsOffer(offered=self.offered)

    def run(self, request: RunRequest, heard: Callable[[RunEvent], bool]) -> None:
        self.asked.append(request)
        if self.faults:
            raise self.faults.pop(0)
        for event in self.events:
            self.heard += 1
            if not heard(RunEvent.parse(event.model_dump_json(exclude_none=True))):
                return

    def close(self) -> None:
        pass


class Now:
    """Runs a job at once, in this thread."""

    def submit(self, job: Callable[[], Any]) -> Any:
        return done_at_once(job)


def served_by(client: FakeClient) -> ServerRuns:
    return ServerRuns(cast("Client", client))


def test_events_become_the_same_report_as_from_here() -> None:
    client, stood, samples = FakeClient(EVENTS), list[int | None](), list[SampleReport]()
    report = served_by(client).run(PROBLEM, WISH, threading.Event(), (stood.append, samples.append))
    assert stood == [2, None]
    assert report.compiled
    assert report.samples == tuple(samples)
    assert (report.verdicts, samples[0].expected, samples[0].stdout) == ([Verdict.ACCEPTED], "4\n", "4\n")
    assert set(RunRequest.model_fields) == {"problem", "language", "source", "own_input", "cases", "types"}


def test_what_the_server_says_of_a_run_is_said_in_the_persons_language() -> None:
    busy = GOOD.model_copy(update={"verdict": None, "words": str(BUSY_WORDS), "told": told(BUSY_WORDS)})
    client = FakeClient([RunEvent(kind="sample", sample=busy), EVENTS[3]])
    report = served_by(client).run(PROBLEM, WISH, threading.Event(), (lambda _: None, lambda _: None))
    assert report.samples[0].words == BUSY_WORDS
    saying.use("de")
    try:
        assert said(report.samples[0].words) == said(BUSY_WORDS) != BUSY_WORDS
    finally:
        saying.use("en")


def test_own_cases_go_along_without_their_names_and_their_verdicts_are_not_recorded() -> None:
    case = OwnCase(new_identifier(), "my secret name", "1\n", "3\n")
    of_case = GOOD.model_copy(update={"name": case.case, "verdict": Verdict.WRONG_ANSWER, "line": 1})
    client = FakeClient([*EVENTS[:3], RunEvent(kind="sample", sample=of_case), EVENTS[3]])
    wish = replace(WISH, cases=(case,))
    report = served_by(client).run(PROBLEM, wish, threading.Event(), (lambda _: None, lambda _: None))
    assert [one.model_dump(exclude={"case"}) for one in client.asked[0].cases] == [{"input": "1\n", "answer": "3\n"}]
    assert "secret" not in client.asked[0].model_dump_json()
    assert (report.samples[1].expected, report.samples[1].own) == ("3\n", True)
    assert report.verdicts == [Verdict.ACCEPTED]


@pytest.mark.parametrize("text", ["7" * (MAX_CASE_CHARACTERS + 1), "\ud800"])
def test_a_case_that_cannot_be_sent_is_refused_in_words(text: str) -> None:
    wish = replace(WISH, cases=(OwnCase(new_identifier(), "Mine", text),))
    with pytest.raises(InvalidInput) as refused:
        server_runs.asked_cases(wish)
    assert refused.value.details["field"] == "cases"


def test_stopping_leaves_at_the_next_word() -> None:
    stop, client = threading.Event(), FakeClient(EVENTS)
    with pytest.raises(Stopped):
        served_by(client).run(PROBLEM, WISH, stop, (lambda _: stop.set(), lambda _: None))
    assert client.heard == 2


def test_a_run_that_is_still_cleared_away_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_runs, "_PAUSE_S", 0.0)
    client = FakeClient(EVENTS, [TooMany("runs.one_at_a_time", "One at a time.")] * 2)
    assert served_by(client).run(PROBLEM, WISH, threading.Event(), (lambda _: None, lambda _: None)).compiled
    assert len(client.asked) == 3
    limited = FakeClient(EVENTS, [TooMany("rate.limited", "Too many tries.")])
    with pytest.raises(TooMany):
        served_by(limited).run(PROBLEM, WISH, threading.Event(), (lambda _: None, lambda _: None))


def test_no_network_and_a_cut_run_are_told_apart() -> None:
    away = FakeClient(EVENTS, [NetworkFault("network.unreachable", "Away.")])
    with pytest.raises(EngineFault) as caught:
        served_by(away).run(PROBLEM, WISH, threading.Event(), (lambda _: None, lambda _: None))
    assert caught.value.code == "runs.unreachable"
    assert message_of(caught.value).meaning.startswith("Writing, saving and handing in work as before")
    with pytest.raises(EngineFault) as caught:
        served_by(FakeClient(EVENTS[:2])).run(PROBLEM, WISH, threading.Event(), (lambda _: None, lambda _: None))
    assert caught.value.code == "runs.cut"


def test_what_the_server_says_of_its_own_trouble_is_told() -> None:
    failed = RunEvent(kind="failed", error=ErrorAnswer(code="engine.x", message="The server cannot run programs."))
    with pytest.raises(EngineFault, match="The server cannot run programs"):
        served_by(FakeClient([failed])).run(PROBLEM, WISH, threading.Event(), (lambda _: None, lambda _: None))


@pytest.mark.parametrize(
    ("client", "colour", "words"),
    [
        (None, "red", "Docker is not running."),
        (FakeClient([]), "amber", "Runs happen on the employer's server. Docker is not running."),
        (FakeClient([], offered=False), "red", "This server does not run programs."),
    ],
)
def test_the_check_says_where_programs_run(
    client: FakeClient | None, colour: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    red = CheckResult(name="runner", colour="red", cause="Docker is not running.", fix="Start it")
    monkeypatch.setattr(checks, "probe", lambda **_: red)
    runs = LocalRuns(None, Now())
    if client is not None:
        runs.serve(cast("Client", client))
    found = runs.probe()
    assert found.colour == colour
    assert words in found.cause
    shown = runner(found)
    assert shown.colour == "amber"
    assert ("only trying it here does not work" in shown.cause) == (colour == "red")


def test_an_engine_that_fails_in_the_middle_hands_over_to_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise EngineFault(
            "engine.not_running", together("Docker is not running.", "It was tried at unix:///x.", "Start it.")
        )

    monkeypatch.setattr(diagnosis, "open_engine", gone)
    runs, states = LocalRuns(None, Now()), list[RunState]()
    runs.serve(cast("Client", FakeClient(EVENTS)))
    ran = runs.run(PROBLEM, WISH, states.append).result()
    assert ran.verdicts == [Verdict.ACCEPTED]
    assert ran.state.phase is RunPhase.DONE
    assert ran.state.note == runs_elsewhere("Docker is not running.", None)
    waiting = [state.note.action for state in states if state.note is not None and state.phase is RunPhase.WAITING]
    assert "2 runs are before yours." in waiting


def test_a_good_look_is_not_repeated_when_work_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def look(**_: Any) -> CheckResult:
        looks.append(1)
        return CheckResult(name="runner", colour="green", cause="It ran.")

    monkeypatch.setattr(checks, "probe", look)
    runs = LocalRuns(None, Now())
    assert [runs.probe().colour, runs.standing().colour] == ["green", "green"]
    assert looks == [1]
