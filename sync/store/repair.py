"""After a kill or a power cut: cut half-written segments back to whole records, and record every gap.

Guarantees: no whole fragment is given up; a stream that was running when the app ended has its end in the journal.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from protocol.errors import StorageFault
from protocol.facts import RecorderEvent, RecorderFact, SegmentFact
from protocol.journal import EntryHeader, Moment
from protocol.sealing import MAGIC, TAG_BYTES, records, whole_length
from sync.store.database import Database
from sync.store.folders import flush_folder, storage_fault
from sync.store.media import Media
from sync.store.records import StoredTrack
from sync.store.writer import Pen

FRAGMENT_US = 500_000
"""The length of a fragment (docs/protocol.md): the only measure of a segment whose end was never written down."""
_ENDS = {RecorderEvent.STOPPED, RecorderEvent.FAILED, RecorderEvent.GAP, RecorderEvent.MISSING}


def repair_segments(database: Database, media: Media, tracks: Sequence[StoredTrack]) -> list[SegmentFact]:
    """Cut back unfinished segment files, and describe them; a file without a whole record is removed.

    Files of segments that the server has confirmed are removed too. Raises StorageFault.
    """
    facts: list[SegmentFact] = []
    for track in tracks:
        known: dict[int, int] = dict(
            database.read("SELECT segment, confirmed FROM segment WHERE track = ?", track.track)
        )
        start_us = _end_of_known_us(database, track.track)
        for file in sorted(media.folder_of(track.track).glob("*.seg")):
            number = int(file.stem)
            if number in known:
                if known[number]:
                    media.remove(track.track, number)
                continue
            fact = _repair(track, number, file, start_us)
            if fact is not None:
                facts.append(fact)
                start_us += fact.duration_us
    return facts


def find_gaps(database: Database, media: Media, tracks: Sequence[StoredTrack], now_wall_us: int) -> list[RecorderFact]:
    """One GAP fact for each stream that was running when the app last ended."""
    rows = database.read("SELECT body FROM entry WHERE kind = 'recorder'")
    recorded = [RecorderFact.parse(body) for (body,) in rows]
    ended = {fact.track for fact in recorded if fact.event in _ENDS}
    return [
        RecorderFact(
            stream=track.stream,
            event=RecorderEvent.GAP,
            track=track.track,
            device=track.device_name or None,
            reason="Recrutr ended before the recording did; what follows until the next start is missing.",
            lost_us=max(0, now_wall_us - _last_sign_us(database, media.folder_of(track.track))),
        )
        for track in tracks
        if track.track not in ended
    ]


def write_repair(pen: Pen, facts: Sequence[SegmentFact | RecorderFact], moment: Moment) -> None:
    """The rows and the facts of a repair, in one transaction."""
    for fact in facts:
        if isinstance(fact, SegmentFact):
            write_segment(pen, fact.track, fact.segment, fact.digest, fact.size_bytes)
    pen.append(facts, moment)


def write_segment(pen: Pen, track: str, segment: int, digest: str, size_bytes: int) -> None:
    """The row of a complete segment."""
    sql = "INSERT OR IGNORE INTO segment (track, segment, digest, size_bytes) VALUES (?, ?, ?, ?)"
    pen.database.write(sql, track, segment, digest, size_bytes)


def _repair(track: StoredTrack, number: int, file: Path, start_us: int) -> SegmentFact | None:
    try:
        data = file.read_bytes()
        whole = data[: whole_length(data)]
        if len(whole) <= len(MAGIC):
            file.unlink()
            return None
        _settle(file, len(whole))
    except OSError as error:
        raise storage_fault(error, "an unfinished recording could not be repaired") from error
    parts = list(records(whole))
    return SegmentFact(
        track=track.track,
        stream=track.stream,
        segment=number,
        fragments=len(parts),
        size_bytes=len(whole),
        digest=hashlib.sha256(whole).hexdigest(),
        start_us=start_us,
        duration_us=len(parts) * FRAGMENT_US,
        last_tag=parts[-1][1][-TAG_BYTES:].hex(),
    )


def _settle(file: Path, length: int) -> None:
    """Cut off half a record, and flush: the journal is about to name the digest, and a kill may have come before it."""
    with file.open("r+b") as handle:
        handle.truncate(length)
        os.fsync(handle.fileno())
    flush_folder(file.parent)


def _end_of_known_us(database: Database, track: str) -> int:
    """Where the next segment of a track begins: where the last known one ended, or where the track started."""
    for (body,) in database.read("SELECT body FROM entry WHERE kind = 'segment' ORDER BY seq DESC"):
        fact = SegmentFact.parse(body)
        if fact.track == track:
            return fact.start_us + fact.duration_us
    for header, body in database.read("SELECT header, body FROM entry WHERE kind = 'recorder' ORDER BY seq"):
        if RecorderFact.parse(body).track == track:
            return EntryHeader.parse(header).mono_us
    return 0


def _last_sign_us(database: Database, folder: Path) -> int:
    """When a stream last left a trace, by the wall clock: its newest file, or else the newest entry."""
    try:
        newest = max((file.stat().st_mtime_ns // 1000 for file in folder.glob("*.seg")), default=None)
    except OSError as error:
        raise StorageFault("store.io", "The recordings' folder cannot be read.") from error
    if newest is not None:
        return newest
    row = database.read_one("SELECT header FROM entry ORDER BY seq DESC LIMIT 1")
    return 0 if row is None else EntryHeader.parse(row[0]).wall_us
