"""Identifiers: UUIDv7 text, sortable by creation time; the same form on the wire, in tables and in file names."""

from __future__ import annotations

import uuid
from typing import Annotated

import uuid_utils
from pydantic import StringConstraints

from protocol.errors import InvalidInput

UUID7_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

Identifier = Annotated[str, StringConstraints(pattern=UUID7_PATTERN)]
"""A UUIDv7 (RFC 9562) in lower-case text form, 36 characters."""


def new_identifier() -> str:
    """Make a UUIDv7; ids made by one process rise with time."""
    return str(uuid_utils.uuid7())


def identifier_bytes(identifier: str) -> bytes:
    """Return the 16 bytes of an identifier, for binary headers. Raises InvalidInput when it is not a UUID."""
    try:
        return uuid.UUID(identifier).bytes
    except ValueError as error:
        raise InvalidInput("identifier", "UUID text of 36 characters", "An identifier is malformed.") from error
