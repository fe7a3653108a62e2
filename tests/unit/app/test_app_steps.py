"""Start-up steps: order, undoing on failure, deadlines, and one bad step among good ones."""

from __future__ import annotations

import time

import pytest

from app.steps import Pair, Sequence
from protocol.errors import StorageFault


def recorded(log: list[str], name: str, *, fails: bool = False) -> Pair:
    def up() -> None:
        if fails:
            raise StorageFault("store.disk_full", "The disk is full.")
        log.append("+" + name)

    return Pair(name, up, lambda _deadline: log.append("-" + name))


def test_steps_are_performed_in_order_and_reverted_in_reverse() -> None:
    log: list[str] = []
    sequence = Sequence([recorded(log, name) for name in "abc"])
    sequence.perform()
    assert sequence.revert() == []
    assert log == ["+a", "+b", "+c", "-c", "-b", "-a"]


def test_a_failing_step_reverts_those_before_it_and_its_failure_is_raised() -> None:
    log: list[str] = []
    sequence = Sequence([recorded(log, "a"), recorded(log, "b"), recorded(log, "c", fails=True), recorded(log, "d")])
    with pytest.raises(StorageFault):
        sequence.perform()
    assert log == ["+a", "+b", "-b", "-a"]


def test_reverting_twice_reverts_once() -> None:
    log: list[str] = []
    sequence = Sequence([recorded(log, "a")])
    sequence.perform()
    sequence.revert()
    sequence.revert()
    assert log == ["+a", "-a"]


def test_a_step_that_fails_to_stop_is_named_and_the_others_still_stop(caplog: pytest.LogCaptureFixture) -> None:
    log: list[str] = []

    def broken(_deadline: float) -> None:
        raise RuntimeError("secret text")

    sequence = Sequence([recorded(log, "a"), Pair("bad", lambda: None, broken), recorded(log, "c")])
    sequence.perform()
    assert sequence.revert() == ["bad"]
    assert log == ["+a", "+c", "-c", "-a"]
    assert "step bad failed" in caplog.text


def test_an_overrun_deadline_is_told() -> None:
    slow = Pair("slow", lambda: None, lambda _deadline: time.sleep(0.02), deadline_s=0.001)
    sequence = Sequence([slow])
    sequence.perform()
    assert sequence.revert() == ["slow"]
