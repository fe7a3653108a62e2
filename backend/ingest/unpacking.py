"""A bundle of segments taken apart while it arrives: where each lies in it, and the digest of what really came.

Guarantees: what is said of a segment is measured from its own bytes; a bundle that holds more or less than its index
says is refused. Must not decide what is kept, nor keep the bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from backend.attempts.joining import DeviceSubject
from backend.ingest.books import Arrival, segment_key
from backend.ingest.receiving import BEGINNING_BYTES, Upload
from backend.ingest.recordings import Place
from backend.objects import Content
from protocol.bundles import MAX_BUNDLE_BYTES, MAX_HEAD_BYTES, Bundled, BundleIndex, head_digest, parse_head
from protocol.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that has arrived whole: its segments, all its bytes, and the digest of its head, claimed and found."""

    arrivals: tuple[Arrival, ...]
    content: Content
    claimed: str
    digest: str

    def check(self) -> None:
        """Raises InvalidInput(`segment.digest`): the index is not the one that was sent."""
        if self.digest != self.claimed:
            words = "The index of the bundle does not match its digest. Send it again."
            raise InvalidInput("body", "an index whose SHA-256 is the header's", words, code="segment.digest")

    def apart(self) -> Iterator[Arrival]:
        """Its segments as if each had come by itself."""
        for arrival in self.arrivals:
            data = _cut(self.content, arrival.offset, arrival.upload.size_bytes)
            yield replace(arrival, upload=replace(arrival.upload, content=data), bundle=None, offset=0)


class Unpacking:
    """Takes a bundle's pieces in order; its own digest is that of the head. One thread at a time."""

    def __init__(self) -> None:
        self._early = bytearray()
        self._size = 0
        self._head = b""
        self._index: BundleIndex | None = None
        self._digests: list[hashlib._Hash] = []
        self._beginnings: list[bytes] = []
        self._left = 0

    def update(self, piece: bytes) -> None:
        """The next piece. Raises InvalidInput: what came so far is no bundle's beginning, or too much."""
        self._size += len(piece)
        if self._size > MAX_BUNDLE_BYTES:
            limit = f"{MAX_BUNDLE_BYTES} bytes"
            raise InvalidInput("body", limit, f"A bundle may have {limit} at most.")
        if self._index is not None:
            self._measure(memoryview(piece))
            return
        self._early += piece
        if len(self._early) >= MAX_HEAD_BYTES:
            self._begin()

    def hexdigest(self) -> str:
        """The digest of its head, which is whole once the last piece came. Raises InvalidInput."""
        if self._index is None:
            self._begin()
        return head_digest(self._head)

    def bundle(self, upload: Upload, subject: DeviceSubject, track: str, token: str | None) -> Bundle:
        """What arrived, once the last piece came. Raises InvalidInput: more or less than the index says."""
        index = self._index
        if index is None or len(self._head) + sum(each.size_bytes for each in index.segments) != self._size:
            raise InvalidInput("body", "the bytes that its index names", "The bundle holds less than its index says.")
        key = segment_key(subject.attempt, track, [each.segment for each in index.segments], upload.digest)
        arrivals, offset = [], len(self._head)
        for bundled, digest, beginning in zip(index.segments, self._digests, self._beginnings, strict=True):
            size = bundled.size_bytes
            each = Upload(upload.content, beginning, size, digest.hexdigest(), bundled.digest)
            arrivals.append(Arrival(subject, Place(track, bundled.segment), each, token, key, offset))
            offset += size
        return Bundle(tuple(arrivals), upload.content, upload.claimed, upload.digest)

    def _begin(self) -> None:
        early = bytes(self._early)
        self._early.clear()
        self._index, self._head = parse_head(early)
        self._measure(memoryview(early)[len(self._head) :])

    def _measure(self, view: memoryview) -> None:
        while view:
            if not self._left:
                self._next()
            part = view[: self._left]
            if len(self._beginnings[-1]) < BEGINNING_BYTES:
                self._beginnings[-1] += bytes(part[: BEGINNING_BYTES - len(self._beginnings[-1])])
            self._digests[-1].update(part)
            self._left -= len(part)
            view = view[len(part) :]

    def _next(self) -> None:
        nth = len(self._digests)
        segments: list[Bundled] = [] if self._index is None else self._index.segments
        if nth == len(segments):
            raise InvalidInput("body", "the bytes that its index names", "The bundle holds more than its index says.")
        self._left = segments[nth].size_bytes
        self._digests.append(hashlib.sha256())
        self._beginnings.append(b"")


def _cut(content: Content, offset: int, size: int) -> bytes:
    if isinstance(content, bytes):
        return content[offset : offset + size]
    if isinstance(content, tuple):
        return b"".join(content)[offset : offset + size]
    return _read(content, offset, size)


def _read(file: IO[bytes], offset: int, size: int) -> bytes:
    file.seek(offset)
    data = bytearray()
    while len(data) < size and (piece := file.read(size - len(data))):
        data += piece
    return bytes(data)
