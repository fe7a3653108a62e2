"""What can be undone, as a fold over edits: it always leads to the text, and nothing that was taken back is in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol import undo
from protocol.edits import Document, Edit, Origin, replay
from protocol.undo import History

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)


def inverse(step: Edit) -> Edit:
    return Edit(position=step.position, removed=step.inserted, inserted=step.removed, origin=Origin.UNDO)


@st.composite
def works(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and edits that fit it, with undo and redo as an editor makes them."""
    start = draw(TEXTS)
    document, edits, done, undone = Document(start), list[Edit](), list[Edit](), list[Edit]()
    for kind in draw(st.lists(st.sampled_from("aaaur"), max_size=25)):
        if kind == "u" and done:
            edit = inverse(done[-1])
            undone.append(done.pop())
        elif kind == "r" and undone:
            edit = undone[-1].model_copy(update={"origin": Origin.REDO})
            done.append(undone.pop())
        else:
            text = document.text
            at = draw(st.integers(0, len(text)))
            gone = text[at : at + draw(st.integers(0, 2))]
            edit = Edit(position=len(text[:at].encode()), removed=gone, inserted=draw(TEXTS))
            done.append(edit)
            undone.clear()
        document.apply(edit)
        edits.append(edit)
    return start, edits


@given(works())
def test_base_and_steps_lead_to_the_text(work: tuple[str, list[Edit]]) -> None:
    start, edits = work
    history = History(start)
    for edit in edits:
        history.take(edit)
    assert replay(history.base, history.steps) == replay(start, edits)
    assert all(step.origin is not Origin.UNDO for step in history.steps)


def test_what_was_taken_back_is_no_step_and_what_was_repeated_is_one() -> None:
    history, step = History("ab"), Edit(position=1, inserted="x")
    history.take(step)
    history.take(inverse(step))
    assert not history.steps
    history.take(step.model_copy(update={"origin": Origin.REDO}))
    assert history.steps == (step,)


def test_an_undo_of_something_unknown_is_a_step_of_its_own() -> None:
    history = History("abc")
    history.take(Edit(position=0, removed="a", origin=Origin.UNDO))
    assert replay(history.base, history.steps) == "bc"


def test_the_oldest_steps_of_very_long_work_are_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "MAX_STEPS", 3)
    history = History("")
    for letter in "abcdef":
        history.take(Edit(position=0, inserted=letter))
    assert (history.base, len(history.steps)) == ("cba", 3)
    assert replay(history.base, history.steps) == "fedcba"
