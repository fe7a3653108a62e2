"""Giving a device back what it had brought: what it asks when its copy is older, differs or does not open.

The question is signed by the device key, so that a token alone does not open a journal. It names the server's time: one
that was overheard is of no use a few minutes later.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from protocol.attempts import TrackKind
from protocol.canonical import MAX_INTEGER
from protocol.identifiers import Identifier
from protocol.model import Frozen
from protocol.notices import NoticeAcknowledged
from protocol.receipts import Signed
from protocol.signing import SigningKey, verify
from protocol.wire import SegmentStored, WireEntry

RESTORE_DOMAIN = b"recrutr/restore/1\n"
FRESH_US = 10 * 60 * 1_000_000
"""How far the named time may be from the server's: a slow line's worth."""

Reason = Literal["rollback", "fork", "unreadable"]


class RestoreClaim(Frozen):
    """What the device signs. `reason`: its copy is older than the server's, differs from it, or cannot be read.

    `seq`: how far its copy reaches. `after` is 0 in the first question; in each next one the last number that it got.
    """

    attempt: Identifier
    device: Identifier
    reason: Reason
    seq: int = Field(ge=0, le=MAX_INTEGER)
    after: int = Field(ge=0, le=MAX_INTEGER)
    asked_at_us: int = Field(ge=0, le=MAX_INTEGER)


class RestoreRequest(Frozen):
    """`POST /attempts/{attempt}/journal/restore`: the entries that follow `after`, a stored batch a call."""

    reason: Reason
    seq: int = Field(ge=0, le=MAX_INTEGER)
    after: int = Field(ge=0, le=MAX_INTEGER)
    asked_at_us: int = Field(ge=0, le=MAX_INTEGER)
    signature: str = Field(max_length=200)

    @classmethod
    def signed(cls, claim: RestoreClaim, key: SigningKey) -> Self:
        """Sign a claim."""
        return cls(
            reason=claim.reason,
            seq=claim.seq,
            after=claim.after,
            asked_at_us=claim.asked_at_us,
            signature=key.sign(RESTORE_DOMAIN, claim.canonical()),
        )

    def verify(self, attempt: str, device: str, public_key: str) -> None:
        """Raise Tampered(`tampered.signature`) unless this device signed this very question."""
        claim = RestoreClaim(
            attempt=attempt,
            device=device,
            reason=self.reason,
            seq=self.seq,
            after=self.after,
            asked_at_us=self.asked_at_us,
        )
        verify(public_key, RESTORE_DOMAIN, claim.canonical(), self.signature)


class HeldTrack(Frozen):
    """A track that the server knows, with the segments that it holds; its key stays there."""

    track: Identifier
    stream: TrackKind = Field(strict=False)
    launch: Identifier
    mime: str
    device_name: str
    segments: list[SegmentStored]


class Restored(Frozen):
    """Entries that follow `after`; none once nothing does. All else stands in the first answer only (`after` 0).

    `notice` was acknowledged on this device; the receipts are its own.
    """

    entries: list[WireEntry]
    notice: NoticeAcknowledged | None = None
    tracks: list[HeldTrack] = Field(default_factory=list)
    receipt: Signed | None = None
    countersigned: Signed | None = None
