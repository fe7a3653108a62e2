"""A member's account in the browser: app, recovery codes, passkey, token, and being asked again before recordings."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from backend.accounts.models import Member, MemberSession, Role
from backend.accounts.service import NewMember, create_member
from protocol.identifiers import new_identifier
from tests.integration.portal.conftest import Visitor, virtual_authenticator
from tests.integration.portal.server import Running
from tests.integration.portal.test_everybody_can_use_it import check
from tests.integration.portal.work import Worked

PASSWORD = "four plain words here"  # noqa: S105 - of a member that lives in a test


@pytest.fixture
def email(backend: Running) -> str:
    """A reviewer of their own, so that nobody else's sign-in changes."""
    address = f"{new_identifier()}@example.org"
    with backend.services.transaction() as tx:
        create_member(tx, backend.organisation, NewMember("Ines Iversen", address, PASSWORD, (Role.REVIEWER,)))
    return address


def give_code(page: Page, secret: str, steps: int = 0) -> None:
    """Type a code of the app; a step that was used is worth nothing, so each test goes on to a later one."""
    totp = pyotp.TOTP(secret)
    page.locator("input[autocomplete=one-time-code]").fill(totp.at(int(time.time()) + 30 * steps))
    page.locator("main form button").first.click()


def _now() -> int:
    import time

    return int(time.time())


def test_an_app_is_set_up_asked_for_and_replaced_by_a_recovery_code(email: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.sign_in(email, PASSWORD)
    page.get_by_title("Your account").click()
    page.get_by_role("button", name="Set up an app").click()
    expect(page.locator(".factor-picture svg")).to_be_visible()
    secret = page.locator(".factor-secret").inner_text().replace(" ", "").strip()
    give_code(page, secret, -1)
    codes = page.locator(".recovery-codes li").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("10 recovery codes are left")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    visitor.sign_in(email, PASSWORD)
    expect(page).to_have_url(re.compile("/portal/sign-in/code"))
    check(page)
    visitor.open("/portal/attempts")
    expect(page).to_have_url(re.compile("/portal/sign-in/code"))
    page.fill("#code", "000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("not right any more")
    give_code(page, secret)
    expect(page).to_have_url(re.compile("/portal/attempts"))
    page.get_by_role("button", name="Sign out").click()
    visitor.sign_in(email, PASSWORD)
    page.fill("#code", codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/portal/attempts"))


def test_a_passkey_is_made_and_opens_the_account_alone(email: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page
    virtual_authenticator(page)
    visitor.sign_in(email, PASSWORD)
    visitor.open("/portal/account")
    page.fill("#passkey-name", "The office")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.locator("#passkeys tbody th")).to_have_text(["The office"])
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile("/portal/attempts"))
    visitor.open("/portal/account")
    page.get_by_role("button", name="Remove The office").click()
    expect(page.locator("#passkeys tbody")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("did not work")


def test_a_token_is_shown_once_and_revoked(email: str, visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.sign_in(email, PASSWORD)
    visitor.open("/portal/account")
    page.fill("#token-name", "Build server")
    page.get_by_label("List and download problems").check()
    page.get_by_role("button", name="Make a token").click()
    token = page.locator("#new-token").input_value()
    assert token.startswith("recrutr_")
    visitor.open("/portal/account")
    assert token not in page.content()
    page.get_by_role("button", name="Revoke Build server").click()
    expect(page.locator("#tokens tbody")).to_contain_text("revoked")


def test_another_password_names_what_else_opens_the_account_and_ends_it(
    email: str, visit: Callable[..., Visitor]
) -> None:
    visitor = visit()
    page = visitor.sign_in(email, PASSWORD)
    visitor.open("/portal/account")
    page.fill("#token-name", "Build server")
    page.get_by_label("List and download problems").check()
    page.get_by_role("button", name="Make a token").click()
    visitor.open("/portal/account")
    expect(page.get_by_role("checkbox", name="Keep my API tokens (Build server)")).not_to_be_checked()
    page.fill("#now", PASSWORD)
    page.fill("#then", "four other plain words")
    page.get_by_role("button", name="Change it").click()
    expect(page.locator("#tokens tbody")).to_contain_text("revoked")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_recordings_ask_again_and_the_way_leads_back(
    email: str, backend: Running, worked: Worked, visit: Callable[..., Visitor]
) -> None:
    visitor = visit()
    page = visitor.sign_in(email, PASSWORD)
    with backend.services.transaction() as tx:
        mine = tx.session.query(Member.id).filter(Member.email == email).scalar_subquery()
        tx.session.execute(update(MemberSession).where(MemberSession.member == mine).values(verified_at_us=0))
    visitor.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")
    csrf = page.locator("input[name=csrf]").first.input_value()
    track = page.request.get(f"{_report(page)}/media").json()["tracks"][0]["track"]
    address = f"{_report(page)}/tracks/{track}/key"
    in_script = {"X-CSRF-Token": csrf, "Sec-Fetch-Dest": "empty"}
    assert page.request.post(address, headers=in_script).status == 403
    visitor.open(f"/portal/confirm?next=/portal/attempts/{worked.device.joined.attempt}")
    page.fill("#proof", "wrong")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("not right")
    page.fill("#proof", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile(f"/portal/attempts/{worked.device.joined.attempt}"))
    assert page.request.post(address, headers=in_script).status == 200


def _report(page: Page) -> str:
    url = page.locator("[data-island=replay]").get_attribute("data-key-url") or ""
    return page.url.split("/portal/")[0] + url.split("/tracks/")[0]
