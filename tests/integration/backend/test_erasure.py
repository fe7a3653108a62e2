"""Deletion: requests, holds, the saga, the receipt, and a scan of every file for what may not be left."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from backend.access import CandidateSubject, MemberSubject, find
from backend.accounts.models import Member, Role
from backend.assessments.models import Candidate
from backend.attempts.joining import candidate_by_page
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.jobs.models import Job
from backend.jobs.service import MAX_TRIES, Claimed, claim
from backend.jobs.worker import Worker
from backend.keys.service import Destroyed
from backend.main import close_services, open_services
from backend.objects import ObjectKind, attempt_prefix, object_key
from backend.privacy import service as privacy
from backend.privacy.expiry import erase_expired
from backend.privacy.jobs import EraseCandidate, Erasure, Shredded, personal_tables
from backend.privacy.models import Hold, PrivacyRequest, Tombstone
from backend.privacy.service import ERASE_JOB
from backend.settings import DAY_US
from backend.sharing.models import Share
from backend.transaction import Services
from backend.work import handlers
from protocol.canonical import digest_hex, from_base64
from protocol.errors import Conflict, Gone, InvalidInput, NotAllowed, NotFound
from protocol.facts import PasteFact, PasteProvenance
from protocol.identifiers import new_identifier
from protocol.receipts import ErasureReceipt, HandedIn, Signed
from protocol.sealing import new_data_key
from protocol.wire import RequestCreate

MARKER = "unmistakable_zebra_variable"
WORDS = "please delete my unmistakable words"


@pytest.fixture
def officer(live_backend: Any) -> MemberSubject:
    with live_backend.services.reading() as tx:
        member = tx.session.scalars(select(Member).where(Member.email.startswith("dpo"))).one()
    return MemberSubject(member.id, member.organisation, frozenset({Role.PROTECTION_OFFICER}))


@pytest.fixture
def waiting_backend(live_backend: Any) -> Any:
    """The same backend with the usual waiting period: the services are the same, only the period differs."""
    services = live_backend.services
    live_backend.server.app.state.services = replace(
        services, settings=replace(services.settings, waiting_period_us=7 * 24 * 3600 * 1_000_000)
    )
    return live_backend


def _worked(device: Any) -> Any:
    facts = device.facts(8)
    facts[0] = facts[0].model_copy(update={"text": MARKER})
    facts.append(PasteFact(document=facts[0].document, characters=9, provenance=PasteProvenance.OUTSIDE))
    assert device.send(device.entries(*facts)).status_code == 200
    track, key = device.declare_track()
    assert device.put_segment(track, 0, device.segment(track, key, 0, b"face")).status_code == 200
    submission = new_identifier()
    assert device.submit(f"{MARKER} = 1", submission).status_code == 200
    source_digest = digest_hex(f"{MARKER} = 1".encode())
    handed_in = HandedIn(submission=submission, problem=device.problem, source_digest=source_digest)
    assert device.finish(handed_in).status_code == 200
    return track


def _traces(data: Path, *needles: str) -> list[tuple[str, str]]:
    files = [file for file in data.rglob("*") if file.is_file()]
    found = [(str(f.relative_to(data)), n) for f in files for n in needles if n.encode() in f.read_bytes()]
    return found + [(str(file), "an object") for file in (data / "objects").rglob("*") if file.is_file()]


def test_everything_goes_and_the_receipt_stays(live_backend: Any, device: Any, wait_for: Any) -> None:
    seeded, data = live_backend.seeded, live_backend.services.settings.data
    track = _worked(device)
    wait_for(lambda: device.call("GET", "contact").json()["state"] == "judged")
    needles = (seeded.candidate_name, seeded.candidate_email, track)
    assert {needle for _, needle in _traces(data, *needles)} == {*needles, "an object"}, "the scan can find them"
    page = device.joined["candidate_page"].rpartition("/")[2]
    assert candidate_by_page(live_backend.services, page).attempt == device.attempt

    answer = device.call("POST", "requests", {"kind": "erasure", "words": WORDS})
    assert answer.status_code == 200, answer.text
    wait_for(lambda: device.call("GET", "contact").status_code == 410)
    gone = device.call("GET", "contact").json()
    assert gone["code"] == "attempt.erased"
    receipt = ErasureReceipt.from_signed(
        Signed.model_validate(json.loads(gone["details"]["receipt"])), device.joined["server_public_key"]
    )
    assert (receipt.attempt, receipt.request) == (device.attempt, answer.json()["request"])
    assert receipt.objects_deleted == 1
    assert receipt.rows_deleted > 10
    wait_for(lambda: _scrubbed(live_backend))

    late = device.put_segment(track, 1, device.segment(track, new_data_key(), 1))
    assert (late.status_code, late.json()["details"]["receipt"]) == (410, gone["details"]["receipt"])
    everything = (*needles, MARKER, WORDS, seeded.code, device.joined["token"], page, device.id)
    assert _traces(data, *everything) == []
    assert device.send(device.entries(*device.facts())).status_code == 410, "no call brings it back"
    body = device.join_request(seeded.code)
    assert device.call("POST", "/join", body).json()["code"] == "join.unknown_code"
    with pytest.raises(Gone):
        candidate_by_page(live_backend.services, page)
    stranger = requests.get(
        f"{live_backend.url}/api/v1/attempts/{device.attempt}/contact",
        headers={"Authorization": "Bearer of-somebody-else"},
        timeout=10,
    )
    assert stranger.status_code == 401, "the receipt is for the device only"


def _scrubbed(live_backend: Any) -> bool:
    with live_backend.services.reading() as tx:
        return bool(tx.session.scalar(select(Job.state).where(Job.kind == "privacy.scrub")) == "done")


def test_no_row_of_the_candidate_is_left_and_the_audit_list_holds(
    live_backend: Any, device: Any, wait_for: Any
) -> None:
    _worked(device)
    organisation = live_backend.seeded.organisation
    with live_backend.services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        _share(tx, attempt)
    device.call("POST", "requests", {"kind": "erasure"})
    wait_for(lambda: device.call("GET", "contact").status_code == 410)
    with live_backend.services.reading() as tx:
        for table, column in personal_tables():
            owner = table.columns[column].in_([device.attempt, live_backend.seeded.candidate])
            assert tx.session.scalar(select(func.count()).select_from(table).where(owner)) == 0, table.name
        stone = tx.session.get_one(Tombstone, device.attempt)
        receipt = ErasureReceipt.from_signed(Signed.model_validate(stone.receipt), device.joined["server_public_key"])
        assert receipt.shares_revoked == 1
        assert audit.verify(tx, organisation)[0] > 3
        assert audit.about(tx, organisation, device.attempt)[-1].action == "attempt.erased"
        request = tx.session.get_one(PrivacyRequest, stone.request)
        assert (request.state, request.sealed_words) == ("done", None)
        with pytest.raises(Gone):
            tx.keys.commitment_key(live_backend.seeded.candidate, device.attempt)


def _share(tx: Any, attempt: Attempt) -> None:
    from backend.reports.models import Report

    report = Report(
        id=new_identifier(),
        organisation=attempt.organisation,
        attempt=attempt.id,
        version=99,
        inputs_digest="x",
        sealed_document=b"",
        sealed_timeline=b"",
        built_at_us=1,
    )
    tx.session.add(report)
    tx.session.flush()
    member = tx.session.scalars(select(Member)).first()
    share = Share(
        id=new_identifier(),
        organisation=attempt.organisation,
        attempt=attempt.id,
        report=report.id,
        token_hash="x" * 64,
        recipient="somebody",
        with_name=True,
        with_recordings=True,
        created_by=member.id,
        created_at_us=1,
        expires_at_us=2**52,
    )
    tx.session.add(share)


def test_it_waits_for_the_officer(waiting_backend: Any, device: Any, officer: MemberSubject, wait_for: Any) -> None:
    first = device.call("POST", "requests", {"kind": "erasure"}).json()
    assert first["state"] == "waiting"
    assert device.call("POST", "requests", {"kind": "erasure"}).json()["request"] == first["request"], "one open"
    assert device.call("GET", "requests").json()["requests"] == [first]
    services = waiting_backend.services
    assert claim(services) is None, "nothing is due before the period ends"
    recruiter = replace(officer, roles=frozenset({Role.RECRUITER}))
    stranger = replace(officer, organisation=new_identifier())
    for who, error in ((recruiter, NotAllowed), (stranger, NotFound)):
        with pytest.raises(error), services.transaction() as tx:
            privacy.approve_erasure(tx, who, first["request"])
    with services.transaction() as tx:
        assert privacy.approve_erasure(tx, officer, first["request"]).approved_by == officer.member
    wait_for(lambda: device.call("GET", "contact").status_code == 410)
    with pytest.raises(Conflict), services.transaction() as tx:
        privacy.approve_erasure(tx, officer, first["request"])


def test_a_hold_stops_it_until_it_is_released(
    waiting_backend: Any, device: Any, officer: MemberSubject, wait_for: Any
) -> None:
    services, candidate = waiting_backend.services, waiting_backend.seeded.candidate
    with services.transaction() as tx:
        for reason, end in (("", tx.now_us + 10**9), ("lawsuit", tx.now_us)):
            with pytest.raises(InvalidInput):
                privacy.place_hold(tx, officer, candidate, reason, end)
        hold = privacy.place_hold(tx, officer, candidate, "a lawsuit is pending", tx.now_us + 10**12)
    request = device.call("POST", "requests", {"kind": "erasure"}).json()["request"]
    with services.transaction() as tx:
        assert privacy.approve_erasure(tx, officer, request).state == "held"
    assert device.call("GET", "requests").json()["requests"][0]["state"] == "held"
    privacy.resume_held(services)
    assert device.call("GET", "contact").status_code == 200, "an active hold holds"
    with services.transaction() as tx:
        privacy.release_hold(tx, officer, hold.id)
    wait_for(lambda: device.call("GET", "contact").status_code == 410)


def test_a_hold_at_the_end_of_the_waiting_period_and_its_expiry(
    live_backend: Any, device: Any, officer: MemberSubject, wait_for: Any
) -> None:
    services = live_backend.services
    with services.transaction() as tx:
        privacy.place_hold(tx, officer, live_backend.seeded.candidate, "duty", tx.now_us + 10**12)
    device.call("POST", "requests", {"kind": "erasure"})
    wait_for(lambda: device.call("GET", "requests").json()["requests"][0]["state"] == "held")
    with services.transaction() as tx:
        for hold in tx.session.scalars(select(Hold)):
            hold.expires_at_us = tx.now_us
    privacy.resume_held(services)
    wait_for(lambda: device.call("GET", "contact").status_code == 410)


def test_the_saga_can_be_repeated_after_a_crash_at_each_step(live_backend: Any, device: Any, tmp_path: Path) -> None:
    services = live_backend.services
    live_backend.server.stop()
    services = open_services(services.settings)
    with services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        subject = CandidateSubject(attempt.organisation, attempt.id, attempt.candidate)
        request = privacy.create_request(tx, subject, RequestCreate(kind="erasure")).request
    job = Claimed("x", "privacy.erase", {"request": request}, None, None, 1, 0, "lease")
    saga = EraseCandidate()
    for _ in range(2):  # prepared and performed, then "killed": neither step may depend on being the first
        with services.transaction() as tx:
            work = saga.prepare(tx, job)
        assert work is not None
        proof = saga.perform(services, work)
    worker = Worker(services, handlers(services.settings))
    while worker.run_once():
        pass
    with services.reading() as tx:
        stone = tx.session.get_one(Tombstone, device.attempt)
        word = ErasureReceipt.parse(from_base64(stone.receipt["value"]))
        assert word.candidate_key_fingerprint == proof.key.fingerprint
        assert word.key_destroyed_at_us == proof.key.at_us
        assert tx.session.scalars(select(Candidate)).all() == []
    close_services(services)


class _Interrupted(EraseCandidate):
    """An erasure during which something else happens, after its objects went and before its rows go."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self.meanwhile = meanwhile

    def perform(self, services: Services, work: Erasure) -> Shredded:
        done = super().perform(services, work)
        self.meanwhile()
        return done


def _request_erasure(services: Services, attempt_id: str) -> str:
    with services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, attempt_id)
        subject = CandidateSubject(attempt.organisation, attempt.id, attempt.candidate)
        return privacy.create_request(tx, subject, RequestCreate(kind="erasure")).request


def test_an_object_that_lands_while_the_erasure_runs_goes_with_it(live_backend: Any, device: Any) -> None:
    services = live_backend.services
    live_backend.server.stop()
    services = open_services(services.settings)
    key = object_key(ObjectKind.SEGMENT, device.attempt, "late/0-0")
    _request_erasure(services, device.attempt)
    saga = _Interrupted(lambda: services.objects.put(key, b"a whole segment, its upload then killed"))
    assert Worker(services, {ERASE_JOB: saga}).run_once()
    with services.reading() as tx:
        stone = tx.session.get_one(Tombstone, device.attempt)
    assert ErasureReceipt.parse(from_base64(stone.receipt["value"])).objects_deleted == 1
    assert services.objects.list(attempt_prefix(device.attempt)) == []
    close_services(services)


def test_an_upload_is_refused_once_an_erasure_has_begun(
    live_backend: Any, device: Any, wait_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = live_backend.services
    answers: list[requests.Response] = []
    track, key = device.declare_track()
    segment = device.segment(track, key, 0, b"face")
    destroy: Callable[[str, int], Destroyed] = services.keys.destroy_candidate_key

    def destroy_and_upload(candidate: str, now_us: int) -> Destroyed:
        gone = destroy(candidate, now_us)
        answers.append(device.put_segment(track, 0, segment))
        return gone

    monkeypatch.setattr(services.keys, "destroy_candidate_key", destroy_and_upload)
    _request_erasure(services, device.attempt)
    wait_for(lambda: device.call("GET", "contact").status_code == 410)
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(410, "key.destroyed")]
    assert services.objects.list(attempt_prefix(device.attempt)) == []


def test_an_erasure_that_fails_for_good_is_visible_and_can_be_started_again(
    live_backend: Any, device: Any, officer: MemberSubject
) -> None:
    live_backend.server.stop()
    services = open_services(live_backend.services.settings)
    request = _request_erasure(services, device.attempt)
    _fail_for_good(services)
    with services.transaction() as tx:
        row = tx.session.get_one(PrivacyRequest, request)
        assert row.state == "waiting"
        assert "could not be carried out" in row.note
        entry = audit.about(tx, row.organisation, device.attempt)[-1]
        assert entry.action == "erasure.failed"
        assert privacy.approve_erasure(tx, officer, request).note == ""
    while Worker(services, handlers(services.settings)).run_once():
        pass
    with services.reading() as tx:
        assert tx.session.get(Tombstone, device.attempt) is not None
    close_services(services)


def test_an_erasure_at_the_end_of_retention_is_tried_again_the_next_day(live_backend: Any, device: Any) -> None:
    live_backend.server.stop()
    services = open_services(live_backend.services.settings)
    request = _request_erasure(services, device.attempt)
    with services.transaction() as tx:
        tx.session.get_one(PrivacyRequest, request).kind = "retention"
    _fail_for_good(services)
    worker = Worker(services, handlers(services.settings))
    erase_expired(services)
    assert not worker.run_once(), "not on the same day"
    tomorrow = replace(services, clock_us=lambda: services.clock_us() + 2 * DAY_US)
    erase_expired(tomorrow)
    while Worker(tomorrow, handlers(services.settings)).run_once():
        pass
    with services.reading() as tx:
        assert tx.session.get(Tombstone, device.attempt) is not None
    close_services(services)


def _fail_for_good(services: Services) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    for minutes in range(1, MAX_TRIES + 1):
        at_us = services.clock_us() + minutes * 60_000_000
        later = replace(services, clock_us=partial(int, at_us))
        assert Worker(later, {ERASE_JOB: _Interrupted(broken)}).run_once()


def test_restriction_hides_an_attempt_from_all_but_the_officer(
    live_backend: Any, device: Any, officer: MemberSubject
) -> None:
    request = device.call("POST", "requests", {"kind": "restriction", "words": WORDS}).json()
    assert request["state"] == "received"
    reviewer = replace(officer, roles=frozenset({Role.REVIEWER, Role.OWNER}))
    with live_backend.services.transaction() as tx:
        assert find(tx.session, reviewer, Attempt, Attempt.id == device.attempt)
        row = tx.session.get_one(PrivacyRequest, request["request"])
        assert privacy.read_words(tx, row) == WORDS
        privacy.answer(tx, officer, request["request"], "It is hidden now.")
    with live_backend.services.reading() as tx:
        with pytest.raises(NotFound):
            find(tx.session, reviewer, Attempt, Attempt.id == device.attempt)
        assert find(tx.session, officer, Attempt, Attempt.id == device.attempt)
    assert device.call("GET", "requests").json()["requests"][0]["note"] == "It is hidden now."
