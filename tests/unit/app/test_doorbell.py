"""What a second launch brings to the first: its invitation, and nothing that is larger than one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from app import doorbell
from app.doorbell import CARRIED_BYTES, Doorbell


class Hall:
    """A doorbell, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rings = 0
        self.invitations: list[str] = []
        self.bell = Doorbell(folder, self._ring, self.invitations.append)

    def _ring(self) -> None:
        self.rings += 1

    def caller(self, *pieces: bytes) -> QLocalSocket:
        """Somebody who says this."""
        socket = QLocalSocket()
        socket.connectToServer(doorbell._name(self.folder))
        for piece in pieces:
            socket.write(piece)
            socket.flush()
        return socket


@pytest.fixture
def hall(tmp_path: Path, qtbot: QtBot) -> Iterator[Hall]:
    made = Hall(tmp_path)
    made.bell.hang()
    yield made
    made.bell.take_down()


def test_an_invitation_is_handed_on_once_whatever_its_pieces(hall: Hall, qtbot: QtBot) -> None:
    caller = hall.caller(b"recrutr://join/7K3M", b"-9QTX-2C4V-8HWP\n")
    qtbot.waitUntil(lambda: bool(hall.invitations))
    caller.write(b"more\n")
    caller.flush()
    qtbot.wait(50)
    assert hall.invitations == ["recrutr://join/7K3M-9QTX-2C4V-8HWP"]
    assert hall.rings == 1
    caller.abort()


def test_who_brings_nothing_only_rings(hall: Hall, qtbot: QtBot) -> None:
    caller = hall.caller(b"\n")
    qtbot.waitUntil(lambda: hall.rings == 1)
    gone = hall.caller()
    gone.abort()
    qtbot.waitUntil(lambda: hall.rings == 2)
    qtbot.wait(50)
    assert hall.invitations == []
    caller.abort()


def test_who_brings_too_much_is_sent_away(hall: Hall, qtbot: QtBot) -> None:
    caller = hall.caller(b"x" * CARRIED_BYTES)
    qtbot.waitUntil(lambda: caller.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert hall.invitations == []
