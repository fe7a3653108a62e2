"""Figures, health and readiness of one process at an address of its own, apart from what candidates and members reach.

Guarantees: answers while the database migrates and while the process drains; with a token nothing but `/healthz` and
`/readyz` is answered without it. Those two tell nothing about people, and the figures have no personal labels.
"""

from __future__ import annotations

import hmac
import json
import logging
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from backend.metrics import CONTENT_TYPE
from backend.readiness import State, Watch
from protocol.errors import NetworkFault, RecrutrError

log = logging.getLogger("backend.lookout")
SILENCE_S = 10


class Lookout:
    """The listener, in a thread of its own. `follow` once services are open."""

    def __init__(self, listener: str, token: str | None, watch: Watch) -> None:
        host, _, port = listener.rpartition(":")
        self._watch, self._token = watch, token
        self._sound: Callable[[], None] | None = None
        handler = type("Handler", (_Handler,), {"lookout": self})
        try:
            self._server = ThreadingHTTPServer((host.strip("[]"), int(port)), handler)
        except OSError as error:
            words = (
                f"The address {listener} for figures cannot be used ({error.strerror}). Choose another by --metrics."
            )
            raise NetworkFault("server.metrics", words) from error
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="lookout", daemon=True)
        self._thread.start()

    @classmethod
    def opened(cls, listener: str | None, token: str | None, watch: Watch) -> Self | None:
        """Listen, or None when no address was set. Raises NetworkFault(`server.metrics`)."""
        return None if listener is None else cls(listener, token, watch)

    @property
    def url(self) -> str:
        """Where it answers."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def follow(self, sound: Callable[[], None]) -> None:
        """What readiness asks beside the state; raises what is wrong."""
        self._sound = sound

    def close(self) -> None:
        """Answer nothing any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str, authorization: str) -> tuple[int, str, bytes]:
        """Status, type and body for a path."""
        if path == "/healthz":
            return _state(200, "alive")
        if path == "/readyz":
            return self._ready()
        if path != "/metrics":
            return _state(404, "not_found")
        if self._token is not None and not hmac.compare_digest(
            authorization.encode(), f"Bearer {self._token}".encode()
        ):
            return _state(401, "token")
        return 200, CONTENT_TYPE, self._watch.metrics.page()

    def _ready(self) -> tuple[int, str, bytes]:
        state = self._watch.readiness.state
        if state is not State.READY or self._sound is None:
            return _state(503, state.value)
        try:
            self._sound()
        except RecrutrError as error:
            return _state(503, error.code)
        broker = self._watch.readiness.broker
        return _state(200, state.value, **({"broker": broker.value} if broker is not None else {}))


def _state(status: int, state: str, **further: str) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps({"state": state, **further}).encode()


class _Handler(BaseHTTPRequestHandler):
    lookout: Lookout
    timeout = SILENCE_S
    server_version, sys_version = "recrutr", ""

    def do_GET(self) -> None:
        """One look."""
        status, kind, body = self.lookout.answer(self.path, self.headers.get("Authorization", ""))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
        """Nothing: a line would hold what was asked."""
