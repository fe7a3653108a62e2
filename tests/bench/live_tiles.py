"""What the live tiles of one attempt cost: bytes on the wire in ten seconds, camera and screen together."""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from protocol.attempts import TrackKind
from protocol.identifiers import new_identifier
from protocol.live import TILE_BITS_PER_S, SealedTile
from protocol.sealing import new_organisation_keys
from recorder.camera import to_small_rgb
from recorder.states import PreviewPicture
from recorder.tiles import TileMaker
from sync.client import Client
from sync.tiles import TileSender
from tests.media.webcam import make_webcam_video

NAME = "live tiles"
MEASURED_S = 10.0


class Sink:
    """Answers every request with 204 and counts what came."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.received = self.requests = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        data = b""
        while piece := connection.recv(65536):
            self.received += len(piece)
            data += piece
            head, end, body = data.partition(b"\r\n\r\n")
            length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-le")), 0)
            if end and len(body) >= length:
                data = body[length:]
                self.requests += 1
                answer = b"HTTP/1.1 204 No Content\r\n\r\n"
                self.received += len(answer)
                connection.sendall(answer)


class Pictures:
    """A webcam's video and a screen full of changing text, as previews."""

    def __init__(self, folder: Path) -> None:
        reader = cv2.VideoCapture(str(make_webcam_video(folder / "camera.avi", 2)))
        self.camera = [picture for read, picture in iter(reader.read, (False, None)) if read]
        key, attempt = new_organisation_keys()[0], new_identifier()
        self.makers = {kind: TileMaker(attempt, kind, key) for kind in (TrackKind.CAMERA, TrackKind.SCREEN)}
        self.attempt, self.number = attempt, 0

    def take(self) -> list[SealedTile]:
        self.number += 1
        seen = {TrackKind.CAMERA: self.camera[self.number % len(self.camera)], TrackKind.SCREEN: self._screen()}
        made = [self.makers[kind].make(_preview(picture), time.time_ns() // 1000) for kind, picture in seen.items()]
        return [tile for tile in made if tile is not None]

    def _screen(self) -> np.ndarray:
        picture = np.full((768, 1366, 3), 250, np.uint8)
        for line in range(30):
            words = f"{self.number * 7919 + line:08d} for each in range({line}): total += values[each] * {line}"
            cv2.putText(picture, words, (20, 24 + 25 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (30, 30, 30), 1)
        return picture


def run() -> list[dict[str, Any]]:
    """Figures of ten seconds in which somebody looks, and of one in which nobody does."""
    sink = Sink()
    with tempfile.TemporaryDirectory() as folder:
        pictures = Pictures(Path(folder))
        client = Client(f"http://127.0.0.1:{sink.port}")
        client.sign_in(pictures.attempt, "t" * 43)
        sender = TileSender(client, pictures.take)
        began_s = time.monotonic()
        while time.monotonic() - began_s < MEASURED_S:
            sender.look(looked=True)
            time.sleep(0.5)
        looked, requests = sink.received, sink.requests
        sender.look(looked=False)
        time.sleep(1.5)
        quiet = sink.received
        time.sleep(3.0)
        unlooked = sink.received - quiet
        sender.stop()
    sink.listener.close()
    return [
        _figure("bytes in 10 s, camera and screen", looked, "bytes"),
        _figure("rate while somebody looks", 8 * looked / MEASURED_S / 1000, "kbit/s", TILE_BITS_PER_S / 1000),
        _figure("pictures of each stream in 10 s", requests, "pictures"),
        _figure("bytes in 3 s while nobody looks", unlooked, "bytes"),
    ]


def _preview(picture: np.ndarray) -> PreviewPicture:
    rgb = to_small_rgb(picture, 320)
    return PreviewPicture(rgb.tobytes(), rgb.shape[1], rgb.shape[0], 0)


def _figure(name: str, value: float, unit: str, bound: float | None = None) -> dict[str, Any]:
    ratio = None if bound is None else round(value / bound, 2)
    return {"name": name, "value": round(value, 1), "unit": unit, "ratio": ratio, "peer": bound and "the bound"}
