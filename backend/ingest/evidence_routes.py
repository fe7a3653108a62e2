"""Calls of members that bring an evidence file: begin, append, ask, import. For owners and recruiters."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from backend.accounts import sessions
from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import allowed
from backend.accounts.tokens import Scope
from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS
from backend.http import ServicesOf, Tx, WorkRoute
from backend.ingest import evidence_uploads as uploads
from backend.ingest.evidence import import_evidence
from backend.ingest.evidence_uploads import SLICE_BYTES
from backend.ingest.export import export_record
from protocol.errors import InvalidInput
from protocol.identifiers import Identifier
from protocol.member_wire import EvidenceImported, EvidenceUpload

router = APIRouter(
    prefix=ATTEMPT_PREFIX + "/evidence", tags=["evidence files"], responses=REFUSALS, route_class=WorkRoute
)
Reader = Annotated[CurrentMember, Depends(allowed(Scope.EVIDENCE_READ))]
Writer = Annotated[CurrentMember, Depends(allowed(Scope.EVIDENCE_WRITE))]
_SLICE = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
AttemptPath = Annotated[Identifier, Path()]
UploadPath = Annotated[Identifier, Path()]


def _place(
    attempt: AttemptPath, upload: UploadPath, offset: Annotated[int, Header(alias="Upload-Offset", ge=0, le=2**53)]
) -> tuple[str, str, int]:
    return attempt, upload, offset


async def slice_body(request: Request) -> bytes:
    """Dependency: one slice of the file. Raises InvalidInput beyond the limit."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > SLICE_BYTES:
            limit = f"{SLICE_BYTES} bytes"
            raise InvalidInput("body", limit, f"A slice of an evidence file may have {limit} at most.")
    return bytes(data)


@router.get("", response_class=Response, responses={200: {"content": {"application/x-ndjson": {}}}})
def export(
    attempt: AttemptPath, member: Reader, tx: Tx, device: Annotated[Identifier | None, Query()] = None
) -> Response:
    """The record for an independent check with `recrutr verify`; each export is in the audit list.

    Of an attempt that continued on another machine each device has its own; without `device`: the one that began.
    """
    sessions.require_recent(member)
    lines = export_record(tx, member.subject, attempt, device)
    name = f"{attempt}-{device}" if device else attempt
    disposition = f'attachment; filename="recrutr-record-{name}.jsonl"'
    return Response(b"".join(lines), media_type="application/x-ndjson", headers={"Content-Disposition": disposition})


@router.post("", status_code=201)
def begin_evidence(
    attempt: AttemptPath,
    length: Annotated[int, Header(alias="Upload-Length", ge=1, le=2**53)],
    member: Writer,
    services: ServicesOf,
) -> EvidenceUpload:
    """Begin to bring an evidence file of so many bytes."""
    upload = uploads.begin(services, member.subject, attempt, length)
    return EvidenceUpload(upload=upload, slice_bytes=SLICE_BYTES)


@router.head("/{upload}")
def evidence_offset(attempt: AttemptPath, upload: UploadPath, member: Reader, services: ServicesOf) -> Response:
    """How much of the file is here."""
    offset, length = uploads.offset_of(services, member.subject, attempt, upload)
    return Response(headers={"Upload-Offset": str(offset), "Upload-Length": str(length)})


@router.patch("/{upload}", status_code=204, openapi_extra={"requestBody": _SLICE | {"required": True}})
def append_evidence(
    place: Annotated[tuple[str, str, int], Depends(_place)],
    member: Writer,
    data: Annotated[bytes, Depends(slice_body)],
    services: ServicesOf,
) -> Response:
    """Add the next slice at its offset."""
    reached = uploads.append(services, member.subject, place, data)
    return Response(status_code=204, headers={"Upload-Offset": str(reached)})


@router.post("/{upload}/import")
def import_file(attempt: AttemptPath, upload: UploadPath, member: Writer, services: ServicesOf) -> EvidenceImported:
    """Verify the whole file and take it in. A file that is refused changes nothing and is removed."""
    with uploads.complete(services, member.subject, attempt, upload) as file:
        return import_evidence(services, member.subject, attempt, file)
