"""The secret with which we show a provider that we are its client: sealed for its own row, shown nowhere."""

from __future__ import annotations

import hashlib
import hmac

from backend.sign_on.models import SignOnProvider
from backend.transaction import Services
from protocol.sealing import open_bytes, seal_bytes


def seal(services: Services, organisation: str, secret: str) -> bytes:
    """The secret as it lies in the row of this organisation."""
    return seal_bytes(_key(services), secret.encode(), _associated(organisation))


def opened(services: Services, row: SignOnProvider) -> str:
    """The secret again. Raises Tampered."""
    return open_bytes(_key(services), row.sealed_secret, _associated(row.organisation)).decode()


def _key(services: Services) -> bytes:
    return hmac.new(services.secrets.hash_key, b"recrutr/sign-on-secret/1", hashlib.sha256).digest()


def _associated(organisation: str) -> bytes:
    return f"sign_on_provider/{organisation}".encode()
