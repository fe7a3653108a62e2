"""Signing in, the list of attempts, the audit list, and what a visitor without rights sees."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
import requests

from tests.integration.portal.conftest import Visitor
from tests.integration.portal.server import OFFICER, OWNER, PASSWORD, REVIEWER, Running
from tests.integration.portal.work import Worked

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


def test_wrong_password_and_unknown_address_look_the_same(visit: Visit) -> None:
    visitor = visit()
    said = []
    for email in (OWNER, "nobody@example.org"):
        page = visitor.sign_in(email, "not the password")
        said.append(page.locator("[role=alert]").inner_text())
        assert page.input_value("#email") == email
        assert page.input_value("#password") == ""
        assert page.evaluate("document.activeElement.id") == "password"
    assert said[0] == said[1]
    assert "do not match" in said[0]


def test_signing_in_leads_back_to_where_one_wanted_to_go(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/portal/audit")
    assert "/portal/sign-in?next=/portal/audit" in page.url
    page.fill("#email", OWNER)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/audit")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/portal/sign-in")
    visitor.open("/portal/attempts")
    assert "/portal/sign-in" in page.url


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/portal/", "/portal/..//evil", "/\\evil"])
def test_the_way_back_stays_inside(visit: Visit, backend: Running, target: str) -> None:
    page = visit().open("/portal/sign-in?next=" + quote(target, safe=""))
    page.fill("#email", OWNER)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(backend.url + "/portal/attempts")


def test_empty_list_teaches_then_lists_search_and_filter(visit: Visit, backend: Running) -> None:
    page = visit().sign_in()
    assert page.get_by_text("No attempts yet").is_visible() or page.locator("tbody tr").count() > 0
    if page.locator("tbody tr").count() == 0:
        assert page.locator("#first-steps .step").count() == 6


def test_list_shows_state_progress_and_contact(visit: Visit, worked: Worked) -> None:
    page = visit().sign_in()
    row = page.locator("tbody tr", has_text=worked.device.joined.candidate_name)
    assert "Judged" in row.inner_text()
    assert "2 of 2 problems" in row.inner_text()
    assert "just now" in row.inner_text() or "min ago" in row.inner_text()
    page.fill("#q", "nobody of this name")
    page.keyboard.press("Enter")
    page.get_by_text("Nothing fits").wait_for()
    page.get_by_role("link", name="Show all attempts").click()
    page.select_option("#state", "judged")
    page.wait_for_url("**state=judged**")
    assert page.locator("tbody tr").count() >= 1
    page.goto(page.url.replace("state=judged", "state=started"))
    assert page.get_by_text("Nothing fits").is_visible()


def test_a_percent_sign_is_searched_as_itself(visit: Visit, worked: Worked) -> None:
    visitor = visit()
    visitor.sign_in()
    page = visitor.open("/portal/attempts?q=%25")
    assert page.get_by_text("Nothing fits").is_visible()
    assert worked.device.joined.attempt


def test_roles_see_what_they_may(visit: Visit, worked: Worked) -> None:
    attempt = worked.device.joined.attempt
    reviewer = visit()
    page = reviewer.sign_in(REVIEWER)
    assert page.get_by_role("link", name="Who looked").count() == 0
    page = reviewer.open(f"/portal/attempts/{attempt}")
    assert page.get_by_role("heading", name="Results").is_visible()
    assert page.locator("#sharing").count() == 0
    for path in ("/portal/audit", "/portal/privacy"):
        assert reviewer.open(path).get_by_text("You may not do this").is_visible()
    officer = visit()
    officer.sign_in(OFFICER)
    page = officer.open(f"/portal/attempts/{attempt}")
    assert page.get_by_role("heading", name="Results").count() == 0
    assert "your role sees how far the attempt is" in page.locator("main").inner_text()


@pytest.mark.parametrize("path", ["/portal/nowhere", "/portal/", "/candidate/", "/portal/attempts/1/2/3/4"])
def test_an_address_that_does_not_exist_answers_with_a_page(visit: Visit, path: str) -> None:
    page = visit().open(path)
    assert page.get_by_role("heading", name="This page does not exist").is_visible()


def test_views_are_in_the_audit_list_with_names(visit: Visit, worked: Worked) -> None:
    visitor = visit()
    visitor.sign_in()
    visitor.open(f"/portal/attempts/{worked.device.joined.attempt}")
    page = visitor.open("/portal/audit")
    first = page.locator("tbody tr").first.inner_text()
    assert "Mara Lindqvist" in first
    assert "looked at the report" in first
    assert worked.device.joined.candidate_name in first


@pytest.mark.parametrize("path", ["/portal/attempts", "/portal/sign-in", "/share/unknown", "/candidate/unknown"])
def test_every_page_carries_the_security_headers(backend: Running, path: str) -> None:
    answer = requests.get(backend.url + path, timeout=10)
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "media-src blob:",
    ):
        assert part in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_forms_without_their_token_change_nothing(backend: Running, worked: Worked) -> None:
    session = requests.Session()
    form = session.get(backend.url + "/portal/sign-in", timeout=10)
    token = form.text.split('name="csrf" value="')[1].split('"')[0]
    fields = {"email": OWNER, "password": PASSWORD}
    assert session.post(backend.url + "/portal/sign-in", fields | {"csrf": "wrong"}, timeout=10).status_code == 403
    assert requests.post(backend.url + "/portal/sign-in", fields | {"csrf": token}, timeout=10).status_code == 403
    assert session.post(backend.url + "/portal/sign-in", fields | {"csrf": token}, timeout=10).ok
    attempt = worked.device.joined.attempt
    share = {"recipient": "x", "days": "1", "csrf": "wrong"}
    for path in (f"/portal/attempts/{attempt}/shares", "/portal/sign-out", "/portal/shares/x/revoke"):
        assert session.post(backend.url + path, share, timeout=10).status_code == 403
    assert session.get(backend.url + "/portal/attempts", timeout=10).url.endswith("/portal/attempts")
    assert (
        requests.post(worked.page_url + "/deletion", {"understood": "yes", "csrf": "x"}, timeout=10).status_code == 403
    )


def test_theme_switch_is_kept(visit: Visit) -> None:
    visitor = visit(color_scheme="light")
    page = visitor.sign_in()
    page.select_option("#theme-choice", "dark")
    page.wait_for_selector("html[data-theme=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 21, 27)"
    visitor.open("/portal/audit")
    assert page.locator("html").get_attribute("data-theme") == "dark"
