"""The accessibility bus of a desktop of its own: what assistive technology talks over (package at-spi2-core).

Guarantees: sockets and services belong to the folder and end with the context; a desktop that runs here is not touched.
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import Self

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.storage.secret_service import PrivateBus

_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_BUS = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_START_S = 30.0


class AccessibilityBus:
    """Context manager; `environment` is for the programs that shall be read."""

    def __init__(self, folder: Path, display: str) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, exist_ok=True)
        self._session = PrivateBus(folder)
        self.environment = {
            "DBUS_SESSION_BUS_ADDRESS": self._session.address,
            "XDG_RUNTIME_DIR": str(folder),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        self._launcher: subprocess.Popen[bytes] | None = None
        self.address = ""

    def __enter__(self) -> Self:
        self._session.__enter__()
        program = next(path for path in _LAUNCHERS if Path(path).exists())
        self._launcher = subprocess.Popen(
            [program, "--launch-immediately"],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with open_dbus_connection(self._session.address) as connection:
            self.address = _told(connection)
        return self

    def __exit__(self, *_: object) -> None:
        if self._launcher is not None:
            self._launcher.terminate()
            self._launcher.wait(10)
        self._session.__exit__()

    def connect(self) -> DBusConnection:
        """Connect to the accessibility bus, as a screen reader does."""
        return open_dbus_connection(self.address)


def _told(connection: DBusConnection) -> str:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        answer = connection.send_and_get_reply(new_method_call(_BUS, "GetAddress")).body
        if answer and str(answer[0]).startswith("unix:"):
            return str(answer[0])
        time.sleep(0.05)
    raise AssertionError("the accessibility bus did not come up")
