"""What is sent as the body of a request: a value as JSON, a file, or several segment files as one bundle.

Guarantees: a file is read piece by piece while it is sent; a bundle is begun only when all of its files are open and as
long as its index says. Must not decide what is sent.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from protocol.bundles import Bundled, BundleIndex
from protocol.errors import StorageFault
from protocol.model import Frozen
from protocol.saying import to_say
from sync.vigil import Vigil, Watched


@dataclass(frozen=True, slots=True)
class Bundle:
    """Segment files of one track, in rising order of their numbers."""

    head: bytes
    sizes: tuple[int, ...]
    files: tuple[Path, ...]

    @classmethod
    def of(cls, parts: Sequence[tuple[Bundled, Path]]) -> Bundle:
        """Raises ValueError: not in rising order, or more than a bundle may hold."""
        index = BundleIndex(segments=[part for part, _ in parts])
        return cls(index.head(), tuple(part.size_bytes for part, _ in parts), tuple(file for _, file in parts))


Body = Frozen | Path | Bundle | None
Content = Watched | bytes | None


@contextmanager
def content(body: Body, vigil: Vigil, block_bytes: int) -> Iterator[tuple[Content, dict[str, str]]]:
    """A body as requests takes it, and the headers that it needs.

    Raises StorageFault: `store.missing` when a file is gone, `store.unreadable` when it cannot be read.
    """
    if isinstance(body, Path):
        with _opened(body) as file:
            yield Watched(file, vigil, block_bytes), _BYTES
    elif isinstance(body, Bundle):
        with ExitStack() as stack:
            files = [stack.enter_context(_opened(file)) for file in body.files]
            if tuple(os.fstat(file.fileno()).st_size for file in files) != body.sizes:
                raise StorageFault("store.unreadable", to_say("A recorded segment has another size than was noted."))
            yield _InOneGo(body, files, vigil, block_bytes), _BYTES
    elif body is None:
        yield None, {}
    else:
        yield body.model_dump_json(exclude_none=True).encode("utf-8"), {"Content-Type": "application/json"}


_UNREADABLE = to_say("A recorded segment cannot be read from the disk.")
_BYTES = {"Content-Type": "application/octet-stream"}


def _opened(path: Path) -> BinaryIO:
    try:
        file = None if path.is_fifo() else path.open("rb", buffering=0)  # a pipe would be waited for without end
    except FileNotFoundError as error:
        raise StorageFault("store.missing", to_say("A recorded segment is no longer on the disk.")) from error
    except OSError as error:
        raise StorageFault("store.unreadable", _UNREADABLE) from error
    if file is None:
        raise StorageFault("store.unreadable", _UNREADABLE)
    return file


class _InOneGo(Watched):
    """A bundle's head and its files, one after the other; `len` is where requests looks for the length."""

    def __init__(self, bundle: Bundle, files: Sequence[BinaryIO], vigil: Vigil, block_bytes: int) -> None:
        super().__init__(files[0], vigil, block_bytes)
        del self.fileno, self.tell, self.seek, self.mode
        self.len = len(bundle.head) + sum(bundle.sizes)
        self._early, self._files = bundle.head, list(files)

    def read(self, count: int = -1) -> bytes:
        """The next piece; small files share one."""
        self._vigil.sign()
        wanted = self._block_bytes if count < 0 else min(count, self._block_bytes)
        pieces = [self._early]
        wanted, self._early = wanted - len(self._early), b""
        while self._files and wanted > 0:
            piece = self._files[0].read(wanted)
            pieces.append(piece)
            wanted -= len(piece)
            if not piece:
                self._files.pop(0)
        return pieces[1] if len(pieces) == 2 and not pieces[0] else b"".join(pieces)
