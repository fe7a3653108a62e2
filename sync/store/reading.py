"""What a store holds, by its reading connection: named values, signed words, documents; and whether all of it is whole.

Nothing here writes. `StoredWork.look` is the whole check of an opening: it sees everything before anything is changed,
so that what does not fit can be left, and put aside, exactly as it was found.
"""

from __future__ import annotations

from protocol.canonical import from_base64
from protocol.errors import Tampered
from protocol.fact_words import NO_LINE
from protocol.facts import Fact, SubmissionFact, parse_fact
from protocol.journal import Chain, Head
from protocol.receipts import Extension, Signed, Ticket
from protocol.saying import to_say
from protocol.signing import SigningKey
from protocol.wire import Joined, Started
from sync.store import freshness
from sync.store.database import Database, Row
from sync.store.documents import rebuild
from sync.store.drafts import kept_drafts
from sync.store.headers import moment_of
from sync.store.journal import Journal
from sync.store.mark import Mark
from sync.store.moving import EXTENSION
from sync.store.outbox import COUNTERSIGNED, MOVED, RECEIPT
from sync.store.records import APP, DEVICE, DEVICE_KEY, JOINED, STARTED, DeviceIdentity, Draft
from sync.store.writer import Told

_LOST = to_say(
    "Part of the work that was saved on this computer is no longer there. What is left has not been changed."
)


class StoredWork:
    """The reading half of `sync.store.store.Store`."""

    def __init__(self, reader: Database) -> None:
        self._reader = reader

    @property
    def joined(self) -> Joined:
        """The server's answer to `join`: token, notice, candidate's name, server key."""
        return Joined.parse(self._setting(JOINED))

    @property
    def device(self) -> str:
        """The id of this device towards this attempt."""
        return self._setting(DEVICE).decode("ascii")

    @property
    def identity(self) -> DeviceIdentity:
        """This device towards this attempt, its signing key included."""
        key = SigningKey(self._setting(DEVICE_KEY))
        return DeviceIdentity(self.device, key.private_bytes, key.public_key)

    @property
    def started(self) -> Started | None:
        """The server's answer to `start`, once `begin` has kept it: ticket, commitment key, problems."""
        found = self._find_setting(STARTED)
        return None if found is None else Started.parse(found)

    @property
    def ticket(self) -> Ticket | None:
        """The verified ticket of `started`."""
        started = self.started
        return None if started is None else Ticket.from_signed(started.ticket, self.joined.server_public_key)

    @property
    def moved_at_us(self) -> int | None:
        """Since when, by the server, the attempt continues on another device; None while it does not."""
        found = self._find_setting(MOVED)
        return None if found is None else int(found)

    @property
    def extension(self) -> Extension | None:
        """The newest kept word of the server that the time ends later, verified."""
        found = self._find_setting(EXTENSION)
        return None if found is None else Extension.from_signed(Signed.parse(found), self.joined.server_public_key)

    @property
    def receipt(self) -> Signed | None:
        """The device-signed submission receipt, once finished."""
        found = self._find_setting(RECEIPT)
        return None if found is None else Signed.parse(found)

    @property
    def countersigned(self) -> Signed | None:
        """The server's countersignature of the receipt, once it has arrived."""
        found = self._find_setting(COUNTERSIGNED)
        return None if found is None else Signed.parse(found)

    def kept(self, name: str) -> bytes | None:
        """What the app kept under this name."""
        return self._find_setting(APP + name)

    def rebuild_drafts(self) -> dict[str, Draft]:
        """Every document as the journal on disk gives it, by id. Raises Tampered when an edit does not fit."""
        return rebuild(self._reader)

    def kept_drafts(self) -> dict[str, Draft]:
        """Every document that was kept beside the journal, by id."""
        return kept_drafts(self._reader)

    def last_fact(self, kind: str) -> Fact | None:
        """The newest fact of a kind on disk."""
        row = self._reader.read_one("SELECT body FROM entry WHERE kind = ? ORDER BY seq DESC LIMIT 1", kind)
        return None if row is None else parse_fact(row[0])

    def last_told(self, most: int) -> list[Told]:
        """The newest facts on disk that have a line of words, oldest first."""
        return last_told(self._reader, most)

    def rebuild_documents(self) -> dict[str, str]:
        """The texts of `rebuild_drafts`, by document id."""
        return {name: draft.text for name, draft in self.rebuild_drafts().items()}

    def rows(self, sql: str) -> list[Row]:
        """Rows of a question of `sync.restoring`, which carries them over into a new store."""
        return self._reader.read(sql)

    def submission_facts(self) -> list[SubmissionFact]:
        """Every submission that the journal on disk records."""
        rows = self._reader.read("SELECT body FROM entry WHERE kind = 'submission' ORDER BY seq")
        return [SubmissionFact.parse(body) for (body,) in rows]

    def verify(self) -> int:
        """Verify every page's seal and the whole chain on disk; returns the number of entries. Raises Tampered."""
        self._reader.check()
        journal = self._journal()
        return 0 if journal is None else journal.verify(self._reader).seq

    def look(self, mark: Mark) -> None:
        """Look at everything, once. Raises Tampered.

        Each step sees what the others do not: damaged and misplaced pages; old pages and blank ones among the named
        values, the outbox and the recordings; both in the journal; work that vanished from the disk.
        """
        self._reader.check()
        freshness.check_books(self._reader)
        journal, known = self._journal(), mark.read()
        head = Head(0, "") if journal is None else journal.scan(self._reader)
        freshness.check_end(self._reader, head)
        if known is not None and (journal is None or not journal.has(self._reader, known)):
            raise Tampered("tampered.store_lost", _LOST)

    def _journal(self) -> Journal | None:
        started = self.started
        if started is None:
            return None
        key = from_base64(started.commitment_key, "commitment_key")
        return Journal(Chain(self.joined.attempt, self.device, key), started.ticket.digest)

    def _setting(self, name: str) -> bytes:
        found = self._find_setting(name)
        if found is None:
            raise Tampered("tampered.store", to_say("The saved work lacks a part ({name}).", name=name))
        return found

    def _find_setting(self, name: str) -> bytes | None:
        row = self._reader.read_one("SELECT value FROM setting WHERE name = ?", name)
        return None if row is None else bytes(row[0])


def last_told(database: Database, most: int) -> list[Told]:
    """The newest `most` facts that have a line of words, oldest first."""
    silent = [str(kind.model_fields["kind"].default) for kind in NO_LINE]
    rows = database.read(
        f"SELECT seq, header, body FROM entry WHERE kind NOT IN ({', '.join('?' * len(silent))})"  # noqa: S608 - marks
        " ORDER BY seq DESC LIMIT ?",
        *silent,
        most,
    )
    return [Told(seq, moment_of(header).wall_us, parse_fact(body)) for seq, header, body in reversed(rows)]
