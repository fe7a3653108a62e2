"""What the scripted person does on each screen, in the words of `tests.demo.driver`."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QTreeWidget, QWidget

from tests.demo import solutions
from tests.demo.driver import Hands, Stuck
from ui.states import Screen


class Tells(Protocol):
    """Where steps are told, and where the director's word is heard."""

    def tell(self, step: str, **facts: object) -> None:
        """Tell a step."""
        ...

    def wait_for(self, word: str, timeout_s: float = 120.0) -> None:
        """Wait for a word."""
        ...


class Person:
    """Plays one candidate on the open window."""

    def __init__(self, hands: Hands, teller: Tells, images: Path | None, receipt: Path | None) -> None:
        self._hands, self._teller = hands, teller
        self._images, self._receipt = images, receipt

    def work(self, code: str) -> None:
        """Play the main job: both problems, a paste, a lost focus, a lost network, finish, save the receipt."""
        self.join(code)
        self.agree()
        self.check()
        self.first_problem()
        self.second_problem()
        self.finish()

    def leave(self, code: str) -> None:
        """Play somebody who works a little, hands in, finishes and asks for deletion."""
        self.join(code)
        self.agree()
        self.check()
        hands = self._hands
        hands.go_to_end()
        hands.type_code(solutions.LEAVING_TYPED.rstrip("\n"))
        self._submit()
        self._teller.tell("submitted", problem="A", source=hands.window.editor().text())
        self._finish_and_drain()
        self.ask_deletion()
        self._hands.click("closeButton")

    def begin(self, code: str) -> None:
        """Start and type half a thought; then stay until the process is ended from outside."""
        self.join(code)
        self.agree()
        self.check()
        hands = self._hands
        hands.go_to_end()
        hands.type_code(solutions.FIRST_RIGHT.rstrip("\n"))
        hands.wait(lambda: "Saved" in self._text("savedIndicator"), "the work to be saved", 30)
        self._teller.tell("saved", source=hands.window.editor().text())
        self._teller.wait_for("never", 600)

    def resume(self, _code: str) -> None:
        """Come back after the app was ended in the middle: the work is where it was; finish it."""
        hands = self._hands
        hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work to be back", 60)
        self._teller.tell("resumed", source=hands.window.editor().text())
        hands.pause(3000)
        self._finish_and_drain()
        hands.click("closeButton")

    def join(self, code: str) -> None:
        """Type the code; with a mistake first."""
        hands = self._hands
        hands.come_to_front()
        hands.wait_for("codeField")
        field = hands.find_kind("codeField", QLineEdit)
        self._picture("join")
        hands.fill("codeField", "HELLO")
        hands.click("joinButton")
        hands.wait(lambda: hands.is_there("joinMessage"), "words about the wrong code")
        self._picture("join-refused")
        hands.fill("codeField", code.lower())
        self._teller.tell("code typed", shown=field.text())
        hands.click("joinButton")
        hands.wait(lambda: hands.window.screen_shown is not Screen.JOIN, "the notice", 40)
        self._teller.tell("joined")

    def agree(self) -> None:
        """Read the notice, then agree."""
        hands = self._hands
        hands.wait(lambda: hands.window.screen_shown is Screen.NOTICE, "the notice")
        hands.pause(400)
        self._picture("notice")
        if hands.find("noticeAgree").isEnabled():
            raise Stuck("one can agree without having read")
        hands.click("noticeRead")
        hands.click("noticeAgree")
        hands.wait(lambda: hands.window.screen_shown is Screen.CHECK, "the check", 30)
        self._teller.tell("noticed")

    def check(self) -> None:
        """Wait until every line is known, then start."""
        hands = self._hands
        hands.wait_for("startButton", 120)
        hands.pause(1500)
        self._picture("check")
        self._teller.tell("checked")
        hands.click("startButton")
        hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)
        self._teller.tell("started")
        hands.pause(1200)

    def first_problem(self) -> None:
        """Type with mistakes, correct them, paste, run, run on own input, hand in."""
        self._type_and_correct()
        self._paste_from_elsewhere()
        self._run_and_submit()

    def _type_and_correct(self) -> None:
        hands, teller = self._hands, self._teller
        self._picture("work")
        template = hands.window.editor().text()
        hands.go_to_end()
        hands.type_code(solutions.FIRST_WRONG.rstrip("\n"))
        teller.tell("typed with mistakes")
        hands.click("runButton")
        self._wait_for_run()
        self._picture("work-error")
        hands.erase_code(template)
        hands.type_code(solutions.FIRST_RIGHT.rstrip("\n"))
        teller.tell("corrected")

    def _paste_from_elsewhere(self) -> None:
        hands, teller = self._hands, self._teller
        teller.tell("focus", waits=True)
        teller.wait_for("focus back")
        hands.come_to_front()
        target = hands.window.editor().key_target()
        QTest.keyClick(target, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        hands.paste()
        hands.wait(lambda: solutions.FIRST_PASTED in hands.window.editor().text(), "the pasted line")
        teller.tell("pasted")

    def _run_and_submit(self) -> None:
        hands, teller = self._hands, self._teller
        hands.click("runButton")
        self._wait_for_run()
        self._picture("work-samples")
        hands.choose_tab("resultsTabs", 1)
        hands.fill("ownInput", solutions.FIRST_OWN_INPUT)
        hands.click("runOwnButton")
        self._wait_for_run()
        self._picture("work-own-input")
        teller.tell("ran samples and own input")
        self._submit()
        teller.tell("submitted", problem="A", source=hands.window.editor().text())
        hands.wait(lambda: "Correct" in self._submissions(), "the verdict of problem A", 240)
        hands.choose_tab("resultsTabs", 3)
        self._picture("work-judged")
        teller.tell("judged", problem="A")

    def second_problem(self) -> None:
        """Work on the second problem in another language, through a network that fails in the middle."""
        hands, teller = self._hands, self._teller
        hands.click("problem.B")
        hands.pause(300)
        self._choose_language("JavaScript")
        hands.select_all_code()
        QTest.keyClick(hands.window.editor().key_target(), Qt.Key.Key_Delete)
        first, _, rest = solutions.SECOND_PARTIAL.partition("\n\n")
        hands.type_code(first + "\n\n")
        teller.tell("network", waits=True)
        teller.wait_for("network gone")
        hands.type_code(rest.rstrip("\n"))
        hands.wait(lambda: "ffline" in self._text("syncIndicator"), "the app to notice the missing network", 60)
        hands.wait(lambda: "Saved" in self._text("savedIndicator"), "the work to be saved without network", 30)
        self._picture("work-offline")
        teller.tell("typed without network", saved=self._text("savedIndicator"))
        self._submit()
        teller.tell("submitted", problem="B", source=hands.window.editor().text())
        teller.wait_for("network back", 180)
        hands.wait(lambda: "ffline" not in self._text("syncIndicator"), "the app to find the network again", 90)
        teller.tell("network back")
        hands.wait(lambda: self._submissions().count("Judged") == 2, "the verdict of problem B", 240)
        hands.choose_tab("resultsTabs", 3)
        self._picture("work-partial")
        teller.tell("judged", problem="B", submissions=self._submissions())

    def finish(self) -> None:
        """Finish, wait until everything is sent, save the receipt, close."""
        self._finish_and_drain()
        hands = self._hands
        self._picture("finish")
        if self._receipt is not None:
            hands.click("saveReceiptButton")
            hands.wait(lambda: hands.is_there("receiptDialog"), "the file dialog")
            dialog = hands.find_kind("receiptDialog", QFileDialog)
            name = dialog.findChild(QLineEdit, "fileNameEdit")
            if name is None:
                raise Stuck("the file dialog has no field for a name")
            name.setText(str(self._receipt))
            QTest.keyClick(name, Qt.Key.Key_Return)
            hands.wait(lambda: self._receipt is not None and self._receipt.exists(), "the receipt's file")
            self._teller.tell("receipt saved")
        self._picture("finish-receipt")
        hands.click("closeButton")

    def ask_deletion(self) -> None:
        """Ask for deletion, and wait until this device was wiped."""
        hands, teller = self._hands, self._teller
        hands.click("eraseButton")
        hands.confirm(lambda: self._picture("erasure-question"))
        hands.wait(lambda: "Ask" not in self._text("eraseButton"), "the wish to be taken", 30)
        self._picture("erasure-asked")
        teller.tell("deletion asked")
        hands.wait(lambda: "Erasure receipt" in self._text("erasureReceipt"), "the erasure receipt", 240)
        self._picture("erased")
        teller.tell("erased", receipt=self._text("erasureReceipt"))

    def _finish_and_drain(self) -> None:
        hands = self._hands
        hands.click("finishButton")
        hands.confirm()
        hands.wait(lambda: hands.window.screen_shown is Screen.FINISH, "the last screen", 60)
        self._teller.tell("finished")
        self._picture("finish-sending", settle_ms=0)
        hands.wait(lambda: "Everything is done" in self._text("closingWords"), "everything to be sent", 180)
        hands.wait(lambda: "Confirmed by the server" in self._text("erasureReceipt"), "the countersignature", 60)
        self._teller.tell("drained", page=hands.find("pageButton").toolTip())

    def _submit(self) -> None:
        hands = self._hands
        hands.click("submitButton")
        hands.confirm()

    def _wait_for_run(self) -> None:
        hands = self._hands
        hands.pause(200)
        hands.wait(lambda: hands.find("runButton").isEnabled(), "the run to end", 120)
        hands.pause(200)

    def _choose_language(self, words: str) -> None:
        box = self._hands.find_kind("languageSelector", QComboBox)
        box.setFocus()
        box.showPopup()
        self._hands.pause(150)
        view = box.view()
        index = box.model().index(box.findText(words), 0)
        view.scrollTo(index)
        QTest.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            view.visualRect(index).center(),
        )
        self._hands.wait(lambda: box.currentText() == words, f"language {words}")

    def _submissions(self) -> str:
        """What the list of submissions says, whichever tab is open."""
        tree = self._hands.window.findChild(QTreeWidget, "submissionsList")
        if tree is None:
            raise Stuck("there is no list of submissions")
        items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
        return "\n".join(" | ".join(item.text(column) for column in range(5)) for item in items if item is not None)

    def _text(self, name: str) -> str:
        """All text that a visible widget and its children show; empty when it is not there."""
        try:
            widget = self._hands.find(name)
        except Stuck:
            return ""
        return "\n".join(_words(part) for part in (widget, *widget.findChildren(QWidget)))

    def _picture(self, name: str, settle_ms: int = 250) -> None:
        if self._hands.is_there("messageDialog"):
            raise Stuck(f"an unexpected message: {self._hands.find('messageDialog').windowTitle()}")
        if self._images is not None:
            self._hands.picture(self._images, name, settle_ms)


def _words(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QLabel):
        return widget.text()
    text = getattr(widget, "text", None)
    shown = text() if callable(text) else ""
    return f"{shown} {widget.accessibleName()}"
