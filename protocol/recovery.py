"""Getting back one's own work: what a device asks for when its saved work is damaged, and what the server hands out.

The request is signed by the device key, so that a token alone does not open a journal. It names the server's time
(from `join`): one that was overheard is of no use a few minutes later.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field

from protocol.attempts import TrackKind
from protocol.canonical import MAX_INTEGER
from protocol.identifiers import Identifier
from protocol.model import Frozen
from protocol.receipts import Signed
from protocol.signing import SigningKey, verify
from protocol.wire import NoticeAcknowledged, SegmentStored, WireEntry

RECOVERY_DOMAIN = b"recrutr/recovery/1\n"
FRESH_US = 10 * 60 * 1_000_000
"""How far the named time may be from the server's: a slow line's worth."""


class RecoveryClaim(Frozen):
    """What the device signs."""

    attempt: Identifier
    device: Identifier
    after: int = Field(ge=0, le=MAX_INTEGER)
    asked_at_us: int = Field(ge=0, le=MAX_INTEGER)


class RecoveryRequest(Frozen):
    """`POST /attempts/{attempt}/recovery`: the entries above `after`, as many as fit one answer."""

    after: int = Field(ge=0, le=MAX_INTEGER)
    asked_at_us: int = Field(ge=0, le=MAX_INTEGER)
    signature: str = Field(max_length=200)

    @classmethod
    def signed(cls, claim: RecoveryClaim, key: SigningKey) -> Self:
        """Sign a claim."""
        signature = key.sign(RECOVERY_DOMAIN, claim.canonical())
        return cls(after=claim.after, asked_at_us=claim.asked_at_us, signature=signature)

    def verify(self, attempt: str, device: str, public_key: str) -> None:
        """Raise Tampered(`tampered.signature`) unless this device signed this very request."""
        claim = RecoveryClaim(attempt=attempt, device=device, after=self.after, asked_at_us=self.asked_at_us)
        verify(public_key, RECOVERY_DOMAIN, claim.canonical(), self.signature)


class RecoveredTrack(Frozen):
    """A track that the server knows, with the segments that it holds; its key stays there."""

    track: Identifier
    stream: TrackKind = Field(strict=False)
    launch: Identifier
    mime: str
    device_name: str
    segments: list[SegmentStored]


class Recovery(Frozen):
    """Answer: the signed head of all that is stored, and a run of entries.

    `notice`, `tracks` and the receipts stand in the first answer only (`after` 0).
    """

    acknowledgement: Signed
    entries: list[WireEntry]
    notice: NoticeAcknowledged | None = None
    tracks: list[RecoveredTrack] = Field(default_factory=list)
    receipt: Signed | None = None
    countersigned: Signed | None = None
