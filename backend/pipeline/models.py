"""Tables of the pipeline: where invitations stand, what members note, views they keep, actions that can be undone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class PipelinePlace(Base):
    """Where one invitation stands; without a row it is new and not archived. `stage`: `pipeline.service.Stage`."""

    __tablename__ = "pipeline_place"
    invitation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("invitation.id"), primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True)
    stage: Mapped[str] = tagged(DataClass.APPLICATION)
    archived_at_us: Mapped[int | None] = tagged(DataClass.APPLICATION, BigInteger, default=None)


class PipelineAction(Base):
    """One action on several invitations, kept for a day so that it can be undone. `kind`: `service.Do`."""

    __tablename__ = "pipeline_action"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), index=True)
    kind: Mapped[str] = tagged(DataClass.TECHNICAL)
    stage: Mapped[str | None] = tagged(DataClass.TECHNICAL, default=None)
    at_us: Mapped[int] = tagged(DataClass.TECHNICAL, BigInteger)
    undone_at_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)


class PipelineChange(Base):
    """What one action changed of one invitation, as it was before; of an invitation that the action made, nothing."""

    __tablename__ = "pipeline_change"
    action: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("pipeline_action.id"), primary_key=True)
    invitation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("invitation.id"), primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True)
    stage_before: Mapped[str] = tagged(DataClass.TECHNICAL)
    archived_before_us: Mapped[int | None] = tagged(DataClass.TECHNICAL, BigInteger, default=None)


class CandidateNote(Base):
    """What a member noted about a candidate, sealed under the candidate's key. `audience`: `notes.Audience`."""

    __tablename__ = "candidate_note"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    candidate: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("candidate.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"))
    audience: Mapped[str] = tagged(DataClass.SCORES)
    sealed_words: Mapped[bytes] = tagged(DataClass.SCORES, LargeBinary)
    written_at_us: Mapped[int] = tagged(DataClass.SCORES, BigInteger)


class SavedView(Base):
    """Filters of the list of candidates under a name; never words that were searched: they could be a name."""

    __tablename__ = "saved_view"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), index=True)
    name: Mapped[str] = tagged(DataClass.CONTENT)
    filters: Mapped[dict[str, Any]] = tagged(DataClass.CONTENT, JSON)
    shared: Mapped[bool] = tagged(DataClass.CONTENT)
    created_at_us: Mapped[int] = tagged(DataClass.CONTENT, BigInteger)
