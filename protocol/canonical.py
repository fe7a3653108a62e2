"""Canonical JSON (RFC 8785) as Recrutr uses it: no floats, no lone surrogates; what is hashed is what is stored."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

import rfc8785

from protocol.errors import InvalidInput

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
"""Several times as fast as rfc8785, which is written in Python; see `_is_plain` for when it gives the same bytes."""
MAX_INTEGER = 2**53 - 1
"""Largest integer that RFC 8785 (through I-JSON, RFC 7493) carries exactly."""


def canonical_bytes(value: Any) -> bytes:
    """Serialise to canonical JSON.

    Raises InvalidInput for floats, integers beyond ±(2**53-1), non-text keys and text that is not valid Unicode.
    """
    try:
        return _ENCODER.encode(value).encode("utf-8") if _is_plain(value) else rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise InvalidInput(
            "json", "I-JSON without floats", f"A value cannot be written canonically: {error}"
        ) from error


def parse_canonical(data: bytes) -> Any:
    """Parse bytes and insist that they are their own canonical form. Raises InvalidInput otherwise."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("json", "RFC 8785", "The data is not valid JSON.") from error
    if canonical_bytes(value) != data:
        raise InvalidInput("json", "RFC 8785", "The data is JSON, but not in canonical form.")
    return value


def digest_hex(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def to_base64(data: bytes) -> str:
    """Encode as standard base64 text with padding."""
    return base64.b64encode(data).decode("ascii")


def from_base64(text: str, field: str = "base64") -> bytes:
    """Strictly decode standard base64. Raises InvalidInput naming `field`."""
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise InvalidInput(field, "standard base64 with padding", f"{field} is not valid base64.") from error


def _is_plain(value: Any) -> bool:
    """Whether the standard encoder writes the canonical bytes: it does when all names are ASCII.

    RFC 8785 sorts names by UTF-16 code units, Python by code points; for ASCII both are the same. Escapes agree. Raises
    InvalidInput for floats.
    """
    if value is None or isinstance(value, (str, bool)):
        return True
    if isinstance(value, float):
        raise InvalidInput("json", "no floats", "Floating-point numbers are not allowed in journal entries.")
    if isinstance(value, int):
        return -MAX_INTEGER <= value <= MAX_INTEGER
    plain, items = isinstance(value, (dict, list, tuple)), value
    if isinstance(value, dict):
        plain, items = all(isinstance(name, str) and name.isascii() for name in value), value.values()
    elif not plain:
        items = ()
    for item in items:  # to the end, also when it is not plain: a float may come later
        plain = _is_plain(item) and plain
    return plain
