"""The second launch on a data folder rings here: the first one brings its window forward, also from the tray.

Guarantees: only this user's processes can ring; ringing carries the invitation of a link, of which no more than
CARRIED_BYTES are taken, and nothing else. Must not decide what an invitation leads to. Who owns the folder is decided
by its lock (`app.home`), never by this bell.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.home import Home
from protocol.errors import EnvironmentFault

ANSWER_MS = 700
"""How long a launch waits for the first one's answer."""
CLOSING_S, LOOK_S = 15.0, 0.1
"""How long a closed app may still wait for its request under way (10 s on a dead network), and how often to look."""
CARRIED_BYTES = 2048
_HERE = b"here\n"
_log = logging.getLogger(__name__)


def is_running(folder: Path) -> bool:
    """Whether another launch owns the folder now."""
    home = Home(folder)
    try:
        home.enter()
    except EnvironmentFault as fault:
        return fault.code == "app.running"
    home.leave()
    return False


def wait_for_its_end(folder: Path) -> None:
    """Return when the first launch has ended, or will not soon: one that does not answer is mostly being closed."""
    end_s = time.monotonic() + CLOSING_S
    while is_running(folder) and time.monotonic() < end_s:
        time.sleep(LOOK_S)


def ring(folder: Path, invitation: str = "") -> bool:
    """Ask the first launch to come forward, with the code or link of this one; whether it answered in time."""
    own = None if QCoreApplication.instance() else QCoreApplication([])
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    answered = (
        socket.waitForConnected(ANSWER_MS)
        and _carried(socket, invitation)
        and (socket.bytesAvailable() > 0 or socket.waitForReadyRead(ANSWER_MS))
        and bytes(socket.readAll().data()) == _HERE
    )
    socket.abort()
    if own is not None:
        own.shutdown()  # else there could be no other, with windows, in this process
    return answered


def _carried(socket: QLocalSocket, invitation: str) -> bool:
    """Whether it is on its way: a line, empty where there is none."""
    socket.write(f"{invitation}\n".encode())
    return socket.bytesToWrite() == 0 or socket.waitForBytesWritten(ANSWER_MS)


class Doorbell:
    """Listens while the first launch runs; tells that it was rung, then what was carried. GUI thread only."""

    def __init__(self, folder: Path, rung: Callable[[], None], invited: Callable[[str], None]) -> None:
        self._name, self._rung, self._invited = _name(folder), rung, invited
        self._server: QLocalServer | None = None

    def hang(self) -> None:
        """Begin to listen. Without a bell the app works all the same; the second launch then only says why it ends."""
        QLocalServer.removeServer(self._name)  # left by a launch that was killed; the folder's lock is ours
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        if not server.listen(self._name):
            _log.warning("no bell for a second launch: %s", server.errorString())
        self._server = server

    def take_down(self) -> None:
        """Stop listening. Idempotent."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _answer(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()):
            caller.disconnected.connect(caller.deleteLater)
            caller.readyRead.connect(partial(self._hear, caller))
            caller.write(_HERE)
            caller.flush()
            self._rung()
            self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
        if caller.canReadLine():
            caller.readyRead.disconnect()
            invitation = bytes(caller.readLine(CARRIED_BYTES).data()).decode(errors="replace").strip()
            if invitation:
                self._invited(invitation)
        elif caller.bytesAvailable() >= CARRIED_BYTES:
            caller.abort()


def _name(folder: Path) -> str:
    return "recrutr-" + hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:24]
