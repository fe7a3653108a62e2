"""The candidate's own page in the app: their replay, what is held, who looked, what was noted, their requests.

Guarantees: it shows what the candidate's page in the browser shows, by the device's own token; the replay comes from
this device and needs no network; a request is sent only by its button. GUI thread only.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app import own_copy, own_replay
from app.attempt import Attempt
from app.entrance import Desk
from app.words import message_of
from protocol.after import After
from protocol.errors import RecrutrError
from protocol.saying import said, say, say_count, to_say, together
from protocol.wire import ProblemView, RequestCreate, RequestStatus
from sync.clock import wall_us
from sync.store.folders import write_durably
from ui.after_states import AfterState, FindingLine, HeldLine, LookedLine, ReplayView, RequestLine
from ui.words import size_words, when_words

KINDS = {
    "access": to_say("A copy of everything"),
    "rectification": to_say("A correction, or a reply to what was noted"),
    "explanation": to_say("An explanation of a result or of what was noted"),
    "appeal": to_say("Another human to look at a result"),
    "objection": to_say("To object to the use of my data"),
    "restriction": to_say("That my data is kept but not used"),
    "erasure": to_say("Deletion"),
    "retention": to_say("Deletion at the end of the time of keeping"),
}
STATES = {
    "received": to_say("Received"),
    "waiting": to_say("Waiting"),
    "held": to_say("Delayed, with a reason"),
    "done": to_say("Answered"),
    "withdrawn": to_say("Withdrawn"),
}
NOT_RECORDED = to_say("How your work came about was not recorded in this assessment, so there is nothing to play.")
NOTHING_WRITTEN = to_say("Nothing was written on this computer.")


class Afterwards:
    """The page of one attempt."""

    def __init__(self, desk: Desk, attempt: Attempt, problems: list[ProblemView]) -> None:
        self._desk, self._attempt, self._problems = desk, attempt, problems
        self._films: list[own_replay.Film] | None = None
        notice = attempt.notice
        recorded = tuple(
            (item.what, say("{kept}. Seen by: {seen_by}.", kept=item.kept, seen_by=item.seen_by))
            for item in notice.items
        )
        self._state = AfterState(attempt.joined.organisation, recorded=recorded)

    def open(self) -> None:
        """Show what is known, ask the server for the rest, and read the journal."""
        self._ask()
        if self._films is None:
            job = self._desk.background.submit(self._read)
            self._desk.gui.when_done(job, self._read_all, self._not_read)

    def choose(self, document: int, step: int) -> None:
        """Show a document at a step; a step below zero is its end."""
        films = self._films
        if not films or not 0 <= document < len(films):
            return
        film = films[document]
        step = len(film.steps) if step < 0 else min(step, len(film.steps))
        try:
            text = film.at(step)
        except RecrutrError as error:
            self._show(error=message_of(error))
            return
        names = own_replay.titles(films, self._problems)
        view = ReplayView(names, document, step, len(film.steps), text, film.wall_us(step))
        self._show(replay=view)

    def request(self, kind: str, words: str, finding: str = "") -> None:
        """Exercise a right, in the candidate's words; `finding`: the mark of what they reply to."""
        if self._state.sending:
            return
        self._show(sending=True, answered=False, error=None)
        wish = RequestCreate.model_validate({"kind": kind, "words": words[:4000], "finding": finding or None})
        job = self._desk.background.submit(lambda: self._attempt.client.request(wish))
        self._desk.gui.when_done(job, self._requested, self._failed)

    def save_copy(self, path: str) -> None:
        """Write a copy of everything to a file, with the server's word where it answers."""
        self._show(copying=True, copied="", error=None)
        job = self._desk.background.submit(lambda: self._write_copy(Path(path)))
        self._desk.gui.when_done(job, lambda _done: self._show(copying=False, copied=path), self._failed)

    def _write_copy(self, path: Path) -> None:
        """On the background thread."""
        try:
            after = self._attempt.client.ask("GET", "/after", After)
        except RecrutrError:  # the copy says so
            after = None
        write_durably(path, own_copy.gather(self._attempt.store, after, wall_us()))

    def _ask(self) -> None:
        self._show(loading=True, error=None)
        job = self._desk.background.submit(lambda: self._attempt.client.ask("GET", "/after", After))
        self._desk.gui.when_done(job, self._told, self._failed)

    def _read(self) -> list[own_replay.Film]:
        """On the background thread."""
        return own_replay.read(self._attempt.store)

    def _read_all(self, films: list[own_replay.Film]) -> None:
        self._films = films
        if films:
            self.choose(0, -1)
            return
        words = NOTHING_WRITTEN if self._attempt.policy.records_work else NOT_RECORDED
        self._show(replay=ReplayView(words=words))

    def _not_read(self, error: RecrutrError) -> None:
        self._show(replay=ReplayView(words=error.message))

    def _told(self, after: After) -> None:
        noted = (
            "" if after.findings else (say("Nothing was noted.") if after.reported else say("There is no report yet."))
        )
        decided = after.decided_at_us
        self._show(
            loading=False,
            held=_held(after),
            looked=tuple(LookedLine(each.who, each.what, each.at_us) for each in after.looked),
            shared_with=tuple(after.shared_with),
            findings=tuple(FindingLine(each.words, each.strength, each.innocent, each.mark) for each in after.findings),
            findings_words=noted,
            requests=tuple(_request(each) for each in after.requests),
            decision="" if decided is None else _decision(decided, after.outcome),
        )

    def _requested(self, status: RequestStatus) -> None:
        self._show(sending=False, answered=True, requests=(*self._state.requests, _request(status)))

    def _failed(self, error: RecrutrError) -> None:
        self._show(loading=False, sending=False, copying=False, error=message_of(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type] # names of fields, as written above
        self._desk.view.beside.show_after(self._state)


def _held(after: After) -> tuple[HeldLine, ...]:
    held = after.held
    pieces = say_count("{n} piece, {size}", "{n} pieces, {size}", held.segments, size=size_words(held.segment_bytes))
    return (
        HeldLine(say("Code handed in"), say_count("{n} submission", "{n} submissions", held.submissions)),
        HeldLine(say("How your code came about"), say_count("{n} entry", "{n} entries", held.entries)),
        HeldLine(say("Messages during the work"), str(held.messages) if held.messages else say("none")),
        HeldLine(say("Camera, sound and screen"), pieces if held.segments else say("nothing recorded")),
    )


def _request(status: RequestStatus) -> RequestLine:
    kind, state = KINDS.get(status.kind, status.kind), STATES.get(status.state, status.state)
    return RequestLine(said(kind), said(state), status.received_at_us, status.due_at_us, status.note)


def _decision(decided_at_us: int, outcome: str) -> str:
    return said(together(to_say("A person decided on {when}.", when=when_words(decided_at_us)), outcome))
