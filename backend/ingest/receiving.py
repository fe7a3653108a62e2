"""A segment's body on its way in: counted and hashed as it grows, in memory while small, else in a draft of the store.

Guarantees: never more than the limit, and about twice `HAND_OVER_BYTES` of it in memory; a slow line holds no thread,
because the body is gathered on the event loop and handed over in large pieces, while the next one is on its way. Must
not decide what is kept.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Protocol, Self

from anyio import to_thread

from backend.objects import Content, ObjectStore, full_disk
from protocol.errors import InvalidInput
from protocol.sealing import MAX_SEGMENT_BYTES

HAND_OVER_BYTES = 1024 * 1024
"""Most segments of 10 s fit and need no draft; a larger one costs a thread's turn for each."""

BEGINNING_BYTES = 64


@dataclass(frozen=True, slots=True)
class Upload:
    """A received body: what it holds (a draft of the object store when large), its measure, and the claimed digest."""

    content: Content
    beginning: bytes
    size_bytes: int
    digest: str
    claimed: str


class Measure(Protocol):
    """What looks at a body piece by piece: SHA-256, or who takes a bundle apart. It may raise InvalidInput."""

    def update(self, piece: bytes, /) -> None:
        """The next piece."""
        ...

    def hexdigest(self) -> str:
        """Of all pieces."""
        ...


def measured(file: IO[bytes], claimed: str, measure: Measure | None = None) -> Upload:
    """A body that lies in a file already: part of an evidence file, or received by a proxy."""
    file.seek(0)
    beginning, digest, size = b"", measure or hashlib.sha256(), 0
    while piece := file.read(HAND_OVER_BYTES):
        beginning = beginning or piece[:BEGINNING_BYTES]
        digest.update(piece)
        size += len(piece)
    return Upload(file, beginning, size, digest.hexdigest(), claimed)


class Receiving:
    """One body; a context, so that its file goes whatever happens."""

    def __init__(self, objects: ObjectStore, measure: Measure | None = None) -> None:
        self._objects = objects
        self._pieces: list[bytes] = []
        self._gathered = self._size = 0
        self._beginning = b""
        self._digest = measure or hashlib.sha256()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    async def take(self, body: AsyncIterator[bytes]) -> None:
        """Gather all of it. Raises InvalidInput beyond 64 MiB, StorageFault on a full disk."""
        writing: asyncio.Task[None] | None = None
        try:
            async for piece in body:
                self._size += len(piece)
                if self._size > MAX_SEGMENT_BYTES:
                    limit = f"{MAX_SEGMENT_BYTES} bytes"
                    raise InvalidInput("body", limit, f"A segment may have {limit} at most.")
                self._pieces.append(piece)
                self._gathered += len(piece)
                if self._gathered > HAND_OVER_BYTES:
                    if writing is not None:
                        await writing
                    writing = asyncio.create_task(to_thread.run_sync(self._put_by, self._gathered_pieces()))
        finally:
            if writing is not None:
                await writing  # it uses the file, which goes with this context

    def finish(self, claimed: str) -> Upload:
        """Measure what was gathered; in a thread."""
        if self._file is not None:
            self._put_by(self._gathered_pieces())
            return Upload(self._file, self._beginning, self._size, self._digest.hexdigest(), claimed)
        for piece in self._pieces:  # as they came: to join them takes longer than to send them took
            self._digest.update(piece)
        beginning = b"".join(piece[:BEGINNING_BYTES] for piece in self._pieces)[:BEGINNING_BYTES]
        return Upload(tuple(self._pieces), beginning, self._size, self._digest.hexdigest(), claimed)

    def _gathered_pieces(self) -> list[bytes]:
        """What was gathered since the last time."""
        pieces, self._pieces, self._gathered = self._pieces, [], 0
        return pieces

    def _put_by(self, pieces: list[bytes]) -> None:
        data = b"".join(pieces)
        self._beginning = self._beginning or data[:BEGINNING_BYTES]
        self._digest.update(data)
        try:
            if self._file is None:
                self._file = self._objects.draft()
            self._file.write(data)
        except OSError as error:
            raise full_disk(error) from error
