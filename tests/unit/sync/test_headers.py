"""Short headers: every byte comes back, what does not fit the short form is kept whole, and old rows are read."""

from __future__ import annotations

import dataclasses

import pytest

from protocol.errors import InvalidInput, Tampered
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Entry, Head, Moment
from sync.store.attempts import AttemptStores
from sync.store.headers import Headers, moment_of
from sync.store.store import Store
from tests.storage.issuer import some_fact

CHAIN = Chain(new_identifier(), new_identifier(), bytes(range(32)))
HEADERS = Headers(CHAIN.attempt, CHAIN.device)
MOMENT = Moment(new_identifier(), 7, 1_795_780_487_433_561)


def linked(seq: int = 5) -> Entry:
    return CHAIN.link(Head(seq - 1, "ab" * 32), b"{}", MOMENT)


def test_a_short_header_comes_back_byte_for_byte() -> None:
    entry = linked()
    kept = HEADERS.shorten(entry)
    assert len(kept) == 97
    assert HEADERS.whole(5, kept) == entry.header_bytes
    assert moment_of(kept) == moment_of(entry.header_bytes) == MOMENT


def test_a_header_of_another_form_is_kept_whole() -> None:
    entry = linked()
    strange = dataclasses.replace(entry, header_bytes=entry.header_bytes.replace(b'"v":1', b'"v":2'))
    assert HEADERS.shorten(strange) == strange.header_bytes == HEADERS.whole(5, strange.header_bytes)
    other = Headers(CHAIN.attempt, new_identifier())
    assert other.shorten(entry) == entry.header_bytes


@pytest.mark.parametrize("harm", [b"", b"\x02" + bytes(96), b"\x01" + bytes(95), b"\x01" + bytes(97)], ids=len)
def test_bytes_that_are_no_header_are_damage(harm: bytes) -> None:
    for read in (lambda: HEADERS.whole(5, harm), lambda: moment_of(harm)):
        with pytest.raises(Tampered):
            read()


def test_a_clock_beyond_canonical_numbers_is_refused() -> None:
    with pytest.raises(InvalidInput):
        CHAIN.link(Head(4, "ab" * 32), b"{}", dataclasses.replace(MOMENT, wall_us=2**53))


def test_rows_of_an_older_version_are_read_beside_new_ones(store: Store, stores: AttemptStores) -> None:
    store.submit(some_fact(), some_fact(), some_fact()).result(30)
    whole = store.outbox.next_batch(0)
    with store._database.transaction():
        store._database.write("UPDATE entry SET header = ? WHERE seq = 2", whole[1].header_bytes)
    store.close()
    again = stores.open(store.attempt)
    assert again.outbox.next_batch(0)[:3] == whole
    assert again.verify() >= 3
    again.close()


def test_a_changed_bit_of_a_short_header_is_seen(store: Store, stores: AttemptStores) -> None:
    store.submit(some_fact(), some_fact(), some_fact()).result(30)
    kept = bytearray(store._reader.read("SELECT header FROM entry WHERE seq = 2")[0][0])
    kept[20] ^= 1
    with store._database.transaction():
        store._database.write("UPDATE entry SET header = ? WHERE seq = 2", bytes(kept))
    store.close()
    with pytest.raises(Tampered):
        stores.open(store.attempt)
