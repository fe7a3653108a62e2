"""The meter in the box reads control groups of either version: checked against recorded trees (trees/README.md)."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Any

import pytest

AGENT = Path(__file__).parents[3] / "runner" / "images" / "agent"
TREES = Path(__file__).parent / "trees"


def meter_of(tree: str) -> Any:
    """A meter over a recorded tree."""
    return agents_module().Meter(str(TREES / tree))


def agents_module() -> Any:
    """The agent's own module, which is part of a script and no package."""
    spec = importlib.util.spec_from_file_location("agent_meter", AGENT / "meter.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


def processes(root: Path, waits: dict[int, list[int]]) -> None:
    """A /proc with these processes alone, and how long each of their threads stood ready (ns)."""
    for old in root.iterdir():
        shutil.rmtree(old)
    for process, threads in waits.items():
        for number, waited in enumerate(threads):
            folder = root / str(process) / "task" / str(number)
            folder.mkdir(parents=True)
            (folder / "schedstat").write_text(f"5 {waited} 7\n")


def test_time_without_a_processor_is_the_longest_of_the_living_and_all_of_the_dead(tmp_path: Path) -> None:
    ms = 1_000_000
    processes(tmp_path, {1: [99 * ms], 2: [10 * ms]})
    waits = agents_module().Waits({"1"}, str(tmp_path))
    assert waits.total_ms() == 0  # what was waited before does not count, what the agent waits never does
    processes(tmp_path, {1: [999 * ms], 2: [12 * ms], 3: [30 * ms, 40 * ms], 4: [20 * ms]})
    waits.sample()
    assert waits.total_ms() == 40
    processes(tmp_path, {1: [999 * ms], 2: [15 * ms]})
    waits.sample()
    assert waits.total_ms() == 40 + 20 + 5
    waits.sample()
    assert waits.total_ms() == 40 + 20 + 5


@pytest.mark.parametrize(
    ("states", "asleep"),
    [
        ({}, False),
        ({1: "R", 2: "S"}, False),
        ({1: "R", 2: "S", 3: "S"}, True),
        ({1: "S", 2: "S", 3: "S", 4: "R"}, False),
        ({1: "S", 2: "S", 3: "D"}, False),
        ({1: "S", 2: "S", 3: "Z"}, False),
    ],
)
def test_a_program_waits_when_it_lives_and_nothing_of_it_wants_to_run(
    tmp_path: Path, states: dict[int, str], asleep: bool
) -> None:
    for process, state in states.items():
        folder = tmp_path / str(process) / "task" / str(process)
        folder.mkdir(parents=True)
        (folder / "stat").write_text(f"{process} (a (strange) name) {state} 1 1 1\n")
    assert agents_module().all_asleep({"1", "2"}, str(tmp_path)) is asleep
