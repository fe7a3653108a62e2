"""The notice on the wire: what a candidate is told before anything is captured, and that they read it. Version 1.

What is acknowledged is one text in one language, known by its digest.
"""

from __future__ import annotations

from pydantic import Field

from protocol.attempts import EvidenceLevel
from protocol.canonical import MAX_INTEGER, digest_hex
from protocol.facts import Sha256Hex
from protocol.model import Frozen
from protocol.policy import EvidencePolicy


class NoticeItem(Frozen):
    """One thing that is recorded: what, why, on which lawful basis, for how long, who sees it."""

    what: str
    why: str
    basis: str
    kept: str
    seen_by: str


class Notice(Frozen):
    """What the candidate is told before anything is captured.

    `policy` is this candidate's, as `items` put it into words; notices of version 1 had none. `language` is that of the
    words, by its tag; None: English, which is what notices were in before they had it.
    """

    version: int = Field(ge=1)
    language: str | None = Field(default=None, max_length=35)
    organisation: str
    controller_contact: str
    evidence_level: int = Field(ge=0, le=4)
    level_reason: str | None = None
    items: list[NoticeItem]
    rights: list[str]
    policy: EvidencePolicy | None = None

    @property
    def told(self) -> EvidencePolicy:
        """The policy that this notice tells of."""
        return self.policy or EvidencePolicy.at(EvidenceLevel(self.evidence_level), self.level_reason)

    @property
    def digest(self) -> str:
        """SHA-256 in hex of its canonical bytes: which text, in which language."""
        return digest_hex(self.canonical())


class NoticeAcknowledged(Frozen):
    """`POST /attempts/{attempt}/notice`: the candidate read this very notice."""

    notice_version: int = Field(ge=1, le=MAX_INTEGER)
    notice_digest: Sha256Hex
    read_at_wall_us: int = Field(ge=0, le=MAX_INTEGER)
