"""What the panel "What is recorded now" shows: streams, what is watched for, the last events, who sees it how long.

Guarantees: an event appears once it is on the disk, in the words that the report will have; words about people and
periods are the notice's own. Fed from the writer's thread, read on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.attempt import Attempt
from app.capturing import Capturing
from protocol.attempts import EvidenceLevel
from protocol.fact_words import NO_LINE, fact_words, is_ordinary
from protocol.facts import AcknowledgementFact, FileFact
from protocol.wire import ProblemView
from sync.store.writer import Told
from ui.recorded_states import PauseView, RecordedState, ToldLine

MOST_TOLD = 20
_QUIET = (*NO_LINE, AcknowledgementFact)
"""The report counts the server's confirmations in one line; twenty of them would push out all that happened."""


class Recorded:
    """The panel's state."""

    def __init__(self, attempt: Attempt, capturing: Capturing, post: Callable[[Callable[[], None]], None]) -> None:
        self._attempt, self._capturing, self._post = attempt, capturing, post
        self._told: dict[int, Told] = {}
        self._names: dict[str, str] = {}

    def open(self, problems: Sequence[ProblemView]) -> None:
        """Listen, and read what happened before; on any thread but the GUI's, waits for the disk."""
        self._names = {each.problem: f"{each.label} {each.title}" for each in problems}
        self._attempt.store.follow(self._hear)
        self._hear(self._attempt.store.last_told(4 * MOST_TOLD))

    def state(self) -> RecordedState:
        """What is to be shown now."""
        policy, notice, capturing = self._attempt.policy, self._attempt.notice, self._capturing
        told = sorted(self._told.values(), key=lambda each: each.seq, reverse=True)
        paused = capturing.paused
        return RecordedState(
            level=EvidenceLevel(policy.level).words,
            streams=capturing.lines(),
            watched=tuple(policy.watched_words),
            told=tuple(ToldLine(each.seq, each.wall_us, fact_words(each.fact, self._names)) for each in told),
            notice=tuple(notice.items),
            may_pause=capturing.may_pause,
            paused=None if paused is None else PauseView(capturing.reason_words, paused.words or ""),
        )

    def _hear(self, told: Sequence[Told]) -> None:
        """On the writer's thread."""
        news = [each for each in told if not (isinstance(each.fact, _QUIET) or _is_turning(each))]
        if news:
            self._post(lambda: self._take(news))

    def _take(self, news: Sequence[Told]) -> None:
        self._told.update({each.seq: each for each in news})
        for seq in sorted(self._told)[:-MOST_TOLD]:
            del self._told[seq]


def _is_turning(told: Told) -> bool:
    """Whether somebody only turned to another file, which they do all the time."""
    return isinstance(told.fact, FileFact) and is_ordinary(told.fact)
