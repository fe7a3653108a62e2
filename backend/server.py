"""Runs the application under uvicorn: in the foreground for the command line, in a thread for demo and tests.

Guarantees: the socket is bound before the application is made, so that port 0 gives links with the real port, but
connections are taken only once the database is up to date; no access log, because addresses hold tokens of candidate
pages and shares. Asked to end by a signal, the process first says that it is not ready, then takes nothing new, then
waits for what is under way; a second signal shortens that.
"""

from __future__ import annotations

import logging
import signal
import socket
import threading
from dataclasses import replace
from types import FrameType
from typing import Self

import uvicorn

from backend.health import require_sound
from backend.jobs.worker import Worker
from backend.lookout import Lookout
from backend.main import Parts, create_app
from backend.parsing import BoundedParsing
from backend.readiness import Watch
from backend.settings import SECOND_US, Settings
from backend.transaction import Services
from protocol.errors import EnvironmentFault, NetworkFault

START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 15.0
BACKLOG = 512
log = logging.getLogger("backend.server")


class Server:
    """One backend on one port. `base_url` None in `open` means http://localhost and the bound port."""

    def __init__(self, settings: Settings, listener: socket.socket, parts: Parts | None = None) -> None:
        self.settings = settings
        given = parts or Parts()
        watch = given.watch or Watch()
        self.lookout = Lookout.opened(settings.metrics, settings.metrics_token, watch)
        try:
            self.app = create_app(settings, replace(given, watch=watch))
        except BaseException:
            self._close_lookout()
            raise
        if self.lookout is not None:
            self.lookout.follow(lambda: require_sound(self.services))
        self._listener = listener
        listener.listen(BACKLOG)
        config = uvicorn.Config(
            self.app,
            http=BoundedParsing,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=settings.trust_proxy,
            backlog=BACKLOG,
            timeout_graceful_shutdown=max(1, settings.stop_us // SECOND_US),
            timeout_keep_alive=20,
        )
        self._uvicorn = _Draining(config, watch, settings.drain_us / SECOND_US, self._worker)
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
    def _worker(self) -> Worker:
        found: Worker = self.app.state.worker
        return found

    @property
    def url(self) -> str:
        """The address by number, which needs no name lookup."""
        return f"http://{self.settings.host}:{self.settings.port}"

    def run(self) -> None:
        """Serve in this thread until a signal ends it."""
        try:
            self._uvicorn.run(sockets=[self._listener])
        finally:
            self._close_lookout()

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

    def drain(self) -> None:
        """Begin to end, as a signal does; returns at once."""
        self._uvicorn.drain()

    def stop(self) -> None:
        """End the thread and close everything."""
        self._uvicorn.should_exit = True
        if self._thread is not None:
            self._thread.join(2 * self.settings.stop_us / SECOND_US + STOP_TIMEOUT_S)
        self._listener.close()
        self._close_lookout()

    def _close_lookout(self) -> None:
        if self.lookout is not None:
            self.lookout.close()
            self.lookout = None


class _Draining(uvicorn.Server):
    """Uvicorn with a time between "not ready" and the end, for whoever sends requests to notice."""

    def __init__(self, config: uvicorn.Config, watch: Watch, drain_s: float, worker: Worker) -> None:
        super().__init__(config)
        self._watch, self._drain_s, self._worker = watch, drain_s, worker
        self._asked = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal: the first drains, a further one waits no longer for whoever balances load."""
        if self._asked or sig not in (signal.SIGINT, signal.SIGTERM):
            super().handle_exit(sig, frame)
            return
        self._captured_signals.append(sig)
        self.drain()

    def drain(self) -> None:
        """Say no to whoever asks for readiness; end after the time for that."""
        self._asked = True
        self._watch.readiness.drain()
        self._worker.ask_to_end()
        ending = threading.Timer(self._drain_s, self._end)
        ending.daemon = True
        ending.start()

    def _end(self) -> None:
        self.should_exit = True


def _bind(host: str, port: int) -> socket.socket:
    """Bound, not listening: until then a connection is refused at once, which whoever balances load understands."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        # asyncio sets it only on sockets that name their protocol, which this one does not; without it the body of
        # each answer waits 40 ms for the acknowledgement of its headers. Accepted connections inherit it.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        listener.close()
        raise NetworkFault(
            "server.port", f"Port {port} on {host} cannot be used ({error.strerror}). Choose another with --port."
        ) from error
