"""Jobs in line for one container: handed over ahead, answered in order, and nobody pays for another's end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from protocol.errors import EngineFault
from runner.boxes.line import Line, NotRun
from runner.engine import Job, Outcome, Stopped
from tests.unit.runner.scripted_engine import ended

GONE = Outcome(None, None, 0, 0, 0, oom=True)


class Scripted:
    """A container that says what came, and answers when it is told to."""

    def __init__(self, cells: bool = True) -> None:
        self.cells, self.taken = cells, list[str]()
        self.came = threading.Semaphore(0)
        self.answers: dict[str, Future[Outcome]] = {name: Future() for name in "abc"}
        self.refuses = ""

    def send(self, job: Job, *, before_ms: int, tick: Callable[[], None]) -> bytes:
        tick()
        (name,) = job.argv
        if name == self.refuses:
            raise EngineFault("engine.box_lost", "gone")
        self.taken.append(f"{name} after {before_ms // job.limits.last_wall_ms}")
        self.came.release()
        return name.encode()

    def answer(self, job: Job, nonce: bytes, tick: Callable[[], None]) -> Outcome:
        assert nonce.decode() == job.argv[0]
        while True:
            try:
                return self.answers[nonce.decode()].result(0.02)
            except TimeoutError:
                tick()


class Stand:
    """A line with three jobs in it, one after the other."""

    def __init__(self, pool: ThreadPoolExecutor, cells: bool = True, refuses: str = "") -> None:
        self.container, self.ended = Scripted(cells), list[bool]()
        self.container.refuses = refuses
        self.line = Line(self.container, self._end)  # type: ignore[arg-type]  # as much of a container as a line needs
        self.stop = threading.Event()
        self.results: dict[str, Future[Outcome]] = {}
        for name in "abc":
            self.results[name] = pool.submit(self.line.run, Job((name,)), self.stop if name == "a" else None)
            if name != refuses:
                self.container.came.acquire(timeout=10)

    def _end(self, container: Any, *, idle: bool) -> None:
        assert container is self.container
        self.ended.append(idle)


@pytest.fixture
def pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(4)


def test_all_are_handed_over_before_the_first_has_answered(pool: ThreadPoolExecutor) -> None:
    stand = Stand(pool)
    assert stand.container.taken == ["a after 0", "b after 1", "c after 2"]
    for name in "abc":
        assert not stand.results[name].done()
        stand.container.answers[name].set_result(ended(name.encode()))
        assert stand.results[name].result(10).stdout == name.encode()
    assert stand.ended == []
    stand.line.close()
    stand.line.close()
    assert stand.ended == [True]


@pytest.mark.parametrize("end", [GONE, EngineFault("engine.box_lost", "gone")])
def test_the_end_of_a_container_is_that_of_the_first_alone(pool: ThreadPoolExecutor, end: Outcome | Exception) -> None:
    stand = Stand(pool)
    first = stand.container.answers["a"]
    first.set_exception(end) if isinstance(end, Exception) else first.set_result(end)
    error = stand.results["a"].exception(10)
    assert error is end if isinstance(end, Exception) else stand.results["a"].result() is GONE
    for name in "bc":
        with pytest.raises(NotRun):
            stand.results[name].result(10)
    assert stand.ended == [False]
    with pytest.raises(NotRun):
        stand.line.run(Job(("a",)))


def test_who_is_stopped_stops_the_container(pool: ThreadPoolExecutor) -> None:
    stand = Stand(pool)
    stand.stop.set()
    with pytest.raises(Stopped):
        stand.results["a"].result(10)
    for name in "bc":
        with pytest.raises(NotRun):
            stand.results[name].result(10)
    assert stand.ended == [False]


def test_one_that_could_not_be_handed_over_takes_nothing_from_the_first(pool: ThreadPoolExecutor) -> None:
    stand = Stand(pool, refuses="c")
    with pytest.raises(NotRun):
        stand.results["c"].result(10)
    time.sleep(0.1)  # in which a would see that it has been given up
    assert not stand.results["a"].done()
    stand.container.answers["a"].set_result(ended(b"a"))
    assert stand.results["a"].result(10).stdout == b"a"
    with pytest.raises(NotRun):
        stand.results["b"].result(10)
    assert len(stand.ended) == 1


def test_the_first_says_itself_that_nobody_took_its_job(pool: ThreadPoolExecutor) -> None:
    container = Scripted()
    container.refuses = "a"
    with pytest.raises(EngineFault):
        Line(container, lambda *_, **__: None).run(Job(("a",)))  # type: ignore[arg-type]  # as above


def test_a_container_that_is_a_box_itself_takes_one_job() -> None:
    container, ends = Scripted(cells=False), list[bool]()
    line = Line(container, lambda _, idle: ends.append(idle))  # type: ignore[arg-type]  # as above
    container.answers["a"].set_result(ended())
    line.run(Job(("a",)))
    assert line.over
    assert ends == [True]
