"""Words in the person's language: English without a translator, places filled, and what is said later."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

import pytest

from protocol import saying
from protocol.saying import said, say, say_count, to_say, to_say_count, together

GERMAN = {
    "Saved {size} at {place}.": "Bei {place} wurden {size} gesichert.",
    "the end": "das Ende",
    "{n} files": "{n} Dateien",
}


def german(context: str, text: str, number: int | None) -> str:
    assert context == __name__, "the context is the module in which the text stands"
    if text == "{n} files" and number == 1:
        return "{n} Datei"
    return GERMAN.get(text, "")


@pytest.fixture
def in_german() -> Iterator[None]:
    saying.heard(german)
    yield
    saying.heard(None)


def test_english_without_a_translator() -> None:
    assert say("Saved {size} at {place}.", size=3, place="x") == "Saved 3 at x."
    assert [say_count("{n} file", "{n} files", n) for n in (0, 1, 2)] == ["0 files", "1 file", "2 files"]


@pytest.mark.usefixtures("in_german")
def test_a_translation_orders_its_places_as_it_likes() -> None:
    assert say("Saved {size} at {place}.", size=3, place="x") == "Bei x wurden 3 gesichert."
    assert [say_count("{n} file", "{n} files", n) for n in (1, 2)] == ["1 Datei", "2 Dateien"]


@pytest.mark.usefixtures("in_german")
def test_what_has_no_translation_is_english_also_in_the_singular() -> None:
    assert say("Not translated") == "Not translated"
    assert say_count("{n} way", "{n} ways", 1) == "1 way"


def test_text_without_values_is_taken_as_it_is() -> None:
    assert say("a {brace} and {") == "a {brace} and {"


@pytest.mark.usefixtures("in_german")
def test_later_is_english_for_programs_and_translated_when_shown() -> None:
    kept = to_say("Saved {size} at {place}.", size=3, place=to_say("the end"))
    assert kept == "Saved 3 at the end."
    assert said(kept) == "Bei das Ende wurden 3 gesichert."
    assert say("Saved {size} at {place}.", size=1, place=to_say("the end")) == "Bei das Ende wurden 1 gesichert."
    assert said("the end") == "the end", "data that happens to read like a text is not translated"


@pytest.mark.usefixtures("in_german")
def test_plural_and_parts_said_later() -> None:
    files = to_say_count("{n} file", "{n} files", 1)
    both = together(files, "", to_say("the end"), "data", between=", ")
    assert both == "1 file, the end, data"
    assert said(both) == "1 Datei, das Ende, data"


@pytest.mark.usefixtures("in_german")
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy])
def test_copies_keep_how_to_say_it(again: Callable[[str], str]) -> None:
    kept = to_say_count("{n} file", "{n} files", 2)
    assert said(again(kept)) == "2 Dateien"
