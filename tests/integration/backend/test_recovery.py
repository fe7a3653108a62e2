"""Getting one's own journal back: only by the device's own signature, only fresh, and exactly what is stored."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from backend.audit.models import AuditEntry
from backend.ingest import recovery
from protocol.canonical import from_base64
from protocol.journal import Entry, Head, parse_entry
from protocol.receipts import Acknowledgement, Signed
from protocol.recovery import FRESH_US, RecoveryClaim, RecoveryRequest
from protocol.signing import SigningKey


def ask(live_backend: Any, device: Any, after: int = 0, *, age_us: int = 0, key: SigningKey | None = None) -> Any:
    now_us = live_backend.services.clock_us() - age_us
    claim = RecoveryClaim(attempt=device.attempt, device=device.id, after=after, asked_at_us=now_us)
    request = RecoveryRequest.signed(claim, key or device.key)
    return device.call("POST", "recovery", request.model_dump())


def entries_in(answer: Any) -> list[Entry]:
    assert answer.status_code == 200, answer.text
    pairs = answer.json()["entries"]
    return [parse_entry(from_base64(it["header"]), from_base64(it["body"])) for it in pairs]


def test_everything_comes_back_in_runs_under_a_signed_head(
    live_backend: Any, device: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "ANSWER_BYTES", 3000)
    sent = device.entries(*device.facts(40))
    for at in range(0, 40, 7):
        assert device.send(sent[at : at + 7]).status_code == 200
    got: list[Entry] = []
    answers = 0
    while len(got) < len(sent):
        answer = ask(live_backend, device, len(got))
        assert (answer.json()["notice"] is None) == bool(got)
        got += entries_in(answer)
        answers += 1
    assert answers > 3
    assert got == sent
    root = Head(0, Signed.model_validate(device.started["ticket"]).digest)
    assert device.chain.verify(got, root).seq == 40
    signed = Signed.model_validate(answer.json()["acknowledgement"])
    word = Acknowledgement.from_signed(signed, device.joined["server_public_key"])
    assert (word.seq, word.head) == (40, got[-1].hash)


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
    now_us = live_backend.services.clock_us()
    claim = RecoveryClaim(attempt=device.attempt, device=device.id, after=3, asked_at_us=now_us)
    moved = RecoveryRequest.signed(claim, device.key).model_copy(update={"after": 0})
    assert device.call("POST", "recovery", moved.model_dump()).json()["code"] == "tampered.signature"


@pytest.mark.parametrize("age_us", [FRESH_US + 1_000_000, -FRESH_US - 60_000_000])
def test_an_old_request_is_of_no_use(live_backend: Any, device: Any, age_us: int) -> None:
    refused = ask(live_backend, device, age_us=age_us)
    assert (refused.status_code, refused.json()["details"]["field"]) == (422, "asked_at_us")


def test_a_recovery_is_in_the_audit_list_once(live_backend: Any, device: Any) -> None:
    device.send(device.entries(*device.facts()))
    ask(live_backend, device)
    ask(live_backend, device, 5)
    with live_backend.services.reading() as tx:
        actions = list(tx.session.scalars(select(AuditEntry.action)))
    assert actions.count("attempt.recovered") == 1
