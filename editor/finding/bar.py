"""The search bar below the code: what to look for, how, and what to put in its stead. It changes nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from editor.finding.finder import Wanted
from protocol.saying import said, say, to_say

_RECOUNT_MS = 150
_SPACE, _LEAST_FIELD, _LEAST_ANSWER = 8, 140, 60
_KEYS = to_say("Enter goes to the next place, Shift+Enter to the previous one, Escape closes.")


class SearchBar(QWidget):
    """Asks what is wanted and says how often it was found."""

    changed = Signal()
    """What is wanted changed; told some time after the last key."""
    asked = Signal(bool)
    """Go to the next (True) or previous place."""
    replace_asked = Signal(bool)
    """Replace this place, or all (True)."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBar")
        self._field = _field("searchField", say("Find in code"), _KEYS)
        self._instead = _field("replaceField", say("Replace with"), say("Enter replaces the place that was found."))
        self._answer = QLabel()
        self._answer.setTextFormat(Qt.TextFormat.PlainText)
        self._answer.setObjectName("searchAnswer")
        self._case = self._switch("Aa", "searchCase", say("Match case"), say("Capital and small letters count"))
        self._words = self._switch(say("Word"), "searchWords", say("Whole words only"), say("Not inside a longer word"))
        self._regular = self._switch(
            ".*", "searchRegular", say("Regular expression"), say("What to find is a regular expression")
        )
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.changed)
        self._field.textChanged.connect(lambda _text: self._later.start(_RECOUNT_MS))
        self._lay_out()
        self.hide()

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        return Wanted(self._field.text(), self._case.isChecked(), self._words.isChecked(), self._regular.isChecked())

    @property
    def instead(self) -> str:
        """What is to be put in its stead."""
        return self._instead.text()

    def open_with(self, text: str, *, replacing: bool = False) -> None:
        """Show the bar, with text to look for if there is some."""
        if text:
            self._field.setText(text)
        self._answer.clear()
        self._replace_row.setVisible(replacing)
        self.show()
        self._field.setFocus()
        self._field.selectAll()
        self.changed.emit()

    def name_for(self, find: str, replace: str, prefix: str) -> None:
        """Call its fields so, and its parts by names of their own: it asks about more than one text."""
        for field, title in ((self._field, find), (self._instead, replace)):
            field.setAccessibleName(title)
            field.setPlaceholderText(title)
        for part in self.findChildren(QWidget):
            if part.objectName():
                part.setObjectName(f"{prefix}.{part.objectName()}")
        one = self.findChild(QPushButton, f"{prefix}.replaceOne")
        if one is not None:
            one.hide()

    def take_focus(self) -> None:
        """The field has the keyboard again."""
        self._field.setFocus()

    def answer(self, words: str) -> None:
        """Say what was found."""
        if self._answer.text() != words:
            self._answer.setText(words)
            self._field.setAccessibleDescription(words or said(_KEYS))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Escape closes; Enter goes on, with Shift backwards, and replaces when it is pressed in the second field."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._instead.hasFocus():
            self.replace_asked.emit(False)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._field.hasFocus():
            self.asked.emit(not back)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Where one row is too narrow, there are two."""
        super().resizeEvent(event)
        self._arrange(narrow=event.size().width() < self._one_row)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As narrow as two rows may be; the height of those there are."""
        widest = max(self._how.sizeHint().width() + self._steps.sizeHint().width(), _LEAST_FIELD)
        edges = self._grid.contentsMargins()
        width = widest + _LEAST_ANSWER + 2 * _SPACE + edges.left() + edges.right()
        return QSize(width, super().minimumSizeHint().height())

    @property
    def _one_row(self) -> int:
        """The width from which everything stands in one row."""
        parts = (self._how, self._steps, self._close)
        return _LEAST_FIELD + sum(part.sizeHint().width() + _SPACE for part in parts) + 2 * _LEAST_ANSWER

    def _lay_out(self) -> None:
        steps = [
            self._button(words, name, partial(self.asked.emit, forwards))
            for words, name, forwards in (
                (say("Previous"), "searchPrevious", False),
                (say("Next"), "searchNext", True),
            )
        ]
        self._how = _together(self._case, self._words, self._regular)
        self._steps = _together(*steps)
        self._close = self._button(say("Close"), "searchClose", self.closed.emit)
        replacing = [
            self._button(words, name, partial(self.replace_asked.emit, everywhere))
            for words, name, everywhere in (
                (say("Replace"), "replaceOne", False),
                (say("Replace all"), "replaceAll", True),
            )
        ]
        self._replace_row = _together(self._instead, *replacing)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_SPACE, 4, _SPACE, 4)
        self._grid.setHorizontalSpacing(_SPACE)
        self._grid.setVerticalSpacing(4)
        self._narrow: bool | None = None
        self._arrange(narrow=False)

    def _arrange(self, *, narrow: bool) -> None:
        """The order of the Tab key is the same in both: what, how, where to, close, by what."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._answer.setWordWrap(narrow)
        places: tuple[tuple[QWidget, int, int, int], ...] = (
            ((self._field, 0, 0, 2), (self._close, 0, 2, 1), (self._how, 1, 0, 1), (self._answer, 1, 1, 1))
            if narrow
            else ((self._field, 0, 0, 1), (self._how, 0, 1, 1), (self._answer, 0, 2, 1), (self._close, 0, 4, 1))
        )
        steps = (self._steps, 1, 2, 1) if narrow else (self._steps, 0, 3, 1)
        for part, row, column, columns in (*places, steps, (self._replace_row, 2, 0, 5)):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, row, column, 1, columns)
        self._grid.setColumnStretch(0, 0 if narrow else 1)
        self._grid.setColumnStretch(1, 1 if narrow else 0)

    def _switch(self, label: str, name: str, meaning: str, more: str) -> QPushButton:
        made = self._button(label, name, self.changed.emit)
        made.setCheckable(True)
        made.setAccessibleName(meaning)
        made.setToolTip(more)
        return made

    def _button(self, label: str, name: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(label)
        made.setObjectName(name)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: act())
        return made


def _together(*parts: QWidget) -> QWidget:
    """Parts beside each other that stay so; a field takes what room there is."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(_SPACE)
    for part in parts:
        row.addWidget(part, 1 if isinstance(part, QLineEdit) else 0)
    return held


def _field(name: str, title: str, keys: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setAccessibleDescription(said(keys))
    made.setPlaceholderText(title)
    return made
