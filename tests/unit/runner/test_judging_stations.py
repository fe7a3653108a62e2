"""Stations are shared out, used again, grown and given back."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from protocol.errors import EngineFault
from protocol.verdicts import LanguageId, Verdict
from runner.engine import MIB, Job, Limits, Outcome, Plan, SourceFile
from runner.judging.judge import judge_submission
from runner.judging.stations import Stations
from runner.judging.walk import JudgeOptions
from tests.unit.runner.package_kinds import ACCEPTED, CHECKER, GOOD_PACKAGE, SOURCE, adder, checked_by
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

PLAN = Plan(Limits())


class Counted(ScriptedEngine):
    """Counts stations that are open, and refuses a second thread in one."""

    def __init__(self, fails: bool = False) -> None:
        super().__init__(lambda _: ended())
        self.opened: list[CountedStation] = []
        self.fails = fails
        self.together = threading.Barrier(2, timeout=10)

    def open(self, plan: Plan) -> CountedStation:
        self.opened.append(CountedStation(self, plan))
        return self.opened[-1]


class CountedStation(ScriptedEngine):
    def __init__(self, engine: Counted, plan: Plan) -> None:
        super().__init__(lambda _: ended())
        self.engine, self.plan, self.closed, self.busy = engine, plan, 0, threading.Lock()

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        assert self.busy.acquire(blocking=False), "two threads in one station"
        try:
            if job.argv == ("together",):
                self.engine.together.wait()
            if self.engine.fails:
                raise EngineFault("engine.box_lost", "lost")
            return super().run(job, stop)
        finally:
            self.busy.release()

    def close(self) -> None:
        self.closed += 1


def test_a_station_is_used_again_and_closed_once() -> None:
    engine = Counted()
    stations = Stations(engine, PLAN)
    for _ in range(3):
        stations.run(Job(("a",)))
    assert len(engine.opened) == 1
    stations.close()
    stations.close()
    assert engine.opened[0].closed == 1


def test_threads_never_share_one() -> None:
    engine = Counted()
    stations = Stations(engine, PLAN)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(stations.run, [Job(("together",))] * 8))
    assert len(engine.opened) == 2
    stations.close()
    assert [one.closed for one in engine.opened] == [1, 1]


def test_one_whose_sandbox_failed_is_never_used_again() -> None:
    engine = Counted(fails=True)
    stations = Stations(engine, PLAN)
    with pytest.raises(EngineFault):
        stations.run(Job(("a",)))
    assert engine.opened[0].closed == 1
    engine.fails = False
    stations.run(Job(("a",)))
    assert len(engine.opened) == 2


def test_they_grow_with_the_inputs() -> None:
    engine = Counted()
    stations = Stations(engine, PLAN)
    stations.run(Job(("a",)))
    large = Job(("a",), (SourceFile("test.in", bytes(20 * MIB)),))
    stations.run(large)
    stations.run(large)
    assert [one.plan.input_bytes >= large.input_bytes for one in engine.opened] == [False, True]
    assert engine.opened[0].closed == 1


def test_a_judgement_closes_all_it_opened_even_when_the_sandbox_fails() -> None:
    opened: list[CountedStation] = []

    class Failing(Counted):
        def open(self, plan: Plan) -> CountedStation:
            opened.append(super().open(plan))
            self.fails = True
            return opened[-1]

    with pytest.raises(EngineFault):
        judge_submission(GOOD_PACKAGE, LanguageId.PYTHON, SOURCE, Failing(), JudgeOptions(2))
    assert opened
    assert all(one.closed for one in opened)


def test_a_fault_behind_the_first_reject_is_not_seen() -> None:
    def answer(job: Job) -> Outcome:
        if job.stdin == b"0 0\n":
            raise EngineFault("engine.box_lost", "lost")
        return ended(b"wrong") if job.stdin == b"4 5\n" else adder(job)

    for parallel in (1, 2, 4):
        result = judge_submission(
            GOOD_PACKAGE, LanguageId.PYTHON, SOURCE, ScriptedEngine(answer), JudgeOptions(parallel)
        )
        assert result.verdict is Verdict.WRONG_ANSWER


def test_a_judgement_uses_one_station_a_thread() -> None:
    engine = checked_by(lambda _: ACCEPTED)
    judge_submission(
        replace(GOOD_PACKAGE, output_validators=(CHECKER,)), LanguageId.PYTHON, SOURCE, engine, JudgeOptions(1)
    )
    submission, validator = engine.plans
    assert submission.limits.cpu_ms == 1_300
    assert validator.limits.cpu_ms == 60_000
