"""Identifiers are UUIDv7 text: rising, and refused in any other form."""

from __future__ import annotations

import re
import time

import pytest
from pydantic import TypeAdapter, ValidationError

from protocol.errors import InvalidInput
from protocol.identifiers import UUID7_PATTERN, Identifier, identifier_bytes, new_identifier

_ADAPTER: TypeAdapter[str] = TypeAdapter(Identifier)


def test_they_rise_and_hold_the_time() -> None:
    before_ms = time.time_ns() // 1_000_000
    made = [new_identifier() for _ in range(1000)]
    assert made == sorted(set(made))
    assert all(re.match(UUID7_PATTERN, it) for it in made)
    assert before_ms <= int.from_bytes(identifier_bytes(made[0])[:6], "big") <= time.time_ns() // 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0190A5C0-0000-7000-8000-000000000001",
        "0190a5c0-0000-4000-8000-000000000001",
        "0190a5c0-0000-7000-c000-000000000001",
        "0190a5c0-0000-7000-8000-000000000001\n",
        "../0190a5c0-0000-7000-8000-00000000000",
        "0190a5c000007000800000000000000001",
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        _ADAPTER.validate_python(text)


def test_bytes_of_nonsense_are_refused() -> None:
    with pytest.raises(InvalidInput):
        identifier_bytes("not-a-uuid")
