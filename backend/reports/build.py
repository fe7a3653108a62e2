"""Building a report from stored inputs. The same inputs give the same report; only its id, version and time are new.

A submission counts for its problem when it has the best score, or, where a problem has no score, the best verdict;
among equals the last one handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.assessments.models import Assessment, Candidate
from backend.attempts.models import Attempt, AttemptFlag
from backend.ingest.models import JournalHead, Track
from backend.reports.document import Attempted, ProblemOutcome, ReportDocument
from backend.reports.findings import exchanged_keys, findings
from backend.reports.flags import flag_finding
from backend.reports.observed import observed
from backend.reports.process import process_figures
from backend.reports.repository import JudgedSubmission, ProblemPlace
from backend.reports.timeline import Clock, ProblemName, Recorded, Timeline, build_timeline, placed
from backend.scoring.coarse import Most, coarse_use
from backend.scoring.models import JudgedGroup
from protocol.canonical import canonical_bytes, digest_hex
from protocol.projects import Starter
from protocol.receipts import Timeliness
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import GroupResult

_TIMELINESS: dict[str, Timeliness] = {"on time": "on time", "late": "late", "unproven": "unproven"}


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a report is made of. `sources` and `outputs` are opened, by submission id."""

    attempt: Attempt
    assessment: Assessment
    candidate: Candidate
    problems: Sequence[ProblemPlace]
    submissions: Sequence[JudgedSubmission]
    sources: Mapping[str, str]
    heads: Sequence[JournalHead]
    flags: Sequence[AttemptFlag]
    entries: Sequence[Recorded]
    tracks: Sequence[Track] = ()

    def digest(self) -> str:
        """Names these inputs: equal digests, equal report."""
        judged = [
            [item.submission.id, item.submission.state, item.judgement.id if item.judgement else None]
            for item in self.submissions
        ]
        heads = [[head.device, head.seq, head.hash] for head in self.heads]
        return digest_hex(canonical_bytes([self.attempt.id, judged, heads, [flag.id for flag in self.flags]]))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is new in each version: id, number, time in microseconds."""

    report: str
    version: int
    built_at_us: int


def build(inputs: Inputs, stamp: Stamp) -> tuple[ReportDocument, Timeline]:
    """The report and the timeline of its replay."""
    names = {place.problem.id: _name(place) for place in inputs.problems}
    process = process_figures(inputs.entries)
    problems = [_outcome(place, inputs) for place in inputs.problems]
    found = findings(process, problems, inputs.entries, inputs.assessment.evidence_level)
    found += observed(inputs.entries)
    found += exchanged_keys(
        inputs.entries, {track.id: (track.stream, track.mime, track.key_digest) for track in inputs.tracks}
    )
    head = inputs.heads[-1] if inputs.heads else None
    moments = {(entry.device, entry.seq): entry.t_us for entry in placed(inputs.entries, Clock())}
    document = ReportDocument(
        report=stamp.report,
        version=stamp.version,
        attempt=inputs.attempt.id,
        assessment_title=inputs.assessment.title,
        candidate_name=inputs.candidate.name,
        evidence_level=inputs.assessment.evidence_level,
        started_at_us=inputs.attempt.started_at_us,
        finished_at_us=inputs.attempt.finished_at_us,
        built_at_us=stamp.built_at_us,
        journal_seq=head.seq if head else 0,
        journal_head=head.hash if head else "",
        problems=problems,
        process=process,
        findings=[*found, *(flag_finding(flag, moments) for flag in inputs.flags)],
    )
    return document, build_timeline(inputs.entries, names, process.gaps)


def _name(place: ProblemPlace) -> ProblemName:
    starters = place.problem.view.get("projects", {})
    usual = {language: Starter.model_validate(starter).first for language, starter in starters.items()}
    return ProblemName(place.label, place.problem.title, usual)


def _outcome(place: ProblemPlace, inputs: Inputs) -> ProblemOutcome:
    own = [item for item in inputs.submissions if item.submission.problem == place.problem.id]
    counted = max(own, key=counting_order, default=None)
    base = {
        "problem": place.problem.id,
        "label": place.label,
        "title": place.problem.title,
        "submissions": [_attempted(item) for item in own],
        "max_score": place.problem.view.get("max_score"),
        "time_limit_ms": place.problem.view.get("time_limit_ms"),
        "memory_limit_bytes": place.problem.view.get("memory_limit_bytes"),
    }
    if counted is None:
        return ProblemOutcome.model_validate(base)
    judgement = counted.judgement
    base |= {
        "counted": counted.submission.id,
        "language": LanguageId(counted.submission.language),
        "source": inputs.sources.get(counted.submission.id),
        "source_digest": counted.submission.source_digest,
        "message": counted.submission.message,
        "groups": [_group(group, counted.most.get(group.position), place) for group in counted.groups],
    }
    if judgement is not None:
        base |= {"verdict": Verdict(judgement.verdict), "score": judgement.score}
        base["max_score"] = judgement.max_score if judgement.max_score is not None else base["max_score"]
    return ProblemOutcome.model_validate(base)


def _group(group: JudgedGroup, most: Most | None, place: ProblemPlace) -> GroupResult:
    return GroupResult(
        name=group.name,
        verdict=Verdict(group.verdict),
        score=group.score,
        max_score=group.max_score,
        use=coarse_use(most, place.problem.view) if most is not None else None,
    )


def counting_order(item: JudgedSubmission) -> tuple[int, int, int, str]:
    """The key by which the greatest of a problem's submissions is the one that counts."""
    judgement = item.judgement
    if judgement is None:
        return (-1, 0, item.submission.received_at_us, item.submission.id)
    accepted = int(judgement.verdict == Verdict.ACCEPTED.value)
    return (judgement.score or 0, accepted, item.submission.received_at_us, item.submission.id)


def _attempted(item: JudgedSubmission) -> Attempted:
    judgement = item.judgement
    return Attempted(
        submission=item.submission.id,
        received_at_us=item.submission.received_at_us,
        timeliness=_TIMELINESS[item.submission.timeliness],
        language=LanguageId(item.submission.language),
        verdict=Verdict(judgement.verdict) if judgement else None,
        score=judgement.score if judgement else None,
        max_score=judgement.max_score if judgement else None,
    )
