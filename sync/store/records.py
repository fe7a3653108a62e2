"""What the store hands out: frozen records of its rows, free of SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from protocol.attempts import TrackKind
from protocol.errors import RecrutrError
from protocol.signing import SigningKey
from protocol.undo import History
from protocol.verdicts import LanguageId
from protocol.wire import SubmissionRequest, SubmissionStatus

JOINED, STARTED, DEVICE, DEVICE_KEY = "joined", "started", "device", "device_key"
"""Names of settings that every store has (`started` once the attempt has)."""
APP = "app/"
"""Before the names of settings that are the app's own."""


@dataclass(frozen=True, slots=True)
class StoreState:
    """How the saving goes. "Saved" may be shown when `pending` is 0 and `fault` is None."""

    saved_seq: int
    pending: int
    fault: RecrutrError | None = None


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """This device towards one attempt: its id, and the private bytes of its Ed25519 key."""

    device: str
    private_key: bytes = field(repr=False)
    public_key: str

    @property
    def key(self) -> SigningKey:
        """The key, to sign with."""
        return SigningKey(self.private_key)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as the journal rebuilds it; `history` is what can be undone of it, where a journal says.

    `path` is its file's name, None for the usual one.
    """

    document: str
    problem: str
    language: LanguageId
    text: str
    history: History | None = field(default=None, compare=False)
    path: str | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class StoredSubmission:
    """A submission on this device; `status` is the server's last word, None until it has been handed over."""

    submission: str
    request: SubmissionRequest
    status: SubmissionStatus | None
    refusal: str | None


@dataclass(frozen=True, slots=True)
class StoredTrack:
    """A declared track; `confirmed` once the server knows it, `refusal` why it will not take it."""

    track: str
    stream: TrackKind
    launch: str
    mime: str
    wrapped_key: str
    device_name: str
    confirmed: bool
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A complete segment. Its file is removed once the server has confirmed the digest."""

    track: str
    segment: int
    digest: str
    size_bytes: int
    confirmed: bool
    refusal: str | None
    file: Path


@dataclass(frozen=True, slots=True)
class Remaining:
    """What the server has not confirmed yet. `media_bytes` counts complete segments only."""

    entries: int = 0
    submissions: int = 0
    tracks: int = 0
    segments: int = 0
    media_bytes: int = 0
    finish: bool = False
    impression: bool = False

    @property
    def nothing(self) -> bool:
        """Whether everything has arrived."""
        return self == Remaining()


@dataclass(frozen=True, slots=True)
class Refusals:
    """What will not arrive: the reason by submission id; how many segments, and the different reasons for them."""

    submissions: Mapping[str, str] = field(default_factory=dict)
    segments: int = 0
    reasons: tuple[str, ...] = ()
