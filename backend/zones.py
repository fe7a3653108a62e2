"""Time zones of people who agree on a time: names of the IANA database, wall clocks in them, words with the offset.

Guarantees: a name that is none is refused by its field; a wall clock that never shows a time (the hour that is left out
when summer time begins) is refused; one that shows it twice means the first. Rules of summer time are the database's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from backend.figures import SECOND_US, wall_words
from protocol.errors import InvalidInput
from protocol.saying import to_say

UNIVERSAL = "UTC"
_AREAS = ("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
          "Pacific/")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """A window as the clocks of one zone show it; times in words with their offset from UTC."""

    zone: str
    opens: str
    closes: str


@cache
def known() -> frozenset[str]:
    """Every name that is accepted."""
    return frozenset(available_timezones()) - {"localtime", "posixrules", "Factory"}


@cache
def offered() -> tuple[str, ...]:
    """Names to choose from: places, and UTC."""
    return (UNIVERSAL, *sorted(name for name in known() if name.startswith(_AREAS)))


def require_zone(text: str, field: str) -> str:
    """A zone's name as it is written in the database. Raises InvalidInput naming `field`."""
    name = text.strip()
    if name not in known():
        raise InvalidInput(
            field,
            "a time zone such as Europe/Berlin",
            to_say("{field}: there is no time zone “{name}”.", field=field, name=name[:64]),
        )
    return name


def at_wall(text: str, zone: str, field: str) -> int:
    """What a date and time of a wall clock in `zone` means, in microseconds. Raises InvalidInput naming `field`."""
    place = ZoneInfo(zone)
    try:
        wall = datetime.fromisoformat(text).replace(tzinfo=place, fold=0)
        there = wall.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidInput(
            field, "a date and a time", to_say("{field}: give a date and a time.", field=field)
        ) from error
    if there.astimezone(place).replace(tzinfo=None) != wall.replace(tzinfo=None):
        words = to_say(
            "{field}: clocks in {zone} go forward there and never show this time. Give another.", field=field, zone=zone
        )
        raise InvalidInput(field, "a time that clocks show", words)
    return int(there.timestamp()) * SECOND_US


def wall(at_us: int, zone: str) -> str:
    """A moment as a browser's field for date and time holds it."""
    return _in(at_us, zone).strftime("%Y-%m-%dT%H:%M")


def zoned_words(at_us: int, zone: str) -> str:
    """A moment in words, such as `16 March 2026, 09:00 UTC+1`."""
    there = _in(at_us, zone)
    return f"{wall_words(there)} {_offset(there)}"


def windows(opens_us: int, closes_us: int, employer: str, candidate: str | None) -> tuple[Window, Window | None]:
    """The window in the employer's zone, and in the candidate's where its clocks show other times."""
    mine = Window(employer, zoned_words(opens_us, employer), zoned_words(closes_us, employer))
    if candidate is None:
        return mine, None
    theirs = Window(candidate, zoned_words(opens_us, candidate), zoned_words(closes_us, candidate))
    return mine, None if (theirs.opens, theirs.closes) == (mine.opens, mine.closes) else theirs


def _in(at_us: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at_us // SECOND_US, ZoneInfo(zone))


def _offset(there: datetime) -> str:
    minutes = round((there.utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}"
