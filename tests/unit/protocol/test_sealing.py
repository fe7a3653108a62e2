"""Sealed fragments: each way of changing, moving, dropping or cutting is seen."""

from __future__ import annotations

import pytest

from protocol.errors import InvalidInput, Tampered
from protocol.identifiers import new_identifier
from protocol.sealing import (
    HEADER_BYTES,
    MAGIC,
    MAX_FRAGMENT_BYTES,
    Sealer,
    new_data_key,
    new_organisation_keys,
    open_bytes,
    open_segment,
    records,
    seal_bytes,
    unwrap_for_organisation,
    whole_length,
    wrap_for_organisation,
)

ATTEMPT, TRACK = new_identifier(), new_identifier()


def _sealed(key: bytes, *plain: bytes, segment: int = 0) -> list[bytes]:
    sealer = Sealer(ATTEMPT, TRACK, key)
    return [sealer.seal(segment, number, data).record for number, data in enumerate(plain)]


def _open(data: bytes, key: bytes) -> list[bytes]:
    return [it.plain for it in open_segment(data, ATTEMPT, TRACK, key)]


def test_what_is_sealed_opens() -> None:
    key = new_data_key()
    plain = [b"", b"one", b"x" * 100_000]
    assert _open(MAGIC + b"".join(_sealed(key, *plain)), key) == plain


def test_every_single_bit_is_guarded() -> None:
    key = new_data_key()
    data = MAGIC + b"".join(_sealed(key, b"first", b"second"))
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << (at % 8)
        with pytest.raises(Tampered):
            _open(bytes(changed), key)


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2), (0, 0, 1, 2), (0, 2, 1)])
def test_dropped_doubled_and_moved_fragments_are_seen(order: tuple[int, ...]) -> None:
    key = new_data_key()
    parts = _sealed(key, b"a", b"b", b"c")
    with pytest.raises(Tampered) as caught:
        _open(MAGIC + b"".join(parts[number] for number in order), key)
    assert caught.value.code == "tampered.order"


def test_a_fragment_of_another_track_does_not_open() -> None:
    key = new_data_key()
    record = Sealer(ATTEMPT, new_identifier(), key).seal(0, 0, b"elsewhere").record
    with pytest.raises(Tampered):
        _open(MAGIC + record, key)


def test_another_key_does_not_open() -> None:
    with pytest.raises(Tampered):
        _open(MAGIC + b"".join(_sealed(new_data_key(), b"a")), new_data_key())


def test_every_cut_is_seen_and_the_whole_part_is_known() -> None:
    key = new_data_key()
    parts = _sealed(key, b"first", b"second")
    data = MAGIC + b"".join(parts)
    borders = [len(MAGIC), len(MAGIC) + len(parts[0]), len(data)]
    assert whole_length(data) == len(data)
    for length in range(len(data)):
        cut = data[:length]
        whole = max((border for border in borders if border <= length), default=0)
        assert whole_length(cut) == whole
        if length not in borders:
            with pytest.raises(Tampered):
                list(records(cut))


def test_the_end_cannot_be_hidden_by_a_huge_length() -> None:
    record = bytearray(_sealed(new_data_key(), b"a")[0])
    record[:4] = (MAX_FRAGMENT_BYTES + 17).to_bytes(4, "big")
    with pytest.raises(Tampered):
        list(records(MAGIC + bytes(record) + bytes(HEADER_BYTES)))


@pytest.mark.parametrize("at", [(0, 0), (0, 1)])
def test_a_number_is_never_used_twice(at: tuple[int, int]) -> None:
    sealer = Sealer(ATTEMPT, TRACK, new_data_key())
    sealer.seal(0, 1, b"a")
    with pytest.raises(InvalidInput):
        sealer.seal(*at, b"b")


def test_a_fragment_that_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        Sealer(ATTEMPT, TRACK, new_data_key()).seal(0, 0, bytes(MAX_FRAGMENT_BYTES + 1))
    assert caught.value.details["field"] == "fragment"


def test_the_data_key_opens_for_the_organisation_alone() -> None:
    key = new_data_key()
    public, private = new_organisation_keys()
    wrapped = wrap_for_organisation(key, public)
    assert unwrap_for_organisation(wrapped, private) == key
    with pytest.raises(Tampered):
        unwrap_for_organisation(wrapped, new_organisation_keys()[1])
    with pytest.raises(InvalidInput):
        wrap_for_organisation(key, "age1nonsense")


def test_sealed_values_are_bound_to_their_place() -> None:
    key = new_data_key()
    sealed = seal_bytes(key, b"value", b"row 1")
    assert open_bytes(key, sealed, b"row 1") == b"value"
    for data, place in ((sealed, b"row 2"), (sealed[:-1], b"row 1"), (b"", b"row 1"), (sealed[:11], b"row 1")):
        with pytest.raises(Tampered):
            open_bytes(key, data, place)
