"""What the judge tells a candidate of a submission: the one list of its sentences.

Nothing of a hidden test is in them: of an exit code, a signal or a validator's words only the verdict is told.
"""

from __future__ import annotations

from protocol.saying import Later, to_say, together
from protocol.verdicts import Verdict

CORRECT = to_say("Correct on every test.")
PROBLEM_AT_FAULT = to_say("The problem itself has a fault; this says nothing about the program.")
NOT_COMPILED = to_say("The program does not compile.")


def too_large(limit_bytes: int) -> Later:
    """The source is over the problem's limit."""
    return to_say("The source is larger than {limit} KiB.", limit=limit_bytes // 1024)


def swayed(groups: str) -> Later:
    """Right, but tests of these groups could have been influenced."""
    note = to_say(
        "Tests of {groups} ran together with the submitted code, which could have influenced them.", groups=groups
    )
    return together(CORRECT, note)


def failed(verdict: Verdict, reason: str = "") -> Later:
    """The verdict, and the limit that was broken where that may be told."""
    return together(to_say("{verdict}.", verdict=verdict.words), reason)
