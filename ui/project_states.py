"""View states of the documents of a problem: the one in front, all its files, and what somebody wants with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from protocol.undo import History
from protocol.verdicts import LanguageId


@dataclass(frozen=True)
class DocumentState:
    """The document to edit. All but its id is taken when the id is shown for the first time, and ignored afterwards.

    `history`: what can be undone of it; `place`: byte of the cursor and first visible line.
    """

    document: str
    problem: str
    language: LanguageId
    text: str
    history: History | None = field(default=None, compare=False)
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class ProjectFile:
    """One file of the present problem. `given`: the task's own, to be read; it has no name or text to change."""

    state: DocumentState
    path: str
    given: bool = False

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.state.document


@dataclass(frozen=True)
class ProjectState:
    """The files of the present problem, and which stand open. `deleted`: (document, path) of one to bring back.

    `free`: files may be made, renamed and deleted; otherwise the task says which there are.
    """

    files: tuple[ProjectFile, ...] = ()
    tabs: tuple[str, ...] = ()
    free: bool = False
    deleted: tuple[str, str] | None = None

    def file(self, document: str) -> ProjectFile | None:
        """The file of a document."""
        return next((one for one in self.files if one.document == document), None)

    def called(self, path: str) -> ProjectFile | None:
        """The file of this name."""
        return next((one for one in self.files if one.path == path), None)


class FileAct(StrEnum):
    """What somebody wants to do with the files of a problem."""

    CREATE = "create"
    RENAME = "rename"
    DELETE = "delete"
    BRING_BACK = "bring back"
    TURN_TO = "turn to"
    ARRANGE = "arrange"
    """`tabs` stand open from here on, in this order."""


@dataclass(frozen=True)
class FileWish:
    """Signal payload: a wish about the files of the present problem."""

    act: FileAct
    document: str = ""
    path: str = ""
    tabs: tuple[str, ...] = ()
