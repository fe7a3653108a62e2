"""Ed25519 signatures over (domain || canonical bytes), and the signed words that cross between the sides."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from protocol.canonical import from_base64, to_base64
from protocol.errors import InvalidInput, Tampered

KEY_BYTES = 32


class SigningKey:
    """An Ed25519 private key (RFC 8032). Its bytes are handed out only for a keyring or an encrypted store."""

    def __init__(self, private: bytes) -> None:
        if len(private) != KEY_BYTES:
            raise InvalidInput("signing_key", f"{KEY_BYTES} bytes", "The signing key has a wrong size.")
        self._key = Ed25519PrivateKey.from_private_bytes(private)

    @classmethod
    def generate(cls) -> SigningKey:
        """Make a random key."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def private_bytes(self) -> bytes:
        """The 32 private bytes."""
        return self._key.private_bytes_raw()

    @property
    def public_key(self) -> str:
        """The public key, 32 bytes as base64."""
        return to_base64(self._key.public_key().public_bytes_raw())

    def sign(self, domain: bytes, message: bytes) -> str:
        """Sign domain || message; base64 text."""
        return to_base64(self._key.sign(domain + message))


def verify(public_key: str, domain: bytes, message: bytes, signature: str) -> None:
    """Raise Tampered(`tampered.signature`) unless `signature` is by `public_key` over domain || message."""
    try:
        key = Ed25519PublicKey.from_public_bytes(from_base64(public_key, "public_key"))
        key.verify(from_base64(signature, "signature"), domain + message)
    except (InvalidSignature, ValueError) as error:
        raise Tampered("tampered.signature", "A signature does not match what it signs.") from error
