"""Signing in and out for members' programs (the portal's pages have their own form)."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from backend.accounts import sessions
from backend.accounts.signed_in import COOKIE, CheckedMember, client_address, drop_cookie, set_cookie
from backend.candidate_calls import PREFIX, REFUSALS
from backend.http import ServicesOf, Tx, WorkRoute
from protocol.member_wire import MemberSignedIn, SignIn

router = APIRouter(prefix=PREFIX, tags=["members"], responses=REFUSALS, route_class=WorkRoute)


@router.post("/members/session")
def sign_in(body: SignIn, request: Request, response: Response, services: ServicesOf) -> MemberSignedIn:
    """Open a session by e-mail and password; the cookie of the answer is the session."""
    signed_in = sessions.sign_in(services, body.email, body.password, client_address(request))
    member = sessions.current_member(services, signed_in.token)
    set_cookie(response, services.settings, signed_in)
    return MemberSignedIn(
        csrf_token=member.csrf_token,
        name=member.name,
        organisation=member.organisation_name,
        roles=sorted(role.value for role in member.subject.roles),
        expires_at_us=signed_in.expires_at_us,
    )


@router.delete("/members/session", status_code=204)
def sign_out(request: Request, response: Response, _member: CheckedMember, tx: Tx) -> None:
    """End the session."""
    sessions.sign_out(tx, request.cookies.get(COOKIE, ""))
    drop_cookie(response)
