"""Reports: building a version, opening one for somebody who may see it, and the audit line of every view.

Guarantees: a report is never changed; equal inputs do not make a new version; everything is sealed under the
candidate's key and dies with it. A view is written to the audit log in the transaction that reads.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from backend.access import Subject, find, visible
from backend.assessments.drawing import problems_for
from backend.attempts.models import Attempt
from backend.audit.service import Event, record
from backend.ingest.reading import read_journal
from backend.reports import repository
from backend.reports.build import Inputs, Stamp, build
from backend.reports.document import ReportDocument
from backend.reports.models import Report
from backend.reports.timeline import FORMAT_1, Recorded, Timeline, in_columns
from backend.scoring.reading import read_source
from backend.transaction import Transaction
from backend.webhooks import outbox
from protocol.errors import InvalidInput
from protocol.facts import parse_fact
from protocol.identifiers import new_identifier
from protocol.journal import Entry

DOCUMENT = "report/document"
TIMELINE = "report/timeline"


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is built but not stored; `document` gets its final version number when it is."""

    attempt: str
    inputs_digest: str
    document: ReportDocument
    timeline: Timeline


def draft_report(tx: Transaction, attempt_id: str) -> Draft | None:
    """Build from what is stored now, in a reading transaction; None when the newest report is of the same inputs.

    Raises Gone(`key.destroyed`) when the attempt was erased.
    """
    inputs = _gather(tx, attempt_id)
    newest = repository.newest(tx.session, attempt_id)
    digest = inputs.digest()
    if newest is not None and newest.inputs_digest == digest:
        return None
    document, timeline = build(inputs, Stamp(new_identifier(), (newest.version if newest else 0) + 1, tx.now_us))
    return Draft(attempt_id, digest, document, timeline)


def keep_report(tx: Transaction, draft: Draft) -> Report:
    """Store a draft as the next version, sealed; two builds of the same inputs leave one row."""
    attempt = repository.attempt_of(tx.session, draft.attempt)
    newest = repository.newest(tx.session, draft.attempt)
    if newest is not None and newest.inputs_digest == draft.inputs_digest:
        return newest
    version = (newest.version if newest else 0) + 1
    document = draft.document.model_copy(update={"version": version})
    row = Report(
        id=document.report,
        organisation=attempt.organisation,
        attempt=attempt.id,
        version=version,
        inputs_digest=draft.inputs_digest,
        sealed_document=_seal(tx, attempt, DOCUMENT, document.canonical(), document.report),
        sealed_timeline=_seal(tx, attempt, TIMELINE, draft.timeline.model_dump_json().encode(), document.report),
        built_at_us=tx.now_us,
    )
    tx.session.add(row)
    tx.session.flush()
    outbox.tell(tx, attempt.organisation, "report.ready", {"attempt": attempt.id})
    return row


def record_view(tx: Transaction, subject: Subject, attempt: Attempt, report: Report) -> None:
    """Write "this report was looked at" to the audit log, about the attempt, so that the candidate sees it."""
    details: dict[str, str | int | bool | None] = {"report": report.id, "version": report.version}
    record(tx, subject, attempt.organisation, Event("report.viewed", "attempt", attempt.id, details))


def newest_report(tx: Transaction, subject: Subject, attempt: Attempt) -> Report | None:
    """The newest report that `subject` may see, or None when none was built yet."""
    statement = visible(subject, Report).where(Report.attempt == attempt.id)
    return tx.session.scalars(statement.order_by(Report.version.desc()).limit(1)).one_or_none()


def find_report(tx: Transaction, subject: Subject, report: str) -> Report:
    """One report by id. Raises NotFound when it does not exist or `subject` may not see it."""
    return find(tx.session, subject, Report, Report.id == report)


def open_document(tx: Transaction, attempt: Attempt, report: Report) -> ReportDocument:
    """The document, opened. The caller has found `report` through access and has written the view to the audit log."""
    tx.session.refresh(report, ["sealed_document"])
    return ReportDocument.parse(_open(tx, attempt, DOCUMENT, report.sealed_document, report.id))


def open_timeline(tx: Transaction, attempt: Attempt, report: Report) -> bytes:
    """The timeline as JSON bytes in the present format, opened."""
    return zlib.decompress(packed_timeline(tx, attempt, report))


def packed_timeline(tx: Transaction, attempt: Attempt, report: Report) -> bytes:
    """The same, compressed as it is stored (zlib, which HTTP calls "deflate")."""
    tx.session.refresh(report, ["sealed_timeline"])
    packed = tx.keys.open(attempt.candidate, report.sealed_timeline, f"{TIMELINE}/{report.id}".encode())
    if zlib.decompressobj().decompress(packed, len(FORMAT_1)) != FORMAT_1:
        return packed
    return zlib.compress(in_columns(zlib.decompress(packed)))


def _gather(tx: Transaction, attempt_id: str) -> Inputs:
    session = tx.session
    attempt = repository.attempt_of(session, attempt_id)
    assessment = repository.assessment_of(session, attempt)
    submissions = repository.judged_submissions(session, attempt_id)
    return Inputs(
        attempt=attempt,
        assessment=assessment,
        candidate=repository.candidate_of(session, attempt),
        problems=[repository.ProblemPlace(label, problem) for label, problem in problems_for(tx, attempt)],
        submissions=submissions,
        sources={item.submission.id: read_source(tx, attempt, item.submission) for item in submissions},
        heads=repository.journal_heads(session, attempt_id),
        flags=repository.flags_of(session, attempt_id),
        entries=_readable(read_journal(tx, attempt)),
        tracks=repository.tracks_of(session, attempt_id),
    )


def _readable(entries: Iterable[Entry]) -> list[Recorded]:
    """The entries whose body is a known fact; the ingest flagged the others, and their flag becomes a finding."""
    found = []
    for entry in entries:
        try:
            found.append(Recorded(entry.header, parse_fact(entry.body)))
        except InvalidInput:
            continue
    return found


def _seal(tx: Transaction, attempt: Attempt, purpose: str, plain: bytes, report: str) -> bytes:
    return tx.keys.seal(attempt.candidate, plain, f"{purpose}/{report}".encode(), compress=True)


def _open(tx: Transaction, attempt: Attempt, purpose: str, sealed: bytes, report: str) -> bytes:
    return tx.keys.open(attempt.candidate, sealed, f"{purpose}/{report}".encode(), compressed=True)
