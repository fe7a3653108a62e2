"""Test groups of versions `2025-09` and `2023-07-draft`: `test_group.yaml` in sample, secret and one level below."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from protocol.errors import InvalidInput
from runner.packages.fields import Table
from runner.packages.formats.metadata import Metadata
from runner.packages.model import Aggregation, FormatVersion, StaticValidation, TestGroup
from runner.packages.test_data import CaseReader, CaseSettings

GROUP_FILE = "test_group.yaml"
_SCORING_KEYS = ("max_score", "score_aggregation", "require_pass")
_MOST_SCORE = 10**9


@dataclass(frozen=True)
class _Rules:
    """What is true of the whole package; `static` tells whether there is a static validator."""

    reader: CaseReader
    metadata: Metadata
    static: bool

    @property
    def scoring(self) -> bool:
        return self.metadata.scoring


def read_root(reader: CaseReader, metadata: Metadata, *, static: bool) -> TestGroup:
    """The root with sample and secret. Raises InvalidInput naming file and key."""
    rules = _Rules(reader, metadata, static)
    _check_places(rules)
    groups = (_read_sample(rules), _read_secret(rules))
    # A failed sample ends a pass-fail judgement; in a scoring problem samples count for nothing.
    return TestGroup("data", groups=groups, stop_on_reject=not metadata.scoring)


def _check_places(rules: _Rules) -> None:
    """A test_group.yaml where none is allowed would silently not count."""
    tree = rules.reader.tree
    for place in tree.below("data"):
        if GROUP_FILE not in tree.names(place):
            continue
        parts = place.split("/")
        if place == "data":
            rules.reader.warnings.append(f"data/{GROUP_FILE}: only counts inside sample and secret and is not used.")
        elif (parts[1] == "sample" and len(parts) > 2) or (parts[1] == "secret" and len(parts) > 3):
            where = f"{place}/{GROUP_FILE}"
            limit = "in data/sample, data/secret or a folder directly in data/secret"
            raise InvalidInput(where, limit, f"{where}: test groups can only stand {limit}.")


def _read_sample(rules: _Rules) -> TestGroup:
    settings, table = _settings(rules, "data/sample", CaseSettings(full_feedback=True))
    for key in _SCORING_KEYS:
        if table.has(key):
            raise table.bad(key, "left out in data/sample")
    static = _static(rules, table, Aggregation.PASS_FAIL, None)
    table.warn_rest(rules.reader.warnings)
    cases = rules.reader.cases("data/sample", settings, deep=True)
    return TestGroup("sample", cases, aggregation=Aggregation.PASS_FAIL, static_validation=static)


def _read_secret(rules: _Rules) -> TestGroup:
    settings, table = _settings(rules, "data/secret", CaseSettings())
    names = _group_names(rules)
    secret = _group(rules, table, "secret", top=True)
    if not names:
        cases = rules.reader.cases("data/secret", settings, deep=True)
        if not cases:
            raise InvalidInput("data/secret", "at least one test", "data/secret: there is no test case.")
        return replace(secret, cases=cases)
    loose = rules.reader.cases("data/secret", settings, deep=False)
    if loose:
        where = f"data/{loose[0].name}.in"
        raise InvalidInput(where, "inside a group", f"{where}: test cases and test groups cannot stand side by side.")
    groups = [_read_group(rules, name, settings, secret) for name in names]
    _check_requirements(secret, groups)
    return replace(secret, groups=tuple(groups))


def _group_names(rules: _Rules) -> list[str]:
    tree = rules.reader.tree
    folders = tree.folders("data/secret")
    marked = [name for name in folders if GROUP_FILE in tree.names(f"data/secret/{name}")]
    if rules.reader.version is FormatVersion.V2023_07_DRAFT and not tree.stems("data/secret", deep=False):
        return folders  # in the draft each folder is a group
    for name in folders:
        if marked and name not in marked:
            where = f"data/secret/{name}"
            limit = f"a group with a file {GROUP_FILE}"
            raise InvalidInput(where, limit, f"{where}: must be {limit}, because its neighbour {marked[0]} is one.")
    return marked


def _read_group(rules: _Rules, name: str, inherited: CaseSettings, secret: TestGroup) -> TestGroup:
    folder = f"data/secret/{name}"
    settings, table = _settings(rules, folder, inherited)
    group = _group(rules, table, f"secret/{name}", top=False)
    if rules.scoring and group.max_score is None and secret.max_score is not None:
        raise table.bad("max_score", "given, because data/secret has a maximum score")
    if rules.scoring and secret.aggregation is Aggregation.PASS_FAIL and group.aggregation is not Aggregation.PASS_FAIL:
        raise table.bad("score_aggregation", "pass-fail, because data/secret is")
    cases = rules.reader.cases(folder, settings, deep=True)
    if not cases and group.static_validation is None:
        raise InvalidInput(folder, "at least one test", f"{folder}: there is no test case.")
    return replace(group, cases=cases)


def _group(rules: _Rules, table: Table, name: str, *, top: bool) -> TestGroup:
    if not rules.scoring:
        for key in _SCORING_KEYS:
            if table.has(key):
                raise table.bad(key, "left out in a pass-fail problem")
        static = _static(rules, table, Aggregation.PASS_FAIL, None)
        table.warn_rest(rules.reader.warnings)
        return TestGroup(name, aggregation=Aggregation.PASS_FAIL, static_validation=static)
    default = Aggregation.SUM if top else Aggregation.PASS_FAIL
    aggregation = Aggregation(table.choice("score_aggregation", {"pass-fail", "sum", "min"}, default))
    maximum = _max_score(table, top=top)
    if aggregation is Aggregation.PASS_FAIL and maximum is None:
        raise table.bad("max_score", "a whole number in a group with pass-fail aggregation")
    required = table.take("require_pass")
    names = (
        ()
        if required is None
        else table.as_words("require_pass", [required] if isinstance(required, str) else required)
    )
    static = _static(rules, table, aggregation, maximum)
    table.warn_rest(rules.reader.warnings)
    return TestGroup(
        name,
        aggregation=aggregation,
        max_score=maximum,
        stop_on_reject=aggregation is not Aggregation.SUM,
        require_pass=names,
        static_validation=static,
    )


def _static(
    rules: _Rules, table: Table, aggregation: Aggregation, group_maximum: float | None
) -> StaticValidation | None:
    key = "static_validation_score"
    value = table.take(key)
    if value is None:
        if table.has("static_validator_args"):
            raise table.bad("static_validator_args", f"left out without {key}")
        return None
    if not rules.static:
        raise table.bad(key, "left out, because there is no static_validator")
    args = table.words("static_validator_args")
    unscored = aggregation is Aggregation.PASS_FAIL
    if value == "pass-fail":
        if not unscored:
            raise table.bad(key, f"a whole number, because the group's aggregation is {aggregation.value}")
        return StaticValidation(args)
    if unscored:
        raise table.bad(key, "pass-fail, because the group is not scored test by test")
    if not _is_score(value):
        raise table.bad(key, "a whole number that is not negative, or pass-fail")
    if group_maximum is not None and value > group_maximum:
        raise table.bad(key, f"at most the group's max_score ({group_maximum:g})")
    return StaticValidation(args, float(value))


def _max_score(table: Table, *, top: bool) -> float | None:
    value = table.take("max_score")
    if value is None:
        return 100.0 if top else None
    if value == "unbounded":
        return None
    if not _is_score(value):
        raise table.bad("max_score", "a whole number that is not negative, or unbounded")
    return float(value)


def _is_score(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int) and 0 <= value <= _MOST_SCORE


def _check_requirements(secret: TestGroup, groups: list[TestGroup]) -> None:
    passable = {"sample"}
    for group in (secret, *groups):
        for name in group.require_pass:
            if name not in passable:
                file = f"data/{group.name}/{GROUP_FILE}"
                limit = "sample or an earlier group with pass-fail aggregation"
                limit = "sample" if group is secret else limit
                raise InvalidInput(f"{file}: require_pass", limit, f"{file}: require_pass {name!r} must be {limit}.")
        if group is not secret and group.aggregation is Aggregation.PASS_FAIL:
            passable.add(group.name)


def _settings(rules: _Rules, folder: str, inherited: CaseSettings) -> tuple[CaseSettings, Table]:
    file = f"{folder}/{GROUP_FILE}"
    table = Table.parse(file, rules.reader.tree.files.get(file, b""))
    return inherited.read(table), table
