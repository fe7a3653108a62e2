"""Queries of the live room: the line of an attempt, its messages, who looks now, the tiles that are new enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from backend.access import MemberSubject, visible
from backend.accounts.models import Member, Role
from backend.assessments.models import Assessment, Candidate
from backend.attempts.models import Attempt
from backend.blind import seen_attempts
from backend.live.models import LiveLine, LiveLook, LiveMessageRow, LiveTile
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.live import LOOK_LASTS_S, LiveWord, Looker

SECOND_US = 1_000_000
LOOK_LASTS_US = LOOK_LASTS_S * SECOND_US
WATCH_LASTS_US = 30 * SECOND_US
TALK_LASTS_US = 600 * SECOND_US
"""How long after a message the other side is likely to answer."""
ASK_AGAIN_MS = 3000
LEADING = (Role.INTERVIEWER, Role.RECRUITER, Role.OWNER)
"""Who may look live and write to candidates; the candidate reads the first of a member's roles in this order."""


@dataclass(frozen=True, slots=True)
class RunningLine:
    """A running attempt as the live page lists it."""

    attempt: Attempt
    candidate: str


@dataclass(frozen=True, slots=True)
class RunningAssessment:
    """An assessment that is worked on now, and by how many."""

    assessment: Assessment
    attempts: int


def line_of(tx: Transaction, attempt: Attempt) -> LiveLine:
    """The attempt's line, made when there is none. Needs a writing transaction."""
    line = tx.session.get(LiveLine, attempt.id)
    if line is None:
        line = LiveLine(attempt=attempt.id, organisation=attempt.organisation)
        tx.session.add(line)
        tx.session.flush()
    return line


def live_word(tx: Transaction, attempt: Attempt) -> LiveWord | None:
    """What the device should know; one look at one row where nothing of the kind has ever been."""
    line = tx.session.get(LiveLine, attempt.id)
    if line is None:
        return None
    watched = tx.now_us - line.watched_at_us < WATCH_LASTS_US
    lively = watched or line.hand_at_us is not None or tx.now_us - line.said_at_us < TALK_LASTS_US
    running = attempt.state == AttemptState.STARTED
    return LiveWord(
        newest=line.newest,
        lookers=lookers(tx, attempt.id) if watched and running else [],
        ask_again_ms=ASK_AGAIN_MS if lively and running else None,
    )


def is_watched(tx: Transaction, attempt: str) -> bool:
    """Whether a member has the attempt open in the live page."""
    line = tx.session.get(LiveLine, attempt)
    return line is not None and tx.now_us - line.watched_at_us < WATCH_LASTS_US


def lookers(tx: Transaction, attempt: str) -> list[Looker]:
    """Who looks at the tiles now, first come first."""
    rows = tx.session.execute(
        select(LiveLook.since_us, Member.name, Member.roles)
        .join(Member, Member.id == LiveLook.member)
        .where(LiveLook.attempt == attempt, LiveLook.seen_at_us > tx.now_us - LOOK_LASTS_US)
        .order_by(LiveLook.since_us)
    )
    return [Looker(name=row.name[:200], role=_role_words(row.roles), since_us=row.since_us) for row in rows]


def messages_after(tx: Transaction, attempt: str, number: int, most: int) -> Sequence[LiveMessageRow]:
    """Messages of anybody with a higher number, in order."""
    mine = (LiveMessageRow.attempt == attempt, LiveMessageRow.number > number)
    return tx.session.scalars(select(LiveMessageRow).where(*mine).order_by(LiveMessageRow.number).limit(most)).all()


def running_lines(tx: Transaction, member: MemberSubject, assessment: str) -> list[RunningLine]:
    """The running attempts of an assessment that the member may see, in the order of their start."""
    statement = (
        visible(member, Attempt)
        .where(Attempt.assessment == assessment, Attempt.state == AttemptState.STARTED, *seen_attempts(member))
        .order_by(Attempt.started_at_us, Attempt.id)
    )
    attempts = tx.session.scalars(statement).all()
    names = select(Candidate.id, Candidate.name).where(Candidate.id.in_({each.candidate for each in attempts}))
    known = {row.id: row.name for row in tx.session.execute(names)}
    return [RunningLine(attempt, known[attempt.candidate]) for attempt in attempts]


def running_assessments(tx: Transaction, member: MemberSubject) -> list[RunningAssessment]:
    """Every assessment of which the member may see a running attempt."""
    now = (Attempt.state == AttemptState.STARTED, *seen_attempts(member))
    running = tx.session.scalars(visible(member, Attempt).where(*now)).all()
    counts: dict[str, int] = {}
    for attempt in running:
        counts[attempt.assessment] = counts.get(attempt.assessment, 0) + 1
    found = tx.session.scalars(visible(member, Assessment).where(Assessment.id.in_(counts)).order_by(Assessment.title))
    return [RunningAssessment(each, counts[each.id]) for each in found]


def new_tiles(tx: Transaction, attempt: str) -> Sequence[LiveTile]:
    """The newest tile of each stream, unless it is older than a look lasts."""
    mine = (LiveTile.attempt == attempt, LiveTile.at_us > tx.now_us - LOOK_LASTS_US)
    return tx.session.scalars(select(LiveTile).where(*mine).order_by(LiveTile.stream)).all()


def forget_moments(tx: Transaction) -> None:
    """Remove every tile (the next one is on its way where somebody looks) and every look that is over."""
    tx.session.execute(delete(LiveTile).where(LiveTile.at_us <= tx.now_us))
    tx.session.execute(delete(LiveLook).where(LiveLook.seen_at_us <= tx.now_us - LOOK_LASTS_US))


def note_contact(tx: Transaction, attempt: str) -> None:
    """The device asked just now."""
    tx.session.execute(update(LiveLine).where(LiveLine.attempt == attempt).values(contact_at_us=tx.now_us))


def _role_words(roles: Sequence[str]) -> str:
    return next((role.value for role in LEADING if role.value in roles), "member")
