"""The first assessment, led step by step; and the hints that explain words of the field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from backend.accounts.models import Role
from backend.accounts.service import NewMember, create_member, create_organisation
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.device import Device
from tests.integration.portal.reviewing import sign_in
from tests.integration.portal.server import OWNER, PASSWORD, REVIEWER, Running
from tests.integration.portal.test_everybody_can_use_it import check
from tests.integration.portal.work import Worked

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def newcomer(backend: Running) -> str:
    """Owner, recruiter and reviewer of an organisation that has nothing yet."""
    address = f"{new_identifier()}@example.org"
    with backend.services.transaction() as tx:
        house = create_organisation(tx, "Fresh & First", "privacy@example.org")
        create_member(tx, house.id, NewMember("Olga", address, PASSWORD, (Role.OWNER, Role.RECRUITER, Role.REVIEWER)))
    return address


def stand(page: Page) -> list[str]:
    """Each step: done, next or later."""
    found: list[str] = page.locator(".step").evaluate_all(
        "all => all.map(each => each.matches('.is-done') ? 'done' : each.matches('.is-next') ? 'next' : 'later')"
    )
    return found


def test_from_nothing_to_a_decision_and_a_share(visit: Visit, newcomer: str, backend: Running) -> None:
    visitor = visit(viewport={"width": 1366, "height": 768})
    page = visitor.sign_in(newcomer, PASSWORD)
    assert stand(page) == ["next", *["later"] * 5]
    check(page)
    page.get_by_role("button", name="Take the example").click()
    expect(page.locator(".page-head h1")).to_have_text("Night Bus")
    assert stand(visitor.open("/portal/attempts")) == ["done", "next", *["later"] * 4]
    page.get_by_role("link", name="Build an assessment").click()
    page.fill("#title", "First round")
    page.select_option("#problem-0", index=1)
    page.fill("#criterion-0", "Clarity")
    page.fill("#words-0", "Names and structure")
    page.fill("#score-0", "4")
    page.get_by_role("button", name="Build it").click()
    assert stand(visitor.open("/portal/attempts")) == ["done", "done", "next", *["later"] * 3]
    page.get_by_role("link", name="See it as a candidate").click()
    expect(page.locator("main")).to_contain_text("Night Bus")
    visitor.open("/portal/attempts")
    page.get_by_role("link", name="Invite", exact=True).click()
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Write a name and an e-mail address, or a list.")
    page.fill("#name", "Kim")
    page.fill("#email", "kim@example.org")
    page.get_by_role("button", name="Invite", exact=True).click()
    code = page.locator("#made code").inner_text()
    assert stand(visitor.open("/portal/attempts")) == [*["done"] * 4, "next", "later"]
    _work_and_review(visitor, newcomer, code)
    assert visitor.open("/portal/attempts").locator("#first-steps").count() == 0, "whoever has done all is left alone"
    visitor.open("/portal/first-steps")
    assert stand(page) == ["done"] * 6
    expect(page.locator("main")).to_contain_text("All of it is done.")
    _decide_and_share(visitor, visit().page)


def _decide_and_share(visitor: Visitor, guest: Page) -> None:
    visitor.page.get_by_role("link", name="The newest attempt").click()
    page = visitor.page
    page.wait_for_selector("[data-island=replay][data-ready]")
    page.locator(".code-final").first.scroll_into_view_if_needed()
    expect(page.locator("[data-needs=evidence]")).to_be_hidden()
    page.get_by_label("Goes on").check()
    page.locator("#decision-reason").fill("Right, and says why.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.locator("#decision .decided")).to_contain_text("Goes on")
    page.fill("#recipient", "Jonas")
    page.get_by_role("button", name="Make the link").click()
    guest.goto(page.locator("#new-share").input_value())
    expect(guest.get_by_role("heading", level=1)).to_have_text("Kim")
    expect(guest.locator("main")).to_contain_text("This report was shared with Jonas.")


def _work_and_review(visitor: Visitor, newcomer: str, code: str) -> None:
    page, backend, device = visitor.page, visitor.backend, Device(visitor.backend.url)
    device.begin(code)
    assert stand(visitor.open("/portal/attempts")) == [*["done"] * 5, "next"]
    problem = device.problems[0].problem
    device.hand_in(device.open_document(problem, LanguageId.PYTHON, "# right\n"), problem, LanguageId.PYTHON)
    device.finish()
    backend.wait_for_work()
    visitor.open("/portal/attempts")
    page.get_by_role("link", name="The newest attempt").click()
    page.wait_for_selector("[data-island=replay][data-ready]")
    client = sign_in(backend, newcomer)
    attempt = device.joined.attempt
    client.post(f"/portal/attempts/{attempt}/reviewers", reviewer=client.member)
    assert client.save(attempt, ["3"]).status_code == 303


def test_they_are_hidden_and_called_back_by_keyboard_on_a_phone(visit: Visit, newcomer: str) -> None:
    visitor = visit(viewport=PHONE)
    page = visitor.sign_in(newcomer, PASSWORD)
    check(page)
    page.get_by_role("button", name="Hide them").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("#first-steps")).to_have_count(0)
    assert visitor.open("/portal/attempts").locator("#first-steps").count() == 0
    page.locator("[data-shortcuts]").click()
    page.get_by_role("link", name="First steps").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/first-steps")
    check(page)
    page.get_by_role("button", name="Show these steps").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hide these steps")).to_be_visible()
    assert visitor.open("/portal/attempts").locator("#first-steps").count() == 1


def test_who_may_not_invite_is_led_nowhere(visit: Visit) -> None:
    visitor = visit()
    page = visitor.sign_in(REVIEWER)
    assert page.locator("#first-steps").count() == 0
    visitor.open("/portal/first-steps")
    expect(page.locator("h1")).to_have_text("You may not do this")
    assert page.locator(".step").count() == 0


@pytest.mark.parametrize(
    ("path", "question"),
    [
        ("/portal/assessments/new", "What is an evidence level?"),
        ("/portal/assessments/new", "What is reviewing blind?"),
        ("/portal/problems/{problem}", "What is exposure?"),
        ("/portal/confirm", "Why am I asked again?"),
        ("/portal/attempts/{attempt}", "Why are scores sealed?"),
    ],
)
def test_a_word_of_the_field_is_explained_where_it_stands(
    visit: Visit, worked: Worked, path: str, question: str, backend: Running
) -> None:
    visitor = visit(viewport=PHONE)
    visitor.sign_in(OWNER)
    attempt = worked.device.joined.attempt
    if "{attempt}" in path:  # scores are sealed from the moment that somebody is named
        reviewer = sign_in(backend, REVIEWER).member
        assert sign_in(backend, OWNER).post(f"/portal/attempts/{attempt}/reviewers", reviewer=reviewer).ok
    page = visitor.open(path.format(problem=worked.device.problems[0].problem, attempt=attempt))
    hint = page.locator("details.explain", has_text=question)
    expect(hint.locator(".explain-words")).to_be_hidden()
    hint.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(hint.locator(".explain-words")).to_be_visible()
    box = hint.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE["width"]
    check(page)
