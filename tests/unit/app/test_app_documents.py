"""Documents as a fold over facts, and the words of receipts and failures."""

from __future__ import annotations

import json

import pytest

from app.documents import template
from app.words import message_of
from protocol.documents import Documents, rebuild
from protocol.edits import Edit
from protocol.errors import (
    Conflict,
    DeviceFault,
    EngineFault,
    Gone,
    InvalidInput,
    NetworkFault,
    NotFound,
    RecrutrError,
    SignInNeeded,
    StorageFault,
    Tampered,
)
from protocol.facts import EditFact, Fact, FocusFact
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId
from protocol.wire import ProblemView


def problem(**templates: str) -> ProblemView:
    return ProblemView(
        problem=new_identifier(),
        label="A",
        title="Echo",
        statement_html="",
        samples=[],
        time_limit_ms=1000,
        memory_limit_bytes=1,
        output_limit_bytes=1,
        custom_validator=False,
        validator_flags=[],
        templates=templates,
    )


def test_documents_follow_their_facts_byte_for_byte() -> None:
    view = problem(python3="# ä\n")
    made = template(view, LanguageId.PYTHON)
    typed = Edit(position=len("# ä\n".encode()), inserted="print(1)\n")
    fixed = Edit(position=2, removed="ä", inserted="ö")
    facts: list[Fact] = [
        made,
        EditFact(document=made.document, edit=typed),
        FocusFact(focused=False),
        EditFact(document=made.document, edit=fixed),
    ]
    documents = rebuild(facts)
    shown = documents.of(view.problem)
    assert shown is not None
    assert shown.content.text == "# ö\nprint(1)\n"


def test_each_language_has_its_own_document_and_the_last_touched_is_shown() -> None:
    view = problem(python3="py", cpp="c++")
    first, second = template(view, LanguageId.PYTHON), template(view, LanguageId.CPP)
    documents = rebuild([first, second])
    shown = documents.of(view.problem)
    assert shown is not None
    assert shown.language is LanguageId.CPP
    documents.edit(first.document, Edit(position=0, inserted="x"))
    shown = documents.of(view.problem)
    assert shown is not None
    assert shown.content.text == "xpy"
    other = documents.of(view.problem, LanguageId.CPP)
    assert other is not None
    assert other.content.text == "c++"
    assert documents.of(view.problem, LanguageId.JAVASCRIPT) is None


def test_an_edit_of_an_unknown_document_or_that_does_not_fit_is_tampered() -> None:
    documents = Documents()
    with pytest.raises(Tampered):
        documents.edit(new_identifier(), Edit(position=0, inserted="x"))
    made = template(problem(), LanguageId.PYTHON)
    documents.take(made)
    with pytest.raises(Tampered):
        documents.edit(made.document, Edit(position=0, removed="y"))


@pytest.mark.parametrize(
    "error",
    [
        NetworkFault("network.unreachable", "The server cannot be reached."),
        StorageFault("store.disk_full", "The disk is full."),
        EngineFault("engine.absent", "No container engine answers."),
        DeviceFault("device.busy", "The camera is in use."),
        Tampered("tampered.chain", "The record does not verify."),
        SignInNeeded("auth.token", "The token is not valid."),
        InvalidInput("code", "16 letters", "A code has 16 letters."),
        Gone("join.expired", "This invitation has expired."),
        NotFound("join.unknown_code", "There is no such invitation."),
        Conflict("join.other_device", "This attempt began on another computer."),
        RecrutrError("other", "Something else."),
    ],
)
def test_every_expected_failure_has_words_and_no_code_in_them(error: RecrutrError) -> None:
    message = message_of(error)
    assert message.what == error.message
    assert error.code not in json.dumps([message.what, message.meaning, message.action])
    assert message.severity == ("stop" if isinstance(error, Tampered) else "attention")
    if isinstance(error, (NetworkFault, StorageFault, EngineFault, DeviceFault)):
        assert message.meaning
