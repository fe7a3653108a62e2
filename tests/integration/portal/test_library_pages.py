"""The library in a browser: begin, edit with the preview, tests, conflict, versions, verify, labels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from backend.audit.models import AuditEntry
from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.server import Running
from tests.integration.portal.test_assessment_pages import PASSWORD, bring_in, owner

__all__ = ["owner"]
pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PREVIEWED = "Number(document.querySelector('[data-island=preview]').dataset.shown ?? 0) >= {}"


def begin(visitor: Visitor, owner: str, title: str) -> Page:
    page = visitor.sign_in(owner, PASSWORD)
    visitor.open("/portal/problems")
    page.get_by_role("link", name="Begin a problem").click()
    page.fill("#title", title)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/edit")
    return page


def save(page: Page, note: str = "") -> None:
    page.fill("#note", note)
    page.get_by_role("button", name="Save").click()


def test_a_problem_is_begun_and_its_statement_written_beside_its_preview(
    owner: str, backend: Running, visit: Visit
) -> None:
    page = begin(visit(viewport={"width": 1366, "height": 768}), owner, "Ärger am Bahnhof")
    until(page, PREVIEWED.format(1))
    shown = page.locator("[data-part=shown]")
    expect(shown).to_contain_text("Two numbers stand on one line")
    assert page.evaluate("document.querySelector('[data-part=shown] img.formula').style.verticalAlign").endswith("em")
    page.fill("#text", "Count the *trains*.\n\n<script>alert(1)</script><img src=x onerror=alert(2)>\n\n$n \\le 5$\n")
    until(page, PREVIEWED.format(2))
    expect(shown.locator("em")).to_have_text("trains")
    assert page.locator("[data-part=shown] script, [data-part=shown] [onerror]").count() == 0
    page.fill("#time_limit", "1.5")
    page.fill("#title", "Bother at the station")
    save(page, "Trains instead of numbers")
    expect(page.locator(".page-head h1")).to_have_text("Bother at the station")
    expect(page.locator(".statement")).to_contain_text("Count the trains.")
    expect(page.locator("#state")).to_contain_text("Version 2")
    expect(page.locator("#state")).to_contain_text("by Olga Olsen: Trains instead of numbers")
    expect(page.locator(".page-head")).to_contain_text("time limit 1500 ms")
    with backend.services.reading() as tx:
        actions = tx.session.scalars(select(AuditEntry.action).where(AuditEntry.actor_kind == "member"))
        assert {"problem.begun", "problem.edited"} <= set(actions)


def test_tests_are_added_changed_and_taken_away(owner: str, visit: Visit) -> None:
    page = begin(visit(), owner, "Cases")
    page.get_by_role("link", name="Tests").click()
    page.get_by_role("link", name="Add a test to secret").click()
    page.fill("#given", "3 4")
    page.fill("#answer", "7")
    save(page)
    page.get_by_role("link", name="03").click()
    assert page.locator("#given").input_value() == "3 4\n", "test data end with an end of line"
    page.fill("#given", "3 5\n")
    page.fill("#answer", "8\n")
    page.fill("#name", "03-changed")
    page.select_option("#group", "sample")
    save(page)
    samples = page.locator("section", has=page.get_by_role("heading", name="Samples"))
    expect(samples).to_contain_text("03-changed")
    page.get_by_role("button", name="Take away sample/1").click()
    expect(samples.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Cases", exact=True).click()
    expect(page.locator(".samples")).to_have_count(1)
    expect(page.locator(".samples")).to_contain_text("3 5")
    page.get_by_role("link", name="All 4 versions").click()
    expect(page.locator(".difference").first).to_contain_text("data/sample/1.ans")


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(owner: str, visit: Visit) -> None:
    page = begin(visit(), owner, "Refused")
    page.get_by_role("link", name="All files", exact=True).click()
    page.get_by_role("link", name="problem.yaml", exact=True).click()
    page.fill("#text", "problem_format_version: 2025-09\nname: [\n")
    save(page, "Broken")
    expect(page.get_by_role("alert")).to_contain_text("problem.yaml")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved")
    assert page.locator("#text").input_value() == "problem_format_version: 2025-09\nname: [\n"
    assert page.locator("#note").input_value() == "Broken"
    page.get_by_role("link", name="Versions").click()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_what_is_longer_than_a_form_takes_is_shown_all_the_same(owner: str, visit: Visit) -> None:
    visitor = visit()
    page = begin(visitor, owner, "Long")
    address = page.url.removesuffix("/edit")
    visitor.open(f"{address}/files/one?path=data/sample/1.desc")
    page.fill("#text", "x" * 10_001)
    save(page, "A long description")
    page.wait_for_url("**/files")
    visitor.open(f"{page.url.removesuffix('/files')}/tests/one?name=sample/1")
    assert len(page.locator("#description").input_value()) == 10_001
    for asked in ("edit?language=" + "x" * 41, "files/one?path=" + "p" * 3_000):
        assert page.request.get(f"{address}/{asked}").status == 200, asked


def test_of_two_who_edit_at_once_the_second_decides_and_nothing_is_lost(owner: str, visit: Visit) -> None:
    first, second = visit(), visit()
    page = begin(first, owner, "Shared")
    other = second.sign_in(f"r{owner}", PASSWORD)
    second.open(page.url)
    page.fill("#text", "The first one's words.\n")
    save(page, "First")
    expect(page.locator("#state")).to_contain_text("Version 2")
    other.fill("#text", "The second one's words.\n")
    other.fill("#memory", "128")
    save(other, "Second")
    expect(other.locator("#newer")).to_contain_text("Olga Olsen saved version 2 while you were writing: First")
    assert other.locator("#text").input_value() == "The second one's words.\n"
    assert other.locator("#memory").input_value() == "128"
    assert other.locator("#note").input_value() == "Second"
    expect(other.locator("#newer del", has_text="The first one's words.")).to_have_count(1)
    expect(other.locator("#newer ins", has_text="The second one's words.")).to_have_count(1)
    first.open(page.url.split("?")[0])
    expect(page.locator(".statement")).to_contain_text("The first one's words.")
    other.get_by_role("button", name="Save mine as version 3").click()
    expect(other.locator("#state")).to_contain_text("Version 3")
    other.get_by_role("link", name="All 3 versions").click()
    other.get_by_role("button", name="Restore version 2").click()
    expect(other.locator("#state")).to_contain_text("Version 4")
    expect(other.locator("#state")).to_contain_text("Version 2 again")
    expect(other.locator(".statement")).to_contain_text("The first one's words.")


def test_verifying_shows_its_way_and_what_it_found(owner: str, backend: Running, visit: Visit, tmp_path: Path) -> None:
    visitor = visit()
    page = visitor.sign_in(owner, PASSWORD)
    visitor.open("/portal/problems")
    bring_in(page, tmp_path, "promise")
    page.get_by_role("button", name="Verify").click()
    page.wait_for_url("**/verifications/*")
    backend.wait_for_work()
    expect(page.get_by_text("Every promise is kept.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("3 AC")
    page.get_by_role("link", name="Its files").click()
    page.get_by_role("link", name="submissions/accepted/double.py").click()
    page.fill("#text", "# bad\n")
    save(page)
    page.get_by_role("link", name="Promise", exact=True).click()
    expect(page.locator("#state")).to_contain_text("Not verified")
    page.get_by_role("button", name="Verify").click()
    backend.wait_for_work()
    expect(page.locator("tbody")).to_contain_text("secret/1: WA, permitted is AC.")


def test_the_list_is_narrowed_by_its_labels(owner: str, visit: Visit, tmp_path: Path) -> None:
    visitor = visit()
    page = visitor.sign_in(owner, PASSWORD)
    for name in ("alpha", "beta"):
        visitor.open("/portal/problems")
        bring_in(page, tmp_path, name)
    page.fill("#tags", "Graphs, two pointers")
    page.select_option("#difficulty", "hard")
    page.fill("#exposure_limit", "none")
    page.get_by_role("button", name="Keep the labels").click()
    expect(page.get_by_role("alert")).to_contain_text("whole number")
    page.fill("#tags", "Graphs, two pointers")
    page.select_option("#difficulty", "hard")
    page.fill("#exposure_limit", "25")
    page.get_by_role("button", name="Keep the labels").click()
    page.locator(".labels").get_by_role("link", name="graphs").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("0 of 25")
    for query, count in (("difficulty=hard", 1), ("language=rust", 2), ("exposure=none", 2), ("q=ALPHA", 1)):
        visitor.open(f"/portal/problems?{query}")
        expect(page.locator("tbody tr")).to_have_count(count)
    visitor.open("/portal/problems?exposure=spent")
    expect(page.get_by_text("No problem fits all of this.")).to_be_visible()
