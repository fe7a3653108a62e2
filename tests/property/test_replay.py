"""Replay: any honest series of edits rebuilds the text byte for byte; an edit that does not fit changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.edits import Document, Edit, replay
from protocol.errors import Tampered
from protocol.facts import EditFact, fact_bytes, parse_fact
from protocol.identifiers import new_identifier

TEXTS = st.text(max_size=20)


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_any_series_of_edits_replays(initial: str, data: st.DataObject) -> None:
    text, edits = initial, []
    for _ in range(data.draw(st.integers(0, 12))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        inserted = data.draw(TEXTS)
        edits.append(Edit(position=len(text[:start].encode()), removed=text[start:end], inserted=inserted))
        text = text[:start] + inserted + text[end:]
    document = new_identifier()
    stored = [parse_fact(fact_bytes(EditFact(document=document, edit=it))) for it in edits]
    assert replay(initial, [it.edit for it in stored if isinstance(it, EditFact)]).encode() == text.encode()


@given(TEXTS, st.integers(0, 100), TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_an_edit_either_fits_or_changes_nothing(initial: str, position: int, removed: str, inserted: str) -> None:
    document, data = Document(initial), initial.encode()
    fits = data[position : position + len(removed.encode())] == removed.encode() and position <= len(data)
    try:
        document.apply(Edit(position=position, removed=removed, inserted=inserted))
    except Tampered:
        assert document.text == initial
    else:
        assert fits
        assert document.data == data[:position] + inserted.encode() + data[position + len(removed.encode()) :]


@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_character_is_not_cut_in_two(position: int) -> None:
    document = Document("😀")
    with pytest.raises(Tampered):
        document.apply(Edit(position=position, inserted="x"))
    assert document.text == "😀"
