"""What Ashby's *assessment.update* is told: fields of an identifier, a label, a type and a value. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from backend.assessments.models import Invitation
from backend.attempts.models import Attempt
from backend.partners.models import What
from backend.partners.orders import percent
from backend.programs.wire import ResultWhole
from protocol.attempts import AttemptState

MILLISECOND_US = 1000
BY_EMPLOYER = "The invitation was withdrawn."
RAN_OUT = "The time of the invitation ran out."
_REASONS = {
    AttemptState.WITHDRAWN: "The candidate stopped.",
    AttemptState.EXPIRED: RAN_OUT,
}
_SCORE = "0 to 100: each problem counts the same. A number is not a decision: open the report first."


@dataclass(frozen=True, slots=True)
class News:
    """Of which order what is told, since when it is so, and why it was cancelled."""

    order: str
    what: What | None
    at_us: int
    reason: str = BY_EMPLOYER


def reason_of(attempt: Attempt | None, invitation: Invitation) -> str:
    """Why an assessment ended without a result."""
    if attempt is None:
        return BY_EMPLOYER if invitation.revoked_at_us is not None else RAN_OUT
    return _REASONS.get(AttemptState(attempt.state), BY_EMPLOYER)


def update_of(news: News, result: ResultWhole | None = None) -> dict[str, Any]:
    """The body; `what` None is an order that was just made, `result` is needed for COMPLETED."""
    body: dict[str, Any] = {"assessment_id": news.order, "timestamp": news.at_us // MILLISECOND_US}
    if news.what is What.CANCELLED:
        return {**body, "cancelled_reason": _field("cancelled_reason", "Cancelled", "string", news.reason)}
    if news.what is not What.COMPLETED or result is None:
        words = "Started" if news.what is What.STARTED else "Invited"
        return {**body, "assessment_status": _field("status", "Status", "string", words)}
    return {
        **body,
        "assessment_status": _field("status", "Status", "string", "Completed"),
        "assessment_profile_url": _field("report", "Report", "url", result.link),
        "assessment_result": _field("score", "Score", "numeric_score", percent(result), _SCORE),
        "metadata": _metadata(result),
    }


def _metadata(result: ResultWhole) -> list[dict[str, Any]]:
    fields = [_field("solved", "Problems solved", "string", f"{result.solved} of {len(result.problems)}")]
    if result.max_score:
        fields.append(_field("points", "Points", "string", f"{result.score} of {result.max_score}"))
    if result.started_at and result.finished_at:
        minutes = round((result.finished_at - result.started_at).total_seconds() / 60)
        fields.append(_field("duration", "Time from start to handing in", "numeric_duration_minutes", minutes))
    return fields


def _field(identifier: str, label: str, kind: str, value: str | int, description: str = "") -> dict[str, Any]:
    field: dict[str, Any] = {"identifier": identifier, "label": label, "type": kind, "value": value}
    return {**field, "description": description} if description else field
