"""A segment's bytes: records walked one by one, their order by the chain of tags, and opened where there is a key."""

from __future__ import annotations

import hashlib
import struct
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from protocol.errors import RecrutrError
from protocol.sealing import unwrap_for_organisation

_MAGIC = b"RCRSEG1\n"
_DOMAIN = b"recrutr/fragment/1\0"
_RECORD = struct.Struct(">IIIB16s")
_TAG_BYTES = 16


@dataclass
class Segment:
    """What a segment's bytes say of themselves."""

    digest: str = ""
    fragments: int = 0
    first_previous_tag: str = ""
    last_tag: str = ""
    faults: list[str] = field(default_factory=list)


def check_segment(pieces: Iterator[bytes], place: tuple[str, str, int], keys: tuple[str, str] | None) -> Segment:
    """Walk one segment (64 MiB at most) of (attempt, track, number); `keys`: its wrapped key, the organisation's."""
    data = b"".join(pieces)
    found = Segment(hashlib.sha256(data).hexdigest())
    cipher = _cipher(keys, found)
    context = _DOMAIN + uuid.UUID(place[0]).bytes + uuid.UUID(place[1]).bytes
    if not data.startswith(_MAGIC):
        found.faults.append("this is no recording segment")
        return found
    at, expected = len(_MAGIC), 0
    while at < len(data):
        header = data[at : at + _RECORD.size]
        if len(header) < _RECORD.size:
            found.faults.append(f"it is cut at byte {at}")
            return found
        length, segment, fragment, _flags, previous = _RECORD.unpack(header)
        sealed = data[at + _RECORD.size : at + _RECORD.size + length]
        if len(sealed) < length or length < _TAG_BYTES:
            found.faults.append(f"it is cut at byte {at}")
            return found
        if (segment, fragment) != (place[2], expected):
            found.faults.append(f"fragment {expected} is expected at byte {at}, {segment}/{fragment} is there")
        if found.fragments == 0:
            found.first_previous_tag = previous.hex()
        elif previous.hex() != found.last_tag:
            found.faults.append(f"fragment {fragment} does not continue the one before it")
        if cipher is not None:
            _open(cipher, (segment, fragment), sealed, (context + header, found))
        found.last_tag, found.fragments = sealed[-_TAG_BYTES:].hex(), found.fragments + 1
        at, expected = at + _RECORD.size + length, fragment + 1
    return found


def _cipher(keys: tuple[str, str] | None, found: Segment) -> AESGCM | None:
    if keys is None:
        return None
    try:
        return AESGCM(unwrap_for_organisation(*keys))
    except (RecrutrError, ValueError):
        found.faults.append("its key does not open with the organisation's key")
        return None


def _open(cipher: AESGCM, number: tuple[int, int], sealed: bytes, rest: tuple[bytes, Segment]) -> None:
    associated, found = rest
    try:
        cipher.decrypt(struct.pack(">III", 0, *number), sealed, associated)
    except InvalidTag:
        found.faults.append(f"fragment {number[1]} was changed, moved, or taken from another recording")
