"""Test groups of versions `legacy` and `legacy-icpc`: the tree of `testdata.yaml`, the flags of the default grader.

Packages of `2023-07-draft` that keep their groups in `testdata.yaml`, as the first tools for the draft did, are read
here too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from protocol.errors import InvalidInput
from runner.packages.fields import Table
from runner.packages.formats.metadata import FILE, Metadata
from runner.packages.model import Aggregation, TestGroup, VerdictMode
from runner.packages.test_data import CaseReader, CaseSettings

GROUP_FILE = "testdata.yaml"
_SCORE_MODES = {"sum": Aggregation.SUM, "avg": Aggregation.AVERAGE, "min": Aggregation.MIN, "max": Aggregation.MAX}
_VERDICT_MODES = {mode.value: mode for mode in VerdictMode}
_OLD_REJECTS = {"first_error": "break", "worst_error": "continue", "grade": "continue"}
_MOST_DEPTH = 10


@dataclass(frozen=True)
class Programs:
    """Names of the package's own validators and whether it has a grader, for what settings may name."""

    input_validators: tuple[str, ...] = ()
    output_validators: tuple[str, ...] = ()
    grader: bool = False


@dataclass(frozen=True)
class _Node:
    """The settings of one folder; what a folder does not set it has from the one above."""

    case: CaseSettings = CaseSettings()  # noqa: RUF009 - a frozen value
    stop_on_reject: bool = True
    custom_grader: bool = False
    grader_flags: tuple[str, ...] = ()
    accept_score: float = 1.0
    reject_score: float = 0.0
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True)
class _Rules:
    reader: CaseReader
    metadata: Metadata
    programs: Programs


def read_root(reader: CaseReader, metadata: Metadata, programs: Programs) -> TestGroup:
    """The whole tree: `data` with `sample` and `secret`; the package's validator flags stand before every test's own.

    Raises InvalidInput naming file and key.
    """
    rules = _Rules(reader, metadata, programs)
    top = _Node()
    if metadata.grading:
        old = Table(FILE, _translated(metadata.grading), "grading")
        top = _own_settings(rules, old, top)
    root = _settings(rules, "data", top)
    sample = _read_group(rules, "data/sample", root)
    secret = _read_group(rules, "data/secret", root)
    if not any(secret.all_cases()):
        raise InvalidInput("data/secret", "at least one test", "data/secret: there is no test case.")
    flags = metadata.validator_flags
    return replace(_group("data", root), groups=(_with_flags(sample, flags), _with_flags(secret, flags)))


def _translated(grading: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of very old packages in the words of testdata.yaml."""
    values = dict(grading)
    if "on_reject" in values:
        word = values["on_reject"]
        values["on_reject"] = _OLD_REJECTS.get(word, word) if isinstance(word, str) else word
    return values


def _with_flags(group: TestGroup, flags: tuple[str, ...]) -> TestGroup:
    if not flags:
        return group
    cases = tuple(replace(case, validator_args=(*flags, *case.validator_args)) for case in group.cases)
    return replace(group, cases=cases, groups=tuple(_with_flags(one, flags) for one in group.groups))


def _read_group(rules: _Rules, folder: str, inherited: _Node) -> TestGroup:
    if folder.count("/") > _MOST_DEPTH:
        raise InvalidInput(folder, f"{_MOST_DEPTH} levels", f"{folder}: groups go deeper than {_MOST_DEPTH} levels.")
    node = _settings(rules, folder, inherited)
    groups = [_read_group(rules, f"{folder}/{name}", node) for name in rules.reader.tree.folders(folder)]
    cases = rules.reader.cases(folder, node.case, deep=False)
    group = _group(folder.removeprefix("data/"), node)
    return replace(group, cases=cases, groups=tuple(one for one in groups if one.cases or one.groups))


def _group(name: str, node: _Node) -> TestGroup:
    group = TestGroup(
        name,
        verdict_mode=VerdictMode.WORST_ERROR,
        max_score=node.high if math.isfinite(node.high) else None,
        min_score=node.low if math.isfinite(node.low) else None,
        accept_score=node.accept_score,
        reject_score=node.reject_score,
        stop_on_reject=node.stop_on_reject,
        custom_grader=node.custom_grader,
        grader_flags=node.grader_flags,
    )
    return group if node.custom_grader else _with_default_grader(group, name)


def _with_default_grader(group: TestGroup, name: str) -> TestGroup:
    for flag in group.grader_flags:
        if flag in _SCORE_MODES:
            group = replace(group, aggregation=_SCORE_MODES[flag])
        elif flag in _VERDICT_MODES:
            group = replace(group, verdict_mode=_VERDICT_MODES[flag])
        elif flag == "accept_if_any_accepted":
            group = replace(group, any_accepted=True)
        elif flag == "ignore_sample" and name == "data":
            group = replace(group, ignore_sample=True)
        else:
            file = f"data/{GROUP_FILE}" if name == "data" else f"data/{name}/{GROUP_FILE}"
            limit = "flags of the default grader"
            words = f"{file}: the grader flag {flag!r} is not one of the {limit}."
            if flag == "ignore_sample":
                limit, words = "only in data/testdata.yaml", f"{file}: the grader flag ignore_sample is for data alone."
            raise InvalidInput(f"{file}: grader_flags", limit, words)
    return group


def _settings(rules: _Rules, folder: str, above: _Node) -> _Node:
    # ignore_sample is for the root alone and is not handed down.
    if not above.custom_grader:
        above = replace(above, grader_flags=tuple(flag for flag in above.grader_flags if flag != "ignore_sample"))
    file = f"{folder}/{GROUP_FILE}"
    files = rules.reader.tree.files
    if file not in files:
        return above
    table = Table.parse(file, files[file])
    node = _own_settings(rules, table, above)
    table.warn_rest(rules.reader.warnings)
    return node


def _own_settings(rules: _Rules, table: Table, above: _Node) -> _Node:
    custom = table.choice("grading", {"default", "custom"}, "custom" if above.custom_grader else "default") == "custom"
    if custom and not rules.programs.grader:
        raise table.bad("grading", "default, because there is no program in graders")
    if custom and not rules.metadata.scoring:
        raise table.bad("grading", "default in a pass-fail problem")
    for key in ("accept_score", "reject_score", "range"):
        if table.has(key) and not rules.metadata.scoring:
            raise table.bad(key, "left out in a pass-fail problem")
    low, high = _range(table, above)
    reject = table.choice("on_reject", {"break", "continue"}, "break" if above.stop_on_reject else "continue")
    return _Node(
        case=_case_settings(rules, table, above.case),
        stop_on_reject=reject == "break",
        custom_grader=custom,
        grader_flags=table.shell_words("grader_flags", above.grader_flags),
        accept_score=_score(table, "accept_score", above.accept_score),
        reject_score=_score(table, "reject_score", above.reject_score),
        low=low,
        high=high,
    )


def _case_settings(rules: _Rules, table: Table, above: CaseSettings) -> CaseSettings:
    """Flags are a text for every validator, or a map with the name of one and its flags."""
    key = "output_validator_flags"
    if isinstance(table.peek(key), dict):
        known = rules.programs.output_validators
        name, flags = _named(table, key, known)
        if len(known) > 1:
            raise table.bad(key, f"a text, because there are {len(known)} output validators and all of them are run")
        above = replace(above, validator_args=flags)
    else:
        above = replace(above, validator_args=table.shell_words(key, above.validator_args))
    key = "input_validator_flags"
    if isinstance(table.peek(key), dict):
        name, flags = _named(table, key, rules.programs.input_validators)
        return replace(above, input_validator_args=(), named_input_args=MappingProxyType({name: flags}))
    if not table.has(key):
        return above
    return replace(above, input_validator_args=table.shell_words(key), named_input_args=None)


def _named(table: Table, key: str, known: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    inner = table.table(key)
    name = inner.text("name", required=True) or ""
    flags = inner.shell_words("flags")
    inner.finish()
    base = {one.rpartition(".")[0] or one: one for one in known}
    if name not in known and name not in base:
        raise table.bad(f"{key}.name", "one of " + ", ".join(known) if known else "left out, because there is none")
    return (name if name in known else base[name]), flags


def _score(table: Table, key: str, default: float) -> float:
    value = table.scalar(key)
    try:
        number = default if value is None else float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise table.bad(key, "a number")
    return number


def _range(table: Table, above: _Node) -> tuple[float, float]:
    value = table.scalar("range")
    if value is None:
        return above.low, above.high
    try:
        low, high = (float(part) for part in value.split())
    except ValueError as error:
        raise table.bad("range", "two numbers with a space between") from error
    if not low <= high:
        raise table.bad("range", "two numbers, the smaller first")
    return low, high
