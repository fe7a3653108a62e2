"""Numbers in plain words of the person's language: times, sizes, verdicts."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from protocol.saying import say, say_count
from protocol.verdicts import Verdict

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE


def duration_words(us: int) -> str:
    """`1 hour 30 minutes`, `5 minutes`, `40 seconds`. Seconds only below two minutes, so that it changes rarely."""
    if us < 2 * _MINUTE:
        return say_count("{n} second", "{n} seconds", max(us, 0) // _SECOND)
    hours, minutes = us // _HOUR, us % _HOUR // _MINUTE
    in_hours = say_count("{n} hour", "{n} hours", hours)
    in_minutes = say_count("{n} minute", "{n} minutes", minutes)
    if hours and minutes:
        return say("{hours} {minutes}", hours=in_hours, minutes=in_minutes)
    return in_hours if hours else in_minutes


def clock_words(us: int) -> str:
    """`1:05:09` or `05:09`."""
    seconds = max(us, 0) // _SECOND
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def left_words(us: int) -> str:
    """`42 minutes left`, or that the time is up."""
    return say("{duration} left", duration=duration_words(us)) if us > 0 else say("Time is up")


def size_words(count: int) -> str:
    """`3.2 MB`; decimal units, as file managers show."""
    if count < 1000:
        return say_count("{n} byte", "{n} bytes", count)
    if count < 10**6:
        return say("{amount} kB", amount=decimal(count / 10**3))
    if count < 10**9:
        return say("{amount} MB", amount=decimal(count / 10**6))
    return say("{amount} GB", amount=decimal(count / 10**9))


def when_words(wall_us: int, zone: tzinfo | None = None) -> str:
    """`23 November 2026, 18:05` in the local zone (or the one given)."""
    moment = datetime.fromtimestamp(wall_us / _SECOND, tz=UTC).astimezone(zone)
    day, time = QDate(moment.year, moment.month, moment.day), QTime(moment.hour, moment.minute)
    # The letters are Qt's for a date: a translation orders them as its language does.
    return QLocale().toString(QDateTime(day, time), say("d MMMM yyyy, HH:mm"))


def hour_words(wall_us: int, zone: tzinfo | None = None) -> str:
    """`18:05:12` in the local zone (or the one given)."""
    return f"{datetime.fromtimestamp(wall_us / _SECOND, tz=UTC).astimezone(zone):%H:%M:%S}"


def verdict_tone(verdict: Verdict | None) -> str:
    """Name of the symbol and colour for a verdict: good, stop, attention (ours, not theirs) or waiting."""
    if verdict is None:
        return "waiting"
    if verdict is Verdict.ACCEPTED:
        return "good"
    return "attention" if verdict is Verdict.JUDGE_ERROR else "stop"


def decimal(amount: float) -> str:
    """`3.2`, with the decimal sign of the language."""
    return QLocale().toString(amount, "f", 1)
