"""Annotations: what members write about lines of code at a moment of the replay, and replies to it.

Guarantees: `access` seals them like scores, so nobody reads another's before all who are named have handed in; what is
written lies under the candidate's key and dies with it; the audit list says that somebody wrote, never what. The
quoted lines are those that the page showed; whoever opens them has them compared with the replay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from backend.access import MemberSubject, find, visible
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.portal.repository import member_names
from backend.reports.models import Report
from backend.reports.service import find_report
from backend.reviews.models import Annotation
from backend.transaction import Transaction
from protocol.edits import utf8
from protocol.errors import Conflict, InvalidInput
from protocol.identifiers import Identifier, new_identifier
from protocol.model import Frozen
from protocol.saying import to_say

MAX_WORDS = 2000
MAX_LINES = 100
MAX_QUOTE = 20_000
MAX_LINE_NUMBER = 1_000_000
MAX_MOMENT_US = 30 * 24 * 3600 * 1_000_000
MAX_ANNOTATIONS = 500
"""Of one attempt, replies with them; more would be read by nobody."""


class Place(Frozen):
    """Lines `first` to `last` (from 1) of a document at a moment (µs) of the replay, and how they read then."""

    document: Identifier
    t_us: int = Field(ge=0, le=MAX_MOMENT_US)
    first: int = Field(ge=1, le=MAX_LINE_NUMBER)
    last: int = Field(ge=1, le=MAX_LINE_NUMBER)
    quote: str = Field(max_length=MAX_QUOTE)


class Words(Frozen):
    """What is sealed of one annotation; a reply has no place of its own."""

    text: str = Field(max_length=MAX_WORDS)
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a member sends: words, and where they belong: a place, or the annotation that they answer."""

    text: str
    place: Place | None = None
    thread: str = ""


def write(tx: Transaction, subject: MemberSubject, report_id: str, written: Written) -> Annotation:
    """Keep an annotation or a reply. Raises NotFound, InvalidInput, Conflict(`annotation.many`), Gone."""
    report = find_report(tx, subject, report_id)
    attempt = find(tx.session, subject, Attempt, Attempt.id == report.attempt)
    text = _checked(written)
    if written.thread:
        find(tx.session, subject, Annotation, *_thread(attempt, written.thread))
    count = select(func.count()).where(Annotation.attempt == attempt.id)
    if (tx.session.scalar(count) or 0) >= MAX_ANNOTATIONS:
        raise Conflict(
            "annotation.many",
            to_say("An attempt holds {max_annotations} annotations at most.", max_annotations=MAX_ANNOTATIONS),
        )
    row = _keep(tx, subject, report, Words(text=text, place=None if written.thread else written.place))
    row.thread = written.thread or None
    tx.session.flush()
    event = audit.Event("annotation.written", "attempt", attempt.id, {"report": report.id})
    audit.record(tx, subject, attempt.organisation, event)
    return row


def remove(tx: Transaction, subject: MemberSubject, annotation_id: str) -> Annotation:
    """Delete one's own annotation while nobody has answered it. Raises NotFound, Conflict(`annotation.answered`)."""
    mine = (Annotation.id == annotation_id, Annotation.member == subject.member)
    row = find(tx.session, subject, Annotation, *mine)
    if tx.session.scalar(select(Annotation.id).where(Annotation.thread == row.id).limit(1)) is not None:
        raise Conflict(
            "annotation.answered", to_say("Somebody has answered this: it stays, so that the answer can be read.")
        )
    event = audit.Event("annotation.removed", "attempt", row.attempt, {"report": row.report})
    audit.record(tx, subject, row.organisation, event)
    tx.session.delete(row)
    return row


def shown(tx: Transaction, subject: MemberSubject, attempt: Attempt) -> list[dict[str, Any]]:
    """What the subject may read of an attempt's annotations, oldest first, as JSON values."""
    statement = visible(subject, Annotation).where(Annotation.attempt == attempt.id)
    rows = tx.session.scalars(statement.order_by(Annotation.written_at_us, Annotation.id)).all()
    answered = {row.thread for row in rows}
    names = member_names(tx.session, attempt.organisation)
    found = []
    for row in rows:
        words = Words.parse(tx.keys.open(attempt.candidate, row.sealed_words, _associated(row.id)))
        found.append(
            {
                "id": row.id,
                "thread": row.thread,
                "by": names.get(row.member, "A former member"),
                "written_at_us": row.written_at_us,
                "removable": row.member == subject.member and row.id not in answered,
                "text": words.text,
                "place": words.place.model_dump() if words.place else None,
            }
        )
    return found


def _thread(attempt: Attempt, thread: str) -> tuple[Any, ...]:
    return (Annotation.id == thread, Annotation.attempt == attempt.id, Annotation.thread.is_(None))


def _checked(written: Written) -> str:
    text = written.text.strip()
    if not 1 <= len(text) <= MAX_WORDS:
        raise InvalidInput(
            "text", f"1 to {MAX_WORDS} characters", to_say("Write 1 to {max_words} characters.", max_words=MAX_WORDS)
        )
    utf8(text, "text")
    if written.thread:
        return text
    if written.place is None:
        raise InvalidInput("place", "lines of a document", to_say("Choose the lines that this is about."))
    place = written.place
    utf8(place.quote, "quote")
    lines = place.last - place.first + 1
    if not 1 <= lines <= MAX_LINES:
        raise InvalidInput(
            "last",
            f"1 to {MAX_LINES} lines",
            to_say("Choose 1 to {max_lines} lines, the first one first.", max_lines=MAX_LINES),
        )
    if place.quote.count("\n") + 1 != lines:
        raise InvalidInput("quote", f"{lines} lines", to_say("The quoted lines are not those that were chosen."))
    return text


def _keep(tx: Transaction, subject: MemberSubject, report: Report, words: Words) -> Annotation:
    attempt = tx.session.get_one(Attempt, report.attempt)
    identifier = new_identifier()
    row = Annotation(
        id=identifier,
        organisation=report.organisation,
        attempt=report.attempt,
        report=report.id,
        member=subject.member,
        sealed_words=tx.keys.seal(attempt.candidate, words.canonical(), _associated(identifier)),
        written_at_us=tx.now_us,
    )
    tx.session.add(row)
    return row


def _associated(annotation: str) -> bytes:
    return f"annotation/{annotation}".encode()
