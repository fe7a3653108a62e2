"""Telling one applicant-tracking system one thing, as often as it takes, for three days.

Guarantees: what is said is put together at the try, so that nothing leaves that was erased, restricted or cancelled
meanwhile; no transaction is open while the other side is asked; that a score leaves is in the audit list about its
attempt, before it does. Pauses grow as those of webhooks. A worker that dies between answer and commit tells it again.
"""

from __future__ import annotations

import json
import re

from sqlalchemy import select

from backend.access import MemberSubject
from backend.accounts.models import Role
from backend.assessments.models import Invitation
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.jobs.service import Claimed
from backend.jobs.worker import Handler
from backend.outgoing import tries
from backend.outgoing.addresses import read_address
from backend.outgoing.calls import Reach
from backend.outgoing.tries import Outcome, Request
from backend.partners import ashby_words, keys, news
from backend.partners.door import basic
from backend.partners.models import Partner, PartnerOrder, PartnerUpdate, UpdateState, What
from backend.programs import service as programs
from backend.programs.wire import ResultWhole
from backend.transaction import Services, Transaction
from protocol.attempts import AttemptState
from protocol.errors import InvalidInput

ASHBY = "https://api.ashbyhq.com/assessment.update"
NO_KEY = "partner.no_key"
REFUSED = "partner.refused"
GONE = frozenset({404, 410})
"""The other side knows nothing of it any more; asking again changes nothing."""
_NOT_DONE = re.compile(r'"success"\s*:\s*false')
_JUDGED = (AttemptState.JUDGED, AttemptState.REVIEWED)


class Tell(Handler[Request, Outcome]):
    """Handler of `partners.tell`. `ashby`: where Ashby is told."""

    def __init__(self, reach: Reach, ashby: str = ASHBY) -> None:
        self._reach, self._ashby = reach, ashby

    def prepare(self, tx: Transaction, job: Claimed) -> Request | None:
        """Put it together; None when there is nothing to tell any more, or not yet."""
        update = tx.session.get(PartnerUpdate, str(job.payload["update"]))
        if update is None or update.state != UpdateState.WAITING:
            return None
        order = tx.session.get_one(PartnerOrder, update.partner_order)
        attempt = tx.session.scalar(select(Attempt).where(Attempt.invitation == order.invitation))
        if not _still_so(tx, order, update, attempt):
            tries.end(update, UpdateState.ENDED, tx.now_us)
            return None
        try:
            return self._telling(tx, order, update, attempt)
        except InvalidInput as error:
            update.code = error.code
            tries.end(update, UpdateState.FAILED, tx.now_us)
            return None

    def perform(self, services: Services, work: Request) -> Outcome:  # noqa: ARG002 - signature of the port
        """Ask the other side."""
        return tries.ask(self._reach, work)

    def conclude(self, tx: Transaction, work: Request, result: Outcome) -> None:
        """Keep what came of it, and what is to be done next."""
        update = tx.session.get(PartnerUpdate, work.row)
        if update is None:
            return  # erased
        update.tries, update.status, update.code = update.tries + 1, result.status, result.code
        if not result.took_it:
            _failed(tx, update, result.asked_s, final=result.status in GONE)
        elif result.answer and _NOT_DONE.search(result.answer.excerpt):  # Ashby refuses with 200 too
            update.code = REFUSED
            _failed(tx, update)
        else:
            tries.end(update, UpdateState.DELIVERED, tx.now_us)
            tx.session.get_one(PartnerOrder, update.partner_order).sealed_key = None

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        """A bug of ours: the update is not to wait for ever."""
        update = tx.session.get(PartnerUpdate, str(job.payload["update"]))
        if update is not None and update.state == UpdateState.WAITING:
            update.code = tries.BUG
            tries.end(update, UpdateState.FAILED, tx.now_us)

    def _telling(
        self, tx: Transaction, order: PartnerOrder, update: PartnerUpdate, attempt: Attempt | None
    ) -> Request | None:
        """The request; None when the key is missing. Raises InvalidInput for an address that is never called."""
        local = self._reach.this_machine
        if order.partner == Partner.GREENHOUSE:
            if order.sealed_key is None:
                tries.end(update, UpdateState.ENDED, tx.now_us)
                return None
            key = keys.opened(tx.services, order.id, order.sealed_key)
            target = read_address(order.callback or "", this_machine=local)
            return Request(update.id, "PATCH", target, _headers(key), b"")
        written = keys.ashby_key(tx, order.organisation)
        if written is None:
            update.tries, update.code = update.tries + 1, NO_KEY
            _failed(tx, update)
            return None
        target = read_address(self._ashby, this_machine=local)
        result = _result(tx, update, attempt) if update.what == What.COMPLETED and attempt else None
        reason = ashby_words.reason_of(attempt, tx.session.get_one(Invitation, order.invitation))
        news_of = ashby_words.News(order.id, What(update.what), update.created_at_us, reason)
        body = ashby_words.update_of(news_of, result)
        return Request(update.id, "POST", target, _headers(written), json.dumps(body).encode())


def _headers(key: str) -> dict[str, str]:
    return {
        "Authorization": basic(key),
        "Content-Type": "application/json",
        "Accept": "application/json",
        "User-Agent": "Recrutr-Partners/1",
    }


def _result(tx: Transaction, update: PartnerUpdate, attempt: Attempt) -> ResultWhole:
    """Scores as a recruiter reads them. That they leave is told once, however often it is tried."""
    house = MemberSubject("", update.organisation, frozenset({Role.RECRUITER}))
    if update.tries == 0:
        audit.record(tx, None, update.organisation, audit.Event("result.sent", "attempt", attempt.id))
    return programs.whole(tx, house, attempt)


def _still_so(tx: Transaction, order: PartnerOrder, update: PartnerUpdate, attempt: Attempt | None) -> bool:
    """Whether it is to be told: not cancelled, not restricted, still true, and nothing newer was told already."""
    if order.cancelled_at_us is not None or (attempt is not None and attempt.restricted_at_us is not None):
        return False
    if update.what == What.COMPLETED:
        return attempt is not None and attempt.state in _JUDGED
    if update.what == What.CANCELLED and attempt is None:
        invitation = tx.session.get_one(Invitation, order.invitation)
        return invitation.revoked_at_us is not None or invitation.closes_at_us <= tx.now_us
    newer = (PartnerUpdate.partner_order == order.id, PartnerUpdate.created_at_us > update.created_at_us)
    delivered = select(PartnerUpdate.id).where(*newer, PartnerUpdate.state == UpdateState.DELIVERED)
    return tx.session.scalar(delivered.limit(1)) is None


def _failed(tx: Transaction, update: PartnerUpdate, asked_s: int = 0, *, final: bool = False) -> None:
    """Try again after a pause, until three days are over or the other side knows nothing of it."""
    next_us = None if final else tries.next_try_us(update, tx.now_us, asked_s)
    if next_us is None:
        tries.end(update, UpdateState.FAILED, tx.now_us)
    else:
        news.schedule(tx, update, next_us)
