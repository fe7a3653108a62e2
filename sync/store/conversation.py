"""The conversation of an attempt as its store has it: what was said, what the server has not got, what was heard.

The journal is the record and the queue: what the candidate wrote and how they turned their hand waits there, in order,
above the number up to which the server has it. Reads on the store's reading connection, marks in the writer's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from protocol.facts import HandFact, MessageFact
from sync.store.database import Database
from sync.store.headers import moment_of
from sync.store.writer import Pen

_TOLD, _HEARD = "live.told", "live.heard"
_NEXT = "SELECT seq, kind, body FROM entry WHERE kind IN ('message', 'hand') AND seq > ? ORDER BY seq LIMIT 50"
_KEEP = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"

Put = Callable[[Callable[[Pen], None]], Future[None]]


@dataclass(frozen=True, slots=True)
class Saying:
    """Something of the candidate's for the server, by its place in the journal."""

    seq: int
    fact: MessageFact | HandFact


@dataclass(frozen=True, slots=True)
class SaidAt:
    """A message as it stands in the journal, and when it was written there by the wall clock."""

    fact: MessageFact
    wall_us: int


class Conversation:
    """Messages and the hand of one attempt on this device."""

    def __init__(self, reader: Database, put: Put) -> None:
        self._reader, self._put = reader, put

    def messages(self) -> list[SaidAt]:
        """Every message, in the order in which it was written or shown here."""
        rows = self._reader.read("SELECT header, body FROM entry WHERE kind = 'message' ORDER BY seq")
        return [SaidAt(MessageFact.parse(body), moment_of(header).wall_us) for header, body in rows]

    def has(self, message: str) -> bool:
        """Whether a message with this id stands in the journal."""
        return any(each.fact.message == message for each in self.messages())

    def hand_raised(self) -> bool:
        """How the candidate turned their hand last."""
        row = self._reader.read_one("SELECT body FROM entry WHERE kind = 'hand' ORDER BY seq DESC LIMIT 1")
        return row is not None and HandFact.parse(row[0]).raised

    def next_saying(self) -> Saying | None:
        """The oldest thing of the candidate's that the server has not got."""
        after = self._number(_TOLD)
        while rows := self._reader.read(_NEXT, after):
            for seq, kind, body in rows:
                fact: MessageFact | HandFact = HandFact.parse(body) if kind == "hand" else MessageFact.parse(body)
                if isinstance(fact, HandFact) or fact.sender == "candidate":
                    return Saying(seq, fact)
                after = seq
        return None

    def confirm(self, saying: Saying) -> Future[None]:
        """The server has it, or will never take it."""
        return self._keep(_TOLD, saying.seq)

    @property
    def heard(self) -> int:
        """The number of the newest message of the server's that stands in the journal."""
        return self._number(_HEARD)

    def keep_heard(self, number: int) -> Future[None]:
        """All up to this number stand in the journal."""
        return self._keep(_HEARD, number)

    def _number(self, name: str) -> int:
        row = self._reader.read_one("SELECT value FROM setting WHERE name = ?", name)
        return 0 if row is None else int(row[0])

    def _keep(self, name: str, number: int) -> Future[None]:
        def run(pen: Pen) -> None:
            pen.database.write(_KEEP, name, str(number).encode("ascii"))

        return self._put(run)
