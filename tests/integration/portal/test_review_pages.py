"""Reviewing beside the report, naming, deciding and releasing in a real browser: by keyboard, and at phone width."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.accounts.models import Role
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.reviewing import member, sign_in, with_rubric
from tests.integration.portal.server import OWNER, REVIEWER, Running
from tests.integration.portal.test_everybody_can_use_it import check
from tests.integration.portal.work import Worked, work

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PICTURES = os.environ.get("RECRUTR_PICTURES")
"""A folder for pictures, for whoever wants to look, and for the guide."""
SECOND = "sam.second@example.org"
SIZES = [(1366, 768), (390, 844)]
LOOKS = [
    ("light", SIZES[0]),
    ("dark", SIZES[1]),
    pytest.param("dark", SIZES[0], marks=pytest.mark.long),
    pytest.param("light", SIZES[1], marks=pytest.mark.long),
]
"""Both colours and both sizes; each colour at each size with `./recrutr test --long`."""


@pytest.fixture(scope="module")
def rubric(backend: Running) -> Running:
    member(backend, "Sam Second", Role.REVIEWER)
    return with_rubric(backend)


@pytest.fixture(scope="module")
def blind(backend: Running) -> Worked:
    return work(with_rubric(backend, blind=True), "Zephyrine Unmistakable")


def seen(page: Page, name: str, anchor: str = "") -> None:
    """Check what is shown, and picture it when pictures are wanted."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    check(page)
    page.evaluate(
        "document.querySelectorAll('details').forEach(each => each.open = each.closest('#decision') !== null)"
    )
    if not PICTURES:
        return
    if anchor:
        page.locator(anchor).evaluate("each => each.scrollIntoView({block: 'start'})")
    size = page.viewport_size or {"width": 0}
    scheme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    Path(PICTURES).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=f"{PICTURES}/{name}-{size['width']}-{scheme}.png")


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_from_naming_to_feedback(visit: Visit, rubric: Running, scheme: str, size: tuple[int, int]) -> None:
    looks = {"color_scheme": scheme, "viewport": {"width": size[0], "height": size[1]}}
    worked = work(rubric, f"Zoë {scheme} {size[0]}", media=False)
    path = f"/portal/attempts/{worked.device.joined.attempt}"
    owner = visit(**looks)
    page = owner.sign_in()
    seen(owner.open("/portal/reviews"), "reviews-empty")
    owner.open_replay(path)
    for name in ("Rolf Reviewer", "Sam Second"):
        page.locator("#name-reviewer").select_option(label=name)
        page.get_by_role("button", name="Name as reviewer").click()
        expect(page.locator("#reviews li", has_text=name).get_by_text("Not in yet")).to_be_visible()
    page.wait_for_selector("[data-island=replay][data-ready]")
    seen(page, "reviews-sealed", "#reviews")
    first = visit(**looks)
    first.sign_in(REVIEWER)
    seen(first.open("/portal/reviews"), "reviews-tasks")
    review = first.open_replay(path + "#review")
    for place, score in (("1", "3"), ("2", "2")):
        review.locator(f"#score-{place}").select_option(score)
        review.locator(f"#note-{place}").fill("Handles the empty grid; the large one is too slow")
    seen(review, "review-beside", "#review" if size[0] < 1000 else "#replay")
    review.get_by_role("button", name="Hand in").click()
    expect(review.locator("#reviews").get_by_text("Handed in", exact=True)).to_be_visible()
    second = sign_in(rubric, SECOND)
    assert second.save(worked.device.joined.attempt, ["2", "2"]).status_code == 303
    owner.open_replay(path)
    expect(page.locator("#reviews table")).to_be_visible()
    seen(page, "reviews-agreement", "#reviews")
    _decide(page)
    seen(page, "decided", "#decision")
    _release(page)
    guest = visit(**looks)
    guest.open(worked.page_url)
    expect(guest.page.get_by_text("You go on to the next step.")).to_be_visible()
    seen(guest.page, "candidate-decision", "#decision")


def _decide(page: Page) -> None:
    # Whether the code was in view before is a matter of layout and of how fast the scripts came: look at it now.
    page.locator("#code details").first.evaluate("each => { each.open = true; }")
    page.locator(".code-final").first.scroll_into_view_if_needed()
    expect(page.locator("[data-needs=evidence]")).to_be_hidden()
    page.get_by_label("Goes on").check()
    page.locator("#decision-reason").fill("Right in the ordinary cases, and says why the large grid is slow.")
    page.locator("#waiver").fill("The candidate wrote that they have nothing to add.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.locator("#decision .decided").first).to_be_visible()


def _release(page: Page) -> None:
    page.get_by_text("Write and release feedback").click()
    page.locator("#strengths").fill("You tested the odd cases first, and your names say what things are.")
    page.get_by_label("Tell the outcome too").check()
    page.get_by_role("button", name="Release to the candidate").click()
    expect(page.get_by_text("Released: it stands on the candidate's page.")).to_be_visible()


def test_what_did_not_arrive_is_told_again(visit: Visit, rubric: Running) -> None:
    worked = work(rubric, "Nora Network", media=False)
    owner = visit(viewport={"width": 1366, "height": 768})
    page = owner.sign_in()
    page.route("**/opened/*", lambda route: route.abort())
    owner.open_replay(f"/portal/attempts/{worked.device.joined.attempt}")
    touch = "document.querySelector('[data-opened-url]').dispatchEvent(new Event('replay-touched'))"
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/opened/replay")):
        page.evaluate(touch)
    page.unroute_all()
    expect(page.locator("[data-needs=evidence]")).to_be_visible()
    page.wait_for_function("!document.querySelector('[data-opened-url]').dataset.replay")
    page.evaluate(touch)
    expect(page.locator("[data-needs=evidence]")).to_be_hidden()
    _is_told_while_the_code_stays_in_view(page)
    assert all("Failed to load resource" in line for line in owner.trouble), owner.trouble
    owner.trouble.clear()


def _is_told_while_the_code_stays_in_view(page: Page) -> None:
    page.route("**/opened/code", lambda route: route.abort())
    page.evaluate(
        """() => new Promise((done) => {
          delete document.querySelector("[data-opened-url]").dataset.code;
          document.querySelector("[data-needs=evidence]").hidden = false;
          scrollTo(0, 0);
          requestAnimationFrame(() => requestAnimationFrame(done)); // it has been seen that the code is out of view
        })"""
    )
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/opened/code")):
        page.locator(".code-final").first.scroll_into_view_if_needed()
    page.unroute_all()
    expect(page.locator("[data-needs=evidence]")).to_be_hidden()


@pytest.mark.parametrize("width", [721, 1024, 1280, 1366, 1440])
def test_the_owners_bar_is_no_wider_than_the_window(visit: Visit, width: int) -> None:
    owner = visit(viewport={"width": width, "height": 768})
    owner.sign_in()
    page = owner.open("/portal/reviews")
    assert page.locator(".nav a").count() == 9
    page.locator(".who-name").evaluate("each => { each.textContent = 'Maximiliane von Hohenlohe-Langenburg'; }")
    page.locator(".nav").evaluate("each => { each.style.fontSize = '120%'; }")  # another font, larger text
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/bar-{width}.png")


def test_scoring_by_keyboard_alone(visit: Visit, rubric: Running) -> None:
    worked = work(rubric, "Kim Keys", media=False)
    attempt = worked.device.joined.attempt
    sign_in(rubric, OWNER).post(f"/portal/attempts/{attempt}/reviewers", reviewer=sign_in(rubric, REVIEWER).member)
    reviewer = visit(viewport={"width": 1366, "height": 768})
    reviewer.sign_in(REVIEWER)
    page = reviewer.open_replay(f"/portal/attempts/{attempt}")
    page.get_by_role("link", name="Your scores").focus()
    page.keyboard.press("Enter")
    for words in ("4", "Right", "2", "Short names", "In all"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Hand in"
    page.keyboard.press("Enter")
    page.wait_for_url("**#reviews")
    row = page.locator("#reviews tr", has_text="Clarity")
    expect(row).to_contain_text("2 / 4")
    expect(row).to_contain_text("could not tell")


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_a_blind_report_says_what_is_hidden(
    visit: Visit, rubric: Running, blind: Worked, scheme: str, size: tuple[int, int]
) -> None:
    attempt = blind.device.joined.attempt
    sign_in(rubric, OWNER).post(f"/portal/attempts/{attempt}/reviewers", reviewer=sign_in(rubric, REVIEWER).member)
    reviewer = visit(color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    reviewer.sign_in(REVIEWER)
    page = reviewer.open_replay(f"/portal/attempts/{attempt}")
    expect(page.get_by_text("You review this attempt blind")).to_be_visible()
    assert "Zephyrine" not in page.content()
    seen(page, "review-blind")


@pytest.mark.parametrize("size", SIZES)
def test_the_panel_of_an_assessment(visit: Visit, rubric: Running, size: tuple[int, int]) -> None:
    owner = visit(viewport={"width": size[0], "height": size[1]})
    owner.sign_in()
    page = owner.open(f"/portal/assessments/{rubric.assessment}")
    page.locator("#panel-member").select_option(label="Sam Second")
    page.get_by_role("button", name="Name for each attempt").click()
    expect(page.locator("#panel li", has_text="Sam Second")).to_be_visible()
    seen(page, "panel", "#panel")
    page.get_by_role("button", name="Take off Sam Second").click()
    expect(page.locator("#panel li")).to_have_count(0)
