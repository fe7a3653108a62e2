"""Each screen pictures its state and turns the candidate's acts into signals, on the real widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QTabWidget,
    QTextBrowser,
    QTreeWidget,
)

from brand.tokens import Appearance
from protocol.edits import Edit
from protocol.facts import PasteProvenance
from protocol.verdicts import LanguageId
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.finish_states import SentLine
from ui.project_states import DocumentState
from ui.screens.join import grouped
from ui.states import Message, RunPhase, RunState, RunWish, Saved, Screen, StatusState, SubmitWish, Sync
from ui.widgets.symbol import Symbol
from ui.work.statement_language import language_name

CONTROL = Qt.KeyboardModifier.ControlModifier


def emitted(spy: QSignalSpy) -> list[list[object]]:
    return [list(spy.at(number)) for number in range(spy.count())]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("7k3m9qtx2c4v8hwp", "7K3M-9QTX-2C4V-8HWP"),
        ("7K3M 9QTX", "7K3M-9QTX"),
        ("7K3M-9QTX-2C4V-8HWP-EXTRA", "7K3M-9QTX-2C4V-8HWP"),
        (" recrutr://join/7K3M?server=http://localhost:1 ", "recrutr://join/7K3M?server=http://localhost:1"),
        ("", ""),
    ],
)
def test_codes_are_grouped_and_links_left_alone(typed: str, shown: str) -> None:
    assert grouped(typed) == shown


def test_join_by_typing_and_return(driver: Driver) -> None:
    spy = QSignalSpy(driver.window.join_requested)
    driver.window.show_join(examples.JOIN)
    driver.type_into("codeField", "7k3m9qtx2c4v8hwp")
    QTest.keyClick(driver.find("codeField"), Qt.Key.Key_Return)
    assert emitted(spy) == [["https://recrutr.northwind.example", "7K3M-9QTX-2C4V-8HWP"]]


def test_join_keeps_what_was_typed_when_an_error_comes(driver: Driver) -> None:
    driver.window.show_join(examples.JOIN)
    driver.type_into("codeField", "7k3m9qtx2c4v8hwp")
    driver.window.show_join(replace(examples.JOIN, error=examples.JOIN_ERROR.error))
    field = driver.find("codeField")
    assert isinstance(field, QLineEdit)
    assert field.text() == "7K3M-9QTX-2C4V-8HWP"
    assert "expired" in driver.find("joinMessage").accessibleName()


def test_join_does_nothing_twice_while_busy(driver: Driver) -> None:
    spy = QSignalSpy(driver.window.join_requested)
    driver.window.show_join(examples.JOIN_BUSY)
    driver.click("joinButton")
    assert spy.count() == 0


def test_notice_must_be_read_before_it_can_be_agreed_to(driver: Driver) -> None:
    spy = QSignalSpy(driver.window.notice_acknowledged)
    driver.window.resize(1000, 500)
    driver.window.show_notice(examples.NOTICE_STATE)
    driver.click("noticeAgree")
    assert spy.count() == 0
    QTest.keyClick(driver.find("noticeText"), Qt.Key.Key_PageDown)
    driver.click("noticeAgree")
    assert spy.count() == 0
    for _ in range(20):
        QTest.keyClick(driver.find("noticeText"), Qt.Key.Key_PageDown)
    driver.click("noticeAgree")
    assert spy.count() == 1


def test_notice_can_be_ticked_instead_and_a_new_one_starts_unread(driver: Driver) -> None:
    driver.window.show_notice(examples.NOTICE_STATE)
    box = driver.find("noticeRead")
    assert isinstance(box, QAbstractButton)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert driver.find("noticeAgree").isEnabled()
    changed = examples.NOTICE.model_copy(update={"version": 4})
    driver.window.show_notice(replace(examples.NOTICE_STATE, notice=changed))
    assert not driver.find("noticeAgree").isEnabled()


def test_declining_names_what_it_means_and_asks(driver: Driver) -> None:
    spy = QSignalSpy(driver.window.notice_declined)
    driver.window.show_notice(examples.NOTICE_STATE)
    driver.click("noticeDecline")
    words = " ".join(each.text() for each in driver.find("confirmDialog").findChildren(QLabel))
    assert "Nothing has been recorded" in words
    assert "privacy@northwind.example" in words
    driver.click("cancelButton")
    assert spy.count() == 0
    driver.click("noticeDecline")
    driver.click("confirmButton")
    assert spy.count() == 1


def test_check_lines_have_word_cause_and_fix(driver: Driver) -> None:
    fixes, starts = QSignalSpy(driver.window.fix_requested), QSignalSpy(driver.window.start_requested)
    driver.window.show_check(examples.CHECK)
    line = driver.find("checkLine.camera").accessibleName()
    assert line == "Camera: Does not work. Another program is using the camera."
    driver.click("checkFix.camera")
    driver.click("startButton")
    assert emitted(fixes) == [["camera"]]
    assert starts.count() == 1
    driver.window.show_check(replace(examples.CHECK, may_start=False, hint="The screen must work."))
    assert not driver.find("startButton").isEnabled()


def test_a_line_with_several_devices_has_a_chooser(driver: Driver) -> None:
    chosen = QSignalSpy(driver.window.device_chosen)
    driver.window.show_check(examples.CHECK)
    box = driver.find("checkDevice.camera")
    assert isinstance(box, QComboBox)
    assert (box.currentText(), box.accessibleName()) == ("Integrated Camera", "Camera to use")
    (hidden,) = driver.window.findChildren(QComboBox, "checkDevice.screen")
    assert not hidden.isVisible()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert emitted(chosen) == [["camera", "/dev/video9"]]
    driver.window.show_check(examples.CHECK)
    assert box.currentText() == "Integrated Camera", "what is shown is what is used"


def test_a_picture_of_the_wrong_size_is_a_bug_and_loud(driver: Driver) -> None:
    driver.window.show_check(examples.CHECK)
    broken = replace(examples.PREVIEWS, camera=replace(examples.picture(8, 8), width=9))
    with pytest.raises(ValueError, match="3 bytes"):
        driver.window.update_previews(broken)


def test_typing_in_the_window_reports_edits_of_the_open_document(driver: Driver) -> None:
    edits = QSignalSpy(driver.window.edited)
    driver.window.show_work(examples.WORK)
    QTest.keyClicks(driver.window.editor().key_target(), "ab")
    found = emitted(edits)
    assert [row[0] for row in found] == [examples.DOCUMENT] * 2
    assert [edit.inserted for _, edit in found if isinstance(edit, Edit)] == ["a", "b"]
    assert driver.window.document_text(examples.DOCUMENT) == "ab" + examples.CODE


def test_documents_keep_text_and_undo_when_one_turns_away_and_back(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    QTest.keyClicks(driver.window.editor().key_target(), "ab")
    other = DocumentState(examples.OTHER_DOCUMENT, examples.PROBLEM_B, LanguageId.CPP, "int x;\n")
    driver.window.show_work(replace(examples.WORK, document=other))
    assert driver.window.editor().text() == "int x;\n"
    driver.window.show_work(examples.WORK)
    QTest.keyClick(driver.window.editor().key_target(), Qt.Key.Key_Z, CONTROL)
    assert driver.window.editor().text() == examples.CODE
    with pytest.raises(LookupError):
        driver.window.document_text("unknown")


def test_a_paste_from_the_statement_or_a_sample_is_known_as_such(driver: Driver) -> None:
    pastes = QSignalSpy(driver.window.pasted)
    driver.window.show_work(examples.WORK)
    for text in ("4\n1 2 3 1\n", "A warehouse robot drives along", "something else"):
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(driver.window.editor().key_target(), Qt.Key.Key_V, CONTROL)
    found = [row[2] for row in emitted(pastes)]
    assert found == [PasteProvenance.STATEMENT, PasteProvenance.STATEMENT, PasteProvenance.OUTSIDE]


def test_control_return_in_the_editor_runs_and_does_not_type(driver: Driver) -> None:
    runs = QSignalSpy(driver.window.run_requested)
    driver.window.show_work(examples.WORK)
    QTest.keyClick(driver.window.editor().key_target(), Qt.Key.Key_Return, CONTROL)
    wish = RunWish(examples.PROBLEM_A, examples.DOCUMENT, LanguageId.PYTHON, examples.CODE)
    assert emitted(runs) == [[wish]]
    assert driver.window.editor().text() == examples.CODE


def test_own_input_runs_with_its_text(driver: Driver) -> None:
    runs = QSignalSpy(driver.window.run_requested)
    driver.window.show_work(examples.WORK)
    tabs = driver.find("resultsTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(1)
    driver.type_into("ownInput", "3 4")
    driver.click("runOwnButton")
    wish = emitted(runs)[0][0]
    assert isinstance(wish, RunWish)
    assert wish.own_input == "3 4"


def test_stop_shows_only_while_something_runs(driver: Driver) -> None:
    stops = QSignalSpy(driver.window.stop_requested)
    driver.window.show_work(examples.WORK)
    driver.window.update_run(RunState(examples.PROBLEM_A, RunPhase.RUNNING))
    assert not driver.find("runButton").isEnabled()
    driver.click("stopButton")
    assert stops.count() == 1
    driver.window.update_run(RunState(examples.PROBLEM_A, RunPhase.STOPPED))
    assert driver.find("runButton").isEnabled()


def test_a_run_of_another_problem_is_not_shown_here(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.update_run(replace(examples.RUN_FAILED, problem=examples.PROBLEM_B))
    words = driver.find("sampleWords")
    assert isinstance(words, QLabel)
    assert words.text().startswith("Press Run")


def test_submit_asks_first_and_hands_over_the_present_text(driver: Driver) -> None:
    submits = QSignalSpy(driver.window.submit_requested)
    driver.window.show_work(examples.WORK)
    driver.click("submitButton")
    driver.click("cancelButton")
    assert submits.count() == 0
    driver.click("submitButton")
    driver.click("confirmButton")
    wish = SubmitWish(examples.PROBLEM_A, examples.DOCUMENT, LanguageId.PYTHON, examples.CODE)
    assert emitted(submits) == [[wish]]


def test_finish_names_what_is_not_submitted(driver: Driver) -> None:
    finishes = QSignalSpy(driver.window.finish_requested)
    driver.window.show_work(examples.WORK)
    driver.click("finishButton")
    words = " ".join(each.text() for each in driver.find("confirmDialog").findChildren(QLabel))
    assert "A Warehouse walk: not submitted." in words
    assert "Night shift" not in words
    driver.click("confirmButton")
    assert finishes.count() == 1


def test_withdrawing_carries_the_reason(driver: Driver) -> None:
    withdrawals = QSignalSpy(driver.window.withdraw_requested)
    driver.window.show_work(examples.WORK)
    driver.click("withdrawButton")
    driver.type_into("reasonField", "not well")
    driver.click("confirmButton")
    assert emitted(withdrawals) == [["not well"]]


def test_choosing_problem_and_language_only_wishes(driver: Driver) -> None:
    problems, languages = QSignalSpy(driver.window.problem_chosen), QSignalSpy(driver.window.language_chosen)
    driver.window.show_work(examples.WORK)
    driver.click("problem.B")
    box = driver.find("languageSelector")
    assert isinstance(box, QComboBox)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert emitted(problems) == [[examples.PROBLEM_B]]
    assert emitted(languages) == [[examples.PROBLEM_A, "cpp"]]
    assert box.currentText() == "Python 3"
    button = driver.find("problem.A")
    assert isinstance(button, QAbstractButton)
    assert button.isChecked()


def test_the_selector_holds_every_language_without_growing_the_window(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    before = driver.window.minimumSizeHint().width()
    languages = QSignalSpy(driver.window.language_chosen)
    driver.window.show_work(replace(examples.WORK, languages=tuple(LanguageId)))
    box = driver.find("languageSelector")
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == [one.words for one in LanguageId]
    assert box.currentText() == "Python 3"
    assert driver.window.minimumSizeHint().width() <= before + 60
    box.showPopup()
    assert box.view().height() <= box.screen().size().height()
    box.hidePopup()
    QTest.keyClick(box, Qt.Key.Key_End)
    assert emitted(languages) == [[examples.PROBLEM_A, "typescript"]]


def test_a_statement_is_read_in_the_language_that_was_chosen(driver: Driver) -> None:
    chosen = QSignalSpy(driver.window.statement_language_chosen)
    driver.window.show_work(examples.WORK)
    box = driver.window.findChild(QComboBox, "statementLanguage")
    assert box is not None
    assert not box.isVisible(), "there is nothing to choose"
    statement, button = driver.find("statement"), driver.find("problem.A")
    assert isinstance(statement, QTextBrowser)
    assert isinstance(button, QAbstractButton)
    driver.window.show_work(examples.WORK_IN_TWO_LANGUAGES)
    assert box.isVisible()
    assert [box.itemText(at) for at in range(box.count())] == ["English", "Svenska"]
    assert (box.currentText(), button.text()) == ("Svenska", "A   Lagerpromenaden")
    assert "En robot" in statement.toPlainText()
    assert box.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert emitted(chosen) == [["en"]]
    assert box.currentText() == "Svenska", "the state decides"
    driver.window.show_work(replace(examples.WORK_IN_TWO_LANGUAGES, statement_language="en"))
    assert (box.currentText(), button.text()) == ("English", "A   Warehouse walk")
    assert "En robot" not in statement.toPlainText()


def test_problems_that_are_not_told_in_the_chosen_language_come_in_their_usual_one(driver: Driver) -> None:
    driver.window.show_work(replace(examples.WORK_IN_TWO_LANGUAGES, statement_language="ja"))
    box, other = driver.find("statementLanguage"), driver.find("problem.B")
    assert isinstance(box, QComboBox)
    assert isinstance(other, QAbstractButton)
    assert box.currentText() == "English"
    second = replace(examples.WORK.document, problem=examples.PROBLEM_B, document=examples.PROBLEM_B)
    driver.window.show_work(replace(examples.WORK_IN_TWO_LANGUAGES, document=second))
    assert not box.isVisible()
    assert other.text() == "B   Night shift"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "English"),
        ("en-GB", "English (United Kingdom)"),
        ("sv", "Svenska"),
        ("pt-BR", "Português (Brasil)"),
        ("qqq", "qqq"),
    ],
)
def test_languages_are_called_what_their_speakers_call_them(code: str, name: str) -> None:
    assert language_name(code) == name


def test_read_only_after_the_time_is_up(driver: Driver) -> None:
    edits = QSignalSpy(driver.window.edited)
    driver.window.show_work(replace(examples.WORK, read_only=True))
    QTest.keyClicks(driver.window.editor().key_target(), "x")
    assert edits.count() == 0
    for name in ("runButton", "submitButton", "finishButton", "withdrawButton"):
        assert not driver.find(name).isEnabled()


@pytest.mark.parametrize(
    ("saved", "words"), [(Saved.SAVED, "Saved:"), (Saved.SAVING, "Saving:"), (Saved.FAILED, "Not saved:")]
)
def test_saved_says_only_what_it_was_told(driver: Driver, saved: Saved, words: str) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.update_status(replace(examples.STATUS, saved=saved))
    assert driver.find("savedIndicator").accessibleName().startswith(words)


def test_the_top_bar_names_time_recording_and_connection(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.update_status(examples.STATUS_TROUBLED)
    assert driver.find("timeLeft").accessibleName() == "4 minutes left"
    assert driver.find("recording.camera").accessibleName() == "Camera not recording: the camera was unplugged"
    assert driver.find("recording.microphone").accessibleName() == "Microphone recording"
    assert "214 changes and 8.4 MB" in driver.find("syncIndicator").accessibleName()
    driver.window.update_status(StatusState("x", -1, sync=Sync.UP_TO_DATE))
    assert driver.find("timeLeft").accessibleName() == "Time is up"


def test_a_disk_that_fails_is_told_in_place_and_typing_goes_on(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    hidden = driver.window.findChild(QFrame, "diskMessage")
    assert hidden is not None
    assert not hidden.isVisible()
    driver.window.update_status(replace(examples.STATUS, saved=Saved.FAILED, fault=Message("The disk is full.")))
    banner = driver.find("diskMessage")
    assert "disk is full" in banner.accessibleName()
    assert driver.window.findChild(QDialog, "messageDialog") is None
    driver.window.update_status(examples.STATUS)
    assert not banner.isVisible()


def test_the_statement_loads_nothing_and_follows_no_link(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    view = driver.find("statement")
    assert isinstance(view, QTextBrowser)
    before = view.toPlainText()
    assert not view.openLinks()
    assert view.loadResource(2, "file:///etc/hostname") is None
    view.anchorClicked.emit("https://example.invalid/x")
    assert view.toPlainText() == before


def test_refused_input_is_shown_and_the_text_stays(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.editor().refused.emit("Words for the candidate.")
    assert "Words for the candidate." in driver.find("workMessage").accessibleName()


def test_submissions_show_the_servers_word(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    tabs = driver.find("resultsTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(3)
    tree = driver.find("submissionsList")
    assert isinstance(tree, QTreeWidget)
    rows = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    assert [row.text(3) for row in rows if row] == ["Kept here, sent when online", "Being judged", "Judged"]
    assert rows[2] is not None
    assert rows[2].text(4) == "Correct · 70 of 100 points"


def test_a_verdict_stands_once_and_its_symbol_follows_the_theme(driver: Driver) -> None:
    judged = next(line for line in examples.WORK.submissions if line.state == "judged")
    told = replace(judged, message="Correct on every test.", score=None)
    driver.window.show_work(replace(examples.WORK, submissions=(told,)))
    tabs = driver.find("resultsTabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(3)
    tree = driver.find("submissionsList")
    assert isinstance(tree, QTreeWidget)
    item = tree.topLevelItem(0)
    assert item is not None
    assert item.text(4) == "Correct on every test."
    before = item.icon(3).pixmap(16, 16).toImage()
    driver.window.set_appearance(Appearance.DARK)
    item = tree.topLevelItem(0)
    assert item is not None
    assert item.icon(3).pixmap(16, 16).toImage() != before
    chosen = item.icon(3).pixmap(16, 16, QIcon.Mode.Selected)
    assert chosen.toImage() == item.icon(3).pixmap(16, 16).toImage()
    driver.window.set_appearance(Appearance.LIGHT)


def test_nothing_handed_in_has_no_tick(driver: Driver) -> None:
    driver.window.show_finish(replace(examples.FINISH, sent=(SentLine("A", "Python 3"),)))
    handed_in = _first_symbol(driver)
    driver.window.show_finish(replace(examples.FINISH, sent=(SentLine("A", "Nothing was handed in.", nothing=True),)))
    assert _first_symbol(driver) != handed_in


def _first_symbol(driver: Driver) -> QImage:
    rows = [row for row in driver.window.findChildren(QFrame) if row.accessibleName().startswith("A: ")]
    return rows[-1].findChildren(Symbol)[0].pixmap().toImage()


def test_closing_asks_the_app_and_leave_closes(driver: Driver) -> None:
    wishes = QSignalSpy(driver.window.close_requested)
    driver.window.show_join(examples.JOIN)
    driver.window.close()
    assert (wishes.count(), driver.window.isVisible()) == (1, True)
    driver.window.leave()
    assert not driver.window.isVisible()


def test_messages_are_plain_text(driver: Driver) -> None:
    driver.window.show_join(examples.JOIN)
    driver.window.show_message(Message("<b>bold</b>", "<img src=x>", "&amp;"))
    labels = driver.find("messageDialog").findChildren(QLabel)
    assert {"<b>bold</b>", "<img src=x>", "&amp;"} <= {each.text() for each in labels}
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in labels if each.text())
    driver.click("confirmButton")


STATES: list[tuple[Screen, Callable[[Driver], None]]] = [
    (Screen.JOIN, lambda d: d.window.show_join(examples.JOIN)),
    (Screen.NOTICE, lambda d: d.window.show_notice(examples.NOTICE_STATE)),
    (Screen.CHECK, lambda d: d.window.show_check(examples.CHECK)),
    (Screen.WORK, lambda d: d.window.show_work(examples.WORK)),
    (Screen.FINISH, lambda d: d.window.show_finish(examples.FINISH)),
]


@pytest.mark.parametrize(("screen", "show"), STATES)
def test_the_screen_shown_is_named(driver: Driver, screen: Screen, show: Callable[[Driver], None]) -> None:
    show(driver)
    assert driver.window.screen_shown is screen
