"""Asking a human to look at the evidence of an attempt: the codes there are, and keeping one.

A flag is never a verdict and changes no score. Each code has its own words in `backend.reports.flags`.
"""

from __future__ import annotations

from enum import StrEnum

from backend.attempts.models import Attempt, AttemptFlag
from backend.transaction import Transaction
from protocol.identifiers import new_identifier


class FlagCode(StrEnum):
    """Everything that the backend flags. The `tampered.*` codes are those of `protocol.journal`."""

    CONTINUED = "attempt.continued"
    EARLIER_WORK = "journal.earlier_machine"
    EARLIER_SUBMISSION = "submission.earlier_machine"
    JOURNAL_FORK = "journal.fork"
    JOURNAL_ROLLBACK = "journal.rollback"
    JOURNAL_RESTORED = "journal.restored"
    JOURNAL_UNREADABLE = "journal.unreadable"
    OWNER = "tampered.owner"
    GAP = "tampered.gap"
    CHAIN = "tampered.chain"
    BODY = "tampered.body"
    SIGNATURE = "tampered.signature"
    SUBMISSION_NOT_JUDGED = "submission.not_judged"
    SUBMISSION_UNPROVEN = "submission.unproven"
    SUBMISSION_RECEIPT = "submission.receipt"
    RECEIPT_HEAD = "receipt.head"
    RECEIPT_UNPROVEN = "receipt.unproven"
    REPORT_NOT_BUILT = "report.not_built"


def flag(tx: Transaction, attempt: Attempt, code: FlagCode, details: dict[str, str | int | bool | None]) -> None:
    """Ask a human to look at the evidence."""
    row = AttemptFlag(
        id=new_identifier(),
        organisation=attempt.organisation,
        attempt=attempt.id,
        code=code.value,
        details=details,
        at_us=tx.now_us,
    )
    tx.session.add(row)
