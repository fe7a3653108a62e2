"""Signed words: ticket, extension, acknowledgement, submission receipt, erasure receipt.

Each is a canonical-JSON value signed by Ed25519 under its own domain; anyone with the public key can check one offline.
"""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field

from protocol.canonical import digest_hex, from_base64, to_base64
from protocol.facts import Sha256Hex
from protocol.identifiers import Identifier
from protocol.model import Frozen
from protocol.signing import SigningKey, verify


class SignedWord(Frozen):
    """Base of the signed values; `DOMAIN` keeps a signature from being used for another kind."""

    DOMAIN: ClassVar[bytes]

    def signed_by(self, key: SigningKey) -> Signed:
        """Sign this value."""
        data = self.canonical()
        return Signed(value=to_base64(data), signature=key.sign(self.DOMAIN, data), public_key=key.public_key)

    @classmethod
    def from_signed(cls, signed: Signed, public_key: str) -> Self:
        """Verify with the key that the caller trusts (not the one that came along) and parse. Raises Tampered."""
        data = from_base64(signed.value, "value")
        verify(public_key, cls.DOMAIN, data, signed.signature)
        return cls.parse(data)


class Signed(Frozen):
    """The bytes that were signed (base64 of canonical JSON), the signature, and the key it claims to be by."""

    value: str
    signature: str
    public_key: str

    @property
    def digest(self) -> str:
        """SHA-256 of the signed bytes, in hex."""
        return digest_hex(from_base64(self.value, "value"))


class EarlierDevice(Frozen):
    """The device that an attempt is continued from: whose journal, and how far the server held it at that moment."""

    device: Identifier
    ticket_digest: Sha256Hex
    seq: int = Field(ge=0)
    head: Sha256Hex


class Ticket(SignedWord):
    """The server's word that an attempt has started: times, keys and configuration that everything later names.

    A device on which a started attempt is continued gets a ticket of its own: `place` counts the devices from 1, and
    `continues` names the one before it. The journal chains to the ticket, so it also chains to the earlier journal.
    """

    DOMAIN: ClassVar[bytes] = b"recrutr/ticket/1\n"

    attempt: Identifier
    organisation: Identifier
    device: Identifier
    device_public_key: str
    assessment_digest: Sha256Hex
    evidence_level: int = Field(ge=0, le=4)
    started_at_us: int
    deadline_us: int
    grace_us: int = Field(ge=0)
    organisation_public_key: str
    server_public_key: str
    nonce: str
    place: int = Field(default=1, ge=1)
    continues: EarlierDevice | None = None


CreditCause = Literal["server", "network", "member", "break"]
GIVEN = frozenset({"member", "break"})
"""Causes behind which stands a person, not a measurement."""


class Extension(SignedWord):
    """The server's word that an attempt's time ends later: the only thing that ever moves a deadline.

    `number` counts the extensions of an attempt; the highest one holds. `credited_us` is what this one added, and
    `cause` whose outage it makes good: the server's own, or that of the candidate's connection; or that a person gave
    it: more time (`member`), or a break that does not count (`break`).
    """

    DOMAIN: ClassVar[bytes] = b"recrutr/extension/1\n"

    attempt: Identifier
    number: int = Field(ge=1)
    deadline_us: int
    credited_us: int = Field(ge=1)
    cause: CreditCause
    at_us: int


class Acknowledgement(SignedWord):
    """The server's word that entries up to `seq` are stored durably, and what time it was then."""

    DOMAIN: ClassVar[bytes] = b"recrutr/acknowledgement/1\n"

    attempt: Identifier
    device: Identifier
    seq: int = Field(ge=0)
    head: Sha256Hex
    server_time_us: int
    nonce: str


class HandedIn(Frozen):
    """One submission as it stands in a receipt."""

    submission: Identifier
    problem: Identifier
    source_digest: Sha256Hex


class TrackCount(Frozen):
    """How many segments of one track exist on the device."""

    track: Identifier
    segments: int = Field(ge=0)


class SubmissionReceipt(SignedWord):
    """Proof of handing in. First signed by the device; the server countersigns the same value."""

    DOMAIN: ClassVar[bytes] = b"recrutr/submission-receipt/1\n"

    attempt: Identifier
    device: Identifier
    seq: int = Field(ge=1)
    head: Sha256Hex
    finished_wall_us: int
    submissions: list[HandedIn]
    tracks: list[TrackCount]


Timeliness = Literal["on time", "late", "unproven"]


class Countersigned(SignedWord):
    """The server's answer to a submission receipt."""

    DOMAIN: ClassVar[bytes] = b"recrutr/countersigned/1\n"

    receipt_digest: Sha256Hex
    received_at_us: int
    timeliness: Timeliness


class ErasureReceipt(SignedWord):
    """Proof of deletion. Holds no personal data: opaque ids, counts and times only."""

    DOMAIN: ClassVar[bytes] = b"recrutr/erasure-receipt/1\n"

    request: Identifier
    attempt: Identifier
    candidate_key_fingerprint: Sha256Hex
    key_destroyed_at_us: int
    rows_deleted: int = Field(ge=0)
    objects_deleted: int = Field(ge=0)
    shares_revoked: int = Field(ge=0)
    retained: list[str]
    purge_backups_by_us: int
