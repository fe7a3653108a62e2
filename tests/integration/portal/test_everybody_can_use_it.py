"""Names, landmarks, contrast, reflow and the keyboard on every page, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.integration.access.table import read_table
from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.server import OFFICER, OWNER, PASSWORD
from tests.integration.portal.test_sharing_links import make_link
from tests.integration.portal.work import Worked

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]

CHECK = (Path(__file__).parent / "page_check.js").read_text()


AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
FOUND = """async () => (await axe.run({resultTypes: ['violations']})).violations.flatMap(
  each => each.nodes.map(node => `${each.id}: ${each.help}: ${node.html.slice(0, 160)}`))"""


def check(page: Page) -> None:
    """No fault by our own rules, none by axe-core's."""
    page.evaluate(AXE)
    assert page.evaluate(CHECK) + page.evaluate(FOUND) == [], page.url


PAGES = {
    "/portal/attempts": "/portal/attempts",
    "/portal/attempts/{attempt_id}/gaps": "/portal/attempts/{attempt}/gaps",
    "/portal/candidates": "/portal/candidates",
    "/portal/first-steps": "/portal/first-steps",
    "/portal/audit": "/portal/audit",
    "/portal/aside": "/portal/aside",
    "/portal/privacy": "/portal/privacy",
    "/portal/account": "/portal/account",
    "/portal/account/factor": "/portal/account/factor",
    "/portal/members": "/portal/members",
    "/portal/integrations": "/portal/integrations",
    "/portal/sign-on": "/portal/sign-on",
    "/portal/assessments": "/portal/assessments",
    "/portal/assessments/new": "/portal/assessments/new",
    "/portal/assessments/{assessment}": "/portal/assessments/{assessment}",
    "/portal/assessments/{assessment}/preview": "/portal/assessments/{assessment}/preview",
    "/portal/assessments/{assessment}/comparison": "/portal/assessments/{assessment}/comparison",
    "/portal/assessments/{assessment}/impressions": "/portal/assessments/{assessment}/impressions",
    "/portal/live": "/portal/live",
    "/portal/live/{assessment_id}": "/portal/live/{assessment}",
    "/portal/problems": "/portal/problems",
    "/portal/problems/{problem}": "/portal/problems/{problem}",
    "/portal/problems/new": "/portal/problems/new",
    "/portal/problems/{problem}/edit": "/portal/problems/{problem}/edit",
    "/portal/problems/{problem}/tests": "/portal/problems/{problem}/tests",
    "/portal/problems/{problem}/tests/one": "/portal/problems/{problem}/tests/one?name=secret/1",
    "/portal/problems/{problem}/files": "/portal/problems/{problem}/files",
    "/portal/problems/{problem}/files/one": "/portal/problems/{problem}/files/one?path=problem.yaml",
    "/portal/problems/{problem}/versions": "/portal/problems/{problem}/versions",
    "/portal/reviews": "/portal/reviews",
    "/portal/confirm": "/portal/confirm",
}
"""Each page of a signed-in member, by its route."""
ELSEWHERE = {
    "/portal/attempts/{attempt_id}": "with its replay, below",
    "/portal/privacy/{request_id}": "as the officer, below",
    "/portal/problems/{problem}/verifications/{verification}": "test_library_pages",
    "/portal/candidates/{candidate}": "test_candidates_page",
    "/portal/sign-in": "below",
    "/portal/sign-in/code": "test_account_pages",
    "/portal/integrations/{endpoint}": "test_integration_pages",
    "/portal/join/{token}": "test_member_pages",
    "/portal/sign-in/connect": "test_sign_on_pages",
    "/portal/sign-in/with/{organisation}": "test_sign_on_pages",
    "/portal/sign-in/with/{organisation}/back": "test_sign_on_pages, where it lets nobody in",
    "/portal/sign-in/with/{organisation}/out": "test_sign_on_pages",
    **dict.fromkeys(
        (
            "/portal/account/connect",
            "/portal/confirm/with",
            "/portal/join/{token}/with",
            "/portal/sign-in/connect/go",
            "/portal/sign-in/with/{organisation}/go",
        ),
        "no page: leads to a provider",
    ),
    "/share/{token}": "below",
    "/candidate/{token}": "below",
    "/candidate/{token}/deletion": "below",
    "/portal/{rest:path}": "below",
    "/candidate/{rest:path}": "the same page as above",
}
NO_PAGES = re.compile(r"/(receipts?|media|timeline|segments|signing-certificate)(/|$)|\.(csv|json|pdf)$")


def test_no_page_is_left_out() -> None:
    _, rows = read_table("matrix.txt")
    shown = {
        row.removeprefix("GET ") for row in rows if row.startswith(("GET /portal", "GET /share", "GET /candidate"))
    }
    assert {each for each in shown if not NO_PAGES.search(each)} == {*PAGES, *ELSEWHERE}


def test_the_checks_see_what_is_wrong(visit: Visit) -> None:
    page = visit().open("/portal/sign-in")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<ul><p>no item</p></ul>')")
    with pytest.raises(AssertionError, match="list: <ul> and <ol> must only directly contain"):
        check(page)


@pytest.mark.parametrize(
    ("scheme", "size"),
    [("light", (1366, 768)), ("dark", (1366, 768)), ("dark", (390, 844)), ("light", (320, 640))],
    ids=["light", "dark", "a phone", "four times as large"],
)
def test_every_page_holds(visit: Visit, worked: Worked, scheme: str, size: tuple[int, int]) -> None:
    looks = {"color_scheme": scheme, "viewport": {"width": size[0], "height": size[1]}}
    member, officer, guest = visit(**looks), visit(**looks), visit(**looks)
    member.sign_in(OWNER, "wrong")
    check(member.page)
    member.sign_in()
    attempt = worked.device.joined.attempt
    ids = {"attempt": attempt, "assessment": member.backend.assessment, "problem": worked.device.problems[0].problem}
    for path in (*PAGES.values(), "/portal/attempts?q=nothing"):
        check(member.open(path.format(**ids)))
    if size[0] >= 1366:
        page = member.open("/portal/privacy")
        for width in (size[0], 2560):
            page.set_viewport_size({"width": width, "height": size[1]})
            assert page.evaluate("(nav => nav.scrollWidth <= nav.clientWidth)(document.querySelector('.nav'))"), width
        page.set_viewport_size({"width": size[0], "height": size[1]})
    if size[0] == 390:
        _bar_shows_where_one_is(member.open("/portal/members"))
    check(member.open("/portal/nowhere/x"))
    member.open_replay(f"/portal/attempts/{attempt}")
    _open_all(member.page)
    check(member.page)
    link = make_link(member, worked, "with_recordings")
    check(member.page)
    guest.open_replay(link)
    check(guest.page)
    check(guest.open(link + "x"))
    guest.open(worked.page_url)
    _open_all(guest.page)
    check(guest.page)
    check(guest.open(worked.page_url + "/deletion"))
    _ask_for_a_copy(guest, worked)
    officer.sign_in(OFFICER)
    check(officer.open("/portal/privacy"))
    officer.page.locator("a[href^='/portal/privacy/']").first.click()
    _open_all(officer.page)
    check(officer.page)


def _bar_shows_where_one_is(page: Page) -> None:
    """On a phone the bar is wider than the window, and "Members" is not among what it begins with."""
    until(page, "document.querySelector('.nav').scrollLeft > 0")
    boxes = "[...document.querySelectorAll('.nav, .nav [aria-current]')].map(each => each.getBoundingClientRect())"
    bar, here = page.evaluate(f"{boxes}.map(each => [each.left, each.right])")
    assert bar[0] <= here[0]
    assert here[1] <= bar[1]


def _open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def _ask_for_a_copy(guest: Visitor, worked: Worked) -> None:
    page = guest.open(worked.page_url)
    page.get_by_text("Ask for something else").click()
    page.select_option("#kind", "explanation")
    page.fill("#words", "How were the points counted?")
    page.get_by_role("button", name="Send").click()


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
