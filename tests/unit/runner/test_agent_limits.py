"""What the agent in the box tells of a program that the wall clock ended: how long the machine let it stand ready."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

AGENT = Path(__file__).parents[3] / "runner" / "images" / "agent"
LIMITS = {"cpu_ms": 1_000, "wall_ms": 5_000, "last_wall_ms": 30_000, "cpus": 1}


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module of the agent, which is part of a script and no package."""
    monkeypatch.syspath_prepend(str(AGENT))
    names = [path.stem for path in AGENT.glob("*.py")]
    for name in names:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield importlib.import_module("run")
    for name in names:
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("cpu_ms", "wall_ms", "starved_ms", "timed_out"),
    [
        (10, 4_999, 0, None),
        (10, 5_001, 0, "wall"),
        (10, 5_001, 40, None),
        (10, 9_000, 4_001, None),
        (10, 9_000, 3_000, "wall"),
        (10, 30_001, 29_000, "wall"),
        (1_001, 30_001, 29_000, "cpu"),
    ],
)
def test_the_wall_clock_is_prolonged_by_what_the_machine_took(
    agent: Any, cpu_ms: int, wall_ms: int, starved_ms: int, timed_out: str | None
) -> None:
    run = agent.Run.__new__(agent.Run)
    run.limits, run.timed_out, run.exceeded, run.looked = LIMITS, None, False, 0.0
    run.meter = SimpleNamespace(cpu_us=lambda: cpu_ms * 1000)
    run.waits = SimpleNamespace(sample=lambda: None, total_ms=lambda: float(starved_ms))
    run.wall_ms = lambda: float(wall_ms)
    assert run.over_limit() is (timed_out is not None)
    assert run.timed_out == timed_out
