"""The real app on a real server: what each level captures and tells, the panel, pauses, stills, the identity step."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.capturing import Capturing
from app.previews import Previews
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.fact_words import fact_words
from protocol.facts import Fact, PauseFact, PauseReason, RecorderEvent, RecorderFact, SegmentFact, parse_fact
from protocol.policy import EvidencePolicy
from recorder import stills
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, drained, finish, submit, to_notice, to_work, words_of, world_of
from tests.end2end.world import no_keyring as no_keyring  # noqa: PLC0414 - pytest finds it by its name
from tests.media.webcam import make_webcam_video
from tests.storage.settled import settle
from ui.states import Screen

pytestmark = pytest.mark.timeout(180)
OF_THE_ATTEMPT = {"launch", "state", "submission", "acknowledgement", "network"}
"""What the notice of every level names: start, hand-in, finish, the app's runs, the connection."""
PERIOD_S = 0.4
"""Between two still pictures, in place of the policy's fifteen seconds or more."""


@pytest.fixture
def make_world(tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., World]]:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    monkeypatch.setattr(stills, "pause_s", lambda _every_s: PERIOD_S)
    worlds: list[Iterator[World]] = []

    def make(policy: EvidencePolicy) -> World:
        worlds.append(world_of(tmp_path, replace(PLAN, policy=policy, evidence_level=policy.level)))
        return next(worlds[-1])

    yield make
    for world in worlds:
        assert next(world, None) is None


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(make_webcam_video(tmp_path_factory.mktemp("camera") / "camera.avi", seconds=4))


def policy(level: EvidenceLevel, **changes: object) -> EvidencePolicy:
    reason = "To see how it comes about." if level >= EvidenceLevel.RECORDING else None
    return EvidencePolicy.model_validate(EvidencePolicy.at(level, reason).model_dump() | changes)


def parts(world: World) -> tuple[Capturing, Previews]:
    base = world.apps[-1].journey._base
    assert base is not None
    return base.capturing, base.previews


def facts_of(world: World) -> list[Fact]:
    """Every fact on the disk of the newest app."""
    base = world.apps[-1].journey._base
    assert base is not None
    entries = base.attempt.store.rows("SELECT body FROM entry ORDER BY seq")
    return [parse_fact(body) for (body,) in entries]


def text_of(hands: Hands, name: str) -> str:
    widget = hands.window.findChild(QWidget, name)
    assert widget is not None
    return " ".join(each.text() for each in widget.findChildren(QLabel))


def after_a_kill(world: World) -> Hands:
    """Open the app on what a kill of the one before would have left on the disk."""
    base = world.apps[-1].journey._base
    assert base is not None
    base.sending.stop(10)  # two of one device must not write to the server
    shutil.copytree(world.folder / "one", world.folder / "killed")
    hands = world.app("killed", camera=world.apps[-1].settings.camera)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work again", 60)
    return hands


def pause(hands: Hands, reason: PauseReason, words: str = "") -> float:
    """Ask for a pause by hand; when it was confirmed, on the monotonic clock."""
    hands.click("pauseButton")
    hands.click(f"pauseReason.{reason.value}")
    if words:
        hands.fill("pauseWords", words)
    before_s = time.monotonic()
    hands.click("confirmButton")
    return before_s


def test_at_level_0_the_journal_holds_the_attempt_alone_and_a_kill_costs_no_letter(
    make_world: Callable[..., World],
) -> None:
    world = make_world(policy(EvidenceLevel.NONE))
    hands = world.app()
    to_notice(hands)
    told = text_of(hands, "noticeText")
    assert "The code that you hand in" in told
    assert "edits" not in told
    assert "in front" not in told
    hands.click("noticeRead")
    hands.click("noticeAgree")
    hands.click("startButton", 90)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
    hands.type_code("print(int(input()) * 2)  # twice\n")
    hands.click("recordedButton")
    panel = text_of(hands, "recordedPanel")
    assert "Nothing but the code you hand in." in panel
    assert "The attempt became started" in panel
    assert not hands.is_there("pauseButton")
    hands.wait(lambda: "Saved:" in hands.find("savedIndicator").accessibleName(), "the text to be saved")
    typed = hands.window.editor().text()
    assert {fact.kind for fact in facts_of(world)} <= OF_THE_ATTEMPT
    again = after_a_kill(world)
    assert again.window.editor().text() == typed
    submit(again)
    finish(again)
    again.wait(drained(again), "everything to be sent", 60)
    kinds = [fact.kind for fact in facts_of(world)]
    assert set(kinds) <= OF_THE_ATTEMPT
    assert kinds.count("submission") == 1


def test_level_2_with_an_identity_step_from_the_first_picture_to_the_last(
    make_world: Callable[..., World], camera: str
) -> None:
    world = make_world(policy(EvidenceLevel.STILLS, identity_step=True))
    hands = world.app(camera=camera)
    to_notice(hands)
    told = text_of(hands, "noticeText")
    for words in ("about every 60 seconds", "switched on for each picture only", "at most 30 days after you finish"):
        assert words in told
    hands.click("noticeRead")
    hands.click("noticeAgree")
    hands.wait(lambda: "Works" in words_of(hands, "checkLine.camera"), "the camera", 60)
    show_oneself(world, hands)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
    hands.wait(lambda: len(stills_of(world)) >= 3, "three still pictures", 30)
    hands.click("recordedButton")
    hands.wait(lambda: "Still pictures, recording" in text_of(hands, "recordedPanel"), "the panel to say so")
    assert "Still pictures recording" in words_of(hands, "recording.stills")
    pause(hands, PauseReason.BATHROOM)
    hands.wait(lambda: stopped(world, TrackKind.STILLS), "the pictures to stop", 5)
    kept = len(stills_of(world))
    hands.pause(int(PERIOD_S * 5000))
    assert len(stills_of(world)) == kept, "nothing is taken during a pause"
    hands.click("goOnButton")
    hands.wait(lambda: len(stills_of(world)) > kept, "pictures again", 30)
    finish(hands)
    hands.wait(drained(hands), "everything to be sent", 60)
    segments = [fact for fact in facts_of(world) if isinstance(fact, SegmentFact)]
    assert [fact.segment for fact in segments if fact.stream is TrackKind.IDENTITY] == [0, 1]
    assert {fact.stream for fact in segments} == {TrackKind.STILLS, TrackKind.IDENTITY}


def show_oneself(world: World, hands: Hands) -> None:
    """The identity step: take a picture, take it again, go back, come again, take both, start."""
    hands.click("startButton", 90)
    hands.wait(lambda: hands.window.screen_shown is Screen.IDENTITY, "the identity step")
    assert hands.find_kind("identityGoOn", QAbstractButton).text() == "Start without pictures"
    hands.click("takePicture.person")
    hands.click("takePicture.person")
    hands.click("identityBack")
    hands.wait(lambda: hands.window.screen_shown is Screen.CHECK, "the check again")
    assert parts(world)[1].pictures is None, "going back lets go of the pictures"
    hands.click("startButton", 90)
    hands.click("takePicture.person")
    hands.click("takePicture.document")
    assert hands.find_kind("identityGoOn", QAbstractButton).text() == "Start with these pictures"
    hands.click("identityGoOn")


def stills_of(world: World) -> list[SegmentFact]:
    return [fact for fact in facts_of(world) if isinstance(fact, SegmentFact) and fact.stream is TrackKind.STILLS]


def stopped(world: World, stream: TrackKind) -> bool:
    told = [fact.event for fact in facts_of(world) if isinstance(fact, RecorderFact) and fact.stream is stream]
    return bool(told) and told[-1] is RecorderEvent.STOPPED


def test_pause_and_withdrawal_stop_every_stream_within_a_second_and_a_pause_outlives_a_kill(
    make_world: Callable[..., World], camera: str
) -> None:
    world = make_world(policy(EvidenceLevel.RECORDING))
    hands = world.app(camera=camera)
    to_work(hands)
    hands.wait(lambda: "Camera recording" in words_of(hands, "recording.camera"), "the camera to be recorded", 60)
    hands.click("recordedButton")
    at_s = pause(hands, PauseReason.FAMILY, "my child")
    assert parts(world)[1].state().streams == (), "nothing is captured from the click on"
    hands.wait(lambda: stopped(world, TrackKind.CAMERA), "the journal to say that it stopped", 5)
    assert last_captured_s(world) - at_s < 1.0
    paused = next(fact for fact in facts_of(world) if isinstance(fact, PauseFact))
    assert (paused.reason, paused.words) == (PauseReason.FAMILY, "my child")
    assert "time goes on" in words_of(hands, "pauseMessage")
    assert "by you (family)" in words_of(hands, "recording.camera")
    hands.wait(lambda: fact_words(paused, {}) in text_of(hands, "recordedPanel"), "the report's words", 5)
    left = time_left(hands)
    hands.wait(lambda: time_left(hands) != left, "the time to go on", 5)

    again = after_a_kill(world)
    again.wait(lambda: again.is_there("goOnButton"), "the pause to be shown again", 20)
    again.pause(800)
    assert parts(world)[1].state().streams == (), "it is still paused"
    again.wait(lambda: fact_words(paused, {}) in text_of(again, "recordedPanel"), "the report's words", 5)
    again.click("goOnButton")
    again.wait(lambda: "Camera recording" in words_of(again, "recording.camera"), "the camera again", 60)
    pauses = [fact.paused for fact in facts_of(world) if isinstance(fact, PauseFact)]
    assert pauses == [True, False]
    assert not again.is_there("pauseMessage")
    withdraw(world, again)


def withdraw(world: World, hands: Hands) -> None:
    """Withdraw, and see that nothing is captured from the click on."""
    _, previews = parts(world)
    hands.click("withdrawButton")
    before_s = time.monotonic()
    hands.confirm()
    assert previews.state().streams == ()
    hands.wait(lambda: hands.window.screen_shown is Screen.FINISH, "the last screen", 60)
    assert last_captured_s(world) - before_s < 1.0


def last_captured_s(world: World) -> float:
    """Until when anything was captured, on the monotonic clock."""
    segments = [fact for fact in facts_of(world) if isinstance(fact, SegmentFact)]
    return max(fact.start_us + fact.duration_us for fact in segments) / 1_000_000


def time_left(hands: Hands) -> str:
    return hands.find_kind("timeLeft", QLabel).text()


def test_what_is_recorded_is_closed_before_the_sending_is_waited_for(
    make_world: Callable[..., World], camera: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that ends leaves a few seconds, and the request under way may take longer."""
    world = make_world(policy(EvidenceLevel.RECORDING))
    hands = world.app(camera=camera)
    to_work(hands)
    hands.wait(lambda: any(isinstance(fact, SegmentFact) for fact in facts_of(world)), "a first piece", 60)
    base = world.apps[-1].journey._base
    assert base is not None
    engine, recorded = base.sending._engine, list[Fact]()
    assert engine is not None
    stop = engine.stop

    def stopped(timeout_s: float) -> bool:
        settle(base.attempt.store)
        recorded.extend(facts_of(world))
        return stop(timeout_s)

    monkeypatch.setattr(engine, "stop", stopped)
    world.close()
    ended = [fact for fact in recorded if isinstance(fact, RecorderFact) and fact.event is RecorderEvent.STOPPED]
    assert {fact.stream for fact in ended} == {TrackKind.CAMERA}
