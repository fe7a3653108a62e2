"""A task as Recrutr works with it: the candidate completes functions or a small project, and hidden tests call it.

Guarantees: read once, frozen; hidden tests and expected values are here and never in a candidate's box (docs/tasks.md
says which ways of testing keep that promise); `view` is all that a candidate's device may get.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from protocol.errors import InvalidInput
from protocol.projects import Starter
from protocol.verdicts import LanguageId
from protocol.wire import ProblemView, Sample
from runner.packages.model import ExampleSubmission, ProblemLimits, Program, translations, usual_language
from runner.tasks.description.interface import Interface

TASK_LANGUAGES = (
    LanguageId.PYTHON,
    LanguageId.JAVASCRIPT,
    LanguageId.CPP,
    LanguageId.JAVA,
    LanguageId.GO,
    LanguageId.RUST,
)
"""Those with a driver (runner/tasks/driving.py): others cannot be called by tests."""


class Framework(StrEnum):
    """Test frameworks that authors may write tests with."""

    PYTEST = "pytest"
    NODE_TEST = "node-test"
    GOOGLETEST = "googletest"
    JUNIT = "junit"
    GO_TEST = "go-test"
    CARGO_TEST = "cargo-test"

    @property
    def language(self) -> LanguageId:
        """The language of its tests."""
        return {
            Framework.PYTEST: LanguageId.PYTHON,
            Framework.NODE_TEST: LanguageId.JAVASCRIPT,
            Framework.GOOGLETEST: LanguageId.CPP,
            Framework.JUNIT: LanguageId.JAVA,
            Framework.GO_TEST: LanguageId.GO,
            Framework.CARGO_TEST: LanguageId.RUST,
        }[self]


class Placement(StrEnum):
    """Where framework tests run: in a box of their own, or in the candidate's process."""

    APART = "apart"
    TOGETHER = "together"


class Award(StrEnum):
    """How a group gives its points: each test its share, or all or nothing."""

    EACH = "each"
    ALL = "all"


@dataclass(frozen=True)
class Comparison:
    """How an actual value is held against the expected one."""

    tolerance: float = 1e-9
    unordered: bool = False


@dataclass(frozen=True)
class Raises:
    """An error that the candidate's code must report; by language its name, or any when there is none."""

    names: Mapping[LanguageId, str] = field(default_factory=dict)
    any_language: str = ""

    def name(self, language: LanguageId) -> str:
        """The name wanted in a language; empty: any error will do."""
        return self.names.get(language, self.any_language)


@dataclass(frozen=True)
class Expected:
    """A value that must come back, kept outside the box."""

    value: Any
    comparison: Comparison = Comparison()


@dataclass(frozen=True)
class Step:
    """One call. `label` names the object it makes, `on` the one it is called on; `after` are arguments afterwards."""

    member: str
    arguments: tuple[Any, ...] = ()
    on: str = ""
    label: str = ""
    expected: Expected | Raises | None = None
    after: Mapping[int, Expected] = field(default_factory=dict)


@dataclass(frozen=True)
class CallTest:
    """A test of calls, run in a fresh box: its steps, one after the other, in one process."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class FrameworkTest:
    """A test of a framework. `expected`: by id, values that the test ships out instead of comparing them itself."""

    name: str
    expected: Mapping[str, Expected] = field(default_factory=dict)


@dataclass(frozen=True)
class Suite:
    """The framework, its files and where they run."""

    framework: Framework
    placement: Placement
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class TaskGroup:
    """Tests that belong together; `visible` ones are shown to candidates. With a `suite` all are FrameworkTests."""

    name: str
    tests: tuple[CallTest | FrameworkTest, ...]
    visible: bool = False
    points: float | None = None
    award: Award = Award.EACH
    suite: Suite | None = None

    @property
    def influenced(self) -> bool:
        """Whether a submission could sway what these tests report: they shared its process and kept no value back."""
        together = self.suite is not None and self.suite.placement is Placement.TOGETHER
        return together and not all(isinstance(one, FrameworkTest) and one.expected for one in self.tests)


@dataclass(frozen=True)
class TaskLanguage:
    """One language of a task: the files given, those of them the candidate writes, and the one that is loaded.

    In C++ `entry` is what the driver includes: a header, or the candidate's only file.
    """

    language: LanguageId
    starter: Mapping[str, bytes]
    editable: tuple[str, ...]
    entry: str


@dataclass(frozen=True)
class Task:
    """A whole task. `visible_files` are what a candidate's device may hold of it."""

    name: str
    titles: Mapping[str, str]
    statements_html: Mapping[str, str]
    limits: ProblemLimits
    interface: Interface
    solved_in: Mapping[LanguageId, TaskLanguage]
    groups: tuple[TaskGroup, ...]
    submissions: tuple[ExampleSubmission, ...] = ()
    visible_files: Mapping[str, bytes] = field(default_factory=dict)
    digest: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[LanguageId, ...]:
        """What it can be solved in."""
        return tuple(self.solved_in)

    @property
    def title(self) -> str:
        """The title in English, or in the first language there is."""
        return self.titles.get("en") or next(iter(self.titles.values()))

    @property
    def statement_html(self) -> str:
        """The statement in English, or in the first language there is: sanitised HTML."""
        return self.statements_html[usual_language(self.statements_html)]

    @property
    def scoring(self) -> bool:
        """Whether points are given; otherwise it is passed or not."""
        return any(group.points is not None for group in self.groups)

    @property
    def max_score(self) -> float | None:
        """All points together."""
        return sum(group.points or 0.0 for group in self.groups) if self.scoring else None

    def own(self, program: Program) -> TaskLanguage:
        """What the task has for the language of a program. Raises InvalidInput for one that it is not solved in."""
        own = None if program.language is None else self.solved_in.get(program.language)
        if own is None:
            allowed = ", ".join(one.words for one in self.languages)
            words = f"This problem cannot be solved in {program.words}, only in {allowed}."
            raise InvalidInput("language", allowed, words)
        return own

    def all_tests(self) -> Iterator[CallTest | FrameworkTest]:
        """Every test, in the order of judging."""
        for group in self.groups:
            yield from group.tests

    def view(self, problem: str, label: str) -> ProblemView:
        """What a candidate's device gets: visible tests of calls with their expected values, nothing hidden."""
        return ProblemView(
            problem=problem,
            label=label,
            title=self.title,
            statement_html=self.statement_html,
            statement_language=usual_language(self.statements_html),
            translations=translations(self.titles, self.statements_html, self.title),
            samples=[
                Sample(name=test.name, input=words_of_input(test), answer=words_of_answer(test))
                for group in self.groups
                if group.visible
                for test in group.tests
                if isinstance(test, CallTest)
            ],
            time_limit_ms=self.limits.time_limit_ms,
            memory_limit_bytes=self.limits.memory_bytes,
            output_limit_bytes=self.limits.output_bytes,
            custom_validator=True,
            validator_flags=[],
            templates={
                language.value: one.starter[one.editable[0]].decode("utf-8", "replace")
                for language, one in self.solved_in.items()
            },
            max_score=None if self.max_score is None else round(self.max_score),
            projects={language.value: _starter(one) for language, one in self.solved_in.items()},
            task_files={name: data.decode("utf-8") for name, data in self.visible_files.items()},
        )


def _starter(own: TaskLanguage) -> Starter:
    texts = {name: data.decode("utf-8", "replace") for name, data in own.starter.items()}
    return Starter(
        editable={name: texts[name] for name in own.editable},
        given={name: text for name, text in texts.items() if name not in own.editable},
    )


def words_of_input(test: CallTest) -> str:
    """The calls of a test as a person reads them, one a line."""
    return "".join(f"{words_of_call(step)}\n" for step in test.steps)


def words_of_call(step: Step) -> str:
    """One call as a person reads it."""
    given = f"({', '.join(map(repr, step.arguments))})"
    owner, _, last = step.member.rpartition(".")
    if step.on:
        return f"{step.on}.{last}{given}"
    return f"{step.label} = {owner}{given}" if step.label else f"{step.member}{given}"


def words_of_answer(test: CallTest) -> str:
    """What the calls must give, one a line."""
    lines = []
    for step in test.steps:
        if isinstance(step.expected, Expected):
            lines.append(repr(step.expected.value))
        elif isinstance(step.expected, Raises):
            lines.append("an error")
        lines += [f"argument {place + 1} becomes {one.value!r}" for place, one in step.after.items()]
    return "".join(f"{line}\n" for line in lines)
