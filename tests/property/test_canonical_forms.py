"""The quick way to canonical JSON gives the bytes of RFC 8785's reference for every value."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.canonical import MAX_INTEGER, canonical_bytes, parse_canonical
from protocol.errors import InvalidInput
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Head, Moment

NAMES = st.one_of(st.text(max_size=6), st.text(alphabet="ab\ufb33\U0001f600\ue000", max_size=3))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-MAX_INTEGER, MAX_INTEGER), st.text(max_size=12)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=500, deadline=None)
def test_the_bytes_are_those_of_the_reference(value: Any) -> None:
    data = canonical_bytes(value)
    assert data == rfc8785.dumps(value)
    assert parse_canonical(data) == value


@given(st.text(alphabet=st.characters(max_codepoint=0x2100), max_size=40))
@settings(max_examples=300, deadline=None)
def test_every_escape_is_that_of_the_reference(text: str) -> None:
    assert canonical_bytes({"text": text}) == rfc8785.dumps({"text": text})


CLOCKS = st.integers(0, MAX_INTEGER)
DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(st.builds(Moment, st.builds(new_identifier), CLOCKS, CLOCKS), DIGESTS, st.integers(0, MAX_INTEGER - 1))
@settings(max_examples=100, deadline=None)
def test_a_header_is_written_as_the_reference_writes_it(moment: Moment, previous: str, seq: int) -> None:
    header = Chain(new_identifier(), new_identifier(), bytes(32)).link(Head(seq, previous), b"{}", moment)
    assert header.header_bytes == rfc8785.dumps(header.header.model_dump())


@pytest.mark.parametrize("depth", [500, 900, 990, 5000])
def test_deep_nesting_is_refused_not_a_crash(depth: int) -> None:
    try:
        parse_canonical(b"[" * depth + b"]" * depth)
    except InvalidInput:
        return
    assert depth <= 900
