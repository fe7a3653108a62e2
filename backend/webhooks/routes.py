"""Calls of members' programs on webhooks: which there are, what became of deliveries, sending again. For owners."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from backend.accounts.sessions import CurrentMember
from backend.accounts.tokens import Scope
from backend.candidate_calls import PREFIX
from backend.http import Reading, Tx, WorkRoute
from backend.programs.pace import program
from backend.programs.routes import PROBLEMS
from backend.webhooks import service
from backend.webhooks.service import Span
from protocol.identifiers import Identifier
from protocol.member_wire import (
    Webhook,
    WebhookDelivered,
    WebhookDeliveries,
    WebhookList,
    WebhookReplay,
    WebhookReplayed,
)

router = APIRouter(
    prefix=PREFIX + "/webhooks",
    tags=["webhooks"],
    responses=PROBLEMS,
    route_class=WorkRoute,
    generate_unique_id_function=lambda route: route.name,
)
Reader = Annotated[CurrentMember, Depends(program(Scope.WEBHOOKS_READ))]
Writer = Annotated[CurrentMember, Depends(program(Scope.WEBHOOKS_WRITE))]
Named = Annotated[Identifier, Path()]


@router.get("")
def list_webhooks(member: Reader, tx: Reading) -> WebhookList:
    """The webhooks of the organisation, the oldest first."""
    rows = service.endpoints(tx, member.subject)
    return WebhookList(
        webhooks=[
            Webhook(
                webhook=row.id,
                address=row.address,
                kinds=row.kinds,
                on=row.state == "on",
                failures=row.failures,
                delivered_at_us=row.delivered_at_us,
            )
            for row in rows
        ]
    )


@router.get("/{endpoint}/deliveries")
def list_deliveries(
    endpoint: Named, member: Reader, tx: Reading, page: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> WebhookDeliveries:
    """One page of a webhook's deliveries, the newest first."""
    row = service.endpoint(tx, member.subject, endpoint)
    lines, total = service.deliveries(tx, member.subject, row, page)
    return WebhookDeliveries(
        total=total,
        deliveries=[
            WebhookDelivered(
                delivery=each.delivery.id,
                event=each.delivery.event,
                kind=each.kind,
                state=each.delivery.state,
                tries=each.delivery.tries,
                status=each.delivery.status,
                created_at_us=each.delivery.created_at_us,
                next_at_us=each.delivery.next_at_us,
            )
            for each in lines
        ],
    )


@router.post("/{endpoint}/replay")
def replay_deliveries(endpoint: Named, member: Writer, body: WebhookReplay, tx: Tx) -> WebhookReplayed:
    """Send one delivery, or those of a time, again: the same events with the same ids."""
    span = Span(body.since_us, body.until_us, missed=body.missed)
    return WebhookReplayed(events=service.replay(tx, member.subject, endpoint, body.delivery or span))
