"""Edits and replay: the document as a fold over its edits.

Positions are UTF-8 byte offsets, as Scintilla counts. An edit says what it removed, so that every step can be checked,
undone and shown; a removal that does not match the document is a break in the evidence, not something to skip.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from protocol.errors import InvalidInput, Tampered
from protocol.model import Frozen

MAX_DOCUMENT_BYTES = 5 * 1024 * 1024
"""The largest document the editor keeps fluid (design goal: 5 MB files)."""


class Origin(StrEnum):
    """How text came to change."""

    TYPING = "typing"
    PASTE = "paste"
    DROP = "drop"
    UNDO = "undo"
    REDO = "redo"
    COMPLETION = "completion"
    PROGRAM = "program"
    REPLACE = "replace"
    """By replacing what was searched for."""


class Edit(Frozen):
    """One change: at byte `position`, `removed` is replaced by `inserted`."""

    position: int = Field(ge=0, le=MAX_DOCUMENT_BYTES)
    removed: str = ""
    inserted: str = ""
    origin: Origin = Field(default=Origin.TYPING, strict=False)


def utf8(text: str, field: str = "text") -> bytes:
    """Encode; a lone surrogate is refused with InvalidInput naming `field`."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidInput(field, "valid Unicode", "The text holds half of a character (a lone surrogate).") from error


class Document:
    """A text under replay, held as UTF-8 bytes."""

    def __init__(self, text: str = "") -> None:
        self._data = bytearray(utf8(text))

    def apply(self, edit: Edit) -> None:
        """Apply one edit in place. Raises Tampered when it does not fit the text; the text is then unchanged."""
        removed, inserted = utf8(edit.removed), utf8(edit.inserted)
        end = edit.position + len(removed)
        if self._data[edit.position : end] != removed or edit.position > len(self._data):
            raise Tampered(
                "tampered.replay",
                "An edit does not fit the text it claims to change.",
                {"position": edit.position, "length": len(self._data)},
            )
        for boundary in (edit.position, end):
            if boundary < len(self._data) and self._data[boundary] & 0xC0 == 0x80:
                raise Tampered("tampered.replay", "An edit cuts a character in two.", {"position": boundary})
        self._data[edit.position : end] = inserted

    @property
    def text(self) -> str:
        """The document as text."""
        return self._data.decode("utf-8")

    @property
    def data(self) -> bytes:
        """The document as UTF-8 bytes."""
        return bytes(self._data)


def replay(initial: str, edits: Iterable[Edit]) -> str:
    """Return the text after all edits. Raises Tampered at the first that does not fit."""
    document = Document(initial)
    for edit in edits:
        document.apply(edit)
    return document.text
