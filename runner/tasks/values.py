"""The values that cross the wall of the box, in one canonical, typed, length-prefixed encoding, and their frames.

`n` nothing · `t` `f` · `i-12;` · `d1.5;` (`dnan;` `dinf;`) · `s5:hello` (UTF-8, counted in bytes) · `l2:…` ·
`m1:key value`.
A frame is a word of our own (the nonce, or nothing), the payload's length, a colon, the payload.
Guarantees: decoding makes plain built-in values only, within limits of size and depth; whatever breaks the encoding is
WireFault. This file also runs inside the box: standard library only, nothing of ours.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

MAX_DEPTH = 64
"""Deeper values are refused: nobody's expected value is, and decoding must not exhaust our stack."""
NONCE_CHARACTERS = 32
_HEAD = re.compile(rb"([a-z])([^;:]{0,4300})([;:])")
_WHOLE = re.compile(rb"-?(0|[1-9][0-9]*)")
_REAL = re.compile(rb"-?(inf|[0-9.]+(e[+-]?[0-9]+)?)|nan")
_COUNT = re.compile(rb"0|[1-9][0-9]{0,9}")


class WireFault(ValueError):
    """Bytes that are no value or frame of ours, or a value that cannot be encoded."""


class Source(Protocol):
    """Where frames are read from: exactly `count` bytes, or fewer at the end."""

    def read(self, count: int, /) -> bytes:
        """The next bytes."""
        ...


def encode(value: Any, depth: int = MAX_DEPTH) -> bytes:
    """The encoding of a value of built-in types, or of types derived from them. Raises WireFault.

    Derived types are read by the methods of the built-in type, so that theirs are never asked.
    """
    if depth == 0:
        raise WireFault("nested too deeply")
    if value is None:
        return b"n"
    if value is True or value is False:
        return b"t" if value else b"f"
    if isinstance(value, int):
        return b"i%s;" % int.__repr__(value).encode()
    if isinstance(value, float):
        return b"d%s;" % float.__repr__(value).encode()
    if isinstance(value, str):
        data = str.encode(value, "utf-8", "replace")
        return b"s%d:%s" % (len(data), data)
    return _encode_many(value, depth)


def _encode_many(value: Any, depth: int) -> bytes:
    for kind in (list, tuple, set, frozenset):
        if isinstance(value, kind):
            many: Any = kind  # of which the built-in way to walk is asked, never the derived type's
            parts = [encode(one, depth - 1) for one in many.__iter__(value)]
            return b"l%d:%s" % (len(parts), b"".join(parts))
    if isinstance(value, dict):
        parts = [encode(key, depth - 1) + encode(one, depth - 1) for key, one in dict.items(value)]
        return b"m%d:%s" % (len(parts), b"".join(parts))
    raise WireFault(f"a value of type {type(value).__name__}, which no test can compare")


def decode(data: bytes) -> Any:
    """The value that exactly these bytes encode. Raises WireFault."""
    value, end = _decode(data, 0, MAX_DEPTH)
    if end != len(data):
        raise WireFault("bytes after the value")
    return value


def _decode(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth == 0:
        raise WireFault("nested too deeply")
    kind = data[at : at + 1]
    if kind in _CONSTANTS and kind:
        return _CONSTANTS[kind], at + 1
    head = _HEAD.match(data, at)
    if head is None:
        raise WireFault("not a value")
    text, end = head[2], head.end()
    if kind == b"i" and head[3] == b";" and _WHOLE.fullmatch(text):
        return int(text), end
    if kind == b"d" and head[3] == b";" and _REAL.fullmatch(text):
        return _real(text), end
    if kind not in (b"s", b"l", b"m") or head[3] != b":" or not _COUNT.fullmatch(text):
        raise WireFault("not a value")
    count = int(text)
    if count > len(data) - end:
        raise WireFault("a length beyond the end")
    if kind == b"s":
        return data[end : end + count].decode("utf-8", "replace"), end + count
    return _decode_list(data, end, count, depth) if kind == b"l" else _decode_map(data, end, count, depth)


_CONSTANTS = {b"n": None, b"t": True, b"f": False}


def _real(text: bytes) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise WireFault("not a number") from error


def _decode_list(data: bytes, at: int, count: int, depth: int) -> tuple[list[Any], int]:
    found = []
    for _ in range(count):
        value, at = _decode(data, at, depth - 1)
        found.append(value)
    return found, at


def _decode_map(data: bytes, at: int, count: int, depth: int) -> tuple[dict[Any, Any], int]:
    found: dict[Any, Any] = {}
    for _ in range(count):
        key, at = _decode(data, at, depth - 1)
        if isinstance(key, (list, dict)) or key in found:
            raise WireFault("a key that is a list or a map, or is there twice")
        found[key], at = _decode(data, at, depth - 1)
    return found, at


def frame(payload: bytes, word: bytes = b"") -> bytes:
    """One frame on the wire."""
    return b"%s%d:%s" % (word, len(payload), payload)


def read_frame(source: Source, word: bytes = b"", limit: int = 1 << 26) -> bytes | None:
    """The payload of the next frame; None at the end of the stream. Raises WireFault."""
    begin = source.read(len(word) + 1)
    if not begin:
        return None
    if not begin.startswith(word):
        raise WireFault("bytes that are no frame")
    text = begin[len(word) :]
    while not text.endswith(b":") and len(text) < 12:
        more = source.read(1)
        if not more:
            break
        text += more
    if not text.endswith(b":") or not _COUNT.fullmatch(text[:-1]) or int(text[:-1]) > limit:
        raise WireFault("bytes that are no frame")
    payload = source.read(int(text[:-1]))
    if len(payload) != int(text[:-1]):
        raise WireFault("a frame that is cut off")
    return payload
