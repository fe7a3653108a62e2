"""How submissions stand, as their candidate may see it: verdict and score, and of a right one the step of its use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, cast

from backend.scoring.coarse import uses_of_accepted
from backend.scoring.models import Judgement, Submission
from backend.scoring.reading import latest_judgements
from backend.transaction import Transaction
from protocol.receipts import Timeliness
from protocol.told import Told
from protocol.verdicts import Verdict
from protocol.wire import CoarseUse, SubmissionStatus


def statuses_of(tx: Transaction, rows: Sequence[Submission]) -> list[SubmissionStatus]:
    """The state of each submission, in the order given; all of one attempt."""
    judged = latest_judgements(tx, rows)
    used = uses_of_accepted(tx.session, [(judged[row.id], row.problem) for row in rows if row.id in judged])
    return [_status(row, judged.get(row.id), used) for row in rows]


def _status(row: Submission, judgement: Judgement | None, used: Mapping[str, CoarseUse]) -> SubmissionStatus:
    return SubmissionStatus(
        submission=row.id,
        problem=row.problem,
        received_at_us=row.received_at_us,
        timeliness=cast("Timeliness", row.timeliness),
        state=cast("Literal['waiting', 'judging', 'judged']", row.state),
        verdict=Verdict(judgement.verdict) if judgement else None,
        score=judgement.score if judgement else None,
        max_score=judgement.max_score if judgement else None,
        message=row.message,
        told=None if row.told is None else Told.model_validate(row.told),
        use=used.get(judgement.id) if judgement else None,
    )
