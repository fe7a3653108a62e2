"""Members in the browser: invited by a link, given other roles, removed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import requests
from playwright.sync_api import expect
from sqlalchemy import select

from backend.accounts.models import Role
from backend.attempts.machines import is_usable
from backend.attempts.models import Continuation
from backend.audit.service import about
from backend.portal.attempt_pages import NEW_SHARE_COOKIE
from backend.portal.continuing import CODE_COOKIE
from protocol.identifiers import new_identifier
from tests.integration.portal.conftest import Visitor, virtual_authenticator
from tests.integration.portal.device import Device
from tests.integration.portal.reviewing import member, sign_in
from tests.integration.portal.server import OWNER, Running
from tests.integration.portal.test_everybody_can_use_it import check
from tests.integration.portal.work import work

pytestmark = pytest.mark.browser
PASSWORD = "four plain words here"  # noqa: S105 - of a member that lives in a test


def test_somebody_is_invited_joins_gets_other_roles_and_is_removed(visit: Callable[..., Visitor]) -> None:
    email, name = f"{new_identifier()}@example.org", f"Grace {new_identifier()}"
    owner, guest = visit(), visit()
    page = owner.sign_in()
    page.get_by_role("link", name="Members").click()
    page.fill("#email", email)
    page.get_by_role("checkbox", name="Reviewer").check()
    page.get_by_role("button", name="Make the invitation").click()
    link = page.locator("#new-link").input_value()
    check(page)
    owner.open("/portal/members")
    assert link not in page.content()
    expect(page.locator("#invitations")).to_contain_text(email)
    joining = guest.page
    joining.goto(link)
    expect(joining.get_by_role("heading", level=1)).to_contain_text("Join Lindqvist")
    check(joining)
    joining.fill("#name", name)
    joining.fill("#password", PASSWORD)
    joining.get_by_role("button", name="Join with a password").click()
    expect(joining).to_have_url(re.compile("/portal/attempts"))
    expect(joining.get_by_role("link", name="Members")).to_have_count(0)
    owner.open("/portal/members")
    row = page.locator("tr", has_text=name)
    row.locator("summary").click()
    row.get_by_role("checkbox", name="recruiter").check()
    row.get_by_role("button", name="Keep these roles").click()
    expect(page.locator("tr", has_text=name)).to_contain_text("recruiter, reviewer")
    guest.open("/portal/assessments")
    expect(joining.get_by_role("heading", name="Assessments")).to_be_visible()
    page.locator("tr", has_text=name).locator("summary").click()
    page.get_by_role("button", name=f"Remove {name}").click()
    expect(page.locator("tr", has_text=name)).to_have_count(0)
    guest.open("/portal/attempts")
    expect(joining).to_have_url(re.compile("/portal/sign-in"))


def test_what_a_removed_member_handed_out_opens_nothing(backend: Running) -> None:
    name = f"Rosa {new_identifier()}"
    number = member(backend, name, Role.RECRUITER)
    owner, rosa = sign_in(backend, OWNER), sign_in(backend, name.lower().replace(" ", ".") + "@example.org")
    judged, at_work = work(backend, media=False).device.joined.attempt, Device(backend.url)
    at_work.begin(backend.invite("Kim", f"{new_identifier()}@example.org"))
    links = {}
    for who in (owner, rosa):
        made = who.post(f"/portal/attempts/{judged}/shares", recipient="Jonas", days=90, with_recordings="true")
        links[who.member] = f"{backend.url}/share/{made.cookies[NEW_SHARE_COOKIE]}"
    assert rosa.post(f"/portal/attempts/{at_work.joined.attempt}/continuations").cookies[CODE_COOKIE]
    guest = requests.Session()
    assert guest.get(links[number], timeout=30).status_code == 200
    assert owner.post(f"/portal/members/{number}/remove").status_code == 303
    assert guest.get(links[number] + "/timeline", timeout=30).status_code == 410
    assert requests.get(links[number], timeout=30).status_code == 410
    assert requests.get(links[owner.member], timeout=30).status_code == 200, "those of others stay"
    with backend.services.reading() as tx:
        row = tx.session.scalars(select(Continuation).where(Continuation.created_by == number)).one()
        assert not is_usable(row, tx.now_us)
        told = [each.action for each in about(tx, backend.organisation, judged)]
        assert told.count("share.revoked") == 1, "the candidate reads it"


def test_the_last_owner_is_told_why_they_stay(visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in()
    page.goto(page.url.replace("/attempts", "/members"))
    mara = page.locator("tr", has_text="Mara Lindqvist")
    mara.locator("summary").click()
    page.get_by_role("button", name="Remove Mara Lindqvist").click()
    expect(page.get_by_role("alert")).to_contain_text("last owner")


def test_somebody_joins_with_a_passkey_shows_it_again_and_sets_a_password(visit: Callable[..., Visitor]) -> None:
    owner, guest = visit(), visit(viewport={"width": 390, "height": 844})
    page, joining = owner.sign_in(), guest.page
    virtual_authenticator(joining)
    owner.open("/portal/members")
    page.fill("#email", f"{new_identifier()}@example.org")
    page.get_by_role("checkbox", name="Reviewer").check()
    page.get_by_role("button", name="Make the invitation").click()
    joining.goto(page.locator("#new-link").input_value())
    joining.get_by_role("button", name="Join with a passkey").click()
    assert joining.evaluate("document.activeElement.id") == "name", "the browser asks for the name"
    joining.fill("#name", "Grace")
    joining.get_by_role("button", name="Join with a passkey").click()
    expect(joining).to_have_url(re.compile("/portal/attempts"))
    guest.open("/portal/account")
    expect(joining.locator("#passkeys tbody th")).to_have_text(["Made when joining"])
    check(joining)
    joining.get_by_role("button", name="Remove Made when joining").click()
    expect(joining.get_by_text("your only way in")).to_be_visible()
    guest.open("/portal/confirm?next=/portal/account")
    expect(joining.get_by_label("Password")).to_have_count(0)
    check(joining)
    joining.get_by_role("button", name="Use a passkey").click()
    expect(joining).to_have_url(re.compile("/portal/account"))
    joining.fill("#then", PASSWORD)
    joining.get_by_role("button", name="Set it").click()
    expect(joining.get_by_role("button", name="Change it")).to_be_visible()
    joining.get_by_role("button", name="Sign out").click()
    joining.get_by_role("button", name="Use a passkey").click()
    expect(joining).to_have_url(re.compile("/portal/attempts"))
