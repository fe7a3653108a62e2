"""The Work screen: statement, editor, runs, handing in, time left by the server's clock.

Guarantees: at the end of the time what stands in the editor, and what last compiled, is handed in by itself and the
person is told before and after; nothing here waits for disk or network on the GUI thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from app.attempt import Attempt
from app.checks import runner
from app.endings import Endings
from app.entrance import Desk
from app.local_runs import Ran
from app.standing import Standing
from app.words import TIME_SOON, TIME_UP, brought_back, extended, message_of, not_written_down
from app.work_parts import Parts
from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.edits import Edit, utf8
from protocol.errors import RecrutrError
from protocol.facts import PasteProvenance, RunFact
from protocol.identifiers import new_identifier
from protocol.receipts import Extension, Signed
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import CheckResult, ProblemView
from ui.project_states import FileWish
from ui.recorded_states import PauseWish
from ui.run_results import OwnCase
from ui.states import Message, RunWish, Saved, StatusState, SubmitWish, WorkState

_log = logging.getLogger(__name__)
PROBE_EVERY_TICKS = 30
"""How often a sandbox that did not work is tried again, in ticks of a second."""
KEEP_TIME_EVERY_TICKS = 30
"""How often the server's time is kept for a launch without network."""
SOON_US = 5 * 60 * 1_000_000
"""When the person is told that the end is near."""


class WorkRoom:
    """Shows the work; leads on to Finish."""

    def __init__(self, desk: Desk, attempt: Attempt, parts: Parts, finished: Callable[[bool], None]) -> None:
        self._desk, self._attempt, self._parts, self._finished = desk, attempt, parts, finished
        self._problem = ""
        self._back: Message | None = None
        self._endings = Endings(attempt, parts)
        self._standing = Standing(parts.writing, parts.handing_in, parts.last_compiling)
        self._statement_language = attempt.statement_language
        self._runner_problem = ""
        self._read_only = self._left = False
        parts.capturing.trouble = self._trouble
        self._told_soon = self._attempt.joined.duration_us <= 2 * SOON_US
        self._saved = Saved.SAVED
        self._ticks = 0

    def enter(self, *, resumed: bool = False) -> None:
        """Start recording and sending, show the problem of before or the first; the first tick looks at the sandbox."""
        problems = [problem.problem for problem in self._parts.writing.pack.problems]
        kept = self._parts.places.problem
        self._problem = kept if kept in problems else problems[0]
        attempt = self._attempt
        attempt.store.watch(lambda _state: self._desk.gui.post(self.refresh_status))
        self._parts.capturing.begin()
        self._parts.sending.start()
        self._parts.live.enter()
        if missing := self._parts.previews.transcribing.missing:
            self._desk.view.show_message(not_written_down(missing))
        if resumed:
            self._back = brought_back(undo=attempt.policy.records_work)
        self.show()
        self.refresh_status()

    def choose_problem(self, problem: str) -> None:
        """Show another problem."""
        self._problem = self._parts.writing.problem(problem).problem
        self._record(lambda: self._parts.places.turn_to(self._problem))
        self._make_ready()
        self.show()

    def choose_language(self, problem: str, language: LanguageId) -> None:
        """Show the problem's document in another language."""
        self._record(lambda: self._parts.projects.choose_language(problem, language))
        self._make_ready()
        self.show()

    def change_files(self, wish: FileWish) -> None:
        """Make, rename, delete, open or close a file of the present problem."""
        if not self._read_only:
            self._record(lambda: self._parts.projects.wish(self._problem, wish))
        self.show()

    def choose_statement_language(self, language: str) -> None:
        """Show statements in this language from here on, where they are told in it."""
        self._statement_language = language
        self._attempt.read_statements_in(language)
        self.show()

    def edited(self, document: str, edit: Edit) -> None:
        """Record one change."""
        before = self._standing.progress(self._problem)
        self._record(lambda: self._parts.writing.edited(document, edit))
        if self._saved is Saved.SAVED:
            self.refresh_status()
        if self._standing.progress(self._problem) is not before:
            self.show()

    def moved_cursor(self, document: str, position: int, top: int) -> None:
        """Keep where the cursor is."""
        if not self._read_only:
            self._record(lambda: self._parts.places.keep(document, position, top))

    def pasted(self, document: str, characters: int, provenance: PasteProvenance) -> None:
        """Record a paste with the edit that follows."""
        self._parts.writing.pasted(document, characters, provenance)

    def focus(self, focused: bool) -> None:
        """Record focus of our window."""
        if not self._read_only:
            self._record(lambda: self._parts.writing.focus(focused))

    def run(self, wish: RunWish) -> None:
        """Run for feedback: all files of the problem."""
        problem = self._parts.writing.problem(wish.problem)
        try:
            wish = replace(wish, source=self._parts.writing.source(wish.problem, wish.document, wish.source))
        except RecrutrError as error:
            self._trouble(error)
            return
        future = self._parts.runs.run(
            problem, wish, lambda state: self._desk.gui.post(lambda: self._desk.view.update_run(state))
        )
        self._desk.gui.when_done(
            future, lambda ran: self._ran(wish, ran), lambda error: self._not_ran(problem, wish, error)
        )

    def keep_cases(self, problem: str, cases: tuple[OwnCase, ...]) -> None:
        """Keep the own cases of a problem."""
        if not self._read_only:
            self._record(lambda: self._parts.cases.keep(problem, cases))

    def turn_flag(self, problem: str, flagged: bool) -> None:
        """Flag a problem for oneself, or take the flag away."""
        if not self._read_only:
            self._record(lambda: self._parts.notes.turn_flag(problem, flagged))
            self.show()

    def write_note(self, problem: str, text: str, from_outside: bool) -> None:
        """Keep what the candidate notes for themselves."""
        if not self._read_only:
            had = bool(self._parts.notes.of(problem).text)
            self._record(lambda: self._parts.notes.write(problem, text, from_outside=from_outside))
            if had != bool(text):
                self.show()

    def write_message(self, words: str) -> None:
        """Write to the interviewer."""
        if not self._read_only:
            self._record(lambda: self._parts.live.write(words))

    def turn_hand(self, raised: bool) -> None:
        """Raise or lower the hand."""
        if not self._read_only:
            self._record(lambda: self._parts.live.turn_hand(raised))

    def type_to_run(self, text: str) -> None:
        """Type to the program that runs."""
        self._parts.runs.type(text)

    def end_run_input(self) -> None:
        """No more is typed to the program that runs."""
        self._parts.runs.end_input()

    def stop_run(self) -> None:
        """Stop the run."""
        self._parts.runs.stop()

    def submit(self, wish: SubmitWish) -> None:
        """Hand in."""
        self._hand_in(wish)

    def finish(self) -> None:
        """End the work: recorder first, then the receipt."""
        if self._read_only:
            return
        self._read_only = True
        self._parts.capturing.end()
        self.show()
        self._desk.gui.when_done(self._desk.background.submit(self._endings.close), self._closed, self._not_closed)

    def withdraw(self, reason: str) -> None:
        """Stop the attempt without finishing it; nothing is captured from here on, unless it does not come about."""
        self._read_only = True
        self._parts.capturing.end()
        self.show()
        job = self._desk.background.submit(lambda: self._endings.withdraw(reason))
        self._desk.gui.when_done(job, lambda _done: self._finished(True), self._not_closed)

    def pause(self, wish: PauseWish) -> None:
        """Stop what is recorded for a while; the time goes on."""
        if not self._read_only:
            self._record(lambda: self._parts.capturing.pause(wish))
            self.refresh_status()

    def go_on(self) -> None:
        """Record again."""
        if not self._read_only:
            self._record(self._parts.capturing.go_on)
            self.refresh_status()

    def tick(self) -> None:
        """Count the time; once a second."""
        if self._read_only:
            return
        self._ticks += 1
        if self._ticks == 1:  # not before one can type: this loads the runner and Docker's library
            self._probe()
            self._make_ready()
        if self._ticks % KEEP_TIME_EVERY_TICKS == 1:
            self._record(self._attempt.keep_time)
        if self._runner_problem and self._ticks % PROBE_EVERY_TICKS == 0:
            self._probe()
        self._parts.live.refresh()
        left = self._attempt.left_us()
        if left <= SOON_US and not self._told_soon:
            self._told_soon = True
            self._desk.view.show_message(TIME_SOON)
        if left == 0:
            self._time_up()
        self.refresh_status()

    def extended(self, word: Extension) -> None:
        """The time ends later: say so and why."""
        if self._read_only:
            return
        self._told_soon = self._attempt.left_us() <= SOON_US
        self._desk.view.show_message(extended(word, self._attempt.moved_by_us))
        self.refresh_status()

    def moved(self, moved_at_us: int) -> None:
        """The attempt goes on elsewhere: stop writing and recording here, then lead on."""
        self._left = True
        self._read_only = True
        self._parts.capturing.end()
        self.show()
        job = self._desk.background.submit(lambda: self._endings.leave(moved_at_us))
        self._desk.gui.when_done(job, lambda _done: self._finished(False), self._trouble)

    def refresh_status(self) -> None:
        """Show time, saving, sending and recording."""
        self._saved = self._parts.writing.saved
        fault = self._attempt.store.state.fault or self._attempt.store.media.trouble
        remaining = self._parts.sending.state.remaining
        self._desk.view.update_status(
            StatusState(
                self._attempt.joined.assessment_title,
                self._attempt.left_us(),
                self._saved,
                self._parts.sending.indicator,
                remaining.entries,
                remaining.media_bytes,
                self._parts.capturing.lines(),
                None if fault is None else message_of(fault),
            )
        )
        self._desk.view.update_recorded(self._parts.recorded.state())

    def show(self) -> None:
        """Show the present problem and document."""
        problems = self._parts.writing.pack.problems
        self._desk.view.show_work(
            WorkState(
                tuple(self._standing.line(problem, self._parts.notes) for problem in problems),
                tuple(self._parts.writing.pack.languages),
                self._parts.projects.front(self._problem),
                self._parts.handing_in.lines,
                self._read_only,
                self._runner_problem,
                previews=bool(self._attempt.streams),
                statement_language=self._statement_language,
                cases=self._parts.cases.of(self._problem),
                brought_back=self._back,
                project=self._parts.projects.state(self._problem),
                note=self._parts.notes.of(self._problem),
                screen_recorded=TrackKind.SCREEN in self._attempt.streams,
            )
        )

    def _make_ready(self) -> None:
        """Let the sandbox be ready for the document that is shown."""
        language = self._parts.writing.shown(self._problem).language
        self._parts.runs.prepare(self._parts.writing.problem(self._problem), language)

    def _hand_in(self, wish: SubmitWish) -> None:
        """The whole project, in the name of the file of the candidate's that is shown."""
        try:
            source = self._parts.writing.source(wish.problem, wish.document, wish.source)
        except RecrutrError as error:
            self._trouble(error)
            return
        shown = self._parts.writing.shown(wish.problem)
        self._keep_handed_in(SubmitWish(wish.problem, shown.document, shown.language, source))

    def _keep_handed_in(self, wish: SubmitWish) -> None:
        try:
            future = self._parts.handing_in.hand_in(wish)
        except RecrutrError as error:
            self._desk.view.show_message(message_of(error))
            return
        self._desk.gui.when_done(future, lambda _seq: self._handed_in(), self._not_handed_in)

    def _handed_in(self) -> None:
        self._parts.sending.wake()
        self.show()

    def _not_handed_in(self, error: RecrutrError) -> None:
        self._trouble(error)
        self.show()

    def _time_up(self) -> None:
        for wish in self._standing.due():
            self._keep_handed_in(wish)
        self._desk.view.show_message(TIME_UP)
        self.finish()

    def _closed(self, _receipt: Signed) -> None:
        self._finished(False)

    def _not_closed(self, error: RecrutrError) -> None:
        if self._left:
            self._desk.view.show_message(message_of(error))
            return
        self._read_only = False
        self._parts.capturing.begin()
        self._desk.view.show_message(message_of(error))
        self.show()

    def _ran(self, wish: RunWish, ran: Ran) -> None:
        if ran.verdicts is not None:
            fact = RunFact(
                run=new_identifier(),
                problem=wish.problem,
                language=wish.language,
                source_digest=digest_hex(utf8(wish.source)),
                own_input=wish.own_input is not None,
                verdicts=ran.verdicts,
            )
            self._record(lambda: self._parts.writing.ran(fact))
            if Verdict.COMPILE_ERROR not in ran.verdicts and not self._read_only:
                self._record(lambda: self._parts.last_compiling.compiled(wish))
        self._desk.view.update_run(ran.state)

    def _not_ran(self, problem: ProblemView, wish: RunWish, error: RecrutrError) -> None:
        self._desk.view.update_run(self._parts.runs.failed(problem, wish, error))

    def _probe(self) -> None:
        job = self._desk.background.submit(self._parts.runs.standing)
        self._desk.gui.when_done(job, self._probed, self._trouble)

    def _probed(self, found: CheckResult) -> None:
        words = "" if found.colour != "red" else runner(found).cause
        if words != self._runner_problem:
            self._runner_problem = words
            self.show()

    def _record(self, write: Callable[[], object]) -> None:
        """Write to the journal; what the store refuses is told, and the person goes on."""
        try:
            write()
        except RecrutrError as error:
            if error is self._attempt.store.state.fault:
                self.refresh_status()  # it stands in the banner; a dialog at each key would take the next one
            else:
                self._trouble(error)

    def _trouble(self, error: RecrutrError) -> None:
        self._desk.view.show_message(message_of(error))
