"""The report: an immutable, versioned account of one attempt. Canonical JSON, no floats, times in microseconds.

It says what was judged and what was seen; it holds no score of honesty and no ranking. Every finding points at its
evidence and names an innocent explanation. What a candidate or a share may see is cut out by `visible_to`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from backend.reports.rhythm import Rhythm
from protocol.canonical import digest_hex
from protocol.facts import PasteProvenance, Sha256Hex
from protocol.identifiers import Identifier
from protocol.model import Frozen
from protocol.receipts import Timeliness
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import GroupResult

REPORT_FORMAT = 1


class Strength(StrEnum):
    """How sure a finding is; "could not tell" is an answer."""

    SEEN = "seen directly"
    INDICATED = "indicated"
    UNKNOWN = "could not tell"


class Evidence(Frozen):
    """Where to look: the journal entry and the moment on the replay's clock (microseconds from its beginning)."""

    seq: int = Field(ge=1)
    t_us: int = Field(ge=0)
    until_us: int | None = None


class Finding(Frozen):
    """An observation: what was seen, how sure, what else could explain it, and where to look."""

    kind: str
    words: str
    strength: Strength = Field(strict=False)
    innocent: str
    evidence: list[Evidence]

    @property
    def mark(self) -> str:
        """What tells it from the others of a report: its kind, and its first entry or, without one, its words."""
        first = str(self.evidence[0].seq) if self.evidence else digest_hex(self.words.encode())[:8]
        return f"{self.kind}/{first}"


class Attempted(Frozen):
    """One judged or waiting submission in the order received."""

    submission: Identifier
    received_at_us: int
    timeliness: Timeliness
    language: Annotated[LanguageId, Field(strict=False)]
    verdict: Annotated[Verdict, Field(strict=False)] | None = None
    score: int | None = None
    max_score: int | None = None


class ProblemOutcome(Frozen):
    """What became of one problem: the submission that counts, its groups, and its code."""

    problem: Identifier
    label: str
    title: str
    submissions: list[Attempted]
    counted: Identifier | None = None
    verdict: Annotated[Verdict, Field(strict=False)] | None = None
    score: int | None = None
    max_score: int | None = None
    groups: list[GroupResult] = Field(default_factory=list)
    time_limit_ms: int | None = None
    memory_limit_bytes: int | None = None
    language: Annotated[LanguageId, Field(strict=False)] | None = None
    source: str | None = None
    source_digest: Sha256Hex | None = None
    message: str | None = None


class Paste(Frozen):
    """One paste: when, how much, and where it came from as far as the app can know."""

    seq: int
    t_us: int
    characters: int
    provenance: PasteProvenance = Field(strict=False)


class Gap(Frozen):
    """A time in which something was not there: a recording, the focus, the network, the app itself."""

    seq: int
    t_us: int
    lasted_us: int | None
    what: Literal["camera", "microphone", "screen", "stills", "identity", "focus", "network", "app", "machine", "pause"]
    words: str


TOLD_BY_DEVICES = ("camera", "microphone", "screen", "stills", "identity")
"""Streams whose reason for a loss may be what a device is called, which is often by its owner's name."""


def without_reasons(gaps: Sequence[Gap]) -> list[Gap]:
    """The same gaps without reasons that may tell who it is: names of devices, and why somebody paused."""
    return [gap.model_copy(update={"words": without_reason(gap.what, gap.words)}) for gap in gaps]


def without_reason(what: str, words: str) -> str:
    """Words of a stream's loss without what stands in brackets behind them, of a pause without why."""
    if what == "pause":
        return words.partition(":")[0].partition(" (")[0]
    return words.partition(" (")[0] if what in TOLD_BY_DEVICES else words


class ProcessFigures(Frozen):
    """How the work came about, in plain counts; nothing here is a judgement. Older reports have no rhythm."""

    entries: int = 0
    launches: int = 0
    machines: int = 0
    duration_us: int = 0
    active_us: int = 0
    edits: int = 0
    typed_characters: int = 0
    pasted_characters: int = 0
    runs: int = 0
    submissions: int = 0
    focus_losses: int = 0
    unfocused_us: int = 0
    pastes: list[Paste] = Field(default_factory=list)
    gaps: list[Gap] = Field(default_factory=list)
    rhythm: Rhythm | None = None


class ReportDocument(Frozen):
    """The whole report. `deadline_us` stands in older ones only: beside the start it says what extra time was given."""

    format: int = REPORT_FORMAT
    report: Identifier
    version: int = Field(ge=1)
    attempt: Identifier
    assessment_title: str
    candidate_name: str
    evidence_level: int = Field(ge=0, le=4)
    started_at_us: int | None
    finished_at_us: int | None
    deadline_us: int | None = None
    built_at_us: int
    journal_seq: int
    journal_head: str
    problems: list[ProblemOutcome]
    process: ProcessFigures
    findings: list[Finding]

    @property
    def score(self) -> int:
        """Sum of the problems' scores."""
        return sum(problem.score or 0 for problem in self.problems)

    @property
    def max_score(self) -> int:
        """Sum of what could be had."""
        return sum(problem.max_score or 0 for problem in self.problems)
