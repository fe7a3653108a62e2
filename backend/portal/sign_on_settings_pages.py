"""An owner's page for single sign-on.

Guarantees: every change needs that the owner showed lately who they are; the client's secret is never shown.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy import select

from backend.accounts.models import Role
from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import CheckedMember, SignedInMember, recent
from backend.audit.models import AuditEntry
from backend.http import Reading, ServicesOf, Tx
from backend.outgoing.addresses import MAX_LENGTH, PORTS
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page, see_other
from backend.portal.routing import SIGN_IN, PageRoute
from backend.sign_on import identities, service
from backend.sign_on.flow import back_address
from backend.sign_on.models import SignOnProvider
from backend.sign_on.service import Wish
from backend.transaction import Transaction
from protocol.errors import Conflict, InvalidInput, NetworkFault
from protocol.saying import to_say

SIGN_ON = "/portal/sign-on"
SHOWN_REFUSALS = 5
router = APIRouter(prefix=SIGN_ON, route_class=PageRoute, include_in_schema=False)
RecentMember = Annotated[CurrentMember, Depends(recent)]
REASON_WORDS = {
    "unknown": to_say("The account there belongs to no member here"),
    "unverified": to_say("The provider did not call the e-mail address verified"),
    "address": to_say("The e-mail address was another one than the member's or the invitation's"),
    "domain": to_say("The e-mail address is of another domain"),
    "of_another": to_say("The account there belongs to another member"),
    "another_account": to_say("The member is connected with another account there"),
    "roles": to_say("The claim left no role"),
    "fresh": to_say("The provider did not say that it had asked again who it is"),
    "session": to_say("The session here had ended meanwhile"),
    "signature": to_say("No key of the provider had signed the token"),
    "token": to_say("The token was none, or signed in a way that does not count"),
    "claim.nonce": to_say("The token was made for another sign-in"),
    "claim.aud": to_say("The token was made for another client"),
    "claim.iss": to_say("The token was of another issuer"),
    "claim.exp": to_say("The token had ended"),
}


class SignOnForm(BaseModel):
    """What an owner writes down; unticked boxes are absent."""

    label: str = Field(default="", max_length=400)
    issuer: str = Field(default="", max_length=MAX_LENGTH)
    client_id: str = Field(default="", max_length=1000)
    secret: str = Field(default="", max_length=2000)
    domains: str = Field(default="", max_length=6000)
    role_claim: str = Field(default="", max_length=400)
    recruiter: str = Field(default="", max_length=400)
    reviewer: str = Field(default="", max_length=400)
    interviewer: str = Field(default="", max_length=400)
    enabled: bool = False
    required: bool = False
    csrf: str = ""

    def wish(self) -> Wish:
        """The same as the service takes it."""
        values = {Role.RECRUITER: self.recruiter, Role.REVIEWER: self.reviewer, Role.INTERVIEWER: self.interviewer}
        return Wish(
            label=self.label.strip(),
            issuer=self.issuer.strip(),
            client_id=self.client_id.strip(),
            secret=self.secret.strip(),
            domains=tuple(dict.fromkeys(each.lower() for each in re.split(r"[\s,;]+", self.domains) if each)),
            role_claim=self.role_claim.strip(),
            role_values={role: value.strip() for role, value in values.items()},
            enabled=self.enabled,
            required=self.required,
        )


@router.get("")
def show_settings(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """What is set, how to set it up, and who was not let in lately."""
    return _settings(request, member, tx)


@router.post("")
def write(
    request: Request,
    _checked: CheckedMember,
    member: RecentMember,
    services: ServicesOf,
    form: Annotated[SignOnForm, Form()],
) -> Response:
    """Keep other settings, once the provider answered to them."""
    try:
        service.write(services, member.subject, form.wish())
    except (InvalidInput, Conflict, NetworkFault) as error:
        words = error.message
        if isinstance(error, NetworkFault):
            words = service.explain(error, form.label.strip() or to_say("The provider"))
        with services.reading() as tx:
            return _settings(
                request, member, tx, {"refused": words, "form": form}, 409 if error.status >= 500 else error.status
            )
    return see_other(SIGN_ON)


@router.post("/remove")
def remove(request: Request, _checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """Without it from now on."""
    try:
        service.remove(tx, member.subject)
    except Conflict as error:
        return _settings(request, member, tx, {"refused": error.message}, error.status)
    return see_other(SIGN_ON)


def _settings(
    request: Request, member: CurrentMember, tx: Transaction, more: dict[str, Any] | None = None, status: int = 200
) -> Response:
    row = service.find(tx, member.subject)
    context = member_context(member) | {
        "row": row,
        "form": _form_of(row),
        "place": f"{tx.settings.base_url}{SIGN_IN}/with/{member.subject.organisation}",
        "back": back_address(tx.settings, member.subject.organisation),
        "connected": identities.has_identity(tx, member.subject.member),
        "refusals": _refusals(tx, member.subject.organisation),
        "reasons": REASON_WORDS,
        "ports": PORTS,
        "refused": "",
    }
    return page(request, "sign_on.html", status=status, **(context | (more or {})))


def _form_of(row: SignOnProvider | None) -> SignOnForm:
    if row is None:
        return SignOnForm(enabled=True)
    return SignOnForm(
        label=row.label,
        issuer=row.issuer,
        client_id=row.client_id,
        domains=" ".join(row.domains),
        role_claim=row.role_claim,
        **{role: row.role_values.get(role, "") for role in ("recruiter", "reviewer", "interviewer")},
        enabled=row.enabled,
        required=row.required,
    )


def _refusals(tx: Transaction, organisation: str) -> list[AuditEntry]:
    rows = select(AuditEntry).where(AuditEntry.organisation == organisation, AuditEntry.action == "sign_on.refused")
    return list(tx.session.scalars(rows.order_by(AuditEntry.number.desc()).limit(SHOWN_REFUSALS)))
