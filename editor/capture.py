"""Edit capture: turns Scintilla's modifications into protocol edits, in order, before anything is painted.

Guarantees: the fold of all edits since `begin` equals the text that Scintilla holds; an edit that does not fit raises
Tampered at once. Knows neither Qt nor the journal: edits and pastes leave through two callables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from editor.provenance import PasteSources
from protocol.edits import MAX_DOCUMENT_BYTES, Document, Edit, Origin, utf8
from protocol.errors import InvalidInput, Tampered
from protocol.facts import PasteProvenance
from protocol.saying import to_say

EditHandler = Callable[[Edit], None]
PasteHandler = Callable[[int, PasteProvenance], None]
FULL = to_say("The file has reached its limit of 5 MiB; nothing was inserted.")


def checked_text(text: str, room_bytes: int = MAX_DOCUMENT_BYTES) -> bytes:
    """Encode text that may enter the editor. Raises InvalidInput (field `text`) with words for the candidate."""
    try:
        data = utf8(text)
    except InvalidInput as error:
        raise InvalidInput(
            "text",
            "valid Unicode",
            to_say(
                "This text holds half of a character (a lone surrogate) and was not inserted. Your code is unchanged."
            ),
        ) from error
    if b"\0" in data:
        raise InvalidInput(
            "text",
            "no NUL character",
            to_say(
                "This text holds an invisible NUL character, which programs cannot contain. It was not "
                "inserted; your code is unchanged."
            ),
        )
    if len(data) > room_bytes:
        limit = f"{MAX_DOCUMENT_BYTES // 2**20} MiB"
        raise InvalidInput(
            "text",
            limit,
            to_say(
                "This text is too large: a file may hold {limit}. It was not inserted; your code is unchanged.",
                limit=limit,
            ),
        )
    return data


class Capture:
    """The record of one editor. GUI thread only, like the editor itself."""

    def __init__(self, sources: PasteSources, on_edit: EditHandler, on_paste: PasteHandler) -> None:
        self._sources = sources
        self._on_edit = on_edit
        self._on_paste = on_paste
        self._shadow = Document()
        self._length = 0
        self._origin = Origin.TYPING
        self._pasted: tuple[int, PasteProvenance] | None = None

    def begin(self, data: bytes) -> None:
        """Start over from this text; what happened before is another document's story."""
        self._shadow = Document(data.decode("utf-8"))
        self._length = len(data)
        self.settle()

    @contextmanager
    def cause(self, origin: Origin) -> Iterator[None]:
        """While the block runs, changes are `origin` (unless Scintilla says undo or redo)."""
        before, self._origin = self._origin, origin
        try:
            yield
        finally:
            self._origin, self._pasted = before, None

    def paste_begins(self, text: str) -> None:
        """Text comes in from outside the keyboard; the next change belongs to it. A drop keeps its own origin."""
        if self._origin is Origin.TYPING:
            self._origin = Origin.PASTE
        # Asked now: once the text is in the buffer, everything seems to come from there.
        self._pasted = (len(text), self._sources.provenance(text))

    def completion_begins(self) -> None:
        """A word that was offered is put in; what changes until `settle` is that completion."""
        self._origin = Origin.COMPLETION

    def settle(self) -> None:
        """An input event is over: whatever comes next is typing until somebody says otherwise."""
        self._origin, self._pasted = Origin.TYPING, None

    def inserted(self, position: int, data: bytes, origin: Origin | None) -> None:
        """Scintilla inserted bytes. `origin` UNDO or REDO when Scintilla said so."""
        self._length += len(data)
        self._take(Edit(position=position, inserted=data.decode("utf-8"), origin=origin or self._origin))

    def deleted(self, position: int, length: int, data: bytes | None, origin: Origin | None) -> None:
        """Scintilla deleted bytes; without undo collection it does not say which, and the shadow knows."""
        gone = self._shadow.data[position : position + length] if data is None else data
        self._length -= length
        self._take(Edit(position=position, removed=gone.decode("utf-8"), origin=origin or self._origin))

    def verify(self, actual: bytes) -> None:
        """Compare the fold of all edits with the bytes on screen. Raises Tampered when they differ."""
        if self._shadow.data != actual:
            raise Tampered(
                "tampered.capture",
                to_say("The editor shows text that its record does not hold."),
                {"recorded": len(self._shadow.data), "shown": len(actual)},
            )

    def room_bytes(self, replaced_bytes: int = 0) -> int:
        """How many bytes the document may still grow by."""
        return MAX_DOCUMENT_BYTES - self._length + replaced_bytes

    def _take(self, edit: Edit) -> None:
        if not edit.inserted and not edit.removed:
            return
        self._shadow.apply(edit)
        if self._pasted is not None and edit.origin in {Origin.PASTE, Origin.DROP}:
            (characters, provenance), self._pasted = self._pasted, None
            self._on_paste(characters, provenance)
        self._on_edit(edit)
