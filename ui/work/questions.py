"""What the Work screen asks before something is handed in, finished or given up, with its consequence."""

from __future__ import annotations

from protocol.saying import say, to_say, together
from protocol.verdicts import LanguageId
from protocol.wire import ProblemView
from ui.saying import set_code_apart
from ui.states import Progress, WorkState
from ui.widgets.dialogs import Question

_NOT_SENT = to_say("This is practice: nothing is sent. In an assessment it is like this:")
END_PRACTICE = Question(
    to_say("End the practice?"),
    to_say("What you wrote here is deleted. Your settings stay as you chose them. You can practise again at any time."),
    to_say("End the practice"),
    to_say("Keep practising"),
)
WITHDRAW = Question(
    to_say("Withdraw from this assessment?"),
    to_say(
        "The attempt ends now and cannot be taken up again. Recording stops at once. The "
        "organisation sees that you withdrew, and what was sent until now.\nYou can ask for deletion "
        "on the next screen."
    ),
    to_say("Withdraw"),
    to_say("Keep working"),
    danger=True,
    asks_reason=to_say("Reason (optional, the organisation sees it)"),
)


def submit_question(problem: ProblemView, language: LanguageId, *, practice: bool) -> Question:
    """Before handing in."""
    return Question(
        say("Submit {label} {title}?", label=problem.label, title=problem.title),
        together(
            _NOT_SENT if practice else "",
            to_say(
                "Your {language} program is handed in as it is now and judged by the server. You can go on and submit "
                "again; every submission is kept.",
                language=set_code_apart(language.words),
            ),
        ),
        say("Submit"),
        say("Not yet"),
    )


def finish_question(state: WorkState) -> Question:
    """Before the end, with what is not handed in."""
    return Question(
        say("Finish the attempt?"),
        together(
            _unsubmitted_words(state),
            to_say("After finishing you cannot change anything, and recording stops."),
            between="\n",
        ),
        say("Finish now"),
        say("Keep working"),
    )


def _unsubmitted_words(state: WorkState) -> str:
    words = []
    for line in state.problems:
        name = f"{line.view.label} {line.view.title}"
        if line.progress is Progress.UNTOUCHED:
            words.append((Progress.UNTOUCHED, say("{problem}: not begun.", problem=name)))
        elif line.progress is Progress.IN_WORK:
            words.append((Progress.IN_WORK, say("{problem}: not submitted.", problem=name)))
        elif line.progress is Progress.CHANGED:
            words.append((Progress.CHANGED, say("{problem}: changed since the last submission.", problem=name)))
    order = list(Progress)
    words.sort(key=lambda each: order.index(each[0]))
    return " ".join(sentence for _, sentence in words) or say("All problems are submitted as they stand.")
