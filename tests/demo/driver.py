"""A pair of hands for the real window: keys and mouse events on widgets found by their object names.

Runs inside the app's process, on the GUI thread, and lets Qt's events run while it waits. Knows the window only by the
object names that `ui.window.MainWindow` publishes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QTabWidget, QWidget

from brand.tokens import Appearance
from ui import theme
from ui.window import MainWindow

Found = TypeVar("Found", bound=QWidget)
STEP_MS = 20
"""How long Qt's events run between two looks at a condition."""


class Stuck(AssertionError):
    """The window did not come to the state that was waited for."""


class Hands:
    """Types, clicks and waits. `key_ms` is the pause after each key."""

    def __init__(self, window: MainWindow, key_ms: int = 15) -> None:
        self.window = window
        self.key_ms = key_ms

    def find(self, name: str) -> QWidget:
        """Find a widget that is visible, in the window or one of its dialogs. Raises Stuck."""
        return self.find_kind(name, QWidget)

    def find_kind(self, name: str, kind: type[Found]) -> Found:
        """Find a visible widget of a kind. Raises Stuck."""
        for widget in self.window.findChildren(kind, name):
            if widget.isVisible():
                return widget
        raise Stuck(f"there is no visible widget {name!r}")

    def confirm(self, before: Callable[[], None] | None = None) -> None:
        """Wait for the question, do `before`, say yes. Raises Stuck when something else is told instead."""

        def asked() -> bool:
            if self.is_there("messageDialog"):
                raise Stuck(f"an unexpected message: {self.find('messageDialog').windowTitle()}")
            return self.is_there("confirmDialog")

        self.wait(asked, "the question")
        if before is not None:
            before()
        self.click("confirmButton")
        self.wait(lambda: not self.is_there("confirmDialog"), "the question to close")

    def is_there(self, name: str) -> bool:
        """Whether a widget of this name is visible."""
        try:
            self.find(name)
        except Stuck:
            return False
        return True

    def wait(self, condition: Callable[[], bool], what: str, timeout_s: float = 30.0) -> None:
        """Let events run until the condition holds. Raises Stuck with `what` was waited for."""
        until = time.monotonic() + timeout_s
        while not condition():
            if time.monotonic() > until:
                raise Stuck(f"waited {timeout_s:.0f} s for {what}")
            QTest.qWait(STEP_MS)

    def wait_for(self, name: str, timeout_s: float = 30.0) -> None:
        """Wait until a widget is visible and enabled."""
        self.wait(lambda: self.is_there(name) and self.find(name).isEnabled(), f"widget {name}", timeout_s)

    def come_to_front(self) -> None:
        """Take the focus of the display, as a click on the window's frame does."""
        self.window.raise_()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow, "the window to be in front", 15)

    def pause(self, milliseconds: int) -> None:
        """Let events run for a while, as a person who reads."""
        QTest.qWait(milliseconds)

    def click(self, name: str, timeout_s: float = 30.0) -> None:
        """Click a widget with the mouse, after scrolling to it."""
        self.wait_for(name, timeout_s)
        widget = self.find(name)
        self._scroll_to(widget)
        place = widget.rect().center()
        if isinstance(widget, QAbstractButton) and not widget.hitButton(place):
            place = QPoint(8, widget.height() // 2)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.pause(STEP_MS)

    def fill(self, name: str, text: str) -> None:
        """Replace the text of a field by keys."""
        self.wait_for(name)
        widget = self.find(name)
        widget.setFocus()
        self.shortcut(widget, Qt.Key.Key_A)
        QTest.keyClick(widget, Qt.Key.Key_Delete)
        for character in text:
            if character == "\n":
                QTest.keyClick(widget, Qt.Key.Key_Return)
            else:
                self._key(widget, character)

    def choose_tab(self, name: str, number: int) -> None:
        """Click a tab of a tab widget."""
        bar = self.find_kind(name, QTabWidget).tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, bar.tabRect(number).center())
        self.pause(STEP_MS)

    def shortcut(self, widget: QWidget, key: Qt.Key) -> None:
        """Press Ctrl and a key."""
        QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)

    def type_code(self, text: str) -> None:
        """Type into the open editor at its cursor, line by line; what the editor indents by itself is put right."""
        target = self.window.editor().key_target()
        target.setFocus()
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if number > 0:
                QTest.keyClick(target, Qt.Key.Key_Return)
                self.pause(self.key_ms)
                line = self._fit_indent(target, line)  # noqa: PLW2901  the rest of the line is what is still to type
            for character in line:
                self._key(target, character)

    def erase_code(self, down_to: str) -> None:
        """Press Backspace until the code is `down_to` again; one press may take a whole indent."""
        target = self.window.editor().key_target()
        while len(self.window.editor().text()) > len(down_to):
            QTest.keyClick(target, Qt.Key.Key_Backspace)
            self.pause(self.key_ms)

    def select_all_code(self) -> None:
        """Select everything in the open editor."""
        target = self.window.editor().key_target()
        target.setFocus()
        self.shortcut(target, Qt.Key.Key_A)

    def go_to_end(self) -> None:
        """Put the cursor at the end of the code."""
        target = self.window.editor().key_target()
        target.setFocus()
        self.shortcut(target, Qt.Key.Key_End)

    def paste(self) -> None:
        """Paste what another program has copied into the open editor."""
        target = self.window.editor().key_target()
        target.setFocus()
        self.shortcut(target, Qt.Key.Key_V)
        self.pause(STEP_MS)

    def picture(self, folder: Path, name: str, settle_ms: int = 250) -> None:
        """Save what the window shows, in light and in dark: `app-<name>-<appearance>.png`."""
        folder.mkdir(parents=True, exist_ok=True)
        self.pause(settle_ms)
        present = theme.appearance()
        # The present one first: a change of theme takes time, in which what is shown may go on.
        for appearance in sorted((Appearance.LIGHT, Appearance.DARK), key=lambda each: each is not present):
            self.window.set_appearance(appearance)
            # Short, so that both pictures show the same moment; what came in last is laid out before the picture.
            self.pause(STEP_MS)
            for _ in range(3):
                QApplication.sendPostedEvents()
            if not self._grabbed().save(str(folder / f"app-{name}-{appearance.value}.png")):
                raise Stuck(f"the picture {name} could not be written")
        self.window.set_appearance(present)

    def _grabbed(self) -> QPixmap:
        shown = self.window.grab()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            painter = QPainter(shown)
            painter.drawPixmap(dialog.geometry().topLeft() - self.window.geometry().topLeft(), dialog.grab())
            painter.end()
        return shown

    def _key(self, widget: QWidget, character: str) -> None:
        QTest.keyClicks(widget, character)
        if self.key_ms:
            self.pause(self.key_ms)

    def _fit_indent(self, target: QWidget, line: str) -> str:
        """After Return: remove or keep what the editor indented, and return the part of the line still to type."""
        wanted = len(line) - len(line.lstrip(" "))
        given = len(self._present_line()) - len(self._present_line().lstrip(" "))
        while given > wanted:
            QTest.keyClick(target, Qt.Key.Key_Backspace)
            given = len(self._present_line()) - len(self._present_line().lstrip(" "))
        return line[given:]

    def _present_line(self) -> str:
        """The line of the cursor; only right while the cursor is in the last line, where this driver types."""
        return self.window.editor().text().rpartition("\n")[2]

    def _scroll_to(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
