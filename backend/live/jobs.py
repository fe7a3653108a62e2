"""What comes round: nothing live outlives its moment."""

from __future__ import annotations

from sqlalchemy import func, select

from backend.live.models import LiveLook, LiveTile
from backend.live.repository import forget_moments
from backend.transaction import Services


def sweep_moments(services: Services) -> None:
    """Periodic: remove tiles and ended looks; takes no write lock where there are none."""
    with services.reading() as tx:
        tiles = select(func.count()).select_from(LiveTile)
        looks = select(func.count()).select_from(LiveLook)
        nothing = not tx.session.scalar(tiles) and not tx.session.scalar(looks)
    if not nothing:
        with services.transaction() as tx:
            forget_moments(tx)
