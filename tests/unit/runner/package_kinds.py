"""Packages of every kind, made from the small good one; and a scripted sandbox that knows who is who in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from protocol.verdicts import LanguageId
from runner.engine import Conversation, Job, Outcome
from runner.packages import FormatVersion, ProblemPackage, Program, TestGroup, read_package
from tests.unit.runner.package_builder import GOOD, LEGACY, SCORING
from tests.unit.runner.scripted_engine import ScriptedEngine, ended

SOURCE = b"print(sum(map(int, input().split())))\n"
CHECKER = Program("check.py", LanguageId.PYTHON, {"check.py": b"import sys\nsys.exit(42)\n"}, "check.py")
GOOD_PACKAGE = read_package(GOOD, "sum")
SCORING_PACKAGE = read_package(SCORING, "sum")
LEGACY_PACKAGE = read_package(LEGACY, "sum")
ACCEPTED, REJECTED = ended(exit_code=42), ended(exit_code=43)


def validated(package: ProblemPackage = GOOD_PACKAGE, **changes: Any) -> ProblemPackage:
    """With an output validator of the authors."""
    return replace(package, output_validators=(CHECKER,), **changes)


def interactive(package: ProblemPackage = GOOD_PACKAGE, **changes: Any) -> ProblemPackage:
    return validated(package, interactive=True, **changes)


def multi_pass(package: ProblemPackage = GOOD_PACKAGE, passes: int = 3, **changes: Any) -> ProblemPackage:
    return validated(package, multi_pass=True, limits=replace(package.limits, validation_passes=passes), **changes)


def legacy(**group: Any) -> ProblemPackage:
    """The legacy tree, with changes to its root group."""
    assert LEGACY_PACKAGE.version is FormatVersion.LEGACY
    return replace(LEGACY_PACKAGE, root=replace(LEGACY_PACKAGE.root, **group))


def with_group(package: ProblemPackage, number: int, **changes: Any) -> ProblemPackage:
    """With changes to one group of the hidden tests."""
    groups: list[TestGroup] = list(package.secret.groups)
    groups[number] = replace(groups[number], **changes)
    secret = replace(package.secret, groups=tuple(groups))
    return replace(package, root=replace(package.root, groups=(package.sample, secret)))


def is_validator(job: Job) -> bool:
    return "py_compile" not in job.argv and any(part.startswith("validator") for part in job.argv)


def adder(job: Job) -> Outcome:
    """A perfect solution of the small package."""
    return ended() if "py_compile" in job.argv else ended(b"%d\n" % sum(map(int, job.stdin.split())))


def checked_by(validator: Callable[[Job], Outcome], solution: Callable[[Job], Outcome] = adder) -> ScriptedEngine:
    return ScriptedEngine(lambda job: validator(job) if is_validator(job) else solution(job))


def talking(talk: Callable[[Job, Job], Conversation]) -> ScriptedEngine:
    return ScriptedEngine(lambda _: ended(), talk)


def notes(**files: bytes) -> dict[str, bytes]:
    """Feedback files; `__` stands for the point in their names."""
    return {f"feedback/{name.replace('__', '.')}": data for name, data in files.items()}


def text_of(job: Job) -> bytes:
    """Everything that went into a box."""
    return job.stdin + "\0".join(job.argv).encode() + b"".join(file.name.encode() + file.content for file in job.files)
