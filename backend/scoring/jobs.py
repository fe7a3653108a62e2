"""The job that judges a submission in the worker.

Guarantees: exactly one judgement per submission, scorer version and image; while the engine is down the submission
waits with a message and is tried again; what cannot be judged ends as JE and is flagged for a human. Hidden tests
stay on this side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import undefer

from backend.assessments.models import Problem
from backend.attempts.flags import FlagCode, flag
from backend.attempts.models import Attempt
from backend.attempts.service import settle
from backend.jobs.service import Claimed
from backend.jobs.worker import Handler
from backend.scoring.models import JudgedGroup, JudgedTest, Judgement, Submission
from backend.scoring.reading import output_associated, read_source
from backend.transaction import Services, Transaction
from protocol.errors import EnvironmentFault
from protocol.identifiers import new_identifier
from protocol.judged_words import GIVEN_UP_WORDS, WAITING_WORDS
from protocol.told import told
from protocol.verdicts import LanguageId, Verdict

MAX_OUTPUT_CHARACTERS = 64 * 1024


@dataclass(frozen=True, slots=True)
class JudgeTask:
    """What the judge gets: the package as imported, and the source."""

    attempt: str
    submission: str
    package_zip: bytes
    package_digest: str
    language: LanguageId
    source: str


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """Result of one test group."""

    name: str
    verdict: Verdict
    score: int | None = None
    max_score: int | None = None


@dataclass(frozen=True, slots=True)
class TestOutcome:
    """Result of one test; `group` is the index of its group."""

    name: str
    verdict: Verdict
    cpu_ms: int
    wall_ms: int
    memory_bytes: int | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class JudgeOutcome:
    """All that the judge found; `message` is for the candidate, `output` is the compiler's."""

    verdict: Verdict
    scorer_version: str
    image_digest: str
    score: int | None = None
    max_score: int | None = None
    message: str = ""
    output: str = ""
    groups: tuple[GroupOutcome, ...] = ()
    tests: tuple[TestOutcome, ...] = ()


JudgeFunction = Callable[[JudgeTask], JudgeOutcome]


class Kept(Protocol):
    """What a judge keeps between submissions."""

    def tend(self) -> None:
        """Look after it; called every half minute. Must not raise for a world that is to blame."""
        ...

    def close(self) -> None:
        """Let it go. Safe to call twice."""
        ...


class JudgeSubmission(Handler[JudgeTask, JudgeOutcome]):
    """Handler of `scoring.judge`. `judge` raises EngineFault when the sandbox (not the program) fails."""

    def __init__(self, judge: JudgeFunction, kept: Kept | None = None) -> None:
        self._judge, self._kept = judge, kept

    def tend(self) -> None:
        """Look after what the judge keeps ready."""
        if self._kept is not None:
            self._kept.tend()

    def close(self) -> None:
        """Let go of it."""
        if self._kept is not None:
            self._kept.close()

    def prepare(self, tx: Transaction, job: Claimed) -> JudgeTask | None:
        """Open the source; None when the attempt was erased or the submission is judged already."""
        submission = _submission(tx, job)
        if submission is None or submission.state == "judged":
            return None
        attempt = tx.session.get_one(Attempt, submission.attempt)
        problem = tx.session.get_one(Problem, submission.problem, options=[undefer(Problem.package_zip)])
        submission.state = "judging"
        _tell(submission, "")
        return JudgeTask(
            attempt=attempt.id,
            submission=submission.id,
            package_zip=problem.package_zip,
            package_digest=problem.digest,
            language=LanguageId(submission.language),
            source=read_source(tx, attempt, submission),
        )

    def perform(self, services: Services, work: JudgeTask) -> JudgeOutcome:  # noqa: ARG002 - signature of the port
        """Judge in fresh boxes."""
        return self._judge(work)

    def conclude(self, tx: Transaction, work: JudgeTask, result: JudgeOutcome) -> None:
        """Store the judgement; perhaps the attempt counts as judged now."""
        submission = tx.session.get(Submission, (work.attempt, work.submission))
        if submission is not None:
            _tell(submission, result.message)
            _keep(tx, submission, work.package_digest, result)

    def done(self, services: Services, result: JudgeOutcome) -> None:
        """Count the verdict."""
        services.watch.metrics.judged(result.verdict.value)

    def deferred(self, tx: Transaction, job: Claimed, fault: EnvironmentFault) -> None:  # noqa: ARG002 - as above
        """Tell the candidate that nothing is lost."""
        submission = _submission(tx, job)
        if submission is not None and submission.state != "judged":
            submission.state = "waiting"
            _tell(submission, WAITING_WORDS)

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        """End as a judge error, and ask a human to look."""
        submission = _submission(tx, job)
        if submission is None or submission.state == "judged":
            return
        _tell(submission, GIVEN_UP_WORDS)
        attempt = tx.session.get_one(Attempt, submission.attempt)
        flag(tx, attempt, FlagCode.SUBMISSION_NOT_JUDGED, {"submission": submission.id})
        _keep(tx, submission, "", JudgeOutcome(Verdict.JUDGE_ERROR, "", ""))


def _tell(submission: Submission, words: str) -> None:
    """What its candidate reads of it; empty: nothing."""
    beside = told(words)
    submission.message = str(words) or None
    submission.told = None if beside is None else beside.model_dump(mode="json", exclude_defaults=True)


def _submission(tx: Transaction, job: Claimed) -> Submission | None:
    return tx.session.get(Submission, (str(job.payload["attempt"]), str(job.payload["submission"])))


def _keep(tx: Transaction, submission: Submission, package_digest: str, result: JudgeOutcome) -> None:
    attempt = tx.session.get_one(Attempt, submission.attempt)
    identifier = new_identifier()
    output = result.output[:MAX_OUTPUT_CHARACTERS].encode("utf-8", "replace")
    associated = output_associated(attempt.id, identifier)
    judgement = Judgement(
        id=identifier,
        organisation=attempt.organisation,
        attempt=attempt.id,
        submission=submission.id,
        scorer_version=result.scorer_version,
        package_digest=package_digest,
        image_digest=result.image_digest,
        verdict=result.verdict.value,
        score=result.score,
        max_score=result.max_score,
        sealed_output=tx.keys.seal(attempt.candidate, output, associated, compress=True) if output else None,
        judged_at_us=tx.now_us,
    )
    tx.session.add(judgement)
    tx.session.flush()
    _keep_parts(tx, judgement, result)
    submission.state = "judged"
    tx.session.flush()
    settle(tx, attempt)


def _keep_parts(tx: Transaction, judgement: Judgement, result: JudgeOutcome) -> None:
    place = {"judgement": judgement.id, "organisation": judgement.organisation, "attempt": judgement.attempt}
    for position, group in enumerate(result.groups):
        row = JudgedGroup(
            **place,
            position=position,
            name=group.name,
            verdict=group.verdict.value,
            score=group.score,
            max_score=group.max_score,
        )
        tx.session.add(row)
    for position, test in enumerate(result.tests):
        one = JudgedTest(
            **place,
            position=position,
            group_position=test.group,
            name=test.name,
            verdict=test.verdict.value,
            cpu_ms=test.cpu_ms,
            wall_ms=test.wall_ms,
            memory_bytes=test.memory_bytes,
        )
        tx.session.add(one)
    tx.session.flush()
