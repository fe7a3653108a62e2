"""Calls of the candidate's API on rights. Members' pages are the portal's."""

from __future__ import annotations

from fastapi import APIRouter

from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS, SignedInDevice
from backend.http import Reading, Tx, WorkRoute
from backend.privacy import service
from protocol.wire import RequestCreate, Requests, RequestStatus

router = APIRouter(prefix=ATTEMPT_PREFIX, tags=["rights"], responses=REFUSALS, route_class=WorkRoute)


@router.post("/requests")
def create_request(body: RequestCreate, device: SignedInDevice, tx: Tx) -> RequestStatus:
    """Exercise a right."""
    return service.create_request(tx, device.seen_as, body)


@router.get("/requests")
def requests(device: SignedInDevice, tx: Reading) -> Requests:
    """How all requests stand."""
    return service.requests_of(tx, device.seen_as)
