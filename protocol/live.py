"""What passes while an attempt runs: messages, the raised hand, who looks, and tiles. Calls are in docs/protocol.md.

A tile is one small JPEG of camera or screen, newest only, never part of the recordings. It is sealed as a segment file
of one fragment (`protocol.sealing`) under a data key of its own, with attempt and live track as associated data; the
fragment's number rises with each tile. Inside the seal stands what it shows and when, so that whoever carries it can
neither pass a camera's picture off as a screen's nor an old one as new.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from protocol.attempts import TrackKind
from protocol.canonical import MAX_INTEGER
from protocol.errors import InvalidInput
from protocol.identifiers import Identifier
from protocol.model import Frozen

MAX_MESSAGE_CHARACTERS = 2000
MAX_TILE_BYTES = 24 * 1024
"""Sealed; six times what a usual one has."""
TILE_BITS_PER_S = 64_000
"""The most that all tiles of one attempt may take together, as they leave the device."""
TILE_STREAMS = (TrackKind.CAMERA, TrackKind.SCREEN)
LOOK_LASTS_S = 10
"""How long a look counts after its last sign; a device that has not heard of it for as long stops by itself."""
MAX_LOOKERS = 50
"""Who looks at one attempt at once: each is told to the candidate by name, so one more may not look."""

_TILE = struct.Struct(">4sBQ")
_TILE_MAGIC = b"RTL1"


class Looker(Frozen):
    """A member who looks at the tiles now, as the candidate is told."""

    name: str = Field(max_length=200)
    role: str = Field(max_length=100)
    since_us: int


class LiveWord(Frozen):
    """Part of a `Contact`: what is new between candidate and interviewer.

    `newest`: number of the newest message for the candidate (0: none). `lookers`: who looks; tiles are wanted exactly
    while this is not empty. `ask_again_ms`: how soon the device should ask again, where the usual pace is too slow.
    """

    newest: int = Field(default=0, ge=0, le=MAX_INTEGER)
    lookers: list[Looker] = Field(default_factory=list, max_length=MAX_LOOKERS)
    ask_again_ms: int | None = Field(default=None, ge=500, le=60_000)


class MessageWritten(Frozen):
    """`PUT /attempts/{attempt}/live/messages/{message}`: what the candidate wrote; idempotent by id."""

    text: str = Field(min_length=1, max_length=MAX_MESSAGE_CHARACTERS)


class HandTurned(Frozen):
    """`PUT /attempts/{attempt}/live/hand`."""

    raised: bool


class MessagesHeard(Frozen):
    """`POST /attempts/{attempt}/live/messages/heard`: the device keeps and has shown all up to this number."""

    upto: int = Field(ge=0, le=MAX_INTEGER)


class LiveMessage(Frozen):
    """One message for the candidate."""

    message: Identifier
    number: int
    sender: Literal["interviewer", "announcement"]
    text: str
    server_time_us: int


class LiveMessages(Frozen):
    """Answer to `heard`: what comes after it, in order, at most a hundred."""

    messages: list[LiveMessage]


class SealedTile(Frozen):
    """The newest tile of one stream. `wrapped_key`: the data key as for a track; `sealed`: a segment file, base64."""

    stream: Annotated[TrackKind, Field(strict=False)]
    track: Identifier
    wrapped_key: str = Field(max_length=2000)
    number: int = Field(ge=0, le=2**32 - 1)
    sealed: str = Field(max_length=MAX_TILE_BYTES * 4 // 3 + 4)


class TilesSent(Frozen):
    """`PUT /attempts/{attempt}/live/tiles`."""

    tiles: list[SealedTile] = Field(min_length=1, max_length=len(TILE_STREAMS))


@dataclass(frozen=True, slots=True)
class Tile:
    """What lies inside the seal."""

    stream: TrackKind
    at_us: int
    jpeg: bytes


def tile_bytes(tile: Tile) -> bytes:
    """The plain bytes: `RTL1`, one byte of stream (0 camera, 1 screen), u64 time by the server's clock, the JPEG."""
    return _TILE.pack(_TILE_MAGIC, TILE_STREAMS.index(tile.stream), tile.at_us) + tile.jpeg


def parse_tile(plain: bytes) -> Tile:
    """Undo `tile_bytes`. Raises InvalidInput."""
    if len(plain) <= _TILE.size:
        raise _no_tile()
    magic, stream, at_us = _TILE.unpack_from(plain)
    if magic != _TILE_MAGIC or stream >= len(TILE_STREAMS):
        raise _no_tile()
    return Tile(TILE_STREAMS[stream], at_us, plain[_TILE.size :])


def _no_tile() -> InvalidInput:
    return InvalidInput("tile", "RTL1, stream, time, JPEG", "This is not a live picture.")
