"""A newcomer's way from the code to the next assessment, step by step as docs/candidate-guide.md tells it.

`python -m tests.end2end.newcomer docs/images` makes the guide's pictures anew (`guide-<step>.png`); it needs Xvfb and
the container engine. The real window, a real server, a real sandbox; of the server only the judge stands aside.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import keyring
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QTreeWidget,
)
from sqlalchemy import select

from app.composition import Desktop
from app.settings import Asked, Policy, Settings, gather
from backend.access import MemberSubject
from backend.accounts.models import Member, Role
from backend.attempts.models import Attempt
from backend.credit.giving import Gift, give_time
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.policy import EvidencePolicy
from tests.demo.driver import Hands
from tests.end2end.test_another_assessment import Ring
from tests.end2end.world import PLAN, World, drained, finish, submit, words_of, world_of
from tests.media.display import VirtualDisplay
from tests.media.webcam import make_webcam_video
from ui.states import Screen

STEPS = (
    *("join", "practice", "notice", "check", "trial", "work", "mistake", "wrong", "right", "case", "submitted"),
    *("more-time", "break", "finish", "impression", "thanks", "attempt", "another"),
)
"""In this order; each is a picture of the guide."""
MISTAKE, WRONG, RIGHT = "\nif number > 0\n    print(number)", "\nprint(number + 3)", "\nprint(number * 2)"
BEGINNING = "\nnumber = int(input())"
CASE = "21\n"
POLICY = EvidencePolicy.at(EvidenceLevel.RECORDING, "A second reviewer follows how you reason.").model_copy(
    update={"streams": [TrackKind.CAMERA, TrackKind.SCREEN]}
)
Tell = Callable[[str, Hands], None]


@contextmanager
def place(folder: Path) -> Iterator[World]:
    """A desk with a display and a camera, a keyring, and a server with a small problem."""
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    plan = replace(PLAN, evidence_level=EvidenceLevel.RECORDING, policy=POLICY)
    try:
        with VirtualDisplay(1366, 768):
            yield from world_of(folder, plan)
    finally:
        keyring.set_keyring(before)


def walk(world: World, tell: Tell) -> None:
    """Go all of the way; `tell` is called at each of STEPS, while it shows."""
    camera = make_webcam_video(world.folder / "webcam.avi", 8)
    asked = Asked(world.server.url, world.folder / "one", world.seeded.code, str(camera), "light")
    hands = opened(world, gather(Policy(), asked))
    before_the_start(hands, tell)
    at_work(world, hands, tell)
    afterwards(world, hands, tell)


def opened(world: World, settings: Settings) -> Hands:
    """Open the app."""
    desktop = Desktop(settings)
    desktop.open()
    world.apps.append(desktop)
    return Hands(desktop.window, key_ms=0)


def before_the_start(hands: Hands, tell: Tell) -> None:
    """Code, practice, notice, check with a trial recording."""
    hands.wait_for("codeField")
    tell("join", hands)
    hands.click("practiceButton")
    hands.wait(lambda: hands.window.screen_shown is Screen.PRACTICE, "the practice", 60)
    run(hands, hands.window.beside.practice.screen is not None)
    tell("practice", hands)
    hands.click("finishButton")
    hands.confirm()
    hands.click("joinButton", 60)
    hands.wait(lambda: hands.window.screen_shown is Screen.NOTICE, "the notice", 60)
    tell("notice", hands)
    hands.click("noticeRead")
    hands.click("noticeAgree")
    hands.wait(lambda: hands.window.screen_shown is Screen.CHECK, "the check", 60)
    hands.wait(lambda: "Looking" not in words_of(hands, "checkLine.runner"), "the sandbox", 90)
    hands.wait_for("startButton", 90)
    hands.pause(500)
    tell("check", hands)
    hands.click("trialRecord")
    hands.wait(lambda: "This was recorded" in words_of(hands, "trialNow"), "the playback", 90)
    hands.pause(1500)
    tell("trial", hands)
    hands.click("startButton", 90)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)


def run(hands: Hands, there: bool = True) -> None:
    """Run and wait for what came of it."""
    assert there
    hands.click("runButton", 60)
    hands.wait(lambda: hands.is_there("runButton") and hands.find("runButton").isEnabled(), "the results", 120)
    hands.pause(200)


def write(hands: Hands, text: str) -> str:
    """Type at the end of the code; returns what stood there before."""
    before = hands.window.editor().text()
    hands.go_to_end()
    hands.type_code(text.rstrip("\n"))
    return before


def at_work(world: World, hands: Hands, tell: Tell) -> None:
    """Write with a mistake and then rightly, run, keep a case, submit; be given time and a break."""
    hands.wait(lambda: "Saved" in words_of(hands, "savedIndicator") or hands.is_there("timeLeft"), "the clock", 60)
    tell("work", hands)
    write(hands, BEGINNING)
    before = write(hands, MISTAKE)
    hands.wait(lambda: "(" in tab_title(hands, 4), "the mistake to be marked", 30)
    hands.choose_tab("resultsTabs", 4)
    hands.pause(300)
    tell("mistake", hands)
    hands.erase_code(before)
    write(hands, WRONG)
    run(hands)
    tell("wrong", hands)
    hands.erase_code(before)
    write(hands, RIGHT)
    run(hands)
    tell("right", hands)
    hands.choose_tab("resultsTabs", 0)
    hands.click("addCase")
    hands.fill("sampleInput", CASE)
    run(hands)
    tell("case", hands)
    submit(hands)
    hands.wait(lambda: "(1)" in tab_title(hands, 3), "the submission", 60)
    hands.choose_tab("resultsTabs", 3)
    hands.wait(lambda: "Judged" in judged(hands), "the server's word", 120)
    tell("submitted", hands)
    for step, gift in (("more-time", Gift(20, "member", "A fire drill")), ("break", Gift(10, "break", "Lunch"))):
        given(world, gift)
        hands.wait(lambda: hands.is_there("messageDialog"), "the words", 120)
        tell(step, hands)
        hands.click("confirmButton")
        hands.wait(lambda: not hands.is_there("messageDialog"), "the words to close")


def judged(hands: Hands) -> str:
    """How the newest submission stands."""
    item = hands.find_kind("submissionsList", QTreeWidget).topLevelItem(0)
    return "" if item is None else item.text(3)


def tab_title(hands: Hands, tab: int) -> str:
    """What a tab of the results says."""
    return hands.find_kind("resultsTabs", QTabWidget).tabText(tab)


def given(world: World, gift: Gift) -> None:
    """Somebody of the organisation gives time."""
    with world.server.services.transaction() as tx:
        member = tx.session.scalars(select(Member)).first()
        assert member is not None
        leading = MemberSubject(member.id, member.organisation, frozenset({Role.INTERVIEWER}))
        give_time(tx, leading, tx.session.scalars(select(Attempt)).one().id, gift)


def afterwards(world: World, hands: Hands, tell: Tell) -> None:
    """Finish, save the receipt, say how it was, look at one's attempt; then the list for another assessment."""
    finish(hands)
    hands.wait(drained(hands), "everything is sent", 120)
    hands.click("saveReceiptButton", 60)
    hands.wait_for("receiptDialog")
    dialog = hands.find_kind("receiptDialog", QFileDialog)
    receipt = world.folder / "Documents" / "receipt.json"
    receipt.parent.mkdir()
    dialog.fileSelected.emit(str(receipt))
    dialog.close()
    hands.wait(receipt.exists, "the receipt")
    hands.pause(500)
    tell("finish", hands)
    say_how_it_was(hands, tell)
    hands.click("afterButton")
    hands.wait(lambda: hands.is_there("replayText") and RIGHT.strip() in replayed(hands), "the replay", 60)
    hands.pause(500)
    tell("attempt", hands)
    hands.click("closeAfter")
    hands.wait(lambda: not hands.is_there("afterDialog"), "the end")
    hands.click("anotherButton")
    ended = world.apps.pop()
    assert ended.again is not None
    assert ended.close() == []
    first = opened(world, ended.again)
    first.wait(lambda: first.is_there("earlierCard"), "the list", 60)
    assert first.find_kind("codeField", QLineEdit).text() == ""
    tell("another", first)


def say_how_it_was(hands: Hands, tell: Tell) -> None:
    """The questions after the work, some of them answered."""
    hands.click("impressionButton")
    hands.wait_for("easeGrade")
    hands.find_kind("easeGrade", QComboBox).setCurrentIndex(4)
    QTest.keyClicks(hands.find("impressionOwn"), "I would have liked a second look at the statement.")
    tell("impression", hands)
    hands.click("sendImpression")
    hands.wait(lambda: "Thank you" in hands.find_kind("impressionWords", QLabel).text(), "the thanks", 60)
    hands.pause(500)
    hands._scroll_to(hands.find("impressionWords"))
    tell("thanks", hands)


def replayed(hands: Hands) -> str:
    """What the own replay shows."""
    return hands.find_kind("replayText", QPlainTextEdit).toPlainText()


def main() -> None:
    """Make the guide's pictures."""
    target = Path(sys.argv[1])

    def picture(step: str, hands: Hands) -> None:
        hands.pause(1000)
        assert hands._grabbed().save(str(target / f"guide-{step}.png"))
        sys.stdout.write(f"{step}\n")
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder, place(Path(folder)) as world:
        application = QApplication([])  # on the display that is there from here on
        walk(world, picture)
        for desktop in world.apps:
            desktop.close()
        application.quit()


if __name__ == "__main__":
    main()
