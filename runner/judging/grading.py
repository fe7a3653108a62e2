"""The authors' programs beside the output validator: static validators and legacy's custom graders.

Guarantees: each run has a box of its own; what misbehaves is a judge error with words for the authors. The static
validator sees what was handed in and nothing of the tests; the grader sees verdicts and scores and nothing else.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from protocol.verdicts import Verdict
from runner.engine import Engine
from runner.execution import ending_of
from runner.judging.aggregation import Result, combine, grader_input, grader_result
from runner.judging.output_check import Opinion, opinion_of
from runner.judging.stations import AuthorProgram, AuthorsError, Given
from runner.packages.model import ProblemPackage, Program, StaticValidation, TestGroup
from runner.telling.shown import safe_text


class StaticCheck:
    """The package's static validator, if it has one."""

    def __init__(self, package: ProblemPackage, engine: Engine) -> None:
        program = package.static_validator
        self._validator = AuthorProgram("static validator", program, package.limits, engine) if program else None

    def check(self, program: Program, asked: StaticValidation, stop: threading.Event | None = None) -> Opinion:
        """Judge the source itself. Raises EngineFault, Stopped."""
        if self._validator is None:
            return Opinion(Verdict.JUDGE_ERROR, "A group asks for static validation, but there is no static validator.")
        language = program.language.value if program.language is not None else ""
        given = Given((language, program.main), asked.args, program.files, feedback={})
        try:
            outcome = self._validator.run(given, stop)
        except AuthorsError as error:
            return Opinion(Verdict.JUDGE_ERROR, str(error))
        opinion = opinion_of(outcome, self._validator.limits, self._validator.kind)
        if opinion.verdict is Verdict.WRONG_ANSWER:
            return Opinion(
                opinion.verdict, "The source breaks a rule of the problem.", opinion.judge_message, score=opinion.score
            )
        return opinion

    def close(self) -> None:
        """Close its stations."""
        if self._validator is not None:
            self._validator.close()


class Grading:
    """Results of groups, by the rules of the format or by the package's own grader."""

    def __init__(self, package: ProblemPackage, engine: Engine) -> None:
        self._package = package
        program = package.grader
        self._grader = AuthorProgram("grader", program, package.limits, engine) if program else None

    def combine(
        self, group: TestGroup, members: Sequence[Result], stop: threading.Event | None = None
    ) -> tuple[Result, str]:
        """The result of a group from its members, and why it is a judge error. Raises EngineFault, Stopped."""
        if any(member.verdict is Verdict.JUDGE_ERROR for member in members):
            return Result(Verdict.JUDGE_ERROR), ""
        if group.custom_grader and self._package.scoring and members:
            try:
                return self._ask(group, members, stop), ""
            except AuthorsError as error:
                return Result(Verdict.JUDGE_ERROR), str(error)
        result = combine(self._package, group, members)
        words = f"The score of {group.name} is outside its range." if result.verdict is Verdict.JUDGE_ERROR else ""
        return result, words

    def close(self) -> None:
        """Close the grader's stations."""
        if self._grader is not None:
            self._grader.close()

    def _ask(self, group: TestGroup, members: Sequence[Result], stop: threading.Event | None) -> Result:
        if self._grader is None:
            raise AuthorsError(f"{group.name} is graded by a custom grader, but there is none.")
        outcome = self._grader.run(Given(flags=group.grader_flags, stdin=grader_input(members)), stop)
        if not outcome.succeeded:
            reason = ending_of(outcome, self._grader.limits).reason
            said = safe_text(outcome.stderr, 1024)
            raise AuthorsError(f"The grader failed on {group.name}. {reason} {said}".strip())
        result = grader_result(outcome.stdout, group)
        if result is None or result.verdict is Verdict.JUDGE_ERROR:
            said = safe_text(outcome.stdout, 200).strip()
            raise AuthorsError(f"The grader said {said!r} of {group.name}, not a verdict and a score within its range.")
        return result
