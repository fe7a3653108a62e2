"""Where pasted text came from, as far as this app can know: our own buffers, the statement, or outside.

Works on texts held in memory only; it never looks at other programs or at the clipboard on its own account.
"""

from __future__ import annotations

from collections.abc import Callable

from protocol.facts import PasteProvenance


class PasteSources:
    """Texts that a paste may have come from, shared by all editors of one attempt."""

    def __init__(self) -> None:
        self._statements: list[str] = []
        self._buffers: list[Callable[[], str]] = []
        self._copied: set[bytes] = set()

    def add_statement(self, text: str) -> None:
        """Make the plain text of a statement or sample known."""
        raise NotImplementedError

    def provenance(self, pasted: str) -> PasteProvenance:
        """Where `pasted` came from."""
        raise NotImplementedError
