"""Queries of shares. Callers check access first, except `by_token_hash`, where holding the token is the access."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.accounts.models import Member
from backend.sharing.models import Share, ShareView


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A share as a list shows it: who made it, how often it was opened, when last (µs)."""

    share: Share
    made_by: str
    views: int
    last_view_us: int | None


def by_token_hash(session: Session, token_hash: str) -> Share | None:
    """The share with this hashed token."""
    return session.scalars(select(Share).where(Share.token_hash == token_hash)).one_or_none()


def lines_of(session: Session, attempt: str) -> Sequence[ShareLine]:
    """All shares of an attempt, newest first, with their views."""
    views = (
        select(ShareView.share, func.count().label("views"), func.max(ShareView.at_us).label("last"))
        .group_by(ShareView.share)
        .subquery()
    )
    rows = session.execute(
        select(Share, Member.name, views.c.views, views.c.last)
        .join(Member, Member.id == Share.created_by)
        .outerjoin(views, views.c.share == Share.id)
        .where(Share.attempt == attempt)
        .order_by(Share.created_at_us.desc(), Share.id.desc())
    )
    return [ShareLine(share, name, count or 0, last) for share, name, count, last in rows]
