"""Getting one's own journal back: only by the device's own signature, only fresh, and exactly what is stored."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from backend.attempts.models import AttemptFlag
from backend.audit.models import AuditEntry
from backend.ingest import restoring
from protocol.canonical import from_base64
from protocol.journal import Entry, Head, parse_entry
from protocol.receipts import Signed
from protocol.restoring import FRESH_US, Reason, RestoreClaim, RestoreRequest
from protocol.signing import SigningKey


def claim_of(
    live_backend: Any, device: Any, after: int, age_us: int = 0, reason: Reason = "unreadable"
) -> RestoreClaim:
    now_us = live_backend.services.clock_us() - age_us
    return RestoreClaim(attempt=device.attempt, device=device.id, reason=reason, seq=0, after=after, asked_at_us=now_us)


def ask(live_backend: Any, device: Any, after: int = 0, *, age_us: int = 0, key: SigningKey | None = None) -> Any:
    request = RestoreRequest.signed(claim_of(live_backend, device, after, age_us), key or device.key)
    return device.call("POST", "journal/restore", request.model_dump())


def entries_in(answer: Any) -> list[Entry]:
    assert answer.status_code == 200, answer.text
    pairs = answer.json()["entries"]
    return [parse_entry(from_base64(it["header"]), from_base64(it["body"])) for it in pairs]


def test_everything_comes_back_batch_by_batch(live_backend: Any, device: Any) -> None:
    sent = device.entries(*device.facts(40))
    for at in range(0, 40, 7):
        assert device.send(sent[at : at + 7]).status_code == 200
    got: list[Entry] = []
    answers = 0
    while True:
        answer = ask(live_backend, device, len(got))
        assert (answer.json()["notice"] is None) == bool(got)
        entries = entries_in(answer)
        if not entries:
            break
        got += entries
        answers += 1
    assert answers == 6
    assert got == sent
    root = Head(0, Signed.model_validate(device.started["ticket"]).digest)
    assert device.chain.verify(got, root).seq == 40


def test_recordings_come_back_by_name(live_backend: Any, device: Any) -> None:
    track, key = device.declare_track()
    data = device.segment(track, key)
    assert device.put_segment(track, 0, data).status_code == 200
    (told,) = ask(live_backend, device).json()["tracks"]
    assert (told["track"], told["stream"], told["launch"]) == (track, "screen", device.launch)
    assert [(it["segment"], it["size_bytes"]) for it in told["segments"]] == [(0, len(data))]


def test_a_token_alone_does_not_open_a_journal(live_backend: Any, device: Any) -> None:
    device.send(device.entries(*device.facts()))
    refused = ask(live_backend, device, key=SigningKey.generate())
    assert (refused.status_code, refused.json()["code"]) == (409, "tampered.signature")
    signed = RestoreRequest.signed(claim_of(live_backend, device, 3), device.key)
    for change in ({"after": 0}, {"reason": "rollback"}, {"seq": 7}, {"asked_at_us": signed.asked_at_us + 1}):
        moved = signed.model_copy(update=change)
        refused = device.call("POST", "journal/restore", moved.model_dump())
        assert refused.json()["code"] == "tampered.signature", change
    with live_backend.services.reading() as tx:
        assert not tx.session.scalars(select(AttemptFlag.id)).all()


@pytest.mark.parametrize("age_us", [FRESH_US + 1_000_000, -FRESH_US - 60_000_000])
def test_an_old_question_is_of_no_use(live_backend: Any, device: Any, age_us: int) -> None:
    refused = ask(live_backend, device, age_us=age_us)
    assert (refused.status_code, refused.json()["details"]["field"]) == (422, "asked_at_us")


def test_it_is_flagged_and_in_the_audit_list_once(live_backend: Any, device: Any) -> None:
    device.send(device.entries(*device.facts()))
    ask(live_backend, device)
    ask(live_backend, device, 5)
    with live_backend.services.reading() as tx:
        actions = list(tx.session.scalars(select(AuditEntry.action)))
        assert list(tx.session.scalars(select(AttemptFlag.code))) == ["journal.restored"]
    assert actions.count("journal.restored") == 1


def test_asking_again_and_again_makes_one_line_an_hour_for_each_reason(
    live_backend: Any, device: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines() -> int:
        with live_backend.services.reading() as tx:
            return list(tx.session.scalars(select(AuditEntry.action))).count("journal.restored")

    device.send(device.entries(*device.facts()))
    for _ in range(5):
        assert entries_in(ask(live_backend, device))
    assert lines() == 1
    other = RestoreRequest.signed(claim_of(live_backend, device, 0, reason="rollback"), device.key)
    for _ in range(2):
        assert device.call("POST", "journal/restore", other.model_dump()).status_code == 200
    assert lines() == 2
    monkeypatch.setattr(restoring, "TOLD_AGAIN_US", 0)
    ask(live_backend, device)
    assert lines() == 3
