"""Runs a poison program and says what is wrong with how it ended; nothing said means that the sandbox held.

The clocks are the agent's own, so that a busy machine does not make a box look late. What came out is also held
against an answer that no program can know: agreeing with it would be a forged verdict.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from protocol.verdicts import Verdict
from runner.boxes.docker_engine import DockerEngine
from runner.engine import KIB, MAX_STDERR_BYTES, Engine, Job, Limits, Outcome, Plan
from runner.execution import CompileFailure, ending_of
from runner.judging.default_validator import Comparison, compare
from runner.telling.shown import safe_text
from tests.integration.runner.canaries import Canaries
from tests.integration.runner.corpus import RAN, WANTED, Poison, compiled
from tests.integration.runner.one_station import opened

ANSWER = b"6174 kept outside the box\n"
LATE_MS = 1_000
"""How long after its limit a program may live."""
_CELLS_S = 0.1
"""In it a few cells are made, or not: each run must hold in either case."""
MAX_COMPILER_WORDS = 100 * KIB


def run(poison: Poison, engine: Engine, canaries: Canaries) -> list[str]:
    """Compile it, run it as often as its header says, and list what is wrong.

    In cells, programs that run more than once are run as plain jobs as well, in cells that stood ready for them.
    """
    program, said = compiled(poison, engine)
    if isinstance(program, CompileFailure):
        return [f"{poison.name}: {fault}" for fault in _refused(poison, program, canaries.secret)]
    argv = program.argv(poison.limits.memory_bytes)

    cells = engine if isinstance(engine, DockerEngine) and engine.cells else None
    inputs = [canaries.text(number, shared=cells is not None) for number in range(1, poison.runs + 1)]
    jobs = [Job(argv, program.files, told, poison.limits, WANTED) for told in inputs]
    if poison.together:
        with ThreadPoolExecutor(poison.runs) as pool:
            outcomes = list(pool.map(engine.run, jobs))
    else:
        with engine.open(Plan(poison.limits)) as station:  # as the tests of one submission, in one container
            outcomes = [station.run(job) for job in jobs]
        if cells is not None and poison.runs > 1:
            with opened(cells, Plan(poison.limits, ready=poison.runs)) as station:
                time.sleep(_CELLS_S)
                outcomes += [station.run(replace(job, artifacts=())) for job in jobs]
    faults = [fault for outcome in outcomes for fault in faults_of(poison, outcome, canaries.secret)]
    if canaries.secret in said:
        faults.append("the compiler told the secret word")
    return [f"{poison.name}: {fault}" for fault in [*faults, *(f"reached the {hit}" for hit in canaries.hits)]]


def faults_of(poison: Poison, outcome: Outcome, secret: str) -> Iterator[str]:
    """What is wrong with one outcome."""
    ending = ending_of(outcome, poison.limits)
    starved = outcome.starved_within(poison.limits)
    came_to = Verdict.TIME_LIMIT.value if starved else ending.verdict.value if ending.verdict else RAN
    told = f"{ending.reason} {outcome.stdout[-300:]!r} {outcome.stderr[-300:]!r}"
    if came_to not in poison.permitted:
        yield f"came to {came_to}, not {'|'.join(sorted(poison.permitted))}: {told}"
    if came_to == RAN and poison.words and outcome.stdout != f"{poison.words}\n".encode():
        yield f"did not say {poison.words!r}: {told}"
    other_clock = poison.words in {"cpu", "wall"} and outcome.timed_out != poison.words
    if came_to == Verdict.TIME_LIMIT and other_clock and not starved:
        yield f"was ended by the {outcome.timed_out} clock, not by the {poison.words} clock"
    if came_to == RAN and compare(outcome.stdout, ANSWER, Comparison()) is None:
        yield "forged a verdict"
    out = outcome.stdout + outcome.stderr + b"".join(outcome.artifacts.values())
    if b"escaped" in out or secret.encode() in out:
        yield f"escaped: {told}"
    if any(content.strip(b"\0") for content in outcome.artifacts.values()):
        yield f"handed out an artifact that is no file of its own: {sorted(outcome.artifacts)}"
    yield from _overruns(outcome, poison.limits)


def _overruns(outcome: Outcome, limits: Limits) -> Iterator[str]:
    if outcome.cpu_ms > limits.cpu_ms + LATE_MS:
        yield f"used {outcome.cpu_ms} ms of processor time"
    # A machine that starves the program starves the agent that has to end it as well.
    late_ms = LATE_MS + (limits.last_wall_ms // 2 if outcome.starved_within(limits) else 0)
    if outcome.wall_ms > limits.last_wall_ms + late_ms:
        yield f"lived for {outcome.wall_ms} ms"
    if len(outcome.stdout) > limits.output_bytes or len(outcome.stderr) > MAX_STDERR_BYTES:
        yield f"had {len(outcome.stdout)} + {len(outcome.stderr)} bytes of output kept"
    shown = safe_text(outcome.stdout + outcome.stderr)
    if any(character not in "\n\t" and not character.isprintable() for character in shown if ord(character) < 0xA0):
        yield "its output can steer a terminal"


def _refused(poison: Poison, failure: CompileFailure, secret: str) -> Iterator[str]:
    if Verdict.COMPILE_ERROR.value not in poison.permitted:
        yield f"does not compile: {failure.output[:500]}"
    if len(failure.output) > MAX_COMPILER_WORDS:
        yield f"the compiler's words are {len(failure.output)} characters long"
    if secret in failure.output or "escaped" in failure.output:
        yield f"the compiler told what it must not know: {failure.output[:500]}"
