"""Calls of programs as they go over the line: refusals, pages, repeated requests, limits, what is told and to whom."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from sqlalchemy import func, select, update

from backend.accounts import rate
from backend.accounts.tokens import Scope
from backend.assessments.models import Invitation
from backend.attempts.models import Attempt
from backend.audit.models import AuditEntry
from backend.programs import pace
from backend.programs.models import Repeat
from backend.programs.repeats import forget_repeats
from backend.settings import DAY_US
from protocol.identifiers import new_identifier
from tests.integration.backend.conftest import Device
from tests.integration.programs.conftest import Program, token_of


def count(program: Program, table: Any) -> int:
    with program.backend.services.reading() as tx:
        return tx.session.scalar(select(func.count()).select_from(table)) or 0


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"name": "x" * 201}, "name", "200"),
    ({"email": "nobody"}, "email", "pattern"),
    ({"closes_at": "2090-03-16T09:00:00"}, "closes_at", "timezone"),
    ({"closes_at": "2020-03-16T09:00:00Z"}, "closes_at", "after now"),
    ({"opens_at": "2091-03-16T09:00:00Z"}, "closes_at", "after opens_at"),
    ({"time_zone": "Europe/Nowhere"}, "time_zone", "Europe/Berlin"),
    ({"candidate_time_zone": "+01:00"}, "candidate_time_zone", "Europe/Berlin"),
    ({"extra_minutes": 1441}, "extra_minutes", "1440"),
    ({"favourite": "x"}, "favourite", "not permitted"),
    ({"assessment": "1"}, "assessment", "pattern"),
]


def test_what_breaks_a_limit_is_named_and_invites_nobody(program: Program) -> None:
    before = count(program, Invitation)
    for more, field, limit in BAD:
        answer = program.call("POST", "/invitations", json=program.body(**more))
        assert answer.status_code == 422
        assert answer.headers["Content-Type"] == "application/problem+json"
        told = answer.json()
        assert (told["status"], told["type"]) == (422, "urn:recrutr:refusal:input.invalid")
        assert told["field"] == field
        assert limit in told["limit"]
    assert count(program, Invitation) == before


def test_every_refusal_is_a_problem_document(program: Program) -> None:
    for path in ("/assessments", "/invitations", "/results", "/webhooks"):
        _refuses(program, path)


def _refuses(program: Program, path: str) -> None:
    for token, status in (("nonsense", 401), (token_of(program.backend, _owner(program), Scope.PROBLEMS_READ), 403)):
        answer = Program(program.backend, token).call("GET", path)
        assert (answer.status_code, answer.json()["status"]) == (status, status)
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert program.call("PUT", path).headers["Content-Type"] == "application/problem+json"
    assert program.call("GET", path + "/nowhere/at/all").headers["Content-Type"] == "application/problem+json"


def test_pages_hold_each_row_once_also_when_rows_come_meanwhile(program: Program) -> None:
    made = [_invite(program, number)["invitation"] for number in range(5)]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = program.call("GET", "/invitations", params={"limit": 2, "cursor": cursor}).json()
        seen += [each["invitation"] for each in page["invitations"]]
        cursor = page["next"]
        if cursor is None:
            break
        _invite(program, 100 + len(seen))
    assert seen == [*reversed(made), program.backend.seeded.invitation]
    for bad in ("!", base64.urlsafe_b64encode(b"x").decode(), "x" * 101):
        refused = program.call("GET", "/invitations", params={"cursor": bad})
        assert (refused.status_code, refused.json()["field"]) == (422, "cursor")
    assert program.call("GET", "/invitations", params={"limit": 101}).json()["field"] == "limit"


def test_filters(program: Program) -> None:
    _invite(program, 1)
    kim = program.call("GET", "/invitations", params={"email": "P1@candidate.example"}).json()["invitations"]
    assert [each["candidate"]["email"] for each in kim] == ["p1@candidate.example"]
    none = program.call("GET", "/invitations", params={"assessment": new_identifier()}).json()["invitations"]
    assert none == []
    device = Device(program.url).work_up_to_start(program.backend.seeded.code)
    device.http.close()
    for params, there in (
        ({"state": ["judged", "started"]}, 1),
        ({"state": "judged"}, 0),
        ({"candidate": program.backend.seeded.candidate}, 1),
        ({"candidate": new_identifier()}, 0),
        ({"finished_after": "2000-01-01T00:00:00Z"}, 0),
    ):
        assert len(program.call("GET", "/results", params=params).json()["results"]) == there, params
    with program.backend.services.transaction() as tx:
        tx.session.execute(update(Attempt).values(finished_at_us=1_000_000_000 * 1_000_000))
    inside = {"finished_after": "2001-09-09T00:00:00+00:00", "finished_before": "2001-09-10T00:00:00Z"}
    assert len(program.call("GET", "/results", params=inside).json()["results"]) == 1
    assert program.call("GET", "/results", params={"finished_before": "2001-09-09T00:00:00Z"}).json()["results"] == []


def test_the_same_request_again_invites_nobody_twice(program: Program) -> None:
    headers = {"Idempotency-Key": "17"}
    first = program.call("POST", "/invitations", json=program.body(), headers=headers)
    again = program.call("POST", "/invitations", json=program.body(), headers=headers)
    assert first.json() == again.json()
    assert count(program, Invitation) == 2
    other = program.call("POST", "/invitations", json=program.body(name="Lee"), headers=headers)
    assert (other.status_code, other.json()["field"]) == (422, "Idempotency-Key")
    reviewers = Program(program.backend, token_of(program.backend, program.backend.seeded.logins[1].email))
    told = reviewers.call("POST", "/invitations", json=program.body(), headers=headers)
    assert (told.status_code, told.json()["code"]) == (403, "auth.role"), "the first answer holds the invitation's code"
    without = program.call("POST", "/invitations", json=program.body())
    assert without.json()["code"] != first.json()["code"]
    assert count(program, Invitation) == 3
    with program.backend.services.transaction() as tx:
        assert first.json()["code"].encode() not in tx.session.scalars(select(Repeat.sealed_answer)).one()
        tx.session.execute(update(Repeat).values(at_us=tx.now_us - DAY_US))
    third = program.call("POST", "/invitations", json=program.body(), headers=headers)
    assert third.json()["code"] != first.json()["code"], "a day is over"
    with program.backend.services.transaction() as tx:
        tx.session.execute(update(Repeat).values(at_us=0))
    forget_repeats(program.backend.services)
    assert count(program, Repeat) == 0


def test_each_answer_tells_what_is_left_and_beyond_it_when_to_come_again(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "PROGRAM_CALLS", rate.Limit("program.member", 2, rate.MINUTE_US))
    left = [program.call("GET", "/assessments").headers["RateLimit-Remaining"] for _ in range(2)]
    assert left == ["1", "0"]
    refused = program.call("GET", "/results")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    assert refused.json()["retry_after_s"] == int(refused.headers["Retry-After"])


def test_withdrawn_and_accommodations(program: Program) -> None:
    made = program.call("POST", "/invitations", json=program.body(extra_minutes=30)).json()
    assert "extra_minutes" not in made
    with program.backend.services.reading() as tx:
        assert tx.session.get_one(Invitation, made["invitation"]).extra_time_us == 30 * 60 * 1_000_000
    for _ in range(2):
        answer = program.call("POST", f"/invitations/{made['invitation']}/withdraw")
        assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert Device(program.url).call("POST", "/join", Device(program.url).join_request(made["code"])).status_code == 410
    refused = program.call("POST", "/invitations", json=program.body(by_mail=True))
    assert (refused.status_code, refused.json()["code"]) == (409, "mail.unset")


def test_reading_a_result_is_told_and_what_is_restricted_is_not_there(program: Program) -> None:
    device = Device(program.url).work_up_to_start(program.backend.seeded.code)
    device.http.close()
    assert program.call("GET", f"/results/{device.attempt}").json()["state"] == "started"
    with program.backend.services.transaction() as tx:
        told = select(AuditEntry.subject).where(AuditEntry.action == "result.read")
        assert tx.session.scalars(told).all() == [device.attempt]
        tx.session.execute(update(Attempt).values(restricted_at_us=1))
    assert program.call("GET", f"/results/{device.attempt}").status_code == 404
    assert program.call("GET", "/results").json()["results"] == []
    assert program.call("GET", f"/invitations/{program.backend.seeded.invitation}").json()["attempt"] is None


def _invite(program: Program, number: int) -> dict[str, Any]:
    answer = program.call("POST", "/invitations", json=program.body(email=f"p{number}@candidate.example"))
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def _owner(program: Program) -> str:
    return program.backend.seeded.logins[0].email
