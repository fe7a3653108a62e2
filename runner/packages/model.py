"""A problem package as Recrutr works with it: frozen values, no files, no engine.

Guarantees: whatever version of the format it came from, the rules of judging (groups, scores, limits, validator
arguments) are spelled out here. Hidden data stays in `secret`; `view` is all that a candidate's device may get.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from protocol.verdicts import LanguageId
from protocol.wire import ProblemView, Sample

MIB = 1024 * 1024


class FormatVersion(StrEnum):
    """Versions of the problem package format that are read."""

    V2025_09 = "2025-09"
    LEGACY = "legacy"


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
    time_limit_given: bool = True
    ac_to_time_limit: float = 2.0
    time_limit_to_tle: float = 1.5
    time_resolution_s: float = 1.0


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


@dataclass(frozen=True)
class TestGroup:
    """A node of the test data. `max_score` None means unbounded; in pass-fail problems scores are not used.

    Legacy's alone: verdict mode, `accept_score`, `reject_score`, `min_score`, `any_accepted`, `ignore_sample`.
    `require_pass` (2025-09) names groups that must be passed before.
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

    def all_cases(self) -> Iterator[TestCase]:
        """Every case under this node, in the order of judging."""
        yield from self.cases
        for group in self.groups:
            yield from group.all_cases()


@dataclass(frozen=True)
class Program:
    """Source files in one language: a submission or a validator. `main` is the file that starts."""

    name: str
    language: LanguageId
    files: Mapping[str, bytes]
    main: str


@dataclass(frozen=True)
class Expectation:
    """What a program under `submissions/` must come to, on the tests and groups that match `scope`, or on all.

    The verdicts are the format's four: AC, WA, TLE, RTE.
    """

    permitted: frozenset[str]
    required: frozenset[str]
    scope: str = ""
    score: tuple[float, float] | None = None
    message: str = ""


@dataclass(frozen=True)
class ExampleSubmission:
    """A program that the authors put beside the problem, with what it must come to."""

    folder: str
    program: Program
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True)
class ProblemPackage:
    """A whole package. `kind_scoring` False is pass-fail."""

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
    languages: tuple[LanguageId, ...] = tuple(LanguageId)
    include: Mapping[str, Mapping[str, bytes]] = field(default_factory=lambda: MappingProxyType({}))
    submissions: tuple[ExampleSubmission, ...] = ()
    templates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    statement_warnings: tuple[str, ...] = ()
    uuid: str | None = None
    maximise: bool = True
    max_score: float | None = None
    digest: str = ""

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
        return self.statements_html.get("en") or next(iter(self.statements_html.values()))

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
            samples=[
                Sample(name=f"Sample {number}", input=_text(case.input), answer=_text(case.answer))
                for number, case in enumerate(self.sample.all_cases(), start=1)
            ],
            time_limit_ms=self.limits.time_limit_ms,
            memory_limit_bytes=self.limits.memory_bytes,
            output_limit_bytes=self.limits.output_bytes,
            custom_validator=self.custom_validator,
            validator_flags=list(self.validator_flags),
            templates=dict(self.templates),
            max_score=None if self.max_score is None else round(self.max_score),
        )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
