"""Containers stand ready for who clicks, never too many, and a failing engine is told to whoever takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

import pytest

from protocol.errors import EngineFault
from runner.boxes import pool as pool_module
from runner.boxes.container import Container
from runner.boxes.pool import PER_PLAN, Pool
from runner.engine import Limits, Plan

PLAN = Plan(Limits())
OTHER = Plan(Limits(memory_bytes=1 << 30))


@dataclass
class Pretended:
    """A container that only counts."""

    plan: Plan
    by: str
    removed: int = 0

    @property
    def id(self) -> str:
        return str(id(self))

    def remove(self) -> None:
        self.removed += 1


class Engine:
    """Makes pretended containers; may be broken, or slow."""

    def __init__(self) -> None:
        self.made: list[Pretended] = []
        self.broken = False
        self.slow = threading.Event()
        self.slow.set()

    def make(self, plan: Plan) -> Container:
        self.slow.wait(5)
        if self.broken:
            raise EngineFault("engine.not_running", "Docker is not running.")
        self.made.append(Pretended(plan, threading.current_thread().name))
        return cast("Container", self.made[-1])

    def idle(self) -> int:
        return sum(1 for one in self.made if not one.removed)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def pool(engine: Engine) -> Iterator[Pool]:
    pool = Pool(engine.make, ahead=3)
    yield pool
    pool.close()


def until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def test_nothing_is_made_before_anybody_asks(pool: Pool, engine: Engine) -> None:
    time.sleep(0.05)
    assert engine.made == []


def test_the_first_is_made_on_demand_and_the_next_stands_ready(pool: Pool, engine: Engine) -> None:
    mine = pool.take(PLAN)
    until(lambda: len(engine.made) == 2)
    until(lambda: bool(pool._shelves[PLAN_KEY].ready))
    assert pool.take(PLAN) is not mine
    assert engine.made[0].by == threading.current_thread().name
    assert engine.made[1].by == "boxes: making ready"


PLAN_KEY = replace(PLAN, limits=replace(PLAN.limits, wall_ms=0, cpu_ms=0))


def test_what_was_prepared_is_taken(pool: Pool, engine: Engine) -> None:
    pool.prepare(PLAN)
    until(lambda: len(engine.made) == 1)
    taken = cast("Pretended", pool.take(replace(PLAN, limits=replace(PLAN.limits, cpu_ms=77, wall_ms=88))))
    assert taken is engine.made[0]


def test_nothing_is_made_while_what_was_taken_is_at_work(pool: Pool, engine: Engine) -> None:
    pool.prepare(PLAN)
    until(lambda: len(engine.made) == 1)
    mine = pool.take(PLAN)
    time.sleep(0.8)
    assert len(engine.made) == 1
    pool.discard(mine)
    until(lambda: len(engine.made) == 2)


def test_used_ones_do_not_pile_up_where_somebody_is_always_at_work(engine: Engine) -> None:
    pool = Pool(engine.make, ahead=0)
    used = [pool.take(PLAN) for _ in range(8)]
    while used:
        pool.discard(used.pop())
        pool.take(OTHER)  # which stays at work
        time.sleep(0.6)
    assert sum(one.removed for one in engine.made) >= 7
    pool.close()


def test_one_that_is_being_made_is_waited_for(pool: Pool, engine: Engine) -> None:
    engine.slow.clear()
    pool.prepare(PLAN)
    until(lambda: PLAN_KEY in pool._shelves and pool._shelves[PLAN_KEY].starting == 1)
    threading.Timer(0.1, engine.slow.set).start()
    assert pool.take(PLAN) is cast("Container", engine.made[0])
    assert engine.made[0].by == "boxes: making ready"


def test_never_more_stand_idle_than_allowed(pool: Pool, engine: Engine) -> None:
    for memory in range(1, 8):
        pool.prepare(Plan(Limits(memory_bytes=memory << 20)))
        time.sleep(0.02)
    until(lambda: engine.idle() == 3)
    time.sleep(0.1)
    assert engine.idle() == 3


def test_a_burst_is_followed_by_as_many_up_to_a_limit(engine: Engine) -> None:
    pool = Pool(engine.make, ahead=10)
    taken = [pool.take(PLAN) for _ in range(7)]
    until(lambda: len(engine.made) == 7 + PER_PLAN)
    time.sleep(0.1)
    assert len(engine.made) == 7 + PER_PLAN
    for container in taken:
        pool.discard(container)
    pool.close()
    assert engine.idle() == 0


def test_as_many_as_were_announced_stand_ready_and_stay(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_RECENT_S", 0.05)
    pool = Pool(engine.make, ahead=10)
    pool.prepare(PLAN, 2)
    until(lambda: pool.ready(PLAN) == 2)
    pool.prepare(OTHER, 100)
    until(lambda: pool.ready(OTHER) == PER_PLAN)
    time.sleep(0.2)
    pool.take(OTHER)
    assert (pool.ready(PLAN), pool.ready(OTHER)) == (2, PER_PLAN - 1)
    pool.close()


def test_plans_do_not_share(pool: Pool, engine: Engine) -> None:
    pool.prepare(PLAN)
    until(lambda: len(engine.made) == 1)
    assert cast("Pretended", pool.take(OTHER)).plan.limits.memory_bytes == 1 << 30


def test_cells_stand_ready_only_where_the_container_is_made_ahead(pool: Pool, engine: Engine) -> None:
    many = replace(PLAN, ready=50)
    pool.take(many)
    until(lambda: pool.ready(many) == 1)
    assert [one.plan.ready for one in engine.made] == [1, 50]


def test_it_is_settled_when_nothing_is_made_or_removed(pool: Pool, engine: Engine) -> None:
    assert pool.settled()
    engine.slow.clear()
    pool.prepare(PLAN)
    until(lambda: not pool.settled())
    engine.slow.set()
    until(lambda: pool.ready(PLAN) == 1 and pool.settled())
    container = pool.take(PLAN)
    pool.discard(container)
    assert not pool.settled()
    until(pool.settled)
    assert cast("Pretended", container).removed == 1


def test_a_broken_engine_is_told_and_works_again(pool: Pool, engine: Engine) -> None:
    engine.broken = True
    for _ in range(2):
        with pytest.raises(EngineFault):
            pool.take(PLAN)
    engine.broken = False
    assert pool.take(PLAN)


def test_closing_removes_everything_once_and_late_ones_too(engine: Engine) -> None:
    pool = Pool(engine.make, ahead=2)
    mine = pool.take(PLAN)
    until(lambda: len(engine.made) == 2)
    pool.close()
    pool.discard(mine)
    pool.close()
    assert [one.removed for one in engine.made] == [1, 1]


def test_without_a_stock_each_is_made_on_demand(engine: Engine) -> None:
    pool = Pool(engine.make, ahead=0)
    pool.prepare(PLAN)
    pool.discard(pool.take(PLAN))
    until(lambda: engine.made[0].removed == 1)
    assert len(engine.made) == 1
    pool.close()
