"""What is said, on its whole way: sound, microphone, transcript process, journal, server, report with its search."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from PySide6.QtWidgets import QLabel, QWidget

from backend.attempts.models import Attempt
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.facts import Fact, TranscriptFact, parse_fact
from protocol.policy import EvidencePolicy
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, drained, finish, to_work, words_of, world_of
from tests.end2end.world import no_keyring as no_keyring  # noqa: PLC0414 - pytest finds it by its name
from tests.integration.portal.conftest import BROWSER_FLAGS
from tests.media.browser import BROWSER
from tests.media.microphone import FakeMicrophone
from tests.media.speech import make_speech

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
POLICY = EvidencePolicy(
    level=EvidenceLevel.RECORDING,
    reason="To hear how it comes about.",
    streams=[TrackKind.MICROPHONE],
    transcript_language="en",
)
SAID = "The answer is wrong for the second test."
CUT_OFF = "I believe that one pass over all of the numbers of the list is enough and that nothing has to be sorted "


@pytest.fixture
def microphone() -> Iterator[FakeMicrophone]:
    with FakeMicrophone() as microphone:
        yield microphone


@pytest.fixture
def world(tmp_path: Path, qapp: object, microphone: FakeMicrophone) -> Iterator[World]:
    yield from world_of(tmp_path, replace(PLAN, policy=POLICY, evidence_level=POLICY.level))


def test_what_is_said_stands_in_the_journal_and_is_found_in_the_report(
    world: World, microphone: FakeMicrophone, tmp_path: Path
) -> None:
    hands = world.app()
    to_work(hands)
    hands.wait(lambda: "recording" in words_of(hands, "recording.microphone"), "the microphone to be recorded", 60)
    hands.wait(lambda: settled_us(world) is not None, "the transcript's process to listen", 60)
    hands.pause(3000)  # so that going there in the report moves its clock
    spoke_us = now_us()
    microphone.play(make_speech(tmp_path / "said.wav", SAID, "rms"))
    hands.wait(lambda: len(understood(world)) >= 4, "the words in the journal", 60)
    said = max(transcript(world), key=lambda fact: len(fact.text))
    assert spoke_us - 500_000 < said.start_us < said.end_us < now_us()
    assert said.end_us - said.start_us < 6_000_000
    hands.click("recordedButton")
    hands.wait(lambda: said.text in text_of(hands, "recordedPanel"), "the words in the candidate's panel", 20)

    microphone.play(make_speech(tmp_path / "cut.wav", CUT_OFF * 3, "rms"))
    hands.wait(lambda: now_us() - (settled_us(world) or now_us()) > 2_500_000, "speech that is under way", 60)
    finish(hands)
    lost = [fact for fact in transcript(world) if not fact.text and fact.start_us > said.start_us]
    assert lost, "what was cut off has a fact of its own"
    assert lost[-1].end_us - lost[-1].start_us > 1_500_000
    hands.wait(drained(hands), "everything to be sent", 60)
    attempt = until_reported(world)
    kept = [fact for fact in transcript(world) if fact.start_us >= said.start_us]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, chromium_sandbox=False, args=BROWSER_FLAGS)
        page = browser.new_page()
        sign_in(page, world)
        look_into_the_report(page, f"{world.server.url}/portal/attempts/{attempt}", said, kept)
        browser.close()


def look_into_the_report(page: Page, address: str, said: TranscriptFact, kept: list[TranscriptFact]) -> None:
    page.goto(address)
    page.wait_for_selector("[data-island=replay][data-ready]", timeout=60_000)
    page.get_by_text("What was said, roughly").click()
    box = page.locator("[data-part=speech]")
    expect(box.get_by_text("Rough, made by a machine on the candidate's computer (en, pocketsphinx")).to_be_visible()
    expect(box.get_by_role("listitem").filter(has_text="not written down").first).to_be_visible()
    assert box.get_by_role("listitem").count() >= len(kept) >= 2
    box.get_by_role("searchbox").fill(said.text.upper())
    found = box.locator("li:visible")
    expect(found).to_have_count(1)
    expect(found).to_contain_text(said.text)
    expect(found).to_contain_text(f"{said.confidence_percent} % sure of its words")
    before = page.locator("[data-part=time]").inner_text()
    found.get_by_role("button").click()
    expect(page.locator("[data-part=time]")).not_to_have_text(before)


def sign_in(page: Page, world: World) -> None:
    login = next(each for each in world.seeded.logins if "reviewer" in each.roles or "owner" in each.roles)
    page.goto(f"{world.server.url}/portal/sign-in")
    page.fill("#email", login.email)
    page.fill("#password", login.password)
    page.locator("form[action='/portal/sign-in'] button").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#password")).to_have_count(0)


def until_reported(world: World) -> str:
    """Wait for the report; the attempt's id."""
    base = world.apps[-1].journey._base
    assert base is not None
    attempt, until_s = base.attempt.store.attempt, time.monotonic() + 60
    while True:
        with world.server.services.reading() as tx:
            if tx.session.get_one(Attempt, attempt).state == "judged":
                return attempt
        assert time.monotonic() < until_s, "no report came"
        time.sleep(0.1)


def settled_us(world: World) -> int | None:
    """Up to where the transcript's process has said that all is written down or silent."""
    base = world.apps[-1].journey._base
    assert base is not None
    transcriber = base.previews.transcribing._transcriber
    return transcriber._settled_us if transcriber else None


def understood(world: World) -> set[str]:
    """Words of the sentence that were written down; on a busy machine it may be cut into several stretches."""
    written = " ".join(fact.text for fact in transcript(world))
    return set(written.lower().split()) & set(re.findall(r"[a-z]+", SAID.lower()))


def now_us() -> int:
    return time.monotonic_ns() // 1000


def transcript(world: World) -> list[TranscriptFact]:
    base = world.apps[-1].journey._base
    assert base is not None
    entries = base.attempt.store.rows("SELECT body FROM entry ORDER BY seq")
    facts: list[Fact] = [parse_fact(body) for (body,) in entries]
    return [fact for fact in facts if isinstance(fact, TranscriptFact)]


def text_of(hands: Hands, name: str) -> str:
    widget = hands.window.findChild(QWidget, name)
    assert widget is not None
    return " ".join(each.text() for each in widget.findChildren(QLabel))
