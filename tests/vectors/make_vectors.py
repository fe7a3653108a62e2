"""Make the test vectors: bytes that both sides of the wire, the browser's player included, must agree on.

`python -m tests.vectors.make_vectors` writes the files again; `tests/unit/protocol/test_vectors.py` compares them with
what the code makes now, and checks them by hand with nothing but hashlib, hmac and cryptography. A vector that changes
is a new protocol version.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from protocol.attempts import TrackKind
from protocol.canonical import canonical_bytes, digest_hex, to_base64
from protocol.edits import Edit, Origin
from protocol.facts import EditFact, RecorderEvent, RecorderFact, fact_bytes
from protocol.joining import JOIN_DOMAIN, JoinProof, JoinRequest, named
from protocol.journal import BATCH_DOMAIN, Chain, Entry, Head, Moment, claim_of, sign_batch
from protocol.receipts import Acknowledgement
from protocol.sealing import LAST_IN_SEGMENT, MAGIC, Sealer
from protocol.signing import SigningKey

FOLDER = Path(__file__).parent
ATTEMPT = "0190a5c0-0000-7000-8000-000000000001"
DEVICE = "0190a5c0-0000-7000-8000-000000000002"
LAUNCH = "0190a5c0-0000-7000-8000-000000000003"
DOCUMENT = "0190a5c0-0000-7000-8000-000000000004"
TRACK = "0190a5c0-0000-7000-8000-000000000005"
COMMITMENT_KEY = bytes(range(32))
DEVICE_KEY = SigningKey(bytes(range(32, 64)))
SERVER_KEY = SigningKey(bytes(range(64, 96)))
DATA_KEY = bytes(range(96, 128))
TICKET_DIGEST = "5a" * 32

CANONICAL_VALUES: tuple[tuple[str, Any], ...] = (
    ("names are sorted by UTF-16 code units", {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, "ö": 7}),
    ("only what must be escaped is", {"text": '"\\/\b\f\n\r\t\u000f\u007f€😀'}),
    ("the largest integers that JSON carries exactly", [2**53 - 1, -(2**53 - 1), 0]),
    ("nothing between", {"b": [True, False, None], "a": {}, "c": []}),
)


def canonical() -> dict[str, Any]:
    """Values and their canonical JSON."""
    cases = [
        {"shows": shows, "value": value, "canonical_base64": to_base64(canonical_bytes(value))}
        for shows, value in CANONICAL_VALUES
    ]
    return {"cases": cases}


def entries() -> list[Entry]:
    """Two entries that follow the ticket."""
    chain = Chain(ATTEMPT, DEVICE, COMMITMENT_KEY)
    edit = EditFact(document=DOCUMENT, edit=Edit(position=3, removed="ö", inserted="€😀\n", origin=Origin.PASTE))
    gap = RecorderFact(stream=TrackKind.CAMERA, event=RecorderEvent.GAP, track=TRACK, lost_us=500_000)
    first = chain.link(Head(0, TICKET_DIGEST), fact_bytes(edit), Moment(LAUNCH, 1_000_001, 1_700_000_000_000_001))
    second = chain.link(Head(1, first.hash), fact_bytes(gap), Moment(LAUNCH, 1_500_001, 1_700_000_000_500_001))
    return [first, second]


def entry() -> dict[str, Any]:
    """A chain of two entries."""
    return {
        "commitment_key_hex": COMMITMENT_KEY.hex(),
        "ticket_digest": TICKET_DIGEST,
        "entries": [
            {
                "header_base64": to_base64(it.header_bytes),
                "body_base64": to_base64(it.body),
                "commitment": it.header.commitment,
                "previous": it.header.previous,
                "hash": it.hash,
            }
            for it in entries()
        ],
    }


def batch() -> dict[str, Any]:
    """The device's signature over the two entries."""
    claim = claim_of(entries()).canonical()
    return {
        "device_private_key_hex": DEVICE_KEY.private_bytes.hex(),
        "device_public_key_base64": DEVICE_KEY.public_key,
        "domain": BATCH_DOMAIN.decode("ascii"),
        "claim_base64": to_base64(claim),
        "signature_base64": sign_batch(entries(), DEVICE_KEY),
    }


def fragment() -> dict[str, Any]:
    """A segment of two sealed fragments."""
    sealer = Sealer(ATTEMPT, TRACK, DATA_KEY)
    plain = [b"ftyp and moov would stand here", bytes(range(256))]
    sealed = [sealer.seal(7, 0, plain[0]), sealer.seal(7, 1, plain[1], LAST_IN_SEGMENT)]
    segment = MAGIC + b"".join(it.record for it in sealed)
    return {
        "attempt": ATTEMPT,
        "track": TRACK,
        "data_key_hex": DATA_KEY.hex(),
        "plain_base64": [to_base64(it) for it in plain],
        "tags_hex": [it.tag.hex() for it in sealed],
        "segment_base64": to_base64(segment),
        "segment_digest": digest_hex(segment),
    }


def acknowledgement() -> dict[str, Any]:
    """The server's signed word for the two entries."""
    head = entries()[-1]
    word = Acknowledgement(
        attempt=ATTEMPT,
        device=DEVICE,
        seq=head.seq,
        head=head.hash,
        server_time_us=1_700_000_001_000_000,
        nonce="000102030405060708090a0b0c0d0e0f",
    )
    signed = word.signed_by(SERVER_KEY)
    return {
        "server_private_key_hex": SERVER_KEY.private_bytes.hex(),
        "domain": Acknowledgement.DOMAIN.decode("ascii"),
        "value": json.loads(word.canonical()),
        "signed": signed.model_dump(),
        "digest": signed.digest,
    }


def join() -> dict[str, Any]:
    """The device's proof that it holds its key."""
    proof = JoinProof(
        server=named("https://Recrutr.example:443/"),
        asked_at_us=1_700_000_000_000_001,
        nonce="000102030405060708090a0b0c0d0e0f",
    )
    request = JoinRequest(
        code="7M3K-9QXT-2B4V-HJ0W",
        device=DEVICE,
        device_public_key=DEVICE_KEY.public_key,
        app_version="0.1.0",
        platform="a computer",
        time_zone="Europe/Berlin",
    ).signed(DEVICE_KEY, proof)
    return {
        "device_private_key_hex": DEVICE_KEY.private_bytes.hex(),
        "domain": JOIN_DOMAIN.decode("ascii"),
        "signed_base64": to_base64(request.signed_bytes),
        "request": request.model_dump(mode="json"),
    }


VECTORS = {
    "canonical.json": canonical,
    "entry.json": entry,
    "batch.json": batch,
    "fragment.json": fragment,
    "acknowledgement.json": acknowledgement,
    "join.json": join,
}


def as_text(vector: dict[str, Any]) -> str:
    """The form in which a vector is kept: indented, sorted, ASCII only."""
    return json.dumps(vector, indent=2, sort_keys=True) + "\n"


def main() -> None:
    """Write every vector."""
    for name, make in VECTORS.items():
        (FOLDER / name).write_text(as_text(make()), encoding="ascii")


if __name__ == "__main__":
    main()
