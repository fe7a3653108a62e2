"""Handing in: a submission is a fact in the journal and a row in the outbox in one transaction; then the server's word.

Guarantees: what is handed in is kept before it is called handed in; each submission is shown with what the server last
said, also after a restart. GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from app.attempt import Attempt
from protocol.canonical import digest_hex
from protocol.edits import utf8
from protocol.facts import SubmissionFact
from protocol.identifiers import new_identifier
from protocol.told import heard
from protocol.wire import SubmissionStatus
from sync.clock import wall_us
from sync.store.records import StoredSubmission
from ui.states import SubmissionLine, SubmitWish


class HandingIn:
    """The submissions of an attempt."""

    def __init__(self, attempt: Attempt, changed: Callable[[], None]) -> None:
        self._attempt, self._changed = attempt, changed
        self._lines: dict[str, SubmissionLine] = {}
        self._digests: dict[str, str] = {}
        self._on_their_way: dict[str, Future[int]] = {}

    def open(self, stored: list[StoredSubmission]) -> None:
        """Take up what was handed in before a restart."""
        for known in stored:
            line = SubmissionLine(
                known.submission, known.request.problem, _made_at_us(known.submission), known.request.language
            )
            self._lines[known.submission] = line
            self._digests[known.submission] = known.request.source_digest
            if known.status is not None:
                self.heard(known.status)
            elif known.refusal is not None:
                self._lines[known.submission] = replace(line, message=known.refusal)

    def hand_in(self, wish: SubmitWish) -> Future[int]:
        """Keep a submission; the future resolves once it is on the disk. Raises InvalidInput for bad text.

        Until then it is shown as being saved; one that could not be kept is shown no more.
        """
        digest = digest_hex(utf8(wish.source, "source"))
        fact = SubmissionFact(
            submission=new_identifier(),
            problem=wish.problem,
            document=wish.document,
            language=wish.language,
            source_digest=digest,
        )
        future = self._attempt.store.hand_in(fact, wish.source)
        self._lines[fact.submission] = SubmissionLine(fact.submission, wish.problem, wall_us(), wish.language)
        self._digests[fact.submission] = digest
        self._on_their_way[fact.submission] = future
        self._changed()
        return future

    def heard(self, status: SubmissionStatus) -> None:
        """Take the server's word on a submission."""
        line = self._lines.get(status.submission)
        if line is None:
            return
        self._lines[status.submission] = replace(
            line,
            sent=True,
            state=status.state,
            verdict=status.verdict,
            score=status.score,
            max_score=status.max_score,
            timeliness=status.timeliness,
            message=heard(status.message or "", status.told),
            use=status.use,
        )
        self._changed()

    @property
    def lines(self) -> tuple[SubmissionLine, ...]:
        """All submissions, newest first."""
        self._settle()
        lines = (replace(line, kept=line.submission not in self._on_their_way) for line in self._lines.values())
        return tuple(lines)[::-1]

    def is_handed_in(self, problem: str, text: str) -> bool:
        """Whether this very text is what was last handed in for the problem."""
        last = self._last(problem)
        return last is not None and self._digests[last] == digest_hex(utf8(text, "source"))

    def ever(self, wish: SubmitWish) -> bool:
        """Whether this very source was handed in for the problem at any time."""
        self._settle()
        digest = digest_hex(utf8(wish.source, "source"))
        lines = self._lines.values()
        return any(line.problem == wish.problem and self._digests[line.submission] == digest for line in lines)

    def has_any(self, problem: str) -> bool:
        """Whether anything was handed in for the problem."""
        return self._last(problem) is not None

    def _settle(self) -> None:
        """Forget what could not be kept."""
        for submission in [each for each, future in self._on_their_way.items() if future.done()]:
            if self._on_their_way.pop(submission).exception() is not None:
                del self._lines[submission]

    def _last(self, problem: str) -> str | None:
        self._settle()
        return next((line.submission for line in reversed(self._lines.values()) if line.problem == problem), None)


def _made_at_us(identifier: str) -> int:
    """Give the time inside a UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds."""
    return int(identifier.replace("-", "")[:12], 16) * 1000
