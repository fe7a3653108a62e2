"""Joining: a code becomes an attempt that is bound to a device, and the device shows that it holds its key.

Who knows code, device id and public key is not the device. The proof is the device's signature over the whole request,
with the address that the device spoke to, the server's time that it asked for just before, and a nonce: good at one
server, for minutes, once. What the device's own clock says is not in it.
"""

from __future__ import annotations

import ipaddress
import secrets
from typing import Self

from pydantic import AnyHttpUrl, Field, ValidationError

from protocol.canonical import MAX_INTEGER, canonical_bytes
from protocol.errors import InvalidInput
from protocol.identifiers import Identifier
from protocol.model import Frozen
from protocol.signing import SigningKey, verify
from protocol.wire import CODE_PATTERN, PROTOCOL_VERSION

JOIN_DOMAIN = b"recrutr/join/1\n"
PROOF_FRESH_US = 2 * 60 * 1_000_000
"""How far the named time may be from the server's: asked for and signed at once, it has one slow request to travel."""
THIS_MACHINE = "localhost"
"""The name of every server on the device's own machine, whatever its port."""
_NONCE_BYTES = 16


class JoinProof(Frozen):
    """Shows that the sender holds the device's key. `server`: what the device spoke to, as `named` writes it.

    `asked_at_us`: the server's time, from `GET /time`. `signature`: base64, over `JoinRequest.signed_bytes`.
    """

    server: str = Field(max_length=2000)
    asked_at_us: int = Field(ge=0, le=MAX_INTEGER)
    nonce: str = Field(pattern=r"^[0-9a-f]{32}$")
    signature: str = Field(default="", max_length=200)


class JoinRequest(Frozen):
    """`POST /join`: trade a code for an attempt; the device registers its key. `time_zone`: of its clock, by IANA.

    Without `proof` nothing is given; it may be absent here so that an app that knows of none is told so in words.
    """

    protocol: int = Field(default=PROTOCOL_VERSION, ge=1)
    code: str = Field(pattern=CODE_PATTERN)
    device: Identifier
    device_public_key: str
    app_version: str = Field(max_length=40)
    platform: str = Field(max_length=200)
    time_zone: str | None = Field(default=None, max_length=64)
    proof: JoinProof | None = None

    def proved(self, key: SigningKey, address: str, asked_at_us: int) -> Self:
        """The same request with the proof for the server at `address`, whose time was `asked_at_us` just now."""
        nonce = secrets.token_hex(_NONCE_BYTES)
        proof = JoinProof(server=named(address), asked_at_us=asked_at_us, nonce=nonce)
        return self.signed(key, proof)

    def signed(self, key: SigningKey, proof: JoinProof) -> Self:
        """The same request with this proof, signed."""
        signature = key.sign(JOIN_DOMAIN, self.model_copy(update={"proof": proof}).signed_bytes)
        return self.model_copy(update={"proof": proof.model_copy(update={"signature": signature})})

    @property
    def signed_bytes(self) -> bytes:
        """What the device signs: the canonical JSON of the request, all of it but the signature."""
        told = self.model_dump(mode="json", exclude_none=True)
        told.get("proof", {}).pop("signature", None)
        return canonical_bytes(told)

    def verify(self) -> None:
        """Raise Tampered(`tampered.signature`) unless the key of `device_public_key` signed this very request."""
        signature = "" if self.proof is None else self.proof.signature
        verify(self.device_public_key, JOIN_DOMAIN, self.signed_bytes, signature)


def named(address: str) -> str:
    """The one way to write a server's address: small letters, no usual port, no slash at the end. Raises InvalidInput.

    A server on the device's own machine is `THIS_MACHINE`: whoever can answer there needs no proof from elsewhere.
    """
    try:
        told = AnyHttpUrl(address)
    except ValidationError as error:
        raise InvalidInput("server", "a web address", "This is not the address of a server.") from error
    host = told.host or ""
    if is_this_machine(host.strip("[]")):
        return THIS_MACHINE
    path = (told.path or "").strip("/")
    return str(AnyHttpUrl.build(scheme=told.scheme, host=host, port=told.port, path=path)).rstrip("/")


def is_this_machine(host: str) -> bool:
    """Whether a host's name or number is that of the machine that asks."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
