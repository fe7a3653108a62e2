r"""The journal: an append-only, hash-chained record of an attempt on one device.

    commitment = HMAC-SHA-256(commitment key, body)       keyed per candidate: without the key nothing can be guessed
    hash       = SHA-256("recrutr/entry/1\n" || header)   header: canonical JSON with commitment and previous hash
    batch      = Ed25519("recrutr/batch/1\n" || canonical{attempt, device, first, last, head})

Header and body are kept byte for byte as hashed. Sequence numbers start at 1 and have no gaps; the previous hash of
the first entry is the digest of the ticket, so that a journal cannot be moved to another attempt.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import Field

from protocol.canonical import MAX_INTEGER, parse_canonical
from protocol.errors import InvalidInput, Tampered
from protocol.facts import Sha256Hex
from protocol.identifiers import Identifier
from protocol.model import Frozen
from protocol.signing import SigningKey, verify

ENTRY_DOMAIN = b"recrutr/entry/1\n"
BATCH_DOMAIN = b"recrutr/batch/1\n"
MAX_BATCH_ENTRIES = 2000
"""A batch is one request; at typing speed this is several minutes of work."""
MAX_BODY_BYTES = 6 * 1024 * 1024
"""A document of the largest size, written as JSON."""
COMMITMENT_KEY_BYTES = 32
HEADER_FORM = (
    '{"attempt":"%s","commitment":"%s","device":"%s","launch":"%s","mono_us":%d,"previous":"%s","seq":%d,"v":1,'
    '"wall_us":%d}'
)
"""The canonical bytes of a header, to be filled in: ids, digests and numbers need no escapes."""


class EntryHeader(Frozen):
    """What is hashed of an entry. `mono_us` counts within one `launch` of the app; `wall_us` is only recorded."""

    v: int = Field(default=1, ge=1, le=1)
    attempt: Identifier
    device: Identifier
    launch: Identifier
    seq: int = Field(ge=1)
    previous: Sha256Hex
    mono_us: int = Field(ge=0)
    wall_us: int = Field(ge=0)
    commitment: Sha256Hex

    def canonical(self) -> bytes:
        """The same bytes as of every wire type, several times as fast: each key typed needs them."""
        if max(self.seq, self.mono_us, self.wall_us) > MAX_INTEGER:
            return super().canonical()  # refuses
        owner = (self.attempt, self.commitment, self.device, self.launch)
        return (HEADER_FORM % (*owner, self.mono_us, self.previous, self.seq, self.wall_us)).encode("ascii")


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry as stored: header and body bytes, and the hash of the header."""

    header: EntryHeader
    header_bytes: bytes
    body: bytes
    hash: str

    @property
    def seq(self) -> int:
        """Position in the journal, from 1."""
        return self.header.seq


@dataclass(frozen=True, slots=True)
class Head:
    """Where a journal ends: the last sequence number (0 when empty) and the hash to chain to."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Moment:
    """When an entry is made: the launch of the app, its monotonic clock, and the wall clock, in microseconds."""

    launch: str
    mono_us: int
    wall_us: int


@dataclass(frozen=True, slots=True)
class Chain:
    """What every entry of one journal has in common: whose it is, and the key of its commitments (32 bytes)."""

    attempt: str
    device: str
    commitment_key: bytes

    def link(self, head: Head, body: bytes, moment: Moment) -> Entry:
        """Make the entry that follows `head`."""
        header = EntryHeader(
            attempt=self.attempt,
            device=self.device,
            launch=moment.launch,
            seq=head.seq + 1,
            previous=head.hash,
            mono_us=moment.mono_us,
            wall_us=moment.wall_us,
            commitment=commitment(self.commitment_key, body),
        )
        header_bytes = header.canonical()
        return Entry(header, header_bytes, body, entry_hash(header_bytes))

    def verify(self, entries: Iterable[Entry], head: Head) -> Head:
        """Check that `entries` continue `head` without a gap or a change; return the new head.

        Raises Tampered with code `tampered.gap`, `tampered.chain`, `tampered.body` or `tampered.owner`.
        """
        for entry in entries:
            self._verify_one(entry, head)
            head = Head(entry.seq, entry.hash)
        return head

    def _verify_one(self, entry: Entry, head: Head) -> None:
        where = {"seq": entry.seq, "expected_seq": head.seq + 1}
        if (entry.header.attempt, entry.header.device) != (self.attempt, self.device):
            raise Tampered("tampered.owner", "An entry belongs to another attempt or device.", where)
        if entry.seq != head.seq + 1:
            raise Tampered("tampered.gap", "Entries are missing or repeated.", where)
        if entry.header.previous != head.hash or entry_hash(entry.header_bytes) != entry.hash:
            raise Tampered("tampered.chain", "An entry does not continue the chain.", where)
        if not hmac.compare_digest(commitment(self.commitment_key, entry.body), entry.header.commitment):
            raise Tampered("tampered.body", "An entry's content does not match its commitment.", where)


def commitment(key: bytes, body: bytes) -> str:
    """HMAC-SHA-256 of a body under the candidate's commitment key, in hex. InvalidInput on a key of wrong size."""
    if len(key) != COMMITMENT_KEY_BYTES:
        raise InvalidInput("commitment_key", f"{COMMITMENT_KEY_BYTES} bytes", "The commitment key has a wrong size.")
    return hmac.new(key, body, hashlib.sha256).hexdigest()


def entry_hash(header_bytes: bytes) -> str:
    """Return the hash that the next entry chains to, in hex."""
    return hashlib.sha256(ENTRY_DOMAIN + header_bytes).hexdigest()


def parse_entry(header_bytes: bytes, body: bytes) -> Entry:
    """Rebuild an entry from its stored bytes. Raises InvalidInput when the header is not canonical or out of limits."""
    if len(body) > MAX_BODY_BYTES:
        raise InvalidInput("body", f"{MAX_BODY_BYTES} bytes", "An entry is too large.")
    parse_canonical(header_bytes)
    return Entry(EntryHeader.parse(header_bytes), header_bytes, body, entry_hash(header_bytes))


class BatchClaim(Frozen):
    """What a device signs for a batch of entries."""

    attempt: Identifier
    device: Identifier
    first: int = Field(ge=1)
    last: int = Field(ge=1)
    head: Sha256Hex


def claim_of(entries: Sequence[Entry]) -> BatchClaim:
    """Make the claim over a non-empty run of entries. Raises InvalidInput when empty or longer than the limit."""
    if not 1 <= len(entries) <= MAX_BATCH_ENTRIES:
        raise InvalidInput("entries", f"1 to {MAX_BATCH_ENTRIES}", f"A batch holds {len(entries)} entries.")
    first, last = entries[0].header, entries[-1]
    return BatchClaim(attempt=first.attempt, device=first.device, first=first.seq, last=last.seq, head=last.hash)


def sign_batch(entries: Sequence[Entry], key: SigningKey) -> str:
    """Sign a batch with the device key; base64 text."""
    return key.sign(BATCH_DOMAIN, claim_of(entries).canonical())


def verify_batch(entries: Sequence[Entry], signature: str, device_public_key: str) -> None:
    """Raise Tampered(`tampered.signature`) unless the device signed exactly this batch."""
    verify(device_public_key, BATCH_DOMAIN, claim_of(entries).canonical(), signature)
