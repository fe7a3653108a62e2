"""Answers for the replay island: timeline, list of recordings, sealed segments, data keys. None is ever cached."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Annotated

from fastapi import Path, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from backend.portal.pages import SECURITY_HEADERS
from backend.reports.media import StoredMedia
from backend.retelling import retold
from backend.saying import ENGLISH, language
from protocol.bundles import MAX_SEGMENT_NUMBER
from protocol.canonical import to_base64

SegmentNumber = Annotated[int, Path(ge=0, le=MAX_SEGMENT_NUMBER)]
"""Of an address: what lies beyond is refused before the database sees it."""


def timeline_answer(timeline: bytes) -> Response:
    """The timeline's JSON, its events told in the reader's language."""
    return Response(
        timeline if language() == ENGLISH else _retold(timeline),
        media_type="application/json",
        headers=SECURITY_HEADERS,
    )


def packed_answer(request: Request, packed: bytes) -> Response:
    """The same from what is compressed with zlib: sent as it is to whoever can undo that."""
    known = {each.partition(";")[0].strip() for each in request.headers.get("Accept-Encoding", "").split(",")}
    if "deflate" not in known or language() != ENGLISH:
        return timeline_answer(zlib.decompress(packed))
    headers = {**SECURITY_HEADERS, "Content-Encoding": "deflate", "Vary": "Accept-Encoding"}
    return Response(packed, media_type="application/json", headers=headers)


def media_answer(stored: StoredMedia) -> Response:
    """The list of stored segments."""
    return JSONResponse(stored.model_dump(mode="json"), headers=SECURITY_HEADERS)


def key_answer(key: bytes) -> Response:
    """A data key."""
    return JSONResponse({"key": to_base64(key)}, headers=SECURITY_HEADERS)


def segment_answer(pieces: Iterator[bytes]) -> Response:
    """Sealed bytes."""
    return StreamingResponse(pieces, media_type="application/octet-stream", headers=SECURITY_HEADERS)


def _retold(timeline: bytes) -> bytes:
    told = json.loads(timeline)
    for each in (*told["markers"], *told["gaps"]):
        each["words"] = retold(each["words"])
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
