"""The tabs of the files that stand open. It asks; what becomes of a wish the next state says."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from protocol.saying import say
from ui import accessible, icons, theme
from ui.project_states import ProjectState

_SIDE = QTabBar.ButtonPosition.RightSide


class CloseButton(QToolButton):
    """A small cross in the colours of the theme. By key it is Ctrl+F4, so the focus passes it by."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setIconSize(QSize(14, 14))
        self.setFixedSize(24, 24)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self.setIcon(icons.icon("close", theme.palette().text_quiet))


class FileTabs(QTabBar):
    """Shows the open files of a ProjectState, in their order."""

    turned = Signal(str)
    """To the file of this document."""
    close_asked = Signal(str)
    arranged = Signal(object)
    """The documents in their new order."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("fileTabs")
        self.setAccessibleName(say("Open files"))
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(self._turn)
        self.tabMoved.connect(lambda _from, _to: self.arranged.emit(self.documents))
        self._front = ""

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents as they stand, from the left."""
        return tuple(str(self.tabData(at)) for at in range(self.count()))

    def show_project(self, project: ProjectState, front: str) -> None:
        """Picture the tabs; what has the focus keeps it."""
        self._front = front
        files = [file for file in map(project.file, project.tabs) if file is not None]
        lasts = [file.path.rpartition("/")[2] for file in files]
        with QSignalBlocker(self):
            while self.count() > len(files):
                self.removeTab(self.count() - 1)
            for at, (file, last) in enumerate(zip(files, lasts, strict=True)):
                words = file.path if lasts.count(last) > 1 else last
                if at == self.count():
                    self.addTab(words)
                if self.tabText(at) != words:
                    self.setTabText(at, words)
                self.setTabData(at, file.document)
                more = say("{path} (given, to be read)", path=file.path) if file.given else file.path
                self.setTabToolTip(at, more if more != self.tabText(at) else "")  # it would be read aloud twice
                self._give_button(at, file.path if len(files) > 1 else "")
                if file.document == front:
                    self.setCurrentIndex(at)

    def tabRemoved(self, index: int) -> None:  # noqa: N802 -- Qt's name
        """What has gone is told no more."""
        super().tabRemoved(index)
        accessible.tell_anew(self)

    def beside(self, step: int) -> str:
        """The document `step` tabs further, around the end."""
        return self.documents[(self.currentIndex() + step) % self.count()] if self.count() else ""

    def _give_button(self, at: int, path: str) -> None:
        """A button that closes the tab; none where it is the only one."""
        button: QWidget | None = self.tabButton(at, _SIDE)
        if not path:
            self.setTabButton(at, _SIDE, None)
            return
        if button is None:
            button = made = CloseButton()
            made.clicked.connect(lambda _checked=False: self._close(made))
            self.setTabButton(at, _SIDE, made)
        button.setAccessibleName(say("Close {path}", path=path))
        button.setToolTip(say("Close {path} (Ctrl+F4); the file stays in the project", path=path))

    def _close(self, button: CloseButton) -> None:
        for at in range(self.count()):
            if self.tabButton(at, _SIDE) is button:
                self.close_asked.emit(str(self.tabData(at)))
                return

    def _turn(self, at: int) -> None:
        document = str(self.tabData(at) or "") if at >= 0 else ""
        if document and document != self._front:
            self.turned.emit(document)
