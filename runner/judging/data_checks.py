"""Is the test data of a package what its validators say? Part of `recrutr problem verify`.

Guarantees: every input goes through every input validator, every case that tries out the validators through the one it
is for, and answers through the output check where they are answers. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TypeVar

from protocol.verdicts import Verdict
from runner.engine import Engine, Outcome
from runner.execution import ending_of
from runner.judging.output_check import ACCEPT, OutputCheck, Pass
from runner.judging.stations import AuthorProgram, AuthorsError, Given
from runner.packages.model import Probe, ProblemPackage, TestCase, ValidationCase
from runner.telling.shown import safe_text

_T = TypeVar("_T")


class DataCheck:
    """The test data of one package; `jobs` checks run at once."""

    def __init__(self, package: ProblemPackage, engine: Engine, check: OutputCheck, jobs: int) -> None:
        self._package, self._engine, self._check, self._jobs = package, engine, check, jobs

    def faults(self) -> list[str]:
        """What is wrong, in sentences for the authors. Raises EngineFault."""
        return [*self._inputs(), *self._probes(), *self._answers(self._package.sample.all_cases())]

    def warnings(self) -> list[str]:
        """What may be wrong: `.ans` of a hidden test need not be an answer where a program decides."""
        refused = list(self._answers(self._package.secret.all_cases()))
        if not refused:
            return []
        return [f"{len(refused)} .ans files of hidden tests are not accepted as answers, the first: {refused[0]}"]

    def _inputs(self) -> Iterator[str]:
        missed = {one.case.name for one in self._package.validation_cases if one.probe is Probe.INVALID_INPUT}
        for program in self._package.input_validators:
            with closing(AuthorProgram("input validator", program, self._package.limits, self._engine)) as validator:
                try:
                    yield from self._inputs_through(validator, missed)
                except AuthorsError as error:
                    yield f"input_validators/{program.name}: {error}"
        if self._package.input_validators:
            yield from (f"data/{name}.in: is invalid, but no input validator refuses it" for name in sorted(missed))

    def _inputs_through(self, validator: AuthorProgram, missed: set[str]) -> Iterator[str]:
        """What one validator refuses of the valid inputs; takes out of `missed` what it refuses of the invalid ones."""
        probes = self._package.validation_cases
        valid = [*self._package.root.all_cases(), *(one.case for one in probes if one.probe is not Probe.INVALID_INPUT)]
        yield from self._each(valid, lambda case: refused(validator, case))
        invalid = [one.case for one in probes if one.case.name in missed]
        missed.difference_update(self._each(invalid, lambda case: rejects(validator, case)))

    def _probes(self) -> Iterator[str]:
        outputs = [one for one in self._package.validation_cases if one.probe is not Probe.INVALID_INPUT]
        yield from self._each(outputs, self._probe)

    def _probe(self, probe: ValidationCase) -> str | None:
        opinion = self._check.check(Pass(probe.case, probe.case.input), probe.output)
        wanted = Verdict.ACCEPTED if probe.probe is Probe.VALID_OUTPUT else Verdict.WRONG_ANSWER
        if opinion.verdict is wanted:
            return None
        word = "accepted" if wanted is Verdict.ACCEPTED else "refused"
        said = f"{opinion.reason} {opinion.judge_message}".strip()
        return f"data/{probe.case.name}.out: should be {word}, but is {opinion.verdict.value}. {said}".rstrip(". ")

    def _answers(self, cases: Iterable[TestCase]) -> Iterator[str]:
        if self._package.interactive or self._package.multi_pass:
            return
        yield from self._each(list(cases), self._answer)

    def _answer(self, case: TestCase) -> str | None:
        opinion = self._check.check(Pass(case, case.input), case.answer)
        if opinion.verdict is Verdict.ACCEPTED:
            return None
        return f"data/{case.name}.ans: is not accepted by the output check: {opinion.reason}"

    def _each(self, items: list[_T], look: Callable[[_T], str | None]) -> Iterator[str]:
        with ThreadPoolExecutor(self._jobs) as pool:
            yield from [found for found in pool.map(look, items) if found]


def refused(validator: AuthorProgram, case: TestCase) -> str | None:
    """Why an input validator does not accept an input that should be valid. Raises AuthorsError, EngineFault."""
    outcome = _asked(validator, case)
    ending = ending_of(outcome, validator.limits)
    ended_by_itself = ending.verdict is Verdict.RUN_TIME_ERROR  # with an exit code that is not 0
    if outcome.exit_code == ACCEPT and ended_by_itself:
        return None
    said = safe_text(outcome.stderr or outcome.stdout, 4096).strip().splitlines()
    why = said[-1] if said else "" if ended_by_itself else ending.reason
    return f"data/{case.name}.in: refused by {validator.program.name}" + (f": {why}" if why else "")


def rejects(validator: AuthorProgram, case: TestCase) -> str | None:
    """The name of the case when the validator refuses its input. Raises AuthorsError, EngineFault."""
    return case.name if _asked(validator, case).exit_code != ACCEPT else None


def _asked(validator: AuthorProgram, case: TestCase) -> Outcome:
    # The format lets an input validator find its own files in its working folder, beside those of the test.
    files = {**validator.program.files, **case.files}
    given = Given(flags=case.arguments_of(validator.program.name), files=files, stdin=case.input)
    return validator.run(given)
