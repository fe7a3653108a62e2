"""A Wayland desktop as the recorder meets it: a portal on a bus of its own, and a real PipeWire with pictures in it.

Packages: dbus, pipewire, wireplumber, gstreamer1.0-tools, gstreamer1.0-pipewire, gstreamer1.0-plugins-base. The portal
speaks the wire protocol of xdg-desktop-portal's ScreenCast; the person's answer is `answer`.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Literal, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from tests.storage.secret_service import PrivateBus

NAME = "org.freedesktop.portal.Desktop"
SESSION = "/org/freedesktop/portal/desktop/session/s1"
_REQUEST = "org.freedesktop.portal.Request"
_START_S = 15.0


class SharedScreens:
    """Context manager: PipeWire with one moving picture for each colour, and a portal that shares them.

    Attributes:
        answer: what the person does in the dialog.
        asked: the options of each `SelectSources`, in order.
        environment: for the process that records.
    """

    def __init__(self, *colours: str) -> None:
        self.answer: Literal["share", "cancel", "think"] = "share"
        self.asked: list[dict[str, Any]] = []
        self._colours = colours
        self._folder = Path(tempfile.mkdtemp(prefix="recrutr-wayland-"))
        self._bus = PrivateBus(self._folder)
        self.environment = {
            "DBUS_SESSION_BUS_ADDRESS": self._bus.address,
            "XDG_RUNTIME_DIR": str(self._folder),
            "XDG_SESSION_TYPE": "wayland",
        }
        self._processes: list[subprocess.Popen[bytes]] = []
        self._sources: list[subprocess.Popen[bytes]] = []
        self._nodes: list[int] = []
        self._connection: DBusConnection | None = None

    def __enter__(self) -> Self:
        self._connection = open_dbus_connection(self._bus.address, enable_fds=True)
        Proxy(message_bus, self._connection).RequestName(NAME)
        self._thread = threading.Thread(target=self._serve, args=(self._connection,), name="portal", daemon=True)
        self._thread.start()
        self._processes.append(self._run("pipewire"))
        self._wait((self._folder / "pipewire-0").exists)
        self._processes.append(self._run("wireplumber"))
        for number, colour in enumerate(self._colours):
            picture = "video/x-raw,format=BGRx,width=640,height=400,framerate=10/1"
            about = f"p,media.class=Video/Source,node.name=display{number}"
            self._sources.append(
                self._run(
                    "gst-launch-1.0", "-q", "videotestsrc", "is-live=true", "pattern=solid-color",
                    f"foreground-color={colour}", "!", picture, "!", "pipewiresink", "mode=provide",
                    f"stream-properties={about}",
                )
            )  # fmt: skip
        self._wait(lambda: len(self._find_nodes()) == len(self._colours))
        self._nodes = self._find_nodes()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._connection is not None
        self._connection.sock.shutdown(2)
        self._thread.join(10)
        self._connection.close()
        for process in (*self._sources, *reversed(self._processes)):
            process.kill()
            process.wait(10)
        self._bus.__exit__()
        shutil.rmtree(self._folder, ignore_errors=True)

    def end_sharing(self, number: int) -> None:
        """Let the person stop sharing one display, in the desktop's own indicator."""
        self._sources[number].kill()
        self._sources[number].wait(10)

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            words, env={**os.environ, **self.environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def _find_nodes(self) -> list[int]:
        told = subprocess.run(
            ["pw-dump"], env={**os.environ, **self.environment}, capture_output=True, text=True, timeout=10, check=False
        ).stdout
        named = {
            str(((each.get("info") or {}).get("props") or {}).get("node.name", "")): int(each["id"])
            for each in json.loads(told or "[]")
        }
        return [named[f"display{n}"] for n in range(len(self._colours)) if f"display{n}" in named]

    def _wait(self, condition: Any) -> None:
        until_s = time.monotonic() + _START_S
        while not condition():
            if time.monotonic() > until_s:
                raise RuntimeError("PipeWire did not start.")
            time.sleep(0.1)

    def _serve(self, connection: DBusConnection) -> None:
        while True:
            try:
                message = connection.receive()
            except (OSError, EOFError):
                return
            if message.header.message_type is MessageType.method_call:
                self._reply(connection, message)

    def _reply(self, connection: DBusConnection, message: Message) -> None:
        method, options = message.header.fields[HeaderFields.member], message.body[-1]
        if method == "OpenPipeWireRemote":
            with socket.socket(socket.AF_UNIX) as remote:
                remote.connect(str(self._folder / "pipewire-0"))
                connection.send(new_method_return(message, "h", (remote.fileno(),)))
            return
        if method not in {"CreateSession", "SelectSources", "Start"}:
            connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
            return
        sender = message.header.fields[HeaderFields.sender].removeprefix(":").replace(".", "_")
        path = f"/org/freedesktop/portal/desktop/request/{sender}/{options['handle_token'][1]}"
        connection.send(new_method_return(message, "o", (path,)))
        if method == "Start" and self.answer == "think":
            return
        code, results = self._answer(method, options)
        connection.send(new_signal(DBusAddress(path, NAME, _REQUEST), "Response", "ua{sv}", (code, results)))

    def _answer(self, method: str, options: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "CreateSession":
            return 0, {"session_handle": ("s", SESSION)}
        if method == "SelectSources":
            self.asked.append(options)
            return 0, {}
        if self.answer == "cancel":
            return 1, {}
        streams = [(node, {"size": ("(ii)", (640, 400))}) for node in self._nodes]
        return 0, {"streams": ("a(ua{sv})", streams), "restore_token": ("s", "leave-1")}
