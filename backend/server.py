"""Runs the application under uvicorn: in the foreground for the command line, in a thread for demo and tests.

Guarantees: the socket is bound before the application is made, so that port 0 gives links with the real port; no
access log, because addresses hold tokens of candidate pages and shares.
"""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from typing import Self

import uvicorn

from backend.main import Parts, create_app
from backend.parsing import BoundedParsing
from backend.settings import Settings
from backend.transaction import Services
from protocol.errors import EnvironmentFault, NetworkFault

START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 15.0
BACKLOG = 512


class Server:
    """One backend on one port. `base_url` None in `open` means http://localhost and the bound port."""

    def __init__(self, settings: Settings, listener: socket.socket, parts: Parts | None = None) -> None:
        self.settings = settings
        self.app = create_app(settings, parts)
        self._listener = listener
        config = uvicorn.Config(
            self.app,
            http=BoundedParsing,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=settings.trust_proxy,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=20,
        )
        self._uvicorn = uvicorn.Server(config)
        self._thread: threading.Thread | None = None

    @classmethod
    def open(cls, settings: Settings, *, base_url: str | None = None, parts: Parts | None = None) -> Self:
        """Bind the port and make the application. Raises NetworkFault(`server.port`), StorageFault."""
        listener = _bind(settings.host, settings.port)
        port = int(listener.getsockname()[1])
        # localhost, not the address: passkeys and WebCrypto need a secure context, which localhost is.
        ours = replace(settings, port=port, base_url=base_url or f"http://localhost:{port}")
        try:
            return cls(ours, listener, parts)
        except EnvironmentFault:
            listener.close()
            raise

    @property
    def services(self) -> Services:
        """The running backend's services."""
        found: Services = self.app.state.services
        return found

    @property
    def url(self) -> str:
        """The address by number, which needs no name lookup."""
        return f"http://{self.settings.host}:{self.settings.port}"

    def run(self) -> None:
        """Serve in this thread until a signal ends it."""
        self._uvicorn.run(sockets=[self._listener])

    def start(self) -> None:
        """Serve in a thread; returns once requests are answered. Raises EnvironmentFault when that takes too long."""
        self._thread = threading.Thread(target=self._uvicorn.run, args=([self._listener],), name="uvicorn", daemon=True)
        self._thread.start()
        waiting = threading.Event()
        for _ in range(int(START_TIMEOUT_S / 0.02)):
            if self._uvicorn.started:
                return
            if not self._thread.is_alive():
                break
            waiting.wait(0.02)
        raise EnvironmentFault("server.start", "The server did not start.")

    def stop(self) -> None:
        """End the thread and close everything."""
        self._uvicorn.should_exit = True
        if self._thread is not None:
            self._thread.join(STOP_TIMEOUT_S)
        self._listener.close()


def _bind(host: str, port: int) -> socket.socket:
    try:
        listener = socket.create_server((host, port), backlog=BACKLOG)
        # asyncio sets it only on sockets that name their protocol, which this one does not; without it the body of
        # each answer waits 40 ms for the acknowledgement of its headers. Accepted connections inherit it.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        raise NetworkFault(
            "server.port", f"Port {port} on {host} cannot be used ({error.strerror}). Choose another with --port."
        ) from error
