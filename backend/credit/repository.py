"""Queries of credited time. Callers check access first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from backend.credit.models import Credit
from backend.database import total
from backend.transaction import Transaction
from protocol.receipts import GIVEN, Signed


def credits_of(tx: Transaction, attempt: str) -> Sequence[Credit]:
    """All credits of an attempt, oldest first."""
    return tx.session.scalars(select(Credit).where(Credit.attempt == attempt).order_by(Credit.number)).all()


def credited_us(tx: Transaction, attempt: str) -> int:
    """How much was credited so far for what was measured; what people gave counts against no rule."""
    measured = (Credit.attempt == attempt, Credit.cause.not_in(GIVEN))
    return tx.session.scalar(select(total(Credit.credited_us)).where(*measured)) or 0


def newest_extension(tx: Transaction, attempt: str) -> Signed | None:
    """The signed word that holds; None when nothing was credited."""
    newest = select(Credit.extension).where(Credit.attempt == attempt).order_by(Credit.number.desc()).limit(1)
    found = tx.session.scalar(newest)
    return None if found is None else Signed.model_validate(found)
