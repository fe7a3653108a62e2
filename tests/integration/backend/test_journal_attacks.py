"""Attacks on the journal over HTTP: each is detected, kept aside and flagged; the stored journal stays as it was."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from backend.attempts.models import Attempt, AttemptFlag
from backend.demo.seed import SeedPlan, seed
from backend.ingest.models import SetAside, StoredBatch
from backend.ingest.reading import read_journal, read_set_aside
from backend.jobs.service import Claimed
from backend.reports import repository
from backend.reports.document import ReportDocument
from backend.reports.jobs import BUILD_REPORT, BuildReport
from backend.reports.service import open_document, open_timeline
from backend.reports.timeline import Timeline
from protocol.canonical import digest_hex, from_base64, to_base64
from protocol.facts import AcknowledgementFact
from protocol.identifiers import new_identifier
from protocol.journal import Head
from protocol.receipts import Acknowledgement, HandedIn, Signed
from protocol.signing import SigningKey


def _code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def _stored(live_backend: Any, attempt: str) -> list[str]:
    with live_backend.services.reading() as tx:
        return [entry.hash for entry in read_journal(tx, tx.session.get_one(Attempt, attempt))]


def _flags(live_backend: Any) -> list[str]:
    with live_backend.services.reading() as tx:
        return list(tx.session.scalars(select(AttemptFlag.code)))


def test_an_honest_journal_is_stored_hash_for_hash(live_backend: Any, device: Any) -> None:
    entries = device.entries(*device.facts(30))
    for at in range(0, 30, 10):
        assert device.send(entries[at : at + 10]).status_code == 200
    assert _stored(live_backend, device.attempt) == [entry.hash for entry in entries]
    assert _flags(live_backend) == []


def test_the_head_of_an_empty_journal_is_the_ticket(device: Any) -> None:
    answer = device.call("GET", "journal/head").json()["acknowledgement"]
    word = Acknowledgement.from_signed(Signed.model_validate(answer), device.joined["server_public_key"])
    assert (word.seq, word.head) == (0, Signed.model_validate(device.started["ticket"]).digest)


def test_a_gap_is_refused_and_says_where_to_go_on(live_backend: Any, device: Any) -> None:
    entries = device.entries(*device.facts(10))
    assert device.send(entries[:3]).status_code == 200
    answer = device.send(entries[5:])
    assert _code(answer) == (409, "journal.gap")
    assert answer.json()["details"]["expected_seq"] == 4
    assert device.send(entries[3:]).status_code == 200
    assert _flags(live_backend) == []


def test_repeats_and_equal_overlaps_are_acknowledged(live_backend: Any, device: Any) -> None:
    entries = device.entries(*device.facts(12))
    assert device.send(entries[:6]).status_code == 200
    for run in (entries[:6], entries[2:5], entries[:1], entries[4:9], entries[:12], entries):
        answer = device.send(run)
        assert answer.status_code == 200, answer.text
    assert _stored(live_backend, device.attempt) == [entry.hash for entry in entries]
    word = Signed.model_validate(device.call("GET", "journal/head").json()["acknowledgement"])
    assert Acknowledgement.from_signed(word, device.joined["server_public_key"]).seq == 12


def test_a_fork_is_kept_aside_and_flagged_once(live_backend: Any, device: Any) -> None:
    start = device.head
    honest = device.entries(*device.facts(6))
    device.send(honest)
    forked = device.entries(*device.facts(6), head=start)
    for _ in range(2):
        assert _code(device.send(forked)) == (409, "journal.fork")
    beyond = device.entries(*device.facts(9), head=Head(forked[5].seq, forked[5].hash))
    assert _code(device.send(beyond)) == (409, "journal.fork")
    assert _flags(live_backend) == ["journal.fork"]
    assert _stored(live_backend, device.attempt) == [entry.hash for entry in honest]
    with live_backend.services.reading() as tx:
        aside = tx.session.scalars(select(SetAside).order_by(SetAside.id)).all()
        assert len(aside) == 2
        attempt = tx.session.get_one(Attempt, device.attempt)
        kept = json.loads(read_set_aside(tx, attempt.candidate, aside[0]))
    assert [from_base64(entry["header"]) for entry in kept["entries"]] == [entry.header_bytes for entry in forked]


def test_all_of_a_fork_is_kept_aside_also_what_begins_beyond_the_head(live_backend: Any, device: Any) -> None:
    start = device.head
    assert device.send(device.entries(*device.facts(3))).status_code == 200
    forked = device.entries(*device.facts(12), head=start)
    answers = [_code(device.send(forked[at : at + 4])) for at in (0, 4, 8, 8)]
    assert answers == [(409, "journal.fork"), (409, "journal.gap"), (409, "journal.gap"), (409, "journal.gap")]
    assert _flags(live_backend) == ["journal.fork"]
    with live_backend.services.reading() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        rows = tx.session.scalars(select(SetAside).order_by(SetAside.id)).all()
        kept = [json.loads(read_set_aside(tx, attempt.candidate, row)) for row in rows]
    headers = [from_base64(entry["header"]) for batch in kept for entry in batch["entries"]]
    assert headers == [entry.header_bytes for entry in forked]


def _mutated(device: Any, entries: Any) -> Any:
    batch = device.batch(entries)
    batch["entries"][1]["body"] = to_base64(b'{"focused":false,"kind":"focus"}')
    return batch


def _changed_header(device: Any, entries: Any) -> Any:
    batch = device.batch(entries)
    header = json.loads(entries[1].header_bytes)
    header["wall_us"] += 1
    changed = json.dumps(header, separators=(",", ":"), sort_keys=True).encode()
    batch["entries"][1]["header"] = to_base64(changed)
    return batch


def _dropped(device: Any, entries: Any) -> Any:
    return device.batch([*entries[:2], *entries[3:]])


def _duplicated(device: Any, entries: Any) -> Any:
    return device.batch([*entries[:2], entries[1], *entries[2:]])


def _reordered(device: Any, entries: Any) -> Any:
    return device.batch([entries[0], entries[2], entries[1], *entries[3:]])


def _other_key(device: Any, entries: Any) -> Any:
    return device.batch(entries, SigningKey.generate())


def _truncated_after_signing(device: Any, entries: Any) -> Any:
    batch = device.batch(entries)
    batch["entries"] = batch["entries"][:-1]
    return batch


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        (_mutated, "tampered.body"),
        (_changed_header, "tampered.chain"),
        (_dropped, "tampered.gap"),
        (_duplicated, "tampered.gap"),
        (_reordered, "tampered.gap"),
        (_other_key, "tampered.signature"),
        (_truncated_after_signing, "tampered.signature"),
    ],
)
def test_a_batch_that_does_not_verify(live_backend: Any, device: Any, attack: Any, code: str) -> None:
    entries = device.entries(*device.facts(6))
    assert _code(device.call("POST", "journal", attack(device, entries))) == (409, code)
    assert _stored(live_backend, device.attempt) == []
    assert _flags(live_backend) == [code]
    assert device.send(entries).status_code == 200, "the honest batch still fits"


def test_entries_of_another_attempt_cannot_be_spliced_in(
    live_backend: Any, device: Any, fresh_device: Any, problem_package: Any
) -> None:
    plan = SeedPlan(packages=[problem_package], organisation="Other Works", domain="other.example")
    fresh_device.work_up_to_start(seed(live_backend.services, plan).code)
    foreign = fresh_device.entries(*fresh_device.facts(3))
    assert _code(device.call("POST", "journal", device.batch(foreign))) == (409, "tampered.owner")
    relabelled = type(device)(live_backend.url, id=fresh_device.id, key=device.key, attempt=device.attempt)
    relabelled.started, relabelled.joined = device.started, device.joined
    assert _code(device.send(relabelled.entries(*device.facts(3), head=device.head))) == (409, "tampered.owner")
    relabelled.http.close()


def test_a_journal_that_does_not_begin_at_the_ticket_is_a_fork(device: Any) -> None:
    assert _code(device.send(device.entries(*device.facts(3), head=Head(0, "0" * 64)))) == (409, "journal.fork")


def test_the_same_batch_from_many_threads_is_stored_once(live_backend: Any, device: Any) -> None:
    entries = device.entries(*device.facts(50))
    batch = device.batch(entries)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: device.call("POST", "journal", batch), range(24)))
    assert {answer.status_code for answer in answers} == {200}
    with live_backend.services.reading() as tx:
        assert len(tx.session.scalars(select(StoredBatch.id)).all()) == 1
    assert _stored(live_backend, device.attempt) == [entry.hash for entry in entries]


def test_racing_forks_have_one_winner(live_backend: Any, device: Any) -> None:
    start = device.head
    forks = [device.entries(*device.facts(4), head=start) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(device.send, forks))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    winner = next(fork for fork, answer in zip(forks, answers, strict=True) if answer.status_code == 200)
    assert _stored(live_backend, device.attempt) == [entry.hash for entry in winner]


def test_at_rest_nothing_of_the_journal_can_be_read(live_backend: Any, device: Any) -> None:
    marker = "unmistakable-variable-name"
    facts = device.facts(2)
    facts[0] = facts[0].model_copy(update={"text": marker})
    assert device.send(device.entries(*facts)).status_code == 200
    assert device.submit(f"{marker} = 1").status_code == 200
    for file in live_backend.services.settings.data.rglob("*"):
        if file.is_file():
            assert marker.encode() not in file.read_bytes(), file


def test_late_unproven_and_on_time(live_backend: Any, device: Any) -> None:
    device.send(device.entries(*device.facts(2)))
    in_time, early = device.handing_in("print(2)")
    device.send(early)
    assert device.submit("print(1)", seq=3).json()["timeliness"] == "on time", "in time nothing has to be proven"
    with live_backend.services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        attempt.deadline_us = tx.now_us - 120 * 1_000_000
        for row in tx.session.scalars(select(StoredBatch)):
            row.received_at_us = attempt.deadline_us - 1
    assert device.submit("print(2)", in_time, seq=3).json()["timeliness"] == "on time", "its entry was here in time"
    later, entries = device.handing_in("print(3)")
    device.send(entries)
    assert device.submit("print(3)", later, seq=4).json()["timeliness"] == "unproven"
    signed = Signed.model_validate(device.call("GET", "journal/head").json()["acknowledgement"])
    word = Acknowledgement.from_signed(signed, device.joined["server_public_key"])
    quoted = AcknowledgementFact(
        acknowledged_seq=word.seq, head=word.head, server_time_us=word.server_time_us, signature=signed.signature
    )
    forged = quoted.model_copy(update={"server_time_us": word.server_time_us + 1})
    assert device.send(device.entries(forged)).status_code == 200
    later, entries = device.handing_in("print(4)")
    device.send(entries)
    assert device.submit("print(4)", later, seq=6).json()["timeliness"] == "unproven", "a forged word proves nothing"
    assert device.send(device.entries(quoted)).status_code == 200
    later, entries = device.handing_in("print(5)")
    device.send(entries)
    assert device.submit("print(5)", later, seq=8).json()["timeliness"] == "late"
    assert _flags(live_backend) == [], "nothing contradicts anything"


def test_a_body_that_is_no_known_fact_is_kept_flagged_and_reported(
    live_backend: Any, device: Any, wait_for: Any
) -> None:
    class Unknown:
        @staticmethod
        def model_dump(**_: Any) -> dict[str, str]:
            return {"kind": "from-the-future"}

    entries = device.entries(Unknown(), *device.facts(4))
    assert device.send(entries).status_code == 200
    assert _stored(live_backend, device.attempt) == [entry.hash for entry in entries]
    assert _flags(live_backend) == ["journal.unreadable"]

    submission, source = new_identifier(), "print(2)"
    assert device.submit(source, submission).status_code == 200
    digest = digest_hex(source.encode())
    device.finish(HandedIn(submission=submission, problem=device.problem, source_digest=digest))
    wait_for(lambda: _report(live_backend, device.attempt) is not None)
    document, timeline = _report(live_backend, device.attempt) or pytest.fail("no report")
    assert "journal.unreadable" in [finding.kind for finding in document.findings]
    assert document.process.edits == 3, "what can be read is counted"
    assert [row[1] for row in timeline.edits.rows()] == [3, 4, 5], "and replayed, under its own numbers"


def _report(live_backend: Any, attempt_id: str) -> tuple[ReportDocument, Timeline] | None:
    with live_backend.services.reading() as tx:
        attempt = tx.session.get_one(Attempt, attempt_id)
        row = repository.newest(tx.session, attempt_id)
        if row is None:
            return None
        return open_document(tx, attempt, row), Timeline.parse(open_timeline(tx, attempt, row))


def test_a_report_that_cannot_be_built_is_flagged(live_backend: Any, device: Any) -> None:
    services = live_backend.services
    job = Claimed("x", BUILD_REPORT, {"attempt": device.attempt}, None, device.attempt, 3, 0, "lease")
    with services.transaction() as tx:
        BuildReport().given_up(tx, job)
    assert _flags(live_backend) == ["report.not_built"]
