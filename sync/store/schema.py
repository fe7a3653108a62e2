"""The tables of a store, as migrations: step n brings `user_version` from n-1 to n, in one transaction.

A step that has been released is never changed; a new one is added below it. Each table's data class stands beside it.
"""

from __future__ import annotations

_SETTING = """
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""
"""Small values: the answer to `join` with its token, device key, ticket, commitment key, receipts (account, access)."""

_ENTRY = """
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    header BLOB NOT NULL,
    body BLOB NOT NULL,
    hash TEXT NOT NULL
) STRICT
"""
"""The journal (interview data): the body byte for byte as hashed, the header as sync/store/headers.py keeps it. `kind`
repeats the body's kind, for reading."""

_SUBMISSION = """
CREATE TABLE submission (
    submission TEXT PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES entry (seq),
    request BLOB NOT NULL,
    status BLOB,
    refusal TEXT
) STRICT, WITHOUT ROWID
"""
"""Sources handed in (interview data). `status`: the server's last word; `refusal`: why it will not take it."""

_TRACK = """
CREATE TABLE track (
    track TEXT PRIMARY KEY,
    stream TEXT NOT NULL,
    launch TEXT NOT NULL,
    mime TEXT NOT NULL,
    wrapped_key TEXT NOT NULL,
    device_name TEXT NOT NULL,
    confirmed INTEGER NOT NULL DEFAULT 0
) STRICT
"""
"""Recording streams and their wrapped keys (recordings)."""

_SEGMENT = """
CREATE TABLE segment (
    track TEXT NOT NULL REFERENCES track (track),
    segment INTEGER NOT NULL,
    digest TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    confirmed INTEGER NOT NULL DEFAULT 0,
    refusal TEXT,
    PRIMARY KEY (track, segment)
) STRICT, WITHOUT ROWID
"""
"""Complete segments (recordings); their bytes lie sealed under media/."""

_FRESHNESS = """
CREATE TABLE freshness (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    books TEXT NOT NULL
) STRICT
"""
"""What the rest must be (opaque): end of the journal, digest of all other rows; see sync/store/freshness.py."""
FRESHNESS_STEP = 3
_NOTHING_SAID = "INSERT INTO freshness (one, seq, hash, books) VALUES (1, -1, '', '')"
"""The record of a store that an older version made, until its next change."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        _SETTING,
        _ENTRY,
        "CREATE INDEX entry_of_kind ON entry (kind, seq)",
        _SUBMISSION,
        _TRACK,
        _SEGMENT,
        "CREATE INDEX segment_waiting ON segment (confirmed) WHERE confirmed = 0",
    ),
    # Why the server will not take a track; its segments cannot arrive then.
    ("ALTER TABLE track ADD COLUMN refusal TEXT",),
    (_FRESHNESS, _NOTHING_SAID),
    # Short headers: old ones are read as they are, but an older Recrutr cannot read the new ones and must say so.
    (),
)
NEWEST = len(STEPS)
