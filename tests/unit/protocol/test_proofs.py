"""The proof of a join: everything in the request is signed, and a server has one name."""

from __future__ import annotations

import pytest

from protocol.errors import InvalidInput, Tampered
from protocol.identifiers import new_identifier
from protocol.joining import JoinProof, JoinRequest, named
from protocol.signing import SigningKey

KEY = SigningKey.generate()
REQUEST = JoinRequest(
    code="7M3K-9QXT-2B4V-HJ0W",
    device=new_identifier(),
    device_public_key=KEY.public_key,
    app_version="1.0",
    platform="Linux",
    time_zone="Europe/Berlin",
).proved(KEY, "https://recrutr.example", 1_700_000_000_000_000)
OTHER = {
    "protocol": 2,
    "code": "7M3K-9QXT-2B4V-HJ0X",
    "device": new_identifier(),
    "device_public_key": SigningKey.generate().public_key,
    "app_version": "1.1",
    "platform": "Windows",
    "time_zone": None,
}
OTHER_PROOF = {"server": "https://other.example", "asked_at_us": 1_700_000_000_000_001, "nonce": "0" * 32}


def test_every_field_is_signed() -> None:
    REQUEST.verify()
    assert REQUEST.proof is not None
    assert {*OTHER, "proof"} == set(JoinRequest.model_fields)
    assert {*OTHER_PROOF, "signature"} == set(JoinProof.model_fields)
    changed = [REQUEST.model_copy(update={name: value}) for name, value in OTHER.items()]
    for name, value in OTHER_PROOF.items():
        proof = REQUEST.proof.model_copy(update={name: value})
        changed.append(REQUEST.model_copy(update={"proof": proof}))
    assert len({request.signed_bytes for request in (REQUEST, *changed)}) == 1 + len(changed)
    for request in (*changed, REQUEST.model_copy(update={"proof": None})):
        with pytest.raises(Tampered):
            request.verify()


def test_a_signature_for_something_else_is_none_for_a_join() -> None:
    assert REQUEST.proof is not None
    for domain in (b"", b"recrutr/restore/1\n", b"recrutr/join/2\n"):
        signature = KEY.sign(domain, REQUEST.signed_bytes)
        with pytest.raises(Tampered):
            REQUEST.model_copy(update={"proof": REQUEST.proof.model_copy(update={"signature": signature})}).verify()


def test_no_two_proofs_are_the_same() -> None:
    made = [REQUEST.proved(KEY, "https://recrutr.example", 1) for _ in range(2)]
    assert made[0].signed_bytes != made[1].signed_bytes


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://Recrutr.Example", "https://recrutr.example"),
        ("https://recrutr.example:443/", "https://recrutr.example"),
        ("https://somebody:secret@recrutr.example/jobs/", "https://recrutr.example/jobs"),
        ("https://recrutr.example:8443", "https://recrutr.example:8443"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("https://[2001:DB8::1]:443", "https://[2001:db8::1]"),
        ("http://10.0.0.1:8000", "http://10.0.0.1:8000"),
        ("http://127.0.0.1:40101", "localhost"),
        ("http://localhost:8000", "localhost"),
        ("http://recrutr.localhost", "localhost"),
        ("http://[::1]:8000", "localhost"),
        ("https://localhost.example", "https://localhost.example"),
        ("https://127.0.0.1.example", "https://127.0.0.1.example"),
    ],
)
def test_a_server_has_one_name(address: str, name: str) -> None:
    assert named(address) == name


@pytest.mark.parametrize("address", ["", "recrutr.example", "ftp://recrutr.example", "https://x:99999", "https://["])
def test_what_is_no_address_has_none(address: str) -> None:
    with pytest.raises(InvalidInput, match="not the address") as caught:
        named(address)
    assert caught.value.details["field"] == "server"
