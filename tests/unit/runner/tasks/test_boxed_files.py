"""What goes into boxes is there, and in the desktop's bundle too, where modules have no source."""

from __future__ import annotations

from pathlib import Path

from installers.desktop.contents import package_data
from runner.tasks import driving, suites
from runner.tasks.description.model import TASK_LANGUAGES

CHECKOUT = Path(__file__).parents[4]


def test_every_boxed_file_is_in_the_bundle() -> None:
    tables = [*driving._DRIVERS.values(), *suites._SHARED.values(), *suites._REMOTE.values(), suites._RUNNING]
    wanted = {f"runner/tasks/{own}" for table in tables for own in table.values()}
    bundled = {Path(source).relative_to(CHECKOUT).as_posix() for source, _ in package_data(CHECKOUT)}
    assert len(wanted) >= 14
    assert wanted <= bundled
    assert "runner/tasks/judge.py" not in bundled


def test_every_file_beside_the_drivers_is_used() -> None:
    tables = [*driving._DRIVERS.values(), *suites._SHARED.values(), *suites._REMOTE.values(), suites._RUNNING]
    used = {own for table in tables for own in table.values()}
    assert {f"boxed/{path.name}" for path in (CHECKOUT / "runner/tasks/boxed").iterdir() if path.is_file()} <= used


def test_every_language_of_tasks_has_its_driver() -> None:
    assert set(driving._DRIVERS) == set(driving._MAINS) == set(TASK_LANGUAGES)
