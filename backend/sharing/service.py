"""Sharing a report by a link: at least 128 random bits, stored hashed, expiring, revocable, counted.

Guarantees: an unknown, expired, used-up or revoked link and one whose attempt was erased or restricted all give the
same Gone(`share.gone`); every opening is written to the view log and the audit log in the transaction that reads; the
parts of a page (timeline, list, keys, segments) are answered only to the browser of a counted visit.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from pydantic import Field
from sqlalchemy import select

from backend.access import MemberSubject, ShareSubject, find, require
from backend.accounts.models import Role
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.reports.models import Report
from backend.settings import DAY_US
from backend.sharing import repository
from backend.sharing.models import Share, ShareView
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import Gone
from protocol.identifiers import new_identifier
from protocol.model import Frozen
from protocol.saying import to_say

TOKEN_BYTES = 32
"""256 random bits; the design asks for at least 128."""
MAX_DAYS = 90
VISIT_US = 4 * 3600 * 1_000_000
"""How long the replay of an opened page may fetch its parts; then the page has to be opened, and counted, again."""


class ShareTerms(Frozen):
    """What a member grants: to whom, for how long, and how much of it."""

    recipient: str = Field(min_length=1, max_length=200)
    days: int = Field(ge=1, le=MAX_DAYS)
    with_name: bool = True
    with_recordings: bool = False
    views: int | None = Field(default=None, ge=1, le=1000)


@dataclass(frozen=True, slots=True)
class OpenedShare:
    """A share whose token held: the subject for `access`, and the rows it opens."""

    subject: ShareSubject
    share: Share
    attempt: Attempt
    report: Report


def create_share(tx: Transaction, member: MemberSubject, report: Report, terms: ShareTerms) -> tuple[Share, str]:
    """Grant a report; returns the row and the token, which is shown once and never stored.

    Raises NotAllowed unless the member may recruit.
    """
    require(member, Role.OWNER, Role.RECRUITER)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    share = Share(
        id=new_identifier(),
        organisation=report.organisation,
        attempt=report.attempt,
        report=report.id,
        token_hash=hash_token(token),
        recipient=terms.recipient,
        with_name=terms.with_name,
        with_recordings=terms.with_recordings,
        created_by=member.member,
        created_at_us=tx.now_us,
        expires_at_us=tx.now_us + terms.days * DAY_US,
        views_left=terms.views,
    )
    tx.session.add(share)
    tx.session.flush()
    return share, token


def revoke_share(tx: Transaction, member: MemberSubject, share_id: str) -> Share:
    """Make a share useless at once; idempotent. Raises NotFound, NotAllowed."""
    require(member, Role.OWNER, Role.RECRUITER)
    share = find(tx.session, member, Share, Share.id == share_id)
    if share.revoked_at_us is None:
        share.revoked_at_us = tx.now_us
    return share


def end_links_of(tx: Transaction, owner: MemberSubject, maker: str) -> None:
    """Make useless what a member shared who is removed; they may have kept it. Callers check access first."""
    mine = (Share.created_by == maker, Share.revoked_at_us.is_(None), Share.expires_at_us > tx.now_us)
    for share in tx.session.scalars(select(Share).where(*mine)).all():
        share.revoked_at_us = tx.now_us
        event = audit.Event("share.revoked", "attempt", share.attempt, {"share": share.id})
        audit.record(tx, owner, share.organisation, event)


def open_share(tx: Transaction, token: str) -> tuple[OpenedShare, str]:
    """Open the page behind a link: counts and logs the view. Raises Gone(`share.gone`).

    The second value proves this visit to `visit_share`; give it to nobody but the browser that opened the page.
    """
    opened = _held(tx, token)
    share = opened.share
    if share.views_left is not None:
        if share.views_left < 1:
            raise gone()
        share.views_left -= 1
    view = ShareView(
        id=new_identifier(),
        organisation=share.organisation,
        attempt=share.attempt,
        share=share.id,
        at_us=tx.now_us,
    )
    tx.session.add(view)
    return opened, f"{view.id}.{_visit_mac(tx, share.id, view.id)}"


def visit_share(tx: Transaction, token: str, visit: str) -> OpenedShare:
    """Let an opened page fetch its parts (timeline, list, keys, segments).

    `visit` is what `open_share` gave this browser. Raises Gone(`share.gone`), also when it is missing, forged, of
    another share or older than VISIT_US: the link alone opens only the page, which is counted and logged.
    """
    opened = _held(tx, token)
    view_id, _, mac = visit.partition(".")
    if not hmac.compare_digest(mac.encode(), _visit_mac(tx, opened.share.id, view_id).encode()):
        raise gone()
    view = tx.session.get(ShareView, view_id)
    if view is None or tx.now_us - view.at_us > VISIT_US:
        raise gone()
    return opened


def is_open(share: Share, now_us: int) -> bool:
    """Whether a link can still be opened."""
    return share.revoked_at_us is None and now_us < share.expires_at_us and share.views_left != 0


def hash_token(token: str) -> str:
    """SHA-256 of a token in hex; tokens are random, so no salt or slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def gone() -> Gone:
    """The one answer for every link that does not open."""
    return Gone(
        "share.gone", to_say("This link no longer works. It may have expired, been withdrawn, or its content deleted.")
    )


def _visit_mac(tx: Transaction, share: str, view: str) -> str:
    message = f"share-visit/{share}/{view}".encode()
    return hmac.new(tx.services.secrets.hash_key, message, hashlib.sha256).hexdigest()


def _held(tx: Transaction, token: str) -> OpenedShare:
    share = repository.by_token_hash(tx.session, hash_token(token))
    if share is None or share.revoked_at_us is not None or tx.now_us >= share.expires_at_us:
        raise gone()
    attempt = tx.session.get(Attempt, share.attempt)
    report = tx.session.get(Report, share.report)
    if attempt is None or report is None or attempt.state == AttemptState.ERASED:
        raise gone()
    if attempt.restricted_at_us is not None:
        raise gone()
    tx.confine(share.organisation)
    subject = ShareSubject(organisation=share.organisation, attempt=share.attempt, share=share.id)
    return OpenedShare(subject, share, attempt, report)
