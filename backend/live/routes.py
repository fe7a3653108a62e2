"""Calls of the candidate's device while the attempt runs. Those of members are pages: `backend.portal.live_pages`."""

from __future__ import annotations

from fastapi import APIRouter

from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS, SignedInDevice
from backend.http import Tx, WorkRoute
from backend.live import service
from protocol.identifiers import Identifier
from protocol.live import HandTurned, LiveMessages, MessagesHeard, MessageWritten, TilesSent

router = APIRouter(prefix=f"{ATTEMPT_PREFIX}/live", route_class=WorkRoute, tags=["live"], responses=REFUSALS)


@router.put("/messages/{message}", status_code=204)
def write(message: Identifier, body: MessageWritten, device: SignedInDevice, tx: Tx) -> None:
    """The candidate writes to the interviewer."""
    service.take_message(tx, device, message, body.text)


@router.post("/messages/heard")
def hear(body: MessagesHeard, device: SignedInDevice, tx: Tx) -> LiveMessages:
    """What was written to the candidate after what the device has."""
    return service.heard(tx, device, body.upto)


@router.put("/hand", status_code=204)
def turn_hand(body: HandTurned, device: SignedInDevice, tx: Tx) -> None:
    """Raise or lower the hand."""
    service.turn_hand(tx, device, raised=body.raised)


@router.put("/tiles", status_code=204)
def put_tiles(body: TilesSent, device: SignedInDevice, tx: Tx) -> None:
    """The newest sealed pictures, while somebody looks."""
    service.take_tiles(tx, device, body)
