"""A member's own account: password, authenticator app, recovery codes, passkeys, single sign-on, API tokens.

Guarantees: what weakens or widens an account needs that the member showed lately who they are, and stands in the audit
list; secrets, recovery codes and tokens are shown once.
"""

from __future__ import annotations

from typing import Annotated, Any

import segno
from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse
from markupsafe import Markup
from pydantic import BaseModel, Field

from backend.accounts import factors, passkeys, service, sessions, tokens
from backend.accounts.models import Member
from backend.accounts.service import PasswordChange
from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import COOKIE, CheckedMember, SignedInMember, recent, set_cookie
from backend.accounts.tokens import Scope
from backend.audit import service as audit
from backend.http import Reading, ServicesOf, Tx
from backend.portal.attempt_pages import member_context
from backend.portal.pages import SECURITY_HEADERS, page, see_other
from backend.portal.routing import PageRoute
from backend.saying import say
from backend.sign_on import identities
from backend.sign_on import service as sign_on
from backend.transaction import Transaction
from protocol.errors import InvalidInput, SignInNeeded, TooMany
from protocol.saying import to_say

ACCOUNT = "/portal/account"
router = APIRouter(route_class=PageRoute, include_in_schema=False)
RecentMember = Annotated[CurrentMember, Depends(recent)]
Short = Annotated[str, Form(max_length=400)]
SCOPE_WORDS = {
    Scope.PROBLEMS_READ: to_say("List and download problems"),
    Scope.PROBLEMS_WRITE: to_say("Import problems"),
    Scope.EVIDENCE_READ: to_say("Download records of attempts"),
    Scope.EVIDENCE_WRITE: to_say("Import evidence files"),
    Scope.ASSESSMENTS_READ: to_say("List assessments"),
    Scope.INVITATIONS_READ: to_say("List invitations, with names and addresses"),
    Scope.INVITATIONS_WRITE: to_say("Invite candidates and withdraw invitations"),
    Scope.RESULTS_READ: to_say("Read how attempts stand, with verdicts and scores"),
    Scope.WEBHOOKS_READ: to_say("List webhooks and their deliveries"),
    Scope.WEBHOOKS_WRITE: to_say("Have deliveries of webhooks sent again"),
}


class TokenForm(BaseModel):
    """What makes a token."""

    name: str = Field(max_length=100)
    days: int = Field(ge=1, le=tokens.MAX_DAYS)
    scopes: list[Scope] = Field(default_factory=list)


class PasswordForm(BaseModel):
    """The present password and the next one, and what else is to end; unticked boxes are absent."""

    now: str = Field(default="", max_length=400)
    then: str = Field(default="", max_length=400)
    keep_tokens: bool = False
    end_passkeys: bool = False
    csrf: str = ""


class PasskeyAnswer(BaseModel):
    """What the browser made, as JSON text, for the ceremony that it answers."""

    ceremony: str = Field(max_length=100)
    answer: str = Field(max_length=20_000)
    name: str = Field(default="", max_length=100)


@router.get(ACCOUNT)
def show_account(request: Request, member: SignedInMember, tx: Reading) -> Response:
    """The account."""
    return _account(request, member, tx)


@router.post(f"{ACCOUNT}/language")
def choose_language(member: CheckedMember, tx: Tx, language: Short = "") -> Response:
    """The member's language for the portal, wherever they sign in. Raises InvalidInput."""
    service.choose_language(tx, member.subject, language)
    return see_other(f"{ACCOUNT}#language")


@router.post(f"{ACCOUNT}/password")
def change_password(
    request: Request,
    _checked: CheckedMember,
    member: RecentMember,
    services: ServicesOf,
    form: Annotated[PasswordForm, Form()],
) -> Response:
    """Another password; other sessions end, API tokens unless they are kept, passkeys where that is asked."""
    change = PasswordChange(member.subject, request.cookies.get(COOKIE, ""), **form.model_dump(exclude={"csrf"}))
    try:
        signed_in = service.change_password(services, change)
    except (InvalidInput, SignInNeeded, TooMany) as error:
        if error.code == "auth.session":
            raise
        with services.reading() as tx:
            return _account(request, member, tx, {"refused": error.message}, status=error.status)
    response = see_other(f"{ACCOUNT}#password")
    set_cookie(response, services.settings, signed_in)
    return response


@router.post(f"{ACCOUNT}/factor")
def begin_factor(_checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """A new secret for an authenticator app."""
    factors.begin(tx, member.subject.member, member.subject.organisation)
    return see_other(f"{ACCOUNT}/factor")


@router.get(f"{ACCOUNT}/factor")
def show_factor(request: Request, member: RecentMember, tx: Reading) -> Response:
    """The picture to read with the app, and the field for its first code."""
    return _factor(request, member, tx)


@router.post(f"{ACCOUNT}/factor/confirm")
def confirm_factor(
    request: Request, _checked: CheckedMember, member: RecentMember, services: ServicesOf, code: Short = ""
) -> Response:
    """The first code: from now on one is asked for. The recovery codes are shown now and never again."""
    try:
        with services.transaction() as tx:
            codes = factors.confirm(tx, member.subject.member, code)
            _note(tx, member, "account.factor_added")
    except SignInNeeded as error:
        with services.reading() as tx:
            return _factor(request, member, tx, error.message)
    return page(request, "account_codes.html", **member_context(member), codes=codes)


@router.post(f"{ACCOUNT}/factor/remove")
def remove_factor(_checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """Without an authenticator app from now on."""
    factors.remove(tx, member.subject.member)
    _note(tx, member, "account.factor_removed")
    return see_other(ACCOUNT)


@router.post(f"{ACCOUNT}/recovery-codes")
def renew_codes(request: Request, _checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """Ten new recovery codes."""
    codes = factors.renew_recovery_codes(tx, member.subject.member, member.subject.organisation)
    _note(tx, member, "account.codes_renewed")
    return page(request, "account_codes.html", **member_context(member), codes=codes)


@router.post(f"{ACCOUNT}/passkeys/offer")
def offer_passkey(_checked: CheckedMember, member: RecentMember, tx: Tx) -> Response:
    """What the browser needs to make a passkey."""
    offer = passkeys.offer_new(tx, member.subject.member)
    return JSONResponse({"ceremony": offer.ceremony, "options": offer.options}, headers=SECURITY_HEADERS)


@router.post(f"{ACCOUNT}/passkeys")
def keep_passkey(_checked: CheckedMember, member: RecentMember, services: ServicesOf, made: PasskeyAnswer) -> Response:
    """Keep the passkey that the browser made. The challenge is used up before the answer to it is looked at."""
    with services.transaction() as tx:
        challenge = passkeys.take_offer(tx, member.subject.member, made.ceremony)
    with services.transaction() as tx:
        passkeys.keep_new(tx, member.subject.member, challenge, made.answer, made.name)
        _note(tx, member, "account.passkey_added")
    return JSONResponse({"next": f"{ACCOUNT}#passkeys"}, headers=SECURITY_HEADERS)


@router.post(f"{ACCOUNT}/passkeys/remove")
def remove_passkey(_checked: CheckedMember, member: RecentMember, tx: Tx, passkey: Short = "") -> Response:
    """Forget a passkey."""
    passkeys.remove(tx, member.subject.member, passkey)
    _note(tx, member, "account.passkey_removed")
    return see_other(f"{ACCOUNT}#passkeys")


@router.post(f"{ACCOUNT}/tokens")
def make_token(
    request: Request, _checked: CheckedMember, member: RecentMember, tx: Tx, form: Annotated[TokenForm, Form()]
) -> Response:
    """A token, shown now and never again."""
    try:
        made = tokens.create(tx, member.subject, form.name, frozenset(form.scopes), form.days)
    except InvalidInput as error:
        return _account(request, member, tx, {"refused": error.message}, status=error.status)
    _note(tx, member, "account.token_made")
    return _account(request, member, tx, {"new_token": made})


@router.post(f"{ACCOUNT}/tokens/revoke")
def revoke_token(member: CheckedMember, tx: Tx, token: Short = "") -> Response:
    """End a token."""
    tokens.revoke(tx, member.subject, token)
    _note(tx, member, "account.token_revoked")
    return see_other(f"{ACCOUNT}#tokens")


def _account(
    request: Request, member: CurrentMember, tx: Transaction, more: dict[str, Any] | None = None, status: int = 200
) -> Response:
    mine = member.subject.member
    row = tx.session.get_one(Member, mine)
    context = member_context(member) | {
        "has_password": bool(row.password_hash),
        "has_own_way": sessions.has_own_way(tx, row),
        "provider": sign_on.in_force(tx, member.subject.organisation),
        "connected": identities.of_member(tx, mine),
        "has_factor": factors.has_factor(tx, mine),
        "codes_left": factors.recovery_codes_left(tx, mine),
        "passkeys": passkeys.passkeys_of(tx, mine),
        "tokens": tokens.tokens_of(tx, member.subject),
        "tokens_in_force": tokens.in_force(tx, mine),
        "scopes": SCOPE_WORDS,
        "max_days": tokens.MAX_DAYS,
        "now_us": tx.now_us,
        "refused": "",
        "new_token": "",
    }
    return page(request, "account.html", status=status, **(context | (more or {})))


def _factor(request: Request, member: CurrentMember, tx: Transaction, refused: str = "") -> Response:
    secret = factors.pending_secret(tx, member.subject.member)
    if secret is None:
        return see_other(ACCOUNT)
    drawing = segno.make(factors.address_of(secret, member.email)).svg_inline(
        scale=5, border=2, dark="#000", light="#fff", title=say("The secret as a picture for the authenticator app")
    )
    context = member_context(member) | {"secret": secret, "refused": refused}
    # The drawing is made here from an address that we percent-encoded; it holds squares only.
    return page(request, "account_factor.html", **context, picture=Markup(drawing))  # noqa: S704 - see above


def _note(tx: Transaction, member: CurrentMember, action: str) -> None:
    audit.record(tx, member.subject, member.subject.organisation, audit.Event(action, "member", member.subject.member))
