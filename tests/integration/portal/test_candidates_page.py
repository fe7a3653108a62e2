"""The list of candidates: actions on many and their undoing, views, notes with who reads them, and the keys."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from backend.accounts.models import Role
from backend.assessments.models import Candidate, Invitation
from backend.attempts.models import Attempt
from backend.audit.models import AuditEntry
from backend.pipeline.models import CandidateNote, PipelineAction, PipelinePlace, SavedView
from backend.pipeline.service import UNDO_US
from backend.privacy.jobs import delete_rows
from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.device import Device
from tests.integration.portal.reviewing import Client, member, sign_in
from tests.integration.portal.server import OFFICER, OWNER, REVIEWER, Running
from tests.integration.portal.test_everybody_can_use_it import check

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PICTURES = os.environ.get("RECRUTR_PICTURES")
HERE = "/portal/candidates"


@pytest.fixture(scope="module")
def people(backend: Running) -> Running:
    for name in ("Ada", "Bela", "Cleo <b>"):
        backend.invite(name, f"{name[:3].lower()}@candidates.example")
    return backend


def invitations(backend: Running, *names: str) -> list[str]:
    with backend.services.reading() as tx:
        rows = select(Invitation.id).join(Candidate, Candidate.id == Invitation.candidate)
        return [tx.session.scalars(rows.where(Candidate.name == name)).one() for name in names]


def candidate(backend: Running, name: str) -> str:
    with backend.services.reading() as tx:
        return tx.session.scalars(select(Candidate.id).where(Candidate.name == name)).one()


def stage(backend: Running, invitation: str) -> str:
    with backend.services.reading() as tx:
        row = tx.session.get(PipelinePlace, invitation)
        return row.stage if row else "new"


def undo(client: Client) -> int:
    found = re.search(r'name="action" value="([^"]+)"', client.get(HERE).text)
    return client.post(f"{HERE}/undo", action=found[1] if found else "").status_code


def test_many_are_moved_by_keys_and_put_back(visit: Visit, people: Running) -> None:
    visitor = visit(viewport={"width": 1366, "height": 768})
    visitor.sign_in()
    page = visitor.page
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/portal/candidates")
    until(page, "document.querySelector('[data-shortcuts]').hidden === false")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-count]")).to_have_text("2 chosen")
    page.select_option("#to", "shortlist")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator(".undone")).to_contain_text("2 moved to Shortlist")
    assert page.locator("tbody .chip", has_text="Shortlist").count() == 2
    check(page)
    picture(page, "candidates")
    page.keyboard.press("u")
    expect(page.locator(".undone")).to_have_count(0)
    assert page.locator("tbody .chip", has_text="Shortlist").count() == 0
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    check(page)
    picture(page, "shortcuts")
    page.get_by_label("Single keys work on this computer").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_hidden()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        for width, height in ((390, 844), (1366, 768)):
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png")


def test_withdrawing_and_archiving_are_undone_unless_somebody_changed_it_since(people: Running) -> None:
    owner = sign_in(people, OWNER)
    ada, bela = invitations(people, "Ada", "Bela")
    assert owner.post(f"{HERE}/act", invitations=[ada, bela], do="withdraw").status_code == 303
    refused = owner.post(f"{HERE}/act", invitations=[ada, bela], do="withdraw")
    assert refused.status_code == 409
    assert "was used, withdrawn or has ended" in refused.text
    assert undo(owner) == 303
    with people.services.reading() as tx:
        assert [tx.session.get_one(Invitation, each).revoked_at_us for each in (ada, bela)] == [None, None]
    owner.post(f"{HERE}/act", invitations=[ada, bela], do="move", stage="offer")
    first = re.search(r'name="action" value="([^"]+)"', owner.get(HERE).text)
    owner.post(f"{HERE}/act", invitations=[bela], do="move", stage="closed")
    assert first
    owner.post(f"{HERE}/undo", action=first[1])
    assert (stage(people, ada), stage(people, bela)) == ("new", "closed")
    owner.post(f"{HERE}/act", invitations=[bela], do="archive")
    assert "Bela" not in owner.get(HERE).text.partition("<tbody>")[2]
    assert "Bela" in owner.get(f"{HERE}?archived=true").text
    with people.services.transaction() as tx:
        tx.session.execute(update(PipelineAction).values(at_us=PipelineAction.at_us - UNDO_US - 1))
        action = tx.session.scalars(select(PipelineAction.id).where(PipelineAction.kind == "archive")).one()
    late = owner.post(f"{HERE}/undo", action=action)
    assert late.status_code == 409
    assert "ten minutes" in late.text
    owner.post(f"{HERE}/act", invitations=[bela], do="restore")
    with people.services.reading() as tx:
        told = tx.session.scalars(select(AuditEntry.action).where(AuditEntry.subject == ada)).all()
    assert told.count("pipeline.changed") >= 2
    assert "pipeline.undone" in told
    assert owner.post(f"{HERE}/act", do="archive").status_code == 422
    assert owner.post(f"{HERE}/act", invitations=[ada], do="again").status_code == 409, "no mail server"


def test_all_of_a_choice_change_or_none(people: Running) -> None:
    owner = sign_in(people, OWNER)
    (ada,) = invitations(people, "Ada")
    before = stage(people, ada)
    foreign = "01a209c1-3952-7101-9dd9-2761e03f93b2"
    assert owner.post(f"{HERE}/act", invitations=[ada, foreign], do="move", stage="offer").status_code == 404
    assert stage(people, ada) == before


def test_a_view_keeps_filters_and_no_names(people: Running) -> None:
    owner = sign_in(people, OWNER)
    member(people, "Rita Recruiter", Role.RECRUITER)
    rita = sign_in(people, "rita.recruiter@example.org")
    answer = owner.post(f"{HERE}/views", name="Closed ones", stage="closed", q="Ada", shared="true")
    assert answer.headers["Location"] == f"{HERE}?stage=closed"
    owner.post(f"{HERE}/views", name="Only mine", state="open")
    shown = rita.get(HERE).text
    assert "Closed ones" in shown
    assert "Only mine" not in shown
    with people.services.reading() as tx:
        kept = {row.name: row for row in tx.session.scalars(select(SavedView))}
    assert kept["Closed ones"].filters == {"stage": "closed"}
    assert rita.post(f"{HERE}/views/{kept['Closed ones'].id}/remove").status_code == 404
    assert owner.post(f"{HERE}/views/{kept['Closed ones'].id}/remove").status_code == 303


def test_notes_are_read_by_their_audience_and_by_the_candidate_who_asked(visit: Visit, people: Running) -> None:
    device = Device(people.url)
    device.begin(people.invite("Dana", "dana@candidates.example"))
    dana, owner, reviewer = candidate(people, "Dana"), sign_in(people, OWNER), sign_in(people, REVIEWER)
    path = f"{HERE}/{dana}"
    for audience in ("recruiting", "team"):
        words = f"For {audience} <script>alert(1)</script>"
        assert owner.post(f"{path}/notes", words=words, audience=audience).status_code == 303
    assert reviewer.post(f"{path}/notes", words="mine", audience="recruiting").status_code == 422
    assert "For recruiting" not in reviewer.get(path).text
    assert "For team &lt;script&gt;" in reviewer.get(path).text
    visitor = visit()
    visitor.sign_in()
    page = visitor.open(path)
    expect(page.locator("#notes li")).to_have_count(2)
    check(page)
    picture(page, "notes")
    officer = sign_in(people, OFFICER)
    assert officer.get(path).status_code == 403
    candidates_page = device.joined.candidate_page
    assert "For team" not in visitor.open(candidates_page).locator("main").inner_text()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.select_option("#kind", "access")
    page.get_by_role("button", name="Send").click()
    request = re.findall(r"/portal/privacy/([0-9a-f-]{36})", officer.get("/portal/privacy").text)[0]
    assert "For recruiting" in officer.get(f"/portal/privacy/{request}").text
    assert officer.post(f"/portal/privacy/{request}/answer", note="Here it is").status_code == 303
    page = visitor.open(candidates_page)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    expect(page.locator("#notes")).to_contain_text("For recruiting")
    with people.services.transaction() as tx:
        tx.session.execute(update(Attempt).where(Attempt.candidate == dana).values(restricted_at_us=1))
    assert [owner.post(f"{path}/notes", words="More").status_code, "For team" in owner.get(path).text] == [404, False]
    with people.services.transaction() as tx:
        attempts = tx.session.scalars(select(Attempt.id).where(Attempt.candidate == dana)).all()
        delete_rows(tx, dana, attempts)
        assert tx.session.scalar(select(CandidateNote.id).where(CandidateNote.candidate == dana)) is None
