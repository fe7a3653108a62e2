"""Two files in Python and two in C, in the real window: run and judged in real containers, and read in the portal.

One line, because each step needs the one before: the attempt is begun, the app started again in the middle, two
submissions are judged by the real judge, and a member reads report and replay in a browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QTreeWidget
from sqlalchemy import select

from app.composition import Desktop
from app.settings import Asked, Policy, gather
from backend.assessments.models import Assessment
from backend.demo.seed import seed
from backend.main import Parts
from backend.reports.models import Report
from backend.scoring.models import Judgement, Submission
from backend.server import Server
from backend.settings import Settings
from protocol.verdicts import LanguageId
from tests.demo.driver import Hands
from tests.end2end.world import PLAN, World, drained, finish, no_keyring, submit, to_work, words_of
from tests.integration.portal.conftest import BROWSER_FLAGS
from tests.media.browser import BROWSER
from ui.project.tabs import FileTabs
from ui.states import Screen

__all__ = ["no_keyring"]
pytestmark = [pytest.mark.docker, pytest.mark.browser, pytest.mark.timeout(420), pytest.mark.xdist_group("projects")]
PYTHON = {
    "lib/twice.py": "def twice(number):\n    return number * 2",
    "solution.py": "from lib.twice import twice\n\nprint(twice(int(input())))",
}
C = {
    "twice.c": '#include "twice.h"\nint twice(int number) { return number * 2; }',
    "twice.h": "int twice(int number);",
    "solution.c": '#include <stdio.h>\n#include "twice.h"\n'
    'int main(void) { int n; scanf("%d", &n); printf("%d\\n", twice(n)); return 0; }',
}
NOW_BROKEN = "int missing(void) { return nothing; }"
PATIENCE_MS = 60_000
"""For whatever a page still has to do; a busy machine takes its time."""
ISLAND = "document.querySelector('[data-island=replay]').island"


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    settings = Settings(data=tmp_path / "backend", port=0, waiting_period_us=0, remote_runs=0)
    server = Server.open(settings, parts=Parts())
    server.start()
    world = World(server, seed(server.services, PLAN), tmp_path)
    with server.services.transaction() as tx:
        assessment = tx.session.get_one(Assessment, world.seeded.assessment)
        assessment.languages = [LanguageId.PYTHON.value, LanguageId.C.value]
    try:
        yield world
        world.close()
    finally:
        for desktop in world.apps:
            desktop.close()
        server.stop()


def start_app(world: World) -> Hands:
    asked = Asked(world.server.url, world.folder / "one", world.seeded.code, None, "light")
    desktop = Desktop(gather(Policy(), asked))
    desktop.open()
    world.apps.append(desktop)
    return Hands(desktop.window, key_ms=0)


def make(hands: Hands, path: str) -> None:
    """A new file, by key."""
    hands.come_to_front()
    hands.window.editor().key_target().setFocus()
    QTest.keyClick(
        hands.window.editor().key_target(),
        Qt.Key.Key_N,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    field = hands.find_kind("fileName", QLineEdit)
    QTest.keyClicks(field, path)
    QTest.keyClick(field, Qt.Key.Key_Return)
    hands.wait(lambda: hands.window.editor().text() == "", f"the file {path}")


def open_file(hands: Hands, path: str) -> None:
    """With the mouse, in the tree."""
    tree = hands.find_kind("fileTree", QTreeWidget)
    for item in tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
        if item.data(0, Qt.ItemDataRole.AccessibleTextRole) == path:
            tree.scrollToItem(item)
            place = tree.visualItemRect(item).center()
            QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    hands.wait(lambda: tabs(hands)[1] == path.rpartition("/")[2], f"{path} in front")


def tabs(hands: Hands) -> tuple[list[str], str]:
    """What stands open, and what is in front."""
    bar = hands.find_kind("fileTabs", FileTabs)
    return [bar.tabText(at) for at in range(bar.count())], bar.tabText(bar.currentIndex())


def in_tree(hands: Hands, key: Qt.Key) -> None:
    """A key on the file in front."""
    tree = hands.find_kind("fileTree", QTreeWidget)
    tree.setFocus()
    QTest.keyClick(tree, key)
    hands.pause(50)


def write(hands: Hands, files: dict[str, str], first: str) -> None:
    for path, text in files.items():
        if path == first:
            open_file(hands, path)
            hands.go_to_end()
        else:
            make(hands, path)
        hands.window.editor().replace_text(text)


def run(hands: Hands) -> None:
    hands.wait(lambda: hands.find("runButton").isEnabled(), "the run button", 90)
    hands.click("runButton")
    hands.wait(lambda: not hands.is_there("stopButton") and hands.find("runButton").isEnabled(), "the run", 120)


def messages(hands: Hands) -> list[str]:
    shown = hands.window.findChild(QListWidget, "compilerMessages")
    assert shown is not None
    return [shown.item(row).text() for row in range(shown.count())]


def choose_language(hands: Hands, language: LanguageId) -> None:
    box = hands.find_kind("languageSelector", QComboBox)
    box.setFocus()
    for _ in range(box.count()):
        if box.currentData() == language.value:
            break
        QTest.keyClick(box, Qt.Key.Key_Down)
        hands.pause(50)
    assert box.currentData() == language.value


def the_run_is_right(hands: Hands) -> None:
    hands.wait(lambda: "Correct" in sample_words(hands), "a right answer", 60)


def sample_words(hands: Hands) -> str:
    shown = hands.find("samplesView")
    lists = [view.item(row).text() for view in shown.findChildren(QListWidget) for row in range(view.count())]
    texts = [view.toPlainText() for view in shown.findChildren(QPlainTextEdit)]
    return " ".join([*lists, *texts, words_of(hands, "samplesView")])


def verdicts(world: World) -> list[tuple[str, str]]:
    with world.server.services.reading() as tx:
        rows = tx.session.query(Submission.language, Judgement.verdict).join(
            Judgement, (Judgement.submission == Submission.id) & (Judgement.attempt == Submission.attempt)
        )
        return [(language, verdict) for language, verdict in rows]


def test_projects_are_written_run_kept_judged_and_read(world: World, tmp_path: Path) -> None:
    hands = start_app(world)
    to_work(hands)
    write(hands, PYTHON, "solution.py")
    run(hands)
    the_run_is_right(hands)
    open_file(hands, "lib/twice.py")
    before = tabs(hands)
    assert world.apps.pop().close() == []
    _go_on_in_c(world, before)
    _read_in_the_portal(world, _finish(world), tmp_path)


def _go_on_in_c(world: World, before: tuple[list[str], str]) -> None:
    """After a restart: hand in what was there, then the same in another language."""
    hands = start_app(world)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work of before", 60)
    assert tabs(hands) == before == (["solution.py", "twice.py"], "twice.py")
    assert hands.window.editor().text() == PYTHON["lib/twice.py"]
    submit(hands)

    choose_language(hands, LanguageId.C)
    hands.wait(lambda: tabs(hands)[1] == "solution.c", "the files in C")
    write(hands, C, "solution.c")
    make(hands, "spare.c")
    in_tree(hands, Qt.Key.Key_F2)
    name = hands.find_kind("fileName", QLineEdit)
    QTest.keyClicks(name, "old")
    QTest.keyClick(name, Qt.Key.Key_Return)
    hands.wait(lambda: tabs(hands)[1] == "old.c", "the new name")
    in_tree(hands, Qt.Key.Key_Delete)
    hands.wait(lambda: "old.c was deleted" in words_of(hands, "deletedFile"), "the deletion")
    open_file(hands, "twice.c")
    good = hands.window.editor().text()
    hands.window.editor().replace_text(f"{good}\n{NOW_BROKEN}\n")
    open_file(hands, "solution.c")
    run(hands)
    hands.wait(lambda: any("twice.c" in words for words in messages(hands)), "the compiler's words", 60)
    QTest.keyClick(hands.window.editor().key_target(), Qt.Key.Key_F8)
    hands.wait(lambda: tabs(hands)[1] == "twice.c", "the file of the mistake")
    assert hands.window.editor()._view.getCursorPosition()[0] == 2
    hands.window.editor().replace_text(good)
    run(hands)
    the_run_is_right(hands)
    submit(hands)
    hands.wait(lambda: len(verdicts(world)) == 2, "both judgements", 120)
    assert sorted(verdicts(world)) == [("c", "AC"), ("python3", "AC")]


def has_report(world: World) -> bool:
    with world.server.services.reading() as tx:
        return tx.session.scalar(select(Report.id)) is not None


def _finish(world: World) -> str:
    """Finish, and say which attempt it was."""
    hands = Hands(world.apps[0].window, key_ms=0)
    finish(hands)
    hands.wait(drained(hands), "everything to be sent", 60)
    hands.wait(lambda: has_report(world), "the report", 60)
    base = world.apps[0].journey._base
    assert base is not None
    attempt = base.attempt.joined.attempt
    assert world.apps.pop().close() == []
    QApplication.processEvents()
    return attempt


def _read_in_the_portal(world: World, attempt: str, pictures: Path) -> None:
    login = world.seeded.logins[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, chromium_sandbox=False, args=BROWSER_FLAGS)
        try:
            context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
            page = context.new_page()
            trouble: list[str] = []
            page.on("pageerror", lambda error: trouble.append(str(error)))
            page.goto(f"{world.server.url}/portal/sign-in")
            page.fill("#email", login.email)
            page.fill("#password", login.password)
            page.locator("form[action='/portal/sign-in'] button").click()
            expect(page.locator("form[action='/portal/sign-in']")).to_have_count(0, timeout=PATIENCE_MS)
            page.goto(f"{world.server.url}/portal/attempts/{attempt}")
            _look_at_the_report(page)
            page.screenshot(path=str(pictures / "replay.png"))
            guest = browser.new_context(reduced_motion="reduce").new_page()
            guest.on("pageerror", lambda error: trouble.append(str(error)))
            guest.goto(_shared(page))
            _look_at_the_report(guest)
            assert trouble == []
        finally:
            browser.close()


def _shared(page: Page) -> str:
    """The link of a share."""
    page.evaluate("document.querySelectorAll('#sharing details').forEach(each => each.open = true)")
    page.fill("#recipient", "Jonas")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("#new-share")
    expect(link).to_be_visible(timeout=PATIENCE_MS)
    return link.input_value()


def _look_at_the_report(page: Page) -> None:
    expect(page.locator("[data-island=replay][data-ready]")).to_be_visible(timeout=PATIENCE_MS)
    handed_in = page.locator(".source-file")
    expect(handed_in).to_have_text(["solution.c", "twice.c", "twice.h"], timeout=PATIENCE_MS)
    expect(page.get_by_role("region", name="Code for Double it, twice.h")).to_contain_text(
        C["twice.h"], timeout=PATIENCE_MS
    )
    page.locator("#replay, [data-island=replay]").first.scroll_into_view_if_needed()
    page.evaluate(f"{ISLAND}.seek({ISLAND}.clock.duration)")
    tab = page.locator("[data-part=tabs] .tab")
    expect(tab).to_have_text(
        [
            "A · Python 3 · solution.py",
            "A · Python 3 · lib/twice.py",
            "A · C · solution.c",
            "A · C · twice.c",
            "A · C · twice.h",
            "A · C · old.c (deleted)",
        ],
        timeout=PATIENCE_MS,
    )
    expect(tab.nth(3)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE_MS)
    assert page.evaluate(f"{ISLAND}.text") == C["twice.c"]
    tab.nth(1).click()
    expect(tab.nth(1)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE_MS)
    assert page.evaluate(f"{ISLAND}.text") == PYTHON["lib/twice.py"]
    tab.nth(1).click()
    shown = page.evaluate(f"{ISLAND}.timeline.files.filter(e => e.event === 'shown' && e.document === 1).at(-1).t_us")
    page.evaluate(f"{ISLAND}.seek({shown / 1e6})")
    expect(tab.nth(1)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE_MS)
    made = page.evaluate(f"{ISLAND}.replay.tracks[5].info.t_us / 1e6")
    page.evaluate(f"{ISLAND}.seek({made})")
    expect(tab.nth(5)).to_have_text("A · C · spare.c", timeout=PATIENCE_MS)
    expect(tab.nth(5)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE_MS)
    began = page.evaluate(f"{ISLAND}.replay.tracks[1].info.t_us / 1e6")
    page.evaluate(f"{ISLAND}.seek({began})")
    expect(tab.nth(1)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE_MS)
    expect(tab.nth(4)).to_be_disabled(timeout=PATIENCE_MS)
