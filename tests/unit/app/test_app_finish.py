"""The Finish screen in the real window on a real store: wiping after an erasure, and what was refused."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.attempt import Attempt
from app.background import Worker
from app.bridge import Bridge
from app.entrance import Desk
from app.evidence_saving import OFFERED_AFTER_S
from app.finish_room import FinishRoom
from app.handing_in import HandingIn
from app.home import Home
from app.sending import Heard, Sending
from app.settings import Asked, Policy, gather
from protocol.attempts import TrackKind
from protocol.facts import FocusFact
from protocol.identifiers import new_identifier
from protocol.receipts import Signed
from protocol.verdicts import LanguageId
from protocol.wire import ProblemView, Started
from sync.client import Client
from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder
from tests.storage.issuer import CODE, Issuer
from tests.storage.memory_keyring import MemoryKeyring
from ui.states import SubmitWish, Sync
from ui.window import MainWindow

PATIENCE_MS = 20_000


@dataclass
class Stage:
    """A Finish room and what it stands on; `wiped_by` names the threads that wiped."""

    folder: Path
    issuer: Issuer
    attempt: Attempt
    window: MainWindow
    room: FinishRoom
    handing_in: HandingIn
    wiped_by: list[str]

    def words(self) -> str:
        """Everything that can be read in the window."""
        QApplication.processEvents()
        return " ".join(each.text() for each in self.window.findChildren(QLabel) if each.isVisible())


def with_a_problem(started: Started) -> Started:
    problem = ProblemView(
        problem=new_identifier(),
        label="A",
        title="Sums",
        statement_html="",
        samples=[],
        time_limit_ms=1000,
        memory_limit_bytes=1 << 20,
        output_limit_bytes=1 << 20,
        custom_validator=False,
        validator_flags=[],
        templates={},
    )
    return started.model_copy(update={"pack": started.pack.model_copy(update={"problems": [problem]})})


@pytest.fixture
def stage(tmp_path: Path, qapp: QApplication) -> Iterator[Stage]:
    issuer, stores = Issuer(), AttemptStores(tmp_path, KeyringHolder(MemoryKeyring()))
    stores.create(issuer.joined(), CODE).close()
    attempt = Attempt(stores, stores.open(issuer.attempt), Client("http://localhost:9"))
    attempt.store.begin(with_a_problem(issuer.started(attempt.store.identity)))
    bridge, worker, window = Bridge(), Worker("background"), MainWindow()
    worker.start()
    window.show()
    wiped_by: list[str] = []

    def wipe(receipt: Signed) -> None:
        wiped_by.append(threading.current_thread().name)
        attempt.wipe(receipt)

    desk = Desk(gather(Policy(), Asked(data=tmp_path)), Home(tmp_path), window, bridge, worker)
    heard = Heard(*[lambda _: None] * 6)
    handing_in = HandingIn(attempt, lambda: None)
    room = FinishRoom(desk, attempt, Sending(attempt, bridge, worker, heard), handing_in, wipe)
    room.show()
    yield Stage(tmp_path, issuer, attempt, window, room, handing_in, wiped_by)
    assert worker.stop(10)
    bridge.close()
    attempt.close(5.0)
    window.leave()
    window.deleteLater()
    qapp.processEvents()


def test_an_erasure_wipes_off_the_gui_thread_and_then_shows_the_receipt(stage: Stage, qtbot: QtBot) -> None:
    folder = stage.attempt.store.folder
    stage.room.erased(stage.issuer.erasure())
    assert "is being deleted now" in stage.words()
    qtbot.waitUntil(lambda: "Your attempt is deleted" in stage.words(), timeout=PATIENCE_MS)
    assert stage.wiped_by == ["background"]
    assert not folder.exists()
    stage.room.tick()
    assert stage.wiped_by == ["background"]


def test_a_wipe_that_fails_is_said_and_tried_again_at_the_next_tick(stage: Stage, qtbot: QtBot) -> None:
    folder, receipts = stage.attempt.store.folder, stage.folder / "erased"
    if receipts.exists():
        receipts.rmdir()
    receipts.write_bytes(b"in the way")
    stage.room.erased(stage.issuer.erasure())
    qtbot.waitUntil(lambda: "not all of it is deleted on this computer yet" in stage.words(), timeout=PATIENCE_MS)
    assert "Your attempt is deleted" not in stage.words()
    assert folder.exists()
    receipts.unlink()
    stage.room.tick()
    qtbot.waitUntil(lambda: "Your attempt is deleted" in stage.words(), timeout=PATIENCE_MS)
    assert not folder.exists()
    assert "not all of it" not in stage.words()
    assert (receipts / f"{stage.issuer.attempt}.json").exists()


def test_what_is_only_on_its_way_to_the_disk_counts_as_not_sent(stage: Stage) -> None:
    """A look at the store's books alone would say that all has arrived, and a closed window would end the app."""
    disk = threading.Event()
    before = stage.room.all_sent
    stage.attempt.store._writer.put(lambda _pen: disk.wait(30), urgent=True)
    try:
        stage.attempt.store.outbox.forgive()
        assert stage.room._sending.remaining.nothing
        assert (before, stage.room.all_sent) == (True, False)
        assert "being saved" in stage.room.background().left
    finally:
        disk.set()


def test_a_submission_is_called_kept_once_it_is_on_the_disk(stage: Stage) -> None:
    disk, store = threading.Event(), stage.attempt.store
    problem = stage.attempt.started.pack.problems[0].problem
    wish = SubmitWish(problem, new_identifier(), LanguageId.PYTHON, "print(1)")
    store._writer.put(lambda _pen: disk.wait(30), urgent=True)
    try:
        future = stage.handing_in.hand_in(wish)
        assert [line.kept for line in stage.handing_in.lines] == [False]
    finally:
        disk.set()
    future.result(30)
    assert [line.kept for line in stage.handing_in.lines] == [True]


def test_a_submission_that_could_not_be_kept_is_not_shown_as_handed_in(stage: Stage) -> None:
    problem = stage.attempt.started.pack.problems[0].problem
    stage.handing_in.hand_in(SubmitWish(problem, new_identifier(), LanguageId.PYTHON, "print(1)")).result(30)
    stage.attempt.store.finish().result(30)
    late = SubmitWish(problem, new_identifier(), LanguageId.PYTHON, "print(2)")
    assert stage.handing_in.hand_in(late).exception(30) is not None
    assert len(stage.handing_in.lines) == 1
    assert stage.handing_in.is_handed_in(problem, "print(1)")
    assert not stage.handing_in.is_handed_in(problem, "print(2)")


def test_what_was_refused_is_shown_with_its_number_and_reason(stage: Stage) -> None:
    store, track = stage.attempt.store, new_identifier()
    store.media.declare(TrackKind.CAMERA, track, "video/mp4", "d3JhcHBlZA==", "A camera")
    for number in range(2):
        store.media.write(track, number, b"sealed")
        store.media.close_segment(track, number)
    problem = stage.attempt.started.pack.problems[0].problem
    stage.handing_in.hand_in(SubmitWish(problem, new_identifier(), LanguageId.PYTHON, "print(1)")).result(5)
    (submission,) = store.outbox.submissions()
    stage.room.tick()
    assert "Everything has arrived." in stage.words()
    for segment in store.outbox.segments():
        store.outbox.refuse_segment(segment, "This segment was stored with other bytes.").result(5)
    store.outbox.refuse_submission(submission.submission, "The time for this attempt is over.").result(5)
    stage.room.tick()
    words = stage.words()
    assert "2 recordings could not be sent: This segment was stored with other bytes." in words
    assert "The server did not take it: The time for this attempt is over." in words
    assert "Everything else has arrived." in words
    assert "Everything is done." not in words


def test_an_evidence_file_is_offered_after_a_while_written_and_named_with_its_hash(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    """Port 9 answers nobody: sending fails, and after a while the file is offered."""
    store = stage.attempt.store
    store.submit(FocusFact(focused=True)).result(5)
    store.finish().result(5)
    stage.attempt.client.sign_in(store.attempt, store.joined.token)
    now_s = [0.0]
    stage.room._evidence._clock_s = lambda: now_s[0]
    button = stage.window.findChild(QAbstractButton, "saveEvidenceButton")
    assert button is not None
    stage.room.enter(withdrawn=False)
    qtbot.waitUntil(lambda: stage.room._sending.indicator is Sync.OFFLINE, timeout=PATIENCE_MS)
    stage.room.tick()
    assert not button.isVisible(), "a short break needs nothing from anybody"
    now_s[0] = OFFERED_AFTER_S + 0.1
    stage.room.tick()
    assert button.isVisible()
    stage.room.save_evidence(str(tmp_path / "stick"))
    target = tmp_path / "stick.recrutr-evidence"
    qtbot.waitUntil(lambda: "Saved as stick.recrutr-evidence" in stage.words(), timeout=PATIENCE_MS)
    digest = stage.window.findChild(QLineEdit, "evidenceDigest")
    assert digest is not None
    assert digest.text() == hashlib.sha256(target.read_bytes()).hexdigest()
    stage.room.save_evidence(str(tmp_path / "absent" / "file"))
    qtbot.waitUntil(lambda: "could not be written" in stage.words(), timeout=PATIENCE_MS)
    stage.room._sending.stop(10.0)
