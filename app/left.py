"""What is left to send, how long it takes, what stays on this computer: numbers and plain words. Pure but for a clock.

Guarantees: a time is told only from what was really sent in the last half minute; without that, none is told.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from protocol.saying import say, say_count, to_say
from sync.store.records import Remaining
from ui.finish_states import BackgroundState
from ui.words import duration_words, size_words

WINDOW_S = 30.0
_LEAST_S = 3.0
SENDING = to_say("Recrutr goes on sending")
OFFLINE = to_say("No connection: Recrutr waits to go on sending")
DONE = to_say("Everything has arrived")
NOTHING = to_say("Nothing is left to send.")
SAVING = to_say("The last of it is being saved on this computer.")
CLOSING = to_say("You can close this. Recrutr ends by itself in a moment.")
_HINT = to_say("You can go on with other things. Recrutr ends by itself when everything has arrived.")


class Forecast:
    """How long the rest takes, from how fast it became less."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._seen: deque[tuple[float, int]] = deque()

    def see(self, left_bytes: int) -> None:
        """Note what is left now; about once a second."""
        now_s = self._clock_s()
        if self._seen and left_bytes > self._seen[-1][1]:
            self._seen.clear()  # more was recorded: what went before says nothing about the end
        self._seen.append((now_s, left_bytes))
        while now_s - self._seen[0][0] > WINDOW_S:
            self._seen.popleft()

    @property
    def words(self) -> str:
        """As in `2 minutes`; empty while nothing can be said."""
        if not self._seen:
            return ""
        (first_s, before), (last_s, left) = self._seen[0], self._seen[-1]
        if last_s - first_s < _LEAST_S or before <= left or not left:
            return ""
        seconds = left * (last_s - first_s) / (before - left)
        rounded_s = max(5.0, 5.0 * round(seconds / 5)) if seconds < 110 else 60.0 * round(seconds / 60)
        return duration_words(int(rounded_s * 1_000_000))


def left_words(left: Remaining, about: str = "") -> str:
    """As in `3 recordings (12.4 MB) and your submission; about 2 minutes`."""
    parts = _parts(left)
    if not parts:
        return NOTHING
    listed = _listed(parts)
    if about:
        return say("Still to send: {listed}; about {about}.", listed=listed, about=about)
    return say("Still to send: {listed}.", listed=listed)


def arrived() -> BackgroundState:
    """What tray icon or small window say at the end."""
    return BackgroundState(DONE, NOTHING, CLOSING, share=1.0)


def background(left: Remaining, most_bytes: int, about: str, *, offline: bool) -> BackgroundState:
    """What they say before; nothing is `left` also while the last of it is still on its way to the disk."""
    if left.nothing:
        return BackgroundState(SENDING, SAVING, _HINT)
    share = 1.0 - left.media_bytes / most_bytes if most_bytes else 0.0
    words = left_words(left, "" if offline else about)
    return BackgroundState(OFFLINE if offline else SENDING, words, _HINT, _stays(left), share)


def _stays(left: Remaining) -> str:
    listed = _listed(_parts(left))
    return say(
        "What is not sent yet stays on this computer, encrypted: {listed}.\nIt goes out when you "
        "open Recrutr here again. Until then the people who invited you do not have it.",
        listed=listed,
    )


def _parts(left: Remaining) -> list[str]:
    parts = []
    if left.submissions or left.finish:
        parts.append(say("what you handed in"))
    if left.segments:
        parts.append(
            say_count(
                "{n} recording ({size})", "{n} recordings ({size})", left.segments, size=size_words(left.media_bytes)
            )
        )
    if left.entries or left.tracks:
        parts.append(say_count("{n} journal entry", "{n} journal entries", left.entries + left.tracks))
    if left.impression:
        parts.append(say("how you said it was"))
    return parts


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    listed = parts[0]
    for part in parts[1:-1]:
        listed = say("{some}, {more}", some=listed, more=part)
    return say("{some} and {last}", some=listed, last=parts[-1])
