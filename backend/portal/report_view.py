"""What the report templates show, prepared from a report: for members, candidates and shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from backend.assessments.drawing import problems_for
from backend.attempts.models import Attempt
from backend.figures import decimal
from backend.portal.code import code_lines
from backend.portal.words import STRENGTH_TONES, TIMELINESS_TONES, VERDICT_TONES, use_words
from backend.privacy.replies import Replies
from backend.reports.document import ProblemOutcome, ReportDocument, without_reasons
from backend.reports.filenames import Called, renamed_document, renamed_timeline, stand_ins
from backend.reports.timeline import Timeline, unnamed, without_person
from backend.transaction import Transaction
from protocol.attempts import EvidenceLevel
from protocol.projects import Starter, unpack
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


def without_name(tx: Transaction, attempt: Attempt, document: ReportDocument, instead: str = UNNAMED) -> ReportDocument:
    """The report for a share, or a reviewer, that may not see who it is about.

    Devices are often called by a name, and so are files.
    """
    process = document.process.model_copy(update={"gaps": without_reasons(document.process.gaps)})
    hidden = document.model_copy(update={"candidate_name": instead, "process": process})
    return renamed_document(hidden, _file_names(tx, attempt))


def unnamed_timeline(tx: Transaction, attempt: Attempt, timeline: bytes) -> Timeline:
    """The same for the timeline; with speech and every recording, where those are part of what is shown."""
    return renamed_timeline(Timeline.parse(unnamed(timeline)), _file_names(tx, attempt))


def blind_timeline(tx: Transaction, attempt: Attempt, timeline: bytes) -> Timeline:
    """The same without speech, and without recordings but the screen's."""
    return renamed_timeline(Timeline.parse(without_person(timeline)), _file_names(tx, attempt))


def _file_names(tx: Transaction, attempt: Attempt) -> Called:
    """What files are called for whoever may not know whose they are: only names that the tasks give are shown."""
    given: set[str] = set()
    for _, problem in problems_for(tx, attempt):
        for starter in problem.view.get("projects", {}).values():
            read = Starter.model_validate(starter)
            given.update(read.editable, read.given)
    return stand_ins(tx.services.secrets.hash_key, attempt.id, given)


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
