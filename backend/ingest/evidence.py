"""Taking in an evidence file: the same work that a device would have sent, brought by a person.

Guarantees: the whole file is read and verified before anything changes, so that one that is cut, damaged or another's
changes nothing; then each part goes the way that it goes from a device (same rules of timeliness, each part stored
once), so that importing twice, or after a part has arrived by the network, adds nothing. Every import is in the audit
list, also one that stopped half-way. Memory does not grow with the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import func, select

from backend.access import MemberSubject, find
from backend.accounts.models import Organisation
from backend.attempts.joining import DeviceSubject
from backend.attempts.models import Attempt, Device
from backend.attempts.service import finish, worked_attempt
from backend.audit import service as audit
from backend.ingest import journal, recordings
from backend.ingest.books import Arrival
from backend.ingest.evidence_uploads import Arrived
from backend.ingest.models import JournalHead, Segment, Track
from backend.ingest.receiving import measured
from backend.ingest.recordings import Place, not_told, told_streams
from backend.ingest.storing import Storing
from backend.objects import full_disk
from backend.scoring.models import Submission
from backend.scoring.service import submit
from backend.transaction import Services, Transaction
from protocol.attempts import TrackKind
from protocol.canonical import digest_hex, from_base64
from protocol.edits import utf8
from protocol.errors import Conflict, Gone, InvalidInput, Refused, Tampered
from protocol.evidence import (
    PIECE_BYTES,
    AcknowledgementItem,
    BatchItem,
    EndItem,
    EvidenceHead,
    EvidenceItem,
    Read,
    ReceiptItem,
    Recorded,
    SegmentItem,
    SubmissionItem,
    TrackItem,
    WorkItem,
    read_head,
    read_items,
)
from protocol.journal import Chain, Head, parse_entry, verify_batch
from protocol.member_wire import EvidenceImported
from protocol.receipts import Acknowledgement, SubmissionReceipt, Ticket
from protocol.wire import FinishRequest

Said = ParamSpec("Said")
Row = TypeVar("Row", Submission, Track, Segment)
Items = Iterator[tuple[EvidenceItem, Iterator[bytes]]]


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a file is checked with: whose it must be, and the keys for that."""

    subject: DeviceSubject
    commitment_key: bytes
    server_key: str
    file_key: bytes
    told: frozenset[TrackKind]
    """The recordings that the candidate was told of."""


@dataclass
class _Counts:
    entries: int = 0
    submissions: int = 0
    tracks: int = 0
    segments: int = 0


def import_evidence(services: Services, member: MemberSubject, attempt: str, file: Arrived) -> EvidenceImported:
    """Verify a whole file, then take it in.

    Raises InvalidInput(`evidence.not_one`), Conflict(`evidence.other_attempt`, `evidence.other_organisation`,
    `evidence.other_device`, `attempt.state`), Refused(`keys.sealed`), Tampered, and Conflict(`journal.fork`) after the
    journal that differs was kept aside and flagged.
    """
    digest = _digest(file.reader())
    first = file.reader()
    head, opening = read_head(first)
    bearer = _bearer(services, member, attempt, head)
    _Check(services, bearer).run(read_items(first, opening, bearer.file_key))
    second = file.reader()
    read_head(second)
    taking, new, whole = _Taking(services, bearer), _New(services, bearer.subject), False
    with services.transaction() as tx:  # before anything is taken: the taking is many transactions
        begun = audit.Event("evidence.import_begun", "attempt", attempt, {"digest": digest})
        audit.record(tx, member, bearer.subject.organisation, begun)
    try:
        taking.run(read_items(second, opening, bearer.file_key))
        whole = True
    finally:
        counts = new.counts()
        told = {"digest": digest, "refused": len(taking.refused), "whole": whole, **asdict(counts)}
        with services.transaction() as tx:
            event = audit.Event("evidence.imported", "attempt", attempt, told)
            audit.record(tx, member, bearer.subject.organisation, event)
    with services.reading() as tx:
        row = find(tx.session, member, Attempt, Attempt.id == attempt)
        return EvidenceImported(
            digest=digest,
            finished=row.receipt is not None,
            timeliness=row.timeliness,
            refused=taking.refused,
            **asdict(counts),
        )


def _bearer(services: Services, member: MemberSubject, attempt_id: str, head: EvidenceHead) -> Bearer:
    with services.reading() as tx:
        attempt = find(tx.session, member, Attempt, Attempt.id == attempt_id)
        if head.organisation != attempt.organisation:
            words = "This file was saved for another organisation. It cannot be opened here, and nothing was changed."
            raise Conflict("evidence.other_organisation", words)
        if head.attempt != attempt.id:
            words = "This file belongs to another attempt. Open that attempt's page and import it there."
            raise Conflict("evidence.other_attempt", words)
        device = tx.session.get(Device, (attempt.id, head.device))
        if device is None:
            words = "This file comes from a computer that never joined this attempt. Nothing was changed."
            raise Conflict("evidence.other_device", words)
        if not tx.session.get_one(Organisation, attempt.organisation).managed:
            words = "This organisation keeps its key itself, so this server cannot open the file."
            raise Refused("keys.sealed", words)
        subject = DeviceSubject(attempt.organisation, attempt.id, attempt.candidate, device.id, device.public_key)
        worked_attempt(tx, subject)
        try:
            file_key = tx.keys.open_data_key(attempt.organisation, head.wrapped_key)
        except (Tampered, InvalidInput) as error:
            raise Tampered("tampered.evidence", "The key in this evidence file was changed or damaged.") from error
        commitment_key = tx.keys.commitment_key(attempt.candidate, attempt.id)
        told = told_streams(tx, attempt)
        return Bearer(subject, commitment_key, tx.keys.server_key().public_key, file_key, told)


class _Check:
    """The first reading: everything must hold, nothing is changed. Raises Tampered, InvalidInput, Conflict, Refused.

    Whoever holds the organisation's public key can seal a file. What is no entry and bears no signature of the device
    is taken only when the signed journal in the same file names it, or when the very same is stored already.
    """

    def __init__(self, services: Services, bearer: Bearer) -> None:
        self._services, self._bearer, self._found = services, bearer, _Counts()
        self._recorded = Recorded()
        subject = bearer.subject
        self._chain = Chain(subject.attempt, subject.device, bearer.commitment_key)
        self._head = Head(0, "")

    def run(self, items: Items) -> None:
        for item, pieces in items:
            if isinstance(item, SegmentItem):
                self._segment(item, pieces)
            else:
                self._one(item)

    def _one(self, item: EvidenceItem) -> None:
        if isinstance(item, WorkItem):
            self._work(item)
        elif isinstance(item, BatchItem):
            wire = item.batch.entries
            entries = [parse_entry(from_base64(it.header, "header"), from_base64(it.body, "body")) for it in wire]
            self._head = self._chain.verify(entries, self._head)
            verify_batch(entries, item.batch.signature, self._bearer.subject.public_key)
            for entry in entries:
                self._recorded.take(entry.body)
        elif isinstance(item, AcknowledgementItem):
            self._acknowledgement(item)
        elif isinstance(item, SubmissionItem):
            self._submission(item)
        elif isinstance(item, TrackItem):
            self._track(item)
        elif isinstance(item, ReceiptItem):
            self._receipt(item)
        elif isinstance(item, EndItem):
            self._end(item)

    def _work(self, item: WorkItem) -> None:
        ticket, subject = Ticket.from_signed(item.ticket, self._bearer.server_key), self._bearer.subject
        if (ticket.attempt, ticket.organisation) != (subject.attempt, subject.organisation):
            raise Conflict("evidence.other_attempt", "This file holds the work of another attempt.")
        self._head = Head(0, item.ticket.digest)

    def _acknowledgement(self, item: AcknowledgementItem) -> None:
        word = Acknowledgement.from_signed(item.acknowledgement, self._bearer.server_key)
        owner = (self._bearer.subject.attempt, self._bearer.subject.device)
        if (word.attempt, word.device) != owner or word.seq > self._head.seq:
            raise Tampered("tampered.owner", "The receipt of the server in this file is for other work.")

    def _end(self, item: EndItem) -> None:
        counted = (self._head.seq, self._found.submissions, self._found.segments)
        if counted != (item.entries, item.submissions, item.segments):
            raise Tampered("tampered.evidence", "This evidence file does not hold what its end says.")

    def _receipt(self, item: ReceiptItem) -> None:
        subject = self._bearer.subject
        receipt = SubmissionReceipt.from_signed(item.receipt, subject.public_key)
        if (receipt.attempt, receipt.device) != (subject.attempt, subject.device):
            raise Tampered("tampered.owner", "The submission receipt in this file is for other work.")
        if (receipt.seq, receipt.head) != (self._head.seq, self._head.hash):
            raise Tampered("tampered.receipt", "The submission receipt does not name the end of the journal beside it.")

    def _submission(self, item: SubmissionItem) -> None:
        request = item.request
        if digest_hex(utf8(request.source, "source")) != request.source_digest:
            raise Tampered("tampered.source", "A source in this file does not match its digest.")
        if not self._recorded.names_submission(item.submission, request):
            row = self._stored(Submission, item.submission)
            same = (request.problem, request.language.value, request.source_digest)
            if row is None or (row.problem, row.language, row.source_digest) != same:
                raise _not_recorded("a submission")
        self._found.submissions += 1

    def _track(self, item: TrackItem) -> None:
        stream = item.request.stream
        if stream not in self._bearer.told:
            raise not_told(stream)
        if not self._recorded.names_track(item.track, stream):
            row = self._stored(Track, item.track)
            if row is None or row.stream != stream.value:
                raise _not_recorded("a recording")

    def _stored(self, kind: type[Row], *name: str | int) -> Row | None:
        with self._services.reading() as tx:
            return tx.session.get(kind, (self._bearer.subject.attempt, *name))

    def _segment(self, item: SegmentItem, pieces: Iterator[bytes]) -> None:
        if not self._recorded.names_segment(item.track, item.segment, item.digest):
            row = self._stored(Segment, item.track, item.segment)
            if row is None or row.digest != item.digest:
                raise _not_recorded("a part of a recording")
        digest = hashlib.sha256()
        for piece in pieces:
            digest.update(piece)
        if digest.hexdigest() != item.digest:
            raise Tampered("tampered.segment", "A recording in this file does not match its digest.")
        self._found.segments += 1


class _Taking:
    """The second reading: every part goes the way that it goes from a device."""

    def __init__(self, services: Services, bearer: Bearer) -> None:
        self._services, self._subject, self._storing = services, bearer.subject, Storing(services)
        self.refused: list[str] = []
        """What was refused, in words."""

    def run(self, items: Items) -> None:
        """Take everything in. Raises Conflict(`journal.fork`), EnvironmentFault, Gone."""
        for item, pieces in items:
            if isinstance(item, BatchItem):
                journal.store_batch(self._services, self._subject, item.batch)
            elif isinstance(item, SubmissionItem):
                self._try("A submission", submit, item.submission, item.request)
            elif isinstance(item, TrackItem):
                what = f"A {item.request.stream.value} recording"
                self._try(what, recordings.declare_track, item.track, item.request)
            elif isinstance(item, SegmentItem):
                self._segment(item, pieces)
            elif isinstance(item, ReceiptItem):
                self._try("The submission receipt", finish, FinishRequest(receipt=item.receipt))

    def _try(
        self,
        what: str,
        act: Callable[Concatenate[Transaction, DeviceSubject, Said], object],
        *said: Said.args,
        **named: Said.kwargs,
    ) -> None:
        try:
            with self._services.transaction() as tx:
                act(tx, self._subject, *said, **named)
        except Gone:
            raise
        except Refused as refusal:
            self._refuse(what, refusal)

    def _segment(self, item: SegmentItem, pieces: Iterator[bytes]) -> None:
        with self._services.objects.draft() as file:
            try:
                for piece in pieces:
                    file.write(piece)
            except OSError as error:
                raise full_disk(error) from error
            place, upload = Place(item.track, item.segment), measured(file, item.digest)
            try:
                self._storing.store(Arrival(self._subject, place, upload))
            except Gone:
                raise
            except Refused as refusal:
                self._refuse("A part of a recording", refusal)

    def _refuse(self, what: str, refusal: Refused) -> None:
        words = f"{what} was not taken: {refusal.message}"
        if words not in self.refused:
            self.refused.append(words)


def _not_recorded(what: str) -> Tampered:
    words = f"This file holds {what} that the journal in it, signed by the candidate's computer, does not record."
    return Tampered("tampered.not_recorded", words)


class _New:
    """What is stored beyond what was stored when this was made."""

    def __init__(self, services: Services, subject: DeviceSubject) -> None:
        self._services, self._subject = services, subject
        self._before = self._stored()

    def counts(self) -> _Counts:
        before, now = self._before, self._stored()
        return _Counts(
            now.entries - before.entries,
            now.submissions - before.submissions,
            now.tracks - before.tracks,
            now.segments - before.segments,
        )

    def _stored(self) -> _Counts:
        subject = self._subject
        with self._services.reading() as tx:
            head = tx.session.get(JournalHead, (subject.attempt, subject.device))

            def count(entity: type[Submission | Track | Segment]) -> int:
                return tx.session.scalar(select(func.count()).where(entity.attempt == subject.attempt)) or 0

            return _Counts(head.seq if head else 0, count(Submission), count(Track), count(Segment))


def _digest(read: Read) -> str:
    digest = hashlib.sha256()
    while piece := read(PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()
