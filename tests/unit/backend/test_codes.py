"""Invitation codes: 80 bits in the pattern of the protocol."""

from __future__ import annotations

import re

from backend.assessments.service import code_of, new_code
from protocol.wire import CODE_PATTERN


def test_every_code_fits_the_pattern() -> None:
    assert all(re.fullmatch(CODE_PATTERN, new_code()) for _ in range(200))


def test_a_code_is_all_of_its_bits() -> None:
    assert code_of(bytes(10)) == "0000-0000-0000-0000"
    assert code_of(b"\xff" * 10) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert len({code_of((1 << bit).to_bytes(10, "big")) for bit in range(80)}) == 80
