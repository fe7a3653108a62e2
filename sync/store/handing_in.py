"""What the writer does when work is handed in: a submission, and the receipt at the end. Each is one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from protocol.attempts import AttemptState
from protocol.canonical import digest_hex
from protocol.edits import utf8
from protocol.errors import Conflict, InvalidInput
from protocol.facts import Fact, StateFact, SubmissionFact
from protocol.journal import Moment
from protocol.receipts import HandedIn, Signed, SubmissionReceipt, TrackCount
from protocol.saying import to_say
from protocol.signing import SigningKey
from protocol.wire import MAX_SUBMISSION_BYTES, SubmissionRequest
from sync.store.outbox import MOVED, RECEIPT
from sync.store.records import DeviceIdentity
from sync.store.writer import Pen

_log = logging.getLogger(__name__)


def check_source(fact: SubmissionFact, source: str) -> None:
    """Raise InvalidInput when the source is too large or does not match the fact's digest."""
    data = utf8(source, "source")
    if len(data) > MAX_SUBMISSION_BYTES:
        limit = f"{MAX_SUBMISSION_BYTES} bytes"
        raise InvalidInput(
            "source",
            limit,
            to_say("The source has {size} bytes; the most is {most}.", size=len(data), most=MAX_SUBMISSION_BYTES),
        )
    if digest_hex(data) != fact.source_digest:
        raise InvalidInput("source_digest", "SHA-256 of the source", to_say("The digest does not match the source."))


def write_facts(pen: Pen, facts: Sequence[Fact], moment: Moment) -> int:
    """Facts in the journal; the last one's sequence number. Conflict `store.finished` once the receipt is kept.

    The receipt names the head: whatever came after it would stand outside what was signed. Conflict `store.moved` once
    the attempt continues on another device.
    """
    if pen.database.read_one("SELECT 1 FROM setting WHERE name = ?", MOVED) is not None:
        raise Conflict(
            "store.moved", to_say("The attempt continues on another computer: nothing more is recorded here.")
        )
    if pen.database.read_one("SELECT 1 FROM setting WHERE name = ?", RECEIPT) is not None:
        kinds = ", ".join(fact.kind for fact in facts)
        _log.warning("not recorded, because the work is finished: %s", kinds)
        raise Conflict("store.finished", to_say("The work is finished: nothing more is recorded."))
    return pen.append(facts, moment)


def write_submission(pen: Pen, fact: SubmissionFact, source: str, moment: Moment) -> int:
    """The fact in the journal and the source in the outbox; returns the fact's sequence number."""
    seq = write_facts(pen, (fact,), moment)
    request = SubmissionRequest(
        problem=fact.problem, language=fact.language, source=source, source_digest=fact.source_digest, seq=seq
    )
    sql = "INSERT INTO submission (submission, seq, request) VALUES (?, ?, ?)"
    pen.database.write(sql, fact.submission, seq, request.canonical())
    return seq


def write_finish(pen: Pen, attempt: str, identity: DeviceIdentity, moment: Moment) -> Signed:
    """StateFact(finished) and the device-signed receipt over the head; the kept receipt when there is one."""
    kept = pen.database.read_one("SELECT value FROM setting WHERE name = ?", RECEIPT)
    if kept is not None:
        return Signed.parse(kept[0])
    write_facts(pen, (StateFact(state=AttemptState.FINISHED),), moment)
    receipt = SubmissionReceipt(
        attempt=attempt,
        device=identity.device,
        seq=pen.head.seq,
        head=pen.head.hash,
        finished_wall_us=moment.wall_us,
        submissions=_handed_in(pen),
        tracks=_track_counts(pen),
    )
    signed = receipt.signed_by(SigningKey(identity.private_key))
    pen.database.write("INSERT INTO setting (name, value) VALUES (?, ?)", RECEIPT, signed.canonical())
    return signed


def _handed_in(pen: Pen) -> list[HandedIn]:
    rows = pen.database.read("SELECT submission, request FROM submission ORDER BY seq")
    found = [(submission, SubmissionRequest.parse(request)) for submission, request in rows]
    return [HandedIn(submission=name, problem=it.problem, source_digest=it.source_digest) for name, it in found]


def _track_counts(pen: Pen) -> list[TrackCount]:
    rows = pen.database.read(
        "SELECT track.track, count(segment.segment) FROM track LEFT JOIN segment ON segment.track = track.track"
        " GROUP BY track.track ORDER BY track.track"
    )
    return [TrackCount(track=track, segments=count) for track, count in rows]
