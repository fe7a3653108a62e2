"""What is left of a folder after a power cut: plays the shim's log back and leaves out what no flush covered.

The model. A file's bytes are safe once an fsync of it that began after they were written has come back. An fsync that
failed makes nothing safe, now or later: the system may have dropped those bytes and called them clean. A name (made,
moved, removed) is safe once its folder was flushed. What is not safe is lost whole, or torn: each sector of each write
is kept or lost for itself, whatever became of earlier ones, and of the names a random first part is kept, in order.
SQLite's `-shm` does not survive: it is built anew.
"""

from __future__ import annotations

import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

SECTOR_BYTES = 512
_RECORD = struct.Struct("<6IQ2q")


class Kind(IntEnum):
    """As in `shim.c`."""

    CREATE = 1
    WRITE = 2
    TRUNCATE = 3
    FLUSH_BEGUN = 4
    FLUSHED = 5
    FLUSH_FAILED = 6
    RENAME = 7
    UNLINK = 8
    MKDIR = 9
    WRITE_FAILED = 10


@dataclass(frozen=True, slots=True)
class Change:
    """One record of the log. `data`: the bytes written, or the new name."""

    kind: Kind
    thread: int
    inode: int
    offset: int
    at_s: float
    name: str
    data: bytes


def read_log(log: Path) -> Iterator[Change]:
    """Every whole record; the last one may have been cut by the kill."""
    data, at = log.read_bytes(), 0
    while at + _RECORD.size <= len(data):
        kind, thread, name_bytes, data_bytes, _error, _padding, inode, offset, at_ns = _RECORD.unpack_from(data, at)
        begin = at + _RECORD.size
        at = begin + name_bytes + data_bytes
        if at > len(data):
            return
        name = data[begin : begin + name_bytes].decode()
        yield Change(Kind(kind), thread, inode, offset, at_ns / 1e9, name, data[begin + name_bytes : at])


@dataclass
class _File:
    """What is safe of a file (or folder), and what was done to it since."""

    folder: bool
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, Change]] = field(default_factory=list)

    def flush(self, upto: int) -> None:
        for number, change in self.waiting:
            if number <= upto:
                _apply(self.safe, change.offset, change.data, cut=change.kind is Kind.TRUNCATE)
        self.waiting = [it for it in self.waiting if it[0] > upto]

    def torn(self, share: float, chance: random.Random) -> bytes:
        """The safe bytes and a random part of the rest."""
        left = bytearray(self.safe)
        for _, change in self.waiting:
            if change.kind is Kind.TRUNCATE:
                if chance.random() < share:
                    _apply(left, change.offset, b"", cut=True)
                continue
            for offset, sector in _sectors(change):
                if chance.random() < share:
                    _apply(left, offset, sector, cut=False)
        return bytes(left)


@dataclass(frozen=True)
class _Move:
    """One change of names."""

    number: int
    change: Change
    file: _File | None

    @property
    def folder(self) -> str:
        name = self.change.data.decode() if self.change.kind is Kind.RENAME else self.change.name
        return str(Path(name).parent)

    def apply(self, names: dict[str, _File]) -> None:
        if self.file is not None:
            names[self.change.name] = self.file
            return
        moved = names.pop(self.change.name, None)
        if self.change.kind is Kind.RENAME and moved is not None:
            names[self.change.data.decode()] = moved


class Disk:
    """A folder as a disk keeps it: all that is there when it is made is safe. Folders inside are never moved."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._number = 0
        self._files: dict[int, _File] = {}
        self._safe: dict[str, _File] = {}
        self._begun: dict[tuple[int, int], int] = {}
        self._moves: list[_Move] = []
        for path in [root, *root.rglob("*")]:
            made = _File(path.is_dir(), bytearray() if path.is_dir() else bytearray(path.read_bytes()))
            self._files[path.stat().st_ino] = self._safe[str(path)] = made

    def play(self, log: Path) -> None:
        """Take in what was done, in order."""
        for change in read_log(log):
            self._number += 1
            self._take(change)

    @property
    def unsafe_bytes(self) -> int:
        """How much would be lost now."""
        return sum(len(change.data) for file in self._files.values() for _, change in file.waiting)

    def cut(self, chance: random.Random | None) -> None:
        """Cut the power: the folder holds what is left. Without `chance` nothing that is not safe survives."""
        names = dict(self._safe)
        for move in [] if chance is None else self._moves[: chance.randint(0, len(self._moves))]:
            move.apply(names)
        share = 0.0 if chance is None else chance.choice((0.1, 0.5, 0.9))
        shutil.rmtree(self._root)
        self._root.mkdir(mode=0o700)
        for name, file in sorted(names.items()):
            path = Path(name)
            if file.folder:
                if path.parent.is_dir():
                    path.mkdir(mode=0o700, exist_ok=True)
            elif path.parent.is_dir() and not name.endswith("-shm"):
                path.touch(mode=0o600)
                path.write_bytes(file.safe if chance is None else file.torn(share, chance))

    def _take(self, change: Change) -> None:
        place = (change.thread, change.inode)
        match change.kind:
            case Kind.CREATE | Kind.MKDIR:
                file = self._files[change.inode] = _File(change.kind is Kind.MKDIR)
                self._moves.append(_Move(self._number, change, file))
            case Kind.RENAME | Kind.UNLINK:
                self._moves.append(_Move(self._number, change, None))
            case Kind.WRITE | Kind.TRUNCATE:
                self._files[change.inode].waiting.append((self._number, change))
            case Kind.FLUSH_BEGUN:
                self._begun[place] = self._number
            case Kind.FLUSHED:
                self._flush(self._files[change.inode], self._begun.pop(place))
            case Kind.FLUSH_FAILED:
                self._files[change.inode].waiting.clear()
            case Kind.WRITE_FAILED:
                pass

    def _flush(self, file: _File, upto: int) -> None:
        file.flush(upto)
        if not file.folder:
            return
        here = next(name for name, it in self._names().items() if it is file)
        for move in [it for it in self._moves if it.folder == here and it.number <= upto]:
            move.apply(self._safe)
            self._moves.remove(move)

    def _names(self) -> dict[str, _File]:
        names = dict(self._safe)
        for move in self._moves:
            move.apply(names)
        return names


def _apply(bytes_: bytearray, offset: int, data: bytes, *, cut: bool) -> None:
    if len(bytes_) < offset:
        bytes_.extend(bytes(offset - len(bytes_)))
    if cut:
        del bytes_[offset:]
    else:
        bytes_[offset : offset + len(data)] = data


def _sectors(change: Change) -> Iterator[tuple[int, bytes]]:
    """The parts of a write that a disk writes at once."""
    at, end = change.offset, change.offset + len(change.data)
    while at < end:
        upto = min(end, (at // SECTOR_BYTES + 1) * SECTOR_BYTES)
        yield at, change.data[at - change.offset : upto - change.offset]
        at = upto
