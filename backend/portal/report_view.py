"""What the report templates show, prepared from a report: for members, candidates and shares."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from backend.portal.code import code_lines
from backend.portal.words import STRENGTH_TONES, TIMELINESS_TONES, VERDICT_TONES
from backend.reports.document import ProblemOutcome, ReportDocument
from protocol.attempts import EvidenceLevel
from protocol.verdicts import Verdict

GAP_ICONS = {
    "camera": "camera",
    "microphone": "microphone",
    "screen": "screen",
    "focus": "eye",
    "network": "offline",
    "app": "again",
}


def report_context(document: ReportDocument, base: str) -> dict[str, Any]:
    """Names for the templates; `base` is where timeline, media, keys and segments of this view are served."""
    return {
        "document": document,
        "base": base,
        "level": EvidenceLevel(document.evidence_level),
        "code": {problem.problem: _code(problem) for problem in document.problems},
        "tone": verdict_tone,
        "strength_tones": STRENGTH_TONES,
        "timeliness_tones": TIMELINESS_TONES,
        "gap_icons": GAP_ICONS,
        "solved": sum(problem.verdict is Verdict.ACCEPTED for problem in document.problems),
    }


def verdict_tone(verdict: Verdict | None) -> str:
    """The colour of a verdict by meaning."""
    return "quiet" if verdict is None else VERDICT_TONES.get(verdict.value, "attention")


def without_name(document: ReportDocument) -> ReportDocument:
    """The report for a share that hides who it is about."""
    return document.model_copy(update={"candidate_name": "A candidate"})


def _code(problem: ProblemOutcome) -> list[Markup]:
    return [] if problem.source is None else code_lines(problem.source, problem.language)
