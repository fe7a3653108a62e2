"""Times, durations, sizes and numbers as people read them in their language.

Guarantees: times are UTC and say so, but for wall clocks; outside of `backend.saying.speaking` everything is English.
The door to Babel.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from babel.dates import format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from backend.saying import language, said, say, say_count

SECOND_US = 1_000_000
UNKNOWN = "\u2013"
_SHORT = {"en": "d MMM y, HH:mm 'UTC'", "de": "d. MMM y, HH:mm 'UTC'"}
_LONG = {"en": "dd MMMM y, HH:mm 'UTC'", "de": "d. MMMM y, HH:mm 'UTC'"}
_WALL = {"en": "d MMMM y, HH:mm", "de": "d. MMMM y, HH:mm"}


def moment_words(at_us: int | None, *, long: bool = False) -> str:
    """A time in UTC; the name of the month whole when `long`. A dash for None."""
    if at_us is None:
        return UNKNOWN
    when = datetime.fromtimestamp(at_us // SECOND_US, UTC)
    return format_datetime(when, (_LONG if long else _SHORT)[language()], locale=language())


def wall_words(there: datetime) -> str:
    """A moment as the clocks of its own zone show it, without the zone: `16 March 2026, 09:00`."""
    return format_datetime(there.replace(tzinfo=None), _WALL[language()], locale=language())


def span(value_us: int | None) -> str:
    """A duration in words of at most two units."""
    if value_us is None:
        return say("unknown")
    days, hours, minutes, seconds = _parts(value_us)
    shown = [
        say_count("{n} day", "{n} days", days) if days else "",
        say("{n} h", n=hours) if hours else "",
        say("{n} min", n=minutes) if minutes else "",
        say("{n} s", n=seconds) if seconds else "",
    ]
    return " ".join([each for each in shown if each][:2]) or say("{n} s", n=0)


def ago(value_us: int | None, now_us: int) -> str:
    """How long ago, roughly."""
    if value_us is None:
        return say("never")
    days, hours, minutes, _ = _parts(now_us - value_us)
    if days:
        return say_count("{n} day ago", "{n} days ago", days)
    if hours:
        return say("{n} h ago", n=hours)
    return say("{n} min ago", n=minutes) if minutes else say("just now")


def clock(value_us: int) -> str:
    """A moment of the replay: m:ss or h:mm:ss."""
    seconds = max(0, value_us) // SECOND_US
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def size(value_bytes: int) -> str:
    """A size in decimal units."""
    if value_bytes < 1000:
        return say("{n} bytes", n=value_bytes)
    power = next((power for power in (1, 2) if value_bytes < 1000 ** (power + 1)), 3)
    amount, unit = value_bytes / 1000**power, ("kB", "MB", "GB")[power - 1]
    return f"{decimal(amount, 0 if amount >= 100 else 1)} {unit}"


def decimal(value: float, places: int) -> str:
    """A number with so many digits behind the sign that the language puts there."""
    pattern = f"0.{'0' * places}" if places else "0"
    return format_decimal(value, pattern, locale=language())


def either(values: Iterable[object]) -> str:
    """`80 or 443`."""
    return format_list([said(str(value)) for value in values], style="or", locale=language())


def _parts(value_us: int) -> tuple[int, int, int, int]:
    """Days, hours, minutes, seconds."""
    minutes, seconds = divmod(max(0, value_us) // SECOND_US, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    return days, hours, minutes, seconds
