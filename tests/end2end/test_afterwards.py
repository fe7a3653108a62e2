"""The candidate's own page in the real app: their replay, who looked, a request that arrives; also offline."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPlainTextEdit, QSlider, QTabWidget
from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.impressions.service import said_of
from backend.privacy.models import PrivacyRequest
from protocol.impressions import Impression
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, finish, no_keyring, to_work, world_of

__all__ = ["no_keyring"]
pytestmark = pytest.mark.timeout(240)
TYPED = "total = 0"


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


def shown(hands: Hands, tab: int) -> str:
    tabs = hands.find_kind("afterTabs", QTabWidget)
    tabs.setCurrentIndex(tab)
    hands.pause(50)
    page = tabs.currentWidget()
    assert page is not None
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def text(hands: Hands) -> str:
    return hands.find_kind("replayText", QPlainTextEdit).toPlainText()


def say_how_it_was(hands: Hands) -> None:
    hands.click("impressionButton")
    hands.find_kind("easeGrade", QComboBox).setCurrentIndex(5)
    QTest.keyClicks(hands.find("impressionOwn"), "Calm.")
    hands.click("sendImpression")


def save_copy(hands: Hands, file: Path) -> None:
    hands.click("copyButton")
    chooser = hands.find_kind("copyDialog", QFileDialog)
    chooser.fileSelected.emit(str(file))
    chooser.close()
    hands.wait(lambda: "Saved as mine.zip" in hands.find_kind("copiedWords", QLabel).text(), "the copy", 60)
    with zipfile.ZipFile(file) as copy:
        assert {"journal.jsonl", "server.json", "receipts/device.json"} <= set(copy.namelist())


def told(hands: Hands) -> str:
    return hands.find_kind("impressionWords", QLabel).text()


def work_and_finish(hands: Hands) -> str:
    to_work(hands)
    target = hands.window.editor().key_target()
    QTest.keyClicks(target, TYPED)
    whole = hands.window.editor().text()
    assert TYPED in whole
    finish(hands)
    return whole


def test_the_work_is_played_again_and_a_request_arrives_in_the_candidates_words(world: World, tmp_path: Path) -> None:
    hands = world.app()
    whole = work_and_finish(hands)
    hands.click("afterButton", 60)
    hands.wait(lambda: hands.is_there("replayText") and text(hands) == whole, "the replay", 60)
    time = hands.find_kind("replayTime", QSlider)
    assert time.maximum() >= len(TYPED)
    time.setValue(3)
    hands.wait(lambda: "tot" in text(hands) and "tota" not in text(hands), "the moment")
    hands.click("replayPlay")
    hands.wait(lambda: text(hands) == whole, "the end of the replay", 60)
    hands.wait(lambda: "started the time" in shown(hands, 2), "who looked", 60)
    assert "How your code came about" in shown(hands, 1)
    report = shown(hands, 3)  # made once the work is judged, which may be by now
    assert any(words in report for words in ("There is no report yet.", "Observations, not judgements."))
    assert "not asked for anything yet" in shown(hands, 4)
    kinds = hands.find_kind("requestKind", QComboBox)
    kinds.setCurrentIndex(kinds.findData("explanation"))
    QTest.keyClicks(hands.find("requestWords"), "Why is it not judged?")
    hands.click("sendRequest")
    hands.wait(lambda: "Received" in shown(hands, 4) and "An explanation" in shown(hands, 4), "the answer", 60)
    assert hands.find_kind("requestWords", QPlainTextEdit).toPlainText() == ""
    with world.server.services.reading() as tx:
        (kept,) = tx.session.scalars(select(PrivacyRequest)).all()
        assert kept.kind == "explanation"
    hands.click("closeAfter")
    hands.wait(lambda: not hands.is_there("afterDialog"), "the end")
    hands.click("afterButton")
    hands.wait(lambda: "An explanation" in shown(hands, 4), "the request, asked for anew", 60)
    save_copy(hands, tmp_path / "mine.zip")
    QTest.keyClick(hands.find("afterDialog"), Qt.Key.Key_Escape)
    say_how_it_was(hands)
    hands.wait(lambda: told(hands) == "Thank you for telling how it was.", "that the server has it", 60)
    with world.server.services.reading() as tx:
        attempt = tx.session.scalars(select(Attempt)).one()
        assert said_of(tx, attempt) == Impression(ease=5, words="Calm.")


@pytest.mark.long
def test_without_a_network_the_replay_plays_and_the_rest_says_why_it_is_not_there(world: World) -> None:
    hands = world.app()
    whole = work_and_finish(hands)
    world.server.stop()
    hands.click("afterButton", 60)
    hands.wait(lambda: hands.is_there("replayText") and text(hands) == whole, "the replay", 60)
    hands.wait(lambda: hands.is_there("afterMessage"), "why the rest is not there", 60)
    assert "Seen by:" in shown(hands, 1), "what the notice said is known here"
    hands.click("closeAfter")
    say_how_it_was(hands)
    hands.wait(lambda: "sent as soon as there is a connection" in told(hands), "that it is kept", 60)
