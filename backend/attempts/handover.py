"""What a device that continues an attempt takes over: documents and submissions that the server had acknowledged.

A replay of the stored journal up to the entry that the ticket names, and the submissions received until then: the same
answer whenever it is asked, whatever the earlier device sends later. An edit that does not fit ends its document there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.attempts.machines import ticket_of
from backend.attempts.models import Attempt, Device
from backend.ingest.reading import read_bodies
from backend.scoring.models import Submission
from backend.scoring.reading import read_source
from backend.scoring.status import statuses_of
from backend.transaction import Transaction
from protocol.edits import Document
from protocol.errors import InvalidInput, Tampered
from protocol.facts import DocumentFact, EditFact, Fact, FileEvent, FileFact, parse_fact
from protocol.receipts import EarlierDevice
from protocol.verdicts import LanguageId
from protocol.wire import HandedDocument, HandedSubmission, Handover, SubmissionRequest

Place = tuple[str, LanguageId, str | None]
"""Where a document belongs: problem, language, and the name of its file."""


@dataclass(slots=True)
class Work:
    """Documents by place, and which one each problem shows."""

    texts: dict[Place, Document] = field(default_factory=dict)
    shown: dict[str, Place] = field(default_factory=dict)
    _places: dict[str, Place] = field(default_factory=dict)
    _deleted: dict[str, tuple[Place, Document]] = field(default_factory=dict)

    def take(self, fact: Fact) -> None:
        """Apply one fact of a journal."""
        if isinstance(fact, DocumentFact):
            place = (fact.problem, fact.language, fact.path)
            self._places[fact.document] = self.shown[fact.problem] = place
            self.texts[place] = Document(fact.text)
        elif isinstance(fact, EditFact) and fact.document in self._places:
            place = self._places[fact.document]
            try:
                self.texts[place].apply(fact.edit)
            except Tampered:
                del self._places[fact.document]  # what follows would be guessed; the text so far is certain
            self.shown[place[0]] = place
        elif isinstance(fact, FileFact):
            self._file(fact)

    def _file(self, fact: FileFact) -> None:
        if fact.event is FileEvent.BROUGHT_BACK and fact.document in self._deleted:
            place, text = self._deleted.pop(fact.document)
            self._places[fact.document], self.texts[place] = place, text
        if fact.document not in self._places:
            return
        place = self._places[fact.document]
        if fact.event is FileEvent.RENAMED:
            renamed = self._places[fact.document] = (*place[:2], fact.path)
            self.texts[renamed] = self.texts.pop(place)
            if self.shown.get(place[0]) != place:
                return
            place = renamed
        elif fact.event is FileEvent.DELETED:
            self._deleted[fact.document] = (self._places.pop(fact.document), self.texts.pop(place))
            if self.shown.get(place[0]) != place:
                return
            place = next((one for one in self.texts if one[:2] == place[:2]), place)
        self.shown[place[0]] = place


def handover_for(tx: Transaction, attempt: Attempt, device: Device) -> Handover | None:
    """The work that `device` takes over; None for a device that began the attempt itself."""
    ticket = ticket_of(device)
    if ticket is None or ticket.continues is None:
        return None
    work = _work_until(tx, attempt, ticket.continues)
    documents = [
        HandedDocument(
            problem=place[0],
            language=place[1],
            path=place[2],
            text=text.text,
            shown=work.shown[place[0]] == place,
        )
        for place, text in work.texts.items()
    ]
    return Handover(documents=documents, submissions=_submissions(tx, attempt, device.ticket_at_us or 0))


def _work_until(tx: Transaction, attempt: Attempt, earlier: EarlierDevice) -> Work:
    device = tx.session.get_one(Device, (attempt.id, earlier.device))
    ticket = ticket_of(device)
    before = ticket.continues if ticket else None
    work = _work_until(tx, attempt, before) if before else Work()
    for body in read_bodies(tx, attempt, earlier.device, earlier.seq):
        try:
            work.take(parse_fact(body))
        except InvalidInput:
            continue
    return work


def _submissions(tx: Transaction, attempt: Attempt, until_us: int) -> list[HandedSubmission]:
    rows = tx.session.scalars(
        select(Submission)
        .where(Submission.attempt == attempt.id, Submission.received_at_us <= until_us)
        .order_by(Submission.received_at_us, Submission.id)
        .options(undefer(Submission.sealed_source))
    ).all()
    return [
        HandedSubmission(
            request=SubmissionRequest(
                problem=row.problem,
                language=LanguageId(row.language),
                source=read_source(tx, attempt, row),
                source_digest=row.source_digest,
                seq=row.seq,
            ),
            status=status,
        )
        for row, status in zip(rows, statuses_of(tx, rows), strict=True)
    ]
