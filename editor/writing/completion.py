"""Offers words that begin like the one being written: the language's own and those of the text around.

Guarantees: what is taken stands in the record as a completion, never as typing or paste; nothing is offered in comments
and texts, nor while an earlier offer is open; Enter stays Enter while nobody has looked at what is offered.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QObject, QTimer

from editor.bridge import CodeView
from editor.languages import LOOKS
from editor.styles import STYLES
from editor.writing.vocabulary import own_words
from protocol.edits import Edit, Origin
from protocol.verdicts import LanguageId

LEAST_CHARACTERS = 3
"""How much of a word must be written before others are offered unasked."""
_PAUSE_MS = 120
_AROUND_BYTES = 50_000
_MAX_WORDS = 200
_WORD = re.compile(r"[^\W\d][\w]*")
_BEFORE = re.compile(r"[^\W\d]\w*$")
_QUIET_STYLES = ("code_comment", "code_string", "code_error")
"""The last is the colour of a text that is not closed yet, among others."""


class Completion(QObject):
    """Offers words in one view."""

    def __init__(self, view: CodeView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._language = LanguageId.PYTHON
        self.wanted = True
        """Whether words are offered unasked."""
        self._offered: frozenset[str] = frozenset()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.offer(LEAST_CHARACTERS))
        view.send("SCI_AUTOCSETIGNORECASE", 1)
        view.send("SCI_AUTOCSETMULTI", 1)  # into each of several cursors
        view.send("SCI_AUTOCSETMAXHEIGHT", 8)

    def begin(self, language: LanguageId) -> None:
        """The view shows a text in this language."""
        self._language = language
        self._soon.stop()
        self._view.send("SCI_AUTOCCANCEL")

    def changed(self, edit: Edit) -> None:
        """The text has just changed."""
        writes = edit.origin is Origin.TYPING and len(edit.inserted) == 1 and _is_word_sign(edit.inserted)
        if self.wanted and writes:
            self._soon.start(_PAUSE_MS)
        elif self._soon.isActive():
            self._soon.stop()

    def look(self) -> None:
        """After a key: an offer whose word is written to its end is closed."""
        if self._view.send("SCI_AUTOCACTIVE") and self._before() in self._offered:
            self._view.send("SCI_AUTOCCANCEL")

    def offer(self, least_characters: int = 1) -> None:
        """Offer words for what stands before the cursor, if it has that many characters."""
        if not self._view.isVisible():
            return  # another document is shown by now; a list without a window under it would end the process
        before = self._before()
        if len(before) < least_characters or self._view.isReadOnly() or self._view.send("SCI_AUTOCACTIVE"):
            return
        if least_characters > 1 and self._in_quiet_style():
            return
        words = self._words(before)
        if words:
            self._offered = frozenset(words)
            self._view.show_words(len(before.encode()), words, asked=least_characters == 1)

    def _words(self, before: str) -> list[str]:
        """In alphabetical order, as Scintilla needs it; the nearest of the text are kept when there are too many."""
        folded = before.casefold()
        found: dict[str, None] = {}
        for word in (*self._around(), *sorted(own_words(self._language))):
            if len(word) > len(before) and word.casefold().startswith(folded):
                found.setdefault(word)
                if len(found) == _MAX_WORDS:
                    break
        return sorted(found, key=lambda word: (word.upper(), word))

    def _around(self) -> list[str]:
        caret, length = self._view.send("SCI_GETCURRENTPOS"), self._view.send("SCI_GETLENGTH")
        start, end = max(0, caret - _AROUND_BYTES), min(length, caret + _AROUND_BYTES)
        return _WORD.findall(self._view.bytes_between(start, end).decode("utf-8", "ignore"))

    def _before(self) -> str:
        caret = self._view.send("SCI_GETCURRENTPOS")
        start = self._view.send("SCI_POSITIONFROMLINE", self._view.send("SCI_LINEFROMPOSITION", caret))
        line = self._view.bytes_between(max(start, caret - 200), caret).decode("utf-8", "ignore")
        found = _BEFORE.search(line)
        return found[0] if found else ""

    def _in_quiet_style(self) -> bool:
        caret = self._view.send("SCI_GETCURRENTPOS")
        return self._view.send("SCI_GETSTYLEAT", max(0, caret - 1)) in _quiet_styles(self._language)


def _is_word_sign(text: str) -> bool:
    return text.isalnum() or text == "_"


@cache
def _quiet_styles(language: LanguageId) -> frozenset[int]:
    styles = STYLES[LOOKS[language].lexer]
    return frozenset(number for token in _QUIET_STYLES for number in styles.get(token, ()))
