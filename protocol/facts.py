"""Facts: what editor, recorder, runner and sync submit to the journal. Each fact becomes the body of one entry.

A fact carries no sequence number, hash or time of its own: the store's writer gives those. Times inside a fact are
integer microseconds of the same monotonic clock as the entry's `mono_us`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from protocol.attempts import AttemptState, TrackKind
from protocol.canonical import canonical_bytes, parse_canonical
from protocol.edits import MAX_DOCUMENT_BYTES, Edit
from protocol.identifiers import Identifier
from protocol.model import Frozen, Worded, invalid_input
from protocol.policy import Detector
from protocol.projects import FilePath
from protocol.verdicts import LanguageId, Verdict

Sha256Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class LaunchFact(Frozen):
    """The app started (or started again) on this attempt."""

    kind: Literal["launch"] = "launch"
    app_version: str
    platform: str
    ticket_digest: Sha256Hex
    resumed: bool = False


class StateFact(Frozen):
    """The attempt moved to a new state."""

    kind: Literal["state"] = "state"
    state: AttemptState = Field(strict=False)


class DocumentFact(Frozen):
    """A document exists from here on with this text: a template, a changed language, or a further file of a problem.

    `path` is its name; without one it is called as the problem's only file usually is in this language.
    """

    kind: Literal["document"] = "document"
    document: Identifier
    problem: Identifier
    language: LanguageId = Field(strict=False)
    text: str = Field(max_length=MAX_DOCUMENT_BYTES)
    path: FilePath | None = None


class FileEvent(StrEnum):
    """What happened to a file of a problem; that it was made is its DocumentFact."""

    RENAMED = "renamed"
    DELETED = "deleted"
    BROUGHT_BACK = "brought_back"
    SHOWN = "shown"
    """It is the one in front from here on."""


class FileFact(Frozen):
    """A file got another name (`path`), was deleted, came back with its text, or was turned to."""

    kind: Literal["file"] = "file"
    document: Identifier
    event: FileEvent = Field(strict=False)
    path: FilePath | None = None

    @model_validator(mode="after")
    def _has_its_path(self) -> FileFact:
        if (self.event is FileEvent.RENAMED) != (self.path is not None):
            raise ValueError("a name goes with `renamed` and with nothing else")
        return self


class EditFact(Frozen):
    """One change of a document."""

    kind: Literal["edit"] = "edit"
    document: Identifier
    edit: Edit


class PasteProvenance(StrEnum):
    """Where pasted text came from, as far as this app can know."""

    OWN_EDITOR = "own_editor"
    STATEMENT = "statement"
    DOCUMENTATION = "documentation"
    """From the offline documentation that this app shows."""
    OUTSIDE = "outside"


class PasteFact(Frozen):
    """Text was pasted or dropped; the edit itself is the entry that follows."""

    kind: Literal["paste"] = "paste"
    document: Identifier
    characters: int = Field(ge=0, le=MAX_DOCUMENT_BYTES)
    provenance: PasteProvenance = Field(strict=False)


class FocusFact(Frozen):
    """Our own window gained or lost the focus. Says nothing about other programs."""

    kind: Literal["focus"] = "focus"
    focused: bool


class RunFact(Frozen):
    """A local run for feedback ended; never a score."""

    kind: Literal["run"] = "run"
    run: Identifier
    problem: Identifier
    language: LanguageId = Field(strict=False)
    source_digest: Sha256Hex
    own_input: bool
    verdicts: list[Annotated[Verdict, Field(strict=False)]]


class SubmissionFact(Frozen):
    """Source was handed in."""

    kind: Literal["submission"] = "submission"
    submission: Identifier
    problem: Identifier
    document: Identifier
    language: LanguageId = Field(strict=False)
    source_digest: Sha256Hex


class RecorderEvent(StrEnum):
    """What happened to a recording stream."""

    STARTED = "started"
    STOPPED = "stopped"
    MISSING = "missing"
    REFUSED = "refused"
    BUSY = "busy"
    GAP = "gap"
    SLEPT = "slept"
    OVERFLOW = "overflow"
    FAILED = "failed"
    QUALITY = "quality"
    """Size, rate or quality changed while recording; `reason` says to what and why."""
    UNWATCHED = "unwatched"
    """What looks after the stream failed for a while; recording went on. `reason` says what was not looked at."""


class RecorderFact(Frozen):
    """A change in one recording stream; `reason` is plain words, `lost_us` the length of a gap.

    What `slept` counts is not on the monotonic clock, which stands still while the computer sleeps.
    """

    kind: Literal["recorder"] = "recorder"
    stream: TrackKind = Field(strict=False)
    event: RecorderEvent = Field(strict=False)
    track: Identifier | None = None
    device: str | None = Field(default=None, max_length=200)
    reason: Worded | None = Field(default=None, max_length=500)
    lost_us: int | None = Field(default=None, ge=0)


class TrackFact(Frozen):
    """A track begins: what it holds and by which key, so that neither can be exchanged where the recording is kept.

    `key_digest` is SHA-256 of the wrapped data key's text, as the server gets it.
    """

    kind: Literal["track"] = "track"
    track: Identifier
    stream: TrackKind = Field(strict=False)
    mime: str = Field(max_length=120)
    key_digest: Sha256Hex


class SegmentFact(Frozen):
    """A segment is complete on this device; the server checks the uploaded bytes against `digest`."""

    kind: Literal["segment"] = "segment"
    track: Identifier
    stream: TrackKind = Field(strict=False)
    segment: int = Field(ge=0, le=2**32 - 1)
    fragments: int = Field(ge=1)
    size_bytes: int = Field(ge=1)
    digest: Sha256Hex
    start_us: int
    duration_us: int = Field(ge=0)
    last_tag: str = Field(pattern=r"^[0-9a-f]{32}$")


class Observed(StrEnum):
    """What a detector saw. One that is not sure says COULD_NOT_TELL and nothing else."""

    COULD_NOT_TELL = "could_not_tell"
    CLEAR = "clear"
    COVERED = "covered"
    FROZEN = "frozen"
    NOBODY = "nobody"
    ONE = "one"
    SEVERAL = "several"
    SPEECH = "speech"
    SILENCE = "silence"
    DISPLAYS = "displays"
    LOCAL = "local"
    REMOTE = "remote"
    SHARED = "shared"
    RUNNING = "running"
    ENDED = "ended"


class ObservationFact(Frozen):
    """From here on a detector sees this; it stays true until the detector's next fact.

    `confidence_percent` is the detector's own, as docs/evidence.md measures it; None where it is certain by its nature.
    `count` is a number of persons or displays; `name` a program's name as it stands on the list that the candidate saw,
    or what a display, a session or a device is called.
    """

    kind: Literal["observation"] = "observation"
    detector: Detector = Field(strict=False)
    observed: Observed = Field(strict=False)
    confidence_percent: int | None = Field(default=None, ge=0, le=100)
    count: int | None = Field(default=None, ge=0, le=100)
    name: str | None = Field(default=None, max_length=200)


class PauseReason(StrEnum):
    """Why the candidate paused what is recorded; said by them, checked by nobody."""

    BATHROOM = "bathroom"
    FAMILY = "family"
    HEALTH = "health"
    PRAYER = "prayer"
    OTHER = "other"


class PauseFact(Frozen):
    """The candidate paused what is recorded, or let it go on."""

    kind: Literal["pause"] = "pause"
    paused: bool
    reason: Annotated[PauseReason, Field(strict=False)] | None = None
    words: str | None = Field(default=None, max_length=500)


class MessageFact(Frozen):
    """A message between the candidate and the interviewer, or an announcement to all, as it was shown or written here.

    `message` is the id under which the server knows it; `server_time_us` is absent in what the candidate wrote.
    """

    kind: Literal["message"] = "message"
    message: Identifier
    sender: Literal["candidate", "interviewer", "announcement"]
    text: str = Field(min_length=1, max_length=2000)
    server_time_us: int | None = None


class HandFact(Frozen):
    """The candidate raised or lowered their hand."""

    kind: Literal["hand"] = "hand"
    raised: bool


class TranscriptFact(Frozen):
    """A stretch of speech as text, made on the device. Rough: for finding a moment, never for judging how one spoke."""

    kind: Literal["transcript"] = "transcript"
    start_us: int
    end_us: int
    text: str = Field(max_length=2000)
    confidence_percent: int | None = Field(default=None, ge=0, le=100)
    language: str = Field(max_length=20)
    engine: str = Field(max_length=100)


class AcknowledgementFact(Frozen):
    """The server's signed word, written into the chain: what follows came after `server_time_us`.

    With its `nonce` anybody can check the signature; entries of earlier versions have none.
    """

    kind: Literal["acknowledgement"] = "acknowledgement"
    acknowledged_seq: int = Field(ge=1)
    head: Sha256Hex
    server_time_us: int
    signature: str
    nonce: str | None = None


class NetworkFact(Frozen):
    """The server became reachable or unreachable."""

    kind: Literal["network"] = "network"
    reachable: bool


class ContinuedFact(Frozen):
    """The attempt continues on this device from here: what the earlier device had sent up to `seq` was taken over.

    The documents that follow as facts, and the submissions named here, are that work.
    """

    kind: Literal["continued"] = "continued"
    device: Identifier
    seq: int = Field(ge=0)
    head: Sha256Hex
    submissions: list[Identifier] = Field(default_factory=list, max_length=200)


class MovedFact(Frozen):
    """The server said that the attempt continues on another device; nothing more is written on this one."""

    kind: Literal["moved"] = "moved"
    server_time_us: int


class CreditFact(Frozen):
    """The server's signed word that the time ends later arrived here (`protocol.receipts.Extension`)."""

    kind: Literal["credit"] = "credit"
    number: int = Field(ge=1)
    deadline_us: int
    credited_us: int = Field(ge=1)
    signature: str


class WithdrawnFact(Frozen):
    """The candidate stopped the attempt."""

    kind: Literal["withdrawn"] = "withdrawn"
    reason: Worded | None = Field(default=None, max_length=500)


class RestoredFact(Frozen):
    """The saved work was damaged, older or gone; what stands before came back from the server, the rest is missing.

    `reason` is the code of the fault that made it necessary.
    """

    kind: Literal["restored"] = "restored"
    reason: str = Field(max_length=60)


Fact = Annotated[
    LaunchFact
    | StateFact
    | DocumentFact
    | FileFact
    | EditFact
    | PasteFact
    | FocusFact
    | RunFact
    | SubmissionFact
    | RecorderFact
    | TrackFact
    | SegmentFact
    | ObservationFact
    | PauseFact
    | MessageFact
    | HandFact
    | TranscriptFact
    | AcknowledgementFact
    | NetworkFact
    | ContinuedFact
    | MovedFact
    | CreditFact
    | WithdrawnFact
    | RestoredFact,
    Field(discriminator="kind"),
]

# Errors of this adapter may reach a log; they must not quote what the candidate wrote.
_ADAPTER: TypeAdapter[Fact] = TypeAdapter(Fact, config=ConfigDict(hide_input_in_errors=True))


def fact_bytes(fact: Fact) -> bytes:
    """Return the canonical body of an entry. Raises InvalidInput for text that is not valid Unicode."""
    return canonical_bytes(fact.model_dump(mode="json", exclude_none=True))


def parse_fact(body: bytes) -> Fact:
    """Parse a body that must be canonical JSON. Raises InvalidInput naming the field."""
    parse_canonical(body)
    try:
        return _ADAPTER.validate_json(body)
    except ValidationError as error:
        raise invalid_input(error) from error
