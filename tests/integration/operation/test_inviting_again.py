"""Inviting again those whose invitation ended unused: a new code by e-mail, the same terms, and undone while unused."""

from __future__ import annotations

import re

from sqlalchemy import select, update

from backend.assessments.models import Invitation
from backend.settings import DAY_US
from tests.integration.backend.conftest import Device
from tests.integration.operation.conftest import until
from tests.integration.operation.test_mail_pages import Portal, _code
from tests.integration.operation.test_mail_pages import portal as opened_portal

HERE = "/portal/candidates"
portal = opened_portal
"""The fixture, under its own name."""


def newest(portal: Portal) -> Invitation:
    with portal.server.services.reading() as tx:
        return tx.session.scalars(select(Invitation).order_by(Invitation.id.desc()).limit(1)).one()


def test_an_ended_invitation_is_made_again_with_its_terms(portal: Portal) -> None:
    portal.page(portal.assessment)
    terms = {"extra_minutes": "20", "zone": "Europe/Berlin", "candidate_zone": "Asia/Tokyo", "by_mail": "true"}
    assert portal.invite("kim@candidate.example", **terms).status_code == 200
    until(lambda: len(portal.inbox.taken) == 1)
    first = newest(portal)
    portal.page(HERE)
    assert portal.send(f"{HERE}/act", invitations=first.id, do="again").status_code == 409, "it is open still"
    services = portal.server.services
    with services.transaction() as tx:
        ended = {"opens_at_us": tx.now_us - 9 * DAY_US, "closes_at_us": tx.now_us - 2 * DAY_US}
        tx.session.execute(update(Invitation).where(Invitation.id == first.id).values(**ended))
    assert portal.send(f"{HERE}/act", invitations=first.id, do="again").status_code == 200
    made = newest(portal)
    assert made.id != first.id
    assert made.closes_at_us - made.opens_at_us == 7 * DAY_US
    assert (made.candidate, made.assessment) == (first.candidate, first.assessment)
    assert (made.extra_time_us, made.created_by) == (first.extra_time_us, first.created_by)
    assert (made.employer_zone, made.candidate_zone) == ("Europe/Berlin", "Asia/Tokyo")
    until(lambda: len(portal.inbox.taken) == 2)
    body = portal.inbox.messages[1].get_body(("plain",))
    assert body is not None
    assert "time zone Asia/Tokyo" in body.get_content()
    assert "time zone Europe/Berlin" in body.get_content()
    with Device(portal.server.url).http as http:
        device = Device(portal.server.url, http=http)
        assert device.call("POST", "/join", device.join_request(_code(portal.inbox, 0))).status_code == 410
        device.join(_code(portal.inbox, 1))
    assert "has begun already" in portal.send(f"{HERE}/act", invitations=made.id, do="again").text


def test_it_is_undone_while_nobody_used_it(portal: Portal) -> None:
    portal.page(portal.assessment)
    portal.invite("kim@candidate.example")
    first = newest(portal)
    portal.page(HERE)
    portal.send(f"{HERE}/act", invitations=first.id, do="withdraw")
    assert portal.send(f"{HERE}/act", invitations=first.id, do="again").status_code == 200
    made = newest(portal)
    action = re.search(r'name="action" value="([^"]+)"', portal.page(HERE))
    assert action
    assert portal.send(f"{HERE}/undo", action=action[1]).status_code == 200
    with portal.server.services.reading() as tx:
        assert tx.session.get_one(Invitation, made.id).revoked_at_us is not None
        assert tx.session.get_one(Invitation, first.id).revoked_at_us is not None
