"""The call of the candidate's device after the work. What members read is a page: `backend.impressions.pages`."""

from __future__ import annotations

from fastapi import APIRouter

from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS, SignedInDevice
from backend.http import Tx, WorkRoute
from backend.impressions import service
from protocol.impressions import Impression

router = APIRouter(prefix=ATTEMPT_PREFIX, tags=["impression"], responses=REFUSALS, route_class=WorkRoute)


@router.put("/impression", status_code=204)
def give(body: Impression, device: SignedInDevice, tx: Tx) -> None:
    """The candidate says how it was; voluntary, and no part of the evaluation."""
    service.take(tx, device, body)
