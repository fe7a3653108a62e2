"""Calls of the candidate's API on the life of an attempt."""

from __future__ import annotations

from fastapi import APIRouter, Request

from backend.accounts.signed_in import client_address
from backend.attempts import joining, service
from backend.candidate_calls import ATTEMPT_PREFIX, PREFIX, REFUSALS, SignedInDevice
from backend.http import ServicesOf, Tx, WorkRoute, services_of
from backend.live.service import note_when_watched
from protocol.joining import JoinRequest
from protocol.notices import NoticeAcknowledged
from protocol.wire import CheckReport, Contact, Finished, FinishRequest, Joined, ServerTime, Started

router = APIRouter(tags=["attempt"], responses=REFUSALS)
entrance = APIRouter(prefix=PREFIX, route_class=WorkRoute)
own = APIRouter(prefix=ATTEMPT_PREFIX, route_class=WorkRoute)


@entrance.get("/time")
async def get_time(request: Request) -> ServerTime:
    """The server's clock. Needs no thread, so that devices that look for the server find it while it is busy."""
    return ServerTime(server_time_us=services_of(request).clock_us())


@entrance.post("/join")
def join(body: JoinRequest, request: Request, services: ServicesOf) -> Joined:
    """Trade an invitation code for an attempt."""
    return joining.join(services, body, client_address(request))


@own.post("/notice")
def acknowledge_notice(body: NoticeAcknowledged, device: SignedInDevice, tx: Tx) -> Contact:
    """The candidate has read the notice."""
    return service.acknowledge_notice(tx, device, body)


@own.post("/check")
def report_check(body: CheckReport, device: SignedInDevice, tx: Tx) -> Contact:
    """Result of the device check."""
    return service.keep_check(tx, device, body)


@own.post("/start")
def start(device: SignedInDevice, services: ServicesOf) -> Started:
    """Begin the time, or go on in it on another device."""
    return service.start(services, device)


@own.post("/finish")
def finish(body: FinishRequest, device: SignedInDevice, tx: Tx) -> Finished:
    """Hand in: the device's receipt is countersigned."""
    return service.finish(tx, device, body)


@own.post("/withdraw")
def withdraw(device: SignedInDevice, tx: Tx) -> Contact:
    """Stop the attempt."""
    return service.withdraw(tx, device)


@own.get("/contact")
def contact(device: SignedInDevice, services: ServicesOf) -> Contact:
    """What the device should know now."""
    with services.reading() as tx:
        answer = service.contact(tx, device)
    if answer.live is not None:
        note_when_watched(services, device)
    return answer


router.include_router(entrance)
router.include_router(own)
