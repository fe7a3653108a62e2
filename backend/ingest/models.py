"""Tables of what arrives: journal batches, forks kept aside, tracks and segments, evidence files on their way in.

Entries are zlib-compressed and sealed under the candidate's key; heads and digests are plain.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class JournalHead(Base):
    """Where the stored journal of one device ends: last sequence number (0: empty) and its hash."""

    __tablename__ = "journal_head"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    device: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    seq: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    hash: Mapped[str] = tagged(DataClass.WORK)
    updated_at_us: Mapped[int] = tagged(DataClass.WORK, BigInteger)


class StoredBatch(Base):
    """A verified run of entries, first to last without a gap.

    `signature` is the device's over the batch as sent, which began at `signed_first_seq` (earlier when it overlapped).
    """

    __tablename__ = "stored_batch"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"))
    device: Mapped[str] = tagged(DataClass.OPAQUE)
    first_seq: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    last_seq: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    signed_first_seq: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    head: Mapped[str] = tagged(DataClass.WORK)
    signature: Mapped[str] = tagged(DataClass.WORK)
    sealed_entries: Mapped[bytes] = tagged(DataClass.WORK, LargeBinary, deferred=True)
    received_at_us: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    __table_args__ = (
        UniqueConstraint("attempt", "device", "first_seq"),
        Index("ix_stored_batch_last", "attempt", "device", "last_seq"),
    )


class SetAside(Base):
    """A batch that did not fit (fork, broken chain), kept sealed for a human; once per distinct content."""

    __tablename__ = "set_aside"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    device: Mapped[str] = tagged(DataClass.OPAQUE)
    code: Mapped[str] = tagged(DataClass.WORK)
    digest: Mapped[str] = tagged(DataClass.OPAQUE)
    sealed_batch: Mapped[bytes] = tagged(DataClass.WORK, LargeBinary, deferred=True)
    received_at_us: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    __table_args__ = (UniqueConstraint("attempt", "digest"),)


class Track(Base):
    """One recording stream of one launch. `sealed_key`: the device's age wrap, sealed again under the candidate key."""

    __tablename__ = "track"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    stream: Mapped[str] = tagged(DataClass.MEDIA)
    launch: Mapped[str] = tagged(DataClass.OPAQUE)
    mime: Mapped[str] = tagged(DataClass.MEDIA)
    device_name: Mapped[str] = tagged(DataClass.MEDIA)
    sealed_key: Mapped[bytes] = tagged(DataClass.MEDIA, LargeBinary)
    key_digest: Mapped[str] = tagged(DataClass.OPAQUE)
    declared_at_us: Mapped[int] = tagged(DataClass.MEDIA, BigInteger)


class Segment(Base):
    """One stored segment file of a track, checked against its digest.

    `object_key` names the object that holds it: from `object_offset` on where there are others in it, else all of it.
    """

    __tablename__ = "segment"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    track: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    number: Mapped[int] = tagged(DataClass.MEDIA, BigInteger, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    digest: Mapped[str] = tagged(DataClass.MEDIA)
    size_bytes: Mapped[int] = tagged(DataClass.MEDIA, BigInteger)
    object_key: Mapped[str] = tagged(DataClass.MEDIA)
    object_offset: Mapped[int] = tagged(DataClass.MEDIA, BigInteger, default=0, server_default="0")
    stored_at_us: Mapped[int] = tagged(DataClass.MEDIA, BigInteger)
    __table_args__ = (ForeignKeyConstraint(["attempt", "track"], ["track.attempt", "track.id"]),)


class EvidenceUpload(Base):
    """An evidence file on its way in: `size_bytes` of its `length_bytes` are here.

    `taken_until_us`: until then an import works on it (0: none does).
    """

    __tablename__ = "evidence_upload"
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    length_bytes: Mapped[int] = tagged(DataClass.MEDIA, BigInteger)
    size_bytes: Mapped[int] = tagged(DataClass.MEDIA, BigInteger)
    touched_at_us: Mapped[int] = tagged(DataClass.MEDIA, BigInteger)
    taken_until_us: Mapped[int] = tagged(DataClass.MEDIA, BigInteger)


class EvidenceSlice(Base):
    """A part of such a file, in an object of its own."""

    __tablename__ = "evidence_slice"
    upload: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("evidence_upload.id"), primary_key=True)
    first_byte: Mapped[int] = tagged(DataClass.MEDIA, BigInteger, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), index=True)
    size_bytes: Mapped[int] = tagged(DataClass.MEDIA, BigInteger)
    object_key: Mapped[str] = tagged(DataClass.OPAQUE)
