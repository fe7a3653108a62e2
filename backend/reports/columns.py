"""The edits of a timeline in columns: a tenth of the characters of rows, and read by the browser in a few milliseconds.

A column is the standard base64 of one number for each edit, as the difference from the edit before (the first from 0),
zigzag-folded (0, -1, 1, -2 … become 0, 1, 2, 3 …) and written in groups of seven bits, the lowest first, the eighth bit
set while more follow. Guarantees: `EditColumns.of(rows).rows()` gives the rows back, whatever numbers and texts they
hold. `static/edits.js` reads the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Self

from pydantic import Field, model_validator

from protocol.canonical import from_base64, to_base64
from protocol.edits import Origin
from protocol.errors import InvalidInput
from protocol.model import Frozen

EditRow = tuple[int, int, int, int, str, str, str]
"""t_us, seq, document index (-1: unknown), byte position, removed, inserted, origin."""
_ORIGINS = [origin.value for origin in Origin]


class EditColumns(Frozen):
    """All edits of an attempt. `text` is what each removed and then put in, one after the other, without a gap.

    `removed_bytes` and `inserted_bytes` are their lengths in UTF-8, `origin` the place in `origins`.
    """

    count: int = Field(ge=0)
    t_us: str
    seq: str
    document: str
    position: str
    removed_bytes: str
    inserted_bytes: str
    origin: str
    origins: list[str]
    text: str

    @model_validator(mode="before")
    @classmethod
    def _from_rows(cls, found: Any) -> Any:
        """Timelines of format 1 had rows."""
        return cls._columns([tuple(row) for row in found]) if isinstance(found, list) else found

    @classmethod
    def of(cls, rows: Sequence[EditRow]) -> Self:
        """The same edits in columns."""
        return cls(**cls._columns(rows))

    @staticmethod
    def _columns(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
        origins = _ORIGINS + sorted({row[6] for row in rows}.difference(_ORIGINS))
        places = {origin: place for place, origin in enumerate(origins)}
        return {
            "count": len(rows),
            "t_us": _packed(row[0] for row in rows),
            "seq": _packed(row[1] for row in rows),
            "document": _packed(row[2] for row in rows),
            "position": _packed(row[3] for row in rows),
            "removed_bytes": _packed(_size(row[4]) for row in rows),
            "inserted_bytes": _packed(_size(row[5]) for row in rows),
            "origin": _packed(places[row[6]] for row in rows),
            "origins": origins,
            "text": "".join(text for row in rows for text in (row[4], row[5])),
        }

    def rows(self) -> Iterator[EditRow]:
        """The edits one by one, in the order of the journal. Raises InvalidInput where columns do not fit together."""
        text, at = self.text.encode(), 0
        names = ("t_us", "seq", "document", "position", "removed_bytes", "inserted_bytes", "origin")
        columns = [_unpacked(getattr(self, name), name, self.count) for name in names]
        for t_us, seq, document, position, removed, inserted, origin in zip(*columns, strict=True):
            middle, end = at + removed, at + removed + inserted
            texts = text[at:middle].decode(), text[middle:end].decode()
            yield t_us, seq, document, position, *texts, self.origins[origin]
            at = end


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _packed(numbers: Iterable[int]) -> str:
    data, before = bytearray(), 0
    for number in numbers:
        step, before = number - before, number
        rest = step << 1 if step >= 0 else (-step << 1) - 1
        while rest > 0x7F:
            data.append(rest & 0x7F | 0x80)
            rest >>= 7
        data.append(rest)
    return to_base64(bytes(data))


def _unpacked(packed: str, name: str, count: int) -> list[int]:
    steps, number, shift = [], 0, 0
    for byte in from_base64(packed, name):
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            steps.append(-(number + 1 >> 1) if number & 1 else number >> 1)
            number, shift = 0, 0
    if shift or len(steps) != count:
        raise InvalidInput(name, f"{count} numbers", f"{name}: {len(steps)} whole numbers, {count} edits.")
    return list(accumulate(steps))
