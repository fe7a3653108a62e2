"""What the scripted person does when an attempt moves: stays on the first machine, comes back, goes on elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.demo import solutions
from tests.demo.work import Person
from ui.states import Screen

TYPED_OFFLINE = "\n# typed while nobody could hear"
TYPED_ELSEWHERE = "\n# and on the other machine"


class Mover(Person):
    """A candidate whose attempt is continued on another machine."""

    def stay(self, code: str) -> None:
        """Work, lose the network, go on typing, and learn that the attempt went on elsewhere meanwhile."""
        hands, teller = self._hands, self._teller
        self._up_to_work(code)
        hands.go_to_end()
        hands.type_code(solutions.FIRST_RIGHT.rstrip("\n"))
        self._submit()
        hands.wait(lambda: "Judged" in self._submissions(), "the verdict", 60)
        hands.wait(lambda: "server has everything" in self._text("syncIndicator"), "everything to be sent", 60)
        teller.tell("sent", source=hands.window.editor().text())
        teller.wait_for("network gone", 240)
        hands.go_to_end()
        hands.type_code(TYPED_OFFLINE)
        hands.wait(lambda: "ffline" in self._text("syncIndicator"), "the app to notice the missing network", 60)
        teller.tell("typed offline", source=hands.window.editor().text())
        hands.wait(lambda: hands.is_there("messageDialog"), "words about the other computer", 240)
        teller.tell("told", words=self._dialog("moved-told"))
        self._see_moved()

    def come_back(self, _code: str) -> None:
        """Open the first machine's app again after the attempt had gone on elsewhere."""
        self._see_moved()

    def go_on(self, code: str) -> None:
        """Go on here with the code: find the work, type, get time back for a lost network, finish."""
        hands, teller = self._hands, self._teller
        self._up_to_work(code)
        teller.tell(
            "found", source=hands.window.editor().text(), submissions=self._submissions(), left=self._text("timeLeft")
        )
        self._picture("moved-found")
        hands.go_to_end()
        hands.type_code(TYPED_ELSEWHERE)
        teller.wait_for("network gone", 240)
        hands.type_code("\n")
        hands.wait(lambda: "ffline" in self._text("syncIndicator"), "the app to notice the missing network", 60)
        teller.tell("offline")
        teller.wait_for("network back", 240)
        hands.wait(lambda: "ffline" not in self._text("syncIndicator"), "the app to find the network again", 90)
        teller.tell("online")
        hands.wait(lambda: hands.is_there("messageDialog"), "words about more time", 240)
        teller.tell("more time", words=self._dialog("moved-credited"), left=self._text("timeLeft"))
        self._submit()
        self._finish_and_drain()
        self._picture("moved-finished")
        hands.click("closeButton")

    def _up_to_work(self, code: str) -> None:
        self.join(code)
        self.agree()
        hands = self._hands
        hands.wait_for("startButton", 120)
        self._teller.tell("checked", button=self._text("startButton"), rule=self._text("startRule"))
        self.check()

    def _see_moved(self) -> None:
        hands = self._hands
        hands.wait(lambda: hands.window.screen_shown is Screen.FINISH, "the last screen", 60)
        hands.wait(lambda: "Everything is done" in self._text("closingWords"), "the rest to be sent", 120)
        self._picture("moved-away")
        self._teller.tell("moved", title=self._text("finishTitle"))
        hands.click("closeButton")

    def _dialog(self, name: str) -> str:
        hands = self._hands
        if self._images is not None:
            hands.picture(self._images, name)
        words = self._text("messageDialog")
        QTest.keyClick(hands.find("messageDialog"), Qt.Key.Key_Escape)
        hands.wait(lambda: not hands.is_there("messageDialog"), "the message to close")
        return words
