"""The journal inside one transaction: gives sequence number and hash, stores what was hashed (`headers` says how)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from protocol.errors import Tampered
from protocol.facts import Fact, fact_bytes
from protocol.journal import Chain, Entry, Head, Moment, entry_hash, parse_entry
from protocol.saying import to_say
from sync.store.database import Database
from sync.store.headers import Headers

_INSERT = "INSERT INTO entry (seq, kind, header, body, hash) VALUES (?, ?, ?, ?, ?)"
_READ = "SELECT seq, header, body, hash FROM entry WHERE seq > ? ORDER BY seq LIMIT ?"
VERIFY_STEP = 1000


@dataclass(frozen=True, slots=True)
class Journal:
    """Whose journal this is, and the hash that its first entry chains to (the ticket's digest)."""

    chain: Chain
    root: str

    @property
    def headers(self) -> Headers:
        """How the headers of this journal are kept."""
        return Headers(self.chain.attempt, self.chain.device)

    def head(self, database: Database) -> Head:
        """Where the stored journal ends."""
        row = database.read_one("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")
        return Head(0, self.root) if row is None else Head(row[0], row[1])

    def append(self, database: Database, head: Head, facts: Sequence[Fact], moment: Moment) -> Head:
        """Chain facts to `head` inside the caller's transaction. Raises InvalidInput and changes nothing then."""
        entries: list[Entry] = []
        for fact in facts:
            entry = self.chain.link(head, fact_bytes(fact), moment)
            entries.append(entry)
            head = Head(entry.seq, entry.hash)
        write_entries(database, self.headers, zip(entries, facts, strict=True))
        return head

    def verify(self, database: Database) -> Head:
        """Verify every stored entry from the ticket on. Raises Tampered."""
        head = Head(0, self.root)
        while True:
            entries = list(read_entries(database, self.headers, head.seq, VERIFY_STEP))
            if not entries:
                return head
            head = self.chain.verify(entries, head)

    def has(self, database: Database, head: Head) -> bool:
        """Whether this very entry is stored."""
        row = database.read_one("SELECT hash FROM entry WHERE seq = ?", head.seq)
        return row is not None and row[0] == head.hash

    def scan(self, database: Database) -> Head:
        """The check at opening: number, hash, link and commitment of every entry; the last one is verified in full.

        It looks for the canonical bytes in each header without parsing it, which costs most of `verify`: the values of
        a header are ids, numbers and digests, so none can hold another's name. Raises Tampered.
        """
        head, headers = Head(0, self.root), self.headers
        while rows := database.read(_READ, head.seq, VERIFY_STEP):
            for seq, kept, body, stored in rows:
                header = headers.whole(seq, kept)
                committed = hmac.digest(self.chain.commitment_key, body, "sha256").hex()
                said = (f'"commitment":"{committed}"', f'"previous":"{head.hash}"', f'"seq":{seq},')
                if seq != head.seq + 1 or entry_hash(header) != stored or any(it.encode() not in header for it in said):
                    words = to_say(
                        "The record of your work on this computer was changed or damaged. It has been left as it is."
                    )
                    raise Tampered("tampered.store", words, {"seq": head.seq + 1})
                head = Head(seq, stored)
        if head.seq:
            last = next(read_entries(database, self.headers, head.seq - 1, 1))
            self.chain.verify([last], Head(head.seq - 1, last.header.previous))
        return head


def write_entries(database: Database, headers: Headers, entries: Iterable[tuple[Entry, Fact]]) -> None:
    """Write entries, each with the fact that is its body, inside the caller's transaction."""
    rows = [(entry.seq, fact.kind, headers.shorten(entry), entry.body, entry.hash) for entry, fact in entries]
    database.write_many(_INSERT, rows)


def read_entries(database: Database, headers: Headers, after: int, limit: int) -> Iterator[Entry]:
    """Stored entries with a sequence number above `after`, in order, with the stored hash."""
    for seq, kept, body, stored in database.read(_READ, after, limit):
        entry = parse_entry(headers.whole(seq, kept), body)
        yield Entry(entry.header, entry.header_bytes, entry.body, stored)
