"""How an entry's header lies in a row: without the names, the hex and the owner that every entry would repeat.

Guarantees: what comes back is what was hashed, byte for byte; a header that would not come back so lies there whole, as
all those that an older version wrote. A short one is read with the number of its row. Nothing is verified here.

    short = 0x01 || launch (16) || mono_us (8) || wall_us (8) || previous (32) || commitment (32)
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from protocol.errors import Tampered
from protocol.journal import HEADER_FORM, Entry, EntryHeader, Moment
from protocol.saying import to_say

_SHORT = struct.Struct(">B16sQQ32s32s")
_FORM = 1
"""The first byte of a short header; a whole one is JSON."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of one journal: its attempt and device stand in each."""

    attempt: str
    device: str

    def shorten(self, entry: Entry) -> bytes:
        """The bytes to keep for an entry's header."""
        header = entry.header
        short = _SHORT.pack(
            _FORM,
            bytes.fromhex(header.launch.replace("-", "")),
            header.mono_us,
            header.wall_us,
            bytes.fromhex(header.previous),
            bytes.fromhex(header.commitment),
        )
        return short if self.whole(entry.seq, short) == entry.header_bytes else entry.header_bytes

    def whole(self, seq: int, kept: bytes) -> bytes:
        """The header of row `seq` as it was hashed. Raises Tampered when the bytes are no header's."""
        if kept[:1] == b"{":
            return kept
        launch, mono_us, wall_us, previous, commitment = _unpack(kept)
        owner = (self.attempt, commitment.hex(), self.device, launch)
        return (HEADER_FORM % (*owner, mono_us, previous.hex(), seq, wall_us)).encode("ascii")


def moment_of(kept: bytes) -> Moment:
    """When the entry of these kept bytes was made. Raises Tampered as `Headers.whole` does."""
    if kept[:1] == b"{":
        header = EntryHeader.parse(kept)
        return Moment(header.launch, header.mono_us, header.wall_us)
    launch, mono_us, wall_us, _, _ = _unpack(kept)
    return Moment(launch, mono_us, wall_us)


def _unpack(kept: bytes) -> tuple[str, int, int, bytes, bytes]:
    if len(kept) != _SHORT.size or kept[0] != _FORM:
        raise Tampered("tampered.store", to_say("The record of your work on this computer was changed or damaged."))
    _, launch, mono_us, wall_us, previous, commitment = _SHORT.unpack(kept)
    text = launch.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}", mono_us, wall_us, previous, commitment
