"""The calls of Greenhouse's *Assessment Partner API*: listing tests, sending one, how it stands, and its complaints.

Guarantees: sending the same again invites nobody twice; where to report is called only where anybody's address may be;
of a complaint nothing is kept but which call and which names of the contract it is about.
"""

from __future__ import annotations

import logging
import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from backend.accounts.tokens import Scope
from backend.audit import service as audit
from backend.candidate_calls import PREFIX, REFUSALS
from backend.http import Reading, Tx, WorkRoute
from backend.outgoing.addresses import read_address
from backend.partners import orders
from backend.partners.door import Caller, caller
from backend.partners.models import Partner, PartnerOrder
from backend.partners.orders import Asked
from backend.partners.wire import (
    Noted,
    OneTest,
    Primitive,
    RequestErrors,
    SendTest,
    Sent,
    Status,
    Text,
)
from backend.programs import service as programs
from backend.programs.wire import ResultWhole
from backend.transaction import Transaction

log = logging.getLogger("backend.partners")
router = APIRouter(
    prefix=PREFIX + "/greenhouse",
    tags=["greenhouse"],
    responses=REFUSALS,
    route_class=WorkRoute,
    generate_unique_id_function=lambda route: f"greenhouse_{route.name}",
)
Lister = Annotated[Caller, Depends(caller(Scope.ASSESSMENTS_READ))]
Sender = Annotated[Caller, Depends(caller(Scope.INVITATIONS_WRITE))]
Reader = Annotated[Caller, Depends(caller(Scope.RESULTS_READ))]
CALLS = frozenset({"list_tests", "send_test", "test_status"})
NAMES = (
    "partner_test_id",
    "partner_test_name",
    "partner_interview_id",
    "partner_status",
    "partner_profile_url",
    "partner_score",
    "metadata",
)
"""All that a complaint can be about; anything else in its words may be about a person."""
BEFORE_DECIDING = "Open the report: a number is not a decision."


@router.get("/list_tests")
def list_tests(who: Lister, tx: Reading) -> list[OneTest]:
    """The assessments of the organisation, by title; an id stands for the newest version."""
    return [
        OneTest(partner_test_id=each.family, partner_test_name=each.title) for each in orders.tests(tx, who.subject)
    ]


@router.post("/send_test")
def send_test(who: Sender, body: SendTest, tx: Tx) -> Sent:
    """Invite the candidate by e-mail; the same again is the same invitation and no second e-mail."""
    read_address(body.url, this_machine=tx.settings.call_this_machine)
    person = body.candidate
    asked = Asked(Partner.GREENHOUSE, body.partner_test_id, person.name, person.email, body.url, who.token)
    return Sent(partner_interview_id=orders.send(tx, who.subject, asked).id)


@router.get("/test_status")
def test_status(who: Reader, tx: Tx, partner_interview_id: Annotated[Text, Query()]) -> Status:
    """How it stands; with the score once it is `complete`, which the candidate sees was read."""
    order = orders.find_order(tx, who.subject, Partner.GREENHOUSE, partner_interview_id)
    standing = orders.standing(tx, who.subject, order)
    if standing.state != "complete" or standing.attempt is None:
        return Status(partner_status=standing.state, partner_profile_url=None, partner_score=None, metadata={})
    result = programs.read_result(tx, who.subject, standing.attempt)
    return Status(
        partner_status=standing.state,
        partner_profile_url=result.link,
        partner_score=orders.percent(result),
        metadata=facts_of(result),
    )


@router.post("/request_errors")
def request_errors(who: Lister, body: RequestErrors, tx: Tx) -> Noted:
    """Note that an answer of ours could not be read."""
    call = body.api_call if body.api_call in CALLS else "other"
    words = " ".join(body.errors)
    names = ",".join(each for each in NAMES if re.search(rf"\b{each}\b", words))
    kind, about = "organisation", who.subject.organisation
    order = tx.session.get(PartnerOrder, body.partner_interview_id) if body.partner_interview_id else None
    if order is not None and order.organisation == who.subject.organisation:
        kind, about = "partner_order", order.id
    _note(tx, who, audit.Event("partner.error", kind, about, {"call": call, "names": names, "count": len(body.errors)}))
    log.warning("greenhouse could not read an answer of %s: %d faults about %s", call, len(body.errors), names or "-")
    return Noted()


def facts_of(result: ResultWhole) -> dict[str, Primitive]:
    """What stands beside a score: flat, times in ISO 8601, UTC."""
    facts: dict[str, Primitive] = {
        "Started At": result.started_at.isoformat() if result.started_at else None,
        "Finished At": result.finished_at.isoformat() if result.finished_at else None,
        "Problems Solved": f"{result.solved} of {len(result.problems)}",
    }
    if result.max_score:
        facts["Points"] = f"{result.score} of {result.max_score}"
    return {**facts, "Before Deciding": BEFORE_DECIDING}


def _note(tx: Transaction, who: Caller, event: audit.Event) -> None:
    audit.record(tx, who.subject, who.subject.organisation, event)
