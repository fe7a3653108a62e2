"""Webhooks in the browser: made, tried out, looked at when the other side refuses, sent again, switched off."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from backend.webhooks.models import EndpointState, WebhookDelivery, WebhookEndpoint
from protocol.identifiers import new_identifier
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.test_everybody_can_use_it import check

pytestmark = pytest.mark.browser
HOSTILE = "<script>window.x=1</script><img src=x onerror=alert(1)> " + "w" * 300


def test_an_owner_makes_a_webhook_tries_it_and_sends_again_what_was_missed(visit: Callable[..., Visitor]) -> None:
    owner = visit(viewport={"width": 1366, "height": 768})
    page = owner.sign_in()
    page.get_by_role("link", name="Members").click()
    page.get_by_role("link", name="Integrations").click()
    expect(page.get_by_role("heading", name="Integrations")).to_be_visible()
    page.fill("#address", "https://127.0.0.1/hooks")
    page.get_by_role("button", name="Make the webhook").click()
    expect(page.get_by_role("alert")).to_contain_text("never called")
    check(page)
    # A name that never has an address: the worker of this server may try it, and nothing is reached.
    page.fill("#address", f"https://{new_identifier()}.invalid/hooks")
    page.get_by_role("button", name="Make the webhook").click()
    expect(page.locator("#new-secret")).to_have_value(re.compile("^whsec_"))
    expect(page.get_by_text("Nothing was sent yet")).to_be_visible()
    check(page)
    _sends_again(owner, page)
    _ends(owner, page)


def test_an_owner_writes_down_the_key_to_ashby_and_takes_it_away(visit: Callable[..., Visitor]) -> None:
    owner = visit(viewport={"width": 1366, "height": 768})
    page = owner.sign_in()
    page.goto(f"{owner.backend.url}/portal/integrations")
    card = page.locator("#ats")
    for name in ("list_tests", "send_test", "test_status", "request_errors"):
        expect(card.get_by_text(f"/api/v1/greenhouse/{name}")).to_be_visible()
    expect(card).to_contain_text("This server sends no e-mails yet")
    page.fill("#ashby-key", "a:b")
    page.get_by_role("button", name="Keep the key").click()
    expect(page.get_by_role("alert")).to_contain_text("no colon")
    check(page)
    page.fill("#ashby-key", "secret-of-ashby")
    page.get_by_role("button", name="Keep the key").click()
    expect(page.locator("#ashby-key-hint")).to_contain_text("There is one")
    assert "secret-of-ashby" not in page.content()
    page.set_viewport_size({"width": 390, "height": 844})
    check(page)
    page.get_by_role("button", name="Change the key").click()
    expect(page.locator("#ashby-key-hint")).to_contain_text("There is none yet")


def _sends_again(owner: Visitor, page: Page) -> None:
    page.get_by_role("button", name="Send a test").click()
    expect(page.locator("#deliveries tbody tr")).to_have_count(1)
    expect(page.locator("#new-secret")).to_have_count(0)
    address = page.url.partition("#")[0]
    identifier = address.rpartition("/")[2]
    mine = WebhookDelivery.endpoint == identifier
    _until_tried(owner, identifier)
    with owner.backend.services.transaction() as tx:
        tx.session.execute(
            update(WebhookDelivery).where(mine).values(state="failed", status=500, excerpt=HOSTILE, tries=3)
        )
    page.goto(address)
    expect(page.locator("#deliveries")).to_contain_text("<script>window.x=1</script>")
    assert page.evaluate("window.x") is None
    check(page)
    page.set_viewport_size({"width": 390, "height": 844})
    check(page)
    page.locator("#replay").get_by_role("button", name="Send again").click()
    expect(page.get_by_role("status")).to_contain_text("1 event is on the way again")
    expect(page.locator("#deliveries tbody tr")).to_have_count(2)


def _until_tried(owner: Visitor, endpoint: str) -> None:
    """The worker's next try comes later than what this test writes."""
    deadline = time.monotonic() + 60
    tries = select(WebhookDelivery.tries).where(WebhookDelivery.endpoint == endpoint)
    while True:
        with owner.backend.services.reading() as tx:
            if tx.session.scalars(tries).one():
                return
        assert time.monotonic() < deadline, "the test event was never tried"
        owner.page.wait_for_timeout(100)


def _ends(owner: Visitor, page: Page) -> None:
    identifier = page.locator("#replay form").get_attribute("action").split("/")[-2]  # type: ignore[union-attr] # it is there
    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_role("button", name="Switch on")).to_be_visible()
    check(page)
    with owner.backend.services.reading() as tx:
        state = tx.session.scalars(select(WebhookEndpoint.state).where(WebhookEndpoint.id == identifier)).one()
    assert state == EndpointState.OFF
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="New webhook")).to_be_visible()
    expect(page.get_by_text(identifier)).to_have_count(0)
