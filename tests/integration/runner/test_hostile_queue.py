"""Poison programs and honest ones in one queue, at least eight at once: nobody escapes, nobody suffers for it."""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from protocol.verdicts import LanguageId
from runner.boxes.docker_engine import DockerEngine
from runner.engine import MIB, Engine, Limits
from runner.execution import Compiled, CompileFailure, Feed, compile_program, ending_of, run_compiled
from runner.judging.default_validator import Comparison, compare
from runner.packages import Program
from tests.integration.runner import inspection, leftovers
from tests.integration.runner.canaries import Canaries
from tests.integration.runner.conftest import ENGINES
from tests.integration.runner.corpus import Poison, programs

AT_ONCE = 8
HONEST_SHARE = 5
"""Every fifth in the queue is an honest program."""
HONEST_LIMITS = Limits.for_cpu(2_000, 128 * MIB)
ORDER = 20261127
"""The same order every time, so that a failure can be seen again."""
HONEST = {
    LanguageId.PYTHON: (
        "limit = int(input())\nsieve = bytearray(b'\\1') * limit\n"
        "for number in range(2, int(limit ** 0.5) + 1):\n"
        "    if sieve[number]:\n"
        "        sieve[number * number :: number] = bytes(len(range(number * number, limit, number)))\n"
        "print(sum(sieve) - 2)\n"
    ),
    LanguageId.CPP: (
        "#include <iostream>\n#include <vector>\nint main() {\n  int limit, count = 0;\n  std::cin >> limit;\n"
        "  std::vector<bool> out(limit);\n  for (long at = 2; at < limit; at++)\n    if (!out[at]) {\n      count++;\n"
        "      for (long of = at * at; of < limit; of += at) out[of] = true;\n    }\n"
        "  std::cout << count << std::endl;\n}\n"
    ),
    LanguageId.JAVASCRIPT: (
        "const limit = Number(require('fs').readFileSync(0));\nconst out = new Uint8Array(limit);\nlet count = 0;\n"
        "for (let at = 2; at < limit; at++) {\n  if (out[at]) continue;\n  count++;\n"
        "  for (let of = at * at; of < limit; of += at) out[of] = 1;\n}\nconsole.log(count);\n"
    ),
}
PRIMES = {1_000: b"168\n", 100_000: b"9592\n", 1_000_000: b"78498\n"}

pytestmark = pytest.mark.docker


@dataclass
class Desk:
    """What the queue needs at hand: the engine, what may not be reached, and the honest programs, compiled once."""

    engine: Engine
    canaries: Canaries
    honest: list[Compiled] = field(default_factory=list)

    def prepare(self) -> None:
        """Compile the honest programs before anybody attacks."""
        for language, source in HONEST.items():
            program = Program("honest", language, {language.file_name: source.encode()}, language.file_name)
            result, said = compile_program(program, self.engine)
            assert not isinstance(result, CompileFailure), said
            self.honest.append(result)

    def judge_honest(self, number: int) -> list[str]:
        """What is wrong with the verdict on an honest program; its answers are known beforehand."""
        limit, answer = list(PRIMES.items())[number % len(PRIMES)]
        feed = Feed(f"{limit}\n".encode())
        program = self.honest[number % len(self.honest)]
        outcome = run_compiled(program, feed, HONEST_LIMITS, self.engine)
        ending = ending_of(outcome, HONEST_LIMITS)
        if ending.verdict is None and compare(outcome.stdout, answer, Comparison()) is None:
            return []
        return [f"an honest {program.main} came to {ending} with {outcome.stdout[:100]!r}: {outcome.stderr!r}"]

    def attack(self, poison: Poison) -> list[str]:
        """What is wrong with how a poison program ended."""
        return inspection.run(poison, self.engine, self.canaries)


def _queue(desk: Desk, length: int) -> list[Callable[[], list[str]]]:
    """Every `HONEST_SHARE`th place is honest; the others go through the whole corpus, over again if it is short."""
    order = random.Random(ORDER)  # noqa: S311 - an order, not a secret
    whole = programs()
    poison: list[Poison] = []
    while len(poison) < length:
        poison += order.sample(whole, len(whole))
    return [
        partial(desk.attack, poison[number]) if number % HONEST_SHARE else partial(desk.judge_honest, number)
        for number in range(length)
    ]


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("length", [40, pytest.param(200, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", ENGINES)
def test_a_queue_of_poison_and_honest_programs(name: str, length: int, engine: DockerEngine, tmp_path: Path) -> None:
    with Canaries(tmp_path, secrets.token_hex(16)) as canaries:
        before = leftovers.look(leftovers.Surroundings(canaries.secret))
        sandbox = ENGINES[name]()
        desk = Desk(sandbox, canaries)
        try:
            desk.prepare()
            with ThreadPoolExecutor(AT_ONCE) as pool:
                faults = [fault for found in pool.map(lambda job: job(), _queue(desk, length)) for fault in found]
        finally:
            sandbox.close()
        assert faults == [], json.dumps(faults, indent=1)
        assert canaries.hits == []
        assert before.left() == []
