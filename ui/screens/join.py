"""Join: the code from the invitation, and (folded away) the server's address. Nothing is recorded here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from protocol.saying import say
from ui import saying
from ui.states import JoinState, Screen
from ui.widgets.banner import Banner
from ui.widgets.earlier import EarlierCard
from ui.widgets.page import Page, card, large
from ui.widgets.practice import PracticeInvitation
from ui.widgets.text import Button, label, left_to_right, set_kind

CODE_CHARACTERS = 16


def grouped(typed: str) -> str:
    """A code as people read it, `XXXX-XXXX-XXXX-XXXX`; a link is left as it is."""
    if ":" in typed or "/" in typed:
        return typed.strip()
    symbols = "".join(symbol for symbol in typed.upper() if symbol.isalnum())[:CODE_CHARACTERS]
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))


class JoinScreen(Page):
    """Shows a JoinState."""

    join_requested = Signal(str, str)
    offer_taken = Signal()
    practice_requested = Signal()
    language_chosen = Signal(str, str)
    """(code of the interface's language, what stands in the code's field)."""

    def __init__(self) -> None:
        super().__init__(Screen.JOIN, 520)
        frame, body = card(32)
        body.setSpacing(16)
        body.addWidget(label(say("Join your assessment"), "title"))
        body.addWidget(
            label(
                say(
                    "Enter the code from your invitation, or paste its link. A code to continue an attempt on "
                    "this machine goes here too. Nothing is recorded yet."
                ),
                tone="quiet",
            )
        )
        self._code = QLineEdit()
        left_to_right(self._code)
        self._code.setObjectName("codeField")
        self._code.setProperty("scale", "large")
        self._code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX")
        self._code.setAccessibleName(say("Invitation code or link"))
        self._code.setMaxLength(2000)
        self._code.textEdited.connect(self._tidy)
        self._code.returnPressed.connect(self._join)
        body.addLayout(_field(say("Invitation code"), self._code))
        self._banner = Banner("joinMessage")
        body.addWidget(self._banner)
        self._offer = large(Button("", "offerButton", "primary")).on_click(self.offer_taken.emit)
        self._offer.setSizePolicy(self._code.sizePolicy())
        self._offer.hide()
        body.addWidget(self._offer)
        self._button = large(Button(say("Continue"), "joinButton", "primary")).on_click(self._join)
        self._button.setDefault(True)
        self._button.setSizePolicy(self._code.sizePolicy())
        body.addWidget(self._button)
        self._build_server(body)
        self.column.addStretch(1)
        self.earlier, self._practice = EarlierCard(), PracticeInvitation()
        self._practice.button.on_click(self.practice_requested.emit)
        for part in (frame, self.earlier, self._practice):
            self.column.addWidget(part)
        self.column.addLayout(self._build_languages())
        self.column.addStretch(2)
        self._state = JoinState()

    def first_control(self) -> QWidget | None:
        """Help with what went wrong; else the code."""
        return self._offer if self._offer.isVisible() else self._code if self._code.isEnabled() else None

    def _build_server(self, body: QVBoxLayout) -> None:
        self._toggle = Button(say("Server address"), "serverToggle", "quiet", "right")
        self._toggle.setProperty("flush", True)
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._fold)
        body.addWidget(self._toggle)
        self._server = QLineEdit()
        left_to_right(self._server)
        self._server.setObjectName("serverField")
        self._server.setAccessibleName(say("Address of the server"))
        self._server.returnPressed.connect(self._join)
        self._server_part = QWidget()
        part = QVBoxLayout(self._server_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(4)
        part.addWidget(self._server)
        part.addWidget(label(say("Only change this when your invitation says so."), "caption", "quiet"))
        self._server_part.hide()
        body.addWidget(self._server_part)

    def _build_languages(self) -> QHBoxLayout:
        self._languages = QComboBox()
        self._languages.setObjectName("interfaceLanguage")
        for code, name in saying.NAMES.items():
            self._languages.addItem(name, code)
        self._languages.setCurrentIndex(self._languages.findData(saying.present()))
        # In the language that somebody looks for who does not understand the present one.
        both = say("Language") if saying.present() == "en" else f"{say('Language')} (Language)"
        self._languages.setAccessibleName(both)
        caption = label(both, tone="quiet")
        caption.setWordWrap(False)
        caption.setBuddy(self._languages)
        self._languages.activated.connect(self._choose_language)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(caption)
        row.addWidget(self._languages)
        return row

    def _choose_language(self, at: int) -> None:
        code = self._languages.itemData(at)
        if code != saying.present():
            self.language_chosen.emit(code, self._code.text())

    def show_state(self, state: JoinState) -> None:
        """Picture the state; what the person has typed stays unless the state brings something new."""
        before, self._state = self._state, state
        if state.server != before.server or not self._server.text():
            self._server.setText(state.server)
        if state.code and state.code != before.code:
            self._code.setText(grouped(state.code))
        busy = bool(state.busy)
        for field in (self._code, self._server):
            field.setEnabled(not busy)
        self._server.setReadOnly(state.server_fixed)
        self._button.setEnabled(not busy)
        self._practice.button.setEnabled(not busy)
        self.earlier.setEnabled(not busy)
        self.earlier.show_attempts(state.earlier)
        self._languages.setEnabled(not busy)
        self._button.setText(state.busy or say("Continue"))
        self._banner.show_message(state.error)
        self._offer.setText(state.offer)
        self._offer.setVisible(bool(state.offer))
        set_kind(self._button, "" if state.offer else "primary")
        if state.offer:
            self._offer.setFocus()
        elif not busy:
            self._code.setFocus()

    def _tidy(self, typed: str) -> None:
        cursor_at_end = self._code.cursorPosition() == len(typed)
        tidy = grouped(typed)
        if tidy == typed:
            return
        kept = sum(symbol.isalnum() for symbol in typed[: self._code.cursorPosition()])
        self._code.setText(tidy)
        self._code.setCursorPosition(len(tidy) if cursor_at_end else kept + max(kept - 1, 0) // 4)

    def _fold(self, shown: bool) -> None:
        self._server_part.setVisible(shown)
        self._toggle.set_symbol("down" if shown else "right")

    def _join(self) -> None:
        if self._button.isEnabled():
            self.join_requested.emit(self._server.text().strip(), self._code.text().strip())


def _field(caption: str, field: QLineEdit) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(4)
    title = label(caption, "strong")
    title.setBuddy(field)
    layout.addWidget(title)
    layout.addWidget(field)
    return layout
