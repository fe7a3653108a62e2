"""Keys to applicant-tracking systems, sealed: those they called with, and the one that an owner wrote down for Ashby.

Guarantees: a key lies sealed for its own row and is shown nowhere; each change is in the audit list.
"""

from __future__ import annotations

import hashlib
import hmac

from backend.access import MemberSubject, require
from backend.accounts.models import Role
from backend.audit import service as audit
from backend.partners.models import AshbyKey
from backend.transaction import Services, Transaction
from protocol.errors import InvalidInput
from protocol.saying import to_say
from protocol.sealing import open_bytes, seal_bytes

MAX_ASHBY_KEY = 200


def seal(services: Services, row: str, key: str) -> bytes:
    """A key as it lies in the row of this name."""
    return seal_bytes(_house_key(services), key.encode(), _associated(row))


def opened(services: Services, row: str, sealed: bytes) -> str:
    """The key again."""
    return open_bytes(_house_key(services), sealed, _associated(row)).decode()


def has_ashby_key(tx: Transaction, owner: MemberSubject) -> bool:
    """Whether there is one. Raises NotAllowed."""
    require(owner, Role.OWNER)
    return tx.session.get(AshbyKey, owner.organisation) is not None


def write_ashby_key(tx: Transaction, owner: MemberSubject, key: str) -> None:
    """Keep another one; an empty one takes it away. Raises NotAllowed, InvalidInput."""
    require(owner, Role.OWNER)
    key, row = key.strip(), tx.session.get(AshbyKey, owner.organisation)
    if len(key) > MAX_ASHBY_KEY or not key.isascii() or not key.isprintable() or ":" in key:
        limit = to_say("up to {most} letters, digits and signs of ASCII, no colon", most=MAX_ASHBY_KEY)
        raise InvalidInput("key", limit, to_say("The key must have: {limit}.", limit=limit))
    if not key and row is None:
        return
    if not key:
        tx.session.delete(row)
    else:
        sealed = seal(tx.services, owner.organisation, key)
        tx.session.merge(
            AshbyKey(
                organisation=owner.organisation,
                sealed_key=sealed,
                created_by=owner.member,
                created_at_us=tx.now_us,
            )
        )
    what = "partner.key_written" if key else "partner.key_removed"
    audit.record(tx, owner, owner.organisation, audit.Event(what, "organisation", owner.organisation))


def ashby_key(tx: Transaction, organisation: str) -> str | None:
    """The key of an organisation, for telling its Ashby."""
    row = tx.session.get(AshbyKey, organisation)
    return None if row is None else opened(tx.services, organisation, row.sealed_key)


def _house_key(services: Services) -> bytes:
    return hmac.new(services.secrets.hash_key, b"recrutr/partner-key/1", hashlib.sha256).digest()


def _associated(row: str) -> bytes:
    return f"partner/{row}".encode()
