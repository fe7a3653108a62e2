"""Deciding about messages, hands, looks and tiles.

Guarantees: who writes or looks is a member with a leading role, and stands in the audit list of the attempt, which the
candidate reads; a message is kept once, in one order for both sides, sealed under the candidate's key; a tile is taken
only while somebody looks, only at level 4, only of a stream that the notice named, and only the newest is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select

from backend.access import MemberSubject, find, require
from backend.accounts.models import Organisation
from backend.assessments.models import Assessment, Invitation
from backend.assessments.service import policy_for, policy_of
from backend.attempts.joining import DeviceSubject
from backend.attempts.machines import require_writer
from backend.attempts.models import Attempt
from backend.attempts.service import attempt_of, worked_attempt
from backend.audit import service as audit
from backend.blind import seen_attempts
from backend.live.models import LiveLook, LiveMessageRow, LiveTile
from backend.live.repository import (
    LEADING,
    LOOK_LASTS_US,
    SECOND_US,
    is_watched,
    line_of,
    lookers,
    messages_after,
    note_contact,
    running_lines,
)
from backend.transaction import Services, Transaction
from protocol.attempts import AttemptState, EvidenceLevel, TrackKind
from protocol.canonical import from_base64
from protocol.errors import Conflict, InvalidInput, Refused
from protocol.identifiers import new_identifier
from protocol.live import (
    MAX_LOOKERS,
    MAX_MESSAGE_CHARACTERS,
    MAX_TILE_BYTES,
    TILE_STREAMS,
    LiveMessage,
    LiveMessages,
    SealedTile,
    TilesSent,
)
from protocol.saying import to_say

MAX_MESSAGES = 2000
"""Of one attempt, of each side: more is no conversation."""
AT_ONCE = 100
LOOK_STEP_US = 3 * SECOND_US
"""How stale a look's last sign may be: not every glance needs a write."""
_TEXT, _KEY = "live_message/text", "live_tile/key"


@dataclass(frozen=True, slots=True)
class Said:
    """One message with its words, for a member's page or the candidate's."""

    row: LiveMessageRow
    text: str


def write_message(tx: Transaction, member: MemberSubject, attempt_id: str, text: str) -> LiveMessageRow:
    """A member writes to the candidate of one running attempt. Raises NotAllowed, NotFound, Conflict, InvalidInput."""
    require(member, *LEADING)
    attempt = find(tx.session, member, Attempt, Attempt.id == attempt_id, *seen_attempts(member))
    if attempt.state != AttemptState.STARTED:
        raise Conflict("attempt.state", to_say("The candidate is no longer at work and would not see it."))
    return _from_member(tx, member, attempt, "interviewer", _checked(text))


def announce(tx: Transaction, member: MemberSubject, assessment_id: str, text: str) -> int:
    """Write the same to every running attempt of an assessment; to how many. Raises as `write_message`."""
    require(member, *LEADING)
    find(tx.session, member, Assessment, Assessment.id == assessment_id)
    words, lines = _checked(text), running_lines(tx, member, assessment_id)
    for line in lines:
        _from_member(tx, member, line.attempt, "announcement", words)
    return len(lines)


def take_message(tx: Transaction, subject: DeviceSubject, message: str, text: str) -> None:
    """The candidate writes; the same id again changes nothing. Also late: what was written offline arrives afterwards.

    Raises Conflict(`attempt.state`, `live.other_words`), InvalidInput(`text`), Gone(`key.destroyed`).
    """
    attempt = worked_attempt(tx, subject)
    known = tx.session.get(LiveMessageRow, (attempt.id, message))
    if known is None:
        _keep(tx, attempt, LiveMessageRow(id=message, sender="candidate"), _checked(text))
    elif known.member is not None or _words(tx, attempt, known) != _checked(text):
        raise Conflict("live.other_words", to_say("A message with this number says something else already."))


def turn_hand(tx: Transaction, subject: DeviceSubject, *, raised: bool) -> None:
    """The candidate raises or lowers their hand. Idempotent."""
    attempt = worked_attempt(tx, subject)
    require_writer(tx, attempt.id, subject.device)
    line = line_of(tx, attempt)
    if raised != (line.hand_at_us is not None):
        line.hand_at_us = tx.now_us if raised else None


def heard(tx: Transaction, subject: DeviceSubject, upto: int) -> LiveMessages:
    """The device has shown all up to a number: what comes after it."""
    attempt = worked_attempt(tx, subject)
    line = line_of(tx, attempt)
    line.heard = max(line.heard, min(upto, line.newest))
    rows = [row for row in messages_after(tx, attempt.id, upto, 2 * MAX_MESSAGES) if row.sender != "candidate"]
    told = [
        LiveMessage(
            message=row.id,
            number=row.number,
            sender="announcement" if row.sender == "announcement" else "interviewer",
            text=_words(tx, attempt, row),
            server_time_us=row.at_us,
        )
        for row in rows[:AT_ONCE]
    ]
    return LiveMessages(messages=told)


def note_when_watched(services: Services, subject: DeviceSubject) -> None:
    """Note that a device asked, where a member has the attempt open; the usual contact writes nothing."""
    with services.reading() as tx:
        watched = is_watched(tx, subject.attempt)
    if watched:
        with services.transaction() as tx:
            note_contact(tx, subject.attempt)


def conversation(tx: Transaction, attempt: Attempt, after: int = 0) -> list[Said]:
    """All that was said, in order; for whoever may see the attempt's messages."""
    return [Said(row, _words(tx, attempt, row)) for row in messages_after(tx, attempt.id, after, 2 * MAX_MESSAGES)]


def watch(tx: Transaction, member: MemberSubject, attempt: Attempt, *, looks: bool) -> bool:
    """A member has the attempt open in the live page, and looks at its tiles or not; whether they look now.

    The first sign of a look is a line in the audit list; looking away ends it at once. Nobody looks whom the candidate
    could not be told of: beyond MAX_LOOKERS a look does not begin.
    """
    line = line_of(tx, attempt)
    if tx.now_us - line.watched_at_us >= LOOK_STEP_US:
        line.watched_at_us = tx.now_us
    look = tx.session.get(LiveLook, (attempt.id, member.member))
    if not looks or not tile_streams(tx, attempt):
        if look is not None:
            tx.session.delete(look)
            tx.session.flush()
            if not lookers(tx, attempt.id):
                tx.session.execute(delete(LiveTile).where(LiveTile.attempt == attempt.id))
        return False
    begins = look is None or tx.now_us - look.seen_at_us >= LOOK_LASTS_US
    if begins and len(lookers(tx, attempt.id)) >= MAX_LOOKERS:
        return False
    if look is None:
        look = LiveLook(
            attempt=attempt.id,
            member=member.member,
            organisation=attempt.organisation,
            since_us=tx.now_us,
            seen_at_us=tx.now_us,
        )
        tx.session.add(look)
        audit.record(tx, member, attempt.organisation, audit.Event("live.looked", "attempt", attempt.id))
    elif tx.now_us - look.seen_at_us >= LOOK_LASTS_US:
        look.since_us = look.seen_at_us = tx.now_us
        audit.record(tx, member, attempt.organisation, audit.Event("live.looked", "attempt", attempt.id))
    elif tx.now_us - look.seen_at_us >= LOOK_STEP_US:
        look.seen_at_us = tx.now_us
    return True


def shown_streams(assessment: Assessment) -> frozenset[TrackKind]:
    """The streams that the live page has a frame for: the same of every candidate of the assessment."""
    if assessment.evidence_level < EvidenceLevel.LIVE:
        return frozenset()
    return policy_of(assessment).captured.intersection(TILE_STREAMS)


def tile_streams(tx: Transaction, attempt: Attempt) -> frozenset[TrackKind]:
    """The streams of which tiles may be taken; none below level 4."""
    assessment = tx.session.get_one(Assessment, attempt.assessment)
    if assessment.evidence_level < EvidenceLevel.LIVE:
        return frozenset()
    policy = policy_for(assessment, tx.session.get_one(Invitation, attempt.invitation))
    return policy.captured.intersection(TILE_STREAMS)


def take_tiles(tx: Transaction, subject: DeviceSubject, sent: TilesSent) -> None:
    """Keep the newest tiles in the place of those before. Nothing is opened here; the server cannot.

    Raises Conflict(`attempt.state`, `attempt.moved`, `live.nobody_looks`), Refused(`track.not_told`), InvalidInput.
    """
    attempt = attempt_of(tx, subject)
    require_writer(tx, attempt.id, subject.device)
    if attempt.state != AttemptState.STARTED or not lookers(tx, attempt.id):
        raise Conflict("live.nobody_looks", to_say("Nobody looks, so nothing is kept."))
    allowed = tile_streams(tx, attempt)
    for tile in sent.tiles:
        if tile.stream not in allowed:
            words = f"The candidate was not told that the {tile.stream.value} may be looked at live."
            raise Refused("track.not_told", words, {"stream": tile.stream.value})
        _replace(tx, attempt, tile)


def tile_key(tx: Transaction, member: MemberSubject, attempt: Attempt, tile: LiveTile) -> bytes:
    """The data key of a live track, for a member who looks now. Raises NotAllowed, Refused(`keys.sealed`), Conflict."""
    require(member, *LEADING)
    look = tx.session.get(LiveLook, (attempt.id, member.member))
    if look is None or tx.now_us - look.seen_at_us >= LOOK_LASTS_US:
        raise Conflict("live.nobody_looks", to_say("Open the live page to look; the candidate is told of it."))
    if not tx.session.get_one(Organisation, attempt.organisation).managed:
        raise Refused(
            "keys.sealed", to_say("This organisation keeps its key itself; only its own browsers can open this.")
        )
    wrapped = tx.keys.open(attempt.candidate, tile.sealed_key, _associated(_KEY, attempt, tile.track)).decode()
    return tx.keys.open_data_key(attempt.organisation, wrapped)


def _replace(tx: Transaction, attempt: Attempt, tile: SealedTile) -> None:
    sealed = from_base64(tile.sealed, "sealed")
    if len(sealed) > MAX_TILE_BYTES:
        raise InvalidInput("sealed", f"{MAX_TILE_BYTES} bytes", to_say("A live picture is too large."))
    from_base64(tile.wrapped_key, "wrapped_key")
    key = tx.keys.seal(attempt.candidate, tile.wrapped_key.encode(), _associated(_KEY, attempt, tile.track))
    mine = (LiveTile.attempt == attempt.id, LiveTile.stream == tile.stream.value)
    tx.session.execute(delete(LiveTile).where(*mine))
    row = LiveTile(
        attempt=attempt.id,
        stream=tile.stream.value,
        organisation=attempt.organisation,
        track=tile.track,
        number=tile.number,
        sealed_key=key,
        sealed=sealed,
        at_us=tx.now_us,
    )
    tx.session.add(row)


def _from_member(tx: Transaction, member: MemberSubject, attempt: Attempt, sender: str, text: str) -> LiveMessageRow:
    row = _keep(tx, attempt, LiveMessageRow(id=new_identifier(), sender=sender, member=member.member), text)
    event = audit.Event("message.sent", "attempt", attempt.id, {"message": row.id})
    audit.record(tx, member, attempt.organisation, event)
    return row


def _keep(tx: Transaction, attempt: Attempt, row: LiveMessageRow, text: str) -> LiveMessageRow:
    side = LiveMessageRow.member.is_(None) if row.member is None else LiveMessageRow.member.is_not(None)
    count = tx.session.scalar(select(func.count()).where(LiveMessageRow.attempt == attempt.id, side)) or 0
    if count >= MAX_MESSAGES:  # of each side: a candidate who writes a lot must not keep an announcement from all
        raise InvalidInput(
            "text", f"{MAX_MESSAGES} messages", to_say("Too many messages were written in this attempt.")
        )
    line = line_of(tx, attempt)
    line.last += 1
    line.said_at_us = tx.now_us
    if row.sender != "candidate":
        line.newest = line.last
    row.attempt, row.organisation = attempt.id, attempt.organisation
    row.number, row.at_us = line.last, tx.now_us
    row.sealed_text = tx.keys.seal(attempt.candidate, text.encode(), _associated(_TEXT, attempt, row.id))
    tx.session.add(row)
    tx.session.flush()
    return row


def _words(tx: Transaction, attempt: Attempt, row: LiveMessageRow) -> str:
    return tx.keys.open(attempt.candidate, row.sealed_text, _associated(_TEXT, attempt, row.id)).decode()


def _checked(text: str) -> str:
    words = text.strip()
    if not 0 < len(words) <= MAX_MESSAGE_CHARACTERS:
        limit = f"1 to {MAX_MESSAGE_CHARACTERS} characters"
        raise InvalidInput("text", limit, to_say("A message needs {limit}.", limit=limit))
    return words


def _associated(what: str, attempt: Attempt, identifier: str) -> bytes:
    return f"{what}/{attempt.id}/{identifier}".encode()
