"""Stations are shared out, used again, grown and given back."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from protocol.errors import EngineFault
from protocol.verdicts import LanguageId, Verdict
from runner.engine import MIB, Job, Limits, Outcome, Plan, SourceFile, Stopped
from runner.judging import walk
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
        self.now = self.most = 0

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


class Roomy(Counted):
    """Its stations take two jobs at once, and say how many they had."""

    def __init__(self, wall_ms: int = 20) -> None:
        super().__init__()
        self.wall_ms = wall_ms

    def open(self, plan: Plan) -> CountedStation:
        self.opened.append(RoomyStation(self, plan))
        return self.opened[-1]


class RoomyStation(CountedStation):
    room = 2

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        with self.busy:
            self.now += 1
            self.most = max(self.most, self.now)
        if job.argv == ("together",):
            self.engine.together.wait()
        time.sleep(0.001)
        with self.busy:
            self.now -= 1
        assert isinstance(self.engine, Roomy)
        return replace(ScriptedEngine.run(self, job, stop), wall_ms=self.engine.wall_ms)


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


def test_beyond_the_most_jobs_stand_in_line_while_the_program_is_quick() -> None:
    engine = Roomy()
    stations = Stations(engine, PLAN, most=1)
    stations.run(Job(("a",)))
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(stations.run, [Job(("together",))] * 6))  # which ends only where two are in its hands at once
    assert [one.most for one in engine.opened] == [2]
    stations.close()
    assert engine.opened[0].closed == 1


def test_a_slow_program_waits_for_a_station_that_is_idle() -> None:
    engine = Roomy(wall_ms=21)
    stations = Stations(engine, PLAN, most=2)
    stations.run(Job(("a",)))
    assert stations.room == 1
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(stations.run, [Job(("a",))] * 40))
    assert [one.most for one in engine.opened] == [1] * len(engine.opened)
    assert len(engine.opened) <= 2


def test_who_waits_for_a_station_can_be_stopped() -> None:
    engine, stop = Roomy(wall_ms=21), threading.Event()
    stations = Stations(engine, PLAN, most=1)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(stations.run, Job(("together",)))
        while not engine.opened:
            pass
        stop.set()
        with pytest.raises(Stopped):
            stations.run(Job(("a",)), stop)
        engine.together.wait()
        running.result()


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


def test_a_test_that_nobody_asks_for_any_more_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "_LINGER_S", 0.01)
    stopped = threading.Event()

    class Waiting(ScriptedEngine):
        def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
            if job.stdin != b"0 0\n":
                return super().run(job, stop)
            assert stop is not None
            while not stop.is_set():
                time.sleep(0.001)
            stopped.set()
            raise Stopped

    engine = Waiting(lambda job: ended(b"wrong") if job.stdin == b"4 5\n" else adder(job))
    result = judge_submission(GOOD_PACKAGE, LanguageId.PYTHON, SOURCE, engine, JudgeOptions(4))
    assert result.verdict is Verdict.WRONG_ANSWER
    assert [test.name for test in result.tests] == ["sample/1", "secret/a"]
    assert stopped.is_set()


def test_a_judgement_uses_one_station_a_thread() -> None:
    engine = checked_by(lambda _: ACCEPTED)
    judge_submission(
        replace(GOOD_PACKAGE, output_validators=(CHECKER,)), LanguageId.PYTHON, SOURCE, engine, JudgeOptions(1)
    )
    submission, validator = engine.plans
    assert submission.limits.cpu_ms == 1_300
    assert validator.limits.cpu_ms == 60_000
