"""What is spoken without being asked: when something happened or little time is left, and no more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui import accessible
from ui.states import RunPhase

MINUTE_US = 60_000_000
SECOND_US = 1_000_000


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    said: list[tuple[str, bool]] = []

    def take(_widget: QWidget, words: str, *, urgent: bool = False) -> None:
        said.append((words, urgent))

    monkeypatch.setattr(accessible, "speak", take)
    return said


def test_the_time_is_spoken_at_round_minutes_only(driver: Driver, spoken: list[tuple[str, bool]]) -> None:
    driver.window.show_work(examples.WORK)
    for left_us in range(16 * MINUTE_US + SECOND_US // 3, 0, -SECOND_US):
        driver.window.update_status(replace(examples.STATUS, left_us=left_us))
    assert spoken == [
        ("15 minutes left", False),
        ("10 minutes left", False),
        ("5 minutes left", True),
        ("2 minutes left", True),
        ("60 seconds left", True),
    ]


def test_time_that_was_given_or_jumps_is_told_as_it_is(driver: Driver, spoken: list[tuple[str, bool]]) -> None:
    driver.window.show_work(examples.WORK)
    for minutes in (14, 44, 12):
        driver.window.update_status(replace(examples.STATUS, left_us=minutes * MINUTE_US))
    assert spoken == [("12 minutes left", False)]


def test_a_banner_is_spoken_once_and_again_when_it_comes_again(driver: Driver, spoken: list[tuple[str, bool]]) -> None:
    driver.window.show_work(examples.WORK)
    for _ in range(3):
        driver.window.update_status(examples.STATUS_NOT_SAVED)
    assert len(spoken) == 1
    assert spoken[0][1]
    driver.window.update_status(examples.STATUS)
    driver.window.update_status(examples.STATUS_NOT_SAVED)
    assert [words for words, _ in spoken] == [spoken[0][0]] * 2


def test_a_run_that_came_back_is_spoken_once(driver: Driver, spoken: list[tuple[str, bool]]) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.update_run(replace(examples.RUN_FAILED, phase=RunPhase.RUNNING))
    for _ in range(2):
        driver.window.update_run(examples.RUN_FAILED)
    assert spoken == [("Sample 2: Wrong answer", False)]
