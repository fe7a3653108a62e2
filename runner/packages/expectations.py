"""What the programs under `submissions/` promise: by their folder, and by `submissions.yaml` where there is one.

Follows 2025-09 "Example submissions" (globs with `*` and braces, scopes by test group) and legacy's fixed folders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages.fields import Table
from runner.packages.formats.credits import check_people
from runner.packages.formats.language_codes import CODES
from runner.packages.globs import check_pattern, glob_matches
from runner.packages.model import ExampleSubmission, Expectation, FormatVersion, Program
from runner.packages.programs import UnknownLanguage, program_groups, read_program, read_tool
from runner.packages.sources import Files

FILE = "submissions/submissions.yaml"
_ALL = ("AC", "WA", "TLE", "RTE")
_DEFAULTS: dict[str, tuple[str, str]] = {
    "accepted": ("AC", "AC WA TLE RTE"),
    "rejected": ("AC WA TLE RTE", "RTE TLE WA"),
    "wrong_answer": ("AC WA", "WA"),
    "time_limit_exceeded": ("AC TLE", "TLE"),
    "run_time_error": ("AC RTE", "RTE"),
    "brute_force": ("AC RTE TLE", "RTE TLE"),
}
_LEGACY: dict[str, tuple[str, str]] = {
    "accepted": ("AC", "AC"),
    "partially_accepted": ("AC WA TLE RTE", "AC WA TLE RTE"),
    "wrong_answer": ("AC WA", "WA"),
    "time_limit_exceeded": ("AC WA TLE", "TLE"),
    "run_time_error": ("AC WA TLE RTE", "RTE"),
}
_LEGACY_BOUNDS: dict[str, Literal["lower", "upper", ""]] = {"accepted": "lower", "time_limit_exceeded": "upper"}
_BOUNDS = ("lower", "upper")
_MOST_CHECKS = 200_000


@dataclass(frozen=True)
class Promises:
    """What the reader needs to know of the rest of the package."""

    version: FormatVersion
    scoring: bool = False
    submit_answer: bool = False
    cases: tuple[str, ...] = ()
    warnings: list[str] = field(default_factory=list)


@dataclass
class _Rule:
    """One pattern of submissions.yaml, or one folder with a meaning of its own."""

    expectations: list[Expectation]
    language: str | None = None
    entry: str | None = None
    authors: tuple[str, ...] = ()
    model_solution: bool = False


def read_submissions(files: Files, promises: Promises) -> tuple[ExampleSubmission, ...]:
    """Every example submission that can be run here.

    Raises InvalidInput for a folder nobody explains, rules that contradict each other, or when none is accepted.
    """
    own = {path.removeprefix("submissions/"): data for path, data in files.items() if path.startswith("submissions/")}
    rules = _rules_of(files, promises)
    if not any(path.startswith("accepted/") for path in own):
        where = "submissions/accepted"
        raise InvalidInput(where, "at least one program", f"{where}: at least one program is needed.")
    found: list[ExampleSubmission] = []
    for folder, inside in program_groups(own, ""):
        if folder in inside:  # a file beside the folders
            if f"submissions/{folder}" != FILE:
                promises.warnings.append(f"submissions/{folder}: stands in no folder and is not used.")
            continue
        for name, program in program_groups(inside, ""):
            matching = [rule for pattern, rule in rules.items() if glob_matches(pattern, f"{folder}/{name}")]
            if not _explained(folder, matching, promises):
                break
            submission = _submission(folder, name, program, matching, promises)
            if submission is not None:
                found.append(submission)
    _check_bounds(found, promises)
    _check_contradictions(found, promises)
    return tuple(found)


def _explained(folder: str, matching: list[_Rule], promises: Promises) -> bool:
    if matching:
        return True
    where = f"submissions/{folder}"
    if promises.version is FormatVersion.V2025_09:
        known = ", ".join(_DEFAULTS)
        raise InvalidInput(where, known, f"{where}: this folder is not one of {known}, and {FILE} has no rule for it.")
    promises.warnings.append(f"{where}: is no folder of the format; its programs promise nothing and are not judged.")
    return False


def _submission(
    folder: str, name: str, files: Mapping[str, bytes], matching: list[_Rule], promises: Promises
) -> ExampleSubmission | None:
    where = f"submissions/{folder}/{name}"
    try:
        program = _program(where, name, files, matching, promises)
    except UnknownLanguage as error:
        promises.warnings.append(f"{error.message.removesuffix('.')}, so it is not judged.")
        return None
    return ExampleSubmission(
        folder=folder,
        program=program,
        expectations=tuple(one for rule in matching for one in rule.expectations),
        authors=tuple(dict.fromkeys(author for rule in matching for author in rule.authors)),
        model_solution=any(rule.model_solution for rule in matching),
    )


def _program(where: str, name: str, files: Mapping[str, bytes], matching: list[_Rule], promises: Promises) -> Program:
    code = next((rule.language for rule in matching if rule.language), None)
    entry = next((rule.entry for rule in matching if rule.entry), None)
    if promises.version.is_legacy:
        return read_tool(where, name, files)
    try:
        return read_program(where, name, files, code, entry)
    except InvalidInput:
        # What is handed in to a submit-answer problem need not be a program at all.
        if promises.submit_answer and code is None:
            return Program(name, None, files, "")
        raise


def _rules_of(files: Files, promises: Promises) -> dict[str, _Rule]:
    if promises.version.is_legacy:
        return {
            name: _Rule([Expectation(frozenset(one.split()), frozenset(two.split()), time_bound=_legacy_bound(name))])
            for name, (one, two) in _LEGACY.items()
        }
    defaults = dict(_DEFAULTS)
    if promises.version is FormatVersion.V2023_07_DRAFT:
        defaults["partially_accepted"] = _LEGACY["partially_accepted"]  # what the tools for the draft still read
    rules = {name: _Rule([_bounded(_expect(*words), None)]) for name, words in defaults.items()}
    if FILE in files:
        table = Table.parse(FILE, files[FILE])
        for pattern, _ in table.rest():
            try:
                check_pattern(pattern)
            except ValueError as error:
                raise table.bad(pattern, "a pattern with matching braces") from error
            base = rules[pattern].expectations[0] if pattern in defaults else _expect(" ".join(_ALL), " ".join(_ALL))
            rules[pattern] = _read_rule(table.table(pattern), base, promises)
    return rules


def _read_rule(table: Table, base: Expectation, promises: Promises) -> _Rule:
    language = table.text("language")
    if language is not None and language not in {*CODES, *LanguageId}:
        raise table.bad("language", "a code of the format's table of languages")
    rule = _Rule(
        [],
        language,
        table.text("entrypoint"),
        check_people(table, "authors"),
        table.flag("model_solution", default=False),
    )
    scopes = [scope for scope, value in table.rest() if isinstance(value, dict)]
    inner = [(scope, table.table(scope)) for scope in scopes]
    rule.expectations.append(_expectation(table, "", base, promises))
    for scope, own in inner:
        try:
            check_pattern(scope)
        except ValueError as error:
            raise table.bad(scope, "a pattern with matching braces") from error
        rule.expectations.append(_expectation(own, scope, _expect(" ".join(_ALL), " ".join(_ALL)), promises))
    return rule


def _expectation(table: Table, scope: str, base: Expectation, promises: Promises) -> Expectation:
    permitted = table.words("permitted", tuple(base.permitted))
    required = table.words("required", tuple(base.required))
    for key, words in (("permitted", permitted), ("required", required)):
        if not set(words) <= set(_ALL) or not words:
            raise table.bad(key, "a sequence out of " + ", ".join(_ALL))
    if not set(permitted) & set(required):
        raise table.bad("required", "a verdict that is also permitted")
    if table.has("score") and not promises.scoring:
        raise table.bad("score", "left out in a pass-fail problem")
    score = _score(table)
    message = table.text("message", "") or ""
    rule = Expectation(frozenset(permitted), frozenset(required), scope, score, message)
    rule = _bounded(rule, _use(table, rule))
    table.finish()
    return rule


def _use(table: Table, rule: Expectation) -> bool | str | None:
    use = table.take("use_for_time_limit")
    if use is None or isinstance(use, bool):
        return use
    if use not in _BOUNDS:
        raise table.bad("use_for_time_limit", "true, false, lower or upper")
    if (use == "upper" and "TLE" not in rule.permitted) or (use == "lower" and rule.required == {"TLE"}):
        raise table.bad("use_for_time_limit", "left out or the other one, because the rule's verdicts contradict it")
    return str(use)


def _bounded(rule: Expectation, use: bool | str | None) -> Expectation:
    """The rule with what it does to the time limit (2025-09 "Timelimit inference")."""
    bound: Literal["lower", "upper", ""] = ""
    permitted, required = rule.permitted, rule.required
    if use == "lower" or (use in {None, True} and "TLE" not in permitted):
        bound, permitted = "lower", permitted - {"TLE"}
    elif use == "upper" or (use in {None, True} and required == {"TLE"}):
        bound, required = "upper", frozenset({"TLE"})
    return Expectation(permitted, required, rule.scope, rule.score, rule.message, bound)


def _score(table: Table) -> tuple[float, float] | None:
    value = table.take("score")
    ends = value if isinstance(value, list) else [value, value]
    if value is None:
        return None
    if len(ends) != 2 or not all(_is_finite(end) for end in ends) or not ends[0] <= ends[1]:
        raise table.bad("score", "a number, or a sequence of two")
    return float(ends[0]), float(ends[1])


def _is_finite(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -1e300 < value < 1e300


def _check_bounds(found: list[ExampleSubmission], promises: Promises) -> None:
    """Somebody must keep the time limit up, if it has to be found."""
    bounds = {rule.time_bound for one in found for rule in one.expectations}
    if found and "lower" not in bounds:
        promises.warnings.append("submissions: no program that can be run here bounds the time limit from below.")


def _check_contradictions(found: list[ExampleSubmission], promises: Promises) -> None:
    """Refuse two rules for the same program and test that no verdict can fulfil."""
    scopes = {rule.scope for one in found for rule in one.expectations if rule.scope}
    if len(scopes) * len(promises.cases) > _MOST_CHECKS:
        promises.warnings.append(f"{FILE}: too many rules and tests to look for contradictions.")
        return
    every = frozenset(promises.cases)
    covered = {scope: frozenset(name for name in every if glob_matches(scope, name)) for scope in scopes}
    covered[""] = every
    seen: set[tuple[Expectation, ...]] = set()
    for submission in found:
        if submission.expectations in seen:
            continue
        seen.add(submission.expectations)
        for one, other in _pairs(submission.expectations):
            if not one.permitted & other.permitted and covered[one.scope] & covered[other.scope]:
                path = f"submissions/{submission.folder}/{submission.program.name}"
                limit = "a verdict that all its rules permit"
                raise InvalidInput(FILE, limit, f"{FILE}: the rules for {path} contradict each other.")


def _pairs(rules: tuple[Expectation, ...]) -> Iterator[tuple[Expectation, Expectation]]:
    for at, one in enumerate(rules[:200]):
        for other in rules[at + 1 : 200]:
            yield one, other


def _expect(permitted: str, required: str) -> Expectation:
    return Expectation(frozenset(permitted.split()), frozenset(required.split()))


def _legacy_bound(folder: str) -> Literal["lower", "upper", ""]:
    return _LEGACY_BOUNDS.get(folder, "")
