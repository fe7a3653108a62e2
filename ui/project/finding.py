"""Search and replace through all files of a problem: the bar's questions, asked of every file, with the places listed.

Guarantees: files that are given are searched and never changed; a replacement is an edit of its file's record like any
other, told apart from typing and pasting, and undone in that file in one step. It reads texts by a callback only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from editor.finding.bar import SearchBar
from editor.finding.finder import Finder, Place
from editor.widget import CodeEditor
from protocol.errors import InvalidInput
from protocol.saying import said, say, say_count
from ui.project_states import ProjectFile, ProjectState
from ui.widgets.text import label

MAX_LISTED = 500
"""More places are counted and replaced, not listed."""
_SHOWN_CHARACTERS = 160
_HIT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Hit:
    """One place in one file; `line` from 1."""

    document: str
    path: str
    line: int
    place: Place
    words: str


class ProjectSearch(QFrame):
    """The panel below the code. `text_of` gives the present text of a file, `editor_of` an editor that changes it."""

    hit_chosen = Signal(object)
    """Hit: to be shown."""
    closed = Signal()

    def __init__(self, text_of: Callable[[ProjectFile], str], editor_of: Callable[[ProjectFile], CodeEditor]) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._text_of, self._editor_of = text_of, editor_of
        self._project = ProjectState()
        self._bar = SearchBar()
        self._bar.setObjectName("projectSearch")
        self._bar.name_for(say("Find in all files"), say("Replace in all files"), "project")
        self._bar.changed.connect(self.look)
        self._bar.asked.connect(lambda forwards: self._step(1 if forwards else -1))
        self._bar.replace_asked.connect(lambda _everywhere: self.replace_all())
        self._bar.closed.connect(self._close)
        self._hits = QTreeWidget()
        self._hits.setObjectName("projectHits")
        self._hits.setAccessibleName(say("Places found in all files"))
        self._hits.setHeaderHidden(True)
        self._hits.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # lines of code, in every language
        self._hits.itemActivated.connect(lambda item, _column: self._jump(item))
        self._hits.itemClicked.connect(lambda item, _column: self._jump(item))
        self._note = label("", "caption", "quiet", "projectSearchNote")
        self._note.setContentsMargins(8, 0, 8, 4)
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._note)
        layout.addWidget(self._hits, 1)
        self.setMaximumHeight(260)
        self.hide()

    def open(self, text: str) -> None:
        """Ask, beginning with this text if there is some."""
        self.show()
        self._bar.open_with(text, replacing=True)

    def show_project(self, project: ProjectState) -> None:
        """These are the files from here on."""
        self._project = project

    def look(self) -> None:
        """Search every file, and list the places."""
        self._hits.clear()
        self._tell("")
        if not self._bar.wanted.text:
            self._bar.answer("")
            return
        try:
            finder = Finder(self._bar.wanted)
            found = [(file, list(self._hits_in(file, finder))) for file in self._project.files]
        except InvalidInput as error:
            self._bar.answer(say("Not found"))
            self._tell(said(error.message))
            return
        count = sum(len(hits) for _, hits in found)
        files = sum(1 for _, hits in found if hits)
        self._bar.answer(
            say("{count:,} in {files}", count=count, files=say_count("{n} file", "{n} files", files))
            if count
            else say("Not found")
        )
        self._list(found)

    def replace_all(self) -> None:
        """Replace every place in every file that is the candidate's; each file undoes its own in one step."""
        try:
            finder = Finder(self._bar.wanted) if self._bar.wanted.text else None
            found = [(file, finder.places(self._text_of(file))) for file in self._project.files] if finder else []
        except InvalidInput as error:
            self._tell(said(error.message))
            return
        count = files = given = 0
        for file, places in found:
            if file.given:
                given += len(places)
            elif places and finder is not None:
                changes = [
                    (place.start, place.end, finder.replacement(place, self._bar.instead).encode()) for place in places
                ]
                changed = self._editor_of(file).replace_places(changes)
                count, files = count + changed, files + bool(changed)
        self.look()
        done = say(
            "{count:,} replaced in {files}. Ctrl+Z undoes it in each file.",
            count=count,
            files=say_count("{n} file", "{n} files", files),
        )
        left = say_count("{n:,} in files that are given was left.", "{n:,} in files that are given were left.", given)
        self._tell(f"{done} {left}" if given else done)

    def _tell(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _hits_in(self, file: ProjectFile, finder: Finder) -> Iterator[Hit]:
        data = self._text_of(file).encode()
        line, seen = 1, 0
        for place in finder.places(data.decode()):
            line += data.count(b"\n", seen, place.start)
            seen = place.start
            start = data.rfind(b"\n", 0, place.start) + 1
            end = data.find(b"\n", place.start)
            words = data[start : end if end >= 0 else len(data)].decode("utf-8", "replace").strip()
            yield Hit(file.document, file.path, line, place, words[:_SHOWN_CHARACTERS])

    def _list(self, found: list[tuple[ProjectFile, list[Hit]]]) -> None:
        left = MAX_LISTED
        for file, hits in found:
            if not hits:
                continue
            head = QTreeWidgetItem([f"{file.path} ({len(hits):,})"])
            self._hits.addTopLevelItem(head)
            for hit in hits[:left]:
                item = QTreeWidgetItem([f"{hit.line}: {hit.words}"])
                item.setData(0, _HIT, hit)
                item.setData(
                    0,
                    Qt.ItemDataRole.AccessibleTextRole,
                    say("{path}, line {line}: {words}", path=hit.path, line=hit.line, words=hit.words),
                )
                head.addChild(item)
            left = max(0, left - len(hits))
        self._hits.expandAll()
        if not left:
            self._tell(say("The first {max_listed} places are listed.", max_listed=MAX_LISTED))

    def _step(self, step: int) -> None:
        """The next or previous place of the list, around its end."""
        rows = [
            item
            for head in map(self._hits.topLevelItem, range(self._hits.topLevelItemCount()))
            for item in (map(head.child, range(head.childCount())) if head is not None else ())
            if item is not None
        ]
        if not rows:
            return
        here = self._hits.currentItem()
        at = rows.index(here) + step if here in rows else (0 if step > 0 else -1)
        self._hits.setCurrentItem(rows[at % len(rows)])
        self._jump(rows[at % len(rows)])
        self._bar.take_focus()

    def _jump(self, item: QTreeWidgetItem) -> None:
        hit = item.data(0, _HIT)
        if isinstance(hit, Hit):
            self.hit_chosen.emit(hit)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
