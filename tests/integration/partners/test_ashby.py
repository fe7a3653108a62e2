"""The contract with Ashby: listing, starting, cancelling, and what Ashby is told, in what order and how often."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.assessments.models import Invitation
from backend.audit.models import AuditEntry
from backend.partners import keys
from backend.partners.jobs import NO_KEY, REFUSED
from backend.partners.models import AshbyKey, PartnerOrder
from backend.partners.news import tell_ended
from backend.programs import service as programs
from protocol.errors import InvalidInput
from protocol.identifiers import new_identifier
from tests.integration.backend.conftest import Device, _wait_for
from tests.integration.partners.conftest import House
from tests.integration.partners.shapes import AshbyRefused, AssessmentList, AssessmentStarted, Update, fits

KEY = "ashby-key-of-the-works"
PATH = "/assessment.update"


@pytest.fixture(autouse=True)
def _key(house: House) -> None:
    """The owner wrote down the key to Ashby."""
    write_key(house, KEY)


def write_key(house: House, key: str) -> None:
    with house.live.services.transaction() as tx:
        keys.write_ashby_key(tx, house.owner, key)


def body(house: House, name: str, **more: Any) -> dict[str, Any]:
    """What Ashby sends, as its description has it."""
    candidate = {
        "ashby_id": new_identifier(),
        "first_name": name,
        "last_name": "Andersson",
        "email": f"{name}@candidate.example",
        "ashby_profile_url": "https://app.ashby.example/candidates/1",
    }
    application = {"ashby_id": new_identifier(), "status": "Active"}
    job = {"ashby_id": new_identifier(), "name": "Engineer", "ashby_job_url": "https://app.ashby.example/jobs/1"}
    whole = {"assessment_type_id": house.family, "candidate": candidate, "application": application, "job": job}
    return {**whole, **more}


def start(house: House, name: str) -> str:
    answer = house.call("POST", "/ashby/assessment.start", json=body(house, name))
    assert answer.status_code == 200, answer.text
    started = fits(AssessmentStarted, answer.json()).results
    assert started.update_request.assessment_status.value == "Invited"
    return str(started.assessment_id)


def told(house: House, order: str) -> list[Update]:
    """What Ashby got of one assessment, checked against its description."""
    got = [fits(Update, each.json) for each in house.system.of(PATH)]
    return [each for each in got if str(each.assessment_id) == order]


def test_from_the_list_to_the_result(house: House) -> None:
    listed = fits(AssessmentList, house.call("POST", "/ashby/assessment.list", json={}).json())
    assert house.family in [str(each.assessment_type_id) for each in listed.results]
    assert house.call("POST", "/ashby/assessment.list").status_code == 200, "it may send no body"
    order = start(house, "kim")
    again = house.call("POST", "/ashby/assessment.start", json=body(house, "kim"))
    assert again.status_code == 409
    fits(AshbyRefused, again.json())
    device = house.device("kim@candidate.example")
    _wait_for(lambda: len(told(house, order)) == 1)
    assert house.call("POST", "/ashby/assessment.start", json=body(house, "kim")).status_code == 409
    house.hand_in(device)
    _wait_for(lambda: len(told(house, order)) == 2)
    started, completed = told(house, order)
    assert started.assessment_status
    assert completed.assessment_result
    assert completed.assessment_profile_url
    assert started.assessment_status.value == "Started"
    assert (completed.assessment_result.type, completed.assessment_result.value) == ("numeric_score", 100)
    assert f"/portal/attempts/{device.attempt}" in str(completed.assessment_profile_url.value)
    assert started.timestamp < completed.timestamp
    shown = {each.authorization for each in house.system.of(PATH)}
    assert shown == {"Basic " + base64.b64encode(f"{KEY}:".encode()).decode()}
    with house.live.services.reading() as tx:
        sent = select(AuditEntry.actor).where(AuditEntry.action == "result.sent", AuditEntry.subject == device.attempt)
        assert tx.session.scalars(sent).all() == ["system"], "the candidate sees that the score left, once"
    assert len(house.mails("kim@candidate.example")) == 1
    assert start(house, "kim") != order, "judged: they may be assessed again"


def test_what_is_cancelled_opens_nothing_and_is_not_told_of(house: House) -> None:
    order = start(house, "lee")
    code = house.code_for("lee@candidate.example")
    for _ in range(2):
        answer = house.call("POST", "/ashby/assessment.cancel", json={"assessment_id": order})
        cancelled = fits(AssessmentStarted, answer.json()).results
        assert (str(cancelled.assessment_id), answer.status_code) == (order, 200)
        assert cancelled.update_request.cancelled_reason.value == "It was cancelled in Ashby."
    device = Device(house.live.url)
    assert device.call("POST", "/join", device.join_request(code)).status_code in {404, 409, 410}
    assert house.updates(order) == []
    assert start(house, "lee") != order


def test_a_running_one_that_is_cancelled_is_brought_to_its_end_untold(house: House) -> None:
    order = start(house, "ada")
    house.system.answers = [(500, b"")]
    device = house.device("ada@candidate.example")
    _wait_for(lambda: house.updates(order) != [] and house.updates(order)[0].tries == 1)
    assert house.call("POST", "/ashby/assessment.cancel", json={"assessment_id": order}).status_code == 200
    house.make_due()
    _wait_for(lambda: house.updates(order)[0].state == "ended")
    house.hand_in(device)
    later = start(house, "bob")
    house.hand_in(house.device("bob@candidate.example"))
    _wait_for(lambda: len(told(house, later)) == 2)
    assert len(told(house, order)) == 1
    assert [each.what for each in house.updates(order)] == ["started"]


def test_a_refusal_with_200_is_one_and_is_tried_again(house: House) -> None:
    order = start(house, "eve")
    house.system.answers = [(200, b'{"success": false, "errors": ["assessment_not_found"]}'), (503, b"")]
    device = house.device("eve@candidate.example")
    _wait_for(lambda: house.updates(order) != [] and house.updates(order)[0].tries == 1)
    assert (house.updates(order)[0].state, house.updates(order)[0].code) == ("waiting", REFUSED)
    house.make_due()
    _wait_for(lambda: house.updates(order)[0].tries == 2)
    house.hand_in(device)
    _wait_for(lambda: len(house.updates(order)) == 2 and house.updates(order)[1].state == "delivered")
    house.make_due()
    _wait_for(lambda: house.updates(order)[0].state == "ended")
    assert len(told(house, order)) == 3, "what came before the result is not told after it"


def test_what_ashby_does_not_know_is_not_told_again(house: House) -> None:
    order = start(house, "sam")
    house.system.answers = [(404, b"")]
    house.device("sam@candidate.example").http.close()
    _wait_for(lambda: house.updates(order) != [] and house.updates(order)[0].state == "failed")
    assert (house.updates(order)[0].status, house.updates(order)[0].next_at_us) == (404, None)


def test_endings_without_a_result_are_told_with_their_reason(house: House) -> None:
    stopped, withdrawn = start(house, "pat"), start(house, "max")
    device = house.device("pat@candidate.example")
    assert device.call("POST", "withdraw").status_code == 200
    device.http.close()
    with house.live.services.transaction() as tx:
        programs.withdraw(tx, house.owner, tx.session.get_one(PartnerOrder, withdrawn).invitation)
    _wait_for(lambda: len(told(house, stopped)) == 2 and len(told(house, withdrawn)) == 1)
    reasons = [told(house, each)[-1].cancelled_reason for each in (stopped, withdrawn)]
    words = [each.value for each in reasons if each]
    assert words == ["The candidate stopped.", "The invitation was withdrawn."]


def test_an_invitation_that_ended_unused_is_told_once(house: House) -> None:
    order = start(house, "lou")
    tell_ended(house.live.services)
    assert house.updates(order) == []
    with house.live.services.transaction() as tx:
        row = tx.session.get_one(PartnerOrder, order)
        ended = update(Invitation).where(Invitation.id == row.invitation).values(closes_at_us=tx.now_us - 1)
        tx.session.execute(ended)
    for _ in range(2):
        tell_ended(house.live.services)
    _wait_for(lambda: len(told(house, order)) == 1)
    reason = told(house, order)[0].cancelled_reason
    assert reason is not None
    assert reason.value == "The time of the invitation ran out."
    assert len(house.updates(order)) == 1
    assert start(house, "lou") != order


def test_without_a_key_it_waits_for_one(house: House) -> None:
    write_key(house, "")
    order = start(house, "noa")
    house.device("noa@candidate.example").http.close()
    _wait_for(lambda: house.updates(order) != [] and house.updates(order)[0].tries == 1)
    assert (house.updates(order)[0].code, told(house, order)) == (NO_KEY, [])
    write_key(house, KEY)
    house.make_due()
    _wait_for(lambda: len(told(house, order)) == 1)


def test_keys_lie_sealed_and_bad_ones_are_refused(house: House) -> None:
    with house.live.services.reading() as tx:
        assert KEY.encode() not in tx.session.get_one(AshbyKey, house.owner.organisation).sealed_key
    for bad in ("x" * 201, "a:b", "käse", "a\nb"):
        with pytest.raises(InvalidInput, match="no colon"):
            write_key(house, bad)


def test_refusals_have_words_for_whoever_uses_ashby(house: House) -> None:
    before = house.count(Invitation)
    for more, status, words in (
        ({"assessment_type_id": new_identifier()}, 422, "does not exist"),
        ({"candidate": {"first_name": "A", "last_name": "B"}}, 422, "candidate.email"),
        ({"candidate": {"first_name": "A", "last_name": "B", "email": "nobody"}}, 422, "candidate.email"),
    ):
        answer = house.call("POST", "/ashby/assessment.start", json=body(house, "bad", **more))
        assert answer.status_code == status, answer.text
        assert words in fits(AshbyRefused, answer.json()).message
    unknown = house.call("POST", "/ashby/assessment.cancel", json={"assessment_id": new_identifier()})
    wrong = house.call("POST", "/ashby/assessment.list", token="nonsense", json={})  # noqa: S106 - of nobody
    assert (unknown.status_code, wrong.status_code) == (404, 401)
    headers = {"Content-Type": "application/json"}
    unread = house.call("POST", "/ashby/assessment.cancel", data=b'"\xff"', headers=headers)
    assert unread.status_code == 400
    for each in (unknown, wrong, unread):
        fits(AshbyRefused, each.json())
    assert house.count(Invitation) == before


def test_another_organisation_cancels_nothing(house: House) -> None:
    order, (_, token) = start(house, "tom"), house.other_organisation()
    answer = house.call("POST", "/ashby/assessment.cancel", token=token, json={"assessment_id": order})
    assert answer.status_code == 404
    listed = house.call("POST", "/ashby/assessment.list", token=token, json={}).json()
    assert house.family not in str(listed)
    with house.live.services.reading() as tx:
        assert tx.session.get_one(PartnerOrder, order).cancelled_at_us is None
