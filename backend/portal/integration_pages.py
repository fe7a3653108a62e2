"""Webhooks of an organisation, for its owners: what was sent where, what came back, and sending it again.

Guarantees: a change of where events go, and of secrets, needs that the owner showed lately who they are; a secret is
shown once; what another side answered is shown as text only.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from pydantic import BaseModel, Field

from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import CheckedMember, SignedInMember, recent
from backend.http import Reading, Tx
from backend.mail import service as mail
from backend.outgoing.addresses import MAX_LENGTH, PORTS
from backend.partners import door, keys, orders, trouble
from backend.portal.account_pages import SCOPE_WORDS
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page, see_other
from backend.portal.routing import PageRoute
from backend.saying import said, say
from backend.settings import DAY_US
from backend.transaction import Transaction
from backend.webhooks import outbox, service
from backend.webhooks.models import DeliveryState, EndpointState, WebhookDelivery
from backend.webhooks.service import PAGE_ROWS, Span
from protocol.errors import Conflict, InvalidInput
from protocol.saying import to_say

INTEGRATIONS = "/portal/integrations"
router = APIRouter(prefix=INTEGRATIONS, route_class=PageRoute, include_in_schema=False)
RecentMember = Annotated[CurrentMember, Depends(recent)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]
SECOND_US = 1_000_000
WEEK_US = 7 * 24 * 3600 * SECOND_US
_CODES = {
    "outgoing.address": to_say("the address is never called"),
    "outgoing.unresolved": to_say("the name has no address"),
    "outgoing.forbidden": to_say("the name leads inside a network"),
    "outgoing.certificate": to_say("the certificate does not hold"),
    "outgoing.slow": to_say("it took too long"),
    "outgoing.unreachable": to_say("it does not answer"),
    "outgoing.bug": to_say("a mistake of this server"),
    "partner.no_key": to_say("there is no key to Ashby"),
    "partner.refused": to_say("it answered that it did not take it"),
}
STATE_WORDS = {
    DeliveryState.DELIVERED: to_say("Delivered"),
    DeliveryState.FAILED: to_say("Failed"),
    DeliveryState.WAITING: to_say("Waiting"),
    DeliveryState.ENDED: to_say("Ended"),
}
_OFF = {
    "gone": to_say("the other side said that it is gone"),
    "failing": to_say("the other side took nothing for three days"),
}


class EndpointForm(BaseModel):
    """Where to, and what."""

    address: str = Field(default="", max_length=MAX_LENGTH)
    kinds: list[str] = Field(default_factory=list, max_length=len(outbox.KINDS))
    csrf: str = ""


class AshbyForm(BaseModel):
    """The key to Ashby; empty takes it away."""

    key: str = Field(default="", max_length=1000)
    csrf: str = ""


class StateForm(BaseModel):
    """On or off."""

    state: EndpointState
    csrf: str = ""


class ReplayForm(BaseModel):
    """One delivery, or those of a time in UTC."""

    delivery: str = Field(default="", max_length=40)
    since: str = Field(default="", max_length=30)
    until: str = Field(default="", max_length=30)
    everything: bool = False
    csrf: str = ""

    def which(self) -> str | Span:
        """Raises InvalidInput."""
        if self.delivery:
            return self.delivery
        return Span(_moment("since", self.since), _moment("until", self.until), missed=not self.everything)


@router.get("")
def show_integrations(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """Every webhook, and the form for a new one."""
    return _list(request, member, tx)


@router.post("")
def make(
    request: Request, _checked: CheckedMember, member: RecentMember, tx: Tx, form: Annotated[EndpointForm, Form()]
) -> Response:
    """Make one; the secret is shown now and never again."""
    try:
        made, secret = service.make(tx, member.subject, form.address, form.kinds)
    except (InvalidInput, Conflict) as error:
        more = {"refused": error.message, "address": form.address, "ticked": form.kinds}
        return _list(request, member, tx, more, error.status)
    return _one(request, member, tx, made.id, more={"new_secret": secret})


@router.post("/ashby")
def write_ashby_key(
    request: Request, _checked: CheckedMember, member: RecentMember, tx: Tx, form: Annotated[AshbyForm, Form()]
) -> Response:
    """Keep another key, or none."""
    try:
        keys.write_ashby_key(tx, member.subject, form.key)
    except InvalidInput as error:
        return _list(request, member, tx, {"ashby_refused": error.message}, error.status)
    return see_other(f"{INTEGRATIONS}#ashby")


@router.get("/{endpoint}")
def show_webhook(
    request: Request, endpoint: str, member: SignedInMember, tx: Reading, page: PageNumber = 1
) -> Response:
    """One, with its deliveries."""
    return _one(request, member, tx, endpoint, page)


@router.post("/{endpoint}/test")
def try_out(endpoint: str, member: CheckedMember, tx: Tx) -> Response:
    """Send an event that tells of nothing."""
    service.try_out(tx, member.subject, endpoint)
    return see_other(f"{INTEGRATIONS}/{endpoint}#deliveries")


@router.post("/{endpoint}/secret")
def renew_secret(request: Request, endpoint: str, _checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """A new secret, shown now and never again; the former one signs beside it for a day."""
    secret = service.renew_secret(tx, member.subject, endpoint)
    return _one(request, member, tx, endpoint, more={"new_secret": secret})


@router.post("/{endpoint}/state")
def switch(
    endpoint: str, _checked: CheckedMember, member: RecentMember, tx: Tx, form: Annotated[StateForm, Form()]
) -> Response:
    """On or off."""
    service.switch(tx, member.subject, endpoint, form.state)
    return see_other(f"{INTEGRATIONS}/{endpoint}")


@router.post("/{endpoint}/remove")
def remove(endpoint: str, _checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """For good."""
    service.remove(tx, member.subject, endpoint)
    return see_other(INTEGRATIONS)


@router.post("/{endpoint}/replay")
def replay(
    request: Request, endpoint: str, member: CheckedMember, tx: Tx, form: Annotated[ReplayForm, Form()]
) -> Response:
    """Send one, or those of a time, again."""
    try:
        count = service.replay(tx, member.subject, endpoint, form.which())
    except InvalidInput as error:
        return _one(request, member, tx, endpoint, more={"refused": error.message}, status=error.status)
    return _one(request, member, tx, endpoint, more={"replayed": count})


def delivery_words(delivery: WebhookDelivery) -> str:
    """What came back at the last try."""
    if delivery.status is not None:
        return say("answered {status}", status=delivery.status)
    return said(_CODES.get(delivery.code or "", to_say("no answer") if delivery.tries else to_say("not tried yet")))


def _list(
    request: Request, member: CurrentMember, tx: Transaction, more: dict[str, Any] | None = None, status: int = 200
) -> Response:
    context = member_context(member) | {
        "endpoints": service.endpoints(tx, member.subject),
        "kinds": outbox.KINDS,
        "ports": PORTS,
        "base_url": tx.settings.base_url,
        "has_ashby_key": keys.has_ashby_key(tx, member.subject),
        "ashby_refused": "",
        "mails": mail.is_set_up(tx.settings),
        "window_days": orders.WINDOW_US // DAY_US,
        "untold": trouble.of(tx, member.subject),
        "codes": _CODES,
        "rights": [SCOPE_WORDS[each] for each in door.SCOPES],
        "refused": "",
        "address": "",
        "ticked": list(outbox.KINDS),
    }
    return page(request, "integrations.html", status=status, **(context | (more or {})))


def _one(  # noqa: PLR0913 - a page number and what was done beside the usual four
    request: Request,
    member: CurrentMember,
    tx: Transaction,
    identifier: str,
    number: int = 1,
    *,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    endpoint = service.endpoint(tx, member.subject, identifier)
    lines, total = service.deliveries(tx, member.subject, endpoint, number)
    context = member_context(member) | {
        "endpoint": endpoint,
        "off_words": _OFF.get(endpoint.off_code or "", ""),
        "kinds": {**outbox.KINDS, outbox.TEST: to_say("A test")},
        "lines": [(each.delivery, each.kind, delivery_words(each.delivery)) for each in lines],
        "tones": {DeliveryState.DELIVERED: "good", DeliveryState.FAILED: "stop", DeliveryState.WAITING: "accent"},
        "states": STATE_WORDS,
        "number": number,
        "pages": -(-total // PAGE_ROWS),
        "since": _field(tx.now_us - WEEK_US),
        "until": _field(tx.now_us + 60 * SECOND_US),
        "now_us": tx.now_us,
        "refused": "",
        "new_secret": "",
        "replayed": None,
    }
    return page(request, "webhook.html", status=status, **(context | (more or {})))


def _moment(field: str, text: str) -> int:
    try:
        return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * SECOND_US
    except (ValueError, OverflowError) as error:
        raise InvalidInput(
            field, "a date and a time", to_say("{field}: give a date and a time.", field=field)
        ) from error


def _field(at_us: int) -> str:
    return datetime.fromtimestamp(at_us // SECOND_US, UTC).strftime("%Y-%m-%dT%H:%M")
