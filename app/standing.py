"""How far the candidate is with each problem, and what is handed in by itself at the end. Decides; acts not."""

from __future__ import annotations

from app.handing_in import HandingIn
from app.last_compiling import LastCompiling
from app.own_notes import OwnNotes
from app.writing import Writing
from protocol.wire import ProblemView
from ui.states import ProblemLine, Progress, SubmitWish


class Standing:
    """The state of the problems of one attempt. GUI thread only."""

    def __init__(self, writing: Writing, handing_in: HandingIn, last_compiling: LastCompiling) -> None:
        self._writing, self._handing_in, self._last_compiling = writing, handing_in, last_compiling

    def progress(self, problem: str) -> Progress:
        """How far the candidate is with a problem."""
        if self._handing_in.is_handed_in(problem, self._writing.packed(problem)):
            return Progress.SUBMITTED
        if self._handing_in.has_any(problem):
            return Progress.CHANGED
        return Progress.UNTOUCHED if self._writing.is_untouched(problem) else Progress.IN_WORK

    def line(self, problem: ProblemView, notes: OwnNotes) -> ProblemLine:
        """A problem as the list shows it, with what the candidate has noted for themselves."""
        note = notes.of(problem.problem)
        return ProblemLine(problem, self.progress(problem.problem), note.flagged, bool(note.text))

    def due(self) -> list[SubmitWish]:
        """What is to be handed in at the end, of each problem that was changed since it was handed in.

        The last state that a run compiled, where it is another one and was never handed in; then the last state. Each
        is the whole project.
        """
        wishes: list[SubmitWish] = []
        for problem in (view.problem for view in self._writing.pack.problems):
            shown = self._writing.shown(problem)
            last = SubmitWish(problem, shown.document, shown.language, self._writing.packed(problem))
            if self._writing.is_untouched(problem) or self._handing_in.is_handed_in(problem, last.source):
                continue
            compiled = self._last_compiling.of(problem)
            if compiled is not None and compiled.source != last.source and not self._handing_in.ever(compiled):
                wishes.append(compiled)
            wishes.append(last)
        return wishes
