"""One report as a signed PDF: results, counts, findings, the outcome and the code; no recordings, no scores of reviews.

Must get the document as this member may see it: a blind reviewer's is without the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backend.figures import UNKNOWN, clock, span
from backend.paper.signing import Sealer
from backend.paper.typesetting import typeset
from backend.portal.words import OUTCOME_TITLES, plain_moment
from backend.privacy.replies import ELSEWHERE, Replies, Reply
from backend.reports.document import Finding, ProblemOutcome, ReportDocument
from protocol.projects import unpack


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided, by whom, when (µs)."""

    outcome: str
    by: str
    at_us: int


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside the report: the decision, and the candidate's replies by the marks of the findings."""

    outcome: Outcome | None
    replies: Replies


def report_paper(document: ReportDocument, told: Told, sealer: Sealer, now_us: int) -> bytes:
    """The whole file."""
    outcome, replies = told.outcome, told.replies
    data = {
        "title": document.candidate_name,
        "organisation": sealer.name,
        "made": plain_moment(now_us),
        "fingerprint": sealer.fingerprint,
        "about": f"{document.assessment_title}. Report {document.version} of {plain_moment(document.built_at_us)}. "
        f"Started {plain_moment(document.started_at_us)}, handed in {plain_moment(document.finished_at_us)}.",
        "problems": [_problem(each) for each in document.problems],
        "process": _process(document),
        "findings": [_finding(each, replies.get(each.mark, ())) for each in document.findings],
        "replies": [_reply(each) for each in replies.get(ELSEWHERE, ())],
        "decision": f"{OUTCOME_TITLES[outcome.outcome]}. Decided by {outcome.by}, {plain_moment(outcome.at_us)}."
        if outcome
        else "Not decided.",
        "code": [part for each in document.problems for part in _code(each)],
    }
    return sealer.sign(typeset("report", data))


def _problem(outcome: ProblemOutcome) -> list[str]:
    counted = next((each for each in outcome.submissions if each.submission == outcome.counted), None)
    score = UNKNOWN if outcome.score is None else str(outcome.score)
    return [
        f"{outcome.label} {outcome.title}",
        outcome.verdict.words if outcome.verdict else ("not judged" if counted else "nothing handed in"),
        f"{score} of {outcome.max_score}" if outcome.max_score is not None else score,
        outcome.language.words if outcome.language else UNKNOWN,
        f"{plain_moment(counted.received_at_us)}, {counted.timeliness}" if counted else UNKNOWN,
    ]


def _process(document: ReportDocument) -> list[list[str]]:
    process = document.process
    return [
        ["Time at work", f"{span(process.active_us)} within {span(process.duration_us)}"],
        ["Edits", f"{process.edits}; {process.typed_characters} characters typed"],
        ["Pastes", f"{len(process.pastes)}; {process.pasted_characters} characters"],
        ["Runs and submissions", f"{process.runs} and {process.submissions}"],
        ["Window not in front", f"{process.focus_losses} times, {span(process.unfocused_us)} in all"],
    ]


def _finding(finding: Finding, replies: Sequence[Reply]) -> dict[str, Any]:
    moments = ", ".join(clock(each.t_us) for each in finding.evidence)
    return {
        "words": finding.words,
        "strength": finding.strength.value,
        "innocent": finding.innocent,
        "at": f"At {moments} of the replay" if moments else "",
        "replies": [_reply(each) for each in replies],
    }


def _reply(reply: Reply) -> dict[str, str]:
    hidden = "The words are not shown here, because they may tell who it is."
    head = f"The candidate replied on {plain_moment(reply.at_us)}:"
    return {"head": head, "words": hidden if reply.words is None else reply.words}


def _code(outcome: ProblemOutcome) -> list[dict[str, str]]:
    if outcome.source is None:
        return []
    files = unpack(outcome.source, "")
    title = f"{outcome.label} {outcome.title}"
    return [{"title": f"{title}: {path}" if len(files) > 1 else title, "text": files[path]} for path in sorted(files)]
