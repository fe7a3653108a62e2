"""The same request again (`Idempotency-Key`): answered as the first time, and nothing is done twice.

Guarantees: a key holds for a day and for one body; two requests at once with one key make one invitation; the answer
lies sealed under the candidate's key and goes with the candidate.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated

from fastapi import Header
from sqlalchemy import delete, select

from backend.accounts.models import Organisation
from backend.programs.models import Repeat
from backend.programs.wire import InvitationMade, InvitationNew
from backend.settings import DAY_US
from backend.transaction import Services, Transaction
from protocol.canonical import digest_hex
from protocol.errors import InvalidInput
from protocol.identifiers import new_identifier

HEADER = "Idempotency-Key"
RepeatKey = Annotated[
    str | None,
    Header(
        alias=HEADER,
        min_length=1,
        max_length=100,
        description="Any text, a new one for each invitation: the same request with it again within a day is answered"
        " as the first time, and nobody is invited twice.",
    ),
]


def first_answer(tx: Transaction, organisation: str, key: str, body: InvitationNew) -> InvitationMade | None:
    """What this key was answered with, or None when it is new. Raises InvalidInput when it stood with another body."""
    # PostgreSQL: whoever comes with the same key meanwhile waits here; SQLite has one writer anyway.
    tx.session.scalar(select(Organisation.id).where(Organisation.id == organisation).with_for_update())
    mine = (Repeat.organisation == organisation, Repeat.key_hash == _hashed(tx, organisation, key))
    row = tx.session.scalar(select(Repeat).where(*mine, Repeat.at_us > tx.now_us - DAY_US))
    if row is None:
        tx.session.execute(delete(Repeat).where(*mine))
        return None
    if row.request_digest != _digest(body):
        limit = "one key for one request"
        raise InvalidInput(HEADER, limit, "This key was sent with another request before. Take a new one.")
    opened = tx.keys.open(row.candidate, row.sealed_answer, _associated(row.id))
    return InvitationMade.model_validate_json(opened)


def keep_answer(tx: Transaction, organisation: str, key: str, body: InvitationNew, made: InvitationMade) -> None:
    """So that `first_answer` knows it."""
    identifier, candidate = new_identifier(), made.candidate.candidate
    row = Repeat(
        id=identifier,
        organisation=organisation,
        candidate=candidate,
        key_hash=_hashed(tx, organisation, key),
        request_digest=_digest(body),
        sealed_answer=tx.keys.seal(candidate, made.model_dump_json().encode(), _associated(identifier)),
        at_us=tx.now_us,
    )
    tx.session.add(row)


def forget_repeats(services: Services) -> None:
    """Periodic: keys whose day is over."""
    with services.transaction() as tx:
        tx.session.execute(delete(Repeat).where(Repeat.at_us <= tx.now_us - DAY_US))


def _hashed(tx: Transaction, organisation: str, key: str) -> str:
    message = f"repeat/{organisation}/{key}".encode()
    return hmac.new(tx.services.secrets.hash_key, message, hashlib.sha256).hexdigest()


def _digest(body: InvitationNew) -> str:
    return digest_hex(body.model_dump_json().encode())


def _associated(identifier: str) -> bytes:
    return f"repeat/answer/{identifier}".encode()
