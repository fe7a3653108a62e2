"""Calls of the candidate's API that bring journal and recordings.

A segment's body is gathered on the event loop, then checked and stored in threads of its own (`backend.ingest.door`),
so that journal and submissions never wait behind recordings. Most segments do not come by this route, but by the door.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response

from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS, SignedInDevice
from backend.http import Reading, ServicesOf, Tx, WorkRoute
from backend.ingest import journal, recordings, restoring
from backend.ingest.door import OFFER, SegmentDesk
from backend.ingest.recordings import Place
from protocol.bundles import MAX_SEGMENT_NUMBER, BundleStored
from protocol.identifiers import Identifier
from protocol.restoring import Restored, RestoreRequest
from protocol.wire import Acknowledged, JournalBatch, SegmentStored, TrackRequest

router = APIRouter(prefix=ATTEMPT_PREFIX, tags=["evidence"], responses=REFUSALS, route_class=WorkRoute)
_BUNDLE_PATH = "/tracks/{track}/segments"
_SEGMENT_PATH = _BUNDLE_PATH + "/{segment}"
_BINARY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
DigestHeader = Annotated[str, Header(alias="Digest-SHA256", description="SHA-256 of the body in hex")]
BundleDigestHeader = Annotated[str, Header(alias="Digest-SHA256", description="SHA-256 of the bundle's head in hex")]
TrackPath = Annotated[Identifier, Path()]
SegmentPath = Annotated[int, Path(ge=0, le=MAX_SEGMENT_NUMBER)]


async def _place(track: TrackPath, segment: SegmentPath) -> Place:
    return Place(track, segment)


@router.post("/journal")
def store_batch(body: JournalBatch, device: SignedInDevice, services: ServicesOf) -> Acknowledged:
    """Bring a batch of journal entries."""
    return journal.store_batch(services, device, body)


@router.get("/journal/head")
def journal_head(device: SignedInDevice, tx: Reading) -> Acknowledged:
    """How far the stored journal reaches."""
    return journal.present_head(tx, device)


@router.post("/journal/restore")
def restore_journal(body: RestoreRequest, device: SignedInDevice, tx: Tx) -> Restored:
    """The device's own entries, a batch a call: its copy is older, differs, or cannot be read."""
    return restoring.restore(tx, device, body)


@router.put("/tracks/{track}", status_code=204)
def declare_track(track: TrackPath, body: TrackRequest, device: SignedInDevice, tx: Tx) -> None:
    """Declare a recording stream and its wrapped key."""
    recordings.declare_track(tx, device, track, body)


@router.put(_SEGMENT_PATH, openapi_extra=_BINARY)
async def store_segment(
    place: Annotated[Place, Depends(_place)],
    device: SignedInDevice,
    _digest: DigestHeader,
    request: Request,
    response: Response,
) -> SegmentStored:
    """Bring one segment file."""
    desk: SegmentDesk = request.app.state.segments
    response.headers.update(OFFER)
    return await desk.take(request.stream(), device, place, request.headers)


@router.post(_BUNDLE_PATH, openapi_extra=_BINARY, response_model_exclude_none=True)
async def store_bundle(
    track: TrackPath, device: SignedInDevice, _digest: BundleDigestHeader, request: Request
) -> BundleStored:
    """Bring several segment files of one track; a word about each."""
    desk: SegmentDesk = request.app.state.segments
    return await desk.take_bundle(request.stream(), device, track, request.headers)


@router.head(_SEGMENT_PATH)
def segment_stored(track: TrackPath, segment: SegmentPath, device: SignedInDevice, tx: Reading) -> Response:
    """Whether a segment is stored, and its digest."""
    row = recordings.stored_segment(tx, device, Place(track, segment))
    return Response(headers={"Digest-SHA256": row.digest})
