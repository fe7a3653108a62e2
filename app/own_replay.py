"""The candidate's own replay: the documents of the attempt as a fold over the journal on this device, at any moment.

Guarantees: what is shown at a step is what stood in the editor after it, byte for byte, or the journal is said not to
fit; nothing is asked of the server. Pure but for `read`, which reads the store and belongs on a background thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from protocol.edits import Document, Edit
from protocol.errors import Tampered
from protocol.facts import DocumentFact, EditFact, parse_fact
from protocol.saying import to_say
from protocol.verdicts import LanguageId
from protocol.wire import ProblemView
from sync.store.store import Store

_EVERY = 500
"""Steps between texts that are kept, so that going back costs at most so many edits."""
_BATCH = 500


@dataclass(slots=True)
class Film:
    """One document over time."""

    problem: str
    language: LanguageId
    first: str
    began_wall_us: int
    steps: list[tuple[int, Edit]] = field(default_factory=list)
    _kept: list[str] = field(default_factory=list)

    def at(self, step: int) -> str:
        """The text after so many edits. Raises Tampered when one does not fit."""
        step = max(0, min(step, len(self.steps)))
        if not self._kept:
            self._kept.append(self.first)
        while len(self._kept) <= step // _EVERY:
            self._kept.append(self._folded(self._kept[-1], (len(self._kept) - 1) * _EVERY, len(self._kept) * _EVERY))
        begin = step // _EVERY * _EVERY
        return self._folded(self._kept[step // _EVERY], begin, step)

    def wall_us(self, step: int) -> int:
        """When that step was, by this computer's clock."""
        return self.steps[min(step, len(self.steps)) - 1][0] if step > 0 and self.steps else self.began_wall_us

    def _folded(self, text: str, begin: int, end: int) -> str:
        document = Document(text)
        for _, edit in self.steps[begin:end]:
            document.apply(edit)
        return document.text


def read(store: Store) -> list[Film]:
    """Read every document of the journal, those without an edit left out. Waits for the disk."""
    films: dict[str, Film] = {}
    after = 0
    while batch := store.outbox.next_batch(after, _BATCH):
        for entry in batch:
            _take(films, parse_fact(entry.body), entry.header.wall_us)
        after = batch[-1].seq
    return [film for film in films.values() if film.steps]


def titles(films: Iterable[Film], problems: Iterable[ProblemView]) -> tuple[str, ...]:
    """What the documents are called."""
    names = {each.problem: f"{each.label}  {each.title}" for each in problems}
    return tuple(f"{names.get(film.problem, 'A problem')}, {film.language.words}" for film in films)


def _take(films: dict[str, Film], fact: object, wall_us: int) -> None:
    if isinstance(fact, DocumentFact):
        films[fact.document] = Film(fact.problem, fact.language, fact.text, wall_us)
    elif isinstance(fact, EditFact):
        film = films.get(fact.document)
        if film is None:
            raise Tampered("tampered.replay", to_say("An edit names a document that the journal does not hold."))
        film.steps.append((wall_us, fact.edit))
