"""A second launch brings the window of the first one back, instead of only being refused.

A local socket that only the same user may open, named after the data folder; nothing is sent through it but the wish.
Must not be relied on to keep two launches apart: the lock of the data folder does that.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket

RING_MS = 2000
_log = logging.getLogger(__name__)


class Doorbell:
    """Listens for later launches on the same data folder. GUI thread only."""

    def __init__(self, folder: Path, rung: Callable[[], None]) -> None:
        self._name, self._rung = _name(folder), rung
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def hang(self) -> None:
        """Begin to listen; without it a second launch is only told that Recrutr runs. Call while owning the folder."""
        QLocalServer.removeServer(self._name)  # left by a launch that was killed: the folder's lock says it is gone
        if not self._server.listen(self._name):
            _log.warning("a second launch cannot reach this one: %s", self._server.errorString())

    def take_down(self) -> None:
        """Stop listening."""
        self._server.close()

    def _answer(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.disconnectFromServer()
            self._rung()


def ring(folder: Path) -> bool:
    """Ask the launch that owns this folder to show its window; whether it heard."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    heard = socket.waitForConnected(RING_MS)
    if heard and socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(RING_MS)
    return heard


def _name(folder: Path) -> str:
    return f"recrutr-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"
