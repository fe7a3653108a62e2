"""The short way of a segment's bytes into the store, for a device that has just brought another one of the same track.

FastAPI's ways to a call take longer than a segment of 0.5 MB itself. Guarantees: only what `Storing` remembers goes by
here, and goes through the same `Storing.store`, whose transaction looks at token, attempt and track itself; everything
else, and whatever is not plainly well-formed, takes the ordinary route. Must not answer anything that the ordinary
route would answer differently: limit and marks of `BodyLimit`, which it goes round as well, are its own.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.attempts.joining import DeviceSubject
from backend.boundary import TEMPLATE
from backend.http import API_MARKS, error_answer
from backend.ingest.books import Arrival
from backend.ingest.receiving import Measure, Receiving, Upload, measured
from backend.ingest.recordings import Place
from backend.ingest.spool import Spool
from backend.ingest.storing import Storing
from backend.ingest.unpacking import Unpacking
from backend.objects import ObjectStore
from protocol.bundles import BUNDLE_HEADER, MAX_BUNDLE_BYTES, BundleStored
from protocol.errors import RecrutrError
from protocol.sealing import MAX_SEGMENT_BYTES
from protocol.wire import SegmentStored

MEDIA_THREADS = 8
"""How many recordings are stored at once; more of them share a transaction than with fewer."""
_TEMPLATE = "/api/v1/attempts/{attempt}/tracks/{track}/segments"
_PATH = re.compile(r"/api/v1/attempts/([^/]+)/tracks/([^/]+)/segments(?:/([0-9]{1,9}))?")
OFFER = {BUNDLE_HEADER: str(MAX_BUNDLE_BYTES)}
"""On the answer to a segment, so that a device knows that this server takes bundles."""
Work = TypeVar("Work")
Answer = SegmentStored | BundleStored


class SegmentDesk:
    """Takes in the bodies of segments and stores them in threads of its own: nothing else waits behind recordings."""

    def __init__(self, storing: Storing, objects: ObjectStore, spool: Spool | None = None) -> None:
        self.storing, self._objects, self._spool = storing, objects, spool
        self._threads = ThreadPoolExecutor(MEDIA_THREADS, thread_name_prefix="media")

    async def take(
        self, body: AsyncIterator[bytes], device: DeviceSubject, place: Place, headers: Headers
    ) -> SegmentStored:
        """Gather one body, unless the proxy has done that, and store it. Raises as `Storing.store`, and StorageFault.

        A slow line holds no thread: the body is gathered on the event loop.
        """
        token = _token(headers)
        return await self._taken(
            body, headers, None, lambda upload: self.storing.store(Arrival(device, place, upload, token))
        )

    async def take_bundle(
        self, body: AsyncIterator[bytes], device: DeviceSubject, track: str, headers: Headers
    ) -> BundleStored:
        """As `take`, for several segments of a track. Raises as `Storing.store_bundle`, and StorageFault."""
        unpacking, token = Unpacking(), _token(headers)

        def store(upload: Upload) -> BundleStored:
            bundle = unpacking.bundle(upload, device, track, token)
            return BundleStored(segments=self.storing.store_bundle(bundle))

        return await self._taken(body, headers, unpacking, store)

    async def _taken(
        self, body: AsyncIterator[bytes], headers: Headers, measure: Measure | None, work: Callable[[Upload], Work]
    ) -> Work:
        """Hand a body to `work`, in a thread, once it is here."""
        digest, spool = headers.get("Digest-SHA256", ""), self._spool
        spooled = None if spool is None else spool.named_in(headers)
        loop = asyncio.get_running_loop()
        if spool is not None and spooled is not None:

            def adopt() -> Work:
                with spool.taken(spooled, MAX_SEGMENT_BYTES) as file:
                    self._objects.hurry(file)
                    return work(measured(file, digest, measure))

            return await loop.run_in_executor(self._threads, adopt)
        with Receiving(self._objects, measure) as received:
            await received.take(body)
            return await loop.run_in_executor(self._threads, lambda: work(received.finish(digest)))

    def start(self) -> None:
        """Begin to look after the spool."""
        if self._spool is not None:
            self._spool.start()

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown()
        if self._spool is not None:
            self._spool.close()


class SegmentDoor:
    """Middleware: answers the segments of known tracks, hands on everything else."""

    def __init__(self, app: ASGIApp, desk: SegmentDesk) -> None:
        self._app, self._desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        known = self._known(scope) if scope["type"] == "http" and scope["method"] in {"PUT", "POST"} else None
        if known is None:
            await self._app(scope, receive, send)
            return
        device, track, number = known
        scope[TEMPLATE] = _TEMPLATE if number is None else _TEMPLATE + "/{segment}"
        headers, offer = Headers(scope=scope), {} if number is None else OFFER
        stored: Answer
        with suppress(ClientDisconnect):
            try:
                if number is None:
                    stored = await self._desk.take_bundle(_body(receive), device, track, headers)
                else:
                    stored = await self._desk.take(_body(receive), device, Place(track, number), headers)
                answer = Response(stored.model_dump_json(exclude_none=True), 200, offer, "application/json")
            except RecrutrError as error:
                answer = error_answer(error)
            answer.headers.update(API_MARKS)
            await answer(scope, receive, send)

    def _known(self, scope: Scope) -> tuple[DeviceSubject, str, int | None] | None:
        """The device, the track and the segment's number; no number for a bundle."""
        found = _PATH.fullmatch(scope["path"])
        if found is None or (found[3] is None) != (scope["method"] == "POST"):
            return None
        headers = Headers(scope=scope)
        scheme, _, token = headers.get("Authorization", "").partition(" ")
        subject = self._desk.storing.known(found[1], found[2], token)
        if subject is None or scheme != "Bearer" or "Digest-SHA256" not in headers:
            return None
        return subject, found[2], None if found[3] is None else int(found[3])


def _token(headers: Headers) -> str:
    return headers.get("Authorization", "").partition(" ")[2]


async def _body(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return
