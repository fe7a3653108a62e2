"""The decision: by a person, with a reason, after that person opened the evidence.

Guarantees: nothing else in the backend makes a decision. It is refused before this member has opened the newest report
and its replay or code, while a named review is not in, and, where the report has findings, before the candidate's time
to reply is over, unless the member writes why it is not waited for. A new decision leaves the earlier ones as they are.
With any decision, also *on hold*, pictures of the identity step go, as the notice says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from backend.access import MemberSubject, find, require, visible
from backend.accounts.models import Role
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.audit.models import AuditEntry
from backend.privacy.identity import delete_identity
from backend.reports.document import ReportDocument
from backend.reports.models import Report
from backend.reports.service import newest_report, open_document
from backend.reviews import repository
from backend.reviews.models import Decision
from backend.reviews.service import reason_of
from backend.settings import DAY_US
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import Conflict, InvalidInput, NotFound
from protocol.identifiers import new_identifier
from protocol.saying import to_say

DECIDERS = (Role.OWNER, Role.RECRUITER)
REPLY_WINDOW_US = 7 * DAY_US
"""How long a candidate has to reply to findings, from the report's making."""
EVIDENCE = ("replay", "code")


class Outcome(StrEnum):
    """What was decided."""

    ADVANCE = "advance"
    HOLD = "hold"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member's decision on an attempt still needs."""

    report_opened: bool
    evidence_opened: bool
    pending: int
    findings: int
    reply_until_us: int
    replying: bool

    @property
    def ready(self) -> bool:
        """Whether a decision may be made; while the candidate may still reply it also needs a waiver."""
        return self.report_opened and self.evidence_opened and not self.pending


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with its words."""

    row: Decision
    reason: str
    waiver: str

    @property
    def outcome(self) -> Outcome:
        """The outcome as a value."""
        return Outcome(self.row.outcome)


def note_opened(tx: Transaction, subject: MemberSubject, report: Report, what: str) -> None:
    """The member's page shows the replay or the code: written to the audit list once for each report.

    Raises InvalidInput, Conflict when the report itself was not opened.
    """
    if what not in EVIDENCE:
        raise InvalidInput("what", " or ".join(EVIDENCE), to_say("This is no evidence of a report."))
    seen = _opened(tx, subject, report)
    if "report" not in seen:
        raise Conflict("report.unopened", to_say("Open the report first."))
    if what not in seen:
        details = {"report": report.id, "what": what}
        audit.record(
            tx, subject, report.organisation, audit.Event("evidence.opened", "attempt", report.attempt, details)
        )


def standing(tx: Transaction, subject: MemberSubject, report: Report, document: ReportDocument) -> Standing:
    """What is missing for a decision by this member on this report."""
    seen = _opened(tx, subject, report)
    # Where neither code was handed in nor a journal kept, the report is all there is.
    something = document.evidence_level > 0 or any(problem.counted for problem in document.problems)
    until_us = report.built_at_us + REPLY_WINDOW_US
    pending = sum(row.handed_in_at_us is None for row in repository.reviewers_of(tx, report.attempt))
    return Standing(
        report_opened="report" in seen,
        evidence_opened=not something or bool(seen.intersection(EVIDENCE)),
        pending=pending,
        findings=len(document.findings),
        reply_until_us=until_us,
        replying=bool(document.findings) and tx.now_us < until_us,
    )


def decide(
    tx: Transaction, subject: MemberSubject, attempt_id: str, outcome: Outcome, words: tuple[str, str]
) -> Decision:
    """Decide, with the words (reason, waiver). Raises NotAllowed, NotFound, Conflict(`decision.…`), InvalidInput."""
    require(subject, *DECIDERS)
    attempt = find(tx.session, subject, Attempt, Attempt.id == attempt_id)
    report = newest_report(tx, subject, attempt)
    if report is None or attempt.state not in {AttemptState.JUDGED, AttemptState.REVIEWED}:
        raise NotFound("not_found", to_say("There is no report to decide on yet."))
    stand = standing(tx, subject, report, open_document(tx, attempt, report))
    _require_ready(stand)
    reason, waiver = reason_of(words[0]), words[1].strip()
    if stand.replying and not waiver:
        text = to_say("The candidate can still reply to what was noted. Wait, or write why you do not.")
        raise Conflict("decision.reply", text, {"until_us": stand.reply_until_us})
    row = _keep(tx, subject, (attempt, report), outcome, (reason, reason_of(waiver) if stand.replying else ""))
    if attempt.state == AttemptState.JUDGED:
        attempt.state = AttemptState.REVIEWED
    audit.record(
        tx, subject, attempt.organisation, audit.Event("decision.made", "attempt", attempt.id, {"number": row.number})
    )
    delete_identity(tx, attempt)
    return row


def decisions_of(tx: Transaction, subject: MemberSubject, attempt: Attempt) -> list[Decided]:
    """All decisions with their words, the one that stands first."""
    statement = visible(subject, Decision).where(Decision.attempt == attempt.id)
    rows = tx.session.scalars(statement.order_by(Decision.number.desc()))
    return [Decided(row, *(_words(tx, attempt, row))) for row in rows]


def standing_decision(tx: Transaction, attempt: str) -> Decision | None:
    """The decision that stands, for callers that have found the attempt through access."""
    statement = select(Decision).where(Decision.attempt == attempt).order_by(Decision.number.desc()).limit(1)
    return tx.session.scalars(statement).one_or_none()


def _require_ready(stand: Standing) -> None:
    if not stand.report_opened or not stand.evidence_opened:
        words = to_say("Open the report, and its replay or its code, before you decide.")
        raise Conflict("decision.evidence", words)
    if stand.pending:
        words = to_say(
            "{n} of the named reviews not in yet: wait for them, take those off, or undo the reopening.",
            n=stand.pending,
        )
        raise Conflict("decision.reviews", words, {"pending": stand.pending})


def _keep(
    tx: Transaction, subject: MemberSubject, of: tuple[Attempt, Report], outcome: Outcome, words: tuple[str, str]
) -> Decision:
    attempt, report = of
    before = standing_decision(tx, attempt.id)
    row = Decision(
        id=new_identifier(),
        organisation=attempt.organisation,
        attempt=attempt.id,
        report=report.id,
        number=before.number + 1 if before else 1,
        outcome=outcome.value,
        sealed_reason=b"",
        decided_by=subject.member,
        decided_at_us=tx.now_us,
    )
    reason, waiver = words
    row.sealed_reason = tx.keys.seal(attempt.candidate, reason.encode(), _associated("reason", row.id))
    if waiver:
        row.sealed_waiver = tx.keys.seal(attempt.candidate, waiver.encode(), _associated("waiver", row.id))
    tx.session.add(row)
    tx.session.flush()
    return row


def _words(tx: Transaction, attempt: Attempt, row: Decision) -> tuple[str, str]:
    reason = tx.keys.open(attempt.candidate, row.sealed_reason, _associated("reason", row.id)).decode()
    if row.sealed_waiver is None:
        return reason, ""
    return reason, tx.keys.open(attempt.candidate, row.sealed_waiver, _associated("waiver", row.id)).decode()


def _opened(tx: Transaction, subject: MemberSubject, report: Report) -> set[str]:
    """What of this report the audit list says that the member has opened."""
    entries: Sequence[AuditEntry] = tx.session.scalars(
        select(AuditEntry).where(
            AuditEntry.organisation == report.organisation,
            AuditEntry.subject == report.attempt,
            AuditEntry.actor_kind == "member",
            AuditEntry.actor == subject.member,
            AuditEntry.action.in_(["report.viewed", "evidence.opened"]),
        )
    ).all()
    mine = [entry for entry in entries if entry.details.get("report") == report.id]
    return {str(entry.details.get("what", "report")) for entry in mine}


def _associated(what: str, decision: str) -> bytes:
    return f"decision/{what}/{decision}".encode()
