"""The people of an organisation, for its owners; and the page that an invited person opens.

Guarantees: every change needs that the owner showed lately who they are; an invitation's link is shown once; a link
that opens nothing gives one page, whatever the reason; the token in its address stands for a CSRF token.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from backend.accounts import members
from backend.accounts.models import Role
from backend.accounts.passkeys import Made
from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import CheckedMember, SignedInMember, recent, set_cookie
from backend.http import Reading, ServicesOf, Tx
from backend.mail import service as mail
from backend.portal.attempt_pages import member_context
from backend.portal.pages import SECURITY_HEADERS, page, see_other
from backend.portal.routing import PageRoute
from backend.sign_on import service
from backend.transaction import Transaction
from protocol.errors import Conflict, InvalidInput, RecrutrError
from protocol.saying import to_say

MEMBERS = "/portal/members"
router = APIRouter(route_class=PageRoute, include_in_schema=False)
RecentMember = Annotated[CurrentMember, Depends(recent)]
ROLE_WORDS = {
    Role.OWNER: to_say("Everything, and who belongs to the organisation"),
    Role.RECRUITER: to_say("Build assessments, invite candidates, share reports"),
    Role.REVIEWER: to_say("Read reports and recordings"),
    Role.INTERVIEWER: to_say("Be live with candidates, read reports and recordings"),
    Role.PROTECTION_OFFICER: to_say("Answer requests about personal data, read who looked"),
}


class RolesForm(BaseModel):
    """Which roles are ticked."""

    roles: list[Role] = Field(default_factory=list, max_length=len(Role))
    csrf: str = ""


class InvitationForm(RolesForm):
    """Whom to invite."""

    email: str = Field(default="", max_length=254)


class JoinForm(BaseModel):
    """What an invited person says."""

    name: str = Field(default="", max_length=400)
    password: str = Field(default="", max_length=400)


class PasskeyWish(BaseModel):
    """Who wants a passkey."""

    person: str = Field(default="", max_length=400)


class PasskeyMade(PasskeyWish):
    """What the browser made, as JSON text, for the ceremony that it answers."""

    ceremony: str = Field(max_length=100)
    answer: str = Field(max_length=20_000)
    name: str = Field(default="", max_length=100)


@router.get(MEMBERS)
def show_members(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """Everybody, and who was invited."""
    return _members(request, member, tx)


@router.post(f"{MEMBERS}/invitations")
def invite(
    request: Request, _checked: CheckedMember, member: RecentMember, tx: Tx, form: Annotated[InvitationForm, Form()]
) -> Response:
    """Invite somebody; the link is shown now and never again."""
    try:
        token = members.invite(tx, member.subject.organisation, member.subject, form.email, frozenset(form.roles))
    except (InvalidInput, Conflict) as error:
        more = {"refused": error.message, "email": form.email, "ticked": form.roles}
        return _members(request, member, tx, more, error.status)
    return _members(request, member, tx, {"new_link": members.link(tx, token), "new_email": form.email.strip()})


@router.post(f"{MEMBERS}/invitations/{{invitation}}/withdraw")
def withdraw(invitation: str, _checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """The link opens nothing any more."""
    members.withdraw(tx, member.subject, invitation)
    return see_other(f"{MEMBERS}#invitations")


@router.post(f"{MEMBERS}/{{member_id}}/roles")
def change_roles(
    request: Request,
    member_id: str,
    _checked: CheckedMember,
    member: RecentMember,
    tx: Tx,
    form: Annotated[RolesForm, Form()],
) -> Response:
    """Other roles, from the member's next call on."""
    try:
        members.change_roles(tx, member.subject, member_id, frozenset(form.roles))
    except (InvalidInput, Conflict) as error:
        return _members(request, member, tx, {"refused": error.message}, error.status)
    return see_other(MEMBERS if Role.OWNER in form.roles or member_id != member.subject.member else "/portal/attempts")


@router.post(f"{MEMBERS}/{{member_id}}/remove")
def remove(request: Request, member_id: str, _checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """Out at once."""
    try:
        members.remove(tx, member.subject, member_id)
    except Conflict as error:
        return _members(request, member, tx, {"refused": error.message}, error.status)
    return see_other(MEMBERS)


@router.get("/portal/join/{token}")
def show_join(request: Request, token: str, tx: Reading) -> Response:
    """What the link invites to, and the ways to take it up."""
    return _join(request, tx, token)


@router.post("/portal/join/{token}")
def join(request: Request, token: str, services: ServicesOf, form: Annotated[JoinForm, Form()]) -> Response:
    """Become a member, signed in."""
    try:
        signed_in = members.accept(services, token, form.name, form.password)
    except (InvalidInput, Conflict) as error:
        with services.reading() as tx:
            return _join(request, tx, token, {"refused": error.message, "name": form.name}, error.status)
    response = see_other("/portal/attempts")
    set_cookie(response, services.settings, signed_in)
    return response


def _members(
    request: Request, member: CurrentMember, tx: Transaction, more: dict[str, Any] | None = None, status: int = 200
) -> Response:
    waiting = members.waiting(tx, member.subject)
    context = member_context(member) | {
        "people": members.members(tx, member.subject),
        "waiting": waiting,
        "mails": mail.newest(tx, [each.id for each in waiting]),
        "sends_mail": mail.is_set_up(tx.settings),
        "roles": ROLE_WORDS,
        "refused": "",
        "email": "",
        "ticked": [],
        "new_link": "",
        "new_email": "",
    }
    return page(request, "members.html", status=status, **(context | (more or {})))


@router.post("/portal/join/{token}/passkey/offer")
def offer_passkey(token: str, services: ServicesOf, asked: PasskeyWish) -> Response:
    """What the browser needs to make a passkey for somebody who is invited. Nothing is kept."""
    try:
        offer = members.offer_passkey(services, token, asked.person)
    except RecrutrError as error:
        return _refusal(error)
    return JSONResponse({"ceremony": offer.ceremony, "options": offer.options}, headers=SECURITY_HEADERS)


@router.post("/portal/join/{token}/passkey")
def join_with_passkey(token: str, services: ServicesOf, made: PasskeyMade) -> Response:
    """Become a member, signed in, with the passkey that the browser made."""
    try:
        passkey = Made(made.ceremony, made.answer, made.name)
        signed_in = members.accept_with_passkey(services, token, made.person, passkey)
    except RecrutrError as error:
        return _refusal(error)
    response = JSONResponse({"next": "/portal/attempts"}, headers=SECURITY_HEADERS)
    set_cookie(response, services.settings, signed_in)
    return response


def _refusal(error: RecrutrError) -> Response:
    """What the page's script shows."""
    return JSONResponse({"refused": error.message}, error.status, SECURITY_HEADERS)


def _join(
    request: Request, tx: Transaction, token: str, more: dict[str, str] | None = None, status: int = 200
) -> Response:
    taken = members.look_at(tx, token)
    context = {
        "invitation": taken,
        "provider": service.in_force(tx, taken.organisation_id),
        "token": token,
        "refused": "",
        "name": "",
    }
    return page(request, "join.html", status=status, **(context | (more or {})))
