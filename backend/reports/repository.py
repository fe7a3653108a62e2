"""Queries of reports: what a build reads, and which version is the newest. Callers check access first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, undefer

from backend.assessments.models import Assessment, Candidate, Problem
from backend.attempts.models import Attempt, AttemptFlag, Device
from backend.ingest.models import JournalHead, Track
from backend.reports.models import Report
from backend.scoring.coarse import Most, most_by_group
from backend.scoring.models import JudgedGroup, Judgement, Submission


@dataclass(frozen=True, slots=True)
class JudgedSubmission:
    """A submission with the judgement that counts (the latest one) and its groups in order."""

    submission: Submission
    judgement: Judgement | None
    groups: Sequence[JudgedGroup]
    most: Mapping[int, Most] = field(default_factory=dict)
    """The most that any test of a group used, by the group's position."""


@dataclass(frozen=True, slots=True)
class ProblemPlace:
    """A problem with its label in the assessment."""

    label: str
    problem: Problem


def attempt_of(session: Session, attempt: str) -> Attempt:
    """The attempt row, for jobs."""
    return session.get_one(Attempt, attempt)


def assessment_of(session: Session, attempt: Attempt) -> Assessment:
    """The assessment of an attempt."""
    return session.get_one(Assessment, attempt.assessment)


def candidate_of(session: Session, attempt: Attempt) -> Candidate:
    """The candidate of an attempt."""
    return session.get_one(Candidate, attempt.candidate)


def judged_submissions(session: Session, attempt: str) -> list[JudgedSubmission]:
    """All submissions of an attempt in the order received, with source, latest judgement and groups."""
    submissions = session.scalars(
        select(Submission)
        .where(Submission.attempt == attempt)
        .order_by(Submission.received_at_us, Submission.id)
        .options(undefer(Submission.sealed_source))
    ).all()
    judgements = session.scalars(
        select(Judgement)
        .where(Judgement.attempt == attempt)
        .order_by(Judgement.judged_at_us, Judgement.id)
        .options(undefer(Judgement.sealed_output))
    )
    latest = {judgement.submission: judgement for judgement in judgements}
    groups: dict[str, list[JudgedGroup]] = {}
    for group in session.scalars(
        select(JudgedGroup).where(JudgedGroup.attempt == attempt).order_by(JudgedGroup.position)
    ):
        groups.setdefault(group.judgement, []).append(group)
    used = most_by_group(session, attempt)
    found = []
    for submission in submissions:
        judgement = latest.get(submission.id)
        if judgement is None:
            found.append(JudgedSubmission(submission, None, []))
            continue
        most = {group: most for (of, group), most in used.items() if of == judgement.id and group is not None}
        found.append(JudgedSubmission(submission, judgement, groups.get(judgement.id, []), most))
    return found


def tracks_of(session: Session, attempt: str) -> list[Track]:
    """The recordings that were declared, in their order."""
    return list(session.scalars(select(Track).where(Track.attempt == attempt).order_by(Track.id)))


def journal_heads(session: Session, attempt: str) -> list[JournalHead]:
    """Heads of the stored journals of an attempt, one a device, in the server's order of devices."""
    return list(
        session.scalars(
            select(JournalHead)
            .join(Device, and_(Device.attempt == JournalHead.attempt, Device.id == JournalHead.device))
            .where(JournalHead.attempt == attempt)
            .order_by(Device.place)
        )
    )


def flags_of(session: Session, attempt: str) -> list[AttemptFlag]:
    """What the ingest noted for a human."""
    return list(session.scalars(select(AttemptFlag).where(AttemptFlag.attempt == attempt).order_by(AttemptFlag.at_us)))


def newest(session: Session, attempt: str) -> Report | None:
    """The newest report of an attempt, or None."""
    statement = select(Report).where(Report.attempt == attempt).order_by(Report.version.desc()).limit(1)
    return session.scalars(statement).one_or_none()
