"""Flags and notes for oneself: there after a restart, in the store alone and in nothing that is sent."""

from __future__ import annotations

from app.attempt import Attempt
from app.own_notes import OwnNotes
from app.writing import Writing
from sync.store.attempts import AttemptStores
from tests.unit.app.test_app_writing import attempt, attempt_on, stores
from ui.note_states import MOST_CHARACTERS, Note

__all__ = ["attempt", "stores"]
MINE = "ask about empty input ü"


def test_they_are_there_after_a_restart_and_damage_leaves_the_others(attempt: Attempt, stores: AttemptStores) -> None:
    first, second = (each.problem for each in attempt.started.pack.problems)
    notes = OwnNotes(attempt.store)
    notes.open(attempt.started.pack.problems)
    assert notes.of(first) == Note()
    notes.turn_flag(first, True)
    notes.write(first, MINE, from_outside=False)
    notes.write(second, "x" * (MOST_CHARACTERS + 9), from_outside=True)
    attempt.store.close()
    again = attempt_on(stores, attempt.joined.attempt)
    reopened = OwnNotes(again.store)
    reopened.open(again.started.pack.problems)
    assert reopened.of(first) == Note(flagged=True, text=MINE)
    assert reopened.of(second) == Note(text="x" * MOST_CHARACTERS, from_outside=True)
    for damage in (b"[1]", b"\xff", b'{"text": "x"}'):
        again.store.keep(f"app.note.{first}", damage).result(10)
        damaged = OwnNotes(again.store)
        damaged.open(again.started.pack.problems)
        assert (damaged.of(first), damaged.of(second).from_outside) == (Note(), True)
    again.store.close()


def test_nothing_of_them_is_an_entry_or_waits_to_be_sent(attempt: Attempt) -> None:
    writing = Writing(attempt)
    writing.open()
    attempt.store.keep("done", b"").result(10)
    before = attempt.store.outbox.last_seq()
    notes = OwnNotes(attempt.store)
    problem = attempt.started.pack.problems[0].problem
    notes.turn_flag(problem, True)
    notes.write(problem, MINE, from_outside=False)
    attempt.store.keep("done", b"").result(10)
    assert attempt.store.outbox.last_seq() == before
    sent = b"".join(entry.body for entry in attempt.store.outbox.next_batch(0))
    assert MINE.encode() not in sent
    attempt.store.close()


def test_without_a_store_they_last_as_long_as_the_practice() -> None:
    notes = OwnNotes(None)
    notes.open([])
    notes.write("problem", MINE, from_outside=False)
    assert notes.of("problem").text == MINE
    assert OwnNotes(None).of("problem") == Note()
