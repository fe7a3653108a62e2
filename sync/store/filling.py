"""Filling a new store with what came back from the server and what the old copy still told, in one transaction.

Guarantees: the journal continues after the last entry that came back, beginning with the fact that it was restored;
every submission, track and segment of the journal has its row again, with what the server holds marked as arrived; what
only the old copy had handed in is handed in again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from protocol.canonical import digest_hex, from_base64
from protocol.documents import Documents
from protocol.facts import (
    ContinuedFact,
    Fact,
    MovedFact,
    RestoredFact,
    SegmentFact,
    SubmissionFact,
    parse_fact,
)
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Entry, Head, Moment
from protocol.projects import pack
from protocol.receipts import Signed, SubmissionReceipt
from protocol.restoring import Restored
from protocol.wire import Joined, Started, SubmissionRequest, SubmissionStatus
from sync.clock import mono_us, wall_us
from sync.store.database import Database, Row
from sync.store.handing_in import write_submission
from sync.store.headers import Headers
from sync.store.journal import Journal, write_entries
from sync.store.moving import EXTENSION
from sync.store.outbox import ACKNOWLEDGEMENT, COUNTERSIGNED, MOVED, NOT_REBUILT, RECEIPT
from sync.store.reading import StoredWork
from sync.store.records import APP, STARTED, DeviceIdentity
from sync.store.writer import Pen


@dataclass(frozen=True, slots=True)
class Recovered:
    """Everything that the server holds of one device, verified from the ticket to the signed head.

    `first` has notice, tracks and receipts; `acknowledgement` is the server's word on the last of the `entries`.
    """

    joined: Joined
    started: Started
    identity: DeviceIdentity
    entries: list[Entry]
    acknowledgement: Signed
    first: Restored
    statuses: list[SubmissionStatus]

    @property
    def head(self) -> Head:
        """Where the journal that came back ends."""
        last = self.entries[-1] if self.entries else None
        return Head(0, self.started.ticket.digest) if last is None else Head(last.seq, last.hash)

    @property
    def receipt(self) -> Signed | None:
        """This device's submission receipt, when it names the end of what came back."""
        if self.first.receipt is None:
            return None
        word = SubmissionReceipt.from_signed(self.first.receipt, self.identity.public_key)
        return self.first.receipt if (word.seq, word.head) == (self.head.seq, self.head.hash) else None


@dataclass(frozen=True, slots=True)
class Remains:
    """What an old copy that opens still tells: the app's values, tracks, segments, and what it handed in.

    A submission whose source it no longer has is not among them.
    """

    settings: Mapping[str, bytes]
    tracks: tuple[Row, ...] = ()
    segments: tuple[Row, ...] = ()
    submissions: tuple[tuple[SubmissionFact, str], ...] = ()

    @classmethod
    def of(cls, old: StoredWork) -> Remains:
        """Read them."""
        settings = old.rows("SELECT name, value FROM setting")
        rows = old.rows("SELECT submission, request FROM submission ORDER BY seq")
        sources = {name: SubmissionRequest.parse(request).source for name, request in rows}
        known = ((fact, sources[fact.submission]) for fact in old.submission_facts() if fact.submission in sources)
        return cls(
            settings={name: value for name, value in settings if name.startswith(APP) or name == EXTENSION},
            tracks=tuple(old.rows("SELECT * FROM track ORDER BY rowid")),
            segments=tuple(old.rows("SELECT * FROM segment")),
            submissions=tuple((fact, source) for fact, source in known if _fits(fact, source)),
        )


def fill(database: Database, back: Recovered, remains: Remains, reason: str) -> None:
    """Write all but what every new store has; inside the caller's transaction. `reason`: the code of the fault."""
    facts = [parse_fact(entry.body) for entry in back.entries]
    headers = Headers(back.joined.attempt, back.identity.device)
    write_entries(database, headers, zip(back.entries, facts, strict=True))
    settings = {
        **remains.settings,
        STARTED: back.started.model_dump_json().encode("utf-8"),
        ACKNOWLEDGEMENT: back.acknowledgement.canonical(),
    }
    receipt, moved = back.receipt, next((it for it in facts if isinstance(it, MovedFact)), None)
    if receipt is not None:
        settings[RECEIPT] = receipt.canonical()
        if back.first.countersigned is not None:
            settings[COUNTERSIGNED] = back.first.countersigned.canonical()
    if moved is not None:
        settings[MOVED] = str(moved.server_time_us).encode("ascii")
    database.write_many("INSERT INTO setting (name, value) VALUES (?, ?)", list(settings.items()))
    _write_submissions(database, back, remains, facts)
    _write_recordings(database, back, remains, facts)
    if receipt is None and moved is None:
        key = from_base64(back.started.commitment_key, "commitment_key")
        journal = Journal(Chain(back.joined.attempt, back.identity.device, key), back.started.ticket.digest)
        moment = Moment(new_identifier(), mono_us(), wall_us())
        pen = Pen(database, journal, back.head)
        pen.append([RestoredFact(reason=reason)], moment)
        _hand_in_again(pen, back, remains, moment)


def _hand_in_again(pen: Pen, back: Recovered, remains: Remains, moment: Moment) -> None:
    """Submissions of which only the old copy's journal tells, also those that the server took without their entry."""
    known = {row[0] for row in pen.database.read("SELECT submission FROM submission")}
    for fact, source in remains.submissions:
        if fact.submission not in known:
            write_submission(pen, fact, source, moment)
    for status in back.statuses:
        sql = "UPDATE submission SET status = ? WHERE submission = ? AND status IS NULL"
        pen.database.write(sql, status.canonical(), status.submission)


def _write_submissions(database: Database, back: Recovered, remains: Remains, facts: list[Fact]) -> None:
    """Each submission with the source of the old copy or that the journal gives at its place, whichever fits.

    Those that arrived have their status; one whose source is nowhere is told to the person, and never sent. Those of
    an earlier device come from its work, which was handed over at the start.
    """
    statuses = {it.submission: it for it in back.statuses}
    sources = {fact.submission: source for fact, source in remains.submissions}
    rows = []
    for seq, fact, rebuilt in _handed_in(back, facts):
        text = sources.get(fact.submission, rebuilt)
        fits = _fits(fact, text)
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
    continued = next((it.seq for it, fact in zip(back.entries, facts, strict=True) if _continues(fact)), None)
    if continued is not None and back.started.handover is not None:
        rows += [
            (it.status.submission, continued, it.request.canonical(), it.status.canonical(), None)
            for it in back.started.handover.submissions
        ]
    sql = "INSERT OR IGNORE INTO submission (submission, seq, request, status, refusal) VALUES (?, ?, ?, ?, ?)"
    database.write_many(sql, rows)


def _fits(fact: SubmissionFact, source: str) -> bool:
    return digest_hex(source.encode("utf-8")) == fact.source_digest


def _continues(fact: Fact) -> bool:
    return isinstance(fact, ContinuedFact)


def _handed_in(back: Recovered, facts: list[Fact]) -> Iterator[tuple[int, SubmissionFact, str]]:
    views = {view.problem: view for view in back.started.pack.problems}
    documents = Documents()
    for entry, fact in zip(back.entries, facts, strict=True):
        if isinstance(fact, SubmissionFact):
            view = views.get(fact.problem)
            usual = fact.language.file_name if view is None else view.usual_path(fact.language)
            files = documents.texts(fact.problem, fact.language, usual)
            yield entry.seq, fact, pack(files, usual) if files else ""
        else:
            documents.take(fact)


def _write_recordings(database: Database, back: Recovered, remains: Remains, facts: list[Fact]) -> None:
    """Tracks of the old copy, then those that the server knows, and the segments that either or the journal describes.

    A track of an unreadable copy that the server never heard of cannot come: its wrapped key was in the damaged file.
    What the server holds has arrived, whatever the old copy knew of that.
    """
    database.write_many("INSERT INTO track VALUES (?, ?, ?, ?, ?, ?, ?, ?)", remains.tracks)
    database.write_many("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?)", remains.segments)
    launches = {entry.header.launch for entry in back.entries}
    held = [it for it in back.first.tracks if it.launch in launches]
    database.write_many(
        "INSERT OR IGNORE INTO track (track, stream, launch, mime, wrapped_key, device_name, confirmed)"
        " VALUES (?, ?, ?, ?, '', ?, 1)",
        [(it.track, it.stream.value, it.launch, it.mime, it.device_name) for it in held],
    )
    known = {row[0] for row in database.read("SELECT track FROM track")}
    database.write_many(
        "INSERT OR IGNORE INTO segment (track, segment, digest, size_bytes) VALUES (?, ?, ?, ?)",
        [
            (it.track, it.segment, it.digest, it.size_bytes)
            for it in facts
            if isinstance(it, SegmentFact) and it.track in known
        ],
    )
    database.write_many(
        "UPDATE track SET confirmed = 1, refusal = NULL WHERE track = ?", [(it.track,) for it in back.first.tracks]
    )
    database.write_many(
        "UPDATE segment SET confirmed = 1, refusal = NULL WHERE track = ? AND segment = ? AND digest = ?",
        [(it.track, it.segment, it.digest) for track in back.first.tracks for it in track.segments],
    )
