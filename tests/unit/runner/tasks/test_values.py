"""The encoding of values: what goes in comes out, what is broken is refused, and nobody's methods are asked."""

from __future__ import annotations

import io
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.tasks.values import WireFault, decode, encode, frame, read_frame

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SIMPLE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
VALUES = st.recursive(
    SIMPLE, lambda inner: st.lists(inner) | st.dictionaries(st.integers() | st.text("ab"), inner), max_leaves=20
)


@given(VALUES)
def test_there_and_back(value: Any) -> None:
    again = decode(encode(value))
    assert again == value
    assert repr(again) == repr(value)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_or_a_fault(data: bytes) -> None:
    try:
        value = decode(data)
    except WireFault:
        return
    assert decode(encode(value)) == value or value != value  # noqa: PLR0124 - not a number differs from itself


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"i1",
        b"i01;",
        b"i 1;",
        b"i1_0;",
        b"d1.5",
        b"d0x1p3;",
        b"s5:abc",
        b"s-1:",
        b"l3:nn",
        b"l99999999999:",
        b"nn",
        b"m1:l0:n",
        b"m2:s1:ans1:an",
        b"l1:" * 100 + b"n",
        b"i" + b"9" * 5000 + b";",
        b"d.;",
        b"l1;n",
        b"iinf;",
    ],
)
def test_broken_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(WireFault):
        decode(data)


def test_what_no_test_can_compare_is_refused() -> None:
    looped: list[Any] = []
    looped.append(looped)
    for value in (object(), looped, lambda: None):
        with pytest.raises(WireFault):
            encode(value)


def test_methods_of_derived_types_are_never_asked() -> None:
    class Number(int):
        def __repr__(self) -> str:
            return "5"

    class Many(list[int]):
        def __iter__(self) -> Any:
            return iter([1, 2])

    class Words(str):
        __slots__ = ()

        def encode(self, *_: Any) -> bytes:
            return b"lies"

    assert encode(Number(0)) == b"i0;"
    assert encode(Many([7])) == b"l1:i7;"
    assert encode(Words("true")) == b"s4:true"


def test_not_a_number_and_infinities() -> None:
    assert math.isnan(decode(encode(math.nan)))
    assert decode(encode([math.inf, -math.inf])) == [math.inf, -math.inf]


def test_frames_end_and_break() -> None:
    word = b"nonce"
    source = io.BytesIO(frame(b"one", word) + frame(b"", word))
    assert [read_frame(source, word) for _ in range(3)] == [b"one", b"", None]
    for broken in (b"nonc", b"other3:one", b"nonce3:on", b"nonce3x:one", b"nonce99999999999:", b"nonce03:one"):
        with pytest.raises(WireFault):
            read_frame(io.BytesIO(broken), word)
