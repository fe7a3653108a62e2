"""From the results of tests to the result of groups and of the submission, by the rules of the package's version.

Follows "Result aggregation" (2025-09) and "Default grader specification" (legacy, and packages of the draft that are
graded as legacy ones); how a custom grader is spoken to stands here too. Pure.
"""

from __future__ import annotations

import re
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
_GRADER_CODES = {Verdict.MEMORY_LIMIT: "RTE", Verdict.OUTPUT_LIMIT: "RTE"}
_GRADER_OUTPUT = re.compile(r"(AC|WA|RTE|TLE|MLE|OLE|JE)\s+(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+))")
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


def case_result(
    package: ProblemPackage, group: TestGroup, verdict: Verdict, given: ValidatorScore, *, static: bool = False
) -> Result:
    """The result of one test in `group`, or of its static validation.

    A validator that breaks the rules of scoring makes it a judge error.
    """
    if not package.scoring or verdict is Verdict.JUDGE_ERROR:
        return Result(verdict)
    if package.legacy_grading:
        return _legacy_case(package, group, verdict, given)
    if group.name == "sample":
        return Result(verdict)
    silent = given.score is None and given.multiplier is None
    if verdict is not Verdict.ACCEPTED or group.aggregation is Aggregation.PASS_FAIL:
        score = None if group.aggregation is Aggregation.PASS_FAIL else 0.0
        return Result(verdict, score) if silent else Result(Verdict.JUDGE_ERROR)
    maximum = group.static_validation.max_score if static and group.static_validation else case_maximum(group)
    score = _accepted_score(maximum, given)
    return Result(Verdict.JUDGE_ERROR) if score is None else Result(verdict, score)


def _accepted_score(maximum: float | None, given: ValidatorScore) -> float | None:
    """The score of an accepted test (2025-09 "Scoring test cases"); None when the validator broke a rule."""
    if (given.score is not None and given.multiplier is not None) or (given.score is not None and given.score < 0):
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
    if group.aggregation is not Aggregation.SUM:
        return group.max_score
    static = group.static_validation.max_score if group.static_validation else None
    return (group.max_score - (static or 0.0)) / len(group.cases)


def combine(package: ProblemPackage, group: TestGroup, members: Sequence[Result]) -> Result:
    """The result of a group from its judged members, in their order.

    Members left out after a reject are not given, nor are groups without any test.
    """
    if package.legacy_grading:
        return _legacy_group(package, group, members)
    verdict = first_error(members)
    if not package.scoring or group.name in {"sample", "data"} or verdict is Verdict.JUDGE_ERROR:
        return Result(verdict)
    expected = member_count(group)
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


def member_count(group: TestGroup) -> int:
    """How many members a group has that was judged to its end."""
    groups = sum(1 for child in group.groups if has_tests(child))
    return len(group.cases) + groups + (group.static_validation is not None)


def has_tests(group: TestGroup) -> bool:
    """Whether anything in the group is judged."""
    return bool(group.cases) or group.static_validation is not None or any(has_tests(child) for child in group.groups)


def grader_input(members: Sequence[Result]) -> bytes:
    """What a custom grader reads: a line a member, in the format's four verdicts."""
    lines = [f"{_GRADER_CODES.get(member.verdict, member.verdict.value)} {member.score or 0:g}" for member in members]
    return "".join(f"{line}\n" for line in lines).encode()


def grader_result(output: bytes, group: TestGroup) -> Result | None:
    """What a custom grader said; None when it is no verdict with a score. A score beside a reject is ignored."""
    match = _GRADER_OUTPUT.fullmatch(output.decode("utf-8", "replace").strip())
    if match is None or _out_of_range(group, float(match[2])):
        return None
    verdict = Verdict(match[1])
    return Result(verdict, float(match[2]) if verdict is Verdict.ACCEPTED else 0.0)


def submission_result(package: ProblemPackage, root: Result, secret: Result | None) -> Result:
    """The result of the whole: 2025-09 takes the score of `secret`, legacy that of the root when it is accepted."""
    if not package.scoring:
        return Result(root.verdict)
    if package.legacy_grading:
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
        return Result(Verdict.JUDGE_ERROR) if given.score is not None else Result(verdict, group.reject_score)
    scored = package.validator_scores and given.score is not None
    return Result(verdict, given.score if scored else group.accept_score)


def _legacy_group(package: ProblemPackage, group: TestGroup, members: Sequence[Result]) -> Result:
    counted = members[-1:] if group.ignore_sample else members
    verdict = _legacy_verdict(group, counted)
    if not package.scoring or verdict is Verdict.JUDGE_ERROR:
        return Result(verdict)
    scores = [member.score or 0.0 for member in counted]
    score = _LEGACY_SCORES[group.aggregation](scores) if scores else 0.0
    return Result(Verdict.JUDGE_ERROR) if _out_of_range(group, score) else Result(verdict, score)


def _out_of_range(group: TestGroup, score: float) -> bool:
    low = group.min_score is not None and score < group.min_score - _TOLERANCE
    return low or (group.max_score is not None and score > group.max_score + _TOLERANCE)


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
