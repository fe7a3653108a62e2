"""Passkeys (WebAuthn): making one, joining with one, signing in with one instead of password and code.

Guarantees: a challenge is used once, also when its use fails, and within five minutes; an offer to sign in, which
anybody may ask for, keeps nothing; the browser's origin must be this installation's; the person was verified by the
authenticator, so that a passkey counts as both factors; a signature counter that goes back is refused (a copied
authenticator). Nothing tells whether an account exists: signing in names no account.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import InvalidAuthenticationResponse, InvalidRegistrationResponse, WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialCreationOptions,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from backend.accounts import sessions
from backend.accounts.models import Ceremony, Member, Passkey
from backend.accounts.sessions import SignedIn, open_session
from backend.settings import Settings
from backend.sign_on.identities import has_identity
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, InvalidInput, NotFound, SignInNeeded
from protocol.identifiers import new_identifier
from protocol.saying import to_say

WITHIN_US = 5 * 60 * 1_000_000
MAX_PASSKEYS = 20
NAME_PATTERN = re.compile(r"[A-Za-z0-9_-]{32}")
MEMBER_PATTERN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CREDENTIAL_PATTERN = re.compile(r"[A-Za-z0-9_-]{1,1400}")
"""base64url of at most 1023 bytes (WebAuthn, 4. Credential ID)."""
_NAME = "Recrutr"
_BROKEN = (
    InvalidAuthenticationResponse,
    InvalidRegistrationResponse,
    WebAuthnException,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""What the library lets through when an answer is no passkey's at all; it is given what strangers send."""
Verified = TypeVar("Verified")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the browser's WebAuthn call is given (JSON), and the id of the ceremony that waits for its answer."""

    ceremony: str
    options: str


@dataclass(frozen=True, slots=True)
class Made:
    """What the browser made, as JSON text, for a ceremony; `name` is how the member calls it."""

    ceremony: str
    answer: str
    name: str


def offer_new(tx: Transaction, member: str) -> Offer:
    """Begin to make a passkey for a member who is signed in; an earlier offer ends.

    Raises InvalidInput (`passkeys`) beyond MAX_PASSKEYS.
    """
    known = list(tx.session.scalars(select(Passkey.id).where(Passkey.member == member)))
    if len(known) >= MAX_PASSKEYS:
        raise InvalidInput("passkeys", f"{MAX_PASSKEYS} at most", to_say("Remove a passkey before you make another."))
    row = tx.session.get_one(Member, member)
    options = _creation(tx.settings, _Person(member, row.email, row.name), None, known)
    gone = (Ceremony.member == member) | (Ceremony.expires_at_us < tx.now_us)
    tx.session.execute(delete(Ceremony).where(gone))
    until_us = tx.now_us + WITHIN_US
    waiting = Ceremony(id=new_identifier(), member=member, challenge=options.challenge, expires_at_us=until_us)
    tx.session.add(waiting)
    return Offer(waiting.id, webauthn.options_to_json(options))


def take_offer(tx: Transaction, member: str, ceremony: str) -> bytes:
    """The challenge that waits for this member, used up: commit before its answer is looked at. Raises SignInNeeded."""
    row = tx.session.get(Ceremony, ceremony)
    if row is None or row.member != member or row.expires_at_us < tx.now_us:
        raise _refused()
    tx.session.delete(row)
    return row.challenge


def keep_new(tx: Transaction, member: str, challenge: bytes, answer: str, name: str) -> Passkey:
    """Keep the passkey that the browser made. Raises SignInNeeded(`auth.passkey`), InvalidInput(`name`)."""
    if not 1 <= len(name.strip()) <= 100:
        raise InvalidInput("name", "1 to 100 characters", to_say("Give the passkey a name of at most 100 characters."))
    made = _verified(
        lambda: webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_domain(tx.settings),
            expected_origin=tx.settings.base_url,
            require_user_verification=True,
        )
    )
    if tx.session.get(Passkey, bytes_to_base64url(made.credential_id)) is not None:
        raise _refused()  # an authenticator makes a new id each time: this one was copied from somewhere
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


def offer_joining(services: Services, invitation: str, email: str, name: str) -> Offer:
    """Begin to make the first passkey of somebody who is invited; nothing is kept.

    The number that they get as a member is part of the ceremony's name, from which the challenge follows.
    """
    member = new_identifier()
    ceremony = f"{_new_ceremony(services)}.{member}"
    challenge = _challenge(services, f"{ceremony}/{invitation}")
    options = _creation(services.settings, _Person(member, email, name), challenge)
    return Offer(ceremony, webauthn.options_to_json(options))


def use_joining_offer(tx: Transaction, ceremony: str, invitation: str) -> tuple[str, bytes]:
    """The member's number and the challenge of an offer to join, used up: commit before its answer is looked at.

    Raises SignInNeeded.
    """
    rest, _, member = ceremony.rpartition(".")
    if not MEMBER_PATTERN.fullmatch(member):
        raise _refused()
    _use(tx, rest)
    return member, _challenge(tx.services, f"{ceremony}/{invitation}")


def offer_sign_in(services: Services, known: Sequence[str] = ()) -> Offer:
    """Begin to sign in; whoever answers is known by their passkey. The challenge follows from the ceremony's name.

    `known`: the passkeys of the one member who is to show again that it is them.
    """
    ceremony = _new_ceremony(services)
    options = webauthn.generate_authentication_options(
        rp_id=_domain(services.settings),
        challenge=_challenge(services, ceremony),
        user_verification=UserVerificationRequirement.REQUIRED,
        allow_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known],
    )
    return Offer(ceremony, webauthn.options_to_json(options))


def use_offer(tx: Transaction, ceremony: str) -> bytes:
    """The challenge of an offer to sign in, used up: commit before its answer is looked at. Raises SignInNeeded."""
    _use(tx, ceremony)
    return _challenge(tx.services, ceremony)


def _new_ceremony(services: Services) -> str:
    return f"{services.clock_us() + WITHIN_US}.{secrets.token_urlsafe(24)}"


def _use(tx: Transaction, ceremony: str) -> None:
    """Write down that it was used. Raises SignInNeeded when it was before, or is none of ours that is still open."""
    until, _, name = ceremony.partition(".")
    in_time = until.isascii() and until.isdigit() and tx.now_us <= int(until) <= tx.now_us + WITHIN_US
    if not in_time or not NAME_PATTERN.fullmatch(name) or tx.session.get(Ceremony, ceremony) is not None:
        raise _refused()
    tx.session.execute(delete(Ceremony).where(Ceremony.expires_at_us < tx.now_us))
    tx.session.add(Ceremony(id=ceremony, member=None, challenge=b"", expires_at_us=int(until)))
    try:
        tx.session.flush()
    except IntegrityError as error:  # another process was first
        raise _refused() from error


def sign_in(tx: Transaction, challenge: bytes, answer: str) -> SignedIn:
    """Open a session by a passkey. Raises SignInNeeded(`auth.passkey`), whatever was wrong."""
    return open_session(tx, _shown(tx, challenge, answer))


def show_again(tx: Transaction, token: str | None, member: str, challenge: bytes, answer: str) -> None:
    """The member of a session shows again that it is them. Raises SignInNeeded(`auth.passkey`, `auth.session`)."""
    shown = _shown(tx, challenge, answer)
    if shown.id != member:
        raise _refused()
    sessions.require_still(tx, token, shown).verified_at_us = tx.now_us


def _shown(tx: Transaction, challenge: bytes, answer: str) -> Member:
    """Whose passkey answered. Raises SignInNeeded."""
    shown_id = _verified(lambda: str(json.loads(answer)["id"]))
    passkey = tx.session.get(Passkey, shown_id) if CREDENTIAL_PATTERN.fullmatch(shown_id) else None
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
    return member


def passkeys_of(tx: Transaction, member: str) -> list[Passkey]:
    """The member's, in the order in which they were made."""
    return list(tx.session.scalars(select(Passkey).where(Passkey.member == member).order_by(Passkey.created_at_us)))


def remove(tx: Transaction, member: str, passkey: str) -> None:
    """Forget one of the member's. Raises NotFound, Conflict(`account.last_way`) for the only way in."""
    mine = (Passkey.id == passkey, Passkey.member == member)
    if not tx.session.scalar(select(func.count()).where(*mine)):
        raise NotFound("not_found", to_say("This does not exist, or you may not see it."))
    others = tx.session.scalar(select(func.count()).where(Passkey.member == member, Passkey.id != passkey))
    if not others and not tx.session.get_one(Member, member).password_hash and not has_identity(tx, member):
        raise Conflict(
            "account.last_way", to_say("This passkey is your only way in. Set a password or make another first.")
        )
    tx.session.execute(delete(Passkey).where(*mine))


def remove_all(tx: Transaction, member: str) -> int:
    """Forget every passkey of a member; how many there were."""
    mine = passkeys_of(tx, member)
    for row in mine:
        tx.session.delete(row)
    return len(mine)


@dataclass(frozen=True, slots=True)
class _Person:
    """How the authenticator shows whose passkey it is."""

    member: str
    email: str
    name: str


def _creation(
    settings: Settings, person: _Person, challenge: bytes | None, known: Sequence[str] = ()
) -> PublicKeyCredentialCreationOptions:
    return webauthn.generate_registration_options(
        rp_id=_domain(settings),
        rp_name=_NAME,
        user_id=person.member.encode(),
        user_name=person.email,
        user_display_name=person.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known],
    )


def _challenge(services: Services, ceremony: str) -> bytes:
    return hmac.new(services.secrets.hash_key, b"recrutr/passkey-offer/1/" + ceremony.encode(), hashlib.sha256).digest()


def _verified(verify: Callable[[], Verified]) -> Verified:
    """What the library found, or the one refusal."""
    try:
        return verify()
    except _BROKEN as error:
        raise _refused() from error


def _refused() -> SignInNeeded:
    return SignInNeeded(
        "auth.passkey", to_say("This passkey did not open the account. Try again, or use your password.")
    )


def _domain(settings: Settings) -> str:
    """The relying party's id: the host of the portal's address."""
    return urlsplit(settings.base_url).hostname or "localhost"
