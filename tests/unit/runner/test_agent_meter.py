"""The meter in the box reads control groups of either version: checked against recorded trees (trees/README.md)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

AGENT = Path(__file__).parents[3] / "runner" / "images" / "agent"
TREES = Path(__file__).parent / "trees"


def meter_of(tree: str) -> Any:
    """A meter of the agent's own module, which is part of a script and no package."""
    spec = importlib.util.spec_from_file_location("agent_meter", AGENT / "meter.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Meter(str(TREES / tree))


@pytest.mark.parametrize("tree", ["v1", "v2", "hybrid", "v2-old-kernel"])
def test_processor_time_and_kills_are_read(tree: str) -> None:
    meter = meter_of(tree)
    assert meter.group_cpu_us() == 1_234_567
    assert meter.oom_kills() == 2
    assert not meter.oom()


def test_a_kill_after_the_start_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    for tree in ("v1", "v2"):
        meter = meter_of(tree)
        monkeypatch.setattr(meter, "base_oom", 1)
        assert meter.oom()


def test_without_delegated_controllers_time_is_still_read_and_kills_are_not() -> None:
    meter = meter_of("rootless-undelegated")
    assert meter.group_cpu_us() == 1_234_567
    assert meter.oom_kills() == 0


def test_without_control_groups_what_was_waited_for_counts() -> None:
    meter = meter_of("none")
    assert meter.group_cpu_us() == 0
    assert meter.oom_kills() == 0
    assert meter.cpu_us() >= 0
