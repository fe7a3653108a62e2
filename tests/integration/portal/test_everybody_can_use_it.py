"""Names, landmarks, contrast, reflow and the keyboard on every page, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.server import OFFICER, OWNER, PASSWORD
from tests.integration.portal.test_sharing_links import make_link
from tests.integration.portal.work import Worked

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]

CHECK = (Path(__file__).parent / "page_check.js").read_text()


def check(page: Page) -> None:
    assert page.evaluate(CHECK) == [], page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), (390, 844), (320, 640)])
def test_every_page_holds(visit: Visit, worked: Worked, scheme: str, size: tuple[int, int]) -> None:
    looks = {"color_scheme": scheme, "viewport": {"width": size[0], "height": size[1]}}
    member, officer, guest = visit(**looks), visit(**looks), visit(**looks)
    member.sign_in(OWNER, "wrong")
    check(member.page)
    member.sign_in()
    for path in (
        "/portal/attempts",
        "/portal/attempts?q=nothing",
        "/portal/audit",
        "/portal/aside",
        "/portal/privacy",
        "/portal/account",
        "/portal/members",
        "/portal/assessments",
        "/portal/assessments/new",
        f"/portal/assessments/{member.backend.assessment}",
        "/portal/problems",
        "/portal/reviews",
        "/portal/confirm",
        "/portal/nowhere/x",
    ):
        if "nowhere" not in path:
            check(member.open(path))
    member.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")
    member.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    check(member.page)
    link = make_link(member, worked, "with_recordings")
    check(member.page)
    guest.open_replay(link)
    check(guest.page)
    check(guest.open(link + "x"))
    guest.open(worked.page_url)
    guest.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    check(guest.page)
    check(guest.open(worked.page_url + "/deletion"))
    officer.sign_in(OFFICER)
    check(officer.open("/portal/privacy"))


def test_the_whole_way_by_keyboard(visit: Visit, worked: Worked) -> None:
    page = visit(viewport={"width": 1366, "height": 768}).open("/portal/sign-in")
    assert page.evaluate("document.activeElement.id") == "email"
    page.keyboard.type(OWNER)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/attempts")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    _tab_to(page, f"document.activeElement.textContent === {worked.device.joined.candidate_name!r}")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-island=replay][data-ready]")
    _tab_to(page, "document.activeElement.dataset.part === 'play'")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Space")
    until(page, "document.querySelector('[data-island=replay]').island.clock.time > 0.5")


def _tab_to(page: Page, expression: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(expression):
            return
    pytest.fail(f"the Tab key never reached: {expression}")
