"""Canonical JSON (RFC 8785) as Recrutr uses it: no floats, no lone surrogates; what is hashed is what is stored."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

import rfc8785

from protocol.errors import InvalidInput

MAX_INTEGER = 2**53 - 1
"""Largest integer that RFC 8785 (through I-JSON, RFC 7493) carries exactly."""


def canonical_bytes(value: Any) -> bytes:
    """Serialise to canonical JSON.

    Raises InvalidInput for floats, integers beyond ±(2**53-1), non-text keys and text that is not valid Unicode.
    """
    _refuse_floats(value)
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
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


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise InvalidInput("json", "no floats", "Floating-point numbers are not allowed in journal entries.")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_floats(item)
