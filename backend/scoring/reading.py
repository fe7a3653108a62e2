"""Reading back sources and compiler output; callers check access first. After an erasure: Gone(`key.destroyed`)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.scoring.models import Judgement, Submission
from backend.transaction import Transaction


def read_source(tx: Transaction, attempt: Attempt, submission: Submission) -> str:
    """The source as it was handed in."""
    associated = source_associated(attempt.id, submission.id)
    return tx.keys.open(attempt.candidate, submission.sealed_source, associated, compressed=True).decode()


def read_output(tx: Transaction, attempt: Attempt, judgement: Judgement) -> str:
    """What the compiler (or the judge) said; may be empty."""
    if judgement.sealed_output is None:
        return ""
    associated = output_associated(attempt.id, judgement.id)
    return tx.keys.open(attempt.candidate, judgement.sealed_output, associated, compressed=True).decode()


def latest_judgements(tx: Transaction, submissions: Sequence[Submission]) -> dict[str, Judgement]:
    """The newest judgement of each submission that has one, by submission id; all of one attempt."""
    if not submissions:
        return {}
    rows = tx.session.scalars(
        select(Judgement)
        .where(Judgement.attempt == submissions[0].attempt, Judgement.submission.in_([each.id for each in submissions]))
        .order_by(Judgement.judged_at_us, Judgement.id)
    )
    return {row.submission: row for row in rows}


def source_associated(attempt: str, submission: str) -> bytes:
    """Associated data of a stored source."""
    return f"submission/source/{attempt}/{submission}".encode()


def output_associated(attempt: str, judgement: str) -> bytes:
    """Associated data of a stored output."""
    return f"judgement/output/{attempt}/{judgement}".encode()
