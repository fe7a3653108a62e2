"""From the results of tests to the result of groups and of the submission, by the rules of the package's version.

Follows "Result aggregation" (2025-09) and "Default grader specification" (legacy). Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from protocol.verdicts import Verdict
from runner.packages.model import Aggregation, ProblemPackage, TestGroup, VerdictMode

_WORST_FIRST = (
    Verdict.JUDGE_ERROR,
    Verdict.COMPILE_ERROR,
    Verdict.RUN_TIME_ERROR,
    Verdict.MEMORY_LIMIT,
    Verdict.TIME_LIMIT,
    Verdict.OUTPUT_LIMIT,
    Verdict.WRONG_ANSWER,
)
_TOLERANCE = 1e-9
"""Scores are sums of quotients in floating point; a maximum is not exceeded by less than this."""


@dataclass(frozen=True)
class Result:
    """Of a test, a group or a submission. `score` None where scores are not used."""

    verdict: Verdict
    score: float | None = None


@dataclass(frozen=True)
class ValidatorScore:
    """What an output validator wrote into score.txt or score_multiplier.txt."""

    score: float | None = None
    multiplier: float | None = None


def case_result(package: ProblemPackage, group: TestGroup, verdict: Verdict, given: ValidatorScore) -> Result:
    """The result of one test in `group`; a validator that breaks the rules of scoring makes it a judge error."""
    if not package.scoring or verdict is Verdict.JUDGE_ERROR:
        return Result(verdict)
    if package.version.is_legacy:
        return _legacy_case(package, group, verdict, given)
    if group.name == "sample":
        return Result(verdict)
    silent = given.score is None and given.multiplier is None
    if verdict is not Verdict.ACCEPTED or group.aggregation is Aggregation.PASS_FAIL:
        score = None if group.aggregation is Aggregation.PASS_FAIL else 0.0
        return Result(verdict, score) if silent else Result(Verdict.JUDGE_ERROR)
    score = _accepted_score(case_maximum(group), given)
    return Result(Verdict.JUDGE_ERROR) if score is None else Result(verdict, score)


def _accepted_score(maximum: float | None, given: ValidatorScore) -> float | None:
    """The score of an accepted test (2025-09 "Scoring test cases"); None when the validator broke a rule."""
    if given.score is not None and given.multiplier is not None:
        return None
    if maximum is None:
        return given.score
    if given.score is not None:
        return given.score if given.score <= maximum + _TOLERANCE else None
    factor = 1.0 if given.multiplier is None else given.multiplier
    return factor * maximum if 0 <= factor <= 1 else None


def case_maximum(group: TestGroup) -> float | None:
    """The most that one test of `group` can score; None without bound."""
    if group.max_score is None:
        return None
    return group.max_score / len(group.cases) if group.aggregation is Aggregation.SUM else group.max_score


def combine(package: ProblemPackage, group: TestGroup, members: Sequence[Result]) -> Result:
    """The result of a group from its judged members, in their order; members left out after a reject are not given."""
    if package.version.is_legacy:
        return _legacy_group(package, group, members)
    verdict = first_error(members)
    if not package.scoring or group.name in {"sample", "data"} or verdict is Verdict.JUDGE_ERROR:
        return Result(verdict)
    expected = len(group.cases) + len(group.groups)
    scores = [member.score or 0.0 for member in members]
    if group.aggregation is Aggregation.PASS_FAIL:
        passed = verdict is Verdict.ACCEPTED and len(members) == expected
        score = (group.max_score or 0.0) if passed else 0.0
    elif group.aggregation is Aggregation.MIN:
        score = min(scores, default=0.0) if len(members) == expected else 0.0
    else:
        score = sum(scores)
    if group.max_score is not None and score > group.max_score + _TOLERANCE:
        return Result(Verdict.JUDGE_ERROR)
    return Result(verdict, score)


def submission_result(package: ProblemPackage, root: Result, secret: Result | None) -> Result:
    """The result of the whole: 2025-09 takes the score of `secret`, legacy that of the root when it is accepted."""
    if not package.scoring:
        return Result(root.verdict)
    if package.version.is_legacy:
        return Result(root.verdict, root.score if root.verdict is Verdict.ACCEPTED else 0.0)
    return Result(root.verdict, secret.score if secret is not None else 0.0)


def first_error(members: Sequence[Result]) -> Verdict:
    """The first verdict that is not accepted; a judge error outweighs all."""
    verdicts = [member.verdict for member in members if member.verdict is not Verdict.ACCEPTED]
    if Verdict.JUDGE_ERROR in verdicts:
        return Verdict.JUDGE_ERROR
    return verdicts[0] if verdicts else Verdict.ACCEPTED


def _legacy_case(package: ProblemPackage, group: TestGroup, verdict: Verdict, given: ValidatorScore) -> Result:
    if verdict is not Verdict.ACCEPTED:
        return Result(verdict, group.reject_score)
    scored = package.validator_scores and given.score is not None
    return Result(verdict, given.score if scored else group.accept_score)


def _legacy_group(package: ProblemPackage, group: TestGroup, members: Sequence[Result]) -> Result:
    counted = members[1:] if group.ignore_sample else members
    verdict = _legacy_verdict(group, counted)
    if not package.scoring or verdict is Verdict.JUDGE_ERROR:
        return Result(verdict)
    scores = [member.score or 0.0 for member in counted]
    score = _LEGACY_SCORES[group.aggregation](scores) if scores else 0.0
    low = group.min_score is not None and score < group.min_score - _TOLERANCE
    high = group.max_score is not None and score > group.max_score + _TOLERANCE
    return Result(Verdict.JUDGE_ERROR) if low or high else Result(verdict, score)


def _legacy_verdict(group: TestGroup, members: Sequence[Result]) -> Verdict:
    found = [member.verdict for member in members]
    if Verdict.JUDGE_ERROR in found:
        return Verdict.JUDGE_ERROR
    accepted = Verdict.ACCEPTED in found if group.any_accepted else False
    if accepted or group.verdict_mode is VerdictMode.ALWAYS_ACCEPT:
        return Verdict.ACCEPTED
    if group.verdict_mode is VerdictMode.FIRST_ERROR:
        return first_error(members)
    return next((verdict for verdict in _WORST_FIRST if verdict in found), Verdict.ACCEPTED)


_LEGACY_SCORES: dict[Aggregation, Callable[[Sequence[float]], float]] = {
    Aggregation.SUM: sum,
    Aggregation.MIN: min,
    Aggregation.MAX: max,
    Aggregation.AVERAGE: lambda scores: sum(scores) / len(scores),
}
