"""Notices that the other machine has gone silent long before the request that waits for it is given up.

Guarantees: what is slow but moves is not called silent. Must not end a request: time-outs do.
"""

from __future__ import annotations

import time
from typing import BinaryIO

QUIET_S, QUIET_AFTER_BODY_S = 2.5, 4.0
"""Silence after which a person should read "offline", though the request is still waited for (catalogue B5: 5 s).

After a recording it is longer, because what the system holds of it is still on its way.
"""


class Vigil:
    """Since when a request under way has given no sign of life."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._patience_s = QUIET_S

    def __enter__(self) -> None:
        self._patience_s, self._since_s = QUIET_S, time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._since_s = None

    def sign(self) -> None:
        """A piece of a body has left."""
        self._patience_s, self._since_s = QUIET_AFTER_BODY_S, time.monotonic()

    @property
    def silent(self) -> bool:
        """Whether it has waited for too long."""
        since_s = self._since_s
        return since_s is not None and time.monotonic() - since_s > self._patience_s


class Watched:
    """A file that tells when a piece of it is taken; what requests needs of a file, and no more.

    `block_bytes`: the most that is given at once, however much is asked for.
    """

    def __init__(self, file: BinaryIO, vigil: Vigil, block_bytes: int) -> None:
        self._file, self._vigil, self._block_bytes = file, vigil, block_bytes
        self.fileno, self.tell, self.seek, self.mode = file.fileno, file.tell, file.seek, file.mode

    def read(self, count: int = -1) -> bytes:
        """The next piece."""
        self._vigil.sign()
        return self._file.read(self._block_bytes if count < 0 else min(count, self._block_bytes))
