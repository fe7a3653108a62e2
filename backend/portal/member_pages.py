"""The people of an organisation, for its owners; and the page that an invited person opens.

Guarantees: every change needs that the owner showed lately who they are; an invitation's link is shown once; a link
that opens nothing gives one page, whatever the reason; the token in its address stands for a CSRF token.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import BaseModel, Field

from backend.accounts import members
from backend.accounts.models import Role
from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import CheckedMember, SignedInMember, recent, set_cookie
from backend.http import Reading, ServicesOf, Tx
from backend.mail import service as mail
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page, see_other
from backend.portal.routing import PageRoute
from backend.transaction import Transaction
from protocol.errors import Conflict, InvalidInput
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
    """What the link invites to, and the fields for name and password."""
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


def _join(
    request: Request, tx: Transaction, token: str, more: dict[str, str] | None = None, status: int = 200
) -> Response:
    context = {"invitation": members.look_at(tx, token), "roles": ROLE_WORDS, "refused": "", "name": ""}
    return page(request, "join.html", status=status, **(context | (more or {})))
