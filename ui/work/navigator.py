"""The left side: problems with their states, the statement of the present one, and small live previews."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from editor.provenance import PasteSources
from protocol.saying import said, say, to_say
from ui.statement import StatementView, limits_words
from ui.states import PreviewState, Progress, WorkState
from ui.widgets.page import rule
from ui.widgets.preview import LevelMeter, PictureView
from ui.widgets.text import Button, label
from ui.work.own_notes import OwnNotes
from ui.work.statement_language import StatementLanguageBox

_SYMBOLS = {
    Progress.UNTOUCHED: "waiting",
    Progress.IN_WORK: "code",
    Progress.SUBMITTED: "good",
    Progress.CHANGED: "attention",
}
_STANDINGS = {
    Progress.UNTOUCHED: to_say("Not begun"),
    Progress.IN_WORK: to_say("In work"),
    Progress.SUBMITTED: to_say("Submitted"),
    Progress.CHANGED: to_say("Changed since submitted"),
}
_LEAST_WIDTH, _LEAST_HEIGHT = 220, 240
_PREVIEW_HEIGHT, _SCREEN_WIDTH, _METER_WIDTH = 480, 300, 380


class Navigator(QFrame):
    """Shows the problems of a WorkState."""

    problem_chosen = Signal(str)
    statement_language_chosen = Signal(str)

    def __init__(self, sources: PasteSources) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._wants_previews = False
        self._buttons: dict[str, Button] = {}
        self._list = QVBoxLayout()
        self._list.setContentsMargins(8, 8, 8, 8)
        self._list.setSpacing(2)
        self._title = label(kind="heading")
        self._limits = label(kind="caption", tone="quiet")
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(4)
        self.languages = StatementLanguageBox()
        self.languages.language_chosen.connect(self.statement_language_chosen)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(_unseen_label(say("Language of the statement"), self.languages))
        head.addLayout(top)
        head.addWidget(self._limits)
        self.statement = StatementView()
        self.notes = OwnNotes(sources)
        self._previews = self._build_previews()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._list)
        layout.addWidget(rule())
        layout.addLayout(head)
        layout.addWidget(self.statement, 1)
        layout.addWidget(self.notes)
        layout.addWidget(self._previews)

    def show_state(self, state: WorkState) -> None:
        """Picture the state."""
        if list(self._buttons) != [line.view.problem for line in state.problems]:
            self._build(state)
        lines = [replace(line, view=line.view.in_language(state.statement_language)) for line in state.problems]
        for line in lines:
            button = self._buttons[line.view.problem]
            button.set_symbol(_SYMBOLS[line.progress])
            button.setChecked(line.view.problem == state.document.problem)
            own = ", ".join(
                word for word, has in ((say("flagged"), line.flagged), (say("with notes"), line.noted)) if has
            )
            button.setText(f"{line.view.label}   {line.view.title}" + (f"   ({own})" if own else ""))
            standing = ", ".join(filter(None, (said(_STANDINGS[line.progress]), own)))
            button.setAccessibleName(
                say(
                    "Problem {label}: {title}, {standing}",
                    label=line.view.label,
                    title=line.view.title,
                    standing=standing,
                )
            )
            button.setToolTip(standing)
        current = next(line for line in lines if line.view.problem == state.document.problem)
        self.languages.show_languages(current.view, state.statement_language)
        self._title.setText(f"{current.view.label}  {current.view.title}")
        self._limits.setText(limits_words(current))
        self.statement.show_problem(current)
        self.notes.show_note(
            state.document.problem, state.note, screen_recorded=state.screen_recorded, read_only=state.read_only
        )
        self._wants_previews = state.previews
        self._fit_previews()

    def show_previews(self, previews: PreviewState) -> None:
        """Refresh the small pictures and the level."""
        self._camera.show_picture(previews.camera)
        self._screen.show_picture(previews.screen)
        self._meter.show_level(previews.level)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Small windows give up the pictures first; the indicators in the top bar always stay."""
        super().resizeEvent(event)
        self._fit_previews()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """What is needed without the pictures."""
        return QSize(_LEAST_WIDTH, _LEAST_HEIGHT)

    def _fit_previews(self) -> None:
        self._previews.setVisible(self._wants_previews and self.height() >= _PREVIEW_HEIGHT)
        self._screen.setVisible(self.width() >= _SCREEN_WIDTH)
        self._meter.setVisible(self.width() >= _METER_WIDTH)

    def _build(self, state: WorkState) -> None:
        for old in self._buttons.values():
            self._list.removeWidget(old)
            old.deleteLater()
        self._buttons = {}
        for line in state.problems:
            problem = line.view.problem
            button = Button("", f"problem.{line.view.label}", "entry", "waiting")
            button.setCheckable(True)
            button.setSizePolicy(self.sizePolicy())
            button.on_click(partial(self._choose, problem))
            self._buttons[problem] = button
            self._list.addWidget(button)

    def _choose(self, problem: str) -> None:
        # The state decides what is checked; until it comes, the picture stays as it was.
        button = self._buttons[problem]
        button.setChecked(not button.isChecked())
        self.problem_chosen.emit(problem)

    def _build_previews(self) -> QWidget:
        self._camera = PictureView("cameraPreview", say("Camera preview"), say("No camera"), QSize(112, 84))
        self._screen = PictureView("screenPreview", say("Screen preview"), say("No screen"), QSize(150, 84))
        self._meter = LevelMeter("levelMeter")
        self._meter.setFixedWidth(72)
        part = QFrame()
        part.setProperty("surface", "foot")
        column = QVBoxLayout(part)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addWidget(label(say("What is being recorded"), "caption", "quiet"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._camera)
        row.addWidget(self._screen)
        row.addWidget(self._meter)
        row.addStretch(1)
        column.addLayout(row)
        part.hide()
        return part


def _unseen_label(words: str, of: QWidget) -> QWidget:
    """A label for screen readers, which on Linux take a combo box's name from it; there is no room to show it."""
    named = label(words)
    named.setBuddy(of)
    named.hide()
    return named
