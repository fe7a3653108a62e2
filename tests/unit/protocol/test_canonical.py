"""Canonical JSON: what is refused, and that nothing passes in two forms."""

from __future__ import annotations

import pytest

from protocol.canonical import MAX_INTEGER, canonical_bytes, from_base64, parse_canonical
from protocol.errors import InvalidInput


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        {"a": [1, {"b": 2.0}]},
        float("nan"),
        MAX_INTEGER + 1,
        -MAX_INTEGER - 1,
        {1: "a"},
        "half \ud800",
        {"\udc00": 1},
    ],
    ids=repr,
)
def test_refused(value: object) -> None:
    with pytest.raises(InvalidInput):
        canonical_bytes(value)


@pytest.mark.parametrize(
    "data",
    [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1}\n', b'"\\u00e9"', b'{"a":1,"a":1}', b"1.0", b"", b"\xff", b"[" * 100_000],
    ids=lambda data: repr(data[:20]),
)
def test_other_forms_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        parse_canonical(data)


def test_the_canonical_form_passes() -> None:
    assert parse_canonical(b'{"a":2,"b":"\xc3\xa9"}') == {"a": 2, "b": "é"}


@pytest.mark.parametrize("text", ["a", "YQ", "YQ==\n", "Y Q==", "YQ==YQ==", "é", "-_8="])
def test_base64_is_strict(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        from_base64(text, "header")
    assert caught.value.details["field"] == "header"


@pytest.mark.parametrize(
    "value", [{"é": 1, "a": 1.5}, [{"é": 1}, 1.5], {"a": [{"é": [1.0]}]}, ({"é": 1}, (0.0,))], ids=repr
)
def test_a_float_is_refused_beside_names_that_are_not_ascii(value: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        canonical_bytes(value)
    assert caught.value.details["limit"] == "no floats"
