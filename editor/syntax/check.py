"""The check of one text: parses it again after changes, as far as they reach, in slices of a given length.

Guarantees: `advance` returns soon after its time is over and goes on where it stopped; a change begins anew. Knows no
Qt; it reads the text through a callable, and the text must not change without `changed`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from editor.syntax.grammars import Parser, Tree, make_parser
from editor.syntax.mistakes import Finder, Mistake, Read
from protocol.verdicts import LanguageId

_CHUNK_BYTES = 4096


@dataclass(frozen=True)
class Place:
    """A place in the text: byte, row and byte in the row, all from 0."""

    byte: int
    row: int
    column: int

    def after(self, text: bytes) -> Place:
        """The place behind a text that begins here."""
        rows = text.count(b"\n")
        column = len(text) - text.rfind(b"\n") - 1 if rows else self.column + len(text)
        return Place(self.byte + len(text), self.row + rows, column)


class SyntaxCheck:
    """The parse tree of one text and its mistakes."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._language = LanguageId.PYTHON
        self._parser = make_parser(self._language)
        self._tree: Tree | None = None
        self._size = 0
        self._work: Iterator[None] | None = None
        self._until_s = 0.0
        self.mistakes: tuple[Mistake, ...] = ()
        """Of the last check that came to its end."""

    def begin(self, language: LanguageId, size_bytes: int) -> None:
        """Take another text."""
        self._language, self._size = language, size_bytes
        self._parser = make_parser(language)
        self._tree, self._work, self.mistakes = None, None, ()

    @property
    def knows(self) -> bool:
        """Whether there is a grammar of the language."""
        return self._parser is not None

    def changed(self, start: Place, removed: bytes, inserted: bytes) -> None:
        """The text changed: at `start`, `removed` gave way to `inserted`."""
        self._size += len(inserted) - len(removed)
        if self._work is not None and self._parser is not None:
            self._work = None
            self._parser.reset()
        if self._tree is not None:
            old, new = start.after(removed), start.after(inserted)
            points = ((one.row, one.column) for one in (start, old, new))
            self._tree.edit(start.byte, old.byte, new.byte, *points)

    def advance(self, budget_s: float) -> bool:
        """Work for about that long; whether `mistakes` are now those of the present text."""
        self._until_s = time.perf_counter() + budget_s
        if self._work is None:
            self._work = self._check()
        for _pause in self._work:
            if time.perf_counter() >= self._until_s:
                return False
        self._work = None
        return True

    def _check(self) -> Iterator[None]:
        if self._parser is None:
            return
        yield from self._parse(self._parser)
        if self._tree is not None:
            finder = Finder(self._language, self._tree, self._read, self._size)
            yield from finder.work()
            self.mistakes = finder.mistakes

    def _parse(self, parser: Parser) -> Iterator[None]:
        """Parse; the parser raises ValueError when it was told to pause, and goes on at the next call."""
        before = self._tree
        parsed: Tree | None = None
        while parsed is None:
            try:
                if before is None:  # which the parser does not take for an old tree
                    parsed = parser.parse(self._chunk, progress_callback=self._is_over)
                else:
                    parsed = parser.parse(self._chunk, before, progress_callback=self._is_over)
            except ValueError:
                yield
        self._tree = parsed

    def _chunk(self, byte: int, _place: object) -> bytes:
        return self._read(byte, min(byte + _CHUNK_BYTES, self._size))

    def _is_over(self, _byte: int, _has_error: bool = False) -> bool:
        return time.perf_counter() >= self._until_s
