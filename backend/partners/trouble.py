"""What applicant-tracking systems did not take lately, in numbers, for owners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func

from backend.access import MemberSubject, require, visible
from backend.accounts.models import Role
from backend.partners.models import PartnerOrder, PartnerUpdate, UpdateState
from backend.settings import DAY_US
from backend.transaction import Transaction

LATELY_US = 30 * DAY_US


@dataclass(frozen=True, slots=True)
class Untold:
    """How many updates one system did not take, with what it last answered, or the code for no answer."""

    partner: str
    status: int | None
    code: str | None
    count: int


def of(tx: Transaction, owner: MemberSubject) -> Sequence[Untold]:
    """By system and answer, what failed or waits after a failure. Raises NotAllowed."""
    require(owner, Role.OWNER)
    by = (PartnerOrder.partner, PartnerUpdate.status, PartnerUpdate.code)
    missed = visible(owner, PartnerUpdate).where(
        PartnerUpdate.state.in_([UpdateState.WAITING, UpdateState.FAILED]),
        PartnerUpdate.tries > 0,
        PartnerUpdate.created_at_us > tx.now_us - LATELY_US,
    )
    joined = missed.join(PartnerOrder, PartnerOrder.id == PartnerUpdate.partner_order)
    counted = joined.with_only_columns(*by, func.count()).group_by(*by).order_by(PartnerOrder.partner)
    return [Untold(*row) for row in tx.session.execute(counted)]
