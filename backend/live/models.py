"""Tables of what passes while an attempt runs. Words lie sealed under the candidate's key, tiles under the device's."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from backend.database import Base, tagged
from backend.retention import DataClass


class LiveLine(Base):
    """Where the conversation of an attempt stands; one row, made when there is something to say of it.

    `last`: number of the newest message of anybody; `newest`: of the newest one for the candidate; `heard`: up to which
    the candidate's device has shown them. `watched_at_us`: when a member last had the attempt open in the live page.
    `contact_at_us`: when the device last asked, noted while somebody watches.
    """

    __tablename__ = "live_line"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    last: Mapped[int] = tagged(DataClass.WORK, BigInteger, default=0)
    newest: Mapped[int] = tagged(DataClass.WORK, BigInteger, default=0)
    heard: Mapped[int] = tagged(DataClass.WORK, BigInteger, default=0)
    said_at_us: Mapped[int] = tagged(DataClass.WORK, BigInteger, default=0)
    hand_at_us: Mapped[int | None] = tagged(DataClass.WORK, BigInteger, default=None)
    watched_at_us: Mapped[int] = tagged(DataClass.WORK, BigInteger, default=0)
    contact_at_us: Mapped[int] = tagged(DataClass.WORK, BigInteger, default=0)


class LiveMessageRow(Base):
    """One message. `sender` is that of `protocol.facts.MessageFact`; `member` wrote it, None: the candidate."""

    __tablename__ = "live_message"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    id: Mapped[str] = tagged(DataClass.OPAQUE, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    number: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    sender: Mapped[str] = tagged(DataClass.WORK)
    member: Mapped[str | None] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), default=None)
    sealed_text: Mapped[bytes] = tagged(DataClass.WORK, LargeBinary)
    at_us: Mapped[int] = tagged(DataClass.WORK, BigInteger)
    __table_args__ = (UniqueConstraint("attempt", "number"),)


class LiveLook(Base):
    """A member looks at the tiles of an attempt: since when, and when their page last said so."""

    __tablename__ = "live_look"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    member: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("member.id"), primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    since_us: Mapped[int] = tagged(DataClass.MOMENT, BigInteger)
    seen_at_us: Mapped[int] = tagged(DataClass.MOMENT, BigInteger)


class LiveTile(Base):
    """The newest tile of one stream, sealed on the device; the next one replaces it, a sweep removes it.

    `sealed_key`: the device's age wrap of the data key, sealed again under the candidate's key, as for a track.
    """

    __tablename__ = "live_tile"
    attempt: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("attempt.id"), primary_key=True)
    stream: Mapped[str] = tagged(DataClass.MOMENT, primary_key=True)
    organisation: Mapped[str] = tagged(DataClass.OPAQUE, ForeignKey("organisation.id"), index=True)
    track: Mapped[str] = tagged(DataClass.OPAQUE)
    number: Mapped[int] = tagged(DataClass.MOMENT, BigInteger)
    sealed_key: Mapped[bytes] = tagged(DataClass.MOMENT, LargeBinary)
    sealed: Mapped[bytes] = tagged(DataClass.MOMENT, LargeBinary)
    at_us: Mapped[int] = tagged(DataClass.MOMENT, BigInteger)
