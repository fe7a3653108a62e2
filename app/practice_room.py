"""The practice: the same screen, editor and sandbox as the real thing, on a problem of our own, with nothing at stake.

Guarantees: no store, no journal, no client and no recorder stand behind it, so nothing is written to the disk and
nothing leaves the machine: programs run here or not at all. What was written is gone when the practice ends.
GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.checks import runner
from app.documents import template
from app.entrance import Desk
from app.local_runs import LocalRuns, Ran
from app.own_notes import OwnNotes
from app.practice_problem import LANGUAGES, PROBLEM, TITLE
from app.words import message_of
from protocol.documents import Documents
from protocol.edits import Edit
from protocol.errors import RecrutrError
from protocol.identifiers import new_identifier
from protocol.runs import MAX_CASES
from protocol.saying import to_say
from protocol.verdicts import LanguageId
from protocol.wire import CheckResult
from sync.clock import wall_us
from ui.project_states import DocumentState
from ui.run_results import OwnCase
from ui.states import (
    Message,
    ProblemLine,
    Progress,
    RunWish,
    StatusState,
    SubmissionLine,
    SubmitWish,
    WorkState,
)

WELCOME = Message(
    to_say("This is practice."),
    to_say(
        "Nothing you write here is saved, sent or recorded, and nobody sees it. It is deleted when "
        "you end the practice."
    ),
    to_say("Solve the small problem, or just look around. There is no time limit."),
    "note",
)


class PracticeRoom:
    """Shows the practice; `left` leads back to where the candidate came from."""

    def __init__(
        self, desk: Desk, runs: LocalRuns, languages: tuple[LanguageId, ...], left: Callable[[], None]
    ) -> None:
        self._desk, self._runs, self._left = desk, runs, left
        self._languages = languages or LANGUAGES
        self._documents = Documents()
        self._cases: tuple[OwnCase, ...] = ()
        self._notes = OwnNotes(None)
        self._submissions: tuple[SubmissionLine, ...] = ()
        self._handed_in = ""
        self._runner_problem = ""
        self._over = False

    def enter(self) -> None:
        """Show the problem, then look at the sandbox."""
        self._documents.take(template(PROBLEM, self._languages[0]))
        self.show()
        self._desk.view.beside.show_practice_status(StatusState(TITLE, None))
        job = self._desk.background.submit(self._runs.probe)
        self._desk.gui.when_done(job, self._probed, self._trouble)

    def choose_language(self, problem: str, language: LanguageId) -> None:
        """Show the document in another language."""
        known = self._documents.of(problem, language)
        if known is None:
            self._documents.take(template(PROBLEM, language))
        else:
            self._documents.shown[problem] = known.document
        self._runs.prepare(PROBLEM, language)
        self.show()

    def edited(self, document: str, edit: Edit) -> None:
        """Follow one change, in memory."""
        before = self._progress()
        self._documents.edit(document, edit)
        if self._progress() is not before:
            self.show()

    def keep_cases(self, problem: str, cases: tuple[OwnCase, ...]) -> None:
        """Hold the own cases until the end."""
        if problem == PROBLEM.problem:
            self._cases = cases[:MAX_CASES]

    def turn_flag(self, problem: str, flagged: bool) -> None:
        """Flag the problem, or take the flag away."""
        self._notes.turn_flag(problem, flagged)
        self.show()

    def write_note(self, problem: str, text: str, from_outside: bool) -> None:
        """Hold the note until the end."""
        self._notes.write(problem, text, from_outside=from_outside)

    def run(self, wish: RunWish) -> None:
        """Run here."""
        future = self._runs.run(
            PROBLEM, wish, lambda state: self._desk.gui.post(lambda: self._desk.view.beside.show_practice_run(state))
        )
        self._desk.gui.when_done(future, self._ran, lambda error: self._not_ran(wish, error))

    def stop_run(self) -> None:
        """Stop the run."""
        self._runs.stop()

    def type_to_run(self, text: str) -> None:
        """Type to the program that runs."""
        self._runs.type(text)

    def end_run_input(self) -> None:
        """No more is typed to the program that runs."""
        self._runs.end_input()

    def submit(self, wish: SubmitWish) -> None:
        """Show what handing in looks like; it goes nowhere."""
        self._handed_in = wish.source
        line = SubmissionLine(new_identifier(), wish.problem, wall_us(), wish.language, practice=True)
        self._submissions = (*self._submissions, line)
        self.show()

    def finish(self) -> None:
        """End, and forget everything."""
        if self._over:
            return
        self._over = True
        self._documents, self._cases, self._submissions, self._handed_in = Documents(), (), (), ""
        self._notes = OwnNotes(None)
        self._runs.leave()
        self._desk.view.beside.end_practice()
        self._left()

    def show(self) -> None:
        """Show how it stands."""
        document = self._documents.of(PROBLEM.problem)
        if document is None:
            return
        note = self._notes.of(PROBLEM.problem)
        self._desk.view.beside.show_practice(
            WorkState(
                (ProblemLine(PROBLEM, self._progress(), note.flagged, bool(note.text)),),
                self._languages,
                DocumentState(document.document, document.problem, document.language, document.content.text),
                self._submissions,
                runner_problem=self._runner_problem,
                brought_back=WELCOME,
                cases=self._cases,
                practice=True,
                note=note,
            )
        )

    def _progress(self) -> Progress:
        document = self._documents.of(PROBLEM.problem)
        if document is None:
            return Progress.UNTOUCHED
        text = document.content.text
        if self._submissions:
            return Progress.SUBMITTED if text == self._handed_in else Progress.CHANGED
        return Progress.UNTOUCHED if text == PROBLEM.templates.get(document.language.value, "") else Progress.IN_WORK

    def _ran(self, ran: Ran) -> None:
        if not self._over:
            self._desk.view.beside.show_practice_run(ran.state)

    def _not_ran(self, wish: RunWish, error: RecrutrError) -> None:
        if not self._over:
            self._desk.view.beside.show_practice_run(self._runs.failed(PROBLEM, wish, error))

    def _probed(self, found: CheckResult) -> None:
        if self._over:
            return
        self._runner_problem = runner(found).cause if found.colour == "red" else ""
        if self._runner_problem:
            self.show()
        else:
            self._runs.prepare(PROBLEM, self._languages[0])

    def _trouble(self, error: RecrutrError) -> None:
        if not self._over:
            self._desk.view.show_message(replace(message_of(error), severity="note"))
