"""From files to a task: `task.yaml` and what it names, each complaint with file and key.

Guarantees: a task that is returned can be judged: every test calls what the interface has with values of its types,
every file that is named is there, every language is one that the tests can reach.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import yaml

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages.expectations import Promises, read_submissions
from runner.packages.fields import Table
from runner.packages.formats.metadata import MOST_CODE_KIB, MOST_MIB, MOST_OUTPUT_MIB, MOST_SECONDS
from runner.packages.model import MIB, FormatVersion, ProblemLimits
from runner.packages.reader import digest_of
from runner.packages.sources import Files
from runner.statements import render_statement
from runner.tasks.description.call_tests import read_call_tests, read_expected
from runner.tasks.description.interface import CONSTRUCTOR, Interface, Member, ValueType, parse_type
from runner.tasks.description.model import (
    TASK_LANGUAGES,
    Award,
    CallTest,
    Framework,
    FrameworkTest,
    Placement,
    Suite,
    Task,
    TaskGroup,
    TaskLanguage,
)

FILE = "task.yaml"
FORMAT = "recrutr-task-1"
RESERVED = "recrutr/"
"""The folder in the box that holds our drivers; no file of a task or candidate lies in it."""
_STATEMENT = re.compile(r"statement(?:\.([a-z]{2,3}(?:-[A-Z]{2})?))?\.md")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_GROUP = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def read_task(files: Files, name: str, *, statements: bool = True) -> Task:
    """Read a task from its files; without `statements` none is rendered. Raises InvalidInput."""
    task = _read(files, name)
    if all(group.visible for group in task.groups):
        raise InvalidInput(f"{FILE}: groups", "a hidden group", f"{FILE}: groups must hold at least one hidden group.")
    warnings: list[str] = []
    cases = tuple(f"{group.name}/{test.name}" for group in task.groups for test in group.tests)
    submissions = read_submissions(
        files, Promises(FormatVersion.V2025_09, task.scoring, cases=cases, warnings=warnings)
    )
    for one in submissions:
        if one.program.language not in task.solved_in:
            where = f"submissions/{one.folder}/{one.program.name}"
            raise InvalidInput(where, "a language of the task", f"{where}: the task is not solved in its language.")
    return replace(
        task,
        submissions=submissions,
        statements_html=_statements(files, warnings) if statements else {"en": ""},
        visible_files=_visible_files(files, task),
        digest=digest_of(files),
        warnings=tuple(warnings),
    )


def read_visible_part(files: Files, name: str) -> Task:
    """Read what a candidate's device holds of a task: it can run the visible tests and nothing else."""
    return _read(files, name)


def _read(files: Files, name: str) -> Task:
    table = Table.parse(FILE, files.get(FILE, b""))
    if table.text("format", required=True) != FORMAT:
        raise table.bad("format", FORMAT)
    titles = _titles(table)
    limits = _limits(table.table("limits"))
    interface = _interface(table.table("interface"))
    solved_in = _languages(table.table("languages"), files, interface)
    groups = _groups(table, files, interface, tuple(solved_in))
    table.ignore("author", "source", "keywords")
    table.finish()
    return Task(name, titles, {}, limits, interface, solved_in, groups)


def _visible_files(files: Files, task: Task) -> dict[str, bytes]:
    """Starter files, visible tests, and `task.yaml` with the visible groups only."""
    settings = yaml.safe_load(files[FILE])
    settings["groups"] = [row for row, group in zip(settings["groups"], task.groups, strict=True) if group.visible]
    tests = {name for row in settings["groups"] for name in [row.get("calls"), *row.get("files", [])] if name}
    folders = tuple(f"{row.get('starter', f'starter/{key}')}/" for key, row in settings["languages"].items())
    found = {path: data for path, data in files.items() if path in tests or path.startswith(folders)}
    for path, data in found.items():
        if b"\0" in data or data.decode("utf-8", "replace").encode() != data:
            raise InvalidInput(path, "a text in UTF-8", f"{path}: must be a text in UTF-8.")
    return {FILE: yaml.safe_dump(settings, allow_unicode=True, sort_keys=False).encode(), **found}


def statement_paths(files: Files) -> list[tuple[str, str]]:
    """Language and path of each statement that is read."""
    found: dict[str, str] = {}
    for path in sorted(files):
        if match := _STATEMENT.fullmatch(path):
            found.setdefault(match[1] or "en", path)
    return list(found.items())


def _statements(files: Files, warnings: list[str]) -> dict[str, str]:
    paths = statement_paths(files)
    if not paths:
        raise InvalidInput("statement.md", "required", "statement.md: the task has no statement.")
    found: dict[str, str] = {}
    for language, path in paths:
        statement = render_statement(path, files, {})
        found[language] = statement.html
        warnings += statement.warnings
    return found


def _titles(table: Table) -> dict[str, str]:
    value = table.take("name")
    titles = {"en": value} if isinstance(value, str) else value
    if not isinstance(titles, dict) or not titles or not all(isinstance(one, str) for one in titles.values()):
        raise table.bad("name", "a text, or a map of languages to texts")
    return dict(titles)


def _limits(table: Table) -> ProblemLimits:
    limits = ProblemLimits(
        time_limit_ms=max(1, round(1000 * table.number("time", 5.0, most=MOST_SECONDS))),
        memory_bytes=table.whole("memory", 512, most=MOST_MIB) * MIB,
        output_bytes=table.whole("output", 8, most=MOST_OUTPUT_MIB) * MIB,
        code_bytes=table.whole("code", 512, most=MOST_CODE_KIB) * 1024,
    )
    table.finish()
    return limits


def _interface(table: Table) -> Interface:
    members: dict[str, Member] = {}
    functions, classes = table.table("functions"), table.table("classes")
    table.finish()
    for name, _ in functions.rest():
        members[name] = _member(functions.table(_named(functions, name)), name)
    for owner, _ in classes.rest():
        one = classes.table(_named(classes, owner))
        parameters = _types(one, "constructor")
        members[f"{owner}.{CONSTRUCTOR}"] = Member(f"{owner}.{CONSTRUCTOR}", parameters, ValueType("nothing"))
        methods = one.table("methods")
        for name, _ in methods.rest():
            members[f"{owner}.{name}"] = _member(methods.table(_named(methods, name)), f"{owner}.{name}")
        one.finish()
    return Interface(members)


def _named(table: Table, name: str) -> str:
    if not _NAME.fullmatch(name) or name == CONSTRUCTOR:
        raise table.bad(name, "a name that every language can have, and not 'new'")
    return name


def _member(table: Table, name: str) -> Member:
    parameters = _types(table, "parameters")
    returns = _type(table, "returns", table.text("returns", "nothing") or "nothing")
    names = table.table("names")
    spelled = {language: names.text(language.value) or "" for language in LanguageId if names.has(language.value)}
    names.finish()
    fails = table.flag("fails", default=False)
    table.finish()
    return Member(name, parameters, returns, spelled, fails)


def _types(table: Table, key: str) -> tuple[ValueType, ...]:
    return tuple(_type(table, key, text) for text in table.words(key))


def _type(table: Table, key: str, text: str) -> ValueType:
    try:
        return parse_type(text)
    except ValueError as error:
        limit = "types out of int, float, bool, text, nothing, any, list<T>, map<int or text, T>, optional<T>"
        raise table.bad(key, limit) from error


def _languages(table: Table, files: Files, interface: Interface) -> dict[LanguageId, TaskLanguage]:
    found: dict[LanguageId, TaskLanguage] = {}
    for key, _ in table.rest():
        if key not in TASK_LANGUAGES:
            raise table.bad(key, "one of " + ", ".join(TASK_LANGUAGES))
        one = table.table(key)
        folder = one.text("starter", f"starter/{key}")
        starter = {
            path.removeprefix(f"{folder}/"): data for path, data in files.items() if path.startswith(f"{folder}/")
        }
        editable = one.words("editable") or (min(starter, default=""),)
        for name in editable:
            if name not in starter or name.startswith(RESERVED):
                raise one.bad("editable", f"files of {folder} (and not in {RESERVED}): {name!r} is none")
        entry = one.text("entry", editable[0]) or ""
        if entry not in starter:
            raise one.bad("entry", f"a file of {folder}")
        if key == LanguageId.GO and "/" not in entry:
            raise one.bad("entry", "a file in a folder, which is its package: ledger/ledger.go")
        one.finish()
        found[LanguageId(key)] = TaskLanguage(LanguageId(key), starter, editable, entry)
    if not found:
        raise table.bad("python3", "there, or another language")
    for language in (LanguageId.CPP, LanguageId.RUST):
        if interface.dynamic and language in found:
            raise table.bad(language, f"left out when the interface uses 'any', which {language.words} has not")
    return found


def _groups(
    table: Table, files: Files, interface: Interface, solved_in: tuple[LanguageId, ...]
) -> tuple[TaskGroup, ...]:
    rows = table.take("groups")
    if not isinstance(rows, list):
        raise table.bad("groups", "a sequence of groups of tests")
    found = [
        _group(Table(FILE, row, f"groups[{place}]"), files, interface, solved_in) for place, row in enumerate(rows)
    ]
    names = [group.name for group in found]
    if len(set(names)) != len(names):
        raise table.bad("groups", "a sequence of groups with different names")
    for group in found:
        if group.visible and group.points is not None:
            raise table.bad("groups", f"without points for the visible group {group.name!r}")
        if any(one.points is not None for one in found) and not group.visible and group.points is None:
            raise table.bad("groups", f"either all without points or with points for {group.name!r} as well")
    return tuple(found)


def _group(table: Table, files: Files, interface: Interface, solved_in: tuple[LanguageId, ...]) -> TaskGroup:
    name = table.text("name", required=True) or ""
    if not _GROUP.fullmatch(name):
        raise table.bad("name", "small letters, digits, '-' and '_'")
    visible = table.flag("visible", default=False)
    points = table.number("points", 0.0) if table.has("points") else None
    award = Award(table.choice("award", set(Award), Award.EACH))
    suite: Suite | None = None
    tests: tuple[CallTest | FrameworkTest, ...]
    if table.has("framework"):
        suite = _suite(table, files, solved_in)
        tests = _framework_tests(table, suite)
    else:
        path = table.text("calls", required=True) or ""
        tests = read_call_tests(path, _file(table, "calls", path, files), interface)
    table.finish()
    return TaskGroup(name, tests, visible, points, award, suite)


def _suite(table: Table, files: Files, solved_in: tuple[LanguageId, ...]) -> Suite:
    framework = Framework(table.choice("framework", set(Framework), Framework.PYTEST))
    placement = Placement(table.choice("run", set(Placement), Placement.APART))
    if placement is Placement.TOGETHER and solved_in != (framework.language,):
        raise table.bad("run", f"'apart', because not every solution is in {framework.language.words}")
    names = table.words("files")
    if not names:
        raise table.bad("files", "a sequence of the framework's test files")
    return Suite(framework, placement, {name: _file(table, "files", name, files) for name in names})


def _framework_tests(table: Table, suite: Suite) -> tuple[FrameworkTest, ...]:
    names = table.words("tests")
    if not names or len(set(names)) != len(names):
        raise table.bad("tests", "a sequence of the framework's names of tests, each once")
    expected = table.table("expect")
    if suite.placement is Placement.APART and expected.rest():
        raise table.bad("expect", "left out for tests that run apart: they compare for themselves")
    found = []
    for name in names:
        own = expected.table(name)
        found.append(FrameworkTest(name, {key: read_expected(own, key) for key, _ in own.rest()}))
    expected.finish()
    return tuple(found)


def _file(table: Table, key: str, path: str, files: Mapping[str, bytes]) -> bytes:
    if path not in files or path.startswith(RESERVED):
        raise table.bad(key, f"a file of the task: {path!r} is none")
    return files[path]
