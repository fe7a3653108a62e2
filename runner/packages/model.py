"""A problem package as Recrutr works with it: frozen values, no files, no engine.

Guarantees: whatever version of the format it came from, the rules of judging (groups, scores, limits, validator
arguments) are spelled out here. Hidden data stays in `secret`; `view` is all that a candidate's device may get.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from protocol.verdicts import LanguageId
from protocol.wire import ProblemView, Sample, Translation

MIB = 1024 * 1024


class FormatVersion(StrEnum):
    """Versions of the problem package format that are read."""

    V2025_09 = "2025-09"
    V2023_07_DRAFT = "2023-07-draft"
    LEGACY_ICPC = "legacy-icpc"
    LEGACY = "legacy"

    @property
    def is_legacy(self) -> bool:
        """Whether the rules of `legacy` hold; `legacy-icpc` is a part of it."""
        return self in {FormatVersion.LEGACY, FormatVersion.LEGACY_ICPC}


class Aggregation(StrEnum):
    """How scores (and verdicts) of the members of a group become the group's.

    2025-09: `pass-fail`, `sum`, `min`. Legacy's default grader: `sum`, `avg`, `min`, `max`.
    """

    PASS_FAIL = "pass-fail"  # noqa: S105 - a word of the format
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    AVERAGE = "avg"


class VerdictMode(StrEnum):
    """How verdicts of members become the group's (legacy "Default grader"; 2025-09 reports the first error)."""

    FIRST_ERROR = "first_error"
    WORST_ERROR = "worst_error"
    ALWAYS_ACCEPT = "always_accept"


@dataclass(frozen=True)
class ProblemLimits:
    """What a submission, the compiler and the validator may use. Times are CPU time."""

    time_limit_ms: int = 2_000
    memory_bytes: int = 512 * MIB
    output_bytes: int = 8 * MIB
    code_bytes: int = 128 * 1024
    compilation_time_ms: int = 60_000
    compilation_memory_bytes: int = 1024 * MIB
    validation_time_ms: int = 60_000
    validation_memory_bytes: int = 512 * MIB
    validation_output_bytes: int = 8 * MIB
    validation_passes: int = 2
    time_limit_given: bool = True
    ac_to_time_limit: float = 2.0
    time_limit_to_tle: float = 1.5
    time_resolution_s: float = 1.0
    file_writing: bool = True


@dataclass(frozen=True)
class TestCase:
    """One test. `name` is its path under `data/` without ending (`secret/small/01`). `args` go to the submission."""

    __test__ = False  # keeps pytest from taking the class for a test

    name: str
    input: bytes
    answer: bytes
    args: tuple[str, ...] = ()
    validator_args: tuple[str, ...] = ()
    input_validator_args: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    named_input_args: Mapping[str, tuple[str, ...]] | None = None
    hint: str = ""
    description: str = ""
    full_feedback: bool = False

    def arguments_of(self, input_validator: str) -> tuple[str, ...]:
        """What an input validator is started with: its own arguments where they are given by name, then `args`."""
        if self.named_input_args is None:
            return (*self.input_validator_args, *self.args)
        return (*self.named_input_args.get(input_validator, ()), *self.args)


class Probe(StrEnum):
    """What a case tries out on the validators (2025-09 "Validation test data"); named by its folder under `data/`."""

    INVALID_INPUT = "invalid_input"
    INVALID_OUTPUT = "invalid_output"
    VALID_OUTPUT = "valid_output"


@dataclass(frozen=True)
class ValidationCase:
    """A case for the validators alone; no submission ever runs on it. `output` is what the output check gets."""

    probe: Probe
    case: TestCase
    output: bytes = b""


@dataclass(frozen=True)
class ShownSample:
    """A sample as the authors want it seen.

    `input` and `answer` are for running and downloading, `shown_input` and `shown_answer` stand in the statement in
    their place. With `interaction` (lines of `<` to and `>` from the submission) nothing else is shown.
    """

    name: str
    input: bytes = b""
    answer: bytes = b""
    shown_input: bytes | None = None
    shown_answer: bytes | None = None
    interaction: bytes = b""


@dataclass(frozen=True)
class StaticValidation:
    """2025-09: the static validator judges the source itself as one more member of a group.

    `max_score` None outside scoring problems and in groups with pass-fail aggregation.
    """

    args: tuple[str, ...] = ()
    max_score: float | None = None


@dataclass(frozen=True)
class TestGroup:
    """A node of the test data. `max_score` None means unbounded; in pass-fail problems scores are not used.

    Legacy's alone: verdict mode, `accept_score`, `reject_score`, `min_score`, `any_accepted`, `ignore_sample`.
    `require_pass` (2025-09) names groups that must be passed before. With `custom_grader` (legacy) the package's own
    grader combines the members, started with `grader_flags`.
    """

    __test__ = False

    name: str
    cases: tuple[TestCase, ...] = ()
    groups: tuple[TestGroup, ...] = ()
    aggregation: Aggregation = Aggregation.SUM
    verdict_mode: VerdictMode = VerdictMode.FIRST_ERROR
    max_score: float | None = None
    min_score: float | None = None
    accept_score: float = 1.0
    reject_score: float = 0.0
    any_accepted: bool = False
    ignore_sample: bool = False
    stop_on_reject: bool = True
    require_pass: tuple[str, ...] = ()
    custom_grader: bool = False
    grader_flags: tuple[str, ...] = ()
    static_validation: StaticValidation | None = None

    def all_cases(self) -> Iterator[TestCase]:
        """Every case under this node, in the order of judging."""
        yield from self.cases
        for group in self.groups:
            yield from group.all_cases()


@dataclass(frozen=True)
class Program:
    """Source files: a submission, a validator or a grader. `main` is the file that starts.

    Without `language` it brings its own scripts: `build`, if there is one, is run once and must leave `run`, which is
    `main`. In a submit-answer problem such a submission has no `main`: its files are the answers themselves.
    """

    name: str
    language: LanguageId | None
    files: Mapping[str, bytes]
    main: str

    @property
    def words(self) -> str:
        """What it is written in, for people."""
        if self.language is not None:
            return self.language.words
        return "its own scripts" if self.main else "answers"


@dataclass(frozen=True)
class Expectation:
    """What a program under `submissions/` must come to, on the tests and groups that match `scope`, or on all.

    The verdicts are the format's four: AC, WA, TLE, RTE. `time_bound` says whether the program's slowest test in the
    scope keeps the inferred time limit up (`lower`), down (`upper`) or neither.
    """

    permitted: frozenset[str]
    required: frozenset[str]
    scope: str = ""
    score: tuple[float, float] | None = None
    message: str = ""
    time_bound: Literal["lower", "upper", ""] = ""


@dataclass(frozen=True)
class ExampleSubmission:
    """A program that the authors put beside the problem, with what it must come to."""

    folder: str
    program: Program
    expectations: tuple[Expectation, ...]
    authors: tuple[str, ...] = ()
    model_solution: bool = False


@dataclass(frozen=True)
class ProblemPackage:
    """A whole package. `scoring` False is pass-fail; the other kinds go with either.

    `submit_answer`: what is handed in is the output itself, one file a test. `grader` is legacy's custom grader.
    `legacy_grading`: groups are combined as in `legacy`, whatever the version. `attachments` are for candidates.
    `warnings` are sentences for the authors about what was read but is not used, or not as they may think.
    """

    name: str
    version: FormatVersion
    titles: Mapping[str, str]
    statements_html: Mapping[str, str]
    """Sanitised HTML by language; there is at least one."""
    scoring: bool
    limits: ProblemLimits
    root: TestGroup
    output_validators: tuple[Program, ...] = ()
    input_validators: tuple[Program, ...] = ()
    validator_flags: tuple[str, ...] = ()
    validator_scores: bool = True
    interactive: bool = False
    multi_pass: bool = False
    submit_answer: bool = False
    static_validator: Program | None = None
    grader: Program | None = None
    attachments: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    languages: tuple[LanguageId, ...] = tuple(LanguageId)
    include: Mapping[str, Mapping[str, bytes]] = field(default_factory=lambda: MappingProxyType({}))
    submissions: tuple[ExampleSubmission, ...] = ()
    templates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    uuid: str | None = None
    maximise: bool = True
    max_score: float | None = None
    digest: str = ""
    legacy_grading: bool = False
    license: str = "unknown"
    shown_samples: tuple[ShownSample, ...] = ()
    validation_cases: tuple[ValidationCase, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def sample(self) -> TestGroup:
        """Tests that the candidate sees."""
        return self.root.groups[0]

    @property
    def secret(self) -> TestGroup:
        """Tests that nobody but the judge sees."""
        return self.root.groups[1]

    @property
    def title(self) -> str:
        """The title in English, or in the first language there is."""
        return self.titles.get("en") or next(iter(self.titles.values()))

    @property
    def statement_html(self) -> str:
        """The statement in English, or in the first language there is: sanitised HTML without samples."""
        return self.statements_html[usual_language(self.statements_html)]

    @property
    def custom_validator(self) -> bool:
        """Whether a program of the authors decides, so that several answers may be right."""
        return bool(self.output_validators)

    def view(self, problem: str, label: str) -> ProblemView:
        """What a candidate's device gets: nothing of `secret`, validators or submissions."""
        return ProblemView(
            problem=problem,
            label=label,
            title=self.title,
            statement_html=self.statement_html,
            statement_language=usual_language(self.statements_html),
            translations=translations(self.titles, self.statements_html, self.title),
            samples=[_sample(f"Sample {number}", sample) for number, sample in enumerate(self.shown_samples, start=1)],
            time_limit_ms=self.limits.time_limit_ms,
            memory_limit_bytes=self.limits.memory_bytes,
            output_limit_bytes=self.limits.output_bytes,
            custom_validator=self.custom_validator,
            validator_flags=list(self.validator_flags),
            templates=dict(self.templates),
            max_score=None if self.max_score is None else round(self.max_score),
            file_writing=self.limits.file_writing,
        )


def usual_language(statements_html: Mapping[str, str]) -> str:
    """Which statement is shown unless another is chosen: the English one, or the first there is."""
    return "en" if "en" in statements_html else next(iter(statements_html))


def translations(titles: Mapping[str, str], statements_html: Mapping[str, str], title: str) -> dict[str, Translation]:
    """All statements but the usual one; `title` where a language has none of its own."""
    usual = usual_language(statements_html)
    return {
        language: Translation(title=titles.get(language, title), statement_html=html)
        for language, html in statements_html.items()
        if language != usual
    }


def _sample(name: str, sample: ShownSample) -> Sample:
    return Sample(
        name=name,
        input=_text(sample.input),
        answer=_text(sample.answer),
        shown_input=None if sample.shown_input is None else _text(sample.shown_input),
        shown_answer=None if sample.shown_answer is None else _text(sample.shown_answer),
        interaction=_text(sample.interaction),
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
