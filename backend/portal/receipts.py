"""Erasure receipts on pages and as files: checked against the server's key before they are shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response

from backend.portal.pages import SECURITY_HEADERS
from backend.transaction import Transaction
from protocol.receipts import ErasureReceipt, Signed


@dataclass(frozen=True, slots=True)
class Receipt:
    """A verified receipt: what it says, and the signature over it."""

    value: ErasureReceipt
    signed: Signed


def receipt_of(tx: Transaction, signed: dict[str, Any] | str) -> Receipt:
    """Verify and open a stored receipt. Raises Tampered when it is not by this server's key."""
    text = signed if isinstance(signed, str) else json.dumps(signed)
    parsed = Signed.parse(text)
    return Receipt(ErasureReceipt.from_signed(parsed, tx.keys.server_key().public_key), parsed)


def receipt_download(signed: dict[str, Any], attempt: str) -> Response:
    """The signed receipt as a JSON file."""
    headers = {"Content-Disposition": f'attachment; filename="erasure-receipt-{attempt}.json"'}
    body = json.dumps(signed, indent=2) + "\n"
    return Response(body, media_type="application/json", headers=SECURITY_HEADERS | headers)
