"""The data under check, and how far it has been read."""

from __future__ import annotations

from runner.packages.checktestdata.faults import Place

_BLANK = b" \t\r\f\v"
_SHOWN = 30


class Data:
    """Bytes with a position. With `loose`, blanks may differ as the reference program's --whitespace-ok lets them."""

    def __init__(self, content: bytes, *, loose: bool = False) -> None:
        self.content, self.position, self.loose = content, 0, loose
        if loose:
            self.skip_blanks()

    @property
    def at_end(self) -> bool:
        """Whether everything was read."""
        return self.position >= len(self.content)

    @property
    def place(self) -> Place:
        """Where reading stands."""
        begin = self.content.rfind(b"\n", 0, self.position) + 1
        return Place(self.content.count(b"\n", 0, self.position) + 1, self.position - begin + 1)

    def peek(self) -> bytes:
        """The byte that comes; empty at the end."""
        return self.content[self.position : self.position + 1]

    def skip_blanks(self) -> None:
        """Read all blanks that come, but no line's end."""
        while not self.at_end and self.content[self.position] in _BLANK:
            self.position += 1

    def read_space(self) -> bool:
        """Read one space, or with `loose` one or more blanks."""
        if self.at_end or self.content[self.position] not in (_BLANK if self.loose else b" "):
            return False
        self.position += 1
        if self.loose:
            self.skip_blanks()
        return True

    def read_newline(self) -> bool:
        """Read a line's end, with `loose` the blanks around it as well."""
        if self.loose:
            self.skip_blanks()
        if self.peek() != b"\n":
            return False
        self.position += 1
        if self.loose:
            self.skip_blanks()
        return True

    def upcoming(self) -> str:
        """What comes, for a message."""
        if self.at_end:
            return "the end of the data"
        return repr(self.content[self.position : self.position + _SHOWN].decode("latin-1"))
