"""The D-Bus door: asks the desktop portal (org.freedesktop.portal.ScreenCast) to share displays.

Guarantees: the desktop itself asks the person, who picks the displays; they are asked once while the app runs, later
openings use the leave they gave; every failure is a DeviceFault with words. Blocks until the person has answered:
call it from a capture thread only, and `shared` anywhere.
"""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from protocol.errors import DeviceFault
from protocol.saying import to_say
from recorder.media import MISSING, REFUSED, device_fault

_PORTAL = DBusAddress(
    "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Desktop", "org.freedesktop.portal.ScreenCast"
)
_REQUEST = "org.freedesktop.portal.Request"
_MONITOR, _CURSOR_EMBEDDED, _WHILE_RUNNING = 1, 2, 1
_CALL_S = 10.0
_ANSWER_S = 180.0
"""A person reads the desktop's dialog; after that the capture asks again."""
_REFUSED = to_say(
    "The screen was not shared. Choose the displays in your desktop's dialog and press Share; it will be asked again."
)
_ABSENT = to_say(
    "This desktop runs on Wayland and offers no way to share the screen (no xdg-desktop-portal). "
    'Install it, or choose the "Xorg" (X11) session at the login screen.'
)


@dataclass(frozen=True, slots=True)
class SharedDisplay:
    """One display that the person shares: PipeWire's node, and its size where the desktop tells it."""

    node: int
    width: int
    height: int


class _Cast:
    """One session with the portal; sharing lasts as long as its connection."""

    def __init__(self, restore_token: str) -> None:
        self.restore_token = restore_token
        self._connection = _connect()
        self._count = 0
        self._session = ""
        self.displays: tuple[SharedDisplay, ...] = ()

    def ask(self) -> None:
        """Let the desktop ask the person which displays to share. Raises DeviceFault."""
        self._session = str(self._request("CreateSession", "a{sv}", (), {"session_handle_token": ("s", "recrutr")})
                            ["session_handle"][1])  # fmt: skip
        wanted: dict[str, tuple[str, Any]] = {
            "types": ("u", _MONITOR),
            "multiple": ("b", True),
            "cursor_mode": ("u", _CURSOR_EMBEDDED),
            "persist_mode": ("u", _WHILE_RUNNING),
        }
        if self.restore_token:
            wanted["restore_token"] = ("s", self.restore_token)
        self._request("SelectSources", "oa{sv}", (self._session,), wanted)
        started = self._request("Start", "osa{sv}", (self._session, ""), {})
        self.restore_token = str(started.get("restore_token", ("s", ""))[1])
        self.displays = tuple(_display(node, about) for node, about in started["streams"][1])

    def remote(self) -> int:
        """A file descriptor to PipeWire, which the caller closes."""
        message = new_method_call(_PORTAL, "OpenPipeWireRemote", "oa{sv}", (self._session, {}))
        (descriptor,) = self._send(message).body
        return int(descriptor.to_raw_fd())

    def hang_up(self) -> None:
        """Let what waits for an answer fail at once; from any thread."""
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End sharing."""
        self._connection.close()

    def _request(self, method: str, signature: str, first: tuple[str, ...], options: dict[str, Any]) -> dict[str, Any]:
        """Call a method that answers by a signal of a request object, whose path is known beforehand."""
        self._count += 1
        token = f"recrutr{self._count}"
        sender = self._connection.unique_name.removeprefix(":").replace(".", "_")
        path = f"/org/freedesktop/portal/desktop/request/{sender}/{token}"
        rule = MatchRule(type="signal", interface=_REQUEST, member="Response", path=path)
        Proxy(message_bus, self._connection, timeout=_CALL_S).AddMatch(rule)
        message = new_method_call(_PORTAL, method, signature, (*first, {**options, "handle_token": ("s", token)}))
        try:
            with self._connection.filter(rule) as answers:
                self._send(message)
                code, results = self._connection.recv_until_filtered(answers, timeout=_ANSWER_S).body
        except (OSError, EOFError) as error:  # TimeoutError is one of them
            raise device_fault(REFUSED, _REFUSED) from error
        if code != 0:
            raise device_fault(REFUSED, _REFUSED)
        return dict(results)

    def _send(self, message: Message) -> Message:
        try:
            answer = self._connection.send_and_get_reply(message, timeout=_CALL_S)
        except (OSError, EOFError) as error:
            raise device_fault(MISSING, _ABSENT) from error
        if answer.header.message_type is MessageType.error:
            name = answer.header.fields.get(HeaderFields.error_name, "")
            raise device_fault(MISSING, _ABSENT, cause=name)
        return answer


_lock = threading.Lock()
_cast: _Cast | None = None
_asking: _Cast | None = None
_token = ""
_number = 0
"""Of the sharing, so that what was opened from an earlier one does not end the next."""


def shared() -> tuple[SharedDisplay, ...]:
    """What is shared now; asks nobody."""
    cast = _cast
    return cast.displays if cast else ()


def share() -> tuple[SharedDisplay, ...]:
    """What is shared, after the person was asked where nothing is. Raises DeviceFault."""
    global _cast, _asking, _token, _number  # noqa: PLW0603 - sharing is one per process, as the dialog is
    with _lock:
        if _cast is None:
            cast = _asking = _Cast(_token)
            try:
                cast.ask()
            except (DeviceFault, KeyError):
                cast.close()
                raise
            finally:
                _asking = None
            _cast, _token, _number = cast, cast.restore_token, _number + 1
        return _cast.displays


def open_remote() -> tuple[int, int]:
    """A file descriptor to PipeWire, which the caller closes, and the number of this sharing. Raises DeviceFault."""
    with _lock:
        if _cast is None:
            raise device_fault(MISSING, to_say("The screen is not shared any more."))
        return _cast.remote(), _number


def end(number: int | None = None) -> None:
    """End sharing (`number` only) or its question: the next `share` begins anew, unasked where leave was kept."""
    global _cast  # noqa: PLW0603 - as above
    asking = _asking
    if number is None and asking:
        asking.hang_up()
    with _lock:
        if number not in (None, _number):
            return
        if _cast:
            _cast.close()
        _cast = None


def _connect() -> DBusConnection:
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    try:
        return open_dbus_connection(address or "SESSION", enable_fds=True)
    except (OSError, EOFError, KeyError, RuntimeError, ValueError) as error:
        raise device_fault(MISSING, _ABSENT) from error


def _display(node: int, about: dict[str, Any]) -> SharedDisplay:
    width, height = about.get("size", ("(ii)", (1920, 1080)))[1]
    return SharedDisplay(int(node), int(width), int(height))
