"""The judge: one submission against all tests of a package, by the package's own rules.

Guarantees: compiled once, each test in a fresh box that never holds an answer, outputs compared outside; the same
source gives the same result however many tests run at once. A program that fails is a value; only a failing sandbox
raises. Used by the backend's worker and by `recrutr problem verify`, never by the desktop (it has no hidden tests).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Self

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId, Verdict
from runner.engine import COMMON_LAYER, Engine
from runner.execution import CompileFailure, compile_program, layer_of
from runner.judging.aggregation import Result
from runner.judging.grading import Grading, StaticCheck
from runner.judging.output_check import OutputCheck
from runner.judging.stations import compile_limits
from runner.judging.told import CORRECT, NOT_COMPILED, PROBLEM_AT_FAULT, failed, too_large
from runner.judging.trial import AnswerTrial, Bench, ProgramTrial, Trial
from runner.judging.walk import USUAL, JudgeOptions, TestResult, Walk
from runner.languages import languages
from runner.packages.model import ProblemPackage, Program, TestGroup
from runner.packages.programs import submitted_program

SCORER_VERSION = "recrutr-judge/3"
"""Changes whenever the same inputs could come to another result."""


@dataclass(frozen=True)
class GroupScore:
    """One test group: what a candidate may see."""

    name: str
    verdict: Verdict
    score: float | None
    max_score: float | None


@dataclass(frozen=True)
class JudgementResult:
    """The judge's word on one submission; a pure function of source, package, image and scorer version.

    `message` may be shown to the candidate; tests' names, reasons and messages, and `faults` (what is wrong with the
    package, in words for its authors) may not.
    """

    verdict: Verdict
    score: float | None
    max_score: float | None
    message: str
    compiler_output: str
    tests: tuple[TestResult, ...]
    groups: tuple[GroupScore, ...]
    image_digest: str
    scorer_version: str
    package_digest: str
    faults: tuple[str, ...] = ()


class Judge:
    """One package on one engine. Its submissions share the compiled validators; close it when the last one is done."""

    def __init__(self, package: ProblemPackage, engine: Engine) -> None:
        self.package, self.engine = package, engine
        self.check = OutputCheck(package, engine)
        self._static = StaticCheck(package, engine)
        self._grading = Grading(package, engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every station of the authors' programs."""
        for part in (self.check, self._static, self._grading):
            part.close()

    def timed(self, time_limit_ms: int) -> None:
        """Judge by another time limit from here on."""
        self.package = replace(self.package, limits=replace(self.package.limits, time_limit_ms=time_limit_ms))

    def program(self, program: Program, options: JudgeOptions = USUAL) -> JudgementResult:
        """Judge a program of one or more files; in a submit-answer problem its files are the answers.

        Raises EngineFault, Stopped.
        """
        if self.package.submit_answer:
            return self.answers(program.files, options)
        layer = layer_of(program)
        if too_large := self._too_large(program.files):
            return self._ended(layer, too_large)
        whole = _with_included(self.package, program)
        result, said = compile_program(whole, self.engine, compile_limits(self.package.limits), options.stop)
        if isinstance(result, CompileFailure):
            return self._ended(layer, NOT_COMPILED, result.output)
        trial = ProgramTrial(self._bench(options), result)
        return replace(self._judged(trial, layer, options, whole), compiler_output=said)

    def refused(self, program: Program, message: str) -> JudgementResult:
        """The result of what cannot be compiled, whatever it holds. Raises EngineFault."""
        return self._ended(layer_of(program), message)

    def answers(self, answers: Mapping[str, bytes], options: JudgeOptions = USUAL) -> JudgementResult:
        """Judge answers that were handed in themselves, by file name. Raises EngineFault, Stopped."""
        if too_large := self._too_large(answers):
            return self._ended(COMMON_LAYER, too_large)
        return self._judged(AnswerTrial(self._bench(options), answers), COMMON_LAYER, options)

    def _bench(self, options: JudgeOptions) -> Bench:
        return Bench(self.package, self.engine, self.check, options.patience, options.parallel)

    def _too_large(self, files: Mapping[str, bytes]) -> str:
        limit = self.package.limits.code_bytes
        return too_large(limit) if sum(map(len, files.values())) > limit else ""

    def _judged(
        self, trial: Trial, layer: str, options: JudgeOptions, program: Program | None = None
    ) -> JudgementResult:
        with closing(trial), Walk(self.package, trial, self._grading, options) as walk:
            if program is not None:
                walk.static = lambda asked: self._static.check(program, asked, options.stop)
            whole = walk.run()
        shown = tuple(
            GroupScore(group.name, walk.groups[group.name].verdict, walk.groups[group.name].score, group.max_score)
            for group in _shown_groups(self.package)
            if group.name in walk.groups
        )
        result = self._result(whole, layer, _message(whole.verdict, walk.tests))
        return replace(result, tests=tuple(walk.tests), groups=shown, faults=tuple(walk.faults))

    def _ended(self, layer: str, message: str, said: str = "") -> JudgementResult:
        score = 0.0 if self.package.scoring else None
        groups = tuple(
            GroupScore(group.name, Verdict.COMPILE_ERROR, score if group.name != "sample" else None, group.max_score)
            for group in _shown_groups(self.package)
        )
        result = self._result(Result(Verdict.COMPILE_ERROR, score), layer, message)
        return replace(result, compiler_output=said, groups=groups)

    def _result(self, whole: Result, layer: str, message: str) -> JudgementResult:
        return JudgementResult(
            verdict=whole.verdict,
            score=whole.score,
            max_score=self.package.max_score,
            message=message,
            compiler_output="",
            tests=(),
            groups=(),
            image_digest=self.engine.image_digest(layer),
            scorer_version=SCORER_VERSION,
            package_digest=self.package.digest,
        )


def judge_submission(
    package: ProblemPackage,
    language: LanguageId,
    source: bytes,
    engine: Engine,
    options: JudgeOptions = USUAL,
) -> JudgementResult:
    """Judge what a candidate handed in: a file, or several as one source; in a submit-answer problem the answer itself.

    Raises InvalidInput when the problem does not allow the language, EngineFault when the sandbox failed (the job may
    be tried again), Stopped when `options.stop` is set.
    """
    if package.submit_answer:
        return judge_answers(package, {"answer": source}, engine, options)
    if language not in package.languages:
        allowed = ", ".join(one.words for one in package.languages)
        raise InvalidInput(
            "language", allowed, f"This problem cannot be solved in {language.words}, only in {allowed}."
        )
    try:
        program = submitted_program(language, source)
    except InvalidInput as error:
        program = Program("submission", language, {}, "")
        with Judge(package, engine) as judge:
            return judge.refused(program, error.message)
    return judge_program(package, program, engine, options)


def judge_answers(
    package: ProblemPackage, answers: Mapping[str, bytes], engine: Engine, options: JudgeOptions = USUAL
) -> JudgementResult:
    """Judge the answers to a submit-answer problem. Raises EngineFault, Stopped.

    They go by file name: `secret/01.out` or `01.txt` for the test `secret/01`; the only file for the only secret test.
    """
    with Judge(package, engine) as judge:
        return judge.answers(answers, options)


def judge_program(
    package: ProblemPackage, program: Program, engine: Engine, options: JudgeOptions = USUAL
) -> JudgementResult:
    """Judge a program of one or more files. Raises EngineFault, Stopped."""
    with Judge(package, engine) as judge:
        return judge.program(program, options)


def _with_included(package: ProblemPackage, program: Program) -> Program:
    """With the files that the package adds to every submission; one with the language's own main name is the driver."""
    if program.language is None:
        return program
    included = {**package.include.get("default", {}), **package.include.get(program.language.value, {})}
    driver = next((name for name in languages()[program.language].entry.names if name in included), program.main)
    return replace(program, files={**program.files, **included}, main=driver)


def _shown_groups(package: ProblemPackage) -> tuple[TestGroup, ...]:
    sample = (package.sample,) if any(package.sample.all_cases()) else ()
    return (*sample, *(package.secret.groups or (package.secret,)))


def _message(verdict: Verdict, tests: list[TestResult]) -> str:
    """What the candidate reads.

    An exit code or a signal of a hidden test would carry a byte of its input out, and what a validator says is about
    the test: of both only the verdict is told.
    """
    if verdict is Verdict.ACCEPTED:
        return CORRECT
    if verdict is Verdict.JUDGE_ERROR:
        return PROBLEM_AT_FAULT
    first = next((test for test in tests if test.verdict is verdict), None)
    told = first is not None and verdict not in {Verdict.WRONG_ANSWER, Verdict.RUN_TIME_ERROR}
    return failed(verdict, first.reason if first and told else "")
