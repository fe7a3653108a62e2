"""Filling a new store with what came back from the server, in one transaction.

Guarantees: the journal continues after the last entry that came back, beginning with the fact that it was restored;
every submission, track and segment of the journal has its row again, with what the server holds marked as arrived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from protocol.canonical import digest_hex, from_base64
from protocol.edits import Document
from protocol.facts import DocumentFact, EditFact, Fact, RestoredFact, SegmentFact, SubmissionFact, parse_fact
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Entry, Head, Moment
from protocol.recovery import RecoveredTrack
from protocol.wire import Joined, SubmissionRequest, SubmissionStatus
from sync.clock import mono_us, wall_us
from sync.store.database import Database
from sync.store.journal import Journal
from sync.store.outbox import ACKNOWLEDGEMENT, COUNTERSIGNED, RECEIPT
from sync.store.records import APP, STARTED, DeviceIdentity, Recovered

NOT_REBUILT = "The source that was handed in could not be rebuilt from the record. Hand it in again."


@dataclass(frozen=True, slots=True)
class Restored:
    """What goes into the new store. `settings` are the app's own; `reason` the code of the fault."""

    recovered: Recovered
    settings: Mapping[str, bytes]
    reason: str


def fill(database: Database, joined: Joined, identity: DeviceIdentity, restored: Restored) -> None:
    """Write everything but the settings of every new store; inside the caller's transaction."""
    back, entries = restored.recovered, restored.recovered.entries
    facts = [parse_fact(entry.body) for entry in entries]
    database.write_many(
        "INSERT INTO entry (seq, kind, header, body, hash) VALUES (?, ?, ?, ?, ?)",
        [(it.seq, fact.kind, it.header_bytes, it.body, it.hash) for it, fact in zip(entries, facts, strict=True)],
    )
    settings = {
        STARTED: back.started.model_dump_json().encode("utf-8"),
        ACKNOWLEDGEMENT: back.acknowledgement.canonical(),
        **{APP + name: value for name, value in restored.settings.items()},
    }
    for name, signed in ((RECEIPT, back.first.receipt), (COUNTERSIGNED, back.first.countersigned)):
        if signed is not None:
            settings[name] = signed.canonical()
    database.write_many("INSERT INTO setting (name, value) VALUES (?, ?)", list(settings.items()))
    _write_submissions(database, entries, facts, {it.submission: it for it in back.statuses})
    _write_recordings(database, back.first.tracks, facts)
    if back.first.receipt is None:
        key = from_base64(back.started.commitment_key, "commitment_key")
        journal = Journal(Chain(joined.attempt, identity.device, key), back.started.ticket.digest)
        head = Head(entries[-1].seq, entries[-1].hash) if entries else Head(0, journal.root)
        moment = Moment(new_identifier(), mono_us(), wall_us())
        journal.append(database, head, [RestoredFact(reason=restored.reason)], moment)


def _write_submissions(
    database: Database, entries: list[Entry], facts: list[Fact], statuses: Mapping[str, SubmissionStatus]
) -> None:
    """Each submission with the source that the journal gives at its place; those that arrived with their status."""
    rows = []
    for seq, fact, text in _handed_in(entries, facts):
        fits = digest_hex(text.encode("utf-8")) == fact.source_digest
        request = SubmissionRequest(
            problem=fact.problem,
            language=fact.language,
            source=text if fits else "",
            source_digest=fact.source_digest,
            seq=seq,
        )
        status = statuses.get(fact.submission)
        told = None if status is None else status.canonical()
        rows.append((fact.submission, seq, request.canonical(), told, None if fits or told else NOT_REBUILT))
    sql = "INSERT OR IGNORE INTO submission (submission, seq, request, status, refusal) VALUES (?, ?, ?, ?, ?)"
    database.write_many(sql, rows)


def _handed_in(entries: list[Entry], facts: list[Fact]) -> Iterator[tuple[int, SubmissionFact, str]]:
    texts: dict[str, Document] = {}
    for entry, fact in zip(entries, facts, strict=True):
        if isinstance(fact, DocumentFact):
            texts[fact.document] = Document(fact.text)
        elif isinstance(fact, EditFact) and fact.document in texts:
            texts[fact.document].apply(fact.edit)
        elif isinstance(fact, SubmissionFact):
            known = texts.get(fact.document)
            yield entry.seq, fact, "" if known is None else known.text


def _write_recordings(database: Database, tracks: list[RecoveredTrack], facts: list[Fact]) -> None:
    """Tracks that the server knows, and the segments that the journal describes; those it holds are confirmed.

    A track that it does not know cannot come: the wrapped key was in the damaged file.
    """
    database.write_many(
        "INSERT INTO track (track, stream, launch, mime, wrapped_key, device_name, confirmed)"
        " VALUES (?, ?, ?, ?, '', ?, 1)",
        [(it.track, it.stream.value, it.launch, it.mime, it.device_name) for it in tracks],
    )
    held = {(it.track, it.segment): it.digest for track in tracks for it in track.segments}
    known = {it.track for it in tracks}
    database.write_many(
        "INSERT OR IGNORE INTO segment (track, segment, digest, size_bytes, confirmed) VALUES (?, ?, ?, ?, ?)",
        [
            (it.track, it.segment, it.digest, it.size_bytes, int(held.get((it.track, it.segment)) == it.digest))
            for it in facts
            if isinstance(it, SegmentFact) and it.track in known
        ],
    )
