"""Numbers in plain English: times, sizes, verdicts. Pure functions."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from protocol.verdicts import Verdict

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE


def duration_words(us: int) -> str:
    """`1 hour 30 minutes`, `5 minutes`, `40 seconds`. Seconds only below two minutes, so that it changes rarely."""
    if us < 2 * _MINUTE:
        return _many(max(us, 0) // _SECOND, "second")
    hours, minutes = us // _HOUR, us % _HOUR // _MINUTE
    parts = [_many(hours, "hour")] if hours else []
    if minutes:
        parts.append(_many(minutes, "minute"))
    return " ".join(parts)


def clock_words(us: int) -> str:
    """`1:05:09` or `05:09`."""
    seconds = max(us, 0) // _SECOND
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def left_words(us: int) -> str:
    """`42 minutes left`, or that the time is up."""
    return f"{duration_words(us)} left" if us > 0 else "Time is up"


def size_words(count: int) -> str:
    """`3.2 MB`; decimal units, as file managers show."""
    if count < 1000:
        return _many(count, "byte")
    for unit, factor in (("kB", 10**3), ("MB", 10**6)):
        if count < factor * 1000:
            return f"{count / factor:.1f} {unit}"
    return f"{count / 10**9:.1f} GB"


def when_words(wall_us: int, zone: tzinfo | None = None) -> str:
    """`23 November 2026, 18:05` in the local zone (or the one given)."""
    moment = datetime.fromtimestamp(wall_us / _SECOND, tz=UTC).astimezone(zone)
    return f"{moment.day} {moment:%B %Y}, {moment:%H:%M}"


def hour_words(wall_us: int, zone: tzinfo | None = None) -> str:
    """`18:05:12` in the local zone (or the one given)."""
    return f"{datetime.fromtimestamp(wall_us / _SECOND, tz=UTC).astimezone(zone):%H:%M:%S}"


def count_words(count: int, noun: str) -> str:
    """`1 change`, `3 changes`."""
    return _many(count, noun)


def verdict_tone(verdict: Verdict | None) -> str:
    """Name of the symbol and colour for a verdict: good, stop, attention (ours, not theirs) or waiting."""
    if verdict is None:
        return "waiting"
    if verdict is Verdict.ACCEPTED:
        return "good"
    return "attention" if verdict is Verdict.JUDGE_ERROR else "stop"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
