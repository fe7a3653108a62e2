"""The tabs of the files that stand open. It asks; what becomes of a wish the next state says."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QTabBar

from ui.states import ProjectState


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
        self.setAccessibleName("Open files")
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(self._turn)
        self.tabCloseRequested.connect(lambda at: self.close_asked.emit(str(self.tabData(at))))
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
            self.setTabsClosable(len(files) > 1)
            for at, (file, last) in enumerate(zip(files, lasts, strict=True)):
                words = file.path if lasts.count(last) > 1 else last
                if at == self.count():
                    self.addTab(words)
                if self.tabText(at) != words:
                    self.setTabText(at, words)
                self.setTabData(at, file.document)
                self.setTabToolTip(at, f"{file.path} (given, to be read)" if file.given else file.path)
                self._name_button(at, file.path)
                if file.document == front:
                    self.setCurrentIndex(at)

    def beside(self, step: int) -> str:
        """The document `step` tabs further, around the end."""
        return self.documents[(self.currentIndex() + step) % self.count()] if self.count() else ""

    def _name_button(self, at: int, path: str) -> None:
        for side in (QTabBar.ButtonPosition.LeftSide, QTabBar.ButtonPosition.RightSide):
            button = self.tabButton(at, side)
            if button is not None:
                button.setAccessibleName(f"Close {path}")
                button.setToolTip(f"Close {path} (Ctrl+F4); the file stays in the project")

    def _turn(self, at: int) -> None:
        document = str(self.tabData(at) or "") if at >= 0 else ""
        if document and document != self._front:
            self.turned.emit(document)
