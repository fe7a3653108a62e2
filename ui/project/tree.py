"""The tree of a problem's files, by folder. It asks; what becomes of a wish the next state says.

Guarantees: all of it is reached by keyboard (Return opens, F2 renames, Delete deletes, Ctrl+Z brings back), and each
line says its whole path to a screen reader.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QTreeWidget, QTreeWidgetItem

from protocol.saying import say
from ui import icons, theme
from ui.project_states import ProjectState

_DOCUMENT, _PATH = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_OWN_KEYS = {Qt.Key.Key_F2, Qt.Key.Key_Delete}
"""Of these the window has one for itself; while the tree has the focus it is the tree's."""


class FileTree(QTreeWidget):
    """Shows the files of a ProjectState."""

    opened = Signal(str)
    rename_asked = Signal(str)
    delete_asked = Signal(str)
    new_asked = Signal(str)
    """The folder (with its `/`) in which the new file shall be, or nothing."""
    bring_back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("fileTree")
        self.setAccessibleName(say("Files of this problem"))
        self.setAccessibleDescription(say("Return opens a file, F2 renames it, Delete deletes it."))
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self.itemClicked.connect(lambda item, _column: self._open(item))
        self.itemActivated.connect(lambda item, _column: self._open(item))
        self._project, self._front, self._changeable = ProjectState(), "", False

    def show_project(self, project: ProjectState, front: str, *, changeable: bool) -> None:
        """Picture these files, `front` being the one that is shown."""
        same = [(one.document, one.path) for one in project.files] == [
            (one.document, one.path) for one in self._project.files
        ]
        turned = front != self._front
        self._project, self._front, self._changeable = project, front, changeable and project.free
        if not same:
            self._build()
        if turned or not same:
            self._choose(front)

    def chosen(self) -> str:
        """The document of the line that is chosen; empty on a folder."""
        item = self.currentItem()
        return str(item.data(0, _DOCUMENT) or "") if item is not None else ""

    def event(self, event: QEvent) -> bool:
        """Take F2 and Delete before the window's own shortcuts do."""
        own = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if own and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Return opens, F2 renames, Delete deletes, Ctrl+Z brings back."""
        document = self.chosen()
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and document:
            self.opened.emit(document)
        elif event.key() == Qt.Key.Key_F2 and document and self._changeable:
            self.rename_asked.emit(document)
        elif event.key() == Qt.Key.Key_Delete and document and self._changeable:
            self.delete_asked.emit(document)
        elif event.key() == Qt.Key.Key_Z and control:
            self.bring_back_asked.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._project.files:
            self._build()
            self._choose(self._front)

    def _build(self) -> None:
        self.clear()
        colours = theme.palette()
        folders: dict[str, QTreeWidgetItem] = {"": self.invisibleRootItem()}
        for file in self._project.files:
            above, _, last = file.path.rpartition("/")
            item = QTreeWidgetItem([last])
            item.setData(0, _DOCUMENT, file.document)
            item.setData(0, _PATH, file.path)
            words = say("{path}, given, to be read", path=file.path) if file.given else file.path
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
            item.setToolTip(0, words)
            item.setIcon(0, icons.icon("lock" if file.given else "document", colours.text_quiet))
            self._folder(above, folders).addChild(item)
        self.expandAll()

    def _folder(self, path: str, folders: dict[str, QTreeWidgetItem]) -> QTreeWidgetItem:
        if path not in folders:
            above, _, last = path.rpartition("/")
            item = QTreeWidgetItem([last])
            item.setData(0, _PATH, f"{path}/")
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, say("folder {path}", path=path))
            item.setIcon(0, icons.icon("folder", theme.palette().text_quiet))
            self._folder(above, folders).addChild(item)
            folders[path] = item
        return folders[path]

    def _choose(self, document: str) -> None:
        for item in self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            if item.data(0, _DOCUMENT) == document:
                self.setCurrentItem(item)

    def _open(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _DOCUMENT):
            self.opened.emit(item.data(0, _DOCUMENT))

    def _offer(self, at: QPoint) -> None:
        item = self.itemAt(at)
        document = str(item.data(0, _DOCUMENT) or "") if item is not None else ""
        folder = str(item.data(0, _PATH)).rpartition("/")[0] if item is not None else ""
        menu = QMenu(self)
        menu.setObjectName("fileMenu")
        menu.addAction(say("New file…"), lambda: self.new_asked.emit(f"{folder}/" if folder else ""))
        if document:
            menu.addAction(say("Rename…"), lambda: self.rename_asked.emit(document))
            menu.addAction(say("Delete"), lambda: self.delete_asked.emit(document))
        for action in menu.actions():
            action.setEnabled(self._changeable)
        menu.popup(self.viewport().mapToGlobal(at))
