"""Blind mode under attack: every route of the server, asked by those who may not know who a candidate is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import requests
from fastapi.routing import APIRoute
from sqlalchemy import select

from backend.access import MemberSubject, visible
from backend.accounts.models import Member, Role
from backend.assessments.models import Candidate, Invitation
from backend.attempts.models import CheckRecord
from backend.ingest.models import Segment, Track
from backend.live.models import LiveMessageRow
from backend.portal.routes import ROOMS
from backend.reports.columns import EditColumns
from backend.reports.document import without_reasons
from backend.reports.process import process_figures
from backend.reports.timeline import (
    Recorded,
    Timeline,
    TimelineMarker,
    TimelineSpeech,
    TimelineTrack,
    unnamed,
    without_person,
)
from backend.reviews.annotation_pages import router as annotating
from backend.reviews.routes import router as reviews
from backend.sharing.routes import router as sharing
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.fact_words import fact_words
from protocol.facts import PauseFact, PauseReason, RecorderEvent, RecorderFact
from protocol.identifiers import new_identifier
from protocol.journal import EntryHeader
from tests.integration.portal.device import Device
from tests.integration.portal.reviewing import Client, member, report_of, sign_in, with_rubric
from tests.integration.portal.server import OWNER, REVIEWER, Running
from tests.integration.portal.work import Worked, work

NAME = "Zephyrine Unmistakable"
ENDING = (
    "/portal/sign-out",
    "/portal/sign-in",
    "/theme",
    "/portal/account",
    "/portal/confirm",
    "/api/v1/members/session",
)
"""They end or change the session of whoever asks; none answers about candidates."""


@pytest.fixture(scope="module")
def blind(backend: Running) -> Running:
    return with_rubric(backend, blind=True)


@pytest.fixture(scope="module")
def hidden(blind: Running) -> Worked:
    return work(blind, NAME)


@pytest.fixture(scope="module")
def curious(backend: Running) -> list[Client]:
    """A reviewer who is not named, and one who may also lead interviews."""
    member(backend, "Ida Interviewer", Role.REVIEWER, Role.INTERVIEWER)
    return [sign_in(backend, "ida.interviewer@example.org")]


def everything(backend: Running, device: Device, tracks: Sequence[str], report: str = "") -> Iterator[tuple[str, str]]:
    """Every method and path of the server, with this attempt's ids in the places for ids."""
    joined = device.joined
    ids = {
        "attempt": [joined.attempt], "attempt_id": [joined.attempt], "report_id": [report or joined.attempt],
        "track": tracks, "number": ["0", "2"], "segment": ["0"], "assessment": [backend.assessment],
        "assessment_id": [backend.assessment], "what": ["code"], "problem": [device.problems[0].problem],
    }  # fmt: skip
    described = sign_in(backend, OWNER).get("/openapi.json").json()["paths"]
    routes = [(method.upper(), path) for path, calls in described.items() for method in calls]
    routes += [
        (method, route.path)
        for router in (*(room.router for room in ROOMS), reviews, annotating, sharing)
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    ]
    for method, path in routes:
        names = re.findall(r"{(\w+)(?::\w+)?}", path)
        for values in itertools.product(*(ids.get(name, [joined.attempt]) for name in names)):
            filled = path
            for name, value in zip(names, values, strict=True):
                filled = re.sub(rf"{{{name}(:\w+)?}}", value, filled)
            if not filled.startswith(ENDING):
                yield method, filled


def asked(client: Client, method: str, path: str) -> str:
    """What a route answers, to a form and to JSON."""
    headers = {"X-CSRF-Token": client.csrf}
    body = {"csrf": client.csrf, "looks": True, "after": {}, "text": "Hello"}
    found = ""
    for kind in ("data",) if method in {"GET", "HEAD"} else ("data", "json"):
        sent: dict[str, Any] = {} if method == "GET" else {kind: body}
        answer = client.session.request(method, client.url + path, headers=headers, timeout=30, **sent)
        found += answer.text + str(answer.headers)
    return found


def test_no_route_tells_the_name(backend: Running, blind: Running, hidden: Worked, curious: list[Client]) -> None:
    owner, first = sign_in(backend, OWNER), sign_in(backend, REVIEWER)
    attempt = hidden.device.joined.attempt
    assert owner.post(f"/portal/attempts/{attempt}/reviewers", reviewer=first.member).status_code == 303
    with backend.services.reading() as tx:
        emails = select(Candidate.email).where(Candidate.name == NAME)
        email = tx.session.scalars(emails).one()
    tracks = [made.track for made in hidden.tracks.values()]
    routes = list(everything(blind, hidden.device, tracks, report_of(backend, attempt)))
    assert len(routes) > 80
    told = [path for method, path in routes if method == "GET" and NAME in asked(owner, method, path)]
    assert {f"/portal/attempts/{attempt}", "/portal/attempts"} <= set(told), "the owner sees it: the search is not vain"
    for client in (first, *curious):
        for method, path in routes:
            answer = asked(client, method, path)
            assert NAME not in answer, (method, path)
            assert email not in answer, (method, path)
            assert client.get("/portal/account").status_code == 200, f"signed out by {method} {path}"
        assert f"Candidate {attempt[-4:].upper()}" in client.get("/portal/attempts").text


def test_no_route_tells_the_name_while_the_work_runs(backend: Running, curious: list[Client]) -> None:
    """Live: messages, hands and pictures of somebody who works now, at an assessment that is reviewed blind."""
    running = with_rubric(backend, blind=True, level=EvidenceLevel.LIVE)
    device = Device(running.url)
    email = f"{new_identifier()}@example.org"
    device.begin(running.invite(f"{NAME} Now", email))
    device.send()
    attempt = device.joined.attempt
    written = requests.put(
        f"{device.base_url}/api/v1/attempts/{attempt}/live/messages/{new_identifier()}",
        json={"text": f"This is {NAME}"},
        headers={"Authorization": f"Bearer {device.joined.token}"},
        timeout=30,
    )
    assert written.status_code == 204
    owner, first = sign_in(running, OWNER), sign_in(running, REVIEWER)
    routes = [
        (method, path)
        for method, path in everything(running, device, [new_identifier()])
        if attempt in path or running.assessment in path or not re.search(r"\d{4}", path)
    ]
    live = f"/portal/live/{running.assessment}"
    message = f"/portal/live/attempts/{attempt}/messages"
    assert {("GET", live), ("POST", live + "/now"), ("POST", message)} <= set(routes)
    assert NAME in asked(owner, "POST", live + "/now"), "the owner sees it: the search is not vain"
    for client in (first, *curious):
        for method, path in routes:
            answer = asked(client, method, path)
            assert NAME not in answer, (method, path)
            assert email not in answer, (method, path)
        assert client.get("/portal/account").status_code == 200
    with backend.services.reading() as tx:
        lines = tx.session.scalars(select(LiveMessageRow).where(LiveMessageRow.attempt == attempt)).all()
    assert len(lines) == 1, "nobody to whom it is blind wrote into it"


def test_a_search_is_no_way_to_the_name(hidden: Worked, curious: list[Client]) -> None:
    attempt = hidden.device.joined.attempt
    for client in curious:
        assert attempt in client.get("/portal/attempts?q=Reviewed+blind").text
        for words in (NAME, "Zeph", "z", "unmistakable"):
            assert attempt not in client.get(f"/portal/attempts?q={words}").text, words


def test_recordings_of_the_person_stay_shut_until_the_scores_are_in(blind: Running, hidden: Worked) -> None:
    owner, first = sign_in(blind, OWNER), sign_in(blind, REVIEWER)
    attempt, base = hidden.device.joined.attempt, f"/portal/reports/{report_of(blind, hidden.device.joined.attempt)}"
    owner.post(f"/portal/attempts/{attempt}/reviewers", reviewer=first.member)
    tracks = {made.stream.value: made.track for made in hidden.tracks.values()}

    def opens(stream: str) -> tuple[int, int]:
        path = f"{base}/tracks/{tracks[stream]}"
        return first.post(path + "/key").status_code, first.get(path + "/segments/0").status_code

    assert opens("screen") == (200, 200)
    assert opens("camera") == opens("microphone") == (404, 404)
    assert [each["stream"] for each in first.get(base + "/media").json()["tracks"]] == ["screen"]
    timeline = first.get(base + "/timeline").json()
    assert [each["stream"] for each in timeline["tracks"]] == ["screen"]
    assert timeline["transcript"] == []
    assert first.save(attempt, ["2", "2"]).status_code == 303
    assert opens("camera") == opens("microphone") == (200, 200)
    assert NAME in first.get(f"/portal/attempts/{attempt}").text


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.INTERVIEWER])
def test_access_holds_no_row_that_shows_the_person(blind: Running, hidden: Worked, role: Role) -> None:
    with blind.services.reading() as tx:
        subject = MemberSubject("nobody", blind.organisation, frozenset({role}))
        attempt = hidden.device.joined.attempt
        assert tx.session.scalars(visible(subject, Candidate).where(Candidate.name == NAME)).all() == []
        assert (
            tx.session.scalars(visible(subject, Invitation).where(Invitation.assessment == blind.assessment)).all()
            == []
        )
        checks = visible(subject, CheckRecord).where(CheckRecord.attempt == attempt)
        assert tx.session.scalars(checks).all() == [], "it says what the devices are called"
        tracks = tx.session.scalars(visible(subject, Track).where(Track.attempt == attempt)).all()
        assert {track.stream for track in tracks} == {"screen"}
        segments = tx.session.scalars(visible(subject, Segment).where(Segment.attempt == attempt)).all()
        assert {segment.track for segment in segments} == {track.id for track in tracks}


def test_whoever_knows_the_names_cannot_review_blind(blind: Running, hidden: Worked) -> None:
    owner = sign_in(blind, OWNER)
    attempt = hidden.device.joined.attempt
    answer = owner.post(f"/portal/attempts/{attempt}/reviewers", reviewer=owner.member)
    assert answer.status_code == 409
    assert "knows whom you invited" in answer.text
    answer = owner.post(f"/portal/assessments/{blind.assessment}/panel", reviewer=owner.member)
    assert answer.status_code == 409


def test_a_reviewer_who_came_to_know_the_names_reviews_blind_no_more(blind: Running) -> None:
    attempt = work(blind, media=False).device.joined.attempt
    who = member(blind, "Rita Rising", Role.REVIEWER)
    owner, rising = sign_in(blind, OWNER), sign_in(blind, "rita.rising@example.org")
    assert owner.post(f"/portal/attempts/{attempt}/reviewers", reviewer=who).status_code == 303
    assert rising.save(attempt, ["2", "2"], do="save").status_code == 303
    assert attempt in rising.get("/portal/reviews").text
    with blind.services.transaction() as tx:
        tx.session.get_one(Member, who).roles = [Role.RECRUITER.value, Role.REVIEWER.value]
    assert rising.save(attempt, ["2", "2"]).status_code == 409
    assert attempt not in rising.get("/portal/reviews").text
    assert 'id="review"' not in rising.get(f"/portal/attempts/{attempt}").text
    assert owner.post(f"/portal/attempts/{attempt}/reviewers/remove", reviewer=who).status_code == 303


def test_a_blind_timeline_has_neither_messages_nor_speech() -> None:
    marker = TimelineMarker(t_us=1, seq=1, kind="message", words="The candidate: this is Zephyrine")
    speech = TimelineSpeech(t_us=1, until_us=2, text="hello", confidence_percent=9, language="en", engine="x")
    tracks = [TimelineTrack(track=name, stream=name, segments=[]) for name in ("camera", "screen")]
    lost = RecorderFact(stream=TrackKind.CAMERA, event=RecorderEvent.FAILED, reason="no picture (Zephyrine's iPhone)")
    header = EntryHeader(
        attempt=new_identifier(), device=new_identifier(), launch=new_identifier(), seq=1, previous="0" * 64,
        mono_us=1, wall_us=1, commitment="0" * 64,
    )  # fmt: skip
    away = PauseFact(paused=True, reason=PauseReason.PRAYER, words="Zephyrine prays")
    later = header.model_copy(update={"seq": 2})
    figures = process_figures([Recorded(header, lost), Recorded(later, away)])
    assert all("Zephyrine" in gap.words for gap in figures.gaps)
    told = ["Camera recording failed", "The candidate paused the recording"]
    assert [gap.words for gap in without_reasons(figures.gaps)] == told
    paused = TimelineMarker(t_us=1, seq=2, kind=away.kind, words=fact_words(away, {}))
    named = TimelineMarker(t_us=1, seq=1, kind=lost.kind, words=fact_words(lost, {}))
    whole = Timeline(
        zero_wall_us=0, duration_us=2, entries=1, documents=[], edits=EditColumns.of([]),
        gaps=figures.gaps, tracks=tracks, transcript=[speech],
        markers=[marker, named, paused, marker.model_copy(update={"kind": "run", "words": "A run"})],
    )  # fmt: skip
    cut = Timeline.parse(without_person(whole.model_dump_json().encode()))
    assert [(each.kind, each.words) for each in cut.markers] == [
        ("recorder", "Camera: recording failed"),
        ("pause", "The candidate paused the recording"),
        ("run", "A run"),
    ]
    assert [gap.words for gap in cut.gaps] == told
    assert "Zephyrine" not in cut.model_dump_json()
    assert "Zephyrine" not in unnamed(whole.model_dump_json().encode()).decode()
    assert cut.transcript == []
    assert [each.stream for each in cut.tracks] == ["screen"]
