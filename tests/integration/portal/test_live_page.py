"""The live page in a real browser: messages, hands, tiles opened by WebCrypto, and that every look is told."""

from __future__ import annotations

import dataclasses
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import requests
from playwright.sync_api import expect
from sqlalchemy import select

from backend.accounts.models import Role
from backend.assessments.models import Assessment, AssessmentProblem
from backend.assessments.service import AssessmentTerms, Invite, create_assessment, invite
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.facts import TranscriptFact
from protocol.identifiers import new_identifier
from protocol.live import HandTurned, LiveMessages, MessagesHeard, MessageWritten, SealedTile, TilesSent
from protocol.policy import Detector, EvidencePolicy
from protocol.verdicts import LanguageId
from protocol.wire import Contact
from recorder.states import PreviewPicture
from recorder.tiles import TileMaker
from tests.integration.portal.conftest import Visitor
from tests.integration.portal.device import SECOND_US, Device
from tests.integration.portal.reviewing import member
from tests.integration.portal.server import MINUTE_US, REVIEWER, Running
from tests.integration.portal.test_everybody_can_use_it import check
from tests.integration.portal.test_sharing_links import make_link
from tests.integration.portal.work import Worked

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("RECRUTR_PICTURES")
"""A folder for screenshots, for whoever wants to look."""


@pytest.fixture(scope="module")
def live(backend: Running) -> Running:
    """The same backend with an assessment at level 4."""
    with backend.services.transaction() as tx:
        mine = AssessmentProblem.assessment == backend.assessment
        places = select(AssessmentProblem.problem).where(mine)
        terms = AssessmentTerms(
            title="Interview at a distance",
            problems=tuple(tx.session.scalars(places)),
            duration_us=60 * MINUTE_US,
            languages=(LanguageId.PYTHON,),
            policy=EvidencePolicy.at(EvidenceLevel.LIVE, "This round replaces an interview on site."),
        )
        made = create_assessment(tx, backend.organisation, terms, None).id
    return dataclasses.replace(backend, assessment=made)


def begun(live: Running, name: str) -> Device:
    device = Device(live.url)
    device.begin(live.invite(name, f"{new_identifier()}@example.org"))
    device.send()
    return device


def own(device: Device, method: str, path: str, body: str | None = None) -> requests.Response:
    """A call of the device, whatever the answer."""
    address = f"{device.base_url}/api/v1/attempts/{device.joined.attempt}{path}"
    headers = {"Authorization": f"Bearer {device.joined.token}", "Content-Type": "application/json"}
    return requests.request(method, address, data=body, headers=headers, timeout=30)


class Streams:
    """What a device sends while somebody looks."""

    def __init__(self, device: Device) -> None:
        self.device = device
        attempt, key = device.joined.attempt, device.organisation_public_key
        kinds = (TrackKind.CAMERA, TrackKind.SCREEN)
        self.makers = {kind: TileMaker(attempt, kind, key) for kind in kinds}

    def tile(self, kind: TrackKind, shade: int) -> SealedTile:
        width, height = (320, 240) if kind is TrackKind.CAMERA else (320, 180)
        pixels = np.full((height, width, 3), shade, np.uint8)
        pixels[height // 4 : height // 2, width // 4 : width // 2] = (40, 120, 90)
        made = self.makers[kind].make(PreviewPicture(pixels.tobytes(), width, height, 0), now_us())
        assert made is not None
        return made

    def put(self, *tiles: SealedTile) -> int:
        return own(self.device, "PUT", "/live/tiles", TilesSent(tiles=list(tiles)).model_dump_json()).status_code


def now_us() -> int:
    return time.time_ns() // 1000


def contact(device: Device) -> Contact:
    return Contact.parse(own(device, "GET", "/contact").text)


def test_an_interviewer_writes_and_reads(live: Running, visit: Callable[..., Visitor]) -> None:
    ada, bo = begun(live, "Ada Berg"), begun(live, "Bo Ek")
    member(live, "Ivo Interviewer", Role.INTERVIEWER)
    visitor = visit(viewport={"width": 1366, "height": 768})
    page = visitor.sign_in("ivo.interviewer@example.org")
    page.get_by_role("link", name="Live", exact=True).click()
    page.get_by_role("link", name="Interview at a distance").click()
    card = page.locator(".live-card", has_text="Ada Berg")
    expect(page.locator(".live-card")).to_have_count(2)
    expect(card.get_by_text("running", exact=True)).to_be_visible()
    field = card.get_by_role("textbox", name="Message to Ada Berg")
    field.fill("Please look at line 3.")
    field.press("Enter")
    expect(card.get_by_role("log")).to_contain_text("Please look at line 3.")
    told = LiveMessages.parse(own(ada, "POST", "/live/messages/heard", MessagesHeard(upto=0).model_dump_json()).text)
    assert [each.text for each in told.messages] == ["Please look at line 3."]
    own(ada, "POST", "/live/messages/heard", MessagesHeard(upto=told.messages[0].number).model_dump_json())
    hostile = "<b>Which</b> line 3?"
    own(ada, "PUT", f"/live/messages/{new_identifier()}", MessageWritten(text=hostile).model_dump_json())
    own(ada, "PUT", "/live/hand", HandTurned(raised=True).model_dump_json())
    expect(card.get_by_role("log")).to_contain_text(hostile)
    expect(card.get_by_role("log")).to_contain_text("shown to them")
    expect(card.get_by_text("Hand up since")).to_be_visible()
    page.get_by_role("textbox", name="Announcement").fill("Ten minutes more for all.")
    page.get_by_role("button", name="Announce").click()
    expect(page.get_by_text("Written to 2 candidates.")).to_be_visible()
    assert (word := contact(bo).live) is not None
    assert (word.newest, word.lookers) == (1, [])
    candidate = visit()
    candidate.open(ada.joined.candidate_page)
    candidate.page.get_by_text("The messages").click()
    expect(candidate.page.locator("#held")).to_contain_text("You <b>Which</b> line 3?")


def test_a_member_looks_and_is_told_of(live: Running, visit: Callable[..., Visitor]) -> None:
    ada = begun(live, "Ada Lund")
    visitor = visit(viewport={"width": 1366, "height": 768})
    page = visitor.sign_in()
    visitor.open(f"/portal/live/{live.assessment}")
    card = page.locator(".live-card", has_text="Ada Lund")
    page.get_by_role("button", name="Look in").click()
    expect(page.get_by_role("button", name="Stop looking")).to_be_visible()
    live.wait(lambda: bool((word := contact(ada).live) and word.lookers), 10)
    assert (word := contact(ada).live) is not None
    assert (word.lookers[0].name, word.lookers[0].role) == ("Mara Lindqvist", "recruiter")
    streams = Streams(ada)
    camera, screen = streams.tile(TrackKind.CAMERA, 200), streams.tile(TrackKind.SCREEN, 230)
    shown = card.get_by_role("img", name="camera of Ada Lund")
    live.wait(lambda: streams.put(camera, screen) == 204 and shown.is_visible())
    assert shown.evaluate("image => image.naturalWidth") == 160
    expect(card.get_by_role("img", name="screen of Ada Lund")).to_be_visible()
    _picture(visitor, "live-1366")
    check(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= 390")
    _picture(visitor, "live-390")

    forged = streams.tile(TrackKind.CAMERA, 10).model_copy(update={"stream": TrackKind.SCREEN})
    told = card.get_by_text("This is not the picture that it is said to be.")
    live.wait(lambda: streams.put(forged) == 204 and told.is_visible())  # and again: a tile is kept for seconds only
    page.get_by_role("button", name="Stop looking").click()
    expect(shown).to_be_hidden()
    live.wait(lambda: not (word := contact(ada).live) or not word.lookers, 10)
    assert streams.put(streams.tile(TrackKind.CAMERA, 1)) == 409

    candidate = visit()
    candidate.open(ada.joined.candidate_page)
    expect(candidate.page.locator("#looked")).to_contain_text("Mara Lindqvist looked in live (camera and screen)")


def test_an_accommodation_shows_on_no_page_of_a_running_attempt(live: Running, visit: Callable[..., Visitor]) -> None:
    """Extra time and streams that are off: the live page, its answers and the attempt's page are as anybody's."""
    with live.services.transaction() as tx:
        assessment = tx.session.get_one(Assessment, live.assessment)
        whom = Invite("Dora Fall", "dora@example.org", tx.now_us - MINUTE_US, tx.now_us + MINUTE_US)
        more = dataclasses.replace(
            whom,
            name="Dana Moss",
            email="dana@example.org",
            extra_time_us=37 * MINUTE_US,
            detectors_off=frozenset(Detector),
            streams_off=frozenset({TrackKind.CAMERA, TrackKind.MICROPHONE}),
        )
        codes = [invite(tx, assessment, each, None).code for each in (whom, more)]
    devices = [Device(live.url) for _ in codes]
    for device, code in zip(devices, codes, strict=True):
        device.begin(code)
        device.send()
    assert [device.joined.duration_us // MINUTE_US for device in devices] == [60, 97]
    visitor = visit()
    page = visitor.sign_in()
    with page.expect_response("**/now") as answered:
        visitor.open(f"/portal/live/{live.assessment}")
    told = {each["candidate"]: each for each in answered.value.json()["attempts"]}
    usual, accommodated = told["Dora Fall"], told["Dana Moss"]
    same = {"runs", "hand_us", "heard", "streams", "given", "messages", "tiles"}
    assert {key: usual[key] for key in same} == {key: accommodated[key] for key in same}
    assert set(usual) == same | {"attempt", "candidate", "contact_us"}
    assert usual["streams"] == ["camera", "screen"]
    pages = []
    for device, name in zip(devices, ("Dora Fall", "Dana Moss"), strict=True):
        visitor.open(f"/portal/attempts/{device.joined.attempt}")
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        words = page.locator("main").inner_text().replace(name, "")
        pages.append(re.sub(r"\d+", "0", re.sub(r"just now|\d+ min ago", "lately", words)))
    assert pages[0] == pages[1]


def test_a_reviewer_has_no_live_page(live: Running, visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.sign_in(REVIEWER)
    expect(page.get_by_role("link", name="Live", exact=True)).to_have_count(0)
    for path in ("/portal/live", f"/portal/live/{live.assessment}"):
        visitor.open(path)
        expect(page.get_by_role("heading", name="You may not do this")).to_be_visible()


def test_what_was_said_is_found_and_jumped_to(live: Running, visit: Callable[..., Visitor]) -> None:
    device = Device(live.url)
    device.begin(live.invite("Cleo Dahl", f"{new_identifier()}@example.org"))
    said = ((10, "first I sort the numbers"), (20, "Ünder pressure"), (30, ""))
    for second, words in said:
        device.mono_us = (second + 8) * SECOND_US
        begin_us, end_us = second * SECOND_US, (second + 2) * SECOND_US
        fact = TranscriptFact(
            start_us=begin_us,
            end_us=end_us,
            text=words,
            confidence_percent=71,
            language="en",
            engine="an engine",
        )
        device.submit_facts(fact)
    device.finish()
    live.wait_for_work()
    visitor = visit()
    page = visitor.sign_in()
    visitor.open_replay(f"/portal/attempts/{device.joined.attempt}")
    page.get_by_text("What was said, roughly").click()
    box = page.locator("[data-part=speech]")
    expect(box.get_by_text("Rough, made by a machine on the candidate's computer (en, an engine)")).to_be_visible()
    expect(box.get_by_role("listitem")).to_have_count(3)
    expect(box.get_by_role("listitem").nth(2)).to_contain_text("not written down")
    box.get_by_role("searchbox").fill("UNDER")
    expect(box.get_by_text("1 of 3 stretches")).to_be_visible()
    line = box.locator("li:visible")
    expect(line).to_contain_text("Ünder pressure 71 % sure of its words")
    line.get_by_role("button").click()
    expect(page.locator("[data-part=time]")).to_have_text("0:15")
    check(page)
    _picture(visitor, "transcript")
    link = make_link(visitor, Worked(device, {}, ""))
    guest = visit()
    guest.open_replay(link)
    expect(guest.page.locator("[data-part=speech]")).to_be_hidden()
    assert "numbers" not in guest.page.content()


def _picture(visitor: Visitor, name: str) -> None:
    if PICTURES:
        visitor.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_a_break_is_given_from_the_live_page_and_seen_there(live: Running, visit: Callable[..., Visitor]) -> None:
    device = begun(live, "Bea Break")
    before_us = Contact.parse(device._own("GET", "/contact").text).deadline_us
    assert before_us is not None
    visitor = visit()
    page = visitor.sign_in()
    visitor.open(f"/portal/live/{live.assessment}")
    card = page.locator(".live-card", has_text="Bea Break")
    card.get_by_text("Give more time, or a break").click()
    card.get_by_label("Minutes").fill("20")
    card.get_by_role("combobox").select_option("break")
    card.get_by_label("Why").fill("Lunch")
    card.get_by_role("button", name="Give the time").click()
    expect(card.locator("[data-part=given]")).to_contain_text("on a break until")
    expect(card.locator("[data-part=given]")).to_contain_text("20 min by")
    expect(card.get_by_label("Why")).to_be_hidden()
    told = Contact.parse(device._own("GET", "/contact").text)
    assert told.deadline_us == before_us + 20 * MINUTE_US
    assert told.live is not None
    assert told.live.ask_again_ms is not None, "while somebody watches, the device hears of it within seconds"
    card.get_by_text("Give more time, or a break").click()
    check(page)
    card.get_by_role("combobox").select_option("member")
    card.get_by_label("Minutes").fill("119")
    card.get_by_label("Why").fill("More")
    card.get_by_role("button", name="Give the time").click()
    expect(card.locator("[data-part=given]")).to_contain_text("more time: 119 min")
