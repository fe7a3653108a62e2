"""The pane with documentation beside the code. Shows a DocsState, and loads nothing by itself.

What is copied out of it is known as documentation, so that a paste says where it came from.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout

from editor.provenance import PasteSources
from protocol.saying import said, say
from ui.doc_states import DocsState
from ui.widgets.text import Button, label

WIDTH, _LEAST_WIDTH = 380, 260


class DocView(QTextBrowser):
    """Rich text that fetches nothing; links are only told."""

    def __init__(self, sources: PasteSources) -> None:
        super().__init__()
        self._sources = sources
        self.setObjectName("docsText")
        self.setAccessibleName(say("Documentation"))
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 -- Qt's name
        """Load nothing, from nowhere."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 -- Qt's name
        """Copy text only, and remember where it came from."""
        text = self.textCursor().selection().toPlainText()
        self._sources.remember_documentation(text)
        copied = QMimeData()
        copied.setText(text)
        return copied


class DocsPane(QFrame):
    """A field to find a page by its name, the page, and a way back."""

    page_chosen = Signal(str)
    link_followed = Signal(str)
    closed = Signal()

    def __init__(self, sources: PasteSources) -> None:
        super().__init__()
        self.setObjectName("docsPane")
        self.setProperty("surface", "panel")
        self.setMinimumWidth(_LEAST_WIDTH)
        self._state = DocsState("")
        self._before: list[str] = []
        self._title = label(say("Documentation"), "strong", name="docsTitle")
        self._words = label("", tone="quiet", name="docsWords")
        self._find = QLineEdit()
        self._find.setObjectName("docsFind")
        self._find.setAccessibleName(say("Find a page by a part of its name"))
        self._find.setPlaceholderText(say("Find a page, such as itertools"))
        self._find.returnPressed.connect(self._go)
        self.view = DocView(sources)
        self.view.anchorClicked.connect(lambda link: self.link_followed.emit(link.toString()))
        self._back = Button(say("Back"), "docsBack", "quiet", "left").on_click(self._go_back)
        close = Button(say("Close"), "docsClose", "quiet").on_click(self.closed.emit)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        tools = QHBoxLayout()
        tools.addWidget(self._back)
        tools.addWidget(self._find, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self._words)
        column.addWidget(self.view, 1)
        self.hide()

    def show_state(self, state: DocsState) -> None:
        """Picture the state."""
        before, self._state = self._state, state
        self._title.setText(state.title or say("Documentation: {language}", language=state.language))
        words = say("Looking for it…") if state.loading else said(state.words)
        self.say(words)
        there = bool(state.html)
        for part in (self.view, self._find):
            part.setVisible(there)
        if state.language != before.language:
            self._before = []
        elif before.path and before.path != state.path and before.path not in self._before[-1:]:
            self._before.append(before.path)
        self._back.setVisible(there and bool(self._before))
        if state.pages != before.pages:
            self._offer(state.pages)
        if state.html != before.html:
            self.view.setHtml(state.html)

    def say(self, words: str) -> None:
        """Say something of the documentation, above the page."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def take_focus(self) -> None:
        """Go there with the keyboard."""
        (self._find if self._find.isVisible() else self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer(self, pages: tuple[str, ...]) -> None:
        completer = QCompleter(list(pages), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._go)
        self._find.setCompleter(completer)

    def _go(self) -> None:
        wanted = self._find.text().strip().lower()
        if not wanted:
            return
        names = [page for page in self._state.pages if wanted in page.lower()]
        best = next((page for page in names if page.lower().rpartition("/")[2].startswith(wanted)), None)
        exact = next((page for page in names if page.lower().rpartition("/")[2] == f"{wanted}.html"), None)
        if names:
            self.page_chosen.emit(exact or best or names[0])
        else:
            self.say(f"No page is called “{wanted}”.")

    def _go_back(self) -> None:
        if self._before:
            path = self._before.pop()
            self._state = DocsState(self._state.language, pages=self._state.pages, html=self._state.html)
            self.page_chosen.emit(path)
