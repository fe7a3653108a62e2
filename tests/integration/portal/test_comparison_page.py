"""Candidates side by side: what stands in the table, who may see it, what a download holds, and that it is told."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from backend.accounts.models import Role
from backend.audit.models import AuditEntry
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.device import Device
from tests.integration.portal.reviewing import Client, member, sign_in, with_rubric
from tests.integration.portal.server import OWNER, REVIEWER, Running
from tests.integration.portal.test_everybody_can_use_it import check
from tests.integration.portal.work import Worked, work

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PICTURES = os.environ.get("RECRUTR_PICTURES")
FORMULA = "=HYPERLINK(1)"
NAMES = ("Ada", "Bela", "Cleo", "Dana", "Émile", FORMULA)


@pytest.fixture(scope="module")
def group(backend: Running) -> tuple[Running, list[Worked]]:
    """Six judged attempts at an assessment with a rubric, the last by somebody whose name is a formula."""
    rubric = with_rubric(backend)
    done = [work(rubric, name, media=False) for name in NAMES]
    begun = rubric.invite("Still Working", "still@example.org")
    device = Device(rubric.url)
    device.begin(begun)
    return rubric, done


@pytest.fixture(scope="module")
def reviewed(group: tuple[Running, list[Worked]], backend: Running) -> list[Worked]:
    """Two reviewers scored Ada; one of two scored Bela."""
    _, done = group
    owner = sign_in(backend, OWNER)
    reviewers = [sign_in(backend, email) for email in (REVIEWER, _second(backend))]
    for place, hands in ((0, reviewers), (1, reviewers[:1])):
        attempt = done[place].device.joined.attempt
        for each in reviewers:
            assert owner.post(f"/portal/attempts/{attempt}/reviewers", reviewer=each.member).status_code == 303
        for score, each in zip(("4", "1"), hands, strict=False):
            each.get(f"/portal/attempts/{attempt}")
            assert each.save(attempt, [score, "unknown"]).status_code == 303
    return done


def _second(backend: Running) -> str:
    member(backend, "Tove Third", Role.REVIEWER)
    return "tove.third@example.org"


def address(running: Running, ending: str = "", query: str = "") -> str:
    return f"/portal/assessments/{running.assessment}/comparison{ending}{query}"


def names_in(page: Page) -> list[str]:
    return page.locator(".table-comparison tbody th a").all_inner_texts()


@pytest.mark.parametrize(
    ("scheme", "size"),
    [("light", (1366, 768)), ("dark", (1366, 768)), ("light", (390, 844))],
    ids=["light", "dark", "a phone"],
)
def test_the_table_says_what_is_known_and_what_is_not(
    visit: Visit, group: tuple[Running, list[Worked]], reviewed: list[Worked], scheme: str, size: tuple[int, int]
) -> None:
    rubric, done = group[0], reviewed
    visitor = visit(color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    visitor.sign_in()
    page = visitor.open(f"/portal/assessments/{rubric.assessment}")
    page.get_by_role("link", name="Compare candidates").click()
    expect(page.locator(".page-head")).to_contain_text("6 judged attempts at version 1; 1 not finished")
    assert names_in(page) == sorted(NAMES, key=str.casefold)
    ada, bela, cleo = (page.locator("tr", has_text=name) for name in ("Ada", "Bela", "Cleo"))
    expect(ada).to_contain_text("2.50 2 reviews, 1 to 4")
    expect(ada).to_contain_text("could not tell")
    expect(bela).to_contain_text("1 of 2 reviews not in")
    assert "4.00" not in bela.inner_text()
    expect(cleo).to_contain_text("no reviewer named")
    expect(page.locator("tfoot")).to_contain_text("too few to say (1)")
    expect(page.locator("tfoot")).to_contain_text("accepted")
    check(page)
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/comparison-{size[0]}-{scheme}.png", full_page=True)
    page.get_by_role("link", name="Ada").click()
    expect(page).to_have_url(re.compile(done[0].device.joined.attempt))


def test_filters_stand_in_the_address_and_need_no_script(visit: Visit, group: tuple[Running, list[Worked]]) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.sign_in()
    page = visitor.open(address(group[0]))
    page.fill("#q", "ém")
    page.get_by_role("button", name="Show").click()
    assert names_in(page) == ["Émile"]
    assert names_in(visitor.open(page.url)) == ["Émile"]
    visitor.open(address(group[0], query="?decision=decline"))
    expect(page.get_by_role("heading", name="Nobody fits")).to_be_visible()
    visitor.open(address(group[0], query="?decision=none&order=points"))
    assert len(names_in(page)) == len(NAMES)
    visitor.open(address(group[0], query="?least=101"))
    expect(page.locator("main")).to_contain_text("least: less than or equal to 100")
    visitor.open(address(group[0], query="?decision=perhaps"))
    expect(page.locator("main")).to_contain_text("decision: ")


def test_a_download_holds_what_is_shown_and_no_formula(group: tuple[Running, list[Worked]], backend: Running) -> None:
    owner = sign_in(backend, OWNER)
    answer = owner.get(address(group[0], ".csv", "?q=hyperlink"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["candidate"] == "'" + FORMULA
    assert int(row["points"]) <= int(row["of"])
    (one,) = owner.get(address(group[0], ".json", "?q=hyperlink")).json()["attempts"]
    assert one["candidate"]["name"] == FORMULA
    assert (one["attempt"], str(one["points"])) == (row["attempt"], row["points"])
    assert one["reviews"] is None


def test_the_candidate_sees_that_it_was_looked_at_and_taken(
    visit: Visit, group: tuple[Running, list[Worked]], backend: Running
) -> None:
    owner = sign_in(backend, OWNER)
    last = group[1][-1]
    before = told(backend, last)
    for _ in range(2):
        owner.get(address(group[0], query="?q=hyperlink"))
    owner.get(address(group[0], ".csv", "?q=hyperlink"))
    owner.get(address(group[0], ".csv", "?q=nobody"))
    new = told(backend, last)[len(before) :]
    assert new.count("attempt.exported") == 1
    assert [*before, *new].count("attempt.compared") == 1, "once a visit"
    page = visit().open(last.page_url)
    expect(page.locator("main")).to_contain_text("downloaded the scores in a table")


def told(backend: Running, worked: Worked) -> list[str]:
    with backend.services.reading() as tx:
        about = select(AuditEntry.action).where(AuditEntry.subject == worked.device.joined.attempt)
        return list(tx.session.scalars(about.order_by(AuditEntry.number)))


def test_whoever_scores_does_not_compare(group: tuple[Running, list[Worked]], backend: Running) -> None:
    reviewer: Client = sign_in(backend, REVIEWER)
    assert [reviewer.get(address(group[0], ending)).status_code for ending in ("", ".csv", ".json")] == [403] * 3
