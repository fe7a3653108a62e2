"""The meter in the box reads control groups of either version: checked against recorded trees (trees/README.md)."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from runner import images

TREES = Path(__file__).parent / "trees"
ROOT = "/sys/fs/cgroup/"


def meter_class() -> Any:
    """The class out of the agent's script, which cannot be imported: it takes a job as soon as it runs."""
    tree = ast.parse(images.recipe_file("agent.py"))
    kept = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    kept += [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Meter"]  # type: ignore[misc]
    space: dict[str, Any] = {"__name__": "agent"}
    exec(compile(ast.Module(kept, []), "agent.py", "exec"), space)  # noqa: S102 - our own script
    return space["Meter"]


def meter_of(tree: str) -> Any:
    class Recorded(meter_class()):  # type: ignore[misc] - the class is only known at run time
        @staticmethod
        def read(path: str) -> str:
            file = TREES / tree / path.removeprefix(ROOT)
            return file.read_text("ascii") if path.startswith(ROOT) and file.is_file() else ""

    return Recorded()


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
