"""Tables of problems, assessments, candidates and invitations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class Problem(Base):
    """An imported problem package: the zip as checked, its SHA-256, and what a candidate may see of it.

    `view` is `protocol.wire.ProblemView` as JSON with label `A`; hidden tests are only in `package_zip`.
    """

    __tablename__ = "problem"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = tagged(DataClass.CONTENT)
    title: Mapped[str] = tagged(DataClass.CONTENT)
    digest: Mapped[str] = tagged(DataClass.CONTENT)
    package_zip: Mapped[bytes] = tagged(DataClass.CONTENT, LargeBinary, deferred=True)
    view: Mapped[dict[str, Any]] = tagged(DataClass.CONTENT, JSON)
    created_at_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)
    __table_args__ = (UniqueConstraint("organisation", "digest"),)


class Assessment(Base):
    """One version of an assessment; immutable from the first invitation (a change makes the next version).

    `languages` are values of `protocol.verdicts.LanguageId`; `rubric` a list of
    `{"criterion": str, "words": str, "max_score": int}`; `blind` hides from those who review who the candidate is;
    `policy` is `protocol.policy.EvidencePolicy` as JSON, of which `evidence_level` and `level_reason` are repeated;
    `digest` is SHA-256 of the canonical pack and terms.
    """

    __tablename__ = "assessment"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    family: Mapped[str] = tagged(DataClass.OPAQUE, index=True)
    version: Mapped[int] = tagged(DataClass.CONTENT)
    title: Mapped[str] = tagged(DataClass.CONTENT)
    duration_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)
    grace_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)
    credit_limit_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger, default=0)
    languages: Mapped[list[str]] = tagged(DataClass.CONTENT, JSON)
    evidence_level: Mapped[int] = tagged(DataClass.CONTENT)
    level_reason: Mapped[str | None] = tagged(DataClass.CONTENT, default=None)
    policy: Mapped[dict[str, Any]] = tagged(DataClass.CONTENT, JSON)
    rubric: Mapped[list[dict[str, Any]]] = tagged(DataClass.CONTENT, JSON, default=list)
    blind: Mapped[bool] = tagged(DataClass.CONTENT, default=False)
    digest: Mapped[str] = tagged(DataClass.CONTENT)
    created_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    created_at_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)
    __table_args__ = (UniqueConstraint("family", "version"),)


class AssessmentProblem(Base):
    """A problem's place in an assessment; `label` is A, B, C and so on."""

    __tablename__ = "assessment_problem"
    assessment: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("assessment.id"), primary_key=True)
    position: Mapped[int] = tagged(DataClass.CONTENT, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    problem: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("problem.id"), index=True)
    label: Mapped[str] = tagged(DataClass.CONTENT)


class Candidate(Base):
    """A person being assessed by one organisation. The key service holds a key under the same id.

    `language` is a tag of `backend.saying.LANGUAGES` that e-mails to them are in; None is English.
    """

    __tablename__ = "candidate"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = tagged(DataClass.IDENTITY)
    email: Mapped[str] = tagged(DataClass.IDENTITY)
    key_fingerprint: Mapped[str] = tagged(DataClass.OPAQUE)
    created_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    language: Mapped[str | None] = tagged(DataClass.IDENTITY, default=None)


class Invitation(Base):
    """One candidate's access to one assessment. Only the keyed hash of the code is kept.

    `detectors_off` and `streams_off` (values of `protocol.policy.Detector` and `protocol.attempts.TrackKind`) are not
    recorded of this candidate, whatever the assessment says. Zones are names of the IANA database: `employer_zone` the
    one in which the window was given, `candidate_zone` the candidate's, as somebody wrote it or their app told it.
    """

    __tablename__ = "invitation"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    assessment: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("assessment.id"), index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True)
    code_hash: Mapped[str] = tagged(DataClass.OPAQUE, unique=True)
    opens_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    closes_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    extra_time_us: Mapped[int] = tagged(DataClass.ACCOMMODATION, BigInteger, default=0)
    detectors_off: Mapped[list[str]] = tagged(DataClass.ACCOMMODATION, JSON, default=list)
    streams_off: Mapped[list[str]] = tagged(DataClass.ACCOMMODATION, JSON, default=list)
    created_by: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    created_at_us: Mapped[int] = tagged(DataClass.APPLICATION, BigInteger)
    revoked_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    reminded_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)
    employer_zone: Mapped[str] = tagged(DataClass.APPLICATION, default="UTC", server_default="UTC")
    candidate_zone: Mapped[str | None] = tagged(DataClass.APPLICATION, default=None)


class AssessmentVariant(Base):
    """A further problem for a place of an assessment: each candidate gets one of the place's problems."""

    __tablename__ = "assessment_variant"
    assessment: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("assessment.id"), primary_key=True)
    position: Mapped[int] = tagged(DataClass.CONTENT, primary_key=True)
    problem: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("problem.id"), primary_key=True, index=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
