"""Things on the host that nobody inside a box may reach, with a note of everybody who did.

A listener on every address of the machine (IPv4 and IPv6), one on an abstract and one on a named Unix socket, and a
file with a secret word. Programs are told where all of them are: an attack fails because the box holds, never because
it did not know where to knock.
"""

from __future__ import annotations

import selectors
import socket
import threading
from pathlib import Path
from typing import Self

import psutil

_PAUSE_S = 0.1


class Canaries:
    """Open from construction until `close`. `hits` names what was reached; empty as long as every box held."""

    def __init__(self, folder: Path, secret: str) -> None:
        self.secret, self.hits = secret, list[str]()
        self.file = folder / "canary.ans"
        self.file.write_text(secret, "ascii")
        self._abstract, self._path = f"canary-{secret}", folder / "canary.sock"
        self._port, self._listeners = 0, selectors.DefaultSelector()
        self._listen(socket.AF_INET, ("0.0.0.0", 0), "IPv4")
        self._listen(socket.AF_INET6, ("::", self._port), "IPv6")
        self._listen(socket.AF_UNIX, f"\0{self._abstract}", "abstract socket")
        self._listen(socket.AF_UNIX, str(self._path), "named socket")
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="canaries")
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def text(self, run: int = 1, *, shared: bool = True) -> bytes:
        """The input of a program: a thing worth reaching per line, which run this is, if runs share a container."""
        addresses = [
            address.address.partition("%")[0]
            for addresses in psutil.net_if_addrs().values()
            for address in addresses
            if address.family in {socket.AF_INET, socket.AF_INET6}
        ]
        lines = [f"run {run}", f"secret {self.secret}", f"abstract {self._abstract}", f"socket {self._path}"]
        lines += ["container shared"] if shared else []
        lines += [f"file {self.file}", *(f"tcp {address} {self._port}" for address in addresses)]
        return "".join(f"{line}\n" for line in lines).encode()

    def close(self) -> None:
        """Stop listening."""
        self._done.set()
        self._thread.join()
        for key in list(self._listeners.get_map().values()):
            self._listeners.unregister(key.fileobj)
            key.fileobj.close()  # type: ignore[union-attr] # only sockets are registered
        self._listeners.close()
        self._path.unlink(missing_ok=True)

    def _listen(self, family: socket.AddressFamily, address: tuple[str, int] | str, name: str) -> None:
        listener = socket.socket(family)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
        listener.listen(16)
        listener.setblocking(False)
        if family == socket.AF_INET:
            self._port = listener.getsockname()[1]
        self._listeners.register(listener, selectors.EVENT_READ, name)

    def _watch(self) -> None:
        while not self._done.is_set():
            for key, _ in self._listeners.select(_PAUSE_S):
                self.hits.append(str(key.data))
                key.fileobj.accept()[0].close()  # type: ignore[union-attr] # only sockets are registered
