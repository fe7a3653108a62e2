"""Several segments of one track as the body of one request: an index of them, then their bytes one after the other.

Guarantees: whatever `parse_head` lets through names each segment once, in rising order, within its limits, and says
where its bytes lie. Must not look at the bytes: their digests do.
"""

from __future__ import annotations

import hashlib
import struct
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from protocol.errors import InvalidInput
from protocol.facts import Sha256Hex
from protocol.model import Frozen
from protocol.sealing import MAX_SEGMENT_BYTES
from protocol.wire import ErrorAnswer, SegmentStored

BUNDLE_HEADER = "Bundle-Bytes"
"""On the answer to a segment: the server takes bundles of up to so many bytes. Without it a device sends none."""
MAX_BUNDLE_BYTES = 8 * 1024 * 1024
"""Of one bundle, its head included: a dozen segments as the recorder makes them."""
MAX_BUNDLED = 64
"""Segments of one bundle: pictures are small."""
MAX_SEGMENT_NUMBER = 2**32 - 1
MAX_INDEX_BYTES = 16 * 1024
"""64 segments take half of it."""
_MAGIC = b"RCRBND1\n"
_LENGTH = struct.Struct(">I")
MAX_HEAD_BYTES = len(_MAGIC) + _LENGTH.size + MAX_INDEX_BYTES
_FORM = "a bundle: its mark, the length of its index, the index"


class Bundled(Frozen):
    """A segment in a bundle; its bytes follow those of the segments before it."""

    segment: int = Field(ge=0, le=MAX_SEGMENT_NUMBER)
    digest: Sha256Hex
    size_bytes: int = Field(ge=1, le=MAX_SEGMENT_BYTES)


class BundleIndex(Frozen):
    """What a bundle holds, in rising order of the segments' numbers."""

    segments: list[Bundled] = Field(min_length=1, max_length=MAX_BUNDLED)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if any(earlier.segment >= later.segment for earlier, later in pairwise(self.segments)):
            raise ValueError("the segments are not in rising order")
        return self

    def head(self) -> bytes:
        """What stands before the segments' bytes."""
        index = self.canonical()
        return _MAGIC + _LENGTH.pack(len(index)) + index


class BundledAnswer(Frozen):
    """The server's word about one segment: `stored`, or the `refusal` that a request with it alone would have got.

    `status`: the HTTP status of that answer.
    """

    segment: int
    status: int
    stored: SegmentStored | None = None
    refusal: ErrorAnswer | None = None


class BundleStored(Frozen):
    """Answer to `POST /attempts/{attempt}/tracks/{track}/segments`: a word about each segment, in the index's order."""

    segments: list[BundledAnswer]


def head_digest(head: bytes) -> str:
    """SHA-256 of a bundle's head in hex, the request's `Digest-SHA256`: no bit of the index may change on the way."""
    return hashlib.sha256(head).hexdigest()


def parse_head(beginning: bytes) -> tuple[BundleIndex, bytes]:
    """The index of a bundle and its whole head, from its first `MAX_HEAD_BYTES` bytes, or all where it has fewer.

    Raises InvalidInput: another form, or more than a limit allows.
    """
    start = len(_MAGIC) + _LENGTH.size
    if len(beginning) < start or not beginning.startswith(_MAGIC):
        raise InvalidInput("body", _FORM, "The body is not a bundle of recording segments.")
    (length,) = _LENGTH.unpack_from(beginning, len(_MAGIC))
    if length > MAX_INDEX_BYTES or len(beginning) < start + length:
        limit = f"an index of {MAX_INDEX_BYTES} bytes at most"
        raise InvalidInput("body", limit, "The index of the bundle is cut, or longer than any may be.")
    head = beginning[: start + length]
    return BundleIndex.parse(head[start:]), head
