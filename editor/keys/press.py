"""What a key map is told and what it may ask for. Plain values; no Qt.

Guarantees: a character made with AltGr, a dead key or an input method is text, never a command with Ctrl or Alt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

ESCAPE, TAB, BACKSPACE, RETURN, ENTER = 0x01000000, 0x01000001, 0x01000003, 0x01000004, 0x01000005
PAGE_UP, PAGE_DOWN = 0x01000016, 0x01000017
SPACE = 0x20


@dataclass(frozen=True)
class Press:
    """One key. `key` is Qt's number, `text` what it types; Ctrl and Alt together are AltGr, and then neither is set."""

    key: int
    text: str = ""
    control: bool = False
    alt: bool = False

    @property
    def types(self) -> bool:
        """Whether it types a character."""
        return bool(self.text) and self.text.isprintable() and not self.control and not self.alt

    @property
    def is_modifier(self) -> bool:
        """Whether it is Shift, Ctrl, Alt and the like, pressed alone."""
        return 0x01000020 <= self.key <= 0x01000026 or self.key == 0x01001103


class KeyHandler(Protocol):
    """A key map at work in one view."""

    @property
    def mode(self) -> str:
        """What the person should know about what the next key does; empty where there is nothing to know."""
        ...

    def wants(self, press: Press) -> bool:
        """Whether this key would be taken, so that no shortcut of the window takes it first."""
        ...

    def press(self, press: Press) -> bool:
        """Take a key; False leaves it to Scintilla."""
        ...


class Board(Protocol):
    """The view as a key map sees it."""

    def send(self, message: str, first: int = 0, second: int = 0) -> int:
        """A Scintilla message by name."""
        ...

    def bytes_between(self, start: int, end: int) -> bytes:
        """A part of the text."""
        ...

    def take_out(self, start: int, end: int, *, keep: bool = True) -> str:
        """Remove a part and return it; `keep` counts it as copied here."""
        ...

    def put_in(self, position: int, text: str) -> None:
        """Put in what was taken out or copied before: to the record, a paste."""
        ...

    def type_in(self, position: int, text: str) -> None:
        """Insert as if typed."""
        ...

    def find_again(self, *, forwards: bool) -> None:
        """Go to the next or previous place of what was searched for last; asks when nothing was."""
        ...

    def open_search(self) -> None:
        """Ask what to search for."""
        ...
