"""Share links: scope, expiry, revocation, a single view, the view log, and death with the attempt."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
import requests
from playwright.sync_api import Page
from sqlalchemy import select

from backend.audit.models import AuditEntry
from backend.reports.models import Report
from backend.sharing.models import Share, ShareView
from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.server import Running
from tests.integration.portal.work import Worked, work

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
GONE = "This is no longer here"


def make_link(visitor: Visitor, worked: Worked, *boxes: str, recipient: str = "Jonas", name: bool = True) -> str:
    page = visitor.open(f"/portal/attempts/{worked.device.joined.attempt}")
    page.evaluate("document.querySelectorAll('#sharing details').forEach(each => each.open = true)")
    page.fill("#recipient", recipient)
    page.set_checked("[name=with_name]", name)
    for box in boxes:
        page.check(f"[name={box}]")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("#new-share").input_value()
    assert link.startswith(visitor.backend.url + "/share/")
    return link


@pytest.fixture
def mara(visit: Visit) -> Visitor:
    visitor = visit()
    visitor.sign_in()
    return visitor


def opened(link: str) -> requests.Session:
    """A browser of somebody who opened the page, with its cookies."""
    guest = requests.Session()
    assert guest.get(link, timeout=10).ok
    return guest


def stored(backend: Running, link: str) -> Share:
    with backend.services.reading() as tx:
        token = link.rpartition("/")[2]
        assert len(token) >= 43  # 256 bits in base64
        return tx.session.scalars(select(Share).where(Share.token_hash == sha256(token.encode()).hexdigest())).one()


def test_a_shared_report_opens_for_a_stranger_with_recordings(visit: Visit, mara: Visitor, worked: Worked) -> None:
    link = make_link(mara, worked, "with_recordings")
    page = visit().open_replay(link)
    assert page.get_by_role("heading", name=worked.device.joined.candidate_name).is_visible()
    page.get_by_role("button", name="Play").click()
    until(page, "document.querySelector('[data-part=stream-camera] video').currentTime > 1.5")
    looked = mara.open(worked.page_url).locator("#looked").inner_text()
    assert "Somebody with a share link opened the shared report" in " ".join(looked.split())
    assert "Somebody with a share link opened the camera recording" in " ".join(looked.split())
    assert "Jonas" in looked


def test_the_token_is_shown_once_and_never_stored(mara: Visitor, worked: Worked, backend: Running) -> None:
    link = make_link(mara, worked)
    assert mara.page.context.cookies(mara.page.url) == [
        cookie for cookie in mara.page.context.cookies() if cookie["name"] == "recrutr_session"
    ]
    mara.page.reload()
    assert mara.page.locator("#new-share").count() == 0
    stored(backend, link)
    assert worked.device.joined.attempt.encode() in backend.stored(), "what is stored was not looked at"
    assert link.rpartition("/")[2].encode() not in backend.stored()


def test_without_name_and_without_recordings_nothing_of_them_leaves(
    visit: Visit, mara: Visitor, worked: Worked
) -> None:
    link = make_link(mara, worked, name=False)
    page = visit().open_replay(link)
    assert worked.device.joined.candidate_name not in page.content()
    assert page.locator("video").count() == 0
    groups = page.locator("table", has_text="Slowest test").locator("tbody tr").all_inner_texts()
    assert any("up to 10 % of " in row and "Correct" in row for row in groups), groups
    assert any("more than " in row and "Time limit exceeded" in row for row in groups), groups
    assert "secret/large/1" not in page.content()
    track = worked.tracks["camera"].track
    guest = opened(link)
    assert guest.get(link + "/timeline", timeout=10).ok
    for method, path in (("GET", "/media"), ("GET", f"/tracks/{track}/segments/0"), ("POST", f"/tracks/{track}/key")):
        assert guest.request(method, link + path, timeout=10).status_code == 404


def test_a_share_opens_no_other_attempt(mara: Visitor, worked: Worked, other: Worked) -> None:
    link = make_link(mara, worked, "with_recordings")
    foreign = other.tracks["camera"].track
    guest = opened(link)
    assert guest.post(f"{link}/tracks/{foreign}/key", timeout=10).status_code == 404
    assert guest.get(f"{link}/tracks/{foreign}/segments/0", timeout=10).status_code == 404


@pytest.fixture(scope="module")
def other(backend: Running) -> Worked:
    return work(backend, "Somebody Else")


def parts(guest: requests.Session, link: str, track: str) -> set[int]:
    """How every part of a shared page is answered."""
    answers = [guest.get(link + path, timeout=10) for path in ("/timeline", "/media", f"/tracks/{track}/segments/0")]
    answers.append(guest.post(f"{link}/tracks/{track}/key", timeout=10))
    return {answer.status_code for answer in answers}


def every_part_is_gone(link: str, track: str, guest: requests.Session | None = None) -> bool:
    guest = guest or requests.Session()
    return guest.get(link, timeout=10).status_code == 410 and parts(guest, link, track) == {410}


def test_no_part_is_answered_before_a_counted_visit(mara: Visitor, worked: Worked, backend: Running) -> None:
    link, track = make_link(mara, worked, "with_recordings", "once"), worked.tracks["camera"].track
    assert parts(requests.Session(), link, track) == {410}
    assert stored(backend, link).views_left == 1
    guest = opened(link)
    assert stored(backend, link).views_left == 0
    for _ in range(2):  # the visitor's own page may load again what it needs
        assert parts(guest, link, track) == {200}
    assert parts(requests.Session(), link, track) == {410}
    assert guest.get(link, timeout=10).status_code == 410


def test_a_visit_is_proven_only_by_its_own_cookie(mara: Visitor, worked: Worked) -> None:
    track = worked.tracks["camera"].track
    link, another = (make_link(mara, worked, "with_recordings") for _ in range(2))
    cookie = next(iter(opened(link).cookies))
    assert cookie.path == link[link.index("/share/") :]
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"
    value = cookie.value or ""
    for forged in (value.partition(".")[0], value[:-1] + ("0" if value[-1] != "0" else "1"), ".", "x." + "0" * 64):
        guest = requests.Session()
        guest.cookies.set(cookie.name, forged)
        assert parts(guest, link, track) == {410}
    stranger = requests.Session()
    stranger.cookies.set(cookie.name, value)
    assert parts(stranger, another, track) == {410}
    assert parts(stranger, link, track) == {200}


def test_a_timeline_without_the_page_is_a_view_of_the_member(mara: Visitor, backend: Running) -> None:
    joined = work(backend, "Not Yet Looked At", media=False).device.joined
    with backend.services.reading() as tx:
        report = tx.session.scalars(select(Report.id).where(Report.attempt == joined.attempt)).first()

    def views() -> list[AuditEntry]:
        with backend.services.reading() as tx:
            by_attempt = select(AuditEntry).where(AuditEntry.subject == joined.attempt)
            return list(tx.session.scalars(by_attempt.where(AuditEntry.action == "report.viewed")))

    def read_timeline() -> int:
        answer = mara.page.request.get(f"{backend.url}/portal/reports/{report}/timeline")
        assert answer.ok
        return len(views())

    assert views() == []
    assert read_timeline() == 1
    assert read_timeline() == 1
    assert views()[0].actor_kind == "member"
    mara.open(f"/portal/attempts/{joined.attempt}")
    assert read_timeline() == 2


def test_withdrawn_is_gone_at_once(visit: Visit, mara: Visitor, worked: Worked) -> None:
    link = make_link(mara, worked, "with_recordings", recipient="Withdrawn one")
    guest = visit()
    page = guest.open_replay(link)
    row = mara.page.locator("#sharing tbody tr", has_text="Withdrawn one")
    row.get_by_role("button", name="Withdraw").click()
    assert "Withdrawn" in mara.page.locator("#sharing tbody tr", has_text="Withdrawn one").inner_text()
    assert every_part_is_gone(link, worked.tracks["camera"].track)
    page.reload()
    assert page.get_by_text(GONE).is_visible()


def test_expired_is_gone_and_looks_like_unknown(visit: Visit, mara: Visitor, worked: Worked, backend: Running) -> None:
    link = make_link(mara, worked, "with_recordings")
    share = stored(backend, link)
    with backend.services.transaction() as tx:
        tx.session.get_one(Share, share.id).expires_at_us = tx.now_us - 1
    assert every_part_is_gone(link, worked.tracks["camera"].track)
    page: Page = visit().open(link)
    expired = page.locator("main").inner_text()
    page.goto(backend.url + "/share/" + "A" * 43)
    assert page.locator("main").inner_text() == expired
    assert GONE in expired


def test_one_view_only(visit: Visit, mara: Visitor, worked: Worked, backend: Running) -> None:
    link = make_link(mara, worked, "with_recordings", "once")
    page = visit().open_replay(link)
    page.get_by_role("button", name="Play").click()
    until(page, "document.querySelector('[data-part=stream-camera] video').videoWidth > 0")
    page.reload()
    assert page.get_by_text(GONE).is_visible()
    share = stored(backend, link)
    guest = requests.Session()
    for each in page.context.cookies(link):
        guest.cookies.set(each["name"], each["value"])
    track = worked.tracks["camera"].track
    assert parts(guest, link, track) == {200}
    with backend.services.transaction() as tx:
        views = tx.session.scalars(select(ShareView).where(ShareView.share == share.id)).all()
        assert len(views) == 1
        views[0].at_us -= 5 * 3600 * 1_000_000  # the visit is long over
    assert every_part_is_gone(link, track, guest)


@pytest.mark.parametrize(
    ("field", "value"), [("days", "0"), ("days", "91"), ("recipient", ""), ("recipient", "x" * 201)]
)
def test_bad_terms_change_nothing(mara: Visitor, worked: Worked, backend: Running, field: str, value: str) -> None:
    page = mara.open(f"/portal/attempts/{worked.device.joined.attempt}")
    csrf = page.locator("#sharing form input[name=csrf]").first.get_attribute("value") or ""
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    before = _count(backend)
    form = {"recipient": "x", "days": "7", "csrf": csrf} | {field: value}
    answer = requests.post(page.url + "/shares", form, cookies=cookies, timeout=10)
    assert answer.status_code == 422
    assert "not right" in answer.text
    assert _count(backend) == before


def _count(backend: Running) -> int:
    with backend.services.reading() as tx:
        return len(tx.session.scalars(select(Share.id)).all())
