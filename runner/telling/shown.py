"""What a stranger's program wrote, as text that can be shown: bounded, decoded, with nothing hidden in it.

Guarantees: a cut is told at its place, with how much is left out, and never parts a character from its marks; control
characters, turned reading directions, invisible characters and floods of combining marks become visible. Pure.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_SHOWN_BYTES = 64 * 1024
MAX_SHOWN_LINES = 2_000
MAX_LINE_BYTES = 2_000
"""More of one line is read by nobody, and laying it out would hold up the window."""
_LINES_BEFORE = 20
_BYTES_BEFORE = 16 * 1024
_BYTES_BEFORE_IN_LINE = 200
MAX_MARKS = 8
"""Combining marks on one character; no writing system needs as many."""
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_HIDDEN = (0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
"""Characters without a picture: they turn the reading direction, break lines, or look like nothing at all."""
_VISIBLE = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"},
    **{code: f"⟨{code:02X}⟩" for code in range(0x7F, 0xA0)},
    **{code: f"⟨U+{code:04X}⟩" for code in (*_HIDDEN, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080))},
}


@dataclass(frozen=True)
class Shown:
    """What is shown of an output. `row` is the row (from 1) of `text` in which the asked place is."""

    text: str
    row: int | None = None
    whole: bool = True


def safe_text(data: bytes, limit: int = MAX_SHOWN_BYTES) -> str:
    """Bytes as text that can be shown: cut before `limit`, decoded, every character visible."""
    end = len(data) if len(data) <= limit else _between(data, limit)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(data[:end], final=end == len(data)).replace("\r\n", "\n").translate(_VISIBLE)
    return text if text.isascii() else "".join(_calmed(text))


def show(data: bytes, at: int | None = None) -> Shown:
    """The beginning of an output, or what is around the byte `at`."""
    start = _first_shown(data, at)
    rows: list[str] = []
    if start:
        lines = data.count(b"\n", 0, start)
        rows.append(f"⟨cut here: the {lines:,} lines before this are not shown⟩")
    before, row, shown = len(rows), None, 0
    while start <= len(data) and shown < MAX_SHOWN_BYTES and len(rows) - before < MAX_SHOWN_LINES:
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        inside = at if at is not None and start <= at <= end else None
        line, taken = _line(data, start, end, inside)
        rows.append(line)
        shown += taken + 1
        row = len(rows) if inside is not None else row
        start = end + 1
    shown = min(shown, len(data))
    if start < len(data):
        rows.append(f"⟨cut here: {shown:,} of {len(data):,} bytes are shown⟩")
    return Shown("\n".join(rows), row, whole=shown == len(data))


def _first_shown(data: bytes, at: int | None) -> int:
    """Where the first shown line begins."""
    if at is None or (at < _BYTES_BEFORE and data.count(b"\n", 0, at) < MAX_SHOWN_LINES // 2):
        return 0
    start = data.rfind(b"\n", 0, at) + 1
    for _ in range(_LINES_BEFORE):
        earlier = data.rfind(b"\n", 0, max(start - 1, 0)) + 1
        if at - earlier > _BYTES_BEFORE:
            break
        start = earlier
    return start


def _line(data: bytes, start: int, end: int, at: int | None) -> tuple[str, int]:
    """One line (without its end), and how many of its bytes that shows."""
    if end - start <= MAX_LINE_BYTES:
        return safe_text(data[start:end].removesuffix(b"\r")), end - start
    first, last = start, start + MAX_LINE_BYTES
    if at is not None and at > last - _BYTES_BEFORE_IN_LINE:
        first = _between(data, at - _BYTES_BEFORE_IN_LINE)
        last = first + MAX_LINE_BYTES
    last = end if last >= end else _between(data, last)
    left, right = first - start, end - last
    text = safe_text(data[first:last].removesuffix(b"\r"))
    before = f"⟨{left:,} bytes of this line cut here⟩" if left else ""
    after = f"⟨{right:,} more bytes of this line cut here⟩" if right else ""
    return f"{before}{text}{after}", last - first


def _between(data: bytes, at: int) -> int:
    """The last place up to `at` that is between two characters, and not between one and its marks."""
    at = _begin(data, at)
    for _ in range(4 * MAX_MARKS):
        before = _begin(data, at - 1)
        here, previous = _character(data, at), _character(data, before)
        if before <= 0 or not (_joins(here) or previous == _JOINERS[1]):
            break
        at = before
    return at


def _begin(data: bytes, at: int) -> int:
    """The beginning of the character in which `at` is."""
    for back in range(4):
        if at - back <= 0:
            return 0
        if data[at - back] & 0xC0 != 0x80:
            return at - back
    return at  # this is no UTF-8


def _character(data: bytes, at: int) -> str:
    return data[at : at + 4].decode("utf-8", "ignore")[:1]


def _joins(character: str) -> bool:
    return bool(character) and (character in _JOINERS or unicodedata.category(character) in {"Mn", "Me", "Mc"})


def _calmed(text: str) -> Iterator[str]:
    """Floods of marks, which would paint over everything around them, become a number."""
    marks = 0
    for character in text:
        joins = character > "\u02ff" and _joins(character)
        if marks > MAX_MARKS and not joins:
            yield f"⟨{marks - MAX_MARKS} more marks⟩"
        marks = marks + 1 if joins else 0
        if marks <= MAX_MARKS:
            yield character
    if marks > MAX_MARKS:
        yield f"⟨{marks - MAX_MARKS} more marks⟩"
