"""Single sign-on in the browser, with a provider process: set up, joined by, required, signed out of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from backend.accounts.models import MemberSession, Role
from backend.accounts.service import NewMember, create_member
from protocol.identifiers import new_identifier
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.server import OWNER, PASSWORD, Running, running_backend
from tests.integration.portal.test_everybody_can_use_it import check
from tests.integration.sign_on.conftest import Provider, provider_processes
from tests.integration.sign_on.provider import CLIENT_ID, CLIENT_SECRET

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One whose provider may be on this machine."""
    with running_backend(tmp_path_factory.mktemp("backend"), call_this_machine=True) as running:
        yield running


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    yield from provider_processes()


def log_in(page: Page, user: str) -> None:
    """The provider's own page, on another site."""
    expect(page.get_by_role("heading", name="Works login")).to_be_visible()
    page.fill("[name=user]", user)
    page.get_by_role("button", name="Log in").click()


def fill(page: Page, provider: Provider) -> None:
    page.fill("#label", "Works login")
    page.fill("#issuer", provider.issuer)
    page.fill("#client-id", CLIENT_ID)
    page.fill("#secret", CLIENT_SECRET)


def test_an_owner_sets_it_up_somebody_joins_by_it_and_it_becomes_required(
    visit: Visit, backend: Running, provider: Provider
) -> None:
    look = {"viewport": {"width": 1366, "height": 768}}
    owner, guest = visit(**look), visit(**look)
    page = owner.sign_in()
    page.get_by_role("link", name="Members").click()
    page.get_by_role("link", name="Single sign-on").click()
    check(page)
    fill(page, provider)
    page.fill("#issuer", "https://10.0.0.1")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("alert")).to_contain_text("everybody on the internet can reach")
    check(page)
    fill(page, provider)
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator("#secret-hint")).to_contain_text("There is one")
    assert CLIENT_SECRET not in page.content()
    page.get_by_role("link", name="connect it now").click()
    log_in(page, provider.person(OWNER))
    expect(page.locator("#sign-on")).to_contain_text("Connected since")
    check(page)
    _joins_and_comes_back(owner, guest, provider)
    _is_required(owner, visit(**look), backend, provider)


def _joins_and_comes_back(owner: Visitor, guest: Visitor, provider: Provider) -> None:
    email = f"{new_identifier()}@example.org"
    page = owner.open("/portal/members")
    page.fill("#email", email)
    page.get_by_role("checkbox", name="Reviewer").check()
    page.get_by_role("button", name="Make the invitation").click()
    joining = guest.open(page.locator("#new-link").input_value())
    check(joining)
    joining.get_by_role("link", name="Join with Works login").click()
    user = provider.person(email)
    log_in(joining, user)
    expect(joining).to_have_url(re.compile("/portal/attempts"))
    expect(joining.locator(".who-name")).to_have_text("Grace Hopper")
    joining.get_by_role("button", name="Sign out").click()
    expect(joining.get_by_role("heading", name="You are signed out")).to_be_visible()
    check(joining)
    joining.get_by_role("link", name="Sign out of Works login too").click()
    expect(joining.get_by_text("You are logged out of Works.")).to_be_visible()
    guest.open("/portal/sign-in?next=/portal/account")
    check(joining)
    joining.get_by_role("link", name="Sign in with Works login").click()
    log_in(joining, provider.person("stranger@example.org"))
    expect(joining.get_by_role("alert")).to_contain_text("You were not let in")
    check(joining)
    joining.context.clear_cookies(domain="127.0.0.1")
    joining.get_by_role("link", name="Back").click()
    joining.get_by_role("link", name="Sign in with Works login").click()
    log_in(joining, user)
    expect(joining).to_have_url(re.compile("/portal/attempts"))
    owner.open("/portal/sign-on")
    expect(page.locator("#refusals")).to_contain_text("The account there belongs to no member here")
    check(page)


def _is_required(owner: Visitor, other: Visitor, backend: Running, provider: Provider) -> None:
    email = f"{new_identifier()}@example.org"
    with backend.services.transaction() as tx:
        create_member(tx, backend.organisation, NewMember("Rea", email, PASSWORD, (Role.REVIEWER,)))
    page = owner.open("/portal/sign-on")
    page.get_by_role("checkbox", name="Members have to").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Required", exact=True)).to_be_visible()
    theirs = other.sign_in(email)
    expect(theirs.get_by_role("heading", name="One more step")).to_be_visible()
    check(theirs)
    theirs.get_by_role("link", name="Go on with Works login").click()
    user = provider.person(email)
    log_in(theirs, user)
    expect(theirs).to_have_url(re.compile("/portal/attempts"))
    with backend.services.transaction() as tx:
        tx.session.execute(update(MemberSession).values(verified_at_us=0))
    other.open("/portal/confirm?next=/portal/account")
    expect(theirs.get_by_label("Password")).to_have_count(0)
    check(theirs)
    theirs.get_by_role("link", name="Show it with Works login").click()
    log_in(theirs, user)
    expect(theirs).to_have_url(re.compile("/portal/account"))
