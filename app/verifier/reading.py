"""Reading evidence: a sealed file, or the folder that `--open` made of one (`evidence.jsonl` and `segments/`).

Guarantees: memory does not grow with the file; what is wrong with the file itself is one Broken that says where. Must
not judge what the parts say.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from protocol.errors import RecrutrError
from protocol.sealing import unwrap_for_organisation

MAGIC = b"RCREVI1\n"
DOMAIN = b"recrutr/evidence/1\0"
ITEM, PIECE, END = 1, 2, 3
MAX_FRAME_BYTES = 20 * 1024 * 1024 + 16
MAX_HEAD_BYTES = 16 * 1024
JOURNAL_NAME = "evidence.jsonl"
SEGMENTS_NAME = "segments"


class Broken(Exception):
    """The file itself does not hold: where, and what is wrong."""

    def __init__(self, where: str, words: str) -> None:
        super().__init__(words)
        self.where, self.words = where, words


@dataclass(frozen=True)
class Part:
    """One item, where it stands, and the bytes of a segment (of which whoever reads may leave some)."""

    where: str
    item: dict[str, Any]
    pieces: Iterator[bytes]


@dataclass(frozen=True)
class Head:
    """What stands in the clear at the beginning of a file, and where the frames begin."""

    said: dict[str, Any]
    digest: bytes
    length: int


def read_head(file: IO[bytes]) -> Head:
    """The head. Raises Broken."""
    start = file.read(len(MAGIC) + 4)
    if not start.startswith(MAGIC) or len(start) < len(MAGIC) + 4:
        raise Broken("byte 0", "this is not an evidence file")
    (length,) = struct.unpack(">I", start[len(MAGIC) :])
    data = file.read(length) if length <= MAX_HEAD_BYTES else b""
    said = _object(data) if len(data) == length else {}
    if said.get("v") != 1 or any(not isinstance(said.get(name), str) for name in ("attempt", "device", "wrapped_key")):
        raise Broken(f"byte {len(start)}", "the head was changed or damaged, or is of another version")
    return Head(said, hashlib.sha256(start + data).digest(), len(start) + length)


def file_parts(file: IO[bytes], head: Head, organisation_key: str) -> Iterator[Part]:
    """Every item of a sealed file. Raises Broken at the first frame that does not hold."""
    try:
        key = unwrap_for_organisation(head.said["wrapped_key"], organisation_key)
        cipher = AESGCM(key)
    except (RecrutrError, ValueError) as error:
        raise Broken("head", "the file's key does not open with this organisation's key") from error
    frames = _frames(file, head, cipher)
    waiting = next(frames)
    while True:
        where, kind, plain = waiting
        item = _item(plain, where)
        if kind == PIECE:
            raise Broken(where, "bytes of a recording stand where an item should")
        pieces = _Following(frames)
        yield Part(where, item, iter(pieces))
        if kind == END:
            if file.read(1):
                raise Broken(where, "something follows the end of the file")
            return
        waiting = pieces.leave()


def folder_parts(folder: Path) -> Iterator[Part]:
    """Every item of an opened folder. Raises Broken for a line that is no item."""
    journal = folder / JOURNAL_NAME if folder.is_dir() else folder
    with journal.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            where = f"line {number}"
            item = _item(line, where)
            yield Part(where, item, _bytes_of(journal.parent / SEGMENTS_NAME, item))


def count_sealed(file: IO[bytes]) -> int:
    """Walk the frames without a key; how many there are. Raises Broken when the file is cut."""
    number = 0
    while True:
        kind, _ = _sealed_frame(file, number)
        number += 1
        if kind == END:
            if file.read(1):
                raise Broken(f"part {number}", "something follows the end of the file")
            return number


class _Following:
    """The pieces after an item, and the frame after them."""

    def __init__(self, frames: Iterator[tuple[str, int, bytes]]) -> None:
        self._frames = frames
        self._next: tuple[str, int, bytes] | None = None

    def __iter__(self) -> Iterator[bytes]:
        while self._next is None:
            frame = next(self._frames)
            if frame[1] != PIECE:
                self._next = frame
                return
            yield frame[2]

    def leave(self) -> tuple[str, int, bytes]:
        for _ in self:
            pass
        if self._next is None:
            raise Broken("end", "the file has no end")
        return self._next


def _frames(file: IO[bytes], head: Head, cipher: AESGCM) -> Iterator[tuple[str, int, bytes]]:
    number, offset, kind = 0, head.length, 0
    while kind != END:
        kind, sealed = _sealed_frame(file, number)
        where = f"part {number}, byte {offset}"
        associated = DOMAIN + head.digest + struct.pack(">BQ", kind, number)
        try:
            plain = cipher.decrypt(struct.pack(">IQ", 0, number), sealed, associated)
        except InvalidTag as error:
            raise Broken(where, "was changed, damaged, moved, or taken from another file") from error
        yield where, kind, plain
        offset += 5 + len(sealed)
        number += 1


def _sealed_frame(file: IO[bytes], number: int) -> tuple[int, bytes]:
    header = file.read(5)
    if len(header) < 5:
        raise Broken(f"part {number}", "the file is cut here: its end is missing")
    length, kind = struct.unpack(">IB", header)
    if not 16 <= length <= MAX_FRAME_BYTES or kind not in {ITEM, PIECE, END}:
        raise Broken(f"part {number}", "was changed or damaged")
    sealed = file.read(length)
    if len(sealed) < length:
        raise Broken(f"part {number}", "the file is cut here: its end is missing")
    return kind, sealed


def _item(data: bytes, where: str) -> dict[str, Any]:
    item = _object(data)
    if not isinstance(item.get("item"), str):
        raise Broken(where, "is no item of an evidence file")
    return item


def _object(data: bytes) -> dict[str, Any]:
    """The JSON object, empty when it is none."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _bytes_of(folder: Path, item: dict[str, Any]) -> Iterator[bytes]:
    if item["item"] != "segment":
        return
    file = folder / segment_name(item)
    if file.is_file():
        with file.open("rb") as opened:
            while piece := opened.read(256 * 1024):
                yield piece


def segment_name(item: dict[str, Any]) -> str:
    """Where the bytes of a segment lie below `segments/`."""
    track = "".join(letter for letter in str(item["track"]) if letter.isalnum() or letter == "-")
    return f"{track}/{int(item['segment']):06d}.seg"
