"""The freshness record: one row that says what everything else in the store must be, renewed in every transaction.

SQLCipher seals each page, but an old page with its old seal passes. This row names the end of the journal and a digest
of all other rows, so that one page, or some of them, put back from an earlier time no longer fit the rest. A whole old
copy fits itself: that shows at the next contact with the server, which has countersigned what came after.
"""

from __future__ import annotations

import hashlib
import struct
from functools import lru_cache

from protocol.errors import Tampered
from protocol.journal import Head
from protocol.saying import to_say
from sync.store.database import Database, Row, Value
from sync.store.schema import FRESHNESS_STEP

_BOOKS = (
    "SELECT name, value FROM setting ORDER BY name",
    "SELECT * FROM submission ORDER BY submission",
    "SELECT * FROM track ORDER BY track",
)
_SEGMENTS = "SELECT * FROM segment ORDER BY track, segment"
REMEMBERED_ROWS = 8192
"""Of segments, by far the most rows: three streams for seven hours. All are read each time, but few have changed."""
WORDS = to_say(
    "A part of the saved work on this computer is older than the rest, or does not belong to it. "
    "It has been left as it is."
)


def renew(database: Database, head: Head) -> None:
    """Write the whole record, inside the caller's transaction."""
    sql = "INSERT OR REPLACE INTO freshness (one, seq, hash, books) VALUES (1, ?, ?, ?)"
    database.write(sql, head.seq, head.hash, _digest_of_books(database))


def move_on(database: Database, head: Head) -> None:
    """Write only where the journal ends now: nothing else has changed in this transaction."""
    sql = "UPDATE freshness SET seq = ?, hash = ? WHERE one = 1 AND seq >= 0"
    if not database.write(sql, head.seq, head.hash):
        renew(database, head)


def check_books(database: Database) -> None:
    """Compare the record with all rows but the journal's. Raises Tampered.

    A store that an older version made says nothing before its next change; one that said something always does.
    """
    row = _record(database)
    if row is not None and row[2] != _digest_of_books(database):
        raise Tampered("tampered.old_part", WORDS)


def check_end(database: Database, head: Head) -> None:
    """Compare the record with where the verified journal ends. Raises Tampered."""
    row = _record(database)
    if row is not None and (row[0], row[1]) != (head.seq, head.hash if head.seq else row[1]):
        raise Tampered("tampered.old_part", WORDS)


def _record(database: Database) -> Row | None:
    if database.version < FRESHNESS_STEP:
        return None
    row = database.read_one("SELECT seq, hash, books FROM freshness")
    if row is None:
        raise Tampered("tampered.old_part", WORDS)
    return None if row[0] < 0 else row


def _digest_of_books(database: Database) -> str:
    digest = hashlib.sha256()
    for sql in _BOOKS:
        digest.update(b"table\n")
        for row in database.read(sql):
            digest.update(_bytes_of_row(row))
    digest.update(b"table\n")
    digest.update(b"".join(map(_remembered_bytes, database.read(_SEGMENTS))))
    return digest.hexdigest()


def _bytes_of_row(row: Row) -> bytes:
    return b"".join(map(_bytes_of, row))


_remembered_bytes = lru_cache(REMEMBERED_ROWS)(_bytes_of_row)
"""For rows of text and whole numbers only: 1 and 1.0 would be the same to it."""


def _bytes_of(value: Value) -> bytes:
    """Kind, length and content: no two rows give the same bytes."""
    kind, data = b"n", b""
    if isinstance(value, bytes):
        kind, data = b"b", value
    elif value is not None:
        kind, data = type(value).__name__.encode()[:1], str(value).encode("utf-8")
    return kind + struct.pack(">Q", len(data)) + data
