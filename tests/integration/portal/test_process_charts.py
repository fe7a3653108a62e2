"""Process charts on the report: the same numbers for the eye and for a screen reader, with words of caution."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.integration.portal.conftest import Visitor
from tests.integration.portal.test_review_pages import seen
from tests.integration.portal.work import PASTED, Worked

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
ISLAND = "document.querySelector('[data-island=replay]').island"


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", (1366, 768)), ("dark", (2560, 1440)), ("light", (390, 844)), ("dark", (390, 844))]
)
def test_charts_and_their_table_say_the_same(visit: Visit, worked: Worked, scheme: str, size: tuple[int, int]) -> None:
    visitor = visit(color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    visitor.sign_in()
    page = visitor.open_replay(f"/portal/attempts/{worked.device.joined.attempt}#process")
    process = page.locator("#process")
    expect(process).to_contain_text("Speed says nothing about skill")
    assert process.locator("figure").count() == 4
    seen(page, "process", "#process")
    page.get_by_text("The same as a table").click()
    rows = process.locator("tbody tr")
    cells = [[int(cell) for cell in row.locator("td").all_inner_texts()] for row in rows.all()]
    typed, pasted, runs, submissions, passed, failed = (sum(column) for column in zip(*cells, strict=True))
    summary = " ".join(page.locator("#results .summary").inner_text().split())
    assert f"{typed} characters typed" in summary
    assert pasted == len(PASTED)
    assert (runs, submissions, passed, failed) == (1, 2, 2, 0)
    bars = process.locator("svg").first.locator("rect")
    assert bars.count() == sum(1 for row in cells for value in row[:2] if value)
    rows.nth(1).get_by_role("button").click()
    assert page.evaluate(f"{ISLAND}.clock.time") > 0
    expect(process.locator(".chart-bars dt").first).to_have_text("A Sum of Two")
