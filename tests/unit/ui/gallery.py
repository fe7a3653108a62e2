"""Pictures of every screen: `python tests/unit/ui/gallery.py FOLDER [WIDTHxHEIGHT [LANGUAGE [APPEARANCE…]]]`.

Without appearances in all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTabWidget, QWidget

sys.path[:0] = [str(Path(__file__).resolve().parents[3])]  # so that it runs as a program, too

from brand.tokens import Appearance  # noqa: E402 -- after the path
from tests.unit.ui import beside_examples, examples  # noqa: E402 -- after the path
from ui import saying  # noqa: E402 -- after the path
from ui.impression import ImpressionState  # noqa: E402 -- after the path
from ui.project.panel import ProjectPanel  # noqa: E402 -- after the path
from ui.recorded_states import IdentityState, RecordedState  # noqa: E402 -- after the path
from ui.states import StatusState  # noqa: E402 -- after the path
from ui.window import MainWindow  # noqa: E402 -- after the path


def press(window: MainWindow, *names: str) -> None:
    for name in names:
        button = window.findChild(QAbstractButton, name)
        assert button is not None
        button.click()


def check(window: MainWindow) -> None:
    window.show_check(examples.CHECK)
    window.update_previews(examples.PREVIEWS)


def trial(window: MainWindow) -> None:
    check(window)
    window.beside.show_trial(beside_examples.TRIAL)


def identity(window: MainWindow, state: IdentityState) -> None:
    window.show_identity(state)
    window.update_previews(examples.PREVIEWS)


def recorded(window: MainWindow, state: RecordedState, status: StatusState) -> None:
    work(window, lambda: window.update_status(status), lambda: window.update_recorded(state))
    panel = window.findChild(QWidget, "recordedPanel")
    assert panel is not None
    if panel.isHidden():
        press(window, "recordedButton")
    window.update_previews(examples.PREVIEWS)


def close_recorded(window: MainWindow) -> None:
    window.update_recorded(examples.RECORDED)
    press(window, "recordedClose")


def ask_to_pause(window: MainWindow) -> None:
    window.update_recorded(examples.RECORDED)
    press(window, "pauseButton")
    choice = window.findChild(QAbstractButton, "pauseReason.family")
    assert choice is not None
    choice.click()


def join_error(window: MainWindow) -> None:
    window.show_join(examples.JOIN_ERROR)
    press(window, "serverToggle")


def asked(window: MainWindow) -> None:
    window.show_finish(examples.FINISH_SAVED)
    window.beside.show_impression(ImpressionState("Example Ltd", offered=True))


def after(window: MainWindow, tab_shown: int) -> None:
    window.show_finish(examples.FINISH_SAVED)
    press(window, "afterButton")
    window.beside.show_after(beside_examples.AFTER)
    tabs = window.findChild(QTabWidget, "afterTabs")
    assert tabs is not None
    tabs.setCurrentIndex(tab_shown)


def search_files(window: MainWindow) -> None:
    window.show_work(beside_examples.WORK_FILES)
    window.findChildren(ProjectPanel)[0].search.open("total")


def two_languages(window: MainWindow) -> None:
    press(window, "project.searchClose")
    window.show_work(examples.WORK_IN_TWO_LANGUAGES)


def submit(window: MainWindow) -> None:
    tab(window, 0)
    press(window, "submitButton")


def work(window: MainWindow, *updates: Callable[[], None]) -> None:
    window.show_work(examples.WORK)
    window.update_status(examples.STATUS)
    window.update_previews(examples.PREVIEWS)
    for update in updates:
        update()
    window.editor().jump_to(7, 12)


def converse(window: MainWindow) -> None:
    work(window, lambda: window.update_live(examples.LIVE))
    press(window, "messagesButton")


def search(window: MainWindow) -> None:
    press(window, "closeMessages")
    window.editor().search_asked(forwards=None)


def settings(window: MainWindow) -> None:
    press(window, "searchClose")
    window.open_preferences()


def tab(window: MainWindow, index: int) -> None:
    tabs = window.findChild(QTabWidget, "resultsTabs")
    assert tabs is not None
    tabs.setCurrentIndex(index)


def scenes(w: MainWindow) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "join", lambda: w.show_join(examples.JOIN)
    yield "join-error", lambda: join_error(w)
    yield "join-busy", lambda: w.show_join(examples.JOIN_BUSY)
    yield "join-damaged", lambda: w.show_join(examples.JOIN_DAMAGED)
    yield "join-earlier", lambda: w.show_join(examples.JOIN_EARLIER)
    yield "notice", lambda: w.show_notice(examples.NOTICE_STATE)
    yield "check-running", lambda: w.show_check(examples.CHECK_RUNNING)
    yield "check", lambda: check(w)
    yield "check-trial", lambda: trial(w)
    yield "check-report", lambda: w.beside.show_report(beside_examples.REPORT)
    yield "identity", lambda: identity(w, examples.IDENTITY)
    yield "identity-empty", lambda: identity(w, examples.IDENTITY_EMPTY)
    yield from work_scenes(w)
    yield from last_scenes(w)


def work_scenes(w: MainWindow) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "work-recorded", lambda: recorded(w, examples.RECORDED, examples.STATUS)
    yield "work-paused", lambda: recorded(w, examples.RECORDED_PAUSED, examples.STATUS_PAUSED)
    yield "work-nothing-recorded", lambda: recorded(w, examples.RECORDED_NOTHING, examples.STATUS_NOTHING)
    yield "work-pause", lambda: ask_to_pause(w)
    yield "work", lambda: work(w, lambda: close_recorded(w))
    yield "work-failed", lambda: work(w, lambda: w.update_run(examples.RUN_FAILED))
    yield "work-own", lambda: work(w, lambda: w.update_run(examples.RUN_OWN))
    yield "work-compile-error", lambda: work(w, lambda: w.update_run(examples.RUN_COMPILE_ERROR), lambda: tab(w, 2))
    yield "work-submissions", lambda: work(w, lambda: w.update_status(examples.STATUS_TROUBLED), lambda: tab(w, 3))
    yield "work-not-saved", lambda: work(w, lambda: w.update_status(examples.STATUS_NOT_SAVED))
    yield "work-notes", lambda: work(w, lambda: w.show_work(beside_examples.WORK_NOTED))
    yield "work-docs", lambda: work(w, lambda: press(w, "docsButton"), lambda: w.beside.show_docs(beside_examples.DOCS))
    yield "work-docs-closed", lambda: press(w, "docsClose")
    yield "work-submit", lambda: submit(w)
    yield "work-files", lambda: w.show_work(beside_examples.WORK_FILES)
    yield "work-files-search", lambda: search_files(w)
    yield "work-languages", lambda: two_languages(w)
    yield "work-messages", lambda: converse(w)
    yield "work-search", lambda: search(w)
    yield "settings", lambda: settings(w)
    yield "message", lambda: w.show_message(examples.TOLD)
    yield "work-withdraw", lambda: press(w, "withdrawButton")
    yield "practice", lambda: w.beside.show_practice(beside_examples.PRACTICE)


def last_scenes(w: MainWindow) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "finish", lambda: w.show_finish(examples.FINISH)
    yield "finish-waiting", lambda: w.show_finish(examples.FINISH_WAITING)
    yield "finish-offline", lambda: w.show_finish(examples.FINISH_OFFLINE)
    yield "finish-writing", lambda: w.show_finish(examples.FINISH_WRITING)
    yield "finish-saved", lambda: w.show_finish(examples.FINISH_SAVED)
    yield "finish-asked", lambda: asked(w)
    yield "impression", lambda: press(w, "impressionButton")
    yield "after", lambda: after(w, 0)
    yield "after-held", lambda: after(w, 1)
    yield "after-looked", lambda: after(w, 2)
    yield "after-noted", lambda: after(w, 3)
    yield "after-requests", lambda: after(w, 4)
    yield "finish-erased", lambda: w.show_finish(examples.FINISH_ERASED)
    yield "background", lambda: w.go_to_background(examples.BACKGROUND)


def shoot(window: MainWindow, path: Path) -> None:
    for _ in range(8):
        QApplication.processEvents()
    picture = window.grab()
    panel = next((one for one in QApplication.topLevelWidgets() if one.objectName() == "backgroundPanel"), None)
    if panel is not None and panel.isVisible():
        picture = panel.grab()
        window.come_back()
    dialog = next((each for each in window.findChildren(QDialog) if each.isVisible()), None)
    if dialog is not None:
        picture = dialog.grab()
    picture.save(str(path))
    if dialog is not None:
        dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in (sys.argv[2] if len(sys.argv) > 2 else "1366x768").split("x"))
    application = QApplication([])
    saying.use(sys.argv[3] if len(sys.argv) > 3 else "en")
    for appearance in map(Appearance, sys.argv[4:] or list(Appearance)):
        window = MainWindow()
        window.set_appearance(appearance)
        window.resize(width, height)
        window.show()
        for name, act in scenes(window):
            act()
            shoot(window, folder / f"{name}-{appearance.value}.png")
        window.leave()
        window.deleteLater()
        application.processEvents()


if __name__ == "__main__":
    main()
