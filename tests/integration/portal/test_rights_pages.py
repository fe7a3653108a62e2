"""The candidate's page, deletion with its confirmation, the officer's check, and what is left afterwards."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable

import pytest
import requests

from protocol.receipts import ErasureReceipt, Signed
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.server import OFFICER, Running
from tests.integration.portal.test_sharing_links import make_link
from tests.integration.portal.work import Worked, work

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


@pytest.fixture
def own(backend: Running) -> Worked:
    """An attempt of a candidate whose name nobody else has."""
    return work(backend, f"Wilhelmina {secrets.token_hex(4)}")


def name_of(own: Worked) -> str:
    return own.device.joined.candidate_name


def test_the_page_says_what_is_held_and_shows_no_hidden_test(visit: Visit, own: Worked) -> None:
    page = visit().open(own.page_url)
    held = page.locator("#held").inner_text()
    assert name_of(own) in held
    assert "2 submissions" in held
    assert f"{len(own.device.entries)} entries" in held
    assert "10 pieces" in held
    assert "Sum of Two" in page.locator("#results").inner_text()
    assert "What else could explain it" in page.content()
    assert page.locator("[data-island=replay]").count() == 0
    assert "You" in page.locator("#looked").inner_text()


def test_from_the_wish_to_the_receipt(visit: Visit, own: Worked, backend: Running) -> None:
    member = visit()
    member.sign_in()
    link = make_link(member, own)
    page = visit().open(own.page_url)
    page.get_by_role("link", name="Ask for deletion").click()
    assert "cannot be undone" in page.content()
    page.get_by_role("button", name="Ask for deletion").click()
    assert page.url.endswith("/deletion")  # the box must be ticked first
    page.check("[name=understood]")
    page.fill("#words", "Please <b>delete</b> it.")
    page.get_by_role("button", name="Ask for deletion").click()
    page.wait_for_url("**#requests")
    assert "Waiting" in page.locator("#requests").inner_text()
    assert page.get_by_role("link", name="Ask for deletion").count() == 0
    officer = visit()
    officer.sign_in(OFFICER)
    desk = officer.open("/portal/privacy")
    desk.locator("tr", has_text=name_of(own)).get_by_role("link").click()
    assert "Please <b>delete</b> it." in desk.locator("main").inner_text()
    assert "Nobody can undo this" in desk.locator("main").inner_text()
    desk.get_by_role("button", name="Nothing holds it").click()
    backend.wait_for_work()
    desk.reload()
    assert "Signature checked" in desk.locator("main").inner_text()
    assert name_of(own) not in desk.locator("main").inner_text()
    _everything_is_gone(visit, member, own, link, backend)


def _everything_is_gone(visit: Visit, member: Visitor, own: Worked, link: str, backend: Running) -> None:
    attempt = own.device.joined.attempt
    page = visit().open(own.page_url)
    assert page.get_by_role("heading", name="Everything was deleted").is_visible()
    receipt = requests.get(own.page_url + "/receipt", timeout=10)
    assert "attachment" in receipt.headers["Content-Disposition"]
    signed = Signed.model_validate(json.loads(receipt.text))
    value = ErasureReceipt.from_signed(signed, own.device.joined.server_public_key)
    assert (value.attempt, value.shares_revoked, value.objects_deleted) == (attempt, 1, 10)
    assert requests.get(link, timeout=10).status_code == 410
    assert "does not exist" in member.open(f"/portal/attempts/{attempt}").content()
    assert name_of(own) not in member.open("/portal/attempts").content()
    assert "an attempt that was deleted" in member.open("/portal/audit").content()
    assert name_of(own).encode() not in backend.stored()
    files = [each for each in backend.services.settings.objects_folder.rglob("*") if each.is_file()]
    assert not any(name_of(own).encode() in file.read_bytes() for file in files)
    assert not list((backend.services.settings.objects_folder / "attempts" / attempt).rglob("*.*"))


def test_a_hold_delays_and_its_end_lets_go(visit: Visit, own: Worked, backend: Running) -> None:
    page = visit().open(own.page_url + "/deletion")
    page.check("[name=understood]")
    page.get_by_role("button", name="Ask for deletion").click()
    officer = visit()
    officer.sign_in(OFFICER)
    desk = officer.open("/portal/privacy")
    desk.locator("tr", has_text=name_of(own), has_not_text="answered").first.get_by_role("link").click()
    desk.get_by_text("Record a hold").click()
    desk.fill("#reason", "A claim before the labour court")
    desk.fill("#days", "30")
    desk.get_by_role("button", name="Record the hold").click()
    assert desk.get_by_text("A hold delays this deletion").is_visible()
    assert desk.get_by_role("button", name="Nothing holds it").count() == 0
    csrf = desk.locator("input[name=csrf]").first.get_attribute("value") or ""
    cookies = {each["name"]: each["value"] for each in desk.context.cookies()}
    assert requests.post(desk.url + "/approve", {"csrf": csrf}, cookies=cookies, timeout=10).ok
    backend.wait_for_work()
    page.goto(own.page_url)
    assert "Held by law" in page.locator("#requests").inner_text()
    desk.reload()
    desk.get_by_role("button", name="End it").click()
    backend.wait_for_work()
    page.goto(own.page_url)
    assert page.get_by_role("heading", name="Everything was deleted").is_visible()


def test_other_rights_are_asked_and_answered(visit: Visit, own: Worked) -> None:
    page = visit().open(own.page_url)
    page.get_by_text("Ask for something else").click()
    page.select_option("#kind", "explanation")
    page.fill("#words", "Why 40 points?")
    page.get_by_role("button", name="Send").click()
    assert "Explanation" in page.locator("#requests").inner_text()
    officer = visit()
    officer.sign_in(OFFICER)
    desk = officer.open("/portal/privacy")
    desk.locator("tr", has_text=name_of(own), has_not_text="answered").filter(has_text="Explanation").first.get_by_role(
        "link"
    ).click()
    desk.fill("#note", "The large grids took too long.")
    desk.get_by_role("button", name="Send the answer").click()
    page.goto(own.page_url)
    assert "The large grids took too long." in page.locator("#requests").inner_text()
