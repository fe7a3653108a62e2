"""What the programs under `submissions/` promise: by their folder, and by `submissions.yaml` where there is one.

Follows 2025-09 "Example submissions" (globs with `*` and braces, scopes by test group) and legacy's fixed folders.
"""

from __future__ import annotations

import re

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages.fields import Table
from runner.packages.model import ExampleSubmission, Expectation, FormatVersion
from runner.packages.programs import program_groups, read_program
from runner.packages.sources import Files

FILE = "submissions/submissions.yaml"
_ALL = ("AC", "WA", "TLE", "RTE")
_DEFAULTS: dict[str, tuple[str, str]] = {
    "accepted": ("AC", "AC"),
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
_UNUSED = ("authors", "model_solution", "use_for_time_limit", "entrypoint")


def read_submissions(files: Files, version: FormatVersion) -> tuple[ExampleSubmission, ...]:
    """Every example submission. Raises InvalidInput for a folder nobody explains, or when none is accepted."""
    legacy = version.is_legacy
    rules = {name: [_expect(*words)] for name, words in (_LEGACY if legacy else _DEFAULTS).items()}
    languages: dict[str, str] = {}
    if not legacy and FILE in files:
        _read_rules(Table.parse(FILE, files[FILE]), rules, languages)
    found: list[ExampleSubmission] = []
    for folder, _ in program_groups(files, "submissions"):
        if f"submissions/{folder}" == FILE:
            continue
        for name, own in program_groups(files, f"submissions/{folder}"):
            path = f"{folder}/{name}"
            matching = [pattern for pattern in rules if glob_matches(pattern, path)]
            if not matching:
                where = f"submissions/{folder}"
                known = ", ".join(_LEGACY if legacy else _DEFAULTS)
                raise InvalidInput(where, known, f"{where}: this folder is not one of {known}.")
            wanted = next((languages[pattern] for pattern in matching if pattern in languages), None)
            program = read_program(f"submissions/{path}", name, own, _language(wanted))
            expectations = tuple(one for pattern in matching for one in rules[pattern])
            found.append(ExampleSubmission(folder, program, expectations))
    if not any(one.folder == "accepted" for one in found):
        where = "submissions/accepted"
        raise InvalidInput(where, "at least one program", f"{where}: at least one program is needed.")
    return tuple(found)


def glob_matches(pattern: str, path: str) -> bool:
    """Whether the pattern matches the path or a folder above it; `*` stays inside one name, `{a,b}` is either."""
    wanted = re.compile(_expression(pattern))
    parts = path.split("/")
    return any(wanted.fullmatch("/".join(parts[:count])) for count in range(1, len(parts) + 1))


def _expression(pattern: str) -> str:
    pieces = {"*": "[^/]*", "{": "(?:", "}": ")", ",": "|"}
    depth, out = 0, ""
    for character in pattern:
        depth += {"{": 1, "}": -1}.get(character, 0)
        special = character in "*{}" or (character == "," and depth > 0)
        out += pieces[character] if special else re.escape(character)
    return out


def _read_rules(table: Table, rules: dict[str, list[Expectation]], languages: dict[str, str]) -> None:
    for pattern, _ in table.rest():
        try:
            re.compile(_expression(pattern))
        except re.error as error:
            raise table.bad(pattern, "a pattern with matching braces") from error
        own = table.table(pattern)
        if own.has("language"):
            languages[pattern] = own.text("language") or ""
        own.ignore(*_UNUSED)
        base = rules[pattern][0] if pattern in _DEFAULTS else _expect(" ".join(_ALL), " ".join(_ALL))
        scoped = [(scope, own.table(scope)) for scope, value in own.rest() if isinstance(value, dict)]
        found = [_expectation(own, "", base)]
        for scope, inner in scoped:
            inner.ignore(*_UNUSED)
            found.append(_expectation(inner, scope, _expect(" ".join(_ALL), " ".join(_ALL))))
        rules[pattern] = found


def _expectation(table: Table, scope: str, base: Expectation) -> Expectation:
    permitted = table.words("permitted", tuple(base.permitted))
    required = table.words("required", tuple(base.required))
    for key, words in (("permitted", permitted), ("required", required)):
        if not set(words) <= set(_ALL) or not words:
            raise table.bad(key, "a sequence out of " + ", ".join(_ALL))
    score = _score(table)
    message = table.text("message", "") or ""
    table.finish()
    return Expectation(frozenset(permitted), frozenset(required), scope, score, message)


def _score(table: Table) -> tuple[float, float] | None:
    value = table.take("score")
    ends = value if isinstance(value, list) else [value, value]
    if value is None:
        return None
    if len(ends) != 2 or any(isinstance(end, bool) or not isinstance(end, (int, float)) for end in ends):
        raise table.bad("score", "a number, or a sequence of two")
    return float(ends[0]), float(ends[1])


def _expect(permitted: str, required: str) -> Expectation:
    return Expectation(frozenset(permitted.split()), frozenset(required.split()))


def _language(name: str | None) -> LanguageId | None:
    try:
        return None if name is None else LanguageId(name)
    except ValueError as error:
        limit = ", ".join(LanguageId)
        raise InvalidInput(f"{FILE}: language", limit, f"{FILE}: language must be one of {limit}.") from error
