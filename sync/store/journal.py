"""The journal inside one transaction: gives sequence number and hash, stores what was hashed byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from protocol.facts import Fact, fact_bytes
from protocol.journal import Chain, Entry, Head, Moment, parse_entry
from sync.store.database import Database

_INSERT = "INSERT INTO entry (seq, kind, header, body, hash) VALUES (?, ?, ?, ?, ?)"
VERIFY_STEP = 1000


@dataclass(frozen=True, slots=True)
class Journal:
    """Whose journal this is, and the hash that its first entry chains to (the ticket's digest)."""

    chain: Chain
    root: str

    def head(self, database: Database) -> Head:
        """Where the stored journal ends."""
        row = database.read_one("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")
        return Head(0, self.root) if row is None else Head(row[0], row[1])

    def append(self, database: Database, head: Head, facts: Sequence[Fact], moment: Moment) -> Head:
        """Chain facts to `head` inside the caller's transaction. Raises InvalidInput and changes nothing then."""
        rows: list[tuple[int, str, bytes, bytes, str]] = []
        for fact in facts:
            entry = self.chain.link(head, fact_bytes(fact), moment)
            rows.append((entry.seq, fact.kind, entry.header_bytes, entry.body, entry.hash))
            head = Head(entry.seq, entry.hash)
        database.write_many(_INSERT, rows)
        return head

    def verify(self, database: Database) -> Head:
        """Verify every stored entry from the ticket on. Raises Tampered."""
        head = Head(0, self.root)
        while True:
            entries = list(read_entries(database, head.seq, VERIFY_STEP))
            if not entries:
                return head
            head = self.chain.verify(entries, head)

    def has(self, database: Database, head: Head) -> bool:
        """Whether this very entry is stored."""
        row = database.read_one("SELECT hash FROM entry WHERE seq = ?", head.seq)
        return row is not None and row[0] == head.hash

    def check_end(self, database: Database) -> Head:
        """The cheap check at opening: the last entry verifies, and nothing before it is missing. Raises Tampered."""
        head = self.head(database)
        if head.seq:
            (count,) = database.read("SELECT count(*) FROM entry")[0]
            last = next(read_entries(database, head.seq - 1, 1))
            before = Head(count - 1, last.header.previous)
            self.chain.verify([last], before)
        return head


def read_entries(database: Database, after: int, limit: int) -> Iterator[Entry]:
    """Stored entries with a sequence number above `after`, in order, with the stored hash."""
    rows = database.read("SELECT header, body, hash FROM entry WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
    for header, body, stored in rows:
        entry = parse_entry(header, body)
        yield Entry(entry.header, entry.header_bytes, entry.body, stored)
