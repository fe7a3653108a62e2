"""Version `2025-09` of the problem package format: problem.yaml and test data.

Guarantees: what the spine cannot do yet (interactive, multi-pass, submit-answer, static validators) is refused by
name, never half done.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages.fields import Table
from runner.packages.model import MIB, Aggregation, ProblemLimits, TestGroup
from runner.packages.sources import Files
from runner.packages.test_data import CaseSettings, cases_in, check_strays, input_validator_arguments
from runner.statements.constants import Constants

FILE = "problem.yaml"
_TYPES = frozenset({"pass-fail", "scoring", "multi-pass", "interactive", "submit-answer"})
_LICENSES = {"unknown", "public domain", "cc0", "cc by", "cc by-sa", "educational", "permission"}
_UNUSED = ("version", "credits", "source", "rights_owner", "embargo_until", "keywords")


@dataclass(frozen=True)
class Metadata:
    """What problem.yaml says, in either version."""

    titles: Mapping[str, str]
    scoring: bool
    limits: ProblemLimits
    uuid: str | None
    languages: tuple[LanguageId, ...]
    constants: Constants
    validator_flags: tuple[str, ...] = ()
    custom_validator: bool | None = None
    validator_scores: bool = True
    maximise: bool = True


def read_metadata(table: Table) -> Metadata:
    """problem.yaml. Raises InvalidInput naming the key."""
    types = _types(table)
    uuid = table.text("uuid", required=True)
    table.choice("license", _LICENSES, "unknown")
    table.flag("allow_file_writing", default=False)  # every box has a folder of its own in which programs may write
    metadata = Metadata(
        titles=_titles(table),
        scoring="scoring" in types,
        limits=read_limits(table.table("limits")),
        uuid=uuid,
        languages=_languages(table),
        constants=_constants(table.table("constants"), table),
    )
    table.ignore(*_UNUSED)
    table.finish()
    return metadata


def read_limits(table: Table) -> ProblemLimits:
    """The map `limits`. Raises InvalidInput."""
    given = table.has("time_limit")
    factors = table.table("time_multipliers")
    usual = ProblemLimits()
    limits = ProblemLimits(
        time_limit_ms=round(1000 * table.number("time_limit", usual.time_limit_ms / 1000)),
        memory_bytes=table.whole("memory", usual.memory_bytes // MIB) * MIB,
        output_bytes=table.whole("output", usual.output_bytes // MIB) * MIB,
        code_bytes=table.whole("code", usual.code_bytes // 1024) * 1024,
        compilation_time_ms=table.whole("compilation_time", usual.compilation_time_ms // 1000) * 1000,
        compilation_memory_bytes=table.whole("compilation_memory", usual.compilation_memory_bytes // MIB) * MIB,
        validation_time_ms=table.whole("validation_time", usual.validation_time_ms // 1000) * 1000,
        validation_memory_bytes=table.whole("validation_memory", usual.validation_memory_bytes // MIB) * MIB,
        validation_output_bytes=table.whole("validation_output", usual.validation_output_bytes // MIB) * MIB,
        time_limit_given=given,
        ac_to_time_limit=factors.number("ac_to_time_limit", 2.0, above=1, or_equal=True),
        time_limit_to_tle=factors.number("time_limit_to_tle", 1.5, above=1, or_equal=True),
        time_resolution_s=table.number("time_resolution", 1.0),
    )
    factors.finish()
    table.finish()
    steps = limits.time_limit_ms / 1000 / limits.time_resolution_s
    if given and not math.isclose(steps, round(steps), abs_tol=1e-6):
        raise table.bad("time_limit", f"a multiple of time_resolution ({limits.time_resolution_s:g} s)")
    return limits


def read_groups(files: Files, *, scoring: bool) -> tuple[TestGroup, TestGroup]:
    """(sample, secret). Raises InvalidInput naming file and key."""
    check_strays(files, "data")
    sample_settings, sample_table = _group_settings(files, "data/sample", CaseSettings())
    for key in ("max_score", "score_aggregation", "require_pass"):
        if sample_table.has(key):
            raise sample_table.bad(key, "left out in data/sample")
    sample_table.finish()
    sample = cases_in(files, "data/sample", sample_settings, deep=True, own_settings=True)
    sample_group = TestGroup("sample", tuple(sample), aggregation=Aggregation.PASS_FAIL)
    return sample_group, _read_secret(files, scoring=scoring)


def _read_secret(files: Files, *, scoring: bool) -> TestGroup:
    settings, table = _group_settings(files, "data/secret", CaseSettings())
    names = sorted(
        path.split("/")[2] for path in files if path.startswith("data/secret/") and path.count("/") == 3
        and path.endswith("/test_group.yaml")
    )  # fmt: skip
    secret = _group(table, "secret", scoring=scoring, top=True)
    if not names:
        cases = cases_in(files, "data/secret", settings, deep=True, own_settings=True)
        if not cases:
            raise InvalidInput("data/secret", "at least one test", "data/secret: there is no test case.")
        return replace(secret, cases=tuple(cases))
    loose = cases_in(files, "data/secret", settings, deep=False, own_settings=True)
    if loose:
        where = f"data/{loose[0].name}.in"
        raise InvalidInput(where, "inside a group", f"{where}: test cases and test groups cannot stand side by side.")
    groups = [_read_group(files, name, settings, secret, scoring=scoring) for name in names]
    _check_requirements(groups)
    return replace(secret, groups=tuple(groups))


def _read_group(files: Files, name: str, inherited: CaseSettings, secret: TestGroup, *, scoring: bool) -> TestGroup:
    folder = f"data/secret/{name}"
    settings, table = _group_settings(files, folder, inherited)
    group = _group(table, f"secret/{name}", scoring=scoring, top=False)
    if scoring and group.max_score is None and secret.max_score is not None:
        raise table.bad("max_score", "given, because data/secret has a maximum score")
    if scoring and secret.aggregation is Aggregation.PASS_FAIL and group.aggregation is not Aggregation.PASS_FAIL:
        raise table.bad("score_aggregation", "pass-fail, because data/secret is")
    cases = cases_in(files, folder, settings, deep=True, own_settings=True)
    if not cases:
        raise InvalidInput(folder, "at least one test", f"{folder}: there is no test case.")
    return replace(group, cases=tuple(cases))


def _group(table: Table, name: str, *, scoring: bool, top: bool) -> TestGroup:
    if not scoring:
        for key in ("max_score", "score_aggregation", "require_pass"):
            if table.has(key):
                raise table.bad(key, "left out in a pass-fail problem")
        table.finish()
        return TestGroup(name, aggregation=Aggregation.PASS_FAIL)
    default = Aggregation.SUM if top else Aggregation.PASS_FAIL
    aggregation = Aggregation(table.choice("score_aggregation", {"pass-fail", "sum", "min"}, default))
    maximum = _max_score(table, top=top)
    if aggregation is Aggregation.PASS_FAIL and maximum is None:
        raise table.bad("max_score", "a whole number in a group with pass-fail aggregation")
    required = table.take("require_pass") or []
    required = [required] if isinstance(required, str) else required
    if not isinstance(required, list) or not all(isinstance(item, str) for item in required):
        raise table.bad("require_pass", "the name of a group, or a sequence of names")
    table.finish()
    stop = aggregation is not Aggregation.SUM
    return TestGroup(
        name, aggregation=aggregation, max_score=maximum, stop_on_reject=stop, require_pass=tuple(required)
    )


def _max_score(table: Table, *, top: bool) -> float | None:
    value = table.take("max_score")
    if value is None:
        return 100.0 if top else None
    if value == "unbounded":
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise table.bad("max_score", "a whole number that is not negative, or unbounded")
    return float(value)


def _check_requirements(groups: list[TestGroup]) -> None:
    passable = {"sample"}
    for group in groups:
        for name in group.require_pass:
            if name not in passable:
                file = f"data/{group.name}/test_group.yaml"
                limit = "sample or an earlier group with pass-fail aggregation"
                raise InvalidInput(f"{file}: require_pass", limit, f"{file}: require_pass {name!r} must be {limit}.")
        if group.aggregation is Aggregation.PASS_FAIL:
            passable.add(group.name)


def _group_settings(files: Files, folder: str, inherited: CaseSettings) -> tuple[CaseSettings, Table]:
    file = f"{folder}/test_group.yaml"
    table = Table.parse(file, files.get(file, b""))
    settings = CaseSettings(
        table.words("args", inherited.args),
        table.words("output_validator_args", inherited.validator_args),
        input_validator_arguments(table, inherited.input_validator_args),
    )
    if table.has("static_validation_score") or table.has("static_validator_args"):
        raise InvalidInput(file, "no static validation", f"{file}: static validators are not supported.")
    table.ignore("input_visualizer_args", "output_visualizer_args", "full_feedback")
    return settings, table


def _types(table: Table) -> set[str]:
    raw = table.take("type")
    names = ["pass-fail"] if raw is None else [raw] if isinstance(raw, str) else raw
    if not isinstance(names, list) or not names or len({str(name) for name in names}) != len(names):
        raise table.bad("type", "a text, or a sequence of different texts")
    if any(name not in _TYPES for name in names) or {"pass-fail", "scoring"} <= set(names):
        raise table.bad("type", "pass-fail or scoring")
    for name in ("interactive", "multi-pass", "submit-answer"):
        if name in names:
            raise InvalidInput(f"{FILE}: type", "pass-fail or scoring", f"{FILE}: {name} problems are not supported.")
    return set(names)


def _titles(table: Table) -> dict[str, str]:
    raw = table.take("name")
    titles = {"en": raw} if isinstance(raw, str) else raw
    valid = (
        isinstance(titles, dict) and titles and all(isinstance(part, str) for item in titles.items() for part in item)
    )
    if not valid or not all(str(title).strip() for title in titles.values()):
        raise table.bad("name", "a title, or a map of languages to titles")
    return dict(titles)


def _languages(table: Table) -> tuple[LanguageId, ...]:
    raw = table.take("languages")
    names = [raw] if isinstance(raw, str) else raw
    if names is None or names == ["all"]:
        return tuple(LanguageId)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise table.bad("languages", "all, or a sequence of language codes")
    known = tuple(language for language in LanguageId if language.value in names)
    if not known:
        raise table.bad("languages", "one of " + ", ".join(LanguageId) + " (others cannot be run here)")
    return known


def _constants(values: Table, table: Table) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, raw in values.rest():
        variants = raw if isinstance(raw, dict) else {"value": raw}
        scalars = all(isinstance(one, (int, float, str)) and not isinstance(one, bool) for one in variants.values())
        if not name.isidentifier() or not name.isascii() or "value" not in variants or not scalars:
            raise table.bad(f"constants.{name}", "a number, a text, or a map of them with the key value")
        found[name] = {str(variant): str(one) for variant, one in variants.items()}
    return found
