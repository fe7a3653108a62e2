"""An authenticator in memory: makes a passkey and answers challenges, as a browser would hand it on (WebAuthn)."""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

_PRESENT, _VERIFIED, _ATTESTED = 1, 4, 64


@dataclass
class Authenticator:
    """One passkey for one site."""

    origin: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    count: int = 0

    @property
    def id(self) -> str:
        return bytes_to_base64url(self.credential)

    def make(self, options: str) -> str:
        """The answer to an offer of a new one."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + cbor2.dumps(public)
        statement = {"fmt": "none", "attStmt": {}, "authData": self._data(_ATTESTED) + attested}
        response = {
            "clientDataJSON": bytes_to_base64url(self._client(options, "webauthn.create")),
            "attestationObject": bytes_to_base64url(cbor2.dumps(statement)),
        }
        return self._answer(response)

    def sign(self, options: str) -> str:
        """The answer to an offer to sign in."""
        self.count += 1
        client, data = self._client(options, "webauthn.get"), self._data(0)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": bytes_to_base64url(client),
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(signature),
        }
        return self._answer(response)

    def _data(self, flags: int) -> bytes:
        site = self.origin.split("//")[1].split(":")[0]
        head = hashlib.sha256(site.encode()).digest()
        return head + struct.pack(">BI", flags | _PRESENT | _VERIFIED, self.count)

    def _client(self, options: str, kind: str) -> bytes:
        said = {"type": kind, "challenge": json.loads(options)["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, Any]) -> str:
        return json.dumps({"id": self.id, "rawId": self.id, "type": "public-key", "response": response})
