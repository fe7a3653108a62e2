"""More time and breaks that a person gives: the end moves at once, within bounds, with a reason, and never after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from backend.access import MemberSubject
from backend.accounts.models import Member, Role
from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.audit.service import about
from backend.credit.giving import MOST_AT_ONCE, MOST_IN_ALL, Gift, give_time
from backend.credit.repository import credited_us, credits_of
from protocol.errors import Conflict, InvalidInput, NotAllowed, RecrutrError
from protocol.receipts import Extension
from protocol.wire import Contact
from tests.integration.backend.conftest import Device, focus

MINUTE_US = 60_000_000
DRILL = "A fire drill"
GIFT = Gift(1, "member", DRILL)


@pytest.fixture
def member(live_backend: Any) -> MemberSubject:
    with live_backend.services.reading() as tx:
        found = tx.session.scalars(select(Member)).first()
    assert found is not None
    return MemberSubject(found.id, found.organisation, frozenset({Role.INTERVIEWER}))


def give(backend: Any, device: Device, member: MemberSubject, minutes: int, gift: Gift = GIFT) -> None:
    with backend.services.transaction() as tx:
        give_time(tx, member, device.attempt, replace(gift, minutes=minutes))


def told(device: Device) -> Extension:
    found = Contact.model_validate_json(device.call("GET", "contact").text)
    assert found.extension is not None
    word = Extension.from_signed(found.extension, device.joined["server_public_key"])
    assert found.deadline_us == word.deadline_us
    return word


def refused(backend: Any, device: Device, member: MemberSubject, minutes: int, reason: str = DRILL) -> RecrutrError:
    with pytest.raises(RecrutrError) as caught:
        give(backend, device, member, minutes, replace(GIFT, reason=reason))
    return caught.value


def test_the_device_is_told_at_its_next_contact_by_a_signed_word(
    live_backend: Any, device: Device, member: MemberSubject
) -> None:
    give(live_backend, device, member, 10)
    word = told(device)
    assert (word.number, word.cause, word.credited_us) == (1, "member", 10 * MINUTE_US)
    assert word.deadline_us == device.ticket.deadline_us + 10 * MINUTE_US
    give(live_backend, device, member, 5, replace(GIFT, kind="break"))
    word = told(device)
    assert (word.number, word.cause) == (2, "break")
    assert word.deadline_us == device.ticket.deadline_us + 15 * MINUTE_US, "whoever was offline meanwhile gets the sum"
    with live_backend.services.reading() as tx:
        rows = credits_of(tx, device.attempt)
        assert [(row.cause, row.reason, row.credited_by) for row in rows] == [
            ("member", DRILL, member.member),
            ("break", DRILL, member.member),
        ]
        last = about(tx, member.organisation, device.attempt)[-1]
        assert (last.action, last.actor, last.details["seconds"]) == ("time.given", member.member, 300)
        assert DRILL not in str(last.details), "the audit list has no words"


def test_it_counts_against_no_rule_for_outages(live_backend: Any, device: Device, member: MemberSubject) -> None:
    with live_backend.services.transaction() as tx:
        tx.session.scalars(select(Assessment)).one().credit_limit_us = 0
    give(live_backend, device, member, 30)
    with live_backend.services.reading() as tx:
        assert credited_us(tx, device.attempt) == 0


def test_bounds_are_named_and_a_reason_is_asked_for(live_backend: Any, device: Device, member: MemberSubject) -> None:
    for minutes in (0, -5, MOST_AT_ONCE + 1):
        error = refused(live_backend, device, member, minutes)
        assert isinstance(error, InvalidInput)
        assert str(MOST_AT_ONCE) in error.message
    for reason in ("", "  ", "x" * 501):
        assert isinstance(refused(live_backend, device, member, 1, reason), InvalidInput)
    give(live_backend, device, member, MOST_AT_ONCE)
    give(live_backend, device, member, MOST_IN_ALL - MOST_AT_ONCE - 3)
    assert "1 and 3 minutes" in refused(live_backend, device, member, 4).message
    give(live_backend, device, member, 3)
    assert "No more time" in refused(live_backend, device, member, 1).message
    assert told(device).deadline_us == device.ticket.deadline_us + MOST_IN_ALL * MINUTE_US


def test_only_who_leads_gives_time(live_backend: Any, device: Device, member: MemberSubject) -> None:
    for role in (Role.REVIEWER, Role.PROTECTION_OFFICER):
        assert isinstance(refused(live_backend, device, replace(member, roles=frozenset({role})), 1), NotAllowed)


def test_nothing_is_given_before_the_start_after_the_end_or_after_handing_in(
    live_backend: Any, device: Device, fresh_device: Device, member: MemberSubject
) -> None:
    with live_backend.services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, device.attempt)
        kept, attempt.deadline_us = attempt.deadline_us, tx.now_us
    error = refused(live_backend, device, member, 1)
    assert (type(error), error.code) == (Conflict, "attempt.time_over")
    with live_backend.services.transaction() as tx:
        tx.session.get_one(Attempt, device.attempt).deadline_us = kept
    device.send(device.entries(focus()))
    assert device.finish().status_code == 200
    assert refused(live_backend, device, member, 1).code == "attempt.state"
