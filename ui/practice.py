"""The practice in the window: a Work screen of its own, made when it begins and thrown away whole when it ends.

Guarantees: nothing of it stays in the screens of the real attempt, neither texts nor what pastes are compared with; its
wishes leave by signals of their own, so that they cannot reach the real attempt.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from brand.tokens import Appearance
from editor.preferences import USUAL, Preferences
from ui.states import RunState, StatusState, WorkState
from ui.work.screen import WorkScreen


class Practice(QObject):
    """Puts the screen into the window's stack, and takes it out again."""

    language_chosen = Signal(str, str)
    edited = Signal(str, object)
    run_requested = Signal(object)
    cases_changed = Signal(str, object)
    flag_turned = Signal(str, bool)
    note_changed = Signal(str, str, bool)
    typed_to_run = Signal(str)
    run_input_ended = Signal()
    stop_requested = Signal()
    submit_requested = Signal(object)
    finish_requested = Signal()
    settings_requested = Signal()
    docs_opened = Signal(str)
    docs_page_chosen = Signal(str)
    docs_link_followed = Signal(str)

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._wished = USUAL
        self.screen: WorkScreen | None = None
        """There while somebody practises."""

    def show(self, state: WorkState) -> None:
        """Show the practice."""
        if self.screen is None:
            self.screen = self._made()
        if self._stack.currentWidget() is not self.screen:
            self._stack.setCurrentWidget(self.screen)
        self.screen.show_state(state)

    def show_status(self, state: StatusState) -> None:
        """Refresh its top bar."""
        if self.screen is not None:
            self.screen.show_status(state)

    def show_run(self, state: RunState) -> None:
        """Refresh its results."""
        if self.screen is not None:
            self.screen.show_run(state)

    def end(self) -> None:
        """Throw it away, texts and all."""
        screen, self.screen = self.screen, None
        if screen is not None:
            self._stack.removeWidget(screen)
            screen.hide()
            screen.deleteLater()

    def set_preferences(self, wished: Preferences) -> None:
        """Letters, indent and keys, as in the real thing."""
        self._wished = wished
        if self.screen is not None:
            self.screen.deck.set_preferences(wished)

    def set_appearance(self, appearance: Appearance) -> None:
        """Dress its editor."""
        if self.screen is not None:
            self.screen.deck.set_appearance(appearance)

    def _made(self) -> WorkScreen:
        screen = WorkScreen()
        screen.practise()
        screen.deck.set_preferences(self._wished)
        screen.language_chosen.connect(self.language_chosen)
        screen.deck.edited.connect(self.edited)
        screen.run_requested.connect(self.run_requested)
        screen.cases_changed.connect(self.cases_changed)
        screen.navigator.notes.flag_turned.connect(self.flag_turned)
        screen.navigator.notes.note_changed.connect(self.note_changed)
        screen.results.own.typed.connect(self.typed_to_run)
        screen.results.own.ended.connect(self.run_input_ended)
        screen.stop_requested.connect(self.stop_requested)
        screen.submit_requested.connect(self.submit_requested)
        screen.finish_requested.connect(self.finish_requested)
        screen.docs_opened.connect(self.docs_opened)
        screen.docs.page_chosen.connect(self.docs_page_chosen)
        screen.docs.link_followed.connect(self.docs_link_followed)
        screen.bar.settings_requested.connect(self.settings_requested)
        self._stack.addWidget(screen)
        return screen
