"""Which run counts near the time limit, and which limit the package's own programs ask for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from protocol.errors import EngineFault
from protocol.told import heard, told
from protocol.verdicts import LanguageId, Verdict
from runner.engine import Job, Limits, Outcome
from runner.judging.judge import judge_submission
from runner.judging.stations import watched
from runner.judging.timing import NEAR_TO, Bounds, inferred_limit_ms, least_disturbed, margin_warnings
from runner.judging.walk import JudgeOptions
from runner.packages.model import ProblemLimits
from tests.unit.runner.package_kinds import GOOD_PACKAGE, SOURCE, adder
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

LIMITS = Limits.for_cpu(1_300)
KILLED = ended(exit_code=None, signal=9, cpu_ms=1_310, timed_out="cpu")


def waited(cpu_ms: int, wall_ms: int = 6_000) -> Outcome:
    return ended(exit_code=None, signal=9, cpu_ms=cpu_ms, wall_ms=wall_ms, timed_out="wall")


def took(cpu_ms: int) -> Outcome:
    return ended(cpu_ms=cpu_ms)


def settled(*runs: Outcome) -> tuple[Outcome, int]:
    """The run that counts, and how many there were."""
    left: Iterator[Outcome] = iter(runs)
    best = least_disturbed(lambda: next(left), lambda one: one, 1_000, LIMITS)
    return best, len(runs) - len(list(left))


@pytest.mark.parametrize(
    ("runs", "counts", "count"),
    [
        ([took(500), took(1)], 0, 1),
        ([took(899), took(1)], 0, 1),
        ([KILLED, took(1)], 0, 1),
        ([took(900), took(850), took(1)], 1, 2),
        ([took(1_100), took(990), took(950)], 2, 3),
        ([took(1_100), took(1_050), took(1_200)], 1, 3),
        ([took(1_100), KILLED, took(999)], 2, 3),
        ([took(999), KILLED, took(1_100)], 0, 3),
        ([waited(20), took(1)], 0, 1),
        ([waited(600), took(700), took(1)], 1, 2),
        ([waited(600), waited(550), waited(700)], 1, 3),
        ([waited(1_290), took(1_299), KILLED], 1, 3),
        ([waited(1_300, LIMITS.last_wall_ms), took(1)], 0, 1),
        ([waited(1_001, LIMITS.last_wall_ms), KILLED, took(1)], 1, 2),
    ],
)
def test_which_run_counts(runs: list[Outcome], counts: int, count: int) -> None:
    assert settled(*runs) == (runs[counts], count)


def test_a_machine_without_time_says_nothing_about_the_program() -> None:
    starved = waited(700, LIMITS.last_wall_ms + 5)
    assert settled(starved, starved, took(800))[0] == took(800)
    with pytest.raises(EngineFault, match="too busy"):
        settled(starved, starved, starved)
    hungry = replace(waited(3, 7_000), starved_ms=2_000)
    for busy in (waited(3, LIMITS.last_wall_ms), hungry):
        with pytest.raises(EngineFault, match="too busy"):
            settled(busy, busy, busy)
    assert settled(hungry, waited(9)) == (waited(9), 2), "it waits by itself, as a run with a processor shows"
    assert settled(hungry, hungry, KILLED) == (KILLED, 3)


def test_who_is_beyond_the_limit_already_is_too_slow_on_a_busy_machine_too() -> None:
    late = waited(1_001, LIMITS.last_wall_ms)
    assert settled(late, late, late) == (late, 3)


def test_programs_are_watched_beyond_their_limit() -> None:
    limits = watched(ProblemLimits(time_limit_ms=1_000), NEAR_TO)
    assert limits.cpu_ms == 1_300
    assert limits.wall_ms > 1_300


@pytest.mark.parametrize(
    ("times", "verdict", "runs"),
    [([1_001, 1_200, 1_100], "TLE", 3), ([1_001, 1_000], "AC", 3), ([1_500], "TLE", 1), ([700], "AC", 1)],
)
def test_the_limit_itself_is_still_in_time(times: list[int], verdict: str, runs: int) -> None:
    left = iter(times)
    count = 0

    def answer(job: Job) -> Outcome:
        nonlocal count
        if job.stdin != b"0 0\n":
            return adder(job)
        count += 1
        cpu_ms = next(left, 1_000)
        assert job.limits.cpu_ms == 1_300
        return replace(adder(job), cpu_ms=cpu_ms, timed_out="cpu" if cpu_ms > 1_300 else None)

    result = judge_submission(GOOD_PACKAGE, LanguageId.PYTHON, SOURCE, ScriptedEngine(answer), JudgeOptions(1))
    assert (result.verdict.value, count) == (verdict, runs)
    if result.verdict is Verdict.TIME_LIMIT:
        assert result.message == "Time limit exceeded. It used more than 1 s of processor time."
        beside = told(result.message)
        assert beside is not None
        assert heard(str(result.message), beside) == result.message


@pytest.mark.parametrize(
    ("slowest_ms", "changes", "limit_ms"),
    [
        (5, {}, 1_000),
        (500, {}, 1_000),
        (501, {}, 2_000),
        (900, {"ac_to_time_limit": 5.0}, 5_000),
        (260, {"time_resolution_s": 0.1}, 600),
        (250, {"time_resolution_s": 0.1}, 500),
        (0, {"time_resolution_s": 0.5}, 500),
    ],
)
def test_the_limit_is_the_smallest_multiple_with_its_margin(
    slowest_ms: int, changes: dict[str, Any], limit_ms: int
) -> None:
    limits = replace(ProblemLimits(), **changes)
    assert inferred_limit_ms(Bounds().with_lower(slowest_ms), limits) == limit_ms


def test_no_limit_without_a_program_that_must_be_in_time() -> None:
    assert inferred_limit_ms(Bounds(), ProblemLimits()) is None


def test_bounds_are_the_slowest_good_and_the_fastest_slow_program() -> None:
    bounds = Bounds().with_lower(100).with_lower(50).with_upper(math.inf).with_upper(4_000).with_upper(9_000)
    assert bounds == Bounds(100, 4_000)


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(1_000, 3_000), []),
        (Bounds(1_000, math.inf), []),
        (Bounds(1_001, None), ["is tight"]),
        (Bounds(None, 2_900), ["is generous"]),
        (Bounds(1_500, 2_100), ["is tight", "is generous"]),
    ],
)
def test_margins(bounds: Bounds, words: list[str]) -> None:
    found = list(margin_warnings(bounds, ProblemLimits(time_limit_ms=2_000)))
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))


@pytest.mark.parametrize(("limit_ms", "patience"), [(1_000, 1.0), (1_000, NEAR_TO), (1_000, 4.0), (10_000, 1.5)])
def test_patience_is_for_programs_that_compute_not_for_those_that_wait(limit_ms: int, patience: float) -> None:
    limits = ProblemLimits(time_limit_ms=limit_ms)
    found, judged = watched(limits, patience), watched(limits, NEAR_TO)
    assert found.cpu_ms == limit_ms * patience
    assert found.wall_ms >= 2 * found.cpu_ms
    assert found.wall_ms <= max(judged.wall_ms, 2 * found.cpu_ms)
    assert judged.wall_ms == Limits.for_cpu(judged.cpu_ms).wall_ms
