"""Work that arrives after the limit: kept always, "on time" only where the stored journal bears it out."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from backend.attempts.models import Attempt, AttemptFlag
from backend.ingest.models import StoredBatch
from protocol.attempts import AttemptState
from protocol.canonical import digest_hex
from protocol.facts import StateFact
from protocol.identifiers import new_identifier
from protocol.journal import Head
from protocol.receipts import Countersigned, HandedIn, Signed

GOOD, OTHER = "print(2)", "print('better')"


def _over(live_backend: Any, device: Any) -> None:
    """Three days pass after the limit; what is stored was here in time."""
    with live_backend.services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        attempt.deadline_us = tx.now_us - 3 * 86_400 * 1_000_000
        for row in tx.session.scalars(select(StoredBatch)):
            row.received_at_us = attempt.deadline_us - 1


def _flags(live_backend: Any) -> list[str]:
    with live_backend.services.reading() as tx:
        return list(tx.session.scalars(select(AttemptFlag.code).order_by(AttemptFlag.at_us)))


def _timeliness(live_backend: Any, device: Any) -> str | None:
    with live_backend.services.reading() as tx:
        timeliness: str | None = tx.session.get_one(Attempt, device.attempt).timeliness
    return timeliness


def _said(device: Any, answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    signed = Signed.model_validate(answer.json()["countersigned"])
    return Countersigned.from_signed(signed, device.joined["server_public_key"]).timeliness


def _handed_in(device: Any, submission: str, source: str) -> HandedIn:
    return HandedIn(submission=submission, problem=device.problem, source_digest=digest_hex(source.encode()))


def _late(device: Any, source: str, submission: str, seq: int) -> str:
    answer = device.submit(source, submission, seq=seq)
    assert answer.status_code == 200, answer.text
    timeliness: str = answer.json()["timeliness"]
    return timeliness


def test_honest_work_that_only_its_source_comes_late_is_on_time(live_backend: Any, device: Any) -> None:
    submission, entries = device.handing_in(GOOD)
    device.send(entries)
    device.send(device.entries(StateFact(state=AttemptState.FINISHED)))
    assert _said(device, device.finish(_handed_in(device, submission, GOOD))) == "on time"
    _over(live_backend, device)
    assert _late(device, GOOD, submission, 1) == "on time"
    assert _flags(live_backend) == []


def test_another_source_than_the_receipt_names_is_not_on_time(live_backend: Any, device: Any) -> None:
    submission, entries = device.handing_in(GOOD)
    device.send(entries)
    device.finish(_handed_in(device, submission, GOOD))
    _over(live_backend, device)
    for _ in range(2):
        assert _late(device, OTHER, submission, 1) == "unproven"
    assert _flags(live_backend) == ["submission.receipt"]


def test_in_time_too_the_receipt_holds(live_backend: Any, device: Any) -> None:
    submission = new_identifier()
    device.finish(_handed_in(device, submission, GOOD))
    assert _late(device, OTHER, submission, 1) == "unproven"
    assert _flags(live_backend) == ["submission.receipt"]


def test_a_receipt_that_names_another_source_than_was_stored_is_flagged(live_backend: Any, device: Any) -> None:
    submission = new_identifier()
    assert device.submit(GOOD, submission).status_code == 200
    assert device.finish(_handed_in(device, submission, OTHER)).status_code == 200
    assert _flags(live_backend) == ["submission.receipt"]


def test_a_stored_submission_that_the_receipt_does_not_name_is_flagged(live_backend: Any, device: Any) -> None:
    named = new_identifier()
    assert device.submit(GOOD, named).status_code == 200
    assert device.submit(OTHER, new_identifier()).status_code == 200
    assert device.finish(_handed_in(device, named, GOOD)).status_code == 200
    assert _flags(live_backend) == ["submission.receipt"]


@pytest.mark.parametrize(
    ("source", "own_id", "seq"),
    [(OTHER, True, 3), (GOOD, False, 3), (GOOD, True, 2), (GOOD, True, 99)],
    ids=["another source", "another submission", "an edit", "not stored"],
)
def test_the_entry_must_record_this_submission(
    live_backend: Any, device: Any, source: str, *, own_id: bool, seq: int
) -> None:
    device.send(device.entries(*device.facts(2)))
    submission, entries = device.handing_in(GOOD)
    device.send(entries)
    _over(live_backend, device)
    assert _late(device, source, submission if own_id else new_identifier(), seq) == "unproven"
    assert _flags(live_backend) == ["submission.unproven"]


def test_a_late_receipt_is_on_time_where_finishing_was_recorded_in_time(live_backend: Any, device: Any) -> None:
    device.send(device.entries(StateFact(state=AttemptState.FINISHED)))
    _over(live_backend, device)
    assert _said(device, device.finish()) == "on time"
    assert _flags(live_backend) == []


def test_a_late_receipt_cannot_name_an_early_place(live_backend: Any, device: Any) -> None:
    device.send(device.entries(*device.facts(3)))
    _over(live_backend, device)
    assert _said(device, device.finish()) == "unproven"
    assert _flags(live_backend) == ["receipt.unproven"]


@pytest.mark.parametrize("seq", [2, 4])
def test_a_receipt_over_another_journal_is_flagged(live_backend: Any, device: Any, seq: int) -> None:
    device.send(device.entries(*device.facts(4)))
    device.head = Head(seq, "ab" * 32)
    assert _said(device, device.finish()) == "unproven"
    assert _flags(live_backend) == ["receipt.head"]


def test_a_journal_that_arrives_after_the_receipt_is_held_against_it(live_backend: Any, device: Any) -> None:
    start = device.head
    device.entries(*device.facts(3))
    assert _said(device, device.finish()) == "on time"
    device.send(device.entries(*device.facts(4), head=start))
    assert _flags(live_backend) == ["receipt.head"]
    assert _timeliness(live_backend, device) == "unproven"


def test_the_honest_journal_may_arrive_after_the_receipt(live_backend: Any, device: Any) -> None:
    entries = device.entries(*device.facts(3))
    assert _said(device, device.finish()) == "on time"
    device.send([*entries, *device.entries(*device.facts(2))])
    assert _flags(live_backend) == []
    assert _timeliness(live_backend, device) == "on time"
