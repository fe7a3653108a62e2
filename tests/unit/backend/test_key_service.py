"""The key service on its real file: sealing, destroying, and what is left in the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.keys.models import StoredKey
from backend.keys.service import KeyService
from protocol.errors import Gone, NotFound, Tampered
from protocol.sealing import new_data_key, wrap_for_organisation

MASTER = os.urandom(32)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyService]:
    service = KeyService(tmp_path / "keys.db", MASTER)
    yield service
    service.close()


def test_sealing_is_bound_to_candidate_and_place(keys: KeyService) -> None:
    for candidate in ("one", "two"):
        keys.create_candidate_key(candidate, 1)
    sealed = keys.seal("one", b"text" * 100, b"here", compress=True)
    assert len(sealed) < 200
    assert keys.open("one", sealed, b"here", compressed=True) == b"text" * 100
    for candidate, place in (("two", b"here"), ("one", b"there")):
        with pytest.raises(Tampered):
            keys.open(candidate, sealed, place, compressed=True)
    with pytest.raises(NotFound):
        keys.open("nobody", sealed, b"here")


def test_making_a_key_twice_keeps_the_first(keys: KeyService) -> None:
    first = keys.create_candidate_key("one", 1)
    sealed = keys.seal("one", b"x", b"")
    assert keys.create_candidate_key("one", 2) == first
    assert keys.open("one", sealed, b"") == b"x"


def test_a_destroyed_key_is_gone_from_the_file_and_for_ever(keys: KeyService, tmp_path: Path) -> None:
    fingerprint = keys.create_candidate_key("one", 1)
    with Session(keys._engine) as session:
        wrapped = session.scalars(select(StoredKey.wrapped)).one()
    assert wrapped is not None
    sealed = keys.seal("one", b"x", b"")
    assert any(wrapped in file.read_bytes() for file in tmp_path.iterdir())
    proof = keys.destroy_candidate_key("one", 5)
    assert (proof.fingerprint, proof.at_us) == (fingerprint, 5)
    assert keys.destroy_candidate_key("one", 9) == proof, "once is enough, and the first time counts"
    assert not any(wrapped in file.read_bytes() for file in tmp_path.iterdir())
    with pytest.raises(Gone):
        keys.open("one", sealed, b"")
    with pytest.raises(Gone):
        keys.commitment_key("one", "attempt")
    assert keys.create_candidate_key("one", 10) == fingerprint, "it is not made anew"
    with pytest.raises(Gone):
        keys.seal("one", b"", b"")


def test_commitment_keys_differ_by_attempt_and_candidate(keys: KeyService) -> None:
    for candidate in ("one", "two"):
        keys.create_candidate_key(candidate, 1)
    made = {keys.commitment_key(candidate, attempt) for candidate in ("one", "two") for attempt in ("a", "b")}
    assert len(made) == 4
    assert {len(key) for key in made} == {32}
    assert keys.commitment_key("one", "a") in made


def test_organisations_open_what_was_wrapped_to_them(keys: KeyService) -> None:
    public = keys.create_organisation_key("org", 1)
    assert keys.create_organisation_key("org", 2) == public
    other = keys.create_organisation_key("other", 1)
    data_key = new_data_key()
    assert keys.open_data_key("org", wrap_for_organisation(data_key, public)) == data_key
    with pytest.raises(Tampered):
        keys.open_data_key("org", wrap_for_organisation(data_key, other))


def test_the_server_keeps_its_key_over_a_restart_and_needs_the_master_key(keys: KeyService, tmp_path: Path) -> None:
    public = keys.server_key().public_key
    again = KeyService(tmp_path / "keys.db", MASTER)
    assert again.server_key().public_key == public
    again.close()
    thief = KeyService(tmp_path / "keys.db", os.urandom(32))
    with pytest.raises(Tampered):
        thief.server_key()
    thief.close()
