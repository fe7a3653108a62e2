"""Calls of the candidate's API that bring journal and recordings.

A segment's body is spooled outside of the thread pool (a slow line must hold no thread), then checked and stored.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS, SignedInDevice
from backend.http import Reading, ServicesOf, Tx, services_of
from backend.ingest import journal, recordings, recovery
from backend.ingest.recordings import MAX_SEGMENT_NUMBER, Place
from backend.objects import full_disk
from protocol.errors import InvalidInput
from protocol.identifiers import Identifier
from protocol.recovery import Recovery, RecoveryRequest
from protocol.sealing import MAX_SEGMENT_BYTES
from protocol.wire import Acknowledged, JournalBatch, SegmentStored, TrackRequest

router = APIRouter(prefix=ATTEMPT_PREFIX, tags=["evidence"], responses=REFUSALS)
SPOOL_MEMORY_BYTES = 4 * 1024 * 1024
"""Most segments of 10 s fit; larger ones go through a nameless file in the staging folder."""
_SEGMENT_PATH = "/tracks/{track}/segments/{segment}"
_BINARY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
DigestHeader = Annotated[str, Header(alias="Digest-SHA256", description="SHA-256 of the body in hex")]
TrackPath = Annotated[Identifier, Path()]
SegmentPath = Annotated[int, Path(ge=0, le=MAX_SEGMENT_NUMBER)]


def _place(track: TrackPath, segment: SegmentPath) -> Place:
    return Place(track, segment)


async def spooled_body(request: Request) -> AsyncIterator[IO[bytes]]:
    """Dependency: the body in a temporary file. Raises InvalidInput beyond 64 MiB, StorageFault on a full disk."""
    staging = services_of(request).settings.staging_folder
    with tempfile.SpooledTemporaryFile(max_size=SPOOL_MEMORY_BYTES, dir=str(staging)) as file:
        size = 0
        async for piece in request.stream():
            size += len(piece)
            if size > MAX_SEGMENT_BYTES:
                limit = f"{MAX_SEGMENT_BYTES} bytes"
                raise InvalidInput("body", limit, f"A segment may have {limit} at most.")
            try:
                await run_in_threadpool(file.write, piece)
            except OSError as error:
                raise full_disk(error) from error
        yield file


@router.post("/journal")
def store_batch(body: JournalBatch, device: SignedInDevice, services: ServicesOf) -> Acknowledged:
    """Bring a batch of journal entries."""
    return journal.store_batch(services, device, body)


@router.get("/journal/head")
def journal_head(device: SignedInDevice, tx: Reading) -> Acknowledged:
    """How far the stored journal reaches."""
    return journal.present_head(tx, device)


@router.post("/recovery")
def recover(body: RecoveryRequest, device: SignedInDevice, tx: Tx) -> Recovery:
    """Get the device's own work back, a run of entries at a time; the request is signed by the device key."""
    return recovery.recover(tx, device, body)


@router.put("/tracks/{track}", status_code=204)
def declare_track(track: TrackPath, body: TrackRequest, device: SignedInDevice, tx: Tx) -> None:
    """Declare a recording stream and its wrapped key."""
    recordings.declare_track(tx, device, track, body)


@router.put(_SEGMENT_PATH, openapi_extra=_BINARY)
def store_segment(
    place: Annotated[Place, Depends(_place)],
    device: SignedInDevice,
    digest: DigestHeader,
    body: Annotated[IO[bytes], Depends(spooled_body)],
    services: ServicesOf,
) -> SegmentStored:
    """Bring one segment file."""
    return recordings.store_segment(services, device, place, recordings.read_upload(body, digest))


@router.head(_SEGMENT_PATH)
def segment_stored(track: TrackPath, segment: SegmentPath, device: SignedInDevice, tx: Reading) -> Response:
    """Whether a segment is stored, and its digest."""
    row = recordings.stored_segment(tx, device, Place(track, segment))
    return Response(headers={"Digest-SHA256": row.digest})
