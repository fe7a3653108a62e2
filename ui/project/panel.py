"""The files of a problem around its editors: tabs above, the tree beside, the search through all files below.

Guarantees: each wish leaves as a FileWish; a file that is deleted can be brought back from the line that says so; no
key is AltGr, and Ctrl+W stays with the key map that has it (Ctrl+F4 closes always).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from editor.finding.bar import SearchBar
from editor.marks import Remark
from editor.widget import CodeEditor
from protocol.saying import say
from ui.project.finding import Hit, ProjectSearch
from ui.project.naming import NameField
from ui.project.tabs import FileTabs
from ui.project.tree import FileTree
from ui.project_states import FileAct, FileWish, ProjectFile, ProjectState
from ui.run_results import CompilerRemark
from ui.states import WorkState
from ui.widgets.roomy import Tall
from ui.widgets.text import Button, Whole
from ui.work.deck import Deck

_TREE_WIDTH, _LEAST_WIDTH, _LEAST_HEIGHT, _CODE_HEIGHT = 190, 120, 120, 96
_LEAST_TREE, _LEAST_CODE = 56, 56


class ProjectPanel(QWidget):
    """Shows the project of a WorkState, with its deck of editors."""

    wished = Signal(object)
    """FileWish."""

    def __init__(self, deck: Deck) -> None:
        super().__init__()
        self._deck = deck
        self._project, self._front, self._read_only = ProjectState(), "", True
        self._wanted: bool | None = None
        """Whether the tree is wanted; None: where there are several files."""
        self._ran: dict[str, tuple[str, str]] = {}
        """What was run last: (path, text) by document."""
        self.tabs, self.tree, self._naming = FileTabs(), FileTree(), NameField()
        self.search = ProjectSearch(self._text_of, self._editor_of)
        self._lay_out()
        self.tabs.turned.connect(self.turn_to)
        self.tabs.close_asked.connect(self._close)
        self.tabs.arranged.connect(lambda documents: self.wished.emit(FileWish(FileAct.ARRANGE, tabs=documents)))
        self.tree.opened.connect(self._open)
        self.tree.rename_asked.connect(self._ask_rename)
        self.tree.delete_asked.connect(lambda document: self.wished.emit(FileWish(FileAct.DELETE, document)))
        self.tree.new_asked.connect(self._ask_new)
        self.tree.bring_back_asked.connect(self._bring_back)
        self.search.hit_chosen.connect(self._show_hit)
        self.search.closed.connect(lambda: self._deck.current().setFocus())
        self._naming.when_left(self._after_naming)
        for keys, act in (
            ("Ctrl+Tab", lambda: self.turn_to(self.tabs.beside(1))),
            ("Ctrl+Shift+Tab", lambda: self.turn_to(self.tabs.beside(-1))),
            ("Ctrl+W", self._close),
            ("Ctrl+F4", self._close),
            ("Ctrl+Shift+N", self._ask_new),
            ("Ctrl+Shift+E", self._go_to_tree),
            ("Ctrl+Shift+F", self._ask_search),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_state(self, state: WorkState) -> None:
        """Picture the project of the present problem."""
        project, front = state.project, state.document.document
        if not project.files:
            alone = ProjectFile(state.document, state.document.language.file_name)
            project = ProjectState((alone,), (front,))
        self._project, self._front, self._read_only = project, front, state.read_only
        changeable = not state.read_only
        self.tabs.show_project(project, front)
        self.tree.show_project(project, front, changeable=changeable)
        self.search.show_project(project)
        self._new.setVisible(project.free)
        self._new.setEnabled(changeable)
        self._gone.setVisible(project.deleted is not None and changeable)
        if project.deleted is not None:
            self._gone_words.setText(say("{deleted} was deleted.", deleted=project.deleted[1]))
        self._deck.set_given(one.document for one in project.files if one.given)
        self._show_side()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """A window with little height keeps what there is for the code; the keys stay."""
        super().resizeEvent(event)
        self._bar.setVisible(event.size().height() - self._searching() >= _LEAST_HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Some lines of code, beside whatever asks what to search."""
        return QSize(super().minimumSizeHint().width(), _CODE_HEIGHT + self._searching())

    def _searching(self) -> int:
        """How much height the searches take that are open."""
        parts: list[QWidget] = [bar for bar in self._deck.findChildren(SearchBar) if bar.isVisible()]
        parts += [] if self.search.isHidden() else [self.search]
        return sum(part.minimumSizeHint().height() for part in parts)

    def turn_to(self, document: str) -> None:
        """Ask for a file to be shown, unless it is."""
        if document and document != self._front:
            self.wished.emit(FileWish(FileAct.TURN_TO, document))

    def jump(self, path: str, line: int, column: int) -> None:
        """Show a line of the file of this name; without a name, of the file that is shown."""
        file = self._project.called(path)
        if file is None:
            self._deck.current().jump_to(line, column)
            return
        self.turn_to(file.document)
        self._deck.prepare(file.state).jump_to(line, column)

    def ran(self) -> None:
        """The files are run as they are now."""
        self._ran = {file.document: (file.path, self._text_of(file)) for file in self._project.files}

    def mark(self, remarks: Sequence[CompilerRemark]) -> None:
        """Mark the lines of what was run, but not in a file that was changed meanwhile: there they are elsewhere."""
        for document, (path, source) in self._ran.items():
            file = self._project.file(document)
            if file is not None and self._text_of(file) == source:
                own = [
                    Remark(one.line, one.text, one.warning) for one in remarks if one.line and one.file in {"", path}
                ]
                self._editor_of(file).show_remarks(own)

    def _lay_out(self) -> None:
        self._files = Button(say("Files"), "filesButton", "quiet", "folder").on_click(self._turn_side)
        self._files.setCheckable(True)
        self._files.setToolTip(say("Show the files of this problem (Ctrl+Shift+E)"))
        self._new = Button(say("New file"), "newFileButton", "quiet", "document").on_click(self._ask_new)
        self._new.setToolTip(say("Add a file to this problem (Ctrl+Shift+N)"))
        beside = self._beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(self._made_side())
        beside.addWidget(self._deck)
        beside.setChildrenCollapsible(False)
        beside.setHandleWidth(5)
        beside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        beside.setMinimumHeight(_LEAST_CODE)
        beside.setSizes([_TREE_WIDTH, 700])
        beside.setStretchFactor(1, 1)
        self._bar = QFrame()
        self._bar.setProperty("surface", "bar")
        self._bar.setMinimumHeight(1)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(4, 2, 4, 0)
        row.setSpacing(4)
        row.addWidget(self._files)
        row.addWidget(self.tabs, 1)
        row.addWidget(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(beside, 1)
        column.addWidget(self.search)

    def _made_side(self) -> QFrame:
        self._gone_words = Whole("caption", "quiet", "deletedFile")
        self._gone = QFrame()
        gone = QVBoxLayout(self._gone)
        gone.setContentsMargins(8, 4, 8, 8)
        gone.setSpacing(4)
        gone.addWidget(self._gone_words)
        gone.addWidget(Button(say("Bring back"), "bringBackButton", "quiet", "again").on_click(self._bring_back))
        self._gone.hide()
        self._side = QFrame()
        self._side.setProperty("surface", "panel")
        self._side.setMinimumWidth(_LEAST_WIDTH)
        inner = QWidget()
        side = QVBoxLayout(inner)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.tree, 1)
        side.addWidget(self._naming)
        side.addWidget(self._gone)
        self.tree.setMinimumHeight(_LEAST_TREE)
        self.tree.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        around = QVBoxLayout(self._side)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Tall(inner, 1))
        return self._side

    def _show_side(self) -> None:
        several = len(self._project.files) > 1 or self._project.deleted is not None
        shown = (several if self._wanted is None else self._wanted) or not self._naming.isHidden()
        if shown and self._side.isHidden():
            self._beside.setSizes([_TREE_WIDTH, max(self.width() - _TREE_WIDTH, _TREE_WIDTH)])
        self._side.setVisible(shown)
        self._files.setChecked(shown)

    def _turn_side(self) -> None:
        self._wanted = self._side.isHidden()
        self._show_side()

    def _go_to_tree(self) -> None:
        """There with the keyboard, or back to the code."""
        if self.tree.hasFocus():
            self._deck.current().setFocus()
            return
        self._wanted = True
        self._show_side()
        self.tree.setFocus()

    def _ask_new(self, folder: str = "") -> None:
        if self._project.free and not self._read_only:
            others = [file.path for file in self._project.files]
            self._naming.ask(say("Name of the new file"), folder, others, self._create)
            self._show_side()

    def _create(self, path: str) -> None:
        self.wished.emit(FileWish(FileAct.CREATE, path=path))
        self._deck.current().setFocus()

    def _ask_rename(self, document: str) -> None:
        file = self._project.file(document)
        if file is not None and self._project.free and not self._read_only:
            others = [other.path for other in self._project.files if other.document != document]
            self._naming.ask(
                say("New name of {path}", path=file.path),
                file.path,
                others,
                lambda path: self.wished.emit(FileWish(FileAct.RENAME, document, path)),
            )
            self._show_side()

    def _after_naming(self) -> None:
        self._show_side()
        (self.tree if self._side.isVisible() else self._deck.current()).setFocus()

    def _bring_back(self) -> None:
        if self._project.deleted is not None and not self._read_only:
            self.wished.emit(FileWish(FileAct.BRING_BACK, self._project.deleted[0]))

    def _open(self, document: str) -> None:
        self.turn_to(document)
        self._deck.current().setFocus()

    def _close(self, document: str = "") -> None:
        """Close a tab, by default the one in front; the last one stays."""
        closed, tabs = document or self._front, self._project.tabs
        left = tuple(one for one in tabs if one != closed)
        if not left or closed not in tabs:
            return
        if closed == self._front:
            self.turn_to(left[min(tabs.index(closed), len(left) - 1)])
        self.wished.emit(FileWish(FileAct.ARRANGE, tabs=left))

    def _ask_search(self) -> None:
        self.search.open(self._deck.current().selected())

    def _show_hit(self, hit: Hit) -> None:
        self.turn_to(hit.document)
        file = self._project.file(hit.document)
        if file is not None:
            self._editor_of(file).select(hit.place.start, hit.place.end)

    def _text_of(self, file: ProjectFile) -> str:
        return self._deck.text_of(file.document, file.state.text)

    def _editor_of(self, file: ProjectFile) -> CodeEditor:
        return self._deck.prepare(file.state)
