"""The syntax tab: what in the visible document does not follow the grammar of its language, found while typing.

Guarantees: each line can be jumped to, by mouse, Return or step; the person's place in the list survives a new check.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from editor.syntax.mistakes import Mistake
from protocol.saying import said, say, to_say
from ui import icons, theme

_PLACE = Qt.ItemDataRole.UserRole
NONE = to_say("No mistakes found. Only a run or the server can tell whether a program works.")


class MistakesView(QListWidget):
    """Shows mistakes of the grammar."""

    jump_requested = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("syntaxMistakes")
        self.setAccessibleName(say("Mistakes in the syntax"))
        self.setWordWrap(True)
        self._mistakes: tuple[Mistake, ...] = ()
        self.itemActivated.connect(self._jump)
        self.itemClicked.connect(self._jump)
        self.show_mistakes(())

    def show_mistakes(self, mistakes: Sequence[Mistake]) -> None:
        """Picture these."""
        here = self.currentRow()
        self._mistakes = tuple(mistakes)
        self.clear()
        for one in self._mistakes:
            item = QListWidgetItem(
                icons.icon("stop", theme.palette().stop), say("Line {line}: {text}", line=one.line, text=one.text)
            )
            item.setData(_PLACE, (one.line, one.column))
            item.setToolTip(say("Go to line {line} (F2: next mistake)", line=one.line))
            self.addItem(item)
        if not self._mistakes:
            self.addItem(said(NONE))
        elif here >= 0:
            self.setCurrentRow(min(here, len(self._mistakes) - 1))

    def step(self, step: int) -> None:
        """Jump to the next (1) or previous (-1) mistake, around the end."""
        if not self._mistakes:
            return
        here = self.currentRow()
        row = (here + step) % len(self._mistakes) if here >= 0 else (0 if step > 0 else len(self._mistakes) - 1)
        self.setCurrentRow(row)
        self._jump(self.item(row))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_mistakes(self._mistakes)

    def _jump(self, item: QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if place:
            self.jump_requested.emit(*place)
