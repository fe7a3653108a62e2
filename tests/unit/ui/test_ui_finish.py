"""The Finish screen: what was sent and received, the receipt, deletion, on the real widgets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
)

from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.finish_states import Erasure, ErasureView
from ui.states import Progress, WorkState


def emitted(spy: QSignalSpy) -> list[list[object]]:
    return [list(spy.at(number)) for number in range(spy.count())]


def test_finish_shows_progress_receipt_and_page(driver: Driver) -> None:
    pages, saves = QSignalSpy(driver.window.page_requested), QSignalSpy(driver.window.close_requested)
    driver.window.show_finish(examples.FINISH)
    bar = driver.find("uploadProgress")
    assert isinstance(bar, QProgressBar)
    assert bar.value() == 726
    driver.click("pageButton")
    driver.click("closeButton")
    assert emitted(pages) == [[examples.FINISH.candidate_page]]
    assert saves.count() == 1


def test_the_receipt_dialog_hands_over_a_path(driver: Driver) -> None:
    saves = QSignalSpy(driver.window.receipt_save_requested)
    driver.window.show_finish(examples.FINISH)
    driver.click("saveReceiptButton")
    dialog = driver.find("receiptDialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/anywhere/receipt.json")
    dialog.close()
    assert emitted(saves) == [["/anywhere/receipt.json"]]


def test_the_saved_receipt_is_named_with_its_folder(driver: Driver) -> None:
    driver.window.show_finish(replace(examples.FINISH, receipt_saved_as="/anywhere/Documents/receipt.json"))
    words = [each for each in driver.window.findChildren(QLabel) if each.text().startswith("Saved as")]
    assert [each.text() for each in words] == ["Saved as receipt.json in the folder “Documents”."]
    assert words[0].toolTip() == "/anywhere/Documents/receipt.json"


def test_deletion_asks_with_its_consequence_and_shows_its_state(driver: Driver) -> None:
    wishes = QSignalSpy(driver.window.erasure_requested)
    driver.window.show_finish(examples.FINISH)
    driver.click("eraseButton")
    words = " ".join(each.text() for each in driver.find("confirmDialog").findChildren(QLabel))
    assert "cannot be undone" in words
    driver.click("confirmButton")
    assert emitted(wishes) == [[""]]
    driver.window.show_finish(examples.FINISH_ERASED)
    receipt = driver.find("erasureReceipt")
    assert isinstance(receipt, QPlainTextEdit)
    assert "Objects deleted 96" in receipt.toPlainText()


@pytest.mark.parametrize("state", list(Erasure))
def test_every_state_of_deletion_has_words(driver: Driver, state: Erasure) -> None:
    driver.window.show_finish(replace(examples.FINISH, erasure=ErasureView(state, examples.NOON_US)))
    words = driver.find("erasureWords")
    assert isinstance(words, QLabel)
    assert words.text()


def test_progress_words_of_every_kind_are_named_at_finish(driver: Driver) -> None:
    lines = tuple(
        replace(examples.WORK.problems[0], progress=progress) for progress in (Progress.UNTOUCHED, Progress.CHANGED)
    )
    state: WorkState = replace(examples.WORK, problems=lines)
    driver.window.show_work(state)
    driver.click("finishButton")
    words = " ".join(each.text() for each in driver.find("confirmDialog").findChildren(QLabel))
    assert "not begun" in words
    assert "changed since the last submission" in words
    driver.click("cancelButton")


def test_an_evidence_file_is_offered_only_when_sending_does_not_get_through(driver: Driver) -> None:
    driver.window.show_finish(examples.FINISH)
    button = driver.window.findChild(QAbstractButton, "saveEvidenceButton")
    assert button is not None
    assert not button.isVisible()
    saves = QSignalSpy(driver.window.evidence_save_requested)
    driver.window.show_finish(examples.FINISH_OFFLINE)
    driver.click("saveEvidenceButton")
    dialog = driver.find("evidenceDialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/media/stick/work.recrutr-evidence")
    dialog.close()
    assert emitted(saves) == [["/media/stick/work.recrutr-evidence"]]


def test_the_writing_can_be_stopped_and_the_saved_file_shows_its_hash(driver: Driver) -> None:
    stops = QSignalSpy(driver.window.evidence_stop_requested)
    driver.window.show_finish(examples.FINISH_WRITING)
    bar = driver.find("evidenceProgress")
    assert isinstance(bar, QProgressBar)
    assert bar.value() == 430
    driver.click("stopEvidenceButton")
    assert stops.count() == 1
    driver.window.show_finish(examples.FINISH_SAVED)
    digest = driver.find("evidenceDigest")
    assert isinstance(digest, QLineEdit)
    assert digest.text() == examples.FINISH_SAVED.evidence.digest
    words = driver.window.findChild(QLabel, "evidenceWords")
    assert words is not None
    assert "Saved as recrutr-0193a1.recrutr-evidence in the folder “stick”" in words.text()
    stop = driver.window.findChild(QAbstractButton, "stopEvidenceButton")
    assert stop is not None
    assert not stop.isVisible()
