"""Sealed recordings: AES-256-GCM fragments that WebCrypto opens, and the nested wrapping of their data key.

A segment file is the magic followed by records, each

    u32 ciphertext length | u32 segment | u32 fragment | u8 flags | 16 bytes previous tag | ciphertext with its tag

all integers big-endian. The header is the associated data together with attempt and track, so a fragment that is
changed, moved, dropped or taken from elsewhere does not open. The nonce is 0^32 || segment || fragment: one data key
belongs to one track and one launch, and a fragment number is never used twice under it.

Data key D is wrapped twice: age (X25519) to the organisation by the device, and around that AES-256-GCM under the
candidate's key by the server's key service. Destroying the candidate's key makes every copy unreadable.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from protocol.canonical import from_base64, to_base64
from protocol.errors import InvalidInput, Tampered
from protocol.identifiers import identifier_bytes

MAGIC = b"RCRSEG1\n"
FRAGMENT_DOMAIN = b"recrutr/fragment/1\0"
LAST_IN_SEGMENT = 0x01
LAST_IN_TRACK = 0x02
TAG_BYTES = 16
KEY_BYTES = 32
FIRST_TAG = bytes(TAG_BYTES)
"""The "previous tag" of the very first fragment of a track."""
MAX_FRAGMENT_BYTES = 8 * 1024 * 1024
MAX_SEGMENT_BYTES = 64 * 1024 * 1024

_HEADER = struct.Struct(">IIIB16s")
HEADER_BYTES = _HEADER.size


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed fragment: its record for the file, and the tag that the next fragment names."""

    record: bytes
    tag: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """One fragment after opening."""

    segment: int
    fragment: int
    flags: int
    previous_tag: bytes
    tag: bytes
    plain: bytes


class Sealer:
    """Seals one track in order. Not thread-safe: one encoder thread owns it."""

    def __init__(self, attempt: str, track: str, key: bytes) -> None:
        self._context = FRAGMENT_DOMAIN + identifier_bytes(attempt) + identifier_bytes(track)
        self._cipher = _cipher(key)
        self._previous = FIRST_TAG
        self._at = (0, -1)

    def seal(self, segment: int, fragment: int, plain: bytes, flags: int = 0) -> Sealed:
        """Seal the next fragment. Raises InvalidInput when it is too large or its number does not rise."""
        if len(plain) > MAX_FRAGMENT_BYTES:
            raise InvalidInput("fragment", f"{MAX_FRAGMENT_BYTES} bytes", "A recording fragment is too large.")
        if (segment, fragment) <= self._at:
            raise InvalidInput("fragment", "rising numbers", "A fragment number was used twice.")
        header = _HEADER.pack(len(plain) + TAG_BYTES, segment, fragment, flags, self._previous)
        sealed = self._cipher.encrypt(_nonce(segment, fragment), plain, self._context + header)
        self._at, self._previous = (segment, fragment), sealed[-TAG_BYTES:]
        return Sealed(header + sealed, self._previous)


def open_segment(data: bytes, attempt: str, track: str, key: bytes) -> Iterator[Opened]:
    """Open the fragments of a segment file in order.

    Raises Tampered when a fragment does not open, is out of order, or does not name its predecessor's tag.
    """
    context = FRAGMENT_DOMAIN + identifier_bytes(attempt) + identifier_bytes(track)
    cipher = _cipher(key)
    previous: Opened | None = None
    for header, sealed in records(data):
        _, segment, fragment, flags, previous_tag = _HEADER.unpack(header)
        if previous and (
            previous_tag != previous.tag or (segment, fragment) != (previous.segment, previous.fragment + 1)
        ):
            raise Tampered("tampered.order", "Recording fragments are missing or out of order.")
        try:
            plain = cipher.decrypt(_nonce(segment, fragment), sealed, context + header)
        except InvalidTag as error:
            raise Tampered("tampered.fragment", "A recording fragment was changed.") from error
        previous = Opened(segment, fragment, flags, previous_tag, sealed[-TAG_BYTES:], plain)
        yield previous


def records(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Split a segment file into (header, ciphertext) pairs. Raises Tampered when it is cut or has no magic."""
    if not data.startswith(MAGIC):
        raise Tampered("tampered.segment", "This is not a recording segment.")
    at = len(MAGIC)
    while at < len(data):
        header = data[at : at + HEADER_BYTES]
        length = _HEADER.unpack(header)[0] if len(header) == HEADER_BYTES else 0
        sealed = data[at + HEADER_BYTES : at + HEADER_BYTES + length]
        if not TAG_BYTES <= length <= MAX_FRAGMENT_BYTES + TAG_BYTES or len(sealed) != length:
            raise Tampered("tampered.segment", "A recording segment is cut short.", {"offset": at})
        yield header, sealed
        at += HEADER_BYTES + length


def whole_length(data: bytes) -> int:
    """How many leading bytes of a possibly cut segment file are whole records; 0 without a magic.

    A power cut may leave zeros where a record was being written: what has no length or no tag is no record.
    """
    if not data.startswith(MAGIC):
        return 0
    at = len(MAGIC)
    while at + HEADER_BYTES <= len(data):
        length = int(_HEADER.unpack_from(data, at)[0])
        end = at + HEADER_BYTES + length
        if not TAG_BYTES <= length <= MAX_FRAGMENT_BYTES + TAG_BYTES or end > len(data):
            break
        if not any(data[end - TAG_BYTES : end]):
            break
        at = end
    return at


def new_data_key() -> bytes:
    """Make a random 32-byte key."""
    return os.urandom(KEY_BYTES)


def new_organisation_keys() -> tuple[str, str]:
    """A new age identity: public recipient (`age1…`) and private identity (`AGE-SECRET-KEY-1…`)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def wrap_for_organisation(key: bytes, organisation_public_key: str) -> str:
    """Inner wrap: age to the organisation's X25519 recipient (`age1…`); base64 text."""
    try:
        recipient = pyrage.x25519.Recipient.from_str(organisation_public_key)
    except pyrage.RecipientError as error:
        raise InvalidInput("organisation_public_key", "age X25519 recipient", "The key is malformed.") from error
    return to_base64(pyrage.encrypt(key, [recipient]))


def unwrap_for_organisation(wrapped: str, organisation_private_key: str) -> bytes:
    """Undo the inner wrap with the organisation's identity (`AGE-SECRET-KEY-1…`). Raises Tampered."""
    try:
        identity = pyrage.x25519.Identity.from_str(organisation_private_key)
        return bytes(pyrage.decrypt(from_base64(wrapped, "wrapped_key"), [identity]))
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise Tampered(
            "tampered.wrapped_key", "A recording key cannot be opened with this organisation's key."
        ) from error


def seal_bytes(key: bytes, plain: bytes, associated: bytes) -> bytes:
    """AES-256-GCM with a random 96-bit nonce in front; for keys and stored values, not for fragments."""
    nonce = os.urandom(12)
    return nonce + _cipher(key).encrypt(nonce, plain, associated)


def open_bytes(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    """Undo `seal_bytes`. Raises Tampered when key, bytes or associated data differ."""
    try:
        return _cipher(key).decrypt(sealed[:12], sealed[12:], associated)
    except (InvalidTag, ValueError) as error:
        raise Tampered("tampered.sealed", "A sealed value does not open.") from error


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise InvalidInput("data_key", f"{KEY_BYTES} bytes", "The data key has a wrong size.")
    return AESGCM(key)


def _nonce(segment: int, fragment: int) -> bytes:
    return struct.pack(">III", 0, segment, fragment)
