"""Scores and verdicts of groups follow the specification of each version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from protocol.verdicts import Verdict
from runner.judging.aggregation import Result, ValidatorScore, case_result, combine, submission_result
from runner.packages import Aggregation, ProblemPackage, TestGroup, read_package
from runner.packages.model import VerdictMode
from tests.unit.runner.package_builder import GOOD, LEGACY, SCORING

AC, WA, TLE, RTE, JE = (
    Verdict.ACCEPTED,
    Verdict.WRONG_ANSWER,
    Verdict.TIME_LIMIT,
    Verdict.RUN_TIME_ERROR,
    Verdict.JUDGE_ERROR,
)
SILENT = ValidatorScore()


@pytest.fixture(scope="module")
def scoring() -> ProblemPackage:
    return read_package(SCORING, "sum")


@pytest.fixture(scope="module")
def legacy() -> ProblemPackage:
    return read_package(LEGACY, "sum")


def group(package: ProblemPackage, number: int) -> TestGroup:
    return package.secret.groups[number]


@pytest.mark.parametrize(
    ("aggregation", "maximum", "verdict", "given", "expected"),
    [
        (Aggregation.PASS_FAIL, 60.0, AC, SILENT, Result(AC, None)),
        (Aggregation.PASS_FAIL, 60.0, AC, ValidatorScore(score=1), Result(JE)),
        (Aggregation.SUM, 60.0, AC, SILENT, Result(AC, 20.0)),
        (Aggregation.SUM, 60.0, WA, SILENT, Result(WA, 0.0)),
        (Aggregation.SUM, 60.0, WA, ValidatorScore(score=1), Result(JE)),
        (Aggregation.SUM, 60.0, AC, ValidatorScore(score=7), Result(AC, 7)),
        (Aggregation.SUM, 60.0, AC, ValidatorScore(score=21), Result(JE)),
        (Aggregation.SUM, 60.0, AC, ValidatorScore(multiplier=0.25), Result(AC, 5.0)),
        (Aggregation.SUM, 60.0, AC, ValidatorScore(multiplier=1.25), Result(JE)),
        (Aggregation.SUM, 60.0, AC, ValidatorScore(score=1, multiplier=1), Result(JE)),
        (Aggregation.MIN, 60.0, AC, SILENT, Result(AC, 60.0)),
        (Aggregation.SUM, None, AC, SILENT, Result(JE)),
        (Aggregation.SUM, None, AC, ValidatorScore(score=1234), Result(AC, 1234)),
        (Aggregation.SUM, None, AC, ValidatorScore(multiplier=1), Result(JE)),
        (Aggregation.SUM, 60.0, JE, SILENT, Result(JE)),
    ],
)
def test_scores_of_single_tests(  # noqa: PLR0917 - one row of the table
    scoring: ProblemPackage,
    aggregation: Aggregation,
    maximum: float | None,
    verdict: Verdict,
    given: ValidatorScore,
    expected: Result,
) -> None:
    node = replace(group(scoring, 1), aggregation=aggregation, max_score=maximum)
    assert case_result(scoring, node, verdict, given) == expected


def test_samples_have_no_score(scoring: ProblemPackage) -> None:
    assert case_result(scoring, scoring.sample, AC, ValidatorScore(score=5)) == Result(AC)


@pytest.mark.parametrize(
    ("aggregation", "members", "expected"),
    [
        (Aggregation.PASS_FAIL, [Result(AC)] * 3, Result(AC, 60.0)),
        (Aggregation.PASS_FAIL, [Result(AC), Result(WA)], Result(WA, 0.0)),
        (Aggregation.SUM, [Result(AC, 20.0), Result(TLE, 0.0), Result(AC, 5.0)], Result(TLE, 25.0)),
        (Aggregation.SUM, [Result(AC, 50.0), Result(AC, 20.0), Result(AC, 0.0)], Result(JE)),
        (Aggregation.MIN, [Result(AC, 60.0), Result(AC, 40.0), Result(AC, 50.0)], Result(AC, 40.0)),
        (Aggregation.MIN, [Result(AC, 60.0), Result(WA, 0.0)], Result(WA, 0.0)),
        (Aggregation.SUM, [Result(WA, 0.0), Result(JE)], Result(JE)),
    ],
)
def test_scores_of_groups(
    scoring: ProblemPackage, aggregation: Aggregation, members: list[Result], expected: Result
) -> None:
    assert combine(scoring, replace(group(scoring, 1), aggregation=aggregation), members) == expected


def test_the_score_of_the_whole_is_that_of_secret(scoring: ProblemPackage) -> None:
    assert submission_result(scoring, Result(WA), Result(WA, 40.0)) == Result(WA, 40.0)
    assert submission_result(read_package(GOOD, "sum"), Result(AC), None) == Result(AC)


@pytest.mark.parametrize(
    ("mode", "any_accepted", "verdicts", "expected"),
    [
        (VerdictMode.WORST_ERROR, False, [AC, WA, RTE, TLE], RTE),
        (VerdictMode.WORST_ERROR, False, [AC, WA, TLE], TLE),
        (VerdictMode.FIRST_ERROR, False, [AC, WA, RTE], WA),
        (VerdictMode.ALWAYS_ACCEPT, False, [WA, RTE], AC),
        (VerdictMode.WORST_ERROR, True, [WA, AC], AC),
        (VerdictMode.WORST_ERROR, True, [WA, RTE], RTE),
        (VerdictMode.ALWAYS_ACCEPT, False, [WA, JE], JE),
    ],
)
def test_legacy_verdicts(
    legacy: ProblemPackage, mode: VerdictMode, any_accepted: bool, verdicts: list[Verdict], expected: Verdict
) -> None:
    node = replace(group(legacy, 1), verdict_mode=mode, any_accepted=any_accepted, max_score=None)
    assert combine(legacy, node, [Result(verdict, 1.0) for verdict in verdicts]).verdict is expected


@pytest.mark.parametrize(
    ("aggregation", "score"),
    [(Aggregation.SUM, 6.0), (Aggregation.AVERAGE, 2.0), (Aggregation.MIN, 1.0), (Aggregation.MAX, 3.0)],
)
def test_legacy_scores(legacy: ProblemPackage, aggregation: Aggregation, score: float) -> None:
    node = replace(group(legacy, 1), aggregation=aggregation)
    assert combine(legacy, node, [Result(AC, 1.0), Result(AC, 2.0), Result(AC, 3.0)]) == Result(AC, score)


def test_legacy_details(legacy: ProblemPackage) -> None:
    first = group(legacy, 0)
    assert case_result(legacy, first, AC, SILENT) == Result(AC, 40.0)
    assert case_result(legacy, first, WA, SILENT) == Result(WA, 0.0)
    assert combine(legacy, legacy.root, [Result(WA, 9.0), Result(AC, 70.0)]) == Result(AC, 70.0)
    assert combine(legacy, legacy.root, [Result(AC, 0.0), Result(AC, 101.0)]) == Result(JE)
    assert submission_result(legacy, Result(WA, 50.0), None) == Result(WA, 0.0)
