"""Passkeys (WebAuthn): making one, and signing in with one instead of password and code.

Guarantees: a challenge is used once and within five minutes; the browser's origin must be this installation's; the
person was verified by the authenticator, so that a passkey counts as both factors; a signature counter that goes back
is refused (a copied authenticator). Nothing tells whether an account exists: signing in names no account.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import delete, func, select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import InvalidAuthenticationResponse, InvalidRegistrationResponse, WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from backend.accounts.models import Ceremony, Member, Passkey
from backend.accounts.sessions import SignedIn, open_session
from backend.settings import Settings
from backend.transaction import Transaction
from protocol.errors import InvalidInput, NotFound, SignInNeeded
from protocol.identifiers import new_identifier

WITHIN_US = 5 * 60 * 1_000_000
MAX_PASSKEYS = 20
_NAME = "Recrutr"
_BROKEN = (
    InvalidAuthenticationResponse,
    InvalidRegistrationResponse,
    WebAuthnException,
    ValueError,
    KeyError,
    TypeError,
)
Verified = TypeVar("Verified")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the browser's WebAuthn call is given (JSON), and the id of the ceremony that waits for its answer."""

    ceremony: str
    options: str


def offer_new(tx: Transaction, member: str) -> Offer:
    """Begin to make a passkey for a member who is signed in. Raises InvalidInput (`passkeys`) beyond MAX_PASSKEYS."""
    known = list(tx.session.scalars(select(Passkey.id).where(Passkey.member == member)))
    if len(known) >= MAX_PASSKEYS:
        raise InvalidInput("passkeys", f"{MAX_PASSKEYS} at most", "Remove a passkey before you make another.")
    row = tx.session.get_one(Member, member)
    options = webauthn.generate_registration_options(
        rp_id=_domain(tx.settings),
        rp_name=_NAME,
        user_id=member.encode(),
        user_name=row.email,
        user_display_name=row.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known],
    )
    return _kept(tx, member, options.challenge, webauthn.options_to_json(options))


def keep_new(tx: Transaction, member: str, ceremony: str, answer: str, name: str) -> Passkey:
    """Keep the passkey that the browser made. Raises SignInNeeded(`auth.passkey`), InvalidInput(`name`)."""
    if not 1 <= len(name.strip()) <= 100:
        raise InvalidInput("name", "1 to 100 characters", "Give the passkey a name of at most 100 characters.")
    challenge = _take(tx, ceremony, member)
    made = _verified(
        lambda: webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_domain(tx.settings),
            expected_origin=tx.settings.base_url,
            require_user_verification=True,
        )
    )
    passkey = Passkey(
        id=bytes_to_base64url(made.credential_id),
        organisation=tx.session.get_one(Member, member).organisation,
        member=member,
        name=name.strip(),
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        created_at_us=tx.now_us,
    )
    tx.session.add(passkey)
    tx.session.flush()
    return passkey


def offer_sign_in(tx: Transaction) -> Offer:
    """Begin to sign in; whoever answers is known by their passkey."""
    options = webauthn.generate_authentication_options(
        rp_id=_domain(tx.settings), user_verification=UserVerificationRequirement.REQUIRED
    )
    return _kept(tx, None, options.challenge, webauthn.options_to_json(options))


def sign_in(tx: Transaction, ceremony: str, answer: str) -> SignedIn:
    """Open a session by a passkey. Raises SignInNeeded(`auth.passkey`), whatever was wrong."""
    challenge = _take(tx, ceremony, None)
    passkey = tx.session.get(Passkey, _verified(lambda: str(json.loads(answer)["id"])))
    member = None if passkey is None else tx.session.get(Member, passkey.member)
    if passkey is None or member is None or member.disabled_at_us is not None:
        raise _refused()
    public_key, sign_count = passkey.public_key, passkey.sign_count
    shown = _verified(
        lambda: webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_domain(tx.settings),
            expected_origin=tx.settings.base_url,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    )
    passkey.sign_count, passkey.used_at_us = shown.new_sign_count, tx.now_us
    return open_session(tx, member)


def passkeys_of(tx: Transaction, member: str) -> list[Passkey]:
    """The member's, in the order in which they were made."""
    return list(tx.session.scalars(select(Passkey).where(Passkey.member == member).order_by(Passkey.created_at_us)))


def remove(tx: Transaction, member: str, passkey: str) -> None:
    """Forget one of the member's. Raises NotFound."""
    mine = (Passkey.id == passkey, Passkey.member == member)
    if not tx.session.scalar(select(func.count()).where(*mine)):
        raise NotFound("not_found", "This does not exist, or you may not see it.")
    tx.session.execute(delete(Passkey).where(*mine))


def _kept(tx: Transaction, member: str | None, challenge: bytes, options: str) -> Offer:
    tx.session.execute(delete(Ceremony).where(Ceremony.expires_at_us < tx.now_us))
    row = Ceremony(id=new_identifier(), member=member, challenge=challenge, expires_at_us=tx.now_us + WITHIN_US)
    tx.session.add(row)
    return Offer(row.id, options)


def _take(tx: Transaction, ceremony: str, member: str | None) -> bytes:
    """The challenge, which is worth nothing afterwards."""
    row = tx.session.get(Ceremony, ceremony)
    if row is None or row.member != member or row.expires_at_us < tx.now_us:
        raise _refused()
    tx.session.delete(row)
    return row.challenge


def _verified(verify: Callable[[], Verified]) -> Verified:
    """What the library found, or the one refusal."""
    try:
        return verify()
    except _BROKEN as error:
        raise _refused() from error


def _refused() -> SignInNeeded:
    return SignInNeeded("auth.passkey", "This passkey did not open the account. Try again, or use your password.")


def _domain(settings: Settings) -> str:
    """The relying party's id: the host of the portal's address."""
    return urlsplit(settings.base_url).hostname or "localhost"
