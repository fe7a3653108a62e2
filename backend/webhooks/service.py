"""Webhooks of an organisation: making, switching, secrets, trying out, sending again. For its owners.

Guarantees: a secret is shown once and lies sealed; the former one signs beside the new one for OVERLAP_US; each change
is in the audit list; what is sent again is the same event with the same id and the same bytes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select

from backend.access import MemberSubject, find, require, visible
from backend.accounts.models import Role
from backend.audit import service as audit
from backend.outgoing.addresses import read_address
from backend.transaction import Services, Transaction
from backend.webhooks import outbox, signing
from backend.webhooks.models import DeliveryState, EndpointState, WebhookDelivery, WebhookEndpoint, WebhookEvent
from protocol.errors import Conflict, InvalidInput
from protocol.identifiers import new_identifier
from protocol.saying import to_say
from protocol.sealing import open_bytes, seal_bytes

MOST_ENDPOINTS = 20
MOST_REPLAYED = 1000
PAGE_ROWS = 50
OVERLAP_US = 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery with the kind of its event."""

    delivery: WebhookDelivery
    kind: str


@dataclass(frozen=True, slots=True)
class Span:
    """Deliveries that were made in a time; `missed`: only what the other side did not take."""

    since_us: int
    until_us: int
    missed: bool = True


def endpoints(tx: Transaction, owner: MemberSubject) -> Sequence[WebhookEndpoint]:
    """All of the organisation, the oldest first. Raises NotAllowed."""
    require(owner, Role.OWNER)
    return tx.session.scalars(visible(owner, WebhookEndpoint).order_by(WebhookEndpoint.created_at_us)).all()


def endpoint(tx: Transaction, owner: MemberSubject, identifier: str) -> WebhookEndpoint:
    """One. Raises NotAllowed, NotFound."""
    require(owner, Role.OWNER)
    return find(tx.session, owner, WebhookEndpoint, WebhookEndpoint.id == identifier)


def make(tx: Transaction, owner: MemberSubject, address: str, kinds: Sequence[str]) -> tuple[WebhookEndpoint, str]:
    """A new one, and its secret, shown now and never again. Raises NotAllowed, InvalidInput, Conflict."""
    require(owner, Role.OWNER)
    read_address(address.strip(), this_machine=tx.settings.call_this_machine)
    if not kinds or not set(kinds) <= set(outbox.KINDS):
        raise InvalidInput("kinds", "at least one of the list", to_say("Choose at least one kind of event."))
    if len(endpoints(tx, owner)) >= MOST_ENDPOINTS:
        raise Conflict(
            "webhook.many",
            to_say(
                "An organisation has at most {most_endpoints} webhooks. Remove one first.",
                most_endpoints=MOST_ENDPOINTS,
            ),
        )
    secret, identifier = signing.new_secret(), new_identifier()
    row = WebhookEndpoint(
        id=identifier,
        organisation=owner.organisation,
        address=address.strip(),
        kinds=sorted(set(kinds)),
        sealed_secret=_seal(tx.services, identifier, secret),
        state=EndpointState.ON,
        created_by=owner.member,
        created_at_us=tx.now_us,
    )
    tx.session.add(row)
    tx.session.flush()
    _note(tx, owner, "made", row)
    return row, secret


def renew_secret(tx: Transaction, owner: MemberSubject, identifier: str) -> str:
    """Another secret; both sign for OVERLAP_US. Raises NotAllowed, NotFound."""
    row, secret = endpoint(tx, owner, identifier), signing.new_secret()
    row.sealed_former, row.former_until_us = row.sealed_secret, tx.now_us + OVERLAP_US
    row.sealed_secret = _seal(tx.services, row.id, secret)
    _note(tx, owner, "secret_changed", row)
    return secret


def switch(tx: Transaction, owner: MemberSubject, identifier: str, state: EndpointState) -> None:
    """On or off; going on begins without what was counted before. Raises NotAllowed, NotFound."""
    row = endpoint(tx, owner, identifier)
    row.state, row.off_code, row.failures, row.rests_until_us = state, None, 0, 0
    _note(tx, owner, "switched", row, {"state": state.value})


def remove(tx: Transaction, owner: MemberSubject, identifier: str) -> None:
    """For good, with the list of its deliveries. Raises NotAllowed, NotFound."""
    row = endpoint(tx, owner, identifier)
    tx.session.execute(delete(WebhookDelivery).where(WebhookDelivery.endpoint == row.id))
    _note(tx, owner, "removed", row)
    tx.session.delete(row)


def try_out(tx: Transaction, owner: MemberSubject, identifier: str) -> WebhookDelivery:
    """Send an event that tells of nothing. Raises NotAllowed, NotFound, Conflict(`webhook.off`)."""
    row = endpoint(tx, owner, identifier)
    _require_on(row)
    row.rests_until_us = 0
    return outbox.post(tx, row, outbox.write_event(tx, row.organisation, outbox.TEST, {"endpoint": row.id}))


def deliveries(tx: Transaction, owner: MemberSubject, row: WebhookEndpoint, page: int) -> tuple[list[Line], int]:
    """One page of an endpoint's deliveries, the newest first, and how many there are in all."""
    mine = visible(owner, WebhookDelivery).where(WebhookDelivery.endpoint == row.id)
    total = tx.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    newest = mine.order_by(WebhookDelivery.created_at_us.desc(), WebhookDelivery.id.desc())
    shown = newest.join(WebhookEvent, WebhookEvent.id == WebhookDelivery.event).add_columns(WebhookEvent.kind)
    rows = tx.session.execute(shown.offset((page - 1) * PAGE_ROWS).limit(PAGE_ROWS))
    return [Line(delivery, kind) for delivery, kind in rows], total


def replay(tx: Transaction, owner: MemberSubject, identifier: str, which: str | Span) -> int:
    """Send one delivery, or those of a time, again; how many. Raises NotAllowed, NotFound, Conflict(`webhook.off`)."""
    row = endpoint(tx, owner, identifier)
    _require_on(row)
    if isinstance(which, str):
        mine = (WebhookDelivery.id == which, WebhookDelivery.endpoint == row.id)
        events = [find(tx.session, owner, WebhookDelivery, *mine).event]
    else:
        events = list(tx.session.scalars(_events_of(row, which)))
    for event in events:
        outbox.post(tx, row, tx.session.get_one(WebhookEvent, event))
    row.rests_until_us = 0
    _note(tx, owner, "replayed", row, {"deliveries": len(events)})
    return len(events)


def secrets_of(services: Services, row: WebhookEndpoint, now_us: int) -> list[str]:
    """The secrets that sign now, the newest first."""
    sealed = [row.sealed_secret]
    if row.sealed_former is not None and (row.former_until_us or 0) > now_us:
        sealed.append(row.sealed_former)
    return [open_bytes(_key(services), each, _associated(row.id)).decode() for each in sealed]


def _events_of(row: WebhookEndpoint, span: Span) -> Select[str]:
    """The events of a time, each once, in their order; those that wait are on their way already."""
    inside = WebhookDelivery.created_at_us.between(span.since_us, span.until_us)
    mine = select(WebhookDelivery.event).where(WebhookDelivery.endpoint == row.id)
    ended = inside & (WebhookDelivery.state != DeliveryState.WAITING)
    events = mine.where(ended, WebhookDelivery.event.not_in(mine.where(WebhookDelivery.state == DeliveryState.WAITING)))
    if span.missed:
        taken = mine.where(WebhookDelivery.state == DeliveryState.DELIVERED)
        events = events.where(WebhookDelivery.event.not_in(taken))
    return events.distinct().order_by(WebhookDelivery.event).limit(MOST_REPLAYED)


def _require_on(row: WebhookEndpoint) -> None:
    if row.state != EndpointState.ON:
        raise Conflict("webhook.off", to_say("This webhook is switched off. Switch it on first."))


def _note(
    tx: Transaction,
    owner: MemberSubject,
    what: str,
    row: WebhookEndpoint,
    details: dict[str, str | int | bool | None] | None = None,
) -> None:
    audit.record(tx, owner, owner.organisation, audit.Event(f"webhook.{what}", "webhook", row.id, details))


def _seal(services: Services, identifier: str, secret: str) -> bytes:
    return seal_bytes(_key(services), secret.encode(), _associated(identifier))


def _key(services: Services) -> bytes:
    return hmac.new(services.secrets.hash_key, b"recrutr/webhook-key/1", hashlib.sha256).digest()


def _associated(identifier: str) -> bytes:
    return f"webhook/{identifier}".encode()
