"""Every poison program ends as its header says, in time, reaches nothing outside, and leaves nothing behind."""

from __future__ import annotations

from collections import Counter

import pytest

from runner.engine import Engine
from tests.integration.runner import inspection
from tests.integration.runner.canaries import Canaries
from tests.integration.runner.corpus import Poison, programs

PROGRAMS = programs()
GROUPS = {
    *("processes", "memory", "cpu", "waiting", "output", "disk", "names", "signals", "tracing", "namespaces", "kernel"),
    *("network", "looking", "forging", "compiling", "traps", "clock", "leftovers", "cells"),
}
"""The groups of the catalogue; README.md of the corpus says what each holds."""

pytestmark = pytest.mark.docker


def _parameters() -> list[object]:
    return [
        pytest.param(poison, id=poison.name, marks=() if poison.sample else pytest.mark.long) for poison in PROGRAMS
    ]


def test_the_corpus_covers_every_group_and_so_does_its_sample() -> None:
    whole = Counter(poison.group for poison in PROGRAMS)
    sample = Counter(poison.group for poison in PROGRAMS if poison.sample)
    assert set(whole) == set(sample) == GROUPS
    assert whole.total() >= 90
    assert 25 <= sample.total() <= 40
    assert {poison.path.suffix for poison in PROGRAMS} >= {".c", ".cpp", ".py", ".js"}


@pytest.mark.parametrize("poison", _parameters())
def test_poison(poison: Poison, sandbox: Engine, canaries: Canaries) -> None:
    assert inspection.run(poison, sandbox, canaries) == []
