"""Both sides of a finished run, read from their files: the device's encrypted store and the server's database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.ingest.models import Segment, Track
from backend.ingest.reading import read_journal, stream_segment, track_key
from backend.main import close_services, open_services
from backend.privacy.models import Tombstone
from backend.scoring.models import JudgedGroup, Submission
from backend.scoring.reading import latest_judgements, read_source
from backend.settings import Settings
from protocol.facts import Fact, parse_fact
from protocol.journal import Entry
from protocol.receipts import ErasureReceipt, Signed
from protocol.sealing import open_segment
from protocol.wire import Joined, Started
from sync.store.attempts import AttemptStores
from sync.store.keys import WrappedFileHolder

Place = tuple[str, int]


@dataclass
class DeviceSide:
    """What lies on the candidate's computer."""

    joined: Joined
    started: Started
    entries: list[Entry]
    documents: dict[str, str]
    receipt: Signed | None
    countersigned: Signed | None
    nothing_left: bool

    @property
    def facts(self) -> list[Fact]:
        """The bodies of the entries."""
        return [parse_fact(entry.body) for entry in self.entries]


@dataclass
class Judged:
    """One submission on the server."""

    problem: str
    source: str
    timeliness: str
    verdict: str
    score: int | None
    max_score: int | None
    groups: list[tuple[str, str]]


@dataclass
class ServerSide:
    """What lies on the server."""

    state: str = ""
    entries: list[Entry] = field(default_factory=list)
    digests: dict[Place, str] = field(default_factory=dict)
    """As hashed anew from the stored bytes."""
    booked: dict[Place, str] = field(default_factory=dict)
    """As the database says."""
    streams: dict[str, str] = field(default_factory=dict)
    fragments: dict[Place, int] = field(default_factory=dict)
    """Of each segment, how many fragments opened with the organisation's key."""
    judged: list[Judged] = field(default_factory=list)


def read_device(folder: Path, code: str) -> DeviceSide:
    """Open the store with the key that the invitation code wraps. Raises what the store raises."""
    stores = AttemptStores(folder, WrappedFileHolder(folder / "keys", code))
    store = stores.open(stores.attempts()[0])
    try:
        store.verify()
        entries: list[Entry] = []
        while batch := store.outbox.next_batch(entries[-1].seq if entries else 0):
            entries += batch
        started = store.started
        assert started is not None
        return DeviceSide(
            store.joined,
            started,
            entries,
            store.rebuild_documents(),
            store.receipt,
            store.countersigned,
            store.outbox.remaining().nothing,
        )
    finally:
        store.close()


def read_server(data: Path, attempt_id: str) -> ServerSide:
    """Read everything of one attempt from the server's files."""
    services = open_services(Settings(data=data))
    side = ServerSide()
    try:
        with services.reading() as tx:
            attempt = tx.session.get(Attempt, attempt_id)
            if attempt is None:
                return side
            side.state = attempt.state
            side.entries = read_journal(tx, attempt)
            for track in tx.session.scalars(select(Track).where(Track.attempt == attempt_id)):
                side.streams[track.id] = track.stream
                key = track_key(tx, attempt.candidate, track)
                for segment in tx.session.scalars(select(Segment).where(Segment.track == track.id)):
                    data_bytes = b"".join(stream_segment(tx, segment))
                    place = (track.id, segment.number)
                    side.digests[place] = hashlib.sha256(data_bytes).hexdigest()
                    side.booked[place] = segment.digest
                    side.fragments[place] = len(list(open_segment(data_bytes, attempt_id, track.id, key)))
            submissions = list(tx.session.scalars(select(Submission).where(Submission.attempt == attempt_id)))
            judgements = latest_judgements(tx, submissions)
            for submission in submissions:
                judgement = judgements[submission.id]
                groups = tx.session.scalars(
                    select(JudgedGroup).where(JudgedGroup.judgement == judgement.id).order_by(JudgedGroup.position)
                )
                side.judged.append(
                    Judged(
                        submission.problem,
                        read_source(tx, attempt, submission),
                        submission.timeliness,
                        judgement.verdict,
                        judgement.score,
                        judgement.max_score,
                        [(group.name, group.verdict) for group in groups],
                    )
                )
    finally:
        close_services(services)
    return side


def read_erasures(data: Path) -> list[ErasureReceipt]:
    """The erasure receipts that the server kept, verified with its key."""
    services = open_services(Settings(data=data))
    try:
        with services.reading() as tx:
            key = tx.keys.server_key().public_key
            stones = tx.session.scalars(select(Tombstone)).all()
            return [ErasureReceipt.from_signed(Signed.parse(json.dumps(dict(stone.receipt))), key) for stone in stones]
    finally:
        close_services(services)
