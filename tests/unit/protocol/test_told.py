"""Words of ours on the wire: said again in another language where they fit the English beside them, else left alone."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from protocol import saying
from protocol.saying import said, to_say, to_say_count, together
from protocol.told import MAX_PARTS, Told, heard, told

TEXTS = [
    to_say("It ran."),
    to_say("It wrote more than {limit}.", limit="4 MiB"),
    to_say("{verdict}.", verdict=to_say("Time limit")),
    to_say_count("{n} change", "{n} changes", 1),
    to_say_count("{n} change of {whom}", "{n} changes of {whom}", 3, whom="Ada"),
    together(to_say("{verdict}.", verdict=to_say("Time limit")), to_say("It used more than {limit}.", limit="2 s")),
    together(to_say("Here"), "own words {not ours}", between=": "),
]


def by_way(text: str) -> str:
    """There and back, as bytes."""
    beside = told(text)
    assert beside is not None
    return heard(str(text), Told.parse(beside.canonical()))


@pytest.mark.parametrize("text", TEXTS, ids=str)
def test_what_arrives_is_said_as_if_it_were_worded_here(text: str) -> None:
    again = by_way(text)
    assert again == text
    saying.heard(
        lambda context, source, number: f"<{context} {source.upper()} {number}>".replace("{", "{{").replace("}", "}}")
    )
    try:
        assert said(again) == said(text) != str(text)
    finally:
        saying.heard(None)


def test_somebodys_own_words_have_nothing_beside_them() -> None:
    assert told("Segmentation fault") is None
    assert heard("Segmentation fault", None) == "Segmentation fault"


@pytest.mark.parametrize(
    "beside",
    [
        Told(texts=["It wrote less than {limit}."], values={"limit": "4 MiB"}),
        Told(texts=["It wrote more than {limit}."]),
        Told(texts=["It wrote more than {limit.__class__}."], values={"limit": "4 MiB"}),
        Told(texts=["It wrote more than {limit:>99999999}."], values={"limit": "4 MiB"}),
        Told(texts=["It wrote more than {limit!r}."], values={"limit": "4 MiB"}),
        Told(texts=["It wrote more than {limit."], values={"limit": "4 MiB"}),
        Told(texts=["It wrote more than {}."], values={"limit": "4 MiB"}),
        Told(),
        Told(parts=["It wrote more than 4 MiB.", Told(texts=["{x[0]}"], values={"x": "y"})]),
    ],
)
def test_what_does_not_fit_the_english_beside_it_is_left_alone(beside: Told) -> None:
    english = "It wrote more than 4 MiB."
    assert type(heard(english, beside)) is str
    assert heard(english, beside) == english


def test_what_cannot_be_sent_goes_as_english() -> None:
    assert told(to_say("{share:.0%}", share=0.5)) is None
    assert told(together(*["a"] * (MAX_PARTS + 1))) is None


def test_more_than_a_sentence_needs_is_refused() -> None:
    with pytest.raises(ValidationError):
        Told(parts=["x"] * (MAX_PARTS + 1))
