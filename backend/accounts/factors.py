"""The second factor: codes of an authenticator app (TOTP, RFC 6238) and recovery codes for when it is lost.

Guarantees: a code works once, also when it is tried many times at the same moment: its step is taken in one statement
that only the first can carry out; a recovery code works once and is kept as a keyed hash only; the app's secret lies
sealed. Tries are counted before they are looked at.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import CursorResult

from backend.accounts.models import MemberFactor, RecoveryCode
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, SignInNeeded
from protocol.saying import to_say
from protocol.sealing import open_bytes, seal_bytes

STEP_S = 30
DRIFT_STEPS = 1
"""A phone's clock may be half a minute off."""
RECOVERY_CODES = 10
_CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_ISSUER = "Recrutr"


def has_factor(tx: Transaction, member: str) -> bool:
    """Whether the member has confirmed an authenticator app."""
    row = tx.session.get(MemberFactor, member)
    return row is not None and row.confirmed_at_us is not None


def begin(tx: Transaction, member: str, organisation: str) -> str:
    """A new secret (base 32) that counts once it is confirmed. Raises Conflict(`factor.there`)."""
    if has_factor(tx, member):
        raise Conflict("factor.there", to_say("An authenticator app is set up already. Remove it first."))
    tx.session.execute(delete(MemberFactor).where(MemberFactor.member == member))
    secret = pyotp.random_base32(32)
    sealed = seal_bytes(_key(tx.services), secret.encode(), _associated(member))
    tx.session.add(MemberFactor(member=member, organisation=organisation, sealed_secret=sealed, last_step=0))
    return secret


def pending_secret(tx: Transaction, member: str) -> str | None:
    """The secret that waits to be confirmed."""
    row = tx.session.get(MemberFactor, member)
    return _secret(tx.services, row) if row is not None and row.confirmed_at_us is None else None


def address_of(secret: str, email: str) -> str:
    """The `otpauth://` address that an authenticator app reads from a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)


def confirm(tx: Transaction, member: str, code: str) -> list[str]:
    """The first right code confirms the app; returns the recovery codes, shown once. Raises SignInNeeded, Conflict."""
    row = tx.session.get(MemberFactor, member)
    if row is None or row.confirmed_at_us is not None:
        raise Conflict("factor.none_waiting", to_say("There is no authenticator app to confirm. Begin again."))
    if not _take_step(tx, row, code):
        raise wrong_code()
    row.confirmed_at_us = tx.now_us
    return renew_recovery_codes(tx, member, row.organisation)


def renew_recovery_codes(tx: Transaction, member: str, organisation: str) -> list[str]:
    """Ten new ones; the earlier ones are worth nothing from now on."""
    tx.session.execute(delete(RecoveryCode).where(RecoveryCode.member == member))
    codes = ["".join(secrets.choice(_CODE_SIGNS) for _ in range(12)) for _ in range(RECOVERY_CODES)]
    for code in codes:
        row = RecoveryCode(code_hash=_hashed(tx.services, member, code), organisation=organisation, member=member)
        tx.session.add(row)
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def recovery_codes_left(tx: Transaction, member: str) -> int:
    """How many have not been used."""
    unused = select(func.count()).where(RecoveryCode.member == member, RecoveryCode.used_at_us.is_(None))
    return tx.session.scalar(unused) or 0


def take(tx: Transaction, member: str, code: str) -> bool:
    """Use up a code of the app, or a recovery code; False when it is none that counts."""
    row = tx.session.get(MemberFactor, member)
    if row is None or row.confirmed_at_us is None:
        return False
    return _take_step(tx, row, code) or _take_recovery(tx, member, code)


def remove(tx: Transaction, member: str) -> None:
    """Forget app and recovery codes."""
    tx.session.execute(delete(MemberFactor).where(MemberFactor.member == member))
    tx.session.execute(delete(RecoveryCode).where(RecoveryCode.member == member))


def wrong_code() -> SignInNeeded:
    """The one refusal: it does not say whether the code was wrong, used or late."""
    return SignInNeeded("auth.code", to_say("This code is not right any more. Wait for the next one and try again."))


def _take_step(tx: Transaction, row: MemberFactor, code: str) -> bool:
    given = code.replace(" ", "").encode()
    totp, now = pyotp.TOTP(_secret(tx.services, row)), tx.now_us // 1_000_000 // STEP_S
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), given):
            newer = (MemberFactor.member == row.member, MemberFactor.last_step < step)
            taken = tx.session.execute(update(MemberFactor).where(*newer).values(last_step=step))
            return isinstance(taken, CursorResult) and taken.rowcount == 1
    return False


def _take_recovery(tx: Transaction, member: str, code: str) -> bool:
    hashed = _hashed(tx.services, member, code.replace("-", "").replace(" ", "").upper())
    unused = (RecoveryCode.code_hash == hashed, RecoveryCode.member == member, RecoveryCode.used_at_us.is_(None))
    taken = tx.session.execute(update(RecoveryCode).where(*unused).values(used_at_us=tx.now_us))
    return isinstance(taken, CursorResult) and taken.rowcount == 1


def _secret(services: Services, row: MemberFactor) -> str:
    return open_bytes(_key(services), row.sealed_secret, _associated(row.member)).decode()


def _key(services: Services) -> bytes:
    return hmac.new(services.secrets.hash_key, b"recrutr/factor-key/1", hashlib.sha256).digest()


def _associated(member: str) -> bytes:
    return f"member_factor/{member}".encode()


def _hashed(services: Services, member: str, code: str) -> str:
    return hmac.new(services.secrets.hash_key, f"recovery/{member}/{code}".encode(), hashlib.sha256).hexdigest()
