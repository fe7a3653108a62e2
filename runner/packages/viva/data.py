"""The data under check: tokens and fields on lines, and how far they have been read.

Guarantees: between two tokens of a line there is one blank, at its begin and end none, unless the script lets them be;
a line ends as the script says. A fault says in which line and column reading stood.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from runner.packages.checktestdata.faults import DataFault, Place
from runner.packages.viva.settings import Settings

_TOKEN = re.compile(r"[^ \r\n]*")
_LINE = re.compile(r"[^\r\n]*")
_BLANKS = re.compile(r" *")
_LINE_END = re.compile(r"\r\n|\r|\n")
_STRANGE = re.compile(rb"[\x80-\xff]")


class Stand(NamedTuple):
    """Where reading is: the position, whether the line's begin is there, and whether a token was read last."""

    position: int
    begins: bool
    after_token: bool


class Data:
    """The text of an input. Raises DataFault for bytes beyond ASCII, which the language does not know."""

    def __init__(self, content: bytes, settings: Settings) -> None:
        self._text = content.decode("latin-1")
        self._settings, self._stand, self._trying = settings, Stand(0, True, False), 0
        self._loose, self._flowing = settings.says("ignoreblanks"), settings.says("ignoreeoln")
        strange = _STRANGE.search(content)
        if strange:
            self._stand = Stand(strange.start(), False, False)
            raise self.fault(f"the byte {strange.group()[0]} is no character of ASCII")

    def fault(self, words: str) -> DataFault:
        """What is wrong with the data, here."""
        position = self._stand.position
        before = _LINE_END.split(self._text[:position])
        place = Place(len(before), len(before[-1]) + 1)
        return DataFault(f"{place} of the data: {words}.")

    @property
    def position(self) -> int:
        """How much was read."""
        return self._stand.position

    def try_from_here(self) -> Stand:
        """From here on, blanks are not looked at, until `tried`; returns where reading stands."""
        self._trying += 1
        return self._stand

    def tried(self, back: Stand | None) -> None:
        """The trial is over; with `back` reading returns to there."""
        self._trying -= 1
        if back is not None:
            self._stand = back

    @property
    def line_over(self) -> bool:
        """Whether nothing but blanks is left on the line."""
        return self._ends_at(self._after_blanks())

    @property
    def over(self) -> bool:
        """Whether a line begins that is empty, or none."""
        return self._stand.begins and self._ends_at(self._stand.position)

    def token(self) -> str:
        """Read the next token. Raises DataFault."""
        begin = self._after_blanks()
        if self._flowing and begin < len(self._text) and self._ends_at(begin):
            self._stand = Stand(begin, self._stand.begins, True)
            self._cross()
            if self.line_over:
                raise self.fault("a line is blank")
            begin = self._after_blanks()
        if self._ends_at(begin):
            raise self.fault("a value is missing: the data ends" if begin == len(self._text) else "a value is missing")
        self._check_blanks(begin - self._stand.position, 1 if self._stand.after_token else 0)
        match = _TOKEN.match(self._text, begin)
        end = match.end() if match else begin
        self._stand = Stand(end, False, True)
        return self._text[begin:end]

    def field(self, width: int | None) -> str:
        """Read so many characters, or the rest of the line. Raises DataFault."""
        begin = self._stand.position
        if self._stand.after_token and self._text[begin : begin + 1] == " ":
            begin += 1
        match = _LINE.match(self._text, begin)
        end = match.end() if match else begin
        if width is not None and end - begin < width:
            raise self.fault(f"a field of {width} characters has only {end - begin}")
        end = end if width is None else begin + width
        self._stand = Stand(end, False, False)
        return self._text[begin:end]

    def end_line(self) -> None:
        """Read the end of the line. Raises DataFault."""
        end = self._after_blanks()
        if not self._ends_at(end):
            raise self.fault("more stands on this line than the script says")
        if not self._loose and end > self._stand.position:
            raise self.fault("blanks at the end of the line")
        if end < len(self._text):
            self._stand = Stand(end, False, False)
            self._cross()
        elif self._settings.last_line_ends and not (self._stand.begins and self._text):
            raise self.fault("the last line has no end")
        else:
            self._stand = Stand(end, True, False)

    def end(self) -> None:
        """Check that all was read. Raises DataFault."""
        if self._stand.position < len(self._text):
            raise self.fault("more data follows than the script says")
        if self._settings.last_line_ends is False and self._text.endswith(("\r", "\n")):
            raise self.fault("the last line must not have an end")

    def _after_blanks(self) -> int:
        match = _BLANKS.match(self._text, self._stand.position)
        return match.end() if match else self._stand.position

    def _ends_at(self, position: int) -> bool:
        return position >= len(self._text) or self._text[position] in "\r\n"

    def _check_blanks(self, found: int, wanted: int) -> None:
        if found != wanted and not self._loose and not self._trying:
            blanks = "1 blank stands" if found == 1 else f"{found} blanks stand"
            raise self.fault(f"{blanks} where {wanted or 'none'} may be")

    def _cross(self) -> None:
        """Go to the next line from the end of this."""
        match = _LINE_END.match(self._text, self._stand.position)
        if match is None or match.group() != self._settings.line_end:
            found, wanted = match.group() if match else "", self._settings.line_end
            raise self.fault(f"the line ends with {found!r} instead of {wanted!r}")
        self._stand = Stand(match.end(), True, False)
