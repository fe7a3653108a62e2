"""From an empty organisation to a candidate who may start: bring in a problem, build, look at the notice, invite."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.accounts.models import Role
from backend.accounts.service import NewMember, create_member, create_organisation
from protocol.attempts import TrackKind
from protocol.identifiers import new_identifier
from protocol.policy import Detector
from tests.integration.conftest import problem_zip
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.device import Device
from tests.integration.portal.server import REVIEWER, Running

PASSWORD = "four plain words here"  # noqa: S105 - of a member that lives in a test


@pytest.fixture
def owner(backend: Running) -> str:
    """The owner of an organisation that has nothing yet."""
    address = f"{new_identifier()}@example.org"
    with backend.services.transaction() as tx:
        organisation = create_organisation(tx, "Fresh", "privacy@example.org")
        create_member(tx, organisation.id, NewMember("Olga Olsen", address, PASSWORD, (Role.OWNER, Role.RECRUITER)))
        create_member(tx, organisation.id, NewMember("Rea", f"r{address}", PASSWORD, (Role.OWNER, Role.RECRUITER)))
    return address


def bring_in(page: Page, folder: Path, name: str) -> None:
    file = folder / f"{name}.zip"
    file.write_bytes(problem_zip(name, name.capitalize()))
    page.set_input_files("#package", file)
    page.get_by_role("button", name="Check and keep").click()


def build(page: Page, title: str) -> None:
    page.fill("#title", title)
    page.select_option("#problem-0", index=1)
    page.get_by_label("3: How your code came about").check()
    page.fill("#reason", "This round replaces an interview on site.")
    page.get_by_label(re.compile("several persons")).check()
    page.fill("#criterion-0", "Clarity")
    page.fill("#words-0", "Names and structure")
    page.fill("#score-0", "4")
    page.get_by_role("button", name="Build it").click()


def test_an_owner_comes_from_nothing_to_an_invited_candidate(
    owner: str, backend: Running, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit(viewport={"width": 1366, "height": 900})
    page = visitor.sign_in(owner, PASSWORD)
    page.get_by_role("link", name="Assessments", exact=True).click()
    page.get_by_role("link", name="Bring one in").click()
    bring_in(page, tmp_path, "double")
    expect(page.locator(".page-head h1")).to_have_text("Double")
    visitor.open("/portal/assessments/new")
    build(page, "First round")
    expect(page.get_by_role("heading", name="First round")).to_be_visible()
    page.get_by_text("The notice, as they read it").click()
    expect(page.locator("#notice")).to_contain_text("Whether nobody, one or several persons are in the picture")
    page.fill("#name", "Ada Candidate")
    page.fill("#email", "ada@example.org")
    page.get_by_text("Accommodations: what is not recorded").click()
    page.get_by_label("Camera").check()
    page.get_by_role("button", name="Invite", exact=True).click()
    code = page.locator("#made code").inner_text()
    assert page.locator("#made input").input_value().endswith(f"#{code}")
    device = Device(backend.url)
    device.begin(code)
    policy = device.joined.notice.told
    assert TrackKind.CAMERA not in policy.captured
    assert Detector.PERSONS not in policy.detectors, "without a camera there is nobody to see"
    visitor.open(page.url.split("/invitations")[0])
    assert code not in page.content()
    expect(page.locator("#invitations")).to_contain_text("Accommodated by you")
    other = visit()
    other.sign_in(f"r{owner}", PASSWORD)
    other.open(page.url)
    expect(other.page.locator("#invitations")).to_contain_text("Ada Candidate")
    expect(other.page.locator("#invitations")).not_to_contain_text("Accommodated")


def test_what_is_wrong_is_told_and_nothing_that_was_typed_is_lost(
    owner: str, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit()
    page = visitor.sign_in(owner, PASSWORD)
    visitor.open("/portal/problems")
    (tmp_path / "broken.zip").write_bytes(b"this is no archive")
    page.set_input_files("#package", tmp_path / "broken.zip")
    page.get_by_role("button", name="Check and keep").click()
    expect(page.get_by_role("alert")).to_be_visible()
    bring_in(page, tmp_path, "again")
    visitor.open("/portal/assessments/new")
    page.fill("#title", "Second round")
    page.get_by_label("3: How your code came about").check()
    page.select_option("#problem-0", index=1)
    page.get_by_role("button", name="Build it").click()
    expect(page.get_by_role("alert")).to_contain_text("reason")
    assert page.locator("#title").input_value() == "Second round"
    page.fill("#reason", "Because.")
    page.get_by_role("button", name="Build it").click()
    page.fill("#people", "email,name\nb@example.org,Bo\nnobody,Cy")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Line 3 has no e-mail address")
    page.fill("#people", "email;name\nb@example.org;Bo\nc@example.org;Cy")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.locator("#made tbody tr")).to_have_count(2)
    page.locator("#invitations summary").first.click()
    page.get_by_role("button", name="Withdraw the invitation of Bo").click()
    expect(page.locator("#invitations")).to_contain_text("Withdrawn")


def test_a_change_is_the_next_version_and_the_earlier_one_stays(
    owner: str, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit()
    page = visitor.sign_in(owner, PASSWORD)
    visitor.open("/portal/problems")
    bring_in(page, tmp_path, "third")
    visitor.open("/portal/assessments/new")
    build(page, "Third round")
    first = page.url
    page.get_by_role("link", name="Make the next version").click()
    assert page.locator("#criterion-0").input_value() == "Clarity"
    page.get_by_label("1: How your code came about").check()
    page.get_by_role("button", name="Make the next version").click()
    expect(page.get_by_text("Version 2")).to_be_visible()
    visitor.open(first)
    expect(page.locator("#notice")).to_contain_text("Evidence level 3")
    expect(page.get_by_text("version 2 is newer")).to_be_visible()


def test_a_reviewer_builds_and_invites_nobody(visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(REVIEWER)
    expect(page.get_by_role("link", name="Assessments", exact=True)).to_have_count(0)
    base = page.url.split("/portal/")[0]
    for path in ("assessments", "assessments/new", "problems"):
        assert page.request.get(f"{base}/portal/{path}").status == 403
