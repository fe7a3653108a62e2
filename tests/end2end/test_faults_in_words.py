"""What goes wrong is told in words in the real window, and nothing is lost: the app against a real server.

The judge and the container engine stand aside here; `test_spine.py` has the real ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.check_room import CheckRoom
from app.finish_room import FinishRoom
from app.notice_room import NoticeRoom
from app.work_room import WorkRoom
from backend.assessments import service as assessments
from backend.assessments.models import Assessment
from backend.assessments.service import Invite
from protocol.attempts import EvidenceLevel
from protocol.errors import EnvironmentFault, NotAllowed, StorageFault, Tampered
from protocol.facts import Fact
from protocol.journal import Head, Moment
from sync.store.attempts import AttemptStores
from sync.store.database import Database
from sync.store.journal import Journal
from sync.store.keys import WrappedFileHolder
from tests.demo.processes import Cable
from tests.end2end.world import PLAN, World, drained, finish, submit, to_check, to_notice, to_work, words_of, world_of
from tests.end2end.world import no_keyring as no_keyring  # noqa: PLC0414 - pytest finds it by its name
from tests.media.camera_server import CameraServer
from tests.media.webcam import make_webcam_video
from ui.states import Screen

pytestmark = pytest.mark.timeout(180)
MINUTE_US = 60 * 1_000_000


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


@pytest.fixture
def recorded_world(tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    yield from world_of(tmp_path, replace(PLAN, evidence_level=EvidenceLevel.RECORDING))


@pytest.fixture
def short_world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, replace(PLAN, duration_us=MINUTE_US))


def invite(world: World, opens_us: int, closes_us: int) -> str:
    with world.server.services.transaction() as tx:
        assessment = tx.session.get_one(Assessment, world.seeded.assessment)
        whom = Invite("Late Comer", "late@candidate.example", tx.now_us + opens_us, tx.now_us + closes_us)
        return assessments.invite(tx, assessment, whom, None).code


def test_an_expired_invitation_is_told_in_words(world: World) -> None:
    hands = world.app(code=invite(world, -3 * MINUTE_US, -MINUTE_US))
    hands.click("joinButton")
    hands.wait(lambda: "expired" in words_of(hands, "joinMessage").lower(), "words about the expired invitation", 60)
    assert "[" not in words_of(hands, "joinMessage")
    assert hands.find("joinButton").isEnabled()


def test_an_unknown_code_and_a_missing_server_are_told_in_words(world: World) -> None:
    hands = world.app(code="0000-0000-0000-0000")
    hands.click("joinButton")
    hands.wait(lambda: bool(words_of(hands, "joinMessage").strip()), "words about the unknown code", 60)
    assert "letter by letter" in words_of(hands, "joinMessage")
    hands.click("serverToggle")
    hands.fill("serverField", "http://localhost:9")
    hands.click("joinButton")
    hands.wait(lambda: "cannot be reached" in words_of(hands, "joinMessage"), "words about the missing server", 60)


def test_nothing_is_captured_before_the_notice_and_declining_ends_it(recorded_world: World) -> None:
    hands = recorded_world.app(camera=str(recorded_world.folder / "camera.avi"))
    to_notice(hands)
    journey = recorded_world.apps[0].journey
    assert journey.open_room(NoticeRoom) is not None
    assert journey.open_room(CheckRoom) is None
    base = journey._base
    assert base is not None
    with pytest.raises(NotAllowed):
        base.previews.open()
    with pytest.raises(NotAllowed):
        base.previews.record()
    assert base.previews.state().streams == ()
    hands.click("noticeDecline")
    hands.confirm()
    hands.wait(lambda: hands.window.screen_shown is Screen.FINISH, "the end", 60)
    assert "withdrawn" in words_of(hands, "finishTitle").lower()


def test_an_engine_that_does_not_answer_is_amber_and_handing_in_still_works(world: World) -> None:
    hands = world.app()
    to_check(hands)
    hands.wait(lambda: "Docker" in words_of(hands, "checkLine.runner"), "words about the engine", 90)
    assert "hand in" in words_of(hands, "checkLine.runner")
    to_start = hands.find("startButton")
    hands.wait(to_start.isEnabled, "the start to be allowed", 60)
    hands.click("startButton")
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
    hands.wait(lambda: "Docker" in words_of(hands, "workMessage"), "words about the engine", 60)
    assert not hands.find("runButton").isEnabled()
    hands.go_to_end()
    hands.type_code("print(int(input()) * 2)")
    submit(hands)
    finish(hands)
    hands.wait(drained(hands), "everything to be sent", 60)


def test_a_busy_camera_and_missing_devices_are_amber_and_become_facts(recorded_world: World) -> None:
    with CameraServer(busy=True) as camera:
        hands = recorded_world.app(camera=camera.url)
        to_check(hands)
        hands.wait(lambda: "another program" in words_of(hands, "checkLine.camera"), "words about the camera", 90)
        assert "start without it" in words_of(hands, "checkLine.camera")
        hands.wait(lambda: "No microphone" in words_of(hands, "checkLine.microphone"), "words about the microphone", 90)
        hands.click("startButton", 90)
        hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
        hands.wait(lambda: "another program" in words_of(hands, "recording.camera"), "words in the bar", 60)
        finish(hands)
        hands.wait(drained(hands), "everything to be sent", 60)


def test_a_full_server_loses_nothing_and_goes_on_when_there_is_room(
    recorded_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    objects = recorded_world.server.services.objects
    full = True
    real_put = type(objects).put

    def put(self: object, key: str, data: object) -> None:
        if full:
            raise StorageFault(
                "store.full", "The server's disk is full. Your computer keeps everything and tries again."
            )
        real_put(objects, key, data)  # type: ignore[arg-type] # handed through as it came

    monkeypatch.setattr(type(objects), "put", put)
    hands = recorded_world.app(camera=str(camera_file(recorded_world.folder)))
    to_work(hands)
    hands.pause(4000)
    hands.go_to_end()
    hands.type_code("print(2)")
    finish(hands)
    hands.pause(2500)
    assert "goes on sending in the background" in words_of(hands, "closingWords")
    full = False
    hands.wait(drained(hands), "everything to be sent", 90)


def test_without_network_everything_is_kept_and_arrives_later(world: World) -> None:
    with Cable(world.server.settings.port) as cable:
        hands = world.app(server=cable.address)
        to_work(hands)
        cable.pull()
        hands.go_to_end()
        hands.type_code("print(int(input()) * 2)")
        submit(hands)
        finish(hands)
        hands.wait(lambda: "No connection" in words_of(hands, "uploadWords"), "words about the network", 60)
        assert "safe on this machine" in words_of(hands, "uploadWords")
        assert not drained(hands)()
        cable.plug()
        hands.wait(drained(hands), "everything to be sent", 120)


def test_when_the_time_is_up_the_last_state_is_handed_in_by_itself(short_world: World) -> None:
    hands = short_world.app()
    to_check(hands)
    assert "handed in by itself" in words_of(hands, "page") + " ".join(
        label.text() for label in hands.window.findChildren(QLabel)
    )
    hands.click("startButton", 90)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
    hands.go_to_end()
    hands.type_code("print('in time')")
    base = short_world.apps[0].journey._base
    assert base is not None
    clock = base.attempt.clock
    assert clock._anchor is not None
    clock._anchor = replace(clock._anchor, server_us=clock._anchor.server_us + 55_000_000)
    hands.wait(lambda: hands.window.screen_shown is Screen.FINISH, "the end of the time", 90)
    assert hands.is_there("messageDialog")
    assert "time is up" in hands.find("messageDialog").windowTitle()
    hands.click("confirmButton")
    hands.wait(drained(hands), "everything to be sent", 60)
    room = short_world.apps[0].journey.open_room(FinishRoom)
    assert room is not None
    (line,) = room._handing_in.lines
    assert line.sent


def test_a_restart_in_the_middle_continues_where_it_was(world: World) -> None:
    hands = world.app()
    to_work(hands)
    hands.go_to_end()
    hands.type_code("# half a thought")
    before = hands.window.editor().text()
    hands.wait(lambda: "Saved" in words_of(hands, "savedIndicator"), "the work to be saved", 30)
    world.close()
    again = world.app()
    again.wait(lambda: again.window.screen_shown is Screen.WORK, "the work to be back", 60)
    assert again.window.editor().text() == before
    again.go_to_end()
    again.type_code(" made whole")
    finish(again)
    again.wait(drained(again), "everything to be sent", 60)
    world.close()
    stores = AttemptStores(world.folder / "one", WrappedFileHolder(world.folder / "one" / "keys", world.seeded.code))
    store = stores.open(stores.attempts()[0])
    assert store.rebuild_documents().popitem()[1] == before + " made whole"
    assert store.verify() > 0
    store.close()


def test_a_second_launch_on_the_same_folder_is_refused_in_words(world: World) -> None:
    world.app()
    with pytest.raises(EnvironmentFault, match="already running"):
        world.app()


def test_closing_in_the_middle_is_warned_of_once(world: World) -> None:
    hands = world.app()
    to_work(hands)
    hands.window.close()
    hands.wait(lambda: hands.is_there("messageDialog"), "the warning", 10)
    assert "time goes on" in hands.find("messageDialog").windowTitle()
    assert hands.window.isVisible()
    hands.click("confirmButton")
    hands.window.close()
    hands.wait(lambda: not hands.window.isVisible(), "the window to close", 10)


def test_deletion_asked_from_the_app_wipes_the_device_and_leaves_the_receipt(world: World, qtbot: QtBot) -> None:
    hands = world.app()
    to_work(hands)
    finish(hands)
    hands.wait(drained(hands), "everything to be sent", 60)
    hands.click("eraseButton")
    hands.confirm()
    hands.wait(lambda: hands.is_there("erasureReceipt") and "deleted" in words_of(hands, "finishTitle"), "the end", 120)
    folder = world.folder / "one"
    assert list((folder / "attempts").iterdir()) == []
    assert len(list((folder / "erased").glob("*.json"))) == 1
    target = world.folder / "erasure.json"
    hands.click("saveReceiptButton")
    hands.wait(lambda: hands.is_there("receiptDialog"), "the file dialog")
    name = hands.find("receiptDialog").findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(target))
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(target.exists, timeout=10_000)
    assert "erasure receipt" in target.read_text().lower()


def test_a_late_click_for_a_closed_room_does_nothing(world: World) -> None:
    hands = world.app()
    to_check(hands)
    window, journey = hands.window, world.apps[0].journey
    window.notice_acknowledged.emit()
    window.submit_requested.emit(object())
    window.finish_requested.emit()
    assert journey.open_room(WorkRoom) is None
    assert window.screen_shown is Screen.CHECK


def camera_file(folder: Path) -> Path:
    return make_webcam_video(folder / "camera.avi", 4.0)


def test_a_full_disk_on_the_device_is_told_and_typing_is_kept_until_there_is_room(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = world.app()
    to_work(hands)
    append = Journal.append
    full = True

    def on_a_full_disk(self: Journal, database: Database, head: Head, facts: Sequence[Fact], moment: Moment) -> Head:
        if full:
            raise StorageFault("store.disk_full", "The disk is full: your work could not be saved.")
        return append(self, database, head, facts, moment)

    monkeypatch.setattr(Journal, "append", on_a_full_disk)
    hands.go_to_end()
    hands.type_code("print('kept')")
    hands.wait(lambda: hands.is_there("diskMessage"), "the message", 30)
    assert "disk is full" in words_of(hands, "diskMessage")
    assert "Not saved" in words_of(hands, "savedIndicator")
    before = hands.window.editor().text()
    hands.type_code("  # typed meanwhile")
    assert hands.window.editor().text() == before + "  # typed meanwhile"
    assert not hands.is_there("messageDialog"), "a dialog would take the keys"
    full = False
    hands.wait(lambda: not hands.is_there("diskMessage"), "the message to go", 60)
    hands.wait(lambda: words_of(hands, "savedIndicator").endswith("Saved"), "the work to be saved", 60)
    finish(hands)
    hands.wait(drained(hands), "everything to be sent", 60)


def test_closing_before_everything_is_saved_says_what_would_be_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = world.app()
    to_work(hands)
    append, broken = Journal.append, True

    def on_a_failing_disk(self: Journal, database: Database, head: Head, facts: Sequence[Fact], moment: Moment) -> Head:
        if broken:
            raise StorageFault("store.io", "The disk reported an error while saving.")
        return append(self, database, head, facts, moment)

    hands.window.close()
    hands.wait(lambda: hands.is_there("messageDialog"), "the usual warning", 10)
    assert "time goes on" in hands.find("messageDialog").windowTitle()
    hands.click("confirmButton")
    monkeypatch.setattr(Journal, "append", on_a_failing_disk)
    hands.type_code("x")
    hands.wait(lambda: hands.is_there("diskMessage"), "words about the disk", 30)
    hands.window.close()
    hands.wait(lambda: hands.is_there("messageDialog"), "the stronger warning", 10)
    assert "not saved" in hands.find("messageDialog").windowTitle()
    hands.click("confirmButton")
    broken = False
    hands.wait(lambda: words_of(hands, "savedIndicator").endswith("Saved"), "the work to be saved", 60)


def test_a_store_that_takes_nothing_more_is_told_in_place_and_not_at_each_key(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = world.app()
    to_work(hands)

    def tampered(*_: object) -> Head:
        raise Tampered("tampered.store", "The file with your saved work was changed or damaged.")

    monkeypatch.setattr(Journal, "append", tampered)
    hands.go_to_end()
    hands.type_code("one")
    hands.wait(lambda: hands.is_there("diskMessage"), "words about the file", 30)
    hands.type_code(" two")
    journey = world.apps[0].journey
    base = journey._base
    assert base is not None
    fault = base.attempt.store.state.fault
    assert fault is not None
    journey.trouble(fault)  # the sending meets it too, sooner or later
    assert not hands.is_there("messageDialog")
    assert hands.window.editor().text().endswith("one two")
    assert "Not saved" in words_of(hands, "savedIndicator")


def test_withdrawing_needs_the_server_and_is_remembered(recorded_world: World) -> None:
    camera = str(camera_file(recorded_world.folder))
    with Cable(recorded_world.server.settings.port) as cable:
        hands = recorded_world.app(server=cable.address, camera=camera)
        to_work(hands)
        cable.pull()
        hands.click("withdrawButton")
        hands.confirm()
        hands.wait(lambda: hands.is_there("messageDialog"), "words about the network", 60)
        hands.click("confirmButton")
        assert hands.window.screen_shown is Screen.WORK
        assert hands.find("withdrawButton").isEnabled()
        base = recorded_world.apps[0].journey._base
        assert base is not None
        hands.wait(lambda: base.previews.state().recording, "the recording to go on, as the attempt does", 30)
        cable.plug()
        hands.click("withdrawButton")
        hands.confirm()
        hands.wait(lambda: hands.window.screen_shown is Screen.FINISH, "the last screen", 60)
        assert "withdrawn" in words_of(hands, "finishTitle")
        hands.wait(drained(hands), "nothing to be left to send", 60)
        hands.pause(3000)
        assert not hands.is_there("messageDialog")
        recorded_world.close()
        again = recorded_world.app(server=cable.address, camera=camera)
        again.wait(lambda: again.window.screen_shown is Screen.FINISH, "the last screen again", 60)
        assert "withdrawn" in words_of(again, "finishTitle")


def test_a_nearly_full_disk_pauses_the_recording_in_words_and_it_goes_on(recorded_world: World) -> None:
    hands = recorded_world.app(camera=str(camera_file(recorded_world.folder)))
    to_work(hands)
    camera = "recording.camera"
    hands.wait(lambda: "Camera recording" in words_of(hands, camera), "the camera to be recorded", 60)
    base = recorded_world.apps[0].journey._base
    assert base is not None
    media = base.attempt.store.media
    really_free, media._free = media._free, lambda _: 100 * 1024 * 1024
    full = "nearly full, so the camera is not recorded"
    hands.wait(lambda: full in words_of(hands, "diskMessage"), "the message", 30)
    assert "saved as before" in words_of(hands, "diskMessage")
    hands.wait(lambda: "until 144 MB are free" in words_of(hands, camera), "words in the bar", 30)
    hands.go_to_end()
    hands.type_code("print('kept')")
    hands.wait(lambda: words_of(hands, "savedIndicator").endswith("Saved"), "the work to be saved", 60)
    media._free = really_free
    hands.wait(lambda: "Camera recording" in words_of(hands, camera), "the camera to be recorded again", 60)
    hands.wait(lambda: not hands.is_there("diskMessage"), "the message to go", 30)
    finish(hands)
    hands.wait(drained(hands), "everything to be sent", 60)
