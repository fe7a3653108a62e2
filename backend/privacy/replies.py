"""What candidates replied to findings of their report, for whoever may read that report.

A reply is a request of the candidate with the finding's mark; callers have found the attempt through access.
Guarantees: a reply to a finding that a later report words anew stays with the finding of the same kind; none is left
out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.privacy.models import PrivacyRequest
from backend.privacy.service import read_words
from backend.reports.document import Finding
from backend.transaction import Transaction

ELSEWHERE = ""
"""The mark of replies to findings that the report does not have any more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a candidate wrote and when (µs); `words` None: the reader may not see them."""

    at_us: int
    words: str | None


Replies = Mapping[str, Sequence[Reply]]
"""By the mark of the finding."""


def replies_of(tx: Transaction, attempt: Attempt, findings: Sequence[Finding]) -> Replies:
    """All replies of an attempt, the oldest first. Raises Gone(`key.destroyed`) after an erasure."""
    rows = tx.session.scalars(
        select(PrivacyRequest)
        .where(PrivacyRequest.attempt == attempt.id, PrivacyRequest.finding.is_not(None))
        .order_by(PrivacyRequest.id)
    )
    found: dict[str, list[Reply]] = {}
    for row in rows:
        mark = _standing(str(row.finding), findings)
        found.setdefault(mark, []).append(Reply(row.received_at_us, read_words(tx, row)))
    return found


def without_words(replies: Replies) -> Replies:
    """That and when somebody replied: the words may tell who it is."""
    return {mark: [replace(each, words=None) for each in those] for mark, those in replies.items()}


def _standing(mark: str, findings: Sequence[Finding]) -> str:
    marks = [finding.mark for finding in findings]
    if mark in marks:
        return mark
    alike = [each for each in marks if each.partition("/")[0] == mark.partition("/")[0]]
    return alike[0] if len(alike) == 1 else ELSEWHERE
