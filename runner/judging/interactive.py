"""A submission and a validator that talk with each other, and what their conversation means.

Guarantees: the two sit in containers of their own; the validator's word counts unless the submission broke a limit or
crashed before it was spoken. Follows the format, and the format's own tool where the text is silent (ADR 0009).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from protocol.verdicts import Verdict
from runner.engine import Conversation, Job, Limits, Outcome
from runner.execution import Ending, ending_of
from runner.judging.output_check import ACCEPT, Opinion, died_of_silence, opinion_of

_KIND = "output validator"


@dataclass(frozen=True)
class TalkLimits:
    """`submission` has its real time limit, even if it was watched for longer; `validator` as it ran."""

    submission: Limits
    validator: Limits


def in_conversation(validator: Job, submission: Limits) -> Job:
    """The validator's job: it waits for the submission, so its wall clock outlasts the submission's.

    A silent deadlock thus ends the submission first, and the validator sees the end of its input. When it ends first
    and does not accept, `opinion_of_talk` does not look at the submission: nobody has to wait for its end.
    """
    limits = replace(validator.limits, wall_ms=validator.limits.wall_ms + submission.last_wall_ms)
    return replace(validator, limits=limits, settles_unless=ACCEPT)


def opinion_of_talk(talk: Conversation, limits: TalkLimits) -> Opinion:
    """Who decides. Pure.

    A validator that failed; then one that rejected first; then the submission's own end; then the validator.
    """
    said = opinion_of(talk.second, limits.validator, _KIND)
    ending = ending_within(talk.first, limits.submission)
    if said.verdict is Verdict.JUDGE_ERROR:
        gone = talk.ended_first == "first" and died_of_silence(talk.second)
        return _left(ending, said) if gone else said
    if said.verdict is Verdict.WRONG_ANSWER and rejected_first(talk):
        return said
    if talk.first.timed_out == "wall" and talk.second.cpu_ms * 2 > limits.submission.wall_ms:
        return Opinion(Verdict.JUDGE_ERROR, f"The {_KIND} was too slow for a conversation.", said.judge_message)
    if ending.verdict is not None:
        return Opinion(ending.verdict, ending.reason, said.judge_message, said.team_message)
    return said


def rejected_first(talk: Conversation) -> bool:
    """Whether the validator ended first, and not by accepting: what the submission does afterwards says nothing."""
    return talk.ended_first == "second" and talk.second.exit_code != ACCEPT


def ending_within(outcome: Outcome, limits: Limits) -> Ending:
    """How a submission ended that may have been watched beyond its limit."""
    if outcome.cpu_ms > limits.cpu_ms:
        outcome = replace(outcome, timed_out="cpu")
    return ending_of(outcome, limits)


def _left(ending: Ending, said: Opinion) -> Opinion:
    if ending.verdict is not None:
        return Opinion(ending.verdict, ending.reason, said.judge_message)
    return Opinion(Verdict.WRONG_ANSWER, "It ended in the middle of the conversation.", said.judge_message)
