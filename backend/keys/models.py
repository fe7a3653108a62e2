"""The key service's own table, in its own SQLite file (keys.db), which is left out of the ordinary backups."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, LargeBinary, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from backend.retention import DataClass


class KeyKind(StrEnum):
    """Whose key it is."""

    CANDIDATE = "candidate"
    ORGANISATION = "organisation"
    SERVER = "server"
    PAPER = "paper"


class KeysBase(DeclarativeBase):
    """Base of the tables in keys.db."""

    metadata = MetaData()


class StoredKey(KeysBase):
    """One key, wrapped by the master key; `wrapped` is emptied when it is destroyed, the fingerprint stays."""

    __tablename__ = "stored_key"
    kind: Mapped[str] = mapped_column(primary_key=True, info={"data_class": DataClass.OPAQUE})
    owner: Mapped[str] = mapped_column(primary_key=True, info={"data_class": DataClass.OPAQUE})
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary, info={"data_class": DataClass.OPAQUE})
    fingerprint: Mapped[str] = mapped_column(info={"data_class": DataClass.OPAQUE})
    created_at_us: Mapped[int] = mapped_column(BigInteger, info={"data_class": DataClass.OPAQUE})
    destroyed_at_us: Mapped[int | None] = mapped_column(BigInteger, default=None, info={"data_class": DataClass.OPAQUE})
    __table_args__ = (UniqueConstraint("fingerprint"),)
