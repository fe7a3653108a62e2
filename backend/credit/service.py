"""Crediting time: the server's own outages by the assessment's rule, gaps of the network by a person with a reason.

Guarantees: nothing is credited here that was not measured, nothing twice, and in all no more than the assessment's rule
allows (0: nothing). Each credit is a row, an audit entry and a signed word, in one transaction. Only a started attempt
gets one. Nothing a device says about its own clock adds time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from backend.access import MemberSubject, find, require
from backend.accounts.models import Role
from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.credit.measured import Gap, measured_gaps
from backend.credit.models import Credit, Outage
from backend.credit.repository import credited_us, credits_of
from backend.transaction import Services, Transaction
from protocol.attempts import AttemptState
from protocol.errors import Conflict, InvalidInput, NotFound
from protocol.identifiers import new_identifier
from protocol.receipts import GIVEN, CreditCause, Extension
from protocol.saying import to_say

CREDITORS = (Role.OWNER, Role.RECRUITER, Role.INTERVIEWER)
SECOND_US = 1_000_000
MAX_REASON = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member wants to credit: for which gap (device and entry), how much, and why."""

    device: str
    seq: int
    credited_us: int
    reason: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What moves a deadline: by which cause, for which time, how much; `wish` or `reason` where a person did."""

    cause: CreditCause
    began_us: int
    ended_us: int
    credited_us: int
    wish: Wish | None = None
    member: MemberSubject | None = None
    reason: str = ""


def credit_server_outage(tx: Transaction, outage: Outage) -> None:
    """Give back to every attempt that ran when the outage began what it took of its time, as far as its rule goes."""
    rows = tx.session.execute(
        select(Attempt, Assessment)
        .join(Assessment, Assessment.id == Attempt.assessment)
        .where(
            Attempt.state == AttemptState.STARTED,
            Attempt.started_at_us < outage.ended_us,
            Attempt.deadline_us > outage.began_us,
            Assessment.credit_limit_us > 0,
        )
    ).all()
    for attempt, assessment in rows:
        began_us = max(outage.began_us, attempt.started_at_us or 0)
        amount_us = min(outage.ended_us - began_us, _rule_left_us(tx, attempt, assessment))
        if amount_us > 0:
            grant(tx, attempt, Grant("server", began_us, outage.ended_us, amount_us))


def open_gaps(tx: Transaction, attempt: Attempt) -> list[Gap]:
    """Measured gaps of the network with what of each may still be credited; those without anything left are absent."""
    if attempt.state != AttemptState.STARTED or _limit_left_us(tx, attempt) <= 0:
        return []
    return _with_left(tx, attempt, measured_gaps(tx, attempt))


def credit_gap(services: Services, member: MemberSubject, attempt: str, wish: Wish) -> Credit:
    """Credit a measured gap of the network.

    It is measured before the write lock is taken, because that reads the whole journal: what a journal has proven of a
    gap stays so, as whatever arrives afterwards lies behind its end. What may change meanwhile (state, rule, credits)
    is asked under the lock. Raises NotFound, NotAllowed, Conflict(`attempt.state`), NotFound(`credit.no_gap`),
    InvalidInput(`minutes`, `reason`).
    """
    require(member, *CREDITORS)
    with services.reading() as tx:
        measured = measured_gaps(tx, _running(tx, member, attempt))
    with services.transaction() as tx:
        return _credit(tx, member, _running(tx, member, attempt), measured, wish)


def _running(tx: Transaction, member: MemberSubject, attempt: str) -> Attempt:
    found = find(tx.session, member, Attempt, Attempt.id == attempt)
    if found.state != AttemptState.STARTED:
        words = to_say("Time can be credited only while the attempt is worked on.")
        raise Conflict("attempt.state", words, {"state": found.state})
    return found


def _credit(tx: Transaction, member: MemberSubject, attempt: Attempt, measured: Sequence[Gap], wish: Wish) -> Credit:
    left = _with_left(tx, attempt, measured)
    gap = next((each for each in left if (each.device, each.seq) == (wish.device, wish.seq)), None)
    if gap is None:
        raise NotFound("credit.no_gap", to_say("There is no measured gap of which anything is left to credit."))
    reason = wish.reason.strip()
    if not 1 <= len(reason) <= MAX_REASON:
        raise InvalidInput("reason", f"1 to {MAX_REASON} characters", to_say("Please write why the time is credited."))
    if not SECOND_US <= wish.credited_us <= gap.left_us:
        most = f"{gap.left_us // SECOND_US} seconds"
        raise InvalidInput(
            "minutes", f"at most {most}", to_say("Of this gap, {most} at most can be credited.", most=most)
        )
    return grant(tx, attempt, Grant("network", gap.began_us, gap.ended_us, wish.credited_us, wish, member))


def _with_left(tx: Transaction, attempt: Attempt, measured: Sequence[Gap]) -> list[Gap]:
    """The gaps of which something is left to credit, with how much."""
    left_us, given, found = _limit_left_us(tx, attempt), credits_of(tx, attempt.id), []
    for gap in measured:
        own_us = sum(row.credited_us for row in given if (row.device, row.seq) == (gap.device, gap.seq))
        by_rule_us = sum(
            max(0, min(gap.ended_us, row.ended_us) - max(gap.began_us, row.began_us))
            for row in given
            if row.cause == "server"  # the same minutes, seen from both sides
        )
        may_us = min(gap.measured_us - own_us - by_rule_us, left_us)
        if may_us >= SECOND_US:
            found.append(gap.with_left(may_us))
    return found


def _limit_left_us(tx: Transaction, attempt: Attempt) -> int:
    return _rule_left_us(tx, attempt, tx.session.get_one(Assessment, attempt.assessment))


def _rule_left_us(tx: Transaction, attempt: Attempt, assessment: Assessment) -> int:
    return assessment.credit_limit_us - credited_us(tx, attempt.id)


def grant(tx: Transaction, attempt: Attempt, given: Grant) -> Credit:
    """Move the deadline of an attempt whose time runs: a row, a signed word and an audit entry. Checks no bounds."""
    if attempt.deadline_us is None:
        raise RuntimeError("time is credited only to an attempt whose time runs")
    attempt.deadline_us += given.credited_us
    number = len(credits_of(tx, attempt.id)) + 1
    word = Extension(
        attempt=attempt.id,
        number=number,
        deadline_us=attempt.deadline_us,
        credited_us=given.credited_us,
        cause=given.cause,
        at_us=tx.now_us,
    )
    row = Credit(
        id=new_identifier(),
        organisation=attempt.organisation,
        attempt=attempt.id,
        number=number,
        cause=given.cause,
        began_us=given.began_us,
        ended_us=given.ended_us,
        credited_us=given.credited_us,
        deadline_us=attempt.deadline_us,
        device=given.wish.device if given.wish else None,
        seq=given.wish.seq if given.wish else None,
        reason=given.wish.reason.strip() if given.wish else given.reason,
        credited_by=given.member.member if given.member else None,
        credited_at_us=tx.now_us,
        extension=word.signed_by(tx.keys.server_key()).model_dump(),
    )
    tx.session.add(row)
    tx.session.flush()
    details: dict[str, str | int | bool | None] = {
        "credit": row.id,
        "cause": given.cause,
        "seconds": given.credited_us // SECOND_US,
    }
    event = audit.Event("time.given" if given.cause in GIVEN else "time.credited", "attempt", attempt.id, details)
    audit.record(tx, given.member, attempt.organisation, event)
    return row
