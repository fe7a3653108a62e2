"""Where pasted text came from, as far as this app can know: our own buffers, the statement, documentation, or outside.

Works on texts held in memory only; it never looks at other programs, nor at the clipboard on its own account.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable

from protocol.facts import PasteProvenance

KEPT_COPIES = 500
"""How many texts copied from our own editors are remembered (as digests), so that cut-and-paste of code stays ours."""


class PasteSources:
    """Texts that a paste may have come from, shared by all editors of one attempt. GUI thread only."""

    def __init__(self) -> None:
        self._statements: dict[str, str] = {}
        self._buffers: list[Callable[[], str]] = []
        self._copied: OrderedDict[bytes, None] = OrderedDict()
        self._documentation: OrderedDict[bytes, None] = OrderedDict()

    def add_statement(self, key: str, text: str) -> None:
        """Make the plain text of a statement or sample known; `key` replaces what was there under it."""
        self._statements[key] = _folded(text)

    def add_buffer(self, text: Callable[[], str]) -> None:
        """Make an editor known by a callable that gives its present text."""
        self._buffers.append(text)

    def remove_buffer(self, text: Callable[[], str]) -> None:
        """Forget an editor."""
        self._buffers.remove(text)

    def remember_copy(self, text: str) -> None:
        """Something was copied or cut in our own editor; it stays ours even when it is no longer in the buffer."""
        self._copied[_digest(text)] = None
        while len(self._copied) > KEPT_COPIES:
            self._copied.popitem(last=False)

    def remember_documentation(self, text: str) -> None:
        """Something was copied out of the documentation that this app shows."""
        self._documentation[_digest(text)] = None
        while len(self._documentation) > KEPT_COPIES:
            self._documentation.popitem(last=False)

    def provenance(self, pasted: str) -> PasteProvenance:
        """Where `pasted` came from; line ends and space around it do not matter. Own text wins over the statement."""
        wanted = _folded(pasted)
        if _digest(pasted) in self._copied or not wanted or any(wanted in _folded(text()) for text in self._buffers):
            return PasteProvenance.OWN_EDITOR
        if any(wanted in text for text in self._statements.values()):
            return PasteProvenance.STATEMENT
        if _digest(pasted) in self._documentation:
            return PasteProvenance.DOCUMENTATION
        return PasteProvenance.OUTSIDE


def _folded(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _digest(text: str) -> bytes:
    return hashlib.sha256(_folded(text).encode("utf-8", "surrogatepass")).digest()
