"""From an empty organisation to an assessment seen as a candidate; places moved by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.server import Running
from tests.integration.portal.test_assessment_pages import PASSWORD, bring_in, owner
from tests.integration.portal.test_everybody_can_use_it import check

__all__ = ["owner"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
CHOSEN = "[...document.querySelectorAll('.place select[name=problems]')].map(each => each.selectedOptions[0].text)"


def choose(page: Page, *titles: str) -> None:
    for place, title in enumerate(titles):
        page.select_option(f"#problem-{place}", label=f"{title} ({title.lower()})")


def test_the_whole_way_from_nothing_to_the_candidates_view(owner: str, backend: Running, visit: Visit) -> None:
    visitor = visit(viewport={"width": 1366, "height": 768})
    page = visitor.sign_in(owner, PASSWORD)
    page.get_by_role("link", name="Assessments", exact=True).click()
    page.get_by_role("link", name="begin one").click()
    page.fill("#title", "Timetable")
    page.get_by_role("button", name="Begin").click()
    page.fill("#text", "Print the sum of the *two* delays.\n")
    page.get_by_role("button", name="Save as the next version").click()
    page.get_by_role("button", name="Verify").click()
    backend.wait_for_work()
    expect(page.get_by_text("Every promise is kept.")).to_be_visible()
    check(page)
    visitor.open("/portal/assessments/new")
    page.fill("#title", "Dispatcher")
    choose(page, "Timetable")
    told = page.locator("#told")
    expect(told).to_contain_text("How your code comes about")
    page.get_by_label("0: Nothing").check()
    expect(told).not_to_contain_text("How your code comes about")
    page.get_by_label("3: How your code came about").check()
    expect(told).to_contain_text("reason")
    page.fill("#reason", "This round replaces an interview on site.")
    page.locator("#reason").blur()
    expect(told).to_contain_text("Camera, microphone and screen")
    check(page)
    page.get_by_role("button", name="Build it").click()
    page.get_by_role("link", name="See it as a candidate").click()
    expect(page.locator(".statement")).to_contain_text("Print the sum of the two delays.")
    expect(page.locator("main")).to_contain_text("Fresh invites you. You have 1 h 30 min")
    check(page)


def test_places_are_moved_by_keyboard_and_by_mouse(owner: str, visit: Visit, tmp_path: Path) -> None:
    visitor = visit(viewport={"width": 1366, "height": 900})
    page = visitor.sign_in(owner, PASSWORD)
    for name in ("alpha", "beta", "gamma"):
        visitor.open("/portal/problems")
        bring_in(page, tmp_path, name)
    visitor.open("/portal/assessments/new")
    page.fill("#title", "Ordered")
    choose(page, "Alpha", "Beta")
    page.locator(".place").nth(0).get_by_text("Variants").click()
    page.locator("#variants-0").select_option(label="Gamma (gamma)")
    page.get_by_role("button", name="Earlier: place B").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(CHOSEN)[:2] == ["Beta (beta)", "Alpha (alpha)"]
    expect(page.locator("p[data-part=moved]")).to_have_text("Now in place 1 of 6")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Earlier: place A"
    page.locator(".place").nth(0).locator(".order-handle").drag_to(page.locator(".place").nth(1))
    until(page, f"{CHOSEN}[0] === 'Alpha (alpha)'")
    page.get_by_role("button", name="Later: place A").click()
    page.get_by_role("button", name="Build it").click()
    lines = page.locator(".plain-list").first.locator("li")
    expect(lines.nth(0)).to_contain_text("Beta")
    expect(lines.nth(1)).to_contain_text("Alpha or Gamma")
    page.get_by_role("link", name="See it as a candidate").click()
    page.get_by_role("link", name="B (2 of 2) Gamma").click()
    expect(page.locator("#problem h3")).to_have_text("B. Gamma")
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="Make the next version").click()
    assert page.evaluate(CHOSEN)[:2] == ["Beta (beta)", "Alpha (alpha)"]
    assert page.locator("#variants-1").evaluate("each => each.selectedOptions[0].text") == "Gamma (gamma)"
