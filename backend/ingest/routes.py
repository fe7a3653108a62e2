"""Calls of the candidate's API that bring journal and recordings.

A segment's body is gathered on the event loop (a slow line must hold no thread), then checked and stored in one of a
few threads of its own, so that journal and submissions never wait behind recordings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.security.utils import get_authorization_scheme_param

from backend.attempts.joining import DeviceSubject
from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS, SignedInDevice
from backend.http import Reading, ServicesOf, Tx, WorkRoute, services_of
from backend.ingest import journal, recordings, restoring
from backend.ingest.receiving import Receiving
from backend.ingest.recordings import MAX_SEGMENT_NUMBER, Place
from backend.ingest.storing import Arrival, Storing
from protocol.identifiers import Identifier
from protocol.restoring import Restored, RestoreRequest
from protocol.wire import Acknowledged, JournalBatch, SegmentStored, TrackRequest

router = APIRouter(prefix=ATTEMPT_PREFIX, tags=["evidence"], responses=REFUSALS, route_class=WorkRoute)
_SEGMENT_PATH = "/tracks/{track}/segments/{segment}"
_NUMBER = re.compile(r"[0-9]{1,10}")
_BINARY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
DigestHeader = Annotated[str, Header(alias="Digest-SHA256", description="SHA-256 of the body in hex")]
TrackPath = Annotated[Identifier, Path()]
SegmentPath = Annotated[int, Path(ge=0, le=MAX_SEGMENT_NUMBER)]


async def _place(track: TrackPath, segment: SegmentPath) -> Place:
    return Place(track, segment)


class _SegmentRoute(WorkRoute):
    """The route of segments: whoever has brought one of this track goes by a shorter way to the same storing.

    FastAPI's reading of the parameters and a look at the token before the body would take longer than the body; the
    transaction that counts the segment looks at the token too.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request."""
        ordinary = super().get_route_handler()

        async def handler(request: Request) -> Response:
            attempt, track, segment = (request.path_params[name] for name in ("attempt", "track", "segment"))
            storing: Storing = request.app.state.storing
            subject = storing.known(attempt, track, _token(request))
            number = int(segment) if _NUMBER.fullmatch(segment) else MAX_SEGMENT_NUMBER + 1
            digest = request.headers.get("Digest-SHA256")
            if subject is None or digest is None or number > MAX_SEGMENT_NUMBER:
                return await ordinary(request)
            stored = await _stored(request, subject, Place(track, number), digest)
            return Response(stored.model_dump_json(), media_type="application/json")

        return handler


async def store_segment(
    place: Annotated[Place, Depends(_place)],
    device: SignedInDevice,
    digest: DigestHeader,
    request: Request,
) -> SegmentStored:
    """Bring one segment file."""
    return await _stored(request, device, place, digest)


router.add_api_route(
    _SEGMENT_PATH, store_segment, methods=["PUT"], openapi_extra=_BINARY, route_class_override=_SegmentRoute
)


async def _stored(request: Request, device: DeviceSubject, place: Place, digest: str) -> SegmentStored:
    state, token = request.app.state, _token(request)
    with Receiving(services_of(request).objects) as body:
        await body.take(request.stream())

        def store() -> SegmentStored:
            stored: SegmentStored = state.storing.store(Arrival(device, place, body.finish(digest), token))
            return stored

        return await to_thread.run_sync(store, limiter=state.media_threads)


def _token(request: Request) -> str:
    return get_authorization_scheme_param(request.headers.get("Authorization"))[1]


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


@router.head(_SEGMENT_PATH)
def segment_stored(track: TrackPath, segment: SegmentPath, device: SignedInDevice, tx: Reading) -> Response:
    """Whether a segment is stored, and its digest."""
    row = recordings.stored_segment(tx, device, Place(track, segment))
    return Response(headers={"Digest-SHA256": row.digest})
