"""Signatures by the specification *Standard Webhooks* (symmetric, `v1`), and secrets in its form.

Guarantees: signed are id, time and body together, so that none can be put to another; while two secrets hold, both
signatures are sent.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """A random secret as people hand it on."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(secrets_in_force: Sequence[str], identifier: str, at_s: int, body: bytes) -> dict[str, str]:
    """The headers of one request."""
    signed = f"{identifier}.{at_s}.".encode() + body
    signatures = [f"v1,{base64.b64encode(_mac(each, signed)).decode()}" for each in secrets_in_force]
    return {
        "webhook-id": identifier,
        "webhook-timestamp": str(at_s),
        "webhook-signature": " ".join(signatures),
        "Content-Type": "application/json",
        "User-Agent": "Recrutr-Webhooks/1",
    }


def _mac(secret: str, signed: bytes) -> bytes:
    return hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, hashlib.sha256).digest()
