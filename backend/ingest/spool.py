"""Bodies that a reverse proxy has received for us: each is a file of a folder that both share, named by a header.

Guarantees: the header is believed only beside the token that the proxy alone knows; what it names is looked for in the
spool and nowhere else, and must be a plain file without another name; whatever becomes of it, it leaves the spool, and
what a dead proxy left behind goes after an hour. Must not look at a body's bytes.
"""

from __future__ import annotations

import hmac
import os
import re
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO

from starlette.datastructures import Headers

from backend.objects import full_disk
from backend.settings import Settings
from protocol.errors import InvalidInput, StorageFault

FILE_HEADER, TOKEN_HEADER = "X-Body-File", "X-Body-Token"
KEPT_S = 3600.0
"""How long after its last byte a file may wait for us; the proxy takes its own away long before."""
LOOK_S = 600.0
_NAME = re.compile(r"[0-9]{10,20}")
"""As nginx names what it receives."""


class Spool:
    """The folder of one machine's proxy. Thread-safe."""

    def __init__(self, folder: Path, token: str) -> None:
        self._folder, self._token = folder, token.encode()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="spool", daemon=True)

    @classmethod
    def of(cls, settings: Settings) -> Spool | None:
        """That of the settings, if there is one.

        Raises InvalidInput(`settings.invalid`) where its files could not become objects.
        """
        if settings.spool is None or settings.spool_token is None:
            return None
        if settings.objects_url is None and settings.spool.stat().st_dev != settings.objects_folder.stat().st_dev:
            raise settings.refused("spool", "a folder on the file system of the data folder")
        return cls(settings.spool, settings.spool_token)

    def start(self) -> None:
        """Begin to look for what was left behind."""
        self._thread.start()

    def close(self) -> None:
        """End that."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def named_in(self, headers: Headers) -> str | None:
        """The file that holds a request's body; None when the proxy did not say so, whoever else may have."""
        named, said = headers.get(FILE_HEADER), headers.get(TOKEN_HEADER, "")
        if not named or not hmac.compare_digest(said.encode(), self._token):
            return None
        return PurePosixPath(named).name  # the proxy may see the folder at another place

    @contextmanager
    def taken(self, name: str, most_bytes: int) -> Iterator[IO[bytes]]:
        """The body in a file of the spool, which loses its name there in any case.

        Raises StorageFault(`store.spool`), InvalidInput beyond `most_bytes`.
        """
        if _NAME.fullmatch(name) is None:
            raise _unusable()
        path = self._folder / name
        try:
            with _opened(path) as file:
                if os.fstat(file.fileno()).st_size > most_bytes:
                    limit = f"{most_bytes} bytes"
                    raise InvalidInput("body", limit, f"This body may have {limit} at most.")
                yield file
        finally:
            with suppress(FileNotFoundError, IsADirectoryError):
                path.unlink()

    def sweep(self) -> int:
        """Remove what nobody came for; returns how many files went. Raises StorageFault."""
        gone, oldest = 0, time.time() - KEPT_S
        try:
            for file in self._folder.iterdir():
                with suppress(FileNotFoundError):
                    if _NAME.fullmatch(file.name) and file.lstat().st_mtime < oldest and not file.is_dir():
                        file.unlink()
                        gone += 1
        except OSError as error:
            raise full_disk(error) from error
        return gone

    def _look(self) -> None:
        while True:
            with suppress(StorageFault):  # looked at again; a body that cannot be read is told to whoever brought it
                self.sweep()
            if self._ended.wait(LOOK_S):
                return


def _opened(path: Path) -> IO[bytes]:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _unusable() from error
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode) or state.st_nlink != 1:
        os.close(descriptor)
        raise _unusable()
    return os.fdopen(descriptor, "rb", buffering=0)


def _unusable() -> StorageFault:
    return StorageFault("store.spool", "The server has mislaid what it had just received. Nothing was lost; try again.")
