"""What the report templates show, prepared from a report: for members, candidates and shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from backend.figures import decimal
from backend.portal.code import code_lines
from backend.portal.words import STRENGTH_TONES, TIMELINESS_TONES, VERDICT_TONES, use_words
from backend.privacy.replies import Replies
from backend.reports.document import ProblemOutcome, ReportDocument, without_reasons
from protocol.attempts import EvidenceLevel
from protocol.projects import unpack
from protocol.saying import to_say
from protocol.verdicts import Verdict
from protocol.wire import CoarseUse

UNNAMED = to_say("A candidate")
GAP_ICONS = {
    "camera": "camera",
    "microphone": "microphone",
    "screen": "screen",
    "focus": "eye",
    "network": "offline",
    "app": "again",
    "machine": "screen",
    "stills": "camera",
    "identity": "person",
    "pause": "pause",
}


def report_context(document: ReportDocument, base: str, replies: Replies | None = None) -> dict[str, Any]:
    """Names for the templates; `base` is where timeline, media, keys and segments of this view are served."""
    return {
        "document": document,
        "base": base,
        "level": EvidenceLevel(document.evidence_level),
        "code": {problem.problem: _code(problem) for problem in document.problems},
        "tone": verdict_tone,
        "used": used_words,
        "replies": replies or {},
        "strength_tones": STRENGTH_TONES,
        "timeliness_tones": TIMELINESS_TONES,
        "gap_icons": GAP_ICONS,
        "solved": sum(problem.verdict is Verdict.ACCEPTED for problem in document.problems),
    }


def verdict_tone(verdict: Verdict | None) -> str:
    """The colour of a verdict by meaning."""
    return "quiet" if verdict is None else VERDICT_TONES.get(verdict.value, "attention")


def used_words(use: CoarseUse, problem: ProblemOutcome) -> tuple[str, str]:
    """Processor time and memory of a test group in steps of their limits."""
    limits = (
        _figure((problem.time_limit_ms or 0) / 1000, "s"),
        _figure((problem.memory_limit_bytes or 0) / 2**20, "MiB"),
    )
    return use_words(use.cpu_percent, limits[0]), use_words(use.memory_percent, limits[1])


def _figure(value: float, unit: str) -> str:
    return f"{decimal(value, 0 if value == int(value) else 1)} {unit}"


def without_name(document: ReportDocument, instead: str = UNNAMED) -> ReportDocument:
    """The report for a share, or a reviewer, that may not see who it is about; devices are often called by a name."""
    process = document.process.model_copy(update={"gaps": without_reasons(document.process.gaps)})
    return document.model_copy(update={"candidate_name": instead, "process": process})


@dataclass(frozen=True, slots=True)
class ShownFile:
    """One file of what was handed in; without a name where it is the only one."""

    path: str
    lines: list[Markup]

    @property
    def count(self) -> int:
        """How many lines it has."""
        return len(self.lines)


def _code(problem: ProblemOutcome) -> list[ShownFile]:
    if problem.source is None:
        return []
    files = unpack(problem.source, "")
    return [ShownFile(path, code_lines(files[path], problem.language)) for path in sorted(files)]
