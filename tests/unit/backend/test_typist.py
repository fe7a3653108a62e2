"""The person at the other end: input in order and once, output bounded, and nobody waits for who is gone."""

from __future__ import annotations

import base64
import threading
import time

import pytest

from backend.runs.typist import MAX_UNHEARD_BYTES, Typist
from protocol.errors import Conflict, InvalidInput
from protocol.runs import MAX_OWN_INPUT_BYTES, MAX_PIECES, RunInput


def test_input_comes_in_order_each_piece_once_and_ends() -> None:
    person = Typist("first\n", threading.Event())
    person.take(RunInput(number=0, text="é\n"))
    person.take(RunInput(number=0, text="sent again"))
    with pytest.raises(Conflict) as early:
        person.take(RunInput(number=2, text="too early"))
    assert (early.value.code, early.value.details) == ("runs.input_gap", {"next": 1})
    person.take(RunInput(number=1, text="last", end=True))
    person.take(RunInput(number=2, text="after the end"))
    assert [person.next_typed(0) for _ in range(5)] == [b"first\n", "é\n".encode(), b"last", b"", None]


def test_an_end_may_come_alone() -> None:
    person = Typist("", threading.Event())
    person.take(RunInput(number=0, end=True))
    assert [person.next_typed(0), person.next_typed(0)] == [b"", None]


def test_more_than_the_limit_is_refused_and_changes_nothing() -> None:
    person = Typist("x" * (MAX_OWN_INPUT_BYTES - 1), threading.Event())
    with pytest.raises(InvalidInput) as refused:
        person.take(RunInput(number=0, text="ab"))
    assert refused.value.details["field"] == "text"
    person.take(RunInput(number=0, text="a"))
    person = Typist("", threading.Event())
    for number in range(MAX_PIECES):
        person.take(RunInput(number=number, text="a"))
    with pytest.raises(InvalidInput):
        person.take(RunInput(number=MAX_PIECES, text="a"))


def test_of_a_flood_the_newest_is_told_and_how_much_is_not() -> None:
    person = Typist("", threading.Event())
    assert person.event() is None
    for number in range(10_000):
        person.heard(b"%07d\n" % number)
    event = person.event()
    assert event is not None
    assert event.output is not None
    told = base64.b64decode(event.output)
    assert (len(told), len(told) + event.missed, told[-8:]) == (MAX_UNHEARD_BYTES, 80_000, b"0009999\n")
    person.heard(b"more")
    again = person.event()
    assert again is not None
    assert (base64.b64decode(again.output or ""), again.missed) == (b"more", 0)


def test_who_types_nothing_for_long_is_gone_but_not_while_waiting_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    gone = threading.Event()
    person = Typist("", gone)
    now[0] = 1_000.0  # in line
    for moment in (1_000.0, 1_119.0):
        now[0] = moment
        person.next_typed(0)
    assert not gone.is_set()
    person.take(RunInput(number=0, text="a"))
    for moment in (1_120.0, 1_239.0):
        now[0] = moment
        person.next_typed(0)
    assert not gone.is_set()
    now[0] = 1_241.0
    assert person.next_typed(0) is None
    assert gone.is_set()
    assert person.idle


def test_whose_input_has_ended_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    person = Typist("", gone := threading.Event())
    person.take(RunInput(number=0, end=True))
    for moment in (0.0, 0.0, 500.0):
        now[0] = moment
        person.next_typed(0)
    assert not gone.is_set()
