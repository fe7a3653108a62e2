"""Sealed segments as files: `media/<track>/<n>.seg`; the store's side of protocol.ports.FragmentSink.

Guarantees: a record is on disk when `write` returns, its file's name and folder too; a file holds whole records only,
or is cut back to them at the next start; media stop before the disk is so full that keystrokes would, video before
sound. Must not know what is inside a record.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from protocol.attempts import TrackKind
from protocol.errors import StorageFault
from protocol.identifiers import identifier_bytes
from protocol.ports import MEDIA_FULL
from protocol.saying import to_say
from protocol.sealing import MAGIC
from sync.store.database import taken_away
from sync.store.folders import flush_folder, make_private_folder, storage_fault
from sync.store.space import EVIDENCE, MEDIA_FLOOR_BYTES, floor_of, free_bytes, room_to_begin

_BINARY: int = getattr(os, "O_BINARY", 0)
"""Windows would write carriage returns into sealed bytes without it."""
_flush = getattr(os, "fdatasync", os.fsync)
"""Windows and macOS have no fdatasync."""


class MediaBooks(Protocol):
    """Where tracks and complete segments are written down: the store."""

    def book_track(self, stream: TrackKind, track: str, mime: str, wrapped_key: str, device_name: str) -> None:
        """Keep a track; returns when it is on disk."""
        ...

    def book_segment(self, track: str, segment: int, digest: str, size_bytes: int) -> None:
        """Keep a complete segment; queued before any fact about it."""
        ...


class Media:
    """The recordings of one attempt. Each track is written by one thread; different tracks by any."""

    def __init__(
        self,
        folder: Path,
        books: MediaBooks,
        *,
        floor_bytes: int = MEDIA_FLOOR_BYTES,
        free: Callable[[Path], int] = free_bytes,
    ) -> None:
        self._folder, self._books, self._floor_bytes, self._free = folder, books, floor_bytes, free
        self._open: dict[tuple[str, int], _OpenSegment] = {}
        self._streams: dict[str, TrackKind] = {}
        self._yielding: dict[TrackKind, StorageFault] = {}
        self._lock = threading.Lock()

    @property
    def trouble(self) -> StorageFault | None:
        """Why a stream is not written for want of room just now; of several the first that yielded."""
        with self._lock:
            return next(iter(self._yielding.values()), None)

    def declare(self, stream: TrackKind, track: str, mime: str, wrapped_key: str, device_name: str) -> None:
        """Announce a track; its wrapped key is on disk when this returns. Raises StorageFault, InvalidInput.

        `store.media_full` while there is not a little more room than the stream may fill; nothing is kept then.
        """
        identifier_bytes(track)
        if not self._folder.parent.is_dir():  # what was moved away may come back to a place that is free
            raise taken_away()
        make_private_folder(self._folder)
        self._require(stream, room_to_begin(EVIDENCE[stream], self._floor_bytes))
        self._books.book_track(stream, track, mime, wrapped_key, device_name)
        make_private_folder(self.folder_of(track))
        try:
            flush_folder(self._folder)
            flush_folder(self._folder.parent)
        except OSError as error:
            raise _media_fault(error) from error
        with self._lock:
            self._streams[track] = stream

    def write(self, track: str, segment: int, record: bytes) -> None:
        """Append one sealed record and make it durable.

        Raises StorageFault `store.media_full` when the disk has too little room left; the file then ends with the
        record before, and the same record may be tried again.
        """
        stream = self._streams[track]
        self._require(stream, floor_of(EVIDENCE[stream], self._floor_bytes) + len(record))
        try:
            self._segment_file(track, segment).append(record)
        except StorageFault as fault:
            if fault.code == MEDIA_FULL:  # somebody else filled it between the look and the write
                self._yielding.setdefault(stream, fault)
            raise

    def close_segment(self, track: str, segment: int) -> tuple[str, int]:
        """Finish a segment; returns its SHA-256 in hex and its size in bytes. It may be uploaded from now on."""
        with self._lock:
            file = self._open.pop((track, segment))
        digest, size = file.finish()
        self._books.book_segment(track, segment, digest, size)
        return digest, size

    def folder_of(self, track: str) -> Path:
        """Where the segments of a track lie."""
        return self._folder / track

    def path(self, track: str, segment: int) -> Path:
        """Where a segment lies."""
        return Path(self._name(track, segment))

    def remove(self, track: str, segment: int) -> None:
        """Remove a segment that the server has confirmed. A file that stays is removed at the next start."""
        with suppress(OSError):
            os.unlink(self._name(track, segment))  # noqa: PTH108 - a Path costs more than the removal

    def close(self) -> None:
        """Close files; segments that were not finished are repaired at the next start."""
        with self._lock:
            for file in self._open.values():
                file.close()
            self._open.clear()

    def _name(self, track: str, segment: int) -> str:
        return f"{self._folder}{os.sep}{track}{os.sep}{segment:06d}.seg"

    def _require(self, stream: TrackKind, needed_bytes: int) -> None:
        """Raise `store.media_full` unless so much is free, and remember which streams yield."""
        full = self._free(self._folder) < needed_bytes
        with self._lock:
            if not full:
                self._yielding.pop(stream, None)
                return
            fault = _yields(stream, room_to_begin(EVIDENCE[stream], self._floor_bytes))
            self._yielding.setdefault(stream, fault)
        raise fault

    def _segment_file(self, track: str, segment: int) -> _OpenSegment:
        with self._lock:
            file = self._open.get((track, segment))
        if file is None:
            file = _OpenSegment(self.path(track, segment))  # waits for the disk, and `trouble` must not
            with self._lock:
                self._open[track, segment] = file
        return file


class _OpenSegment:
    """One growing file and the running digest of what is surely in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        except OSError as error:
            raise _media_fault(error) from error
        self._size = 0
        self._settled = True
        self._digest = hashlib.sha256()
        try:
            self.append(MAGIC)
            _flush_name(path)
        except BaseException:
            self.close()
            path.unlink(missing_ok=True)
            raise

    def append(self, data: bytes) -> None:
        try:
            if not self._settled:
                self._cut()
            self._settled = False
            self._write_all(data)
            _flush(self._handle)
        except OSError as error:
            with suppress(OSError):  # a disk that fails may not cut either; it is tried again before the next record
                self._cut()
            raise _media_fault(error) from error
        self._settled = True
        self._size += len(data)
        self._digest.update(data)

    def _cut(self) -> None:
        """Back to what is surely in the file."""
        os.ftruncate(self._handle, self._size)
        os.lseek(self._handle, self._size, os.SEEK_SET)

    def _write_all(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._handle, view) :]

    def finish(self) -> tuple[str, int]:
        """Raises StorageFault when what a failed write left cannot be cut off; the next start repairs the file then."""
        try:
            if not self._settled:
                self._cut()
                _flush(self._handle)
        except OSError as error:
            raise _media_fault(error) from error
        finally:
            self.close()
        return self._digest.hexdigest(), self._size

    def close(self) -> None:
        os.close(self._handle)


def _flush_name(path: Path) -> None:
    try:
        flush_folder(path.parent)
    except OSError as error:
        raise _media_fault(error) from error


def _yields(stream: TrackKind, to_begin_bytes: int) -> StorageFault:
    megabytes = -(-to_begin_bytes // 1024**2)
    message = to_say(
        "The disk is nearly full, so the {kind} is not recorded until {megabytes} MB are free.",
        kind=stream.words,
        megabytes=megabytes,
    )
    return StorageFault(MEDIA_FULL, message)


def _media_fault(error: OSError) -> StorageFault:
    fault = storage_fault(error, to_say("a piece of the recording could not be written"))
    if fault.code != "store.disk_full":
        return fault
    return StorageFault(MEDIA_FULL, to_say("The disk is full, so recording has stopped until there is room."))
