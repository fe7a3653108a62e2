"""Another machine: a code continues an attempt once, both journals stand side by side, the earlier one only sends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.verifier.command import main as verify
from backend.access import MemberSubject
from backend.accounts.models import Member, Role
from backend.attempts.machines import Issued, devices_of, issue_code, revoke_code
from backend.attempts.models import Attempt, AttemptFlag, Continuation
from backend.audit.service import about
from backend.ingest.export import export_record
from backend.ingest.reading import read_journal
from backend.privacy.jobs import delete_rows
from backend.reports.service import draft_report
from backend.transaction import Transaction
from protocol.canonical import digest_hex
from protocol.edits import Edit
from protocol.errors import Conflict, NotAllowed, NotFound
from protocol.facts import ContinuedFact, DocumentFact, EditFact, Fact, LaunchFact
from protocol.identifiers import new_identifier
from protocol.receipts import HandedIn, Signed, Ticket
from protocol.verdicts import LanguageId
from protocol.wire import Contact, Handover, Started
from tests.integration.backend.conftest import Device, focus

DRAFT = "print(int(input()) * 2)"


def member(tx: Transaction, organisation: str, *roles: Role) -> MemberSubject:
    found = tx.session.scalars(select(Member).where(Member.organisation == organisation)).first()
    assert found is not None
    return MemberSubject(found.id, organisation, frozenset(roles))


def issue(backend: Any, attempt: str, *roles: Role) -> Issued:
    with backend.services.transaction() as tx:
        row = tx.session.get_one(Attempt, attempt)
        return issue_code(tx, member(tx, row.organisation, *(roles or (Role.INTERVIEWER,))), row)


def change(backend: Any, continuation: str, **values: int) -> None:
    with backend.services.transaction() as tx:
        row = tx.session.get_one(Continuation, continuation)
        for name, value in values.items():
            setattr(row, name, value)


def write_draft(device: Device, text: str = DRAFT) -> str:
    document = new_identifier()
    half = len(text) // 2
    facts: list[Fact] = [
        DocumentFact(document=document, problem=device.problem, language=LanguageId.PYTHON, text=text[:half]),
        EditFact(document=document, edit=Edit(position=half, inserted=text[half:])),
    ]
    assert device.send(device.entries(*facts)).status_code == 200
    return document


def codes(backend: Any, attempt: str) -> list[str]:
    with backend.services.reading() as tx:
        return [row.code for row in tx.session.scalars(select(AttemptFlag).where(AttemptFlag.attempt == attempt))]


@pytest.fixture
def second(live_backend: Any) -> Iterator[Device]:
    made = Device(live_backend.url)
    yield made
    made.http.close()


def moved(live_backend: Any, device: Device, second: Device) -> Device:
    """`second` has gone on with what `device` had sent."""
    return second.work_up_to_start(issue(live_backend, device.attempt).code)


def test_the_new_machine_gets_the_acknowledged_work_and_no_more(
    live_backend: Any, device: Device, second: Device
) -> None:
    document = write_draft(device)
    submission, entries = device.handing_in(DRAFT)
    device.send(entries)
    assert device.submit(DRAFT, submission, seq=device.head.seq).status_code == 200
    unsent = device.entries(EditFact(document=document, edit=Edit(position=0, inserted="# late\n")))
    moved(live_backend, device, second)
    assert second.attempt == device.attempt
    assert second.joined["continues"] is True
    assert second.joined["deadline_us"] == device.ticket.deadline_us == second.ticket.deadline_us
    told = second.ticket.continues
    assert told is not None
    assert (told.device, told.seq, second.ticket.place) == (device.id, unsent[0].seq - 1, 2)
    assert told.head == unsent[0].header.previous
    assert told.ticket_digest == Signed.model_validate(device.started["ticket"]).digest
    handover = handed_over(second)
    assert [(each.text, each.language, each.shown) for each in handover.documents] == [(DRAFT, LanguageId.PYTHON, True)]
    assert [each.status.submission for each in handover.submissions] == [submission]
    assert handover.submissions[0].request.source == DRAFT
    # What the earlier machine sends later changes nothing of what was handed over.
    assert device.send(unsent).status_code == 200
    again = handed_over(second)
    assert (again.documents, len(again.submissions)) == (handover.documents, 1)


def handed_over(device: Device) -> Handover:
    found = Started.model_validate_json(device.call("POST", "start").text).handover
    assert found is not None
    return found


def test_the_code_is_good_for_one_machine_once(live_backend: Any, device: Device, second: Device) -> None:
    issued = issue(live_backend, device.attempt)
    second.join(issued.code)
    again = second.call("POST", "/join", second.join_request(issued.code))
    assert again.status_code == 200, "the same device is let in again: its token may have been lost"
    third = Device(live_backend.url)
    refused = third.call("POST", "/join", third.join_request(issued.code))
    assert (refused.status_code, refused.json()["code"]) == (410, "join.code_used")
    thief = Device(live_backend.url, id=second.id)
    refused = thief.call("POST", "/join", thief.join_request(issued.code))
    assert (refused.status_code, refused.json()["code"]) == (409, "join.other_device")


def test_a_code_dies_of_age_of_being_taken_back_and_of_the_next_one(
    live_backend: Any, device: Device, second: Device
) -> None:
    replaced = issue(live_backend, device.attempt)
    taken_back = issue(live_backend, device.attempt)
    with live_backend.services.transaction() as tx:
        subject = member(tx, taken_back.continuation.organisation, Role.RECRUITER)
        revoke_code(tx, subject, taken_back.continuation.id)
    old = issue(live_backend, device.attempt)
    change(live_backend, old.continuation.id, expires_at_us=1)
    for issued in (old, replaced, taken_back):
        refused = second.call("POST", "/join", second.join_request(issued.code))
        assert (refused.status_code, refused.json()["code"]) == (410, "join.code_expired")


def test_a_code_is_worth_nothing_after_the_finish(live_backend: Any, device: Device, second: Device) -> None:
    early = Device(live_backend.url)
    early.join(issue(live_backend, device.attempt).code)
    open_still = issue(live_backend, device.attempt)
    device.send(device.entries(focus()))
    assert device.finish().status_code == 200
    refused = second.call("POST", "/join", second.join_request(open_still.code))
    assert (refused.status_code, refused.json()["code"]) == (410, "join.code_expired")
    early.read_notice()
    assert early.call("POST", "start").json()["code"] == "attempt.state", "joined before the finish, too late to go on"
    with pytest.raises(Conflict):
        issue(live_backend, device.attempt)
    early.http.close()


def test_a_code_is_worth_nothing_while_and_after_everything_is_deleted(
    live_backend: Any, device: Device, second: Device
) -> None:
    issued = issue(live_backend, device.attempt)
    with live_backend.services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        attempt.restricted_at_us, candidate = tx.now_us, attempt.candidate
    refused = second.call("POST", "/join", second.join_request(issued.code))
    assert (refused.status_code, refused.json()["code"]) == (410, "join.code_expired")
    with live_backend.services.transaction() as tx:
        delete_rows(tx, candidate, [device.attempt])
    refused = second.call("POST", "/join", second.join_request(issued.code))
    assert (refused.status_code, refused.json()["code"]) == (404, "join.unknown_code")


def test_only_some_members_make_codes_and_none_of_another_organisation(live_backend: Any, device: Device) -> None:
    for role in (Role.REVIEWER, Role.PROTECTION_OFFICER):
        with pytest.raises(NotAllowed):
            issue(live_backend, device.attempt, role)
    issued = issue(live_backend, device.attempt, Role.RECRUITER)
    with live_backend.services.transaction() as tx, pytest.raises(NotFound):
        revoke_code(tx, MemberSubject("m", new_identifier(), frozenset({Role.OWNER})), issued.continuation.id)


def test_the_earlier_machine_is_told_and_may_only_send(live_backend: Any, device: Device, second: Device) -> None:
    assert Contact.model_validate_json(device.call("GET", "contact").text).moved_at_us is None
    document = write_draft(device)
    late = device.entries(EditFact(document=document, edit=Edit(position=0, inserted="# mine\n")))
    second.join(issue(live_backend, device.attempt).code)
    assert Contact.model_validate_json(device.call("GET", "contact").text).moved_at_us is None, "not yet: only joined"
    second.read_notice()
    second.start()
    told = Contact.model_validate_json(device.call("GET", "contact").text)
    assert told.moved_at_us is not None
    assert Contact.model_validate_json(second.call("GET", "contact").text).moved_at_us is None
    for call in (device.finish, device.check, lambda: device.call("POST", "withdraw")):
        assert call().json()["code"] == "attempt.moved"
    assert device.send(late).status_code == 200
    submission, entries = device.handing_in("print(1)")
    device.send(entries)
    assert device.submit("print(1)", submission, seq=device.head.seq).json()["timeliness"] == "on time"
    second.send(second.entries(focus()))
    assert second.finish().status_code == 200, "its receipt cannot name what the earlier machine sent afterwards"
    assert {"attempt.continued", "journal.earlier_machine", "submission.earlier_machine"} == set(
        codes(live_backend, device.attempt)
    )
    assert device.call("POST", "/join", device.join_request(live_backend.seeded.code)).status_code == 200


def test_an_earlier_machine_that_never_started_cannot_take_the_attempt_back(
    live_backend: Any, fresh_device: Device, second: Device
) -> None:
    fresh_device.join(live_backend.seeded.code)
    fresh_device.read_notice()
    fresh_device.check()
    second.join(issue(live_backend, fresh_device.attempt).code)
    second.read_notice()
    second.check()
    second.start()
    assert second.ticket.continues is None, "it began the time: there was nothing to take over"
    assert second.started["handover"] is None
    assert fresh_device.call("POST", "start").json()["code"] == "attempt.moved"


def test_nothing_starts_on_a_machine_where_the_notice_was_not_read(
    live_backend: Any, device: Device, second: Device
) -> None:
    second.join(issue(live_backend, device.attempt).code)
    assert second.call("POST", "start").json()["code"] == "notice.needed"
    assert second.read_notice().status_code == 200
    assert second.call("POST", "start").status_code == 200


def test_a_machine_that_only_joined_can_end_or_send_nothing(live_backend: Any, device: Device, second: Device) -> None:
    second.join(issue(live_backend, device.attempt).code)
    second.read_notice()
    second.started, second.head = device.started, device.head
    for answer in (second.finish(), second.submit(), second.call("POST", "withdraw")):
        assert (answer.status_code, answer.json()["code"]) == (409, "attempt.state")
    assert second.send(second.entries(focus())).json()["code"] == "attempt.state"
    track = {"stream": "screen", "launch": second.launch, "mime": "video/mp4", "wrapped_key": "x", "device_name": ""}
    assert second.call("PUT", f"tracks/{new_identifier()}", track).json()["code"] == "attempt.state"
    assert device.finish().status_code == 200, "the first one still works on it"


def test_journal_report_and_audit_list_show_both_machines_in_order(
    live_backend: Any, device: Device, second: Device
) -> None:
    write_draft(device)
    moved(live_backend, device, second)
    earlier = second.ticket.continues
    assert earlier is not None
    launch = LaunchFact(
        app_version="1", platform="t", ticket_digest=Signed.model_validate(second.started["ticket"]).digest
    )
    went_on = ContinuedFact(device=earlier.device, seq=earlier.seq, head=earlier.head)
    assert second.send(second.entries(launch, went_on)).status_code == 200
    write_draft(second, DRAFT + "\n")
    submission, entries = second.handing_in(DRAFT)
    second.send(entries)
    second.submit(DRAFT, submission, seq=second.head.seq)
    handed_in = HandedIn(submission=submission, problem=second.problem, source_digest=digest_hex(DRAFT.encode()))
    assert second.finish(handed_in).status_code == 200
    with live_backend.services.reading() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        order = [entry.header.device for entry in read_journal(tx, attempt)]
        assert order == sorted(order, key=[device.id, second.id].index)
        assert [row.place for row in devices_of(tx, attempt.id)] == [1, 2]
        draft = draft_report(tx, attempt.id)
        actions = [entry.action for entry in about(tx, attempt.organisation, attempt.id)]
    assert draft is not None
    assert draft.document.process.machines == 2
    assert (draft.document.journal_seq, draft.document.journal_head) == (second.head.seq, second.head.hash)
    assert [gap.what for gap in draft.document.process.gaps] == ["machine"]
    found = next(each for each in draft.document.findings if each.kind == "attempt.continued")
    (boundary,) = draft.document.process.gaps
    assert [(item.seq, item.t_us) for item in found.evidence] == [(1, boundary.t_us + (boundary.lasted_us or 0))]
    assert [document.machine for document in draft.timeline.documents] == [1, 2]
    assert [marker.kind for marker in draft.timeline.markers][:2] == ["launch", "continued"]
    assert [document.t_us for document in draft.timeline.documents] == sorted(
        document.t_us for document in draft.timeline.documents
    )
    for action in ("continuation.created", "continuation.used", "attempt.continued"):
        assert actions.count(action) == 1


def test_a_third_machine_takes_over_through_one_that_sent_nothing(
    live_backend: Any, device: Device, second: Device
) -> None:
    write_draft(device)
    moved(live_backend, device, second)
    third = Device(live_backend.url).work_up_to_start(issue(live_backend, device.attempt).code)
    assert third.ticket.place == 3
    assert third.ticket.continues is not None
    assert (third.ticket.continues.device, third.ticket.continues.seq) == (second.id, 0)
    assert [each["text"] for each in third.started["handover"]["documents"]] == [DRAFT]
    third.http.close()


def test_a_ticket_of_one_machine_is_no_root_for_the_journal_of_another(
    live_backend: Any, device: Device, second: Device
) -> None:
    moved(live_backend, device, second)
    assert second.send(second.entries(focus())).status_code == 200
    second.head = device.head
    assert second.send(second.entries(focus(), head=device.head)).status_code == 409


def test_the_ticket_verifies_with_the_servers_key_only(live_backend: Any, device: Device, second: Device) -> None:
    moved(live_backend, device, second)
    signed = Signed.model_validate(second.started["ticket"])
    assert Ticket.from_signed(signed, second.joined["server_public_key"]).device == second.id


def test_the_record_of_each_machine_holds_by_itself(
    live_backend: Any, device: Device, second: Device, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_draft(device)
    submission, entries = device.handing_in(DRAFT)
    device.send(entries)
    device.submit(DRAFT, submission, seq=device.head.seq)
    moved(live_backend, device, second)
    earlier = second.ticket.continues
    assert earlier is not None
    went_on = ContinuedFact(device=earlier.device, seq=earlier.seq, head=earlier.head, submissions=[submission])
    second.send(second.entries(went_on))
    again, entries = second.handing_in("print(4)")
    second.send(entries)
    second.submit("print(4)", again, seq=second.head.seq)
    both = [(submission, DRAFT), (again, "print(4)")]
    named = [HandedIn(submission=it, problem=second.problem, source_digest=digest_hex(s.encode())) for it, s in both]
    assert second.finish(*named).status_code == 200
    for machine, counts in ((device, (1, 0)), (second, (1, 1))):
        with live_backend.services.transaction() as tx:
            owner = member(tx, tx.session.get_one(Attempt, device.attempt).organisation, Role.OWNER)
            lines = export_record(tx, owner, device.attempt, machine.id)
            if machine is device:
                assert len(export_record(tx, owner, device.attempt)) == len(lines), "without a name: the first"
        (tmp_path / "record.jsonl").write_bytes(b"".join(lines))
        words = [str(tmp_path / "record.jsonl"), "--server-key", device.joined["server_public_key"], "--json"]
        code, told = verify(words), json.loads(capsys.readouterr().out)
        assert (code, told["holds"]) == (0, True), told
        held = {check["name"]: check["held"] for check in told["checks"]}
        assert (held["submissions"], held["submission receipt"]) == counts
        assert told["entries"] == machine.head.seq
    with live_backend.services.transaction() as tx:
        owner = member(tx, tx.session.get_one(Attempt, device.attempt).organisation, Role.OWNER)
        with pytest.raises(NotFound):
            export_record(tx, owner, device.attempt, new_identifier())
