"""After a kill or a power cut: cut half-written segments back to whole records, and record every gap.

Guarantees: no whole fragment is given up; every segment file has its fact in the journal; a stream that was running
when the app ended has its end there too.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

from protocol.attempts import TrackKind
from protocol.errors import StorageFault
from protocol.facts import RecorderEvent, RecorderFact, SegmentFact
from protocol.journal import Moment
from protocol.saying import to_say
from protocol.sealing import MAGIC, TAG_BYTES, records, whole_length
from sync.store.database import Database
from sync.store.folders import flush_folder, storage_fault
from sync.store.headers import moment_of
from sync.store.media import Media
from sync.store.outbox import RECEIPT
from sync.store.records import StoredTrack
from sync.store.writer import Pen

FRAGMENT_US = 500_000
"""The least length of a fragment (docs/protocol.md)."""
LONGEST_FRAGMENT_US = 2_000_000
"""The greatest that is believed, as on a computer that is much too busy to make them short."""
_RECENT_ENTRIES = 50
_NUMBER = re.compile("[0-9]{6,9}")
"""What people and programs that copy folders put beside a segment has another name, or is no file."""
_PICTURES = {TrackKind.STILLS, TrackKind.IDENTITY}
"""Each segment is one picture, written at the moment it was taken."""
_ENDS = {
    RecorderEvent.STOPPED,
    RecorderEvent.FAILED,
    RecorderEvent.MISSING,
    RecorderEvent.BUSY,
    RecorderEvent.REFUSED,
}


def repair_segments(database: Database, media: Media, tracks: Sequence[StoredTrack]) -> list[SegmentFact]:
    """Cut back unfinished segment files, and describe what has no fact yet; a file without a whole record is removed.

    Files of segments that the server has confirmed are removed too. Raises StorageFault.
    """
    facts: list[SegmentFact] = []
    ends_us = _described(database)
    clocks = _clocks(database)
    for track in tracks:
        sql = "SELECT segment FROM segment WHERE track = ? AND confirmed = 1"
        confirmed = {int(number) for (number,) in database.read(sql, track.track)}
        end_us = max((end for (name, _), end in ends_us.items() if name == track.track), default=None)
        for file in sorted(media.folder_of(track.track).glob("*.seg")):
            if not _NUMBER.fullmatch(file.stem) or not file.is_file():
                continue
            number = int(file.stem)
            if (track.track, number) not in ends_us:
                start_us = _start_of_us(database, track.track) if end_us is None else end_us
                fact = _repair(track, file, start_us, clocks.get(track.launch))
                if fact is not None:
                    facts.append(fact)
                    end_us = start_us + fact.duration_us
            if number in confirmed:
                media.remove(track.track, number)
    return facts


def find_gaps(database: Database, media: Media, tracks: Sequence[StoredTrack], now_wall_us: int) -> list[RecorderFact]:
    """One GAP fact for each stream that was running when the app last ended."""
    launches = {track.track: track.launch for track in tracks}
    ended: set[str] = set()
    for header, body in database.read("SELECT header, body FROM entry WHERE kind = 'recorder'"):
        fact = RecorderFact.parse(body)
        repaired = fact.event is RecorderEvent.GAP and moment_of(header).launch != launches.get(fact.track or "")
        if fact.track and (fact.event in _ENDS or repaired):  # in its own launch a track goes on after a gap
            ended.add(fact.track)
    return [
        RecorderFact(
            stream=track.stream,
            event=RecorderEvent.GAP,
            track=track.track,
            device=track.device_name or None,
            reason=to_say("Recrutr ended before the recording did; what follows until the next start is missing."),
            lost_us=max(0, now_wall_us - _last_sign_us(database, media.folder_of(track.track))),
        )
        for track in tracks
        if track.track not in ended
    ]


def write_repair(pen: Pen, facts: Sequence[SegmentFact | RecorderFact], moment: Moment) -> None:
    """The rows and the facts of a repair at once; rows only after the receipt, which names the last entry."""
    for fact in facts:
        if isinstance(fact, SegmentFact):
            write_segment(pen, fact.track, fact.segment, fact.digest, fact.size_bytes)
    if pen.database.read_one("SELECT 1 FROM setting WHERE name = ?", RECEIPT) is None:
        pen.append(facts, moment)


def write_segment(pen: Pen, track: str, segment: int, digest: str, size_bytes: int) -> None:
    """The row of a complete segment."""
    sql = "INSERT OR IGNORE INTO segment (track, segment, digest, size_bytes) VALUES (?, ?, ?, ?)"
    pen.database.write(sql, track, segment, digest, size_bytes)


def _repair(track: StoredTrack, file: Path, start_us: int, wall_less_mono_us: int | None) -> SegmentFact | None:
    try:
        written_wall_us = file.stat().st_mtime_ns // 1000
        data = file.read_bytes()
        whole = data[: whole_length(data)]
        if len(whole) <= len(MAGIC):
            file.unlink()
            return None
        if len(whole) < len(data):
            written_wall_us -= FRAGMENT_US
        _settle(file, len(whole))
    except OSError as error:
        raise storage_fault(error, to_say("an unfinished recording could not be repaired")) from error
    parts = list(records(whole))
    written_us = start_us if wall_less_mono_us is None else written_wall_us - wall_less_mono_us
    picture = track.stream in _PICTURES
    start_us = written_us if picture else start_us
    return SegmentFact(
        track=track.track,
        stream=track.stream,
        segment=int(file.stem),
        fragments=len(parts),
        size_bytes=len(whole),
        digest=hashlib.sha256(whole).hexdigest(),
        start_us=start_us,
        duration_us=0 if picture else _duration_us(len(parts), written_us - start_us),
        last_tag=parts[-1][1][-TAG_BYTES:].hex(),
    )


def _duration_us(fragments: int, by_clock_us: int) -> int:
    """How long a segment is whose end was never written down; the device has no key to look inside.

    The moment of its last write says nearly exactly where its last fragment ends, unless a clock was set meanwhile.
    """
    least_us = fragments * FRAGMENT_US
    return by_clock_us if least_us <= by_clock_us <= fragments * LONGEST_FRAGMENT_US else least_us


def _settle(file: Path, length: int) -> None:
    """Cut off half a record, and flush: the journal is about to name the digest, and a kill may have come before it."""
    with file.open("r+b") as handle:
        handle.truncate(length)
        os.fsync(handle.fileno())
    flush_folder(file.parent)


def _described(database: Database) -> dict[tuple[str, int], int]:
    """Where each segment ends that has a fact."""
    found = [SegmentFact.parse(body) for (body,) in database.read("SELECT body FROM entry WHERE kind = 'segment'")]
    return {(fact.track, fact.segment): fact.start_us + fact.duration_us for fact in found}


def _clocks(database: Database) -> dict[str, int]:
    """How far the wall clock was ahead of the monotonic one at the end of each of the last launches.

    An entry may be made a little after what it tells, never before: the least is the truest.
    """
    clocks: dict[str, int] = {}
    for (header,) in database.read("SELECT header FROM entry ORDER BY seq DESC LIMIT ?", _RECENT_ENTRIES):
        made = moment_of(header)
        ahead_us = made.wall_us - made.mono_us
        clocks[made.launch] = min(ahead_us, clocks.get(made.launch, ahead_us))
    return clocks


def _start_of_us(database: Database, track: str) -> int:
    """Where a track started; the start is told with the first sample."""
    for header, body in database.read("SELECT header, body FROM entry WHERE kind = 'recorder' ORDER BY seq"):
        if RecorderFact.parse(body).track == track:
            return moment_of(header).mono_us
    return 0


def _last_sign_us(database: Database, folder: Path) -> int:
    """When a stream last left a trace, by the wall clock: its newest file, or else the newest entry."""
    try:
        newest = max((file.stat().st_mtime_ns // 1000 for file in folder.glob("*.seg")), default=None)
    except OSError as error:
        raise StorageFault("store.io", to_say("The recordings' folder cannot be read.")) from error
    if newest is not None:
        return newest
    row = database.read_one("SELECT header FROM entry ORDER BY seq DESC LIMIT 1")
    return 0 if row is None else moment_of(row[0]).wall_us
