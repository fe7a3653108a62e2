"""The vectors hold: the code still makes them, and a reader with only standard parts comes to the same bytes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
import uuid
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from protocol.canonical import canonical_bytes, parse_canonical
from protocol.facts import EditFact, parse_fact
from protocol.journal import parse_entry
from protocol.receipts import Acknowledgement, Signed
from protocol.sealing import open_segment
from tests.vectors.make_vectors import ATTEMPT, DATA_KEY, FOLDER, SERVER_KEY, TRACK, VECTORS, as_text


def _vector(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="ascii"))


@pytest.mark.parametrize("name", VECTORS)
def test_the_code_still_makes_the_vector(name: str) -> None:
    assert as_text(VECTORS[name]()) == (FOLDER / name).read_text(encoding="ascii")


def test_canonical_json_by_the_vector() -> None:
    for case in _vector("canonical.json")["cases"]:
        data = base64.b64decode(case["canonical_base64"])
        assert canonical_bytes(case["value"]) == data, case["shows"]
        assert parse_canonical(data) == case["value"]


def test_names_are_sorted_as_rfc_8785_shows() -> None:
    (case,) = [it for it in _vector("canonical.json")["cases"] if "sorted" in it["shows"]]
    text = base64.b64decode(case["canonical_base64"]).decode()
    assert list(json.loads(text)) == ["\r", "1", "\u0080", "ö", "€", "😀", "\ufb33"]  # RFC 8785 §3.2.3


def test_entries_chain_by_hand() -> None:
    vector = _vector("entry.json")
    key, previous = bytes.fromhex(vector["commitment_key_hex"]), vector["ticket_digest"]
    for kept in vector["entries"]:
        header, body = base64.b64decode(kept["header_base64"]), base64.b64decode(kept["body_base64"])
        fields = json.loads(header)
        assert fields["commitment"] == hmac.new(key, body, hashlib.sha256).hexdigest() == kept["commitment"]
        assert fields["previous"] == previous == kept["previous"]
        assert hashlib.sha256(b"recrutr/entry/1\n" + header).hexdigest() == kept["hash"]
        assert parse_entry(header, body).hash == kept["hash"]
        previous = kept["hash"]


def test_bodies_parse_to_facts() -> None:
    bodies = [base64.b64decode(it["body_base64"]) for it in _vector("entry.json")["entries"]]
    fact = parse_fact(bodies[0])
    assert isinstance(fact, EditFact)
    assert (fact.edit.removed, fact.edit.inserted) == ("ö", "€😀\n")


def test_batch_signature_by_hand() -> None:
    vector, chain = _vector("batch.json"), _vector("entry.json")
    claim = json.loads(base64.b64decode(vector["claim_base64"]))
    assert (claim["first"], claim["last"], claim["head"]) == (1, 2, chain["entries"][-1]["hash"])
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["device_private_key_hex"]))
    message = vector["domain"].encode() + base64.b64decode(vector["claim_base64"])
    assert base64.b64encode(private.sign(message)).decode() == vector["signature_base64"]


def test_the_proof_of_a_join_by_hand() -> None:
    vector = _vector("join.json")
    request = vector["request"]
    signature = request["proof"].pop("signature")
    message = json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert base64.b64decode(vector["signed_base64"]) == message
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["device_private_key_hex"]))
    assert base64.b64encode(private.sign(vector["domain"].encode() + message)).decode() == signature


def test_fragments_open_by_hand() -> None:
    vector = _vector("fragment.json")
    data = base64.b64decode(vector["segment_base64"])
    assert hashlib.sha256(data).hexdigest() == vector["segment_digest"]
    assert data[:8] == b"RCRSEG1\n"
    context = b"recrutr/fragment/1\0" + uuid.UUID(vector["attempt"]).bytes + uuid.UUID(vector["track"]).bytes
    at, previous = 8, bytes(16)
    for number, plain in enumerate(vector["plain_base64"]):
        header = data[at : at + 29]
        length, segment, fragment, flags, named = struct.unpack(">IIIB16s", header)
        assert (segment, fragment, flags, named) == (7, number, number, previous)
        sealed = data[at + 29 : at + 29 + length]
        nonce = bytes(4) + struct.pack(">II", segment, fragment)
        opened = AESGCM(bytes.fromhex(vector["data_key_hex"])).decrypt(nonce, sealed, context + header)
        assert opened == base64.b64decode(plain)
        previous = sealed[-16:]
        assert previous.hex() == vector["tags_hex"][number]
        at += 29 + length
    assert at == len(data)


def test_fragments_open_with_the_code() -> None:
    vector = _vector("fragment.json")
    opened = open_segment(base64.b64decode(vector["segment_base64"]), ATTEMPT, TRACK, DATA_KEY)
    assert [it.plain for it in opened] == [base64.b64decode(it) for it in vector["plain_base64"]]


def test_acknowledgement_by_hand() -> None:
    vector = _vector("acknowledgement.json")
    value = base64.b64decode(vector["signed"]["value"])
    assert json.loads(value) == vector["value"]
    assert hashlib.sha256(value).hexdigest() == vector["digest"]
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(vector["signed"]["public_key"]))
    public.verify(base64.b64decode(vector["signed"]["signature"]), vector["domain"].encode() + value)
    word = Acknowledgement.from_signed(Signed(**vector["signed"]), SERVER_KEY.public_key)
    assert word.seq == 2
