"""The contract with Greenhouse, from the list of tests to the result, and what goes wrong on the way."""

from __future__ import annotations

import base64
import logging
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.accounts.tokens import Scope
from backend.assessments.models import Candidate, Invitation
from backend.attempts.models import Attempt
from backend.audit.models import AuditEntry
from backend.partners.door import read_key
from backend.partners.models import PartnerOrder, PartnerUpdate
from backend.privacy.expiry import sweep_technical
from backend.privacy.jobs import delete_rows
from backend.programs.wire import ProblemResult
from backend.settings import DAY_US
from protocol.errors import SignInNeeded
from protocol.identifiers import new_identifier
from tests.integration.backend.conftest import _wait_for
from tests.integration.partners.conftest import House
from tests.integration.partners.shapes import ListedTest, TestSent, TestStatus, fits
from tests.integration.programs.conftest import token_of


def body(house: House, name: str, application: str = "1", **more: Any) -> dict[str, Any]:
    """What Greenhouse sends, as its document has it."""
    candidate = {
        "first_name": name,
        "last_name": "Andersson",
        "preferred_name": name,
        "resume_url": "https://files.example/resume",
        "phone_number": None,
        "email": f"{name}@candidate.example",
        "greenhouse_profile_url": "https://app.greenhouse.example/people/17",
    }
    url = f"{house.system.url}/take_home_tests/{name}/{application}"
    whole = {"partner_test_id": house.family, "candidate": candidate, "sent_by": "r@works.example", "url": url}
    return {**whole, **more}


def send(house: House, name: str, application: str = "1") -> str:
    answer = house.call("POST", "/greenhouse/send_test", json=body(house, name, application))
    assert answer.status_code == 200, answer.text
    return str(fits(TestSent, answer.json()).partner_interview_id)


def status(house: House, order: str) -> Any:
    answer = house.call("GET", "/greenhouse/test_status", params={"partner_interview_id": order})
    assert answer.status_code == 200, answer.text
    return fits(TestStatus, answer.json())


def test_from_the_list_to_the_result(house: House) -> None:
    listed = fits(list[ListedTest], house.call("GET", "/greenhouse/list_tests").json())
    assert house.family in [each.partner_test_id for each in listed]
    before = house.count(Invitation)
    order = send(house, "kim")
    assert send(house, "kim") == order, "the same again is the same"
    assert house.count(Invitation) == before + 1
    assert status(house, order).partner_status == "sent"
    device = house.device("kim@candidate.example")
    assert status(house, order).partner_status == "started"
    house.system.answers = [(500, b"later")]
    house.hand_in(device)
    path = "/take_home_tests/kim/1"
    _wait_for(lambda: bool(house.updates(order)) and house.updates(order)[0].tries == 1)
    [told] = house.updates(order)
    assert (told.state, told.status) == ("waiting", 500)
    with house.live.services.reading() as tx:
        assert 3_000_000 < (told.next_at_us or 0) - tx.now_us <= 6_000_000
    house.make_due()
    _wait_for(lambda: house.updates(order)[0].state == "delivered")
    key = "Basic " + base64.b64encode(f"{house.token}:".encode()).decode()
    assert [(each.method, each.authorization, each.body) for each in house.system.of(path)] == [("PATCH", key, b"")] * 2
    _judged(house, order)
    assert len(house.mails("kim@candidate.example")) == 1


def _judged(house: House, order: str) -> None:
    found = status(house, order)
    assert (found.partner_status, found.partner_score) == ("complete", 100)
    assert found.metadata["Problems Solved"] == "1 of 1"
    with house.live.services.reading() as tx:
        row = tx.session.get_one(PartnerOrder, order)
        attempt = tx.session.scalars(select(Attempt).where(Attempt.invitation == row.invitation)).one()
        assert str(found.partner_profile_url).endswith(f"/portal/attempts/{attempt.id}")
        assert row.sealed_key is None, "what was only needed to tell it is forgotten"
        read = select(AuditEntry.subject).where(AuditEntry.action == "result.read")
        assert attempt.id in tx.session.scalars(read).all(), "the candidate sees that the score was read"
    with house.live.services.transaction() as tx:
        tx.session.execute(update(Attempt).where(Attempt.id == attempt.id).values(restricted_at_us=1))
    assert status(house, order).partner_score is None, "of a restricted attempt nothing is told"


def test_another_application_shares_the_invitation_and_is_told_too(house: House) -> None:
    before = house.count(Invitation)
    first, second = send(house, "lee"), send(house, "lee", "2")
    assert first != second
    assert house.count(Invitation) == before + 1
    house.hand_in(house.device("lee@candidate.example"), "wrong")
    _wait_for(lambda: len(house.system.got) == 2)
    assert {each.path for each in house.system.got} == {"/take_home_tests/lee/1", "/take_home_tests/lee/2"}
    assert status(house, second).metadata["Problems Solved"] == "0 of 1"
    third = send(house, "lee", "3")
    _wait_for(lambda: len(house.system.of("/take_home_tests/lee/3")) == 1)
    assert status(house, third).partner_status == "complete", "it was judged already"
    assert house.count(Invitation) == before + 1


def test_an_invitation_that_ended_unused_is_made_anew(house: House) -> None:
    order = send(house, "ada")
    first = house.code_for("ada@candidate.example")
    with house.live.services.transaction() as tx:
        row = tx.session.get_one(PartnerOrder, order)
        tx.session.execute(update(Invitation).where(Invitation.id == row.invitation).values(closes_at_us=1))
    assert status(house, order).partner_status == "expired"
    assert send(house, "ada") == order
    assert status(house, order).partner_status == "sent"
    _wait_for(lambda: len(house.mails("ada@candidate.example")) == 2)
    assert house.code_for("ada@candidate.example") != first


def test_wrong_keys(house: House) -> None:
    mail = house.live.seeded.logins[0].email
    for token, code in (
        ("nonsense", 401),
        ("", 401),
        (house.token + "x" * 130, 401),
        (token_of(house.live, mail, Scope.PROBLEMS_READ), 403),
    ):
        assert house.call("GET", "/greenhouse/list_tests", token=token).status_code == code
        sent = house.call("POST", "/greenhouse/send_test", token=token, json=body(house, "eve"))
        assert sent.status_code == code
        asked = {"partner_interview_id": new_identifier()}
        assert house.call("GET", "/greenhouse/test_status", token=token, params=asked).status_code == code
    for odd in ("Basic \xff", "Basic ====", "Basic /w==", "Basic"):
        with pytest.raises(SignInNeeded):
            read_key(odd)
    assert len(house.token) < 171, "Greenhouse takes no longer ones"


def test_another_organisation_sees_nothing_of_it(house: House) -> None:
    order, (seeded, token) = send(house, "noa"), house.other_organisation()
    listed = house.call("GET", "/greenhouse/list_tests", token=token).json()
    assert house.family not in str(listed)
    assert len(listed) == 1
    for asked in (order, new_identifier()):
        found = house.call("GET", "/greenhouse/test_status", token=token, params={"partner_interview_id": asked})
        assert found.status_code == 404
    before = house.count(Invitation)
    assert house.call("POST", "/greenhouse/send_test", token=token, json=body(house, "noa")).status_code == 404
    assert house.count(Invitation) == before
    error = {"api_call": "test_status", "errors": ["x"], "partner_interview_id": order}
    assert house.call("POST", "/greenhouse/request_errors", token=token, json=error).json() == {"status": 200}
    with house.live.services.reading() as tx:
        noted = tx.session.scalars(select(AuditEntry).where(AuditEntry.organisation == seeded.organisation))
        assert order not in [each.subject for each in noted]


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"url": "https://10.0.0.1/x"}, "address", 422),
        ({"url": "https://metadata.internal/x"}, "address", 422),
        ({"url": "http://ats.example.com/x"}, "address", 422),
        ({"candidate": {"first_name": "A", "last_name": "B", "email": "nobody"}}, "candidate.email", 422),
        ({"candidate": {"first_name": "A" * 200, "last_name": "B", "email": "a@b.example"}}, "first_name", 422),
        ({"partner_test_id": ""}, "partner_test_id", 422),
        ({"partner_test_id": "12345"}, "", 404),
    ],
)
def test_bad_input_names_the_field_and_invites_nobody(
    house: House, more: dict[str, Any], field: str, code: int
) -> None:
    before = house.count(Invitation)
    answer = house.call("POST", "/greenhouse/send_test", json=body(house, "bad", **more))
    assert answer.status_code == code, answer.text
    assert field in str(answer.json()["details"].get("field", ""))
    assert house.count(Invitation) == before


def test_complaints_are_noted_without_words_about_a_person(house: House, caplog: pytest.LogCaptureFixture) -> None:
    order = send(house, "pat")
    complaint = {
        "api_call": "test_status",
        "errors": ["partner_status is 'complete' but partner_profile_url is missing for pat@candidate.example"],
        "partner_test_name": "Test",
        "partner_interview_id": order,
        "candidate_email": "pat@candidate.example",
    }
    with caplog.at_level(logging.WARNING, "backend.partners"):
        answer = house.call("POST", "/greenhouse/request_errors", json=complaint)
    assert (answer.status_code, answer.json()) == (200, {"status": 200})
    with house.live.services.reading() as tx:
        entry = tx.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "partner.error", AuditEntry.subject == order)
        ).one()
    names = "partner_status,partner_profile_url"
    assert entry.details == {"call": "test_status", "names": names, "count": 1}
    assert names in caplog.text
    assert "pat@" not in caplog.text


def test_an_erased_candidate_takes_orders_and_updates_along(house: House) -> None:
    order = send(house, "zoe")
    house.system.answers = [(500, b"")]
    house.hand_in(house.device("zoe@candidate.example"))
    _wait_for(lambda: bool(house.updates(order)) and house.updates(order)[0].tries == 1)
    with house.live.services.transaction() as tx:
        candidate = tx.session.scalars(select(Candidate).where(Candidate.email == "zoe@candidate.example")).one()
        attempts = tx.session.scalars(select(Attempt.id).where(Attempt.candidate == candidate.id)).all()
        delete_rows(tx, candidate.id, attempts)
        assert tx.session.get(PartnerOrder, order) is None
    assert house.updates(order) == []
    house.make_due()
    gone = house.call("GET", "/greenhouse/test_status", params={"partner_interview_id": order})
    assert gone.status_code == 404
    later = send(house, "ben")
    house.hand_in(house.device("ben@candidate.example"))
    _wait_for(lambda: house.updates(later) != [] and house.updates(later)[0].state == "delivered")
    assert len(house.system.of("/take_home_tests/zoe/1")) == 1, "nothing is told of who was erased"


def test_updates_go_after_ninety_days(house: House) -> None:
    order = send(house, "old")
    with house.live.services.transaction() as tx:
        row = tx.session.get_one(PartnerOrder, order)
        old = {"organisation": row.organisation, "candidate": row.candidate, "partner_order": order}
        at_us = tx.now_us - 91 * DAY_US
        tx.session.add(PartnerUpdate(id="old", **old, what="completed", state="failed", created_at_us=at_us))
    sweep_technical(house.live.services)
    assert house.updates(order) == []


def test_each_problem_counts_the_same() -> None:
    from backend.partners.orders import _share
    from protocol.verdicts import Verdict

    def shared(verdict: Verdict | None, score: int | None, top: int | None) -> float:
        identifier = new_identifier()
        return _share(
            ProblemResult(label="A", problem=identifier, title="x", verdict=verdict, score=score, max_score=top)
        )

    assert shared(Verdict.ACCEPTED, None, None) == 100
    assert shared(Verdict.WRONG_ANSWER, None, None) == 0
    assert shared(Verdict.WRONG_ANSWER, 30, 40) == 75
    assert shared(None, None, 40) == 0
