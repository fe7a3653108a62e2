"""Ports between siblings that must not see each other: who submits facts, who stores recording fragments."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from protocol.attempts import TrackKind
from protocol.facts import Fact

MEDIA_FULL = "store.media_full"
"""Code of the StorageFault by which a FragmentSink says that a stream has to give way to others on a filling disk."""


class FactSink(Protocol):
    """Where editor, recorder and runner submit facts. Implemented by the encrypted store."""

    def submit(self, *facts: Fact, mono_us: int | None = None) -> Future[int]:
        """Queue facts in order, from any thread, without waiting; several facts in one call stay adjacent.

        `mono_us` is when it happened (default: now). The future resolves to the last sequence number once the entries
        are on disk, and fails with StorageFault when they could not be kept.
        """
        ...


class FragmentSink(Protocol):
    """Where the encoder writes sealed fragments of one track. Implemented by the encrypted store's media folder."""

    def declare(self, stream: TrackKind, track: str, mime: str, wrapped_key: str, device_name: str) -> None:
        """Announce a track before its first fragment. Raises StorageFault (MEDIA_FULL)."""
        ...

    def write(self, track: str, segment: int, record: bytes) -> None:
        """Append one sealed record to the segment's file and make it durable. Raises StorageFault (MEDIA_FULL)."""
        ...

    def close_segment(self, track: str, segment: int) -> tuple[str, int]:
        """Finish a segment; returns its SHA-256 in hex and its size in bytes. It may be uploaded from now on."""
        ...
