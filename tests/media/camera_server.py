"""Cameras behind a URL: one that sends Motion JPEG and can be unplugged, one that is busy (opens, sends no picture)."""

from __future__ import annotations

import recorder.camera  # noqa: F401 - first: it silences OpenCV and takes back its Qt settings

# isort: split
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2


class CameraServer:
    """Context manager: serves a video file as an endless Motion JPEG stream at `url` on a free local port.

    With `busy` it accepts a connection and never sends a picture, as a camera does that another program holds. With
    `slow_s` it takes so long for its first picture.
    """

    def __init__(self, video: Path | None = None, rate: int = 15, *, busy: bool = False, slow_s: float = 0.0) -> None:
        self._slow_s = slow_s
        self._pictures = _jpegs(video) if video else []
        self._rate = rate
        self._busy = busy or not self._pictures
        self._open: set[socket.socket] = set()
        self._stopped = threading.Event()
        self._server: ThreadingHTTPServer | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Where the camera is."""
        return f"http://127.0.0.1:{self._port}/camera.mjpg"

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.unplug()

    def plug(self) -> None:
        """Serve (again, after `unplug`, at the same address)."""
        self._stopped.clear()
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), self._handler())
        self._server.daemon_threads = True
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def unplug(self) -> None:
        """Cut every connection and refuse new ones."""
        self._stopped.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # already closed by the other side
                continue

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._open.add(self.connection)
                try:
                    outer._serve(self)
                except OSError:  # the camera was unplugged or the reader left
                    self.close_connection = True
                finally:
                    outer._open.discard(self.connection)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class says so
                """Say nothing."""

        return Handler

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        if self._busy:
            self._stopped.wait(60)
            return
        self._stopped.wait(self._slow_s)
        request.send_response(200)
        request.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
        request.end_headers()
        begun = time.monotonic()
        number = 0
        while not self._stopped.is_set():
            jpeg = self._jpeg(number, begun)
            request.wfile.write(b"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg))
            request.wfile.write(jpeg + b"\r\n")
            number += 1

    def _jpeg(self, number: int, begun_s: float) -> bytes:
        """Wait until a picture is due, and give it."""
        time.sleep(max(0.0, begun_s + number / self._rate - time.monotonic()))
        return self._pictures[number % len(self._pictures)]


def _jpegs(video: Path) -> list[bytes]:
    reader = cv2.VideoCapture(str(video))
    pictures = []
    while True:
        read, picture = reader.read()
        if not read:
            break
        pictures.append(cv2.imencode(".jpg", picture)[1].tobytes())
    reader.release()
    return pictures
