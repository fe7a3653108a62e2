"""The HTTP boundary, outermost: every request is counted, gets an id of its own, and never ends in silence.

Guarantees: the log and the figures know a request by method, route template, operation and status, never by its
address; the id is ours, so nobody writes words of theirs into the log; a bug is logged once, with that id, and answered
by a 500 that tells nothing but the id. While the process drains every answer ends its connection.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend import logs
from backend.http import bug_answer
from backend.metrics import METHODS, OTHER_METHOD, Answered
from backend.readiness import State, Watch
from protocol.identifiers import new_identifier

log = logging.getLogger("backend.request")
UNMATCHED = "unmatched"
REFUSED_KIND = "recrutr.refused"
"""Key of the scope under which admission says what kind of call it sent away."""
TEMPLATE = "recrutr.template"
"""Key of the scope for who answers without a route: the template of the route that it stands for."""
CUT = 499
"""Counted for a request that ended without an answer, as nginx does."""


class Boundary:
    """Middleware around everything else."""

    def __init__(self, app: ASGIApp, watch: Watch) -> None:
        self._app, self._watch = app, watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(scope, receive, send, self._watch)
        self._watch.metrics.begun()
        with logs.telling(request=request.id):
            try:
                await self._app(scope, request.receive, request.send)
            except Exception:
                log.exception("bug")
                if request.status is not None:
                    raise  # half an answer is out: the connection must end, and uvicorn ends it
                await bug_answer(scope["path"])(scope, request.receive, request.send)
            finally:
                request.end()


class _Request:
    def __init__(self, scope: Scope, receive: Receive, send: Send, watch: Watch) -> None:
        self.id = new_identifier()
        self.status: int | None = None
        self._scope, self._receive, self._send, self._watch = scope, receive, send, watch
        self._began_s = time.monotonic()
        self._received = 0

    async def receive(self) -> Message:
        """A piece of the body, counted."""
        message = await self._receive()
        self._received += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        """A piece of the answer; its head gets the id."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = self.id
            if self._watch.readiness.state is State.DRAINING:
                headers["Connection"] = "close"
        await self._send(message)

    def end(self) -> None:
        """Count it and write its line."""
        seconds = time.monotonic() - self._began_s
        route: Any = self._scope.get("route")
        template = getattr(route, "path", None) or self._scope.get(TEMPLATE, UNMATCHED)
        method = self._scope["method"] if self._scope["method"] in METHODS else OTHER_METHOD
        status = self.status or CUT
        metrics = self._watch.metrics
        metrics.answered(Answered(method, template, status, seconds, self._received))
        if REFUSED_KIND in self._scope:
            metrics.refused(self._scope[REFUSED_KIND])
        if log.isEnabledFor(logging.INFO):
            fields = {
                "method": method,
                "route": template,
                "operation": getattr(route, "name", None) or "",
                "status": status,
                "duration_ms": round(seconds * 1000, 1),
                "received_bytes": self._received,
            }
            log.info("answered", extra={logs.FIELDS: fields})
