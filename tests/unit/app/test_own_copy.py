"""A copy of everything: what this computer holds, byte for byte what was signed, and nothing that opens a door."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from app import own_copy
from app.attempt import Attempt
from app.own_notes import OwnNotes
from app.writing import Writing
from protocol.after import After, Held
from protocol.canonical import from_base64
from protocol.edits import Edit
from protocol.impressions import Impression
from tests.unit.app.test_app_writing import attempt, stores

__all__ = ["attempt", "stores"]
AFTER = After(
    held=Held(entries=3, submissions=0, messages=0, segments=0, segment_bytes=0),
    looked=[],
    shared_with=[],
    reported=False,
    findings=[],
    requests=[],
)


@pytest.fixture
def worked(attempt: Attempt) -> Attempt:
    writing = Writing(attempt)
    writing.open()
    first = attempt.started.pack.problems[0]
    writing.edited(writing.shown(first.problem).document, Edit(position=0, inserted="größer"))
    OwnNotes(attempt.store).write(first.problem, "think again", from_outside=False)
    attempt.store.impressions.keep(Impression(ease=3)).result(10)
    return attempt


def opened(attempt: Attempt, after: After | None) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(own_copy.gather(attempt.store, after, 1))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_entry_is_there_as_it_was_chained(worked: Attempt) -> None:
    files = opened(worked, AFTER)
    lines: list[dict[str, Any]] = [json.loads(line) for line in files["journal.jsonl"].splitlines()]
    entries = worked.store.outbox.next_batch(0)
    assert [line["seq"] for line in lines] == list(range(1, worked.store.outbox.last_seq() + 1))
    assert [from_base64(line["body"]) for line in lines] == [entry.body for entry in entries]
    assert [line["hash"] for line in lines] == [entry.hash for entry in entries]
    assert "größer" in files["journal.jsonl"].decode()
    texts = [json.loads(data)["text"] for name, data in files.items() if name.startswith("documents/")]
    assert any(text.startswith("größer") for text in texts)


def test_what_one_kept_for_oneself_and_what_the_server_told_is_in_it(worked: Attempt) -> None:
    files = opened(worked, AFTER)
    notes = [json.loads(data)["text"] for name, data in files.items() if name.endswith("-note.json")]
    assert "think again" in notes
    assert json.loads(files["own/how-it-was.json"]) == {"ease": 3, "obstacles": [], "words": ""}
    assert After.parse(files["server.json"]) == AFTER


def test_without_the_server_it_says_what_is_missing(worked: Attempt) -> None:
    files = opened(worked, None)
    assert "server.json" not in files
    assert b"could not be reached" in files["README.txt"]


def test_nothing_in_it_acts_as_the_candidate(worked: Attempt) -> None:
    whole = b"".join(opened(worked, AFTER).values())
    joined = worked.store.joined
    assert joined.token.encode() not in whole
    assert joined.candidate_page.encode() not in whole
    assert worked.store.identity.private_key not in whole
