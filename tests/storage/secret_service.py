"""A Secret Service (the freedesktop.org keyring) on a D-Bus of its own, which can be locked, refuse, forget and vanish.

Implements what libraries ask of a real one (sessions, a collection, items, prompts) over the wire, with the plain
algorithm; secrets live in memory. `on_prompt` says what the person does when asked to unlock.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Self

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from jeepney.wrappers import DBusAddress
from keyring.backend import KeyringBackend
from keyring.backends.SecretService import Keyring

ROOT = "/org/freedesktop/secrets"
COLLECTION, PROMPT, SESSION = f"{ROOT}/collection/login", f"{ROOT}/prompt/p1", f"{ROOT}/session/s1"
NAME, PREFIX = "org.freedesktop.secrets", "org.freedesktop.Secret."
_DENIED = "org.freedesktop.DBus.Error.AccessDenied"
_NOT_SUPPORTED = "org.freedesktop.DBus.Error.NotSupported"
_BUS = """<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>"""
"""A bus that starts no services: a keyring that this machine has must not stand in for ours."""
Answer = tuple[str | None, tuple[Any, ...]]


def service_keyring() -> KeyringBackend:
    """What the keyring library uses where there is a Secret Service."""
    found: KeyringBackend = Keyring()  # type: ignore[no-untyped-call] # keyring publishes no types for it
    return found


class PrivateBus:
    """A D-Bus daemon of its own; `address` is for DBUS_SESSION_BUS_ADDRESS."""

    def __init__(self, folder: Path) -> None:
        settings = folder / "bus.conf"
        settings.write_text(_BUS.format(folder=folder))
        words = ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address=1"]
        self._daemon = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        assert self.address

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._daemon.terminate()
        self._daemon.wait(10)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()


class SecretService:
    """The service; as a context it is on the bus, outside of it nobody answers."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.items: dict[str, tuple[dict[str, str], bytes]] = {}
        self.locked = False
        self.denies = False
        self.on_prompt: Literal["unlock", "dismiss"] = "dismiss"
        self.prompts = 0
        self._count = 0
        self._connection: DBusConnection | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._connection = open_dbus_connection(self._address)
        Proxy(message_bus, self._connection).RequestName(NAME)
        self._thread = threading.Thread(target=self._serve, args=(self._connection,), name="secrets", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._connection is not None
        assert self._thread is not None
        self._connection.sock.shutdown(2)
        self._thread.join(10)
        self._connection.close()

    def _serve(self, connection: DBusConnection) -> None:
        while True:
            try:
                message = connection.receive()
            except (OSError, EOFError):
                return
            if message.header.message_type is MessageType.method_call:
                self._reply(connection, message)

    def _reply(self, connection: DBusConnection, message: Message) -> None:
        fields = message.header.fields
        path = fields[HeaderFields.path]
        method = f"{fields.get(HeaderFields.interface, '').removeprefix(PREFIX)}.{fields[HeaderFields.member]}"
        try:
            signature, body = self._methods()[method.rsplit("Properties.", maxsplit=1)[-1]](path, message.body)
            connection.send(new_method_return(message, signature, body))
        except Refusal as refusal:
            connection.send(new_error(message, refusal.name, "s", ("no",)))
        if method == "Prompt.Prompt":
            self._complete(connection)

    def _complete(self, connection: DBusConnection) -> None:
        self.prompts += 1
        dismissed = self.on_prompt == "dismiss"
        self.locked = self.locked and dismissed
        emitter = DBusAddress(PROMPT, NAME, PREFIX + "Prompt")
        connection.send(new_signal(emitter, "Completed", "bv", (dismissed, ("ao", [] if dismissed else [COLLECTION]))))

    def _methods(self) -> dict[str, Callable[[str, Any], Answer]]:
        return {
            "Service.OpenSession": self._open_session,
            "Service.ReadAlias": lambda _path, _body: ("o", (COLLECTION,)),
            "Service.Unlock": lambda _path, _body: ("aoo", ([], PROMPT) if self.locked else ([COLLECTION], "/")),
            "Prompt.Prompt": lambda _path, _body: (None, ()),
            "Collection.SearchItems": lambda _path, body: ("ao", (self._found(body[0]),)),
            "Collection.CreateItem": self._create,
            "Item.GetSecret": self._secret,
            "Item.Delete": self._delete,
            "Get": self._property,
        }

    def _open_session(self, _path: str, body: Any) -> Answer:
        if body[0] != "plain":
            raise Refusal(_NOT_SUPPORTED)
        return "vo", (("s", ""), SESSION)

    def _found(self, wanted: dict[str, str]) -> list[str]:
        return [path for path, (attributes, _) in self.items.items() if wanted.items() <= attributes.items()]

    def _create(self, _path: str, body: Any) -> Answer:
        properties, secret, _replace = body
        if self.denies:
            raise Refusal(_DENIED)
        attributes = properties[PREFIX + "Item.Attributes"][1]
        key = {name: value for name, value in attributes.items() if name != "application"}
        for path in self._found(key):
            del self.items[path]
        self._count += 1
        path = f"{COLLECTION}/{self._count}"
        self.items[path] = (attributes, bytes(secret[2]))
        return "oo", (path, "/")

    def _secret(self, path: str, _body: Any) -> Answer:
        if self.denies or self.locked:
            raise Refusal(_DENIED)
        return "(oayays)", ((SESSION, b"", self.items[path][1], "text/plain"),)

    def _delete(self, path: str, _body: Any) -> Answer:
        if self.denies:
            raise Refusal(_DENIED)
        del self.items[path]
        return "o", ("/",)

    def _property(self, path: str, body: Any) -> Answer:
        values = {
            "Locked": ("b", self.locked),
            "Label": ("s", "login"),
            "Attributes": ("a{ss}", self.items.get(path, ({}, b""))[0]),
        }
        return "v", (values[body[1]],)


class Refusal(Exception):
    """The service answers with this D-Bus error."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
