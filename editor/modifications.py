"""Scintilla's notifications on their way to the capture: what is recorded, and when.

Two forms. Usually Scintilla tells what has changed. In a large text that costs 40 ms a key and more, because
QScintilla then counts all characters for screen readers, listening or not; there Scintilla tells what is about to
change, and it is read from the text before the next change, at the latest before anything is painted. What an input
method composes is held back.
"""

from __future__ import annotations

from collections.abc import Callable

from editor.capture import Capture
from protocol.edits import Origin

LARGE_BYTES = 256 * 1024
"""From this size on Scintilla tells what is about to change."""
_INSERT, _DELETE, _BEFORE_INSERT, _BEFORE_DELETE = 0x1, 0x2, 0x400, 0x800
_UNDO, _REDO = 0x20, 0x40
_USUAL_MASK = 0x1FFFFF
_LARGE_MASK = 0x8 | _BEFORE_INSERT | _BEFORE_DELETE | 0x100000
"""Changes of folds, what is about to change, and the check of what is to be inserted. No bit of how it came about: a
notification comes when any of its bits is asked for.
"""


class Modifications:
    """The way of one view's changes to its record. GUI thread only."""

    def __init__(self, capture: Capture, read: Callable[[int, int], bytes]) -> None:
        self._capture, self._read = capture, read
        self._waiting: Callable[[], None] | None = None
        self._large = False
        self.composes = False
        """Whether an input method is being served that composes."""
        self.preedit: tuple[int, int] | None = None
        """Bytes that an input method shows while it composes; they are in Scintilla's text, and in no record."""

    def choose_form(self, size_bytes: int) -> int | None:
        """Choose by the size of the text; returns what Scintilla is to tell of from here on, None for no change."""
        large = size_bytes >= LARGE_BYTES
        if large is self._large:
            return None
        self._large = large
        return self.wanted

    @property
    def quiet(self) -> int:
        """What Scintilla is to tell of while a document is loaded: nothing that makes QScintilla count characters."""
        return _LARGE_MASK

    @property
    def wanted(self) -> int:
        """What it is to tell of in the present form."""
        return _LARGE_MASK if self._large else _USUAL_MASK

    def take(self, position: int, kind: int, text: bytes | None, length: int) -> None:
        """A notification."""
        self.flush()
        inserting, deleting = (_BEFORE_INSERT, _BEFORE_DELETE) if self._large else (_INSERT, _DELETE)
        inserts, deletes = bool(kind & inserting), bool(kind & deleting)
        if not (inserts or deletes) or self._is_preedit(position, length, inserts=inserts, undone=bool(kind & _UNDO)):
            return
        origin = Origin.UNDO if kind & _UNDO else Origin.REDO if kind & _REDO else None
        if inserts and not self._large:
            self._capture.inserted(position, text or b"", origin)
        elif not self._large:
            self._capture.deleted(position, length, text, origin)
        elif inserts:
            self._waiting = lambda: self._capture.inserted(position, self._read(position, position + length), origin)
        else:
            gone = self._read(position, position + length)
            self._waiting = lambda: self._capture.deleted(position, length, gone, origin)

    def flush(self) -> None:
        """Record the change that was about to happen, and has happened by now."""
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting()

    def settle(self) -> None:
        """An input event is over, or begins."""
        self.flush()
        self._capture.settle()

    def completion_begins(self) -> None:
        """A word that was offered is put in."""
        self.flush()
        self._capture.completion_begins()

    def without_preedit(self, data: bytes) -> bytes:
        """The text without what is being composed."""
        if self.preedit is None:
            return data
        start, end = self.preedit
        return data[:start] + data[end:]

    def _is_preedit(self, position: int, length: int, *, inserts: bool, undone: bool) -> bool:
        """Whether a change only shows or takes away what is being composed. Scintilla takes it away by undoing."""
        if self.preedit is not None and undone:
            start, end = self.preedit
            left = end + length if inserts else end - length
            self.preedit = (start, left) if left > start else None
            return True
        if self.composes and inserts:
            start, end = self.preedit or (position, position)
            self.preedit = (min(start, position), end + length)
            return True
        return False
