"""The trial recording and the report on the Check screen, in the real app against a real server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from sqlalchemy import func, select

from app import trying_out
from app.check_room import CheckRoom
from backend.attempts.models import Attempt, CheckRecord
from backend.ingest.models import Track
from protocol.attempts import AttemptState, EvidenceLevel, TrackKind
from protocol.policy import EvidencePolicy
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, no_keyring, to_check, words_of, world_of
from tests.media.display import VirtualDisplay
from tests.media.webcam import make_webcam_video
from ui.states import Screen
from ui.widgets.preview import PictureView

__all__ = ["no_keyring"]
pytestmark = pytest.mark.timeout(240)
POLICY = EvidencePolicy.at(EvidenceLevel.RECORDING, "To see the trial.").model_copy(
    update={"streams": [TrackKind.CAMERA, TrackKind.MICROPHONE, TrackKind.SCREEN]}
)


@pytest.fixture
def world(tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(trying_out, "LENGTH_S", 1.5)
    with VirtualDisplay(1280, 720):
        yield from world_of(tmp_path, replace(PLAN, evidence_level=EvidenceLevel.RECORDING, policy=POLICY))


def count(world: World, table: type[Track | CheckRecord]) -> int:
    with world.server.services.reading() as tx:
        return tx.session.scalar(select(func.count()).select_from(table)) or 0


def media(world: World) -> list[Path]:
    return list((world.folder / "one").rglob("*.seg"))


def red_or_not(hands: Hands, name: str) -> bool:
    return bool(words_of(hands, f"checkLine.{name}")) and "Looking" not in words_of(hands, f"checkLine.{name}")


def begin(world: World) -> Hands:
    video = make_webcam_video(world.folder / "webcam.avi", 5)
    hands = world.app(camera=str(video))
    to_check(hands)
    hands.wait(lambda: "Works" in words_of(hands, "checkLine.camera"), "the camera", 60)
    hands.wait(lambda: "Works" in words_of(hands, "checkLine.screen"), "the screen", 60)
    return hands


def test_a_trial_is_recorded_played_back_and_deleted_without_leaving_the_memory(world: World) -> None:
    hands = begin(world)
    hands.click("trialRecord")
    hands.wait(lambda: "Recording for you alone" in words_of(hands, "trialNow"), "the recording")
    assert not hands.is_there("trialCamera")
    hands.wait(lambda: "This was recorded" in words_of(hands, "trialNow"), "the playback", 60)
    for name in ("trialCamera", "trialScreen"):
        assert hands.find_kind(name, PictureView)._image is not None
    words = words_of(hands, "trialWords")
    assert "Camera:" in words
    assert "pictures a second" in words
    assert "Microphone:" in words, "without one it says so"
    hands.wait(lambda: hands.is_there("trialPlay") and hands.find("trialPlay").isEnabled(), "the end", 60)
    hands.click("trialPlay")
    hands.wait(lambda: "This was recorded" in words_of(hands, "trialNow"), "the playback again")
    assert (media(world), count(world, Track)) == ([], 0)
    hands.click("trialDelete")
    assert not hands.is_there("trialCamera")
    room = world.apps[-1].journey.open_room(CheckRoom)
    assert room is not None
    assert room.trying._tried is None
    hands.click("trialRecord")
    hands.wait(lambda: "Recording for you alone" in words_of(hands, "trialNow"), "the recording")
    hands.click("startButton", 90)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
    assert (room.trying._trial, room.trying._tried) == (None, None), "going on lets go of it"
    hands.wait(lambda: bool(media(world)), "the real recording", 60)


def test_the_report_is_read_saved_and_sent_only_by_its_button(world: World) -> None:
    hands = begin(world)
    hands.wait(lambda: red_or_not(hands, "clock") and red_or_not(hands, "runner"), "all lines", 90)
    hands.click("openReport", 60)
    hands.wait_for("reportText")
    text = hands.find_kind("reportText", QPlainTextEdit).toPlainText()
    for part in ("Recrutr", "Python", "Qt", "Camera: works", "Running programs:", "Disk:", "Connection:", "Clock:"):
        assert part in text
    with world.server.services.reading() as tx:
        attempt = tx.session.scalars(select(Attempt)).one()
        assert attempt.id not in text
    assert world.seeded.code not in text
    assert count(world, CheckRecord) == 0, "reading it sends nothing"
    hands.click("saveReport")
    hands.wait_for("reportFileDialog")
    target = world.folder / "report.txt"
    dialog = hands.find_kind("reportFileDialog", QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.close()
    hands.wait(target.exists, "the file")
    assert target.read_text() == text
    assert count(world, CheckRecord) == 0
    hands.click("sendReport")
    hands.wait(lambda: "Sent to" in words_of(hands, "reportDone"), "that it was sent", 60)
    with world.server.services.reading() as tx:
        (record,) = tx.session.scalars(select(CheckRecord)).all()
        assert {"versions", "camera", "disk"} <= {line["name"] for line in record.results}
        assert tx.session.scalars(select(Attempt)).one().state == AttemptState.CHECKED
    assert not hands.find("sendReport").isEnabled()
    hands.click("closeReport")
    assert not hands.is_there("reportDialog")
    hands.click("startButton", 60)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
    assert count(world, CheckRecord) == 2
