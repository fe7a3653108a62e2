"""What the Work screen asks before something is handed in, finished or given up, with its consequence."""

from __future__ import annotations

from protocol.verdicts import LanguageId
from protocol.wire import ProblemView
from ui.states import Progress, WorkState
from ui.widgets.dialogs import Question

_NOT_SENT = "This is practice: nothing is sent. In an assessment it is like this: "
END_PRACTICE = Question(
    "End the practice?",
    "What you wrote here is deleted. Your settings stay as you chose them. You can practise again at any time.",
    "End the practice",
    "Keep practising",
)
WITHDRAW = Question(
    "Withdraw from this assessment?",
    "The attempt ends now and cannot be taken up again. Recording stops at once. The organisation sees that "
    "you withdrew, and what was sent until now.\nYou can ask for deletion on the next screen.",
    "Withdraw",
    "Keep working",
    danger=True,
    asks_reason="Reason (optional, the organisation sees it)",
)


def submit_question(problem: ProblemView, language: LanguageId, *, practice: bool) -> Question:
    """Before handing in."""
    return Question(
        f"Submit {problem.label} {problem.title}?",
        (_NOT_SENT if practice else "")
        + f"Your {language.words} program is handed in as it is now and judged by the server. You can go on "
        "and submit again; every submission is kept.",
        "Submit",
        "Not yet",
    )


def finish_question(state: WorkState) -> Question:
    """Before the end, with what is not handed in."""
    return Question(
        "Finish the attempt?",
        f"{_unsubmitted_words(state)}\nAfter finishing you cannot change anything, and recording stops.",
        "Finish now",
        "Keep working",
    )


def _unsubmitted_words(state: WorkState) -> str:
    words = []
    for progress, sentence in (
        (Progress.UNTOUCHED, "not begun"),
        (Progress.IN_WORK, "not submitted"),
        (Progress.CHANGED, "changed since the last submission"),
    ):
        names = [f"{line.view.label} {line.view.title}" for line in state.problems if line.progress is progress]
        words += [f"{name}: {sentence}." for name in names]
    return " ".join(words) if words else "All problems are submitted as they stand."
