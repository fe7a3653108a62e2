"""When a talk is settled and who is cut off, with scripted containers: what real ones do rarely."""
# ruff: noqa: ARG002 - a container has parameters that a script does not need

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from runner.boxes import conversation
from runner.boxes.box_frames import ANSWER, OUTPUT
from runner.boxes.container import Container
from runner.boxes.conversation import converse
from runner.engine import Conversation, Job
from tests.unit.runner.test_box_frames import NONCE, answer

Tick = Callable[[], None]
FIRST, SECOND = Job(("program",)), Job(("check",), settles_unless=42)


class Scripted:
    """A container: says what it is told to, then (without an answer) runs on; takes frames, or none from `deaf` on."""

    def __init__(self, *said: tuple[bytes, bytes], deaf: bool = False, late_s: float = 0.0) -> None:
        self._said, self._deaf, self._late_s = said, deaf, late_s
        self.stream, self.heard = self, list[bytes]()

    def send(self, what: Any, deadline: float = 0.0, tick: Tick = lambda: None, *, live: bool = False) -> bytes:
        if isinstance(what, bytes):
            _wait(lambda: not self._deaf, tick)
            self.heard.append(what[:1])
        return NONCE

    def messages(self, deadline: float, tick: Tick) -> Iterator[tuple[bytes, bytes]]:
        until = time.monotonic() + self._late_s
        _wait(lambda: time.monotonic() >= until, tick)
        yield from self._said
        _wait(lambda: False, tick)


def _wait(over: Callable[[], bool], tick: Tick) -> None:
    end = time.monotonic() + 10
    while not over():
        tick()
        assert time.monotonic() < end, "nobody ended the talk"
        time.sleep(0.01)


def end(**header: Any) -> tuple[bytes, bytes]:
    return ANSWER, answer(**header)


def talk(first: Scripted, second: Scripted) -> Conversation:
    return converse(cast("Container", first), FIRST, cast("Container", second), SECOND)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "GRACE_S", 0.2)


@pytest.mark.parametrize(
    "header", [{"exit_code": 43}, {"exit_code": 1}, {"exit_code": None, "signal": 9, "timed_out": "cpu"}]
)
def test_who_runs_on_after_the_end_that_settles_is_cut_off(header: dict[str, Any]) -> None:
    first, second = Scripted((OUTPUT, b"word")), Scripted(end(**header))
    found = talk(first, second)
    assert (found.first.exit_code, found.first.signal, found.ended_first) == (None, None, "second")
    assert second.heard[-1:] == [b"E"]
    assert b"E" not in first.heard  # its container is thrown away, not told to go on


def test_who_ends_in_time_is_not_cut_off() -> None:
    first = Scripted(end(exit_code=3, ended_us=1), late_s=0.05)
    found = talk(first, Scripted(end(exit_code=43, ended_us=9)))
    assert (found.first.exit_code, found.ended_first) == (3, "second")
    assert first.heard[-2:] == [b"D", b"E"]


@pytest.mark.parametrize(
    "header",
    [
        {"exit_code": 42},
        {"exit_code": 43, "heard_end": True},
        {"exit_code": None, "signal": signal.SIGPIPE.value},
        {"exit_code": 128 + signal.SIGPIPE.value},
    ],
)
def test_an_end_that_settles_nothing_waits_for_the_first_however_late_its_answer_is(header: dict[str, Any]) -> None:
    first = Scripted(end(exit_code=7, ended_us=1), late_s=0.6)
    found = talk(first, Scripted(end(**header, ended_us=9)))
    assert found.first.exit_code == 7
    assert found.ended_first == ("second" if header == {"exit_code": 42} else "first")


def test_the_first_may_end_as_it_likes() -> None:
    found = talk(Scripted(end(exit_code=1)), Scripted(end(exit_code=43), late_s=0.6))
    assert found.second.exit_code == 43


def test_one_that_takes_nothing_more_does_not_hold_up_the_end() -> None:
    found = talk(Scripted(deaf=True), Scripted(end(exit_code=43)))
    assert found.first.exit_code is None
