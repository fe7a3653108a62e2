"""The same source gets the same verdict again and again, however busy the machine is.

Programs with a fixed amount of work are judged under limits of twice and half of what they need, beside an honest
small one, two tests at a time and with busy neighbours on every core.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.boxes.docker_engine import DockerEngine
from runner.engine import Limits
from runner.execution import Compiled, Feed, compile_program, run_compiled
from runner.judging.judge import Judge
from runner.judging.walk import JudgeOptions
from runner.packages import Program, read_package
from runner.remembering import RememberingEngine
from tests.ledger import Ledger
from tests.unit.runner.package_builder import GOOD

pytestmark = pytest.mark.docker

WORK_MS = 200
SAMPLE, SHARDS, SHARD = 30, 20, 51
SOURCE = """#include <cstdio>
#include <cstdlib>
volatile unsigned sum;
int main() {{
    int a, b;
    if (std::scanf("%d %d", &a, &b) != 2) return 1;
    for (unsigned step = 0; step < {steps}u; ++step) sum += step;
    std::printf("%d\\n", a + b);
}}
"""
Steps = dict[str, int]


def program(steps: int) -> Program:
    return Program("work", LanguageId.CPP, {"work.cpp": SOURCE.format(steps=steps).encode()}, "work.cpp")


@pytest.fixture(scope="module")
def steps(engine: DockerEngine) -> int:
    """How many steps take WORK_MS of processor time when nothing disturbs."""
    tried = 50_000_000
    compiled, _ = compile_program(program(tried), engine)
    assert isinstance(compiled, Compiled)
    with engine.open(compiled.plan(Limits.for_cpu(10_000))) as station:
        times = [run_compiled(compiled, Feed(b"1 2\n"), Limits.for_cpu(10_000), station).cpu_ms for _ in range(3)]
    return tried * WORK_MS // max(min(times), 1)


@pytest.fixture
def neighbours() -> Iterator[None]:
    """One busy process a core."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    yield
    for one in busy:
        one.kill()
        one.wait()


def judged_again(engine: DockerEngine, steps: int, count: int) -> dict[str, Counter[Verdict]]:
    """Verdicts of `count` judgements, by how much of the limit the program needs."""
    package = read_package(GOOD, "sum")
    programs = {"half": (steps, 2 * WORK_MS), "twice": (steps, WORK_MS // 2), "small": (1_000, WORK_MS // 2)}
    found: dict[str, Counter[Verdict]] = {name: Counter() for name in programs}
    remembering = RememberingEngine(engine)  # the compiler is not what is looked at
    judges = {
        name: Judge(replace(package, limits=replace(package.limits, time_limit_ms=limit_ms)), remembering)
        for name, (_, limit_ms) in programs.items()
    }
    for number in range(count):
        name = list(programs)[number % len(programs)]
        result = judges[name].program(program(programs[name][0]), JudgeOptions(2))
        found[name][result.verdict] += 1
    for judge in judges.values():
        judge.close()
    return found


@pytest.mark.usefixtures("neighbours")
@pytest.mark.timeout(1_200)
def test_a_sample_of_judgements_agrees(engine: DockerEngine, steps: int) -> None:
    assert_steady(judged_again(engine, steps, SAMPLE), SAMPLE)


@pytest.mark.long
@pytest.mark.usefixtures("neighbours")
@pytest.mark.timeout(7_200)
def test_a_thousand_judgements_agree(engine: DockerEngine, steps: int) -> None:
    ledger = Ledger("judgements that agree")
    for shard in ledger.missing(SHARDS):
        assert_steady(judged_again(engine, steps, SHARD), SHARD)
        ledger.add(shard, {"judgements": SHARD})


def assert_steady(found: dict[str, Counter[Verdict]], count: int) -> None:
    assert sum(sum(verdicts.values()) for verdicts in found.values()) == count
    assert {name: set(verdicts) for name, verdicts in found.items()} == {
        "half": {Verdict.ACCEPTED},
        "twice": {Verdict.TIME_LIMIT},
        "small": {Verdict.ACCEPTED},
    }
