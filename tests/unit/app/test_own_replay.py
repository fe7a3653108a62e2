"""The candidate's own replay: every step is the text of that moment, forwards and backwards, from a real store."""

from __future__ import annotations

import pytest

from app import own_replay
from app.attempt import Attempt
from app.own_replay import Film
from app.writing import Writing
from protocol.edits import Edit
from protocol.errors import Tampered
from protocol.verdicts import LanguageId
from tests.unit.app.test_app_writing import attempt, stores

__all__ = ["attempt", "stores"]


def long_film(count: int) -> tuple[Film, list[str]]:
    film, texts, text = Film("p", LanguageId.PYTHON, "ü", 5, []), ["ü"], "ü"
    for number in range(count):
        mark = chr(97 + number % 26)
        if number % 3 == 2:
            edit, text = Edit(position=len(text[:-1].encode()), removed=text[-1]), text[:-1]
        else:
            edit, text = Edit(position=len(text.encode()), inserted=mark), text + mark
        film.steps.append((1000 + number, edit))
        texts.append(text)
    return film, texts


@pytest.mark.parametrize("order", ["forwards", "backwards"])
def test_each_step_is_what_stood_there(order: str) -> None:
    film, texts = long_film(1203)
    steps = range(len(texts)) if order == "forwards" else range(len(texts) - 1, -1, -1)
    for step in steps:
        if step % 7 == 0 or step in {499, 500, 501, 999, 1000, 1001}:
            assert film.at(step) == texts[step]
    assert (film.at(-3), film.at(9999)) == (texts[0], texts[-1])
    assert (film.wall_us(0), film.wall_us(1), film.wall_us(9999)) == (5, 1000, 2202)


def test_an_edit_that_does_not_fit_is_said_and_not_skipped() -> None:
    film = Film("p", LanguageId.PYTHON, "abc", 5, [(1, Edit(position=0, removed="x"))])
    with pytest.raises(Tampered):
        film.at(1)
    assert film.at(0) == "abc"


def test_it_is_read_from_the_journal_of_this_device_with_its_names(attempt: Attempt) -> None:
    writing = Writing(attempt)
    writing.open()
    first, second = attempt.started.pack.problems
    document = writing.shown(second.problem).document
    for number, mark in enumerate("xyz"):
        writing.edited(document, Edit(position=number, inserted=mark))
    writing.choose_language(first.problem, LanguageId.CPP)
    attempt.store.keep("done", b"").result(10)
    (film,) = own_replay.read(attempt.store)
    assert [film.at(step) for step in range(4)] == ["# B\n", "x# B\n", "xy# B\n", "xyz# B\n"]
    assert own_replay.titles([film], attempt.started.pack.problems) == ("B  Problem B, Python 3",)
    assert film.wall_us(3) >= film.wall_us(0) > 0
    attempt.store.close()
