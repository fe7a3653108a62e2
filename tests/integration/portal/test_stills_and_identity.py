"""Still pictures and the identity step as reviewers meet them: opened in the browser, noted, never shared, deleted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import requests
from playwright.sync_api import expect
from sqlalchemy import func, select

from backend.access import MemberSubject
from backend.accounts.models import Member, Organisation, Role
from backend.assessments.models import Assessment
from backend.assessments.service import AssessmentTerms, Invite, create_assessment, invite, problems_of
from backend.attempts.models import Attempt
from backend.ingest.models import Segment, Track
from backend.jobs.models import Job
from backend.privacy import comparing
from backend.privacy.identity import IDENTITY_JOB, delete_identity, sweep_identity
from backend.privacy.models import Hold
from backend.reports.media import issue_key
from backend.reviews import decisions
from backend.settings import DAY_US
from backend.transaction import Transaction
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.errors import Conflict, NotAllowed
from protocol.facts import Fact, PauseFact, PauseReason, RecorderEvent, RecorderFact
from protocol.identifiers import new_identifier
from protocol.policy import EvidencePolicy
from protocol.verdicts import LanguageId
from recorder.media import Device as Camera
from recorder.media import Sample
from recorder.still_codec import StillCodec
from recorder.track import Order
from recorder.track import Track as Written
from tests.integration.portal.conftest import Visitor, until
from tests.integration.portal.device import SECOND_US, Device
from tests.integration.portal.media_maker import MadeTrack
from tests.integration.portal.reviewing import report_of, sign_in
from tests.integration.portal.server import MINUTE_US, OFFICER, OWNER, REVIEWER, Running
from tests.media.recording_folder import FactList, FolderSink

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
ISLAND = "document.querySelector('[data-island=replay]').island"
SHADE = """
(image) => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 4;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, 4, 4);
  return context.getImageData(2, 2, 1, 1).data[1];
}
"""
STILL = "document.querySelector('[data-part=stream-stills] img')"


def made(folder: Path, device: Device, stream: TrackKind, shades: dict[int, int]) -> tuple[MadeTrack, list[Fact]]:
    """Pictures of one shade each at these seconds of the launch's clock, written as the recorder writes them."""
    facts, sink = FactList(), FolderSink(folder)
    order = Order(device.joined.attempt, device.organisation_public_key, facts, sink)
    track = Written(stream, Camera(TrackKind.CAMERA, "x", "Test camera"), StillCodec(), order)
    for second, shade in shades.items():
        _, data = cv2.imencode(".jpg", np.full((48, 64, 3), shade, dtype=np.uint8))
        track.write(Sample(np.asarray(data, dtype=np.uint8), second * SECOND_US, 0))
    track.end()
    assert track.fact is not None
    files = [sink.path(track.identifier, number).read_bytes() for number in range(len(shades))]
    wrapped = (folder / track.identifier / "track.json").read_text().split('"wrapped_key": "')[1].split('"')[0]
    told = [track.fact, *(fact for _, fact in facts.facts)]
    return MadeTrack(track.identifier, stream, "image/jpeg", wrapped.replace("\\n", "\n"), files, []), told


@dataclass(frozen=True)
class Shown:
    attempt: str
    identity: str


def invited(backend: Running) -> str:
    policy = EvidencePolicy.at(EvidenceLevel.STILLS).model_copy(update={"identity_step": True})
    with backend.services.transaction() as tx:
        known = tx.session.get_one(Assessment, backend.assessment)
        terms = AssessmentTerms("With pictures", tuple(problems_of(tx, known.id)), 60 * MINUTE_US,
                                (LanguageId.PYTHON,), policy)  # fmt: skip
        assert tx.session.get_one(Organisation, backend.organisation).managed
        assessment = create_assessment(tx, backend.organisation, terms, None)
        whom = Invite("Ines Stills", f"{time.time_ns()}@example.org", tx.now_us - DAY_US, tx.now_us + DAY_US)
        return invite(tx, assessment, whom, None).code


@pytest.fixture(scope="module")
def shown(backend: Running, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """An attempt at level 2 with an identity step, three still pictures and a pause."""
    device = Device(backend.url)
    device.begin(invited(backend))
    identity, told = made(tmp_path_factory.mktemp("identity"), device, TrackKind.IDENTITY, {4: 90, 5: 180})
    ends = [
        RecorderFact(stream=TrackKind.IDENTITY, event=event, track=identity.track)
        for event in (RecorderEvent.STARTED, RecorderEvent.STOPPED)
    ]
    device.submit_facts(*told, *ends)
    document = device.open_document(device.problems[0].problem, LanguageId.PYTHON, "")
    stills, facts = made(tmp_path_factory.mktemp("stills"), device, TrackKind.STILLS, {10: 40, 40: 120, 70: 200})
    device.mono_us = 70 * SECOND_US
    device.submit_facts(*facts)
    device.submit_facts(PauseFact(paused=True, reason=PauseReason.PRAYER))
    device.mono_us = 370 * SECOND_US
    device.submit_facts(PauseFact(paused=False))
    device.type(document, "# right\n")
    device.hand_in(document, device.problems[0].problem, LanguageId.PYTHON)
    for track in (stills, identity):
        device.upload(track)
    device.finish()
    backend.wait_for_work()
    return Shown(device.joined.attempt, identity.track)


@pytest.fixture
def page(visit: Visit, shown: Shown) -> Visitor:
    visitor = visit(viewport={"width": 1366, "height": 768})
    visitor.sign_in()
    visitor.open_replay(f"/portal/attempts/{shown.attempt}")
    return visitor


def test_the_latest_still_is_on_show_with_the_moment_it_was_taken(page: Visitor) -> None:
    for second, shade, words in ((6, 40, "0:05"), (40, 120, "0:35"), (64, 120, "0:35"), (66, 200, "1:05")):
        page.page.evaluate(f"{ISLAND}.seek({second})")
        until(page.page, f"document.querySelector('[data-part=taken-stills]').textContent.endsWith('{words}')")
        until(page.page, f"{STILL}.complete && {STILL}.naturalWidth === 64")
        assert abs(page.page.evaluate(f"({SHADE})({STILL})") - shade) < 6
    page.page.evaluate(f"{ISLAND}.seek(2)")
    until(page.page, "document.querySelector('[data-part=words-stills]').textContent.startsWith('No picture')")


def test_a_pause_is_a_gap_with_its_reason_and_no_finding(page: Visitor) -> None:
    words = page.page.locator("#findings").inner_text()
    page.page.locator("#findings details summary").last.click()
    gaps = page.page.locator("#findings details").last.inner_text()
    assert "paused the recording: prayer" in gaps
    assert "5 min" in gaps
    assert "paused" not in words.split("in which something was missing")[0].split("The time")[0]
    assert page.page.evaluate(f"{ISLAND}.pausedAt(100)") == "The candidate paused the recording: prayer"


def test_pictures_of_the_identity_step_open_on_demand_and_that_is_noted(page: Visitor) -> None:
    words = page.page.locator("#identity").inner_text()
    assert "by eye" in words
    assert "no program" in words
    assert "opened the identity recording" not in page.page.locator("#looked").inner_text()
    page.page.get_by_role("button", name="Open the pictures").click()
    until(page.page, "document.querySelectorAll('#identity img').length === 2")
    until(page.page, "[...document.querySelectorAll('#identity img')].every((each) => each.naturalWidth === 64)")
    shades = [page.page.evaluate(f"({SHADE})(document.querySelectorAll('#identity img')[{n}])") for n in range(2)]
    assert [abs(got - wanted) < 6 for got, wanted in zip(shades, (90, 180), strict=True)] == [True, True]
    page.page.reload()
    assert "opened the identity recording" in page.page.locator("#looked").inner_text()


def test_a_link_with_recordings_shows_the_stills_and_never_the_identity_step(
    page: Visitor, visit: Visit, backend: Running, shown: Shown
) -> None:
    tab = page.page
    tab.fill("#recipient", "A colleague")
    tab.locator("[name=with_recordings]").check()
    tab.get_by_role("button", name="Make the link").click()
    link = tab.locator("#new-share").input_value()
    guest = visit(viewport={"width": 1366, "height": 768})
    opened = guest.open_replay(link)
    assert opened.locator("#identity").count() == 0
    streams = "async (url) => (await (await fetch(url)).json()).tracks.map((each) => each.stream)"
    assert opened.evaluate(streams, f"{link}/media") == ["stills"]
    status = "async ([url, method]) => (await fetch(url, {method})).status"
    assert opened.evaluate(status, [f"{link}/tracks/{shown.identity}/segments/0", "GET"]) == 404
    assert opened.evaluate(status, [f"{link}/tracks/{shown.identity}/key", "POST"]) in {403, 404}


def test_only_who_opened_the_pictures_says_what_they_show(backend: Running, visit: Visit, shown: Shown) -> None:
    visitor = visit()
    tab = visitor.sign_in(REVIEWER)
    visitor.open_replay(f"/portal/attempts/{shown.attempt}")
    expect(tab.get_by_label("The same person", exact=True)).to_be_disabled()
    with backend.services.transaction() as tx, pytest.raises(NotAllowed) as refused:
        comparing.compare(tx, _member(tx, REVIEWER), shown.attempt, comparing.Outcome.SAME)
    assert refused.value.code == "identity.not_opened"
    with backend.services.transaction() as tx, pytest.raises(NotAllowed) as refused:
        comparing.compare(tx, _member(tx, OFFICER), shown.attempt, comparing.Outcome.SAME)
    assert refused.value.code == "auth.role"
    assert len(_objects(backend, shown)) == 2


def test_after_the_comparison_the_pictures_are_gone_and_the_page_says_so(
    page: Visitor, backend: Running, shown: Shown
) -> None:
    services = backend.services
    sweep_identity(replace(services, clock_us=lambda: services.clock_us() + 29 * DAY_US))
    backend.wait_for_work()
    objects = _objects(backend, shown)
    assert len(objects) == 2, "their time is not over"
    tab = page.page
    expect(tab.get_by_text("Open the pictures first. What you say")).to_have_count(0)
    tab.get_by_label("The same person", exact=True).check()
    tab.get_by_role("button", name="Keep this and delete the pictures").click()
    expect(tab.locator("#identity")).to_contain_text("Mara Lindqvist compared the pictures on")
    expect(tab.locator("#identity")).to_contain_text("the same person")
    backend.wait_for_work()
    assert _objects(backend, shown) == []
    for key in objects:
        assert not (services.settings.data / "objects" / key).exists()
    with services.transaction() as tx:
        assert not delete_identity(tx, tx.session.get_one(Attempt, shown.attempt)), "nothing is left"
        assert tx.session.get_one(Track, (shown.attempt, shown.identity)).sealed_key == b""
        others = select(func.count()).select_from(Segment).where(Segment.attempt == shown.attempt)
        assert tx.session.scalar(others) == 3, "the still pictures stay"
    with services.transaction() as tx, pytest.raises(Conflict):
        comparing.compare(tx, _member(tx, OWNER), shown.attempt, comparing.Outcome.DIFFERENT)
    page.open_replay(f"/portal/attempts/{shown.attempt}")
    assert "compared the pictures of the identity step: the same person" in page.page.locator("#looked").inner_text()
    assert "The pictures were deleted" in page.page.locator("#identity").inner_text()
    assert "deleted the 2 pictures of the identity step" in page.page.locator("#looked").inner_text()
    report = page.page.evaluate("document.querySelector('[data-island=replay]').dataset.keyUrl")
    cookies = {each["name"]: each["value"] for each in page.page.context.cookies()}
    csrf = page.page.evaluate("document.querySelector('[data-island=replay]').dataset.csrf")
    answer = requests.post(
        backend.url + report.replace("{track}", shown.identity),
        cookies=cookies,
        headers={"X-CSRF-Token": csrf},
        timeout=10,
    )
    assert answer.status_code == 404


def _member(tx: Transaction, email: str) -> MemberSubject:
    row = tx.session.scalars(select(Member).where(Member.email == email)).one()
    return MemberSubject(row.id, row.organisation, frozenset(map(Role, row.roles)))


def _objects(backend: Running, shown: Shown) -> list[str]:
    with backend.services.reading() as tx:
        mine = select(Segment.object_key).where(Segment.attempt == shown.attempt, Segment.track == shown.identity)
        return list(tx.session.scalars(mine))


def _handed_in(backend: Running, folder: Path) -> tuple[Device, MadeTrack, Shown]:
    """An attempt with two pictures of the identity step, of which one has arrived."""
    device = Device(backend.url)
    device.begin(invited(backend))
    identity, told = made(folder, device, TrackKind.IDENTITY, {4: 90, 5: 180})
    device.submit_facts(*told)
    device.upload(identity, skip=[1])
    device.finish()
    return device, identity, Shown(device.joined.attempt, identity.track)


def _held(backend: Running, here: Shown) -> str:
    """A hold on the candidate; its id."""
    with backend.services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, here.attempt)
        hold = Hold(
            id=new_identifier(), organisation=attempt.organisation, candidate=attempt.candidate,
            reason="duty", placed_by=_member(tx, OFFICER).member, placed_at_us=1, expires_at_us=tx.now_us + 60 * DAY_US,
        )  # fmt: skip
        tx.session.add(hold)
        return hold.id


def test_a_hold_keeps_compared_pictures_until_it_ends(
    backend: Running, tmp_path_factory: pytest.TempPathFactory
) -> None:
    services = backend.services
    _, _, here = _handed_in(backend, tmp_path_factory.mktemp("identity"))
    hold = _held(backend, here)
    with services.transaction() as tx:
        owner, attempt = _member(tx, OWNER), tx.session.get_one(Attempt, here.attempt)
        issue_key(tx, owner, attempt, here.identity)
        comparing.compare(tx, owner, here.attempt, comparing.Outcome.UNSURE)
    backend.wait_for_work()
    sweep_identity(services)
    backend.wait_for_work()
    assert len(_objects(backend, here)) == 1
    with services.transaction() as tx:
        tx.session.get_one(Hold, hold).released_at_us = tx.now_us
    sweep_identity(services)
    backend.wait(lambda: not _objects(backend, here))


@pytest.mark.parametrize("outcome", list(decisions.Outcome))
def test_any_decision_has_them_deleted_also_when_a_hold_ends_later(
    backend: Running, tmp_path_factory: pytest.TempPathFactory, outcome: decisions.Outcome
) -> None:
    services = backend.services
    _, _, here = _handed_in(backend, tmp_path_factory.mktemp("identity"))
    backend.wait_for_work()
    hold = _held(backend, here)
    owner = sign_in(backend, OWNER)
    page = owner.get(f"/portal/attempts/{here.attempt}").text
    assert "the pictures of the identity step are deleted" in page
    owner.post(f"/portal/reports/{report_of(backend, here.attempt)}/opened/replay")
    words = {"outcome": outcome.value, "reason": "As written", "waiver": "They have nothing to add"}
    assert owner.post(f"/portal/attempts/{here.attempt}/decision", **words).status_code == 303
    backend.wait_for_work()
    assert len(_objects(backend, here)) == 1, "a hold keeps them"
    with services.transaction() as tx:
        tx.session.get_one(Hold, hold).released_at_us = tx.now_us
    sweep_identity(services)
    backend.wait(lambda: not _objects(backend, here))


@pytest.mark.parametrize("outcome", list(decisions.Outcome))
def test_any_decision_has_them_deleted_at_once(
    backend: Running, tmp_path_factory: pytest.TempPathFactory, outcome: decisions.Outcome
) -> None:
    _, _, here = _handed_in(backend, tmp_path_factory.mktemp("identity"))
    backend.wait_for_work()
    owner = sign_in(backend, OWNER)
    owner.get(f"/portal/attempts/{here.attempt}")
    owner.post(f"/portal/reports/{report_of(backend, here.attempt)}/opened/replay")
    words = {"outcome": outcome.value, "reason": "As written", "waiver": "They have nothing to add"}
    assert owner.post(f"/portal/attempts/{here.attempt}/decision", **words).status_code == 303
    with backend.services.reading() as tx:
        jobs = tx.session.scalars(select(Job).where(Job.attempt == here.attempt, Job.kind == IDENTITY_JOB)).all()
    assert len(jobs) == 1
    backend.wait(lambda: not _objects(backend, here))


def test_a_second_track_is_opened_too_and_goes_though_it_came_after_the_comparison(
    backend: Running, tmp_path_factory: pytest.TempPathFactory
) -> None:
    services = backend.services
    device = Device(backend.url)
    device.begin(invited(backend))
    tracks = [made(tmp_path_factory.mktemp("identity"), device, TrackKind.IDENTITY, {n: 90}) for n in (4, 6, 8)]
    for _, told in tracks:
        device.submit_facts(*told)
    for track, _ in tracks[:2]:
        device.upload(track)
    device.finish()
    first, second, third = (Shown(device.joined.attempt, track.track) for track, _ in tracks)
    with services.transaction() as tx:
        owner, attempt = _member(tx, OWNER), tx.session.get_one(Attempt, first.attempt)
        issue_key(tx, owner, attempt, first.identity)
        assert not comparing.has_opened(tx, owner, attempt)
        issue_key(tx, owner, attempt, second.identity)
        comparing.compare(tx, owner, first.attempt, comparing.Outcome.SAME)
    backend.wait(lambda: not _objects(backend, first) and not _objects(backend, second))
    device.upload(tracks[2][0])
    assert len(_objects(backend, third)) == 1
    sweep_identity(services)
    backend.wait(lambda: not _objects(backend, third))


def test_without_a_decision_they_go_after_30_days_and_what_arrives_later_goes_too(
    backend: Running, tmp_path_factory: pytest.TempPathFactory
) -> None:
    services = backend.services
    device, identity, here = _handed_in(backend, tmp_path_factory.mktemp("identity"))
    later = replace(services, clock_us=lambda: services.clock_us() + 31 * DAY_US)
    hold = _held(backend, here)
    sweep_identity(later)
    backend.wait_for_work()
    assert len(_objects(backend, here)) == 1, "a hold keeps them"
    with services.transaction() as tx:
        tx.session.get_one(Hold, hold).released_at_us = tx.now_us
    sweep_identity(later)
    backend.wait(lambda: not _objects(backend, here))
    device.upload(identity, skip=[0])  # the second picture comes late; its key is gone
    assert len(_objects(backend, here)) == 1
    sweep_identity(services)
    backend.wait(lambda: not _objects(backend, here))
    with services.reading() as tx:
        assert tx.session.get_one(Track, (here.attempt, here.identity)).sealed_key == b""
