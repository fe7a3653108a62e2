r"""The evidence file: a whole attempt sealed for the organisation, when the network is dead for good.

    "RCREVI1\n" | u32 length | head: canonical JSON {v, organisation, attempt, device, wrapped_key}
    then frames:  u32 ciphertext length | u8 kind | ciphertext with its tag

all integers big-endian. The file's own key is wrapped to the organisation as a track's data key is (age, X25519). A
frame is AES-256-GCM; its nonce is 0^32 || u64 number of the frame, its associated data the domain, the digest of
everything before the first frame, the kind and the number: a frame that is changed, moved, dropped or taken from
another file does not open, and a file without its last frame (kind END) is cut. Frames of kind ITEM hold an item as
canonical JSON; frames of kind PIECE hold the bytes of the segment whose item came before. Nothing but opaque ids can
be read without the organisation's key. Pure: bytes are read by the caller's function.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from protocol.attempts import TrackKind
from protocol.errors import InvalidInput, Tampered
from protocol.facts import RecorderFact, SegmentFact, Sha256Hex, SubmissionFact, parse_fact
from protocol.identifiers import Identifier
from protocol.model import Frozen, invalid_input
from protocol.receipts import Signed
from protocol.sealing import KEY_BYTES, TAG_BYTES
from protocol.wire import JournalBatch, SubmissionRequest, TrackRequest

EVIDENCE_MAGIC = b"RCREVI1\n"
EVIDENCE_DOMAIN = b"recrutr/evidence/1\0"
EVIDENCE_SUFFIX = ".recrutr-evidence"
MAX_HEAD_BYTES = 16 * 1024
MAX_FRAME_BYTES = 20 * 1024 * 1024
"""A batch of one entry of the largest size, its bytes in base64."""
PIECE_BYTES = 256 * 1024
_LENGTH = struct.Struct(">I")
_FRAME = struct.Struct(">IB")

Read = Callable[[int], bytes]
"""`read(n)`: the next at most n bytes, empty at the end; fewer than asked for only at the end."""


class FrameKind(IntEnum):
    """What a frame holds."""

    ITEM = 1
    PIECE = 2
    END = 3


class EvidenceHead(Frozen):
    """What stands in the clear: whose it is, by opaque ids, and the file's key, wrapped."""

    v: int = Field(default=1, ge=1, le=1)
    organisation: Identifier
    attempt: Identifier
    device: Identifier
    wrapped_key: str = Field(max_length=4000)


class WorkItem(Frozen):
    """The first item: what every other is checked with."""

    item: Literal["work"] = "work"
    ticket: Signed
    server_public_key: str
    commitment_key: str


class BatchItem(Frozen):
    """A run of the journal, signed by the device; the first begins at entry 1, each continues the one before."""

    item: Literal["batch"] = "batch"
    batch: JournalBatch


class AcknowledgementItem(Frozen):
    """The server's newest word about the journal, if it was ever heard."""

    item: Literal["acknowledgement"] = "acknowledgement"
    acknowledgement: Signed


class SubmissionItem(Frozen):
    """A source that was handed in."""

    item: Literal["submission"] = "submission"
    submission: Identifier
    request: SubmissionRequest


class TrackItem(Frozen):
    """A recording stream and its wrapped data key."""

    item: Literal["track"] = "track"
    track: Identifier
    request: TrackRequest


class SegmentItem(Frozen):
    """A sealed segment; its bytes follow as pieces, or are elsewhere when `size_bytes` is 0 (an export)."""

    item: Literal["segment"] = "segment"
    track: Identifier
    segment: int = Field(ge=0, le=2**32 - 1)
    digest: Sha256Hex
    size_bytes: int = Field(ge=0)


class ReceiptItem(Frozen):
    """The device-signed submission receipt, and the server's countersignature if it has arrived."""

    item: Literal["receipt"] = "receipt"
    receipt: Signed
    countersigned: Signed | None = None


class EndItem(Frozen):
    """The last frame: how much there was, so that an end is told from a cut."""

    item: Literal["end"] = "end"
    entries: int = Field(ge=0)
    submissions: int = Field(ge=0)
    segments: int = Field(ge=0)


EvidenceItem = Annotated[
    WorkItem | BatchItem | AcknowledgementItem | SubmissionItem | TrackItem | SegmentItem | ReceiptItem | EndItem,
    Field(discriminator="item"),
]
_ADAPTER: TypeAdapter[EvidenceItem] = TypeAdapter(EvidenceItem, config=ConfigDict(hide_input_in_errors=True))


def parse_item(data: bytes) -> EvidenceItem:
    """Parse an item. Raises InvalidInput naming the field."""
    try:
        return _ADAPTER.validate_json(data)
    except ValidationError as error:
        raise invalid_input(error) from error


def read_items(read: Read, opening: bytes, key: bytes) -> Iterator[tuple[EvidenceItem, Iterator[bytes]]]:
    """Every item of a file with the pieces that follow it, END last; pieces that the caller leaves are passed over.

    Raises what `open_frames` does, InvalidInput for an item out of its limits, Tampered(`tampered.evidence`) when the
    first item is not the work, a piece belongs to no segment, or a segment has other than `size_bytes`.
    """
    frames = open_frames(read, opening, key)
    frame = next(frames)
    first = True
    while True:
        item = parse_item(frame.plain)
        if first is not isinstance(item, WorkItem) or (frame.kind == FrameKind.END) is not isinstance(item, EndItem):
            raise _disordered(frame.number)
        first = False
        pieces = _Pieces(frames, item.size_bytes if isinstance(item, SegmentItem) else 0)
        yield item, iter(pieces)
        if isinstance(item, EndItem):
            for _ in frames:  # looks that nothing follows
                pass
            return
        frame = pieces.finish()


class _Pieces:
    """The pieces of one segment, and the frame that follows them."""

    def __init__(self, frames: Iterator[Frame], size_bytes: int) -> None:
        self._frames, self._left = frames, size_bytes
        self._next: Frame | None = None

    def __iter__(self) -> Iterator[bytes]:
        while self._next is None:
            frame = next(self._frames)
            if frame.kind != FrameKind.PIECE:
                self._next = frame
                break
            self._left -= len(frame.plain)
            if self._left < 0 or not frame.plain:
                raise _disordered(frame.number)
            yield frame.plain

    def finish(self) -> Frame:
        """Pass over what is left; the next frame."""
        for _ in self:
            pass
        assert self._next is not None  # noqa: S101 - the iteration above ends only with a frame that is no piece
        if self._left:
            raise _disordered(self._next.number)
        return self._next


@dataclass(frozen=True, slots=True)
class Frame:
    """One opened frame: its number from 0, what it holds, and its plain bytes."""

    number: int
    kind: FrameKind
    plain: bytes


class Recorded:
    """What a journal says of the things that lie beside it: only what it names is this device's own work.

    No signature covers the items themselves, and anybody can seal a file for the organisation. Grows by a few words
    for each submission and recording.
    """

    def __init__(self) -> None:
        self._submissions: set[tuple[str, str, str, str]] = set()
        self._segments: set[tuple[str, int, str]] = set()
        self._tracks: set[tuple[str, str]] = set()

    def take(self, body: bytes) -> None:
        """Look at the next entry; a body that is no known fact names nothing."""
        try:
            fact = parse_fact(body)
        except InvalidInput:
            return
        if isinstance(fact, SubmissionFact):
            self._submissions.add((fact.submission, fact.problem, fact.language.value, fact.source_digest))
        elif isinstance(fact, SegmentFact):
            self._segments.add((fact.track, fact.segment, fact.digest))
            self._tracks.add((fact.track, fact.stream.value))
        elif isinstance(fact, RecorderFact) and fact.track is not None:
            self._tracks.add((fact.track, fact.stream.value))

    def names_submission(self, submission: str, request: SubmissionRequest) -> bool:
        """Whether this very source was handed in for this problem in this language."""
        said = (submission, request.problem, request.language.value, request.source_digest)
        return said in self._submissions

    def names_track(self, track: str, stream: TrackKind) -> bool:
        """Whether the track is one of this stream."""
        return (track, stream.value) in self._tracks

    def names_segment(self, track: str, segment: int, digest: str) -> bool:
        """Whether these very bytes are the segment."""
        return (track, segment, digest) in self._segments


class EvidenceSealer:
    """Makes the bytes of one file, in order; a key serves one file only."""

    def __init__(self, head: EvidenceHead, key: bytes) -> None:
        data = head.canonical()
        self.opening = EVIDENCE_MAGIC + _LENGTH.pack(len(data)) + data
        self._cipher, self._context = _cipher(key), _context(self.opening)
        self._number = 0

    def item(self, item: Frozen) -> bytes:
        """The frame of an item."""
        kind = FrameKind.END if isinstance(item, EndItem) else FrameKind.ITEM
        return self._frame(kind, item.canonical())

    def piece(self, data: bytes) -> bytes:
        """The frame of a piece of the segment whose item was made last."""
        return self._frame(FrameKind.PIECE, data)

    def _frame(self, kind: FrameKind, plain: bytes) -> bytes:
        if len(plain) > MAX_FRAME_BYTES:
            raise InvalidInput("frame", f"{MAX_FRAME_BYTES} bytes", "A part of the evidence file is too large.")
        associated = _associated(self._context, kind, self._number)
        sealed = self._cipher.encrypt(_nonce(self._number), plain, associated)
        self._number += 1
        return _FRAME.pack(len(sealed), kind) + sealed


def read_head(read: Read) -> tuple[EvidenceHead, bytes]:
    """The head of a file, and all bytes up to the first frame, which `open_frames` needs.

    Raises InvalidInput(`evidence.not_one`) when it is none of ours, Tampered(`tampered.evidence_cut`) when it is cut.
    """
    magic = read(len(EVIDENCE_MAGIC))
    if magic != EVIDENCE_MAGIC:
        raise InvalidInput("file", "an evidence file", "This is not an evidence file of Recrutr.", "evidence.not_one")
    length_bytes = _exactly(read, _LENGTH.size)
    (length,) = _LENGTH.unpack(length_bytes)
    if length > MAX_HEAD_BYTES:
        raise InvalidInput("file", f"a head of {MAX_HEAD_BYTES} bytes", _DAMAGED_HEAD, "evidence.not_one")
    data = _exactly(read, length)
    try:
        head = EvidenceHead.parse(data)
    except InvalidInput as error:
        raise InvalidInput("file", "a head of version 1", _DAMAGED_HEAD, "evidence.not_one") from error
    return head, magic + length_bytes + data


def open_frames(read: Read, opening: bytes, key: bytes) -> Iterator[Frame]:
    """Every frame in order, the one of kind END last.

    Raises Tampered: `tampered.evidence_cut` when the file ends before its END, `tampered.evidence` when a frame was
    changed, moved or taken from elsewhere, or bytes follow the END.
    """
    cipher, context = _cipher(key), _context(opening)
    for number, (kind, sealed) in enumerate(sealed_frames(read)):
        try:
            plain = cipher.decrypt(_nonce(number), sealed, _associated(context, kind, number))
        except InvalidTag as error:
            words = f"Part {number} of this evidence file was changed or damaged."
            raise Tampered("tampered.evidence", words, {"frame": number}) from error
        yield Frame(number, kind, plain)


def sealed_frames(read: Read) -> Iterator[tuple[FrameKind, bytes]]:
    """Kind and ciphertext of every frame, which needs no key. Raises Tampered as `open_frames` does."""
    number = 0
    while True:
        length, kind = _FRAME.unpack(_exactly(read, _FRAME.size, number))
        if not TAG_BYTES <= length <= MAX_FRAME_BYTES + TAG_BYTES or kind not in set(FrameKind):
            words = f"Part {number} of this evidence file was changed or damaged."
            raise Tampered("tampered.evidence", words, {"frame": number})
        yield FrameKind(kind), _exactly(read, length, number)
        if kind == FrameKind.END:
            break
        number += 1
    if read(1):
        raise Tampered("tampered.evidence", "Something was added to the end of this evidence file.", {"frame": number})


def _disordered(frame: int) -> Tampered:
    words = f"Part {frame} of this evidence file does not follow from the part before."
    return Tampered("tampered.evidence", words, {"frame": frame})


_DAMAGED_HEAD = "The head of this evidence file was changed or damaged, or a newer Recrutr has written it."


def _exactly(read: Read, count: int, frame: int | None = None) -> bytes:
    data = read(count)
    if len(data) != count:
        words = "This evidence file is cut: its end is missing. Copy it again from where it was saved."
        raise Tampered("tampered.evidence_cut", words, {"frame": frame})
    return data


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise InvalidInput("key", f"{KEY_BYTES} bytes", "The key of the evidence file has a wrong size.")
    return AESGCM(key)


def _context(opening: bytes) -> bytes:
    return EVIDENCE_DOMAIN + hashlib.sha256(opening).digest()


def _associated(context: bytes, kind: FrameKind, number: int) -> bytes:
    return context + struct.pack(">BQ", kind, number)


def _nonce(number: int) -> bytes:
    return struct.pack(">IQ", 0, number)
