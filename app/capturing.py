"""What is captured while the time runs: begun, paused by the candidate, gone on with, ended.

Guarantees: a pause stands in the journal with its reason before anything stops, and outlives a kill, since it is read
from there; nothing is handed on from the moment of a pause or an end; the mark stands on the screen before the first
picture of it is taken. The time of the attempt is none of its business. GUI thread, but for `open`.
"""

from __future__ import annotations

from collections.abc import Callable

from app.attempt import Attempt
from app.entrance import Desk
from app.previews import Previews
from protocol.attempts import RECORDED, TrackKind
from protocol.errors import RecrutrError
from protocol.fact_words import PAUSE_WORDS
from protocol.facts import PauseFact, PauseReason
from protocol.saying import to_say
from ui.recorded_states import PauseWish
from ui.states import RecordingLine, Stream

SHOWN = (*RECORDED, TrackKind.STILLS)


class Capturing:
    """Streams and detectors of one attempt. Detectors join by `tell`: they are called with whether to watch."""

    def __init__(self, attempt: Attempt, previews: Previews, desk: Desk) -> None:
        self._attempt, self._previews, self._desk = attempt, previews, desk
        self._pause: PauseFact | None = None
        self._ended = True
        self._watchers: list[Callable[[bool], None]] = []
        self.trouble: Callable[[RecrutrError], None] = lambda _error: None

    def tell(self, watcher: Callable[[bool], None]) -> None:
        """Call `watcher` with whether to watch, at each change; on the GUI thread, so it must not wait."""
        self._watchers.append(watcher)

    def open(self) -> None:
        """Read from the journal whether it is paused; on any thread, waits for the disk."""
        last = self._attempt.store.last_fact("pause")
        self._pause = last if isinstance(last, PauseFact) and last.paused else None

    @property
    def paused(self) -> PauseFact | None:
        """The pause that lasts."""
        return self._pause

    @property
    def may_pause(self) -> bool:
        """Whether there is anything to pause and the policy allows it."""
        return self._attempt.policy.may_pause

    def begin(self) -> None:
        """Capture from now on, unless it is paused; also after an end that did not come about."""
        self._ended = False
        self._tell_watchers()
        if self._pause is not None:
            return
        if TrackKind.SCREEN in self._attempt.streams:
            self._desk.view.mark_screens(shown=True, then=self._record)
        else:
            self._record()

    def pause(self, wish: PauseWish) -> None:
        """Stop every stream and detector, with the candidate's reason. Raises what the store refuses with."""
        if self._pause is not None or self._ended or not self.may_pause:
            return
        self._pause = PauseFact(paused=True, reason=PauseReason(wish.reason), words=wish.words.strip()[:500] or None)
        self._tell_watchers()
        try:
            self._attempt.record(self._pause)
        finally:
            self._stop()

    def go_on(self) -> None:
        """Capture again. Raises what the store refuses with; then it stays paused."""
        if self._pause is None or self._ended:
            return
        self._attempt.record(PauseFact(paused=False))
        self._pause = None
        self.begin()

    def end(self) -> None:
        """Capture nothing more; returns at once."""
        self._ended = True
        self._tell_watchers()
        self._stop()

    def lines(self) -> tuple[RecordingLine, ...]:
        """The streams for top bar and panel."""
        if self._pause is None:
            return self._previews.lines()
        streams = [kind for kind in SHOWN if kind in self._attempt.policy.streams]
        return tuple(
            RecordingLine(kind, Stream.PAUSED, to_say("by you ({reason})", reason=self.reason_words))
            for kind in streams
        )

    @property
    def reason_words(self) -> str:
        """Why it is paused, in a word."""
        reason = self._pause.reason if self._pause else None
        return PAUSE_WORDS[reason] if reason else ""

    def _stop(self) -> None:
        self._previews.pause()
        self._desk.view.mark_screens(shown=False)

    def _record(self) -> None:
        if self._ended or self._pause is not None:
            return
        self._desk.gui.when_done(self._previews.record(), lambda _done: None, self.trouble)

    def _tell_watchers(self) -> None:
        for watcher in self._watchers:
            watcher(self._pause is None and not self._ended)
