"""The attached stream: jobs and live input come in, answers and live output go out. Only this module touches it.

A message out is one byte of kind, four of length (big endian), then that many bytes. An answer is sealed with the key
of its job (BLAKE2b), because what comes from a box is believed only then. Plain jobs are read by the maker of cells
(plain.c), who hands back what it has read beyond them. Must use the standard library only.
"""
# ruff: noqa: INP001 - part of a script inside the image, started as a folder

from __future__ import annotations

import hashlib
import json
import os
import sys
from typing import Any

MAGIC, PLAIN = b"RCT1", b"RCP1"
_START_BYTES = 16
_SEAL_BYTES = 32
STREAM = 0
READY, OUTPUT, ANSWER = b"R", b"O", b"A"
INPUT, DEAF, END = b"I", b"D", b"E"
"""Of a conversation: a piece of input; nobody reads the output any more; nothing more of it comes."""


_ahead = bytearray()
"""What somebody else has read of the stream, and handed back."""


def hand_back(data: bytes) -> None:
    """What was read of the stream and is still to be read."""
    _ahead[:0] = data


def read_exactly(count: int) -> bytearray:
    """`count` bytes from the stream; ends the container when the supervisor is gone."""
    data = bytearray(count)
    left = memoryview(data)
    if _ahead:
        there = min(count, len(_ahead))
        left[:there] = _ahead[:there]
        del _ahead[:there]
        left = left[there:]
    while left:
        read = os.readv(STREAM, [left])
        if not read:
            sys.exit(0)
        left = left[read:]
    return data


def read_start() -> bytes:
    """The start of the next job: its kind and its sizes."""
    return bytes(read_exactly(_START_BYTES))


def read_job(start: bytes) -> tuple[dict[str, Any], list[tuple[str, memoryview, int]], memoryview]:
    """The header, the files (name, content, mode) and the program's input."""
    if start[:4] != MAGIC:
        sys.exit("the job does not start with the magic")
    at = int.from_bytes(start[4:8], "big")
    rest = memoryview(read_exactly(int.from_bytes(start[8:], "big")))
    header = json.loads(rest[:at].tobytes())
    files = []
    for name, size, executable in header["files"]:
        files.append((name, rest[at : at + size], 0o700 if executable else 0o600))
        at += size
    return header, files, rest[at:]


def read_live() -> tuple[bytearray, bytearray]:
    """One message of a conversation: (INPUT, a piece, empty at its end), (DEAF, nothing), (END, nothing)."""
    kind = read_exactly(1)
    return kind, read_exactly(int.from_bytes(read_exactly(4), "big"))


def rehearse() -> None:
    """Do once what an answer takes: the first seal costs a millisecond, in which nobody waits yet."""
    _sealed(bytes(32), json.dumps(json.loads(b'{"a": [1]}')).encode())


def send_ready(words: bytes) -> None:
    """The container is ready for a job; `words` say how its boxes are made."""
    _send(READY, words)


def send_output(data: bytes) -> None:
    """A piece of live output; empty at its end."""
    _send(OUTPUT, data)


def send_answer(header: dict[str, Any], nonce: bytes, bodies: list[bytes]) -> None:
    """The sealed answer: BLAKE2b under the key over all that follows, length of the header, header, bodies."""
    text = json.dumps(header).encode()
    payload = b"".join([len(text).to_bytes(4, "big"), text, *bodies])
    _send(ANSWER, _sealed(nonce, payload))


def _sealed(nonce: bytes, payload: bytes) -> bytes:
    return hashlib.blake2b(payload, key=nonce, digest_size=_SEAL_BYTES).digest() + payload


def _send(kind: bytes, payload: bytes) -> None:
    left = memoryview(kind + len(payload).to_bytes(4, "big") + payload)
    while left:
        left = left[os.write(1, left) :]
