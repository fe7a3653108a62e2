"""Watches one view: some time after the last change its text is checked, in slices between which keys are served.

Guarantees: no alarm while somebody types (`QUIET_MS`), and one slice never holds the GUI thread for long. The parser
holds Python's lock, so a thread of its own would stop the GUI for as long as it parses; slices do not.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from editor.bridge import CodeView
from editor.syntax.check import Place, SyntaxCheck
from editor.syntax.mistakes import Mistake
from protocol.edits import Edit
from protocol.verdicts import LanguageId

QUIET_MS = 400
"""How long after the last change a text is looked at: a token that is being typed is no mistake yet."""
SLICE_S = 0.004
_PAUSE_MS = 1
"""Between two slices: Qt serves keys and paints."""


class SyntaxWatch(QObject):
    """Keeps the mistakes of one view; tells them when they differ from those told before."""

    def __init__(self, view: CodeView, tell: Callable[[tuple[Mistake, ...]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._tell = view, tell
        self._check = SyntaxCheck(view.bytes_between)
        self._told: tuple[Mistake, ...] = ()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._go_on)

    def begin(self, language: LanguageId) -> None:
        """The view shows another text."""
        self._check.begin(language, self._view.send("SCI_GETLENGTH"))
        self._told = ()
        self._quiet.stop()
        self._tell(())
        if self._check.knows:
            self._quiet.start(QUIET_MS)

    def changed(self, edit: Edit) -> None:
        """The text of the view has just changed by this edit."""
        if not self._check.knows:
            return
        row = self._view.send("SCI_LINEFROMPOSITION", edit.position)
        start = Place(edit.position, row, edit.position - self._view.send("SCI_POSITIONFROMLINE", row))
        self._check.changed(start, edit.removed.encode(), edit.inserted.encode())
        self._quiet.start(QUIET_MS)

    def _go_on(self) -> None:
        if self._view.composing:
            self._quiet.start(QUIET_MS)
        elif not self._check.advance(SLICE_S):
            self._quiet.start(_PAUSE_MS)
        elif self._check.mistakes != self._told:
            self._told = self._check.mistakes
            self._tell(self._told)
