"""Version `legacy` of the problem package format: problem.yaml, the tree of `testdata.yaml`, the grader's flags.

Guarantees: custom graders and interactive validation are refused by name, never half done.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages.fields import Table
from runner.packages.format_2025 import FILE, Metadata
from runner.packages.model import MIB, Aggregation, ProblemLimits, TestGroup, VerdictMode
from runner.packages.sources import Files
from runner.packages.test_data import CaseSettings, cases_in, check_strays

_LICENSES = {"unknown", "public domain", "cc0", "cc by", "cc by-sa", "educational", "permission"}
_UNUSED = ("author", "source", "source_url", "rights_owner", "keywords", "uuid")
_SCORE_MODES = {"sum": Aggregation.SUM, "avg": Aggregation.AVERAGE, "min": Aggregation.MIN, "max": Aggregation.MAX}
_VERDICT_MODES = {mode.value: mode for mode in VerdictMode}


@dataclass(frozen=True)
class _Node:
    """The settings of one folder; what a folder does not set it has from the one above."""

    case: CaseSettings = CaseSettings()  # noqa: RUF009 - a frozen value
    stop_on_reject: bool = True
    grader_flags: tuple[str, ...] = ()
    accept_score: float = 1.0
    reject_score: float = 0.0
    low: float = -math.inf
    high: float = math.inf


def read_metadata(table: Table) -> Metadata:
    """problem.yaml. Raises InvalidInput naming the key."""
    scoring = table.choice("type", {"pass-fail", "scoring"}, "pass-fail") == "scoring"
    table.choice("license", _LICENSES, "unknown")
    validation = (table.text("validation", "default") or "default").split()
    if validation[0] not in {"default", "custom"} or not set(validation[1:]) <= {"score", "interactive"}:
        raise table.bad("validation", "default, or custom with score")
    if "interactive" in validation:
        raise InvalidInput(
            f"{FILE}: validation", "default or custom", f"{FILE}: interactive problems are not supported."
        )
    grading = table.table("grading")
    objective = grading.choice("objective", {"min", "max"}, "max")
    grading.ignore("show_test_data_groups")
    grading.finish()
    metadata = Metadata(
        titles=_titles(table),
        scoring=scoring,
        limits=_read_limits(table.table("limits")),
        uuid=table.text("uuid"),
        languages=tuple(LanguageId),
        constants={},
        validator_flags=table.shell_words("validator_flags"),
        custom_validator=validation[0] == "custom",
        validator_scores="score" in validation,
        maximise=objective == "max",
    )
    table.ignore(*_UNUSED)
    table.finish()
    return metadata


def read_root(files: Files, flags: tuple[str, ...], *, scoring: bool) -> TestGroup:
    """The whole tree: `data` with `sample` and `secret`; `flags` stand before every test's validator arguments.

    Raises InvalidInput naming file and key.
    """
    check_strays(files, "data")
    root = _settings(files, "data", _Node(), scoring=scoring)
    sample = _read_group(files, "data/sample", root, scoring=scoring)
    secret = _read_group(files, "data/secret", root, scoring=scoring)
    if not any(secret.all_cases()):
        raise InvalidInput("data/secret", "at least one test", "data/secret: there is no test case.")
    group = _group("data", root)
    return replace(group, groups=(_with_flags(sample, flags), _with_flags(secret, flags)))


def _with_flags(group: TestGroup, flags: tuple[str, ...]) -> TestGroup:
    cases = tuple(replace(case, validator_args=(*flags, *case.validator_args)) for case in group.cases)
    return replace(group, cases=cases, groups=tuple(_with_flags(one, flags) for one in group.groups))


def _read_group(files: Files, folder: str, inherited: _Node, *, scoring: bool) -> TestGroup:
    node = _settings(files, folder, inherited, scoring=scoring)
    below = {path.removeprefix(f"{folder}/").split("/")[0] for path in files if path.startswith(f"{folder}/")}
    folders = sorted(name for name in below if any(path.startswith(f"{folder}/{name}/") for path in files))
    groups = [_read_group(files, f"{folder}/{name}", node, scoring=scoring) for name in folders]
    cases = cases_in(files, folder, node.case, deep=False, own_settings=False)
    group = _group(folder.removeprefix("data/"), node)
    return replace(group, cases=tuple(cases), groups=tuple(one for one in groups if any(one.all_cases())))


def _group(name: str, node: _Node) -> TestGroup:
    group = TestGroup(
        name,
        verdict_mode=VerdictMode.WORST_ERROR,
        max_score=node.high if math.isfinite(node.high) else None,
        min_score=node.low if math.isfinite(node.low) else None,
        accept_score=node.accept_score,
        reject_score=node.reject_score,
        stop_on_reject=node.stop_on_reject,
    )
    for flag in node.grader_flags:
        if flag in _SCORE_MODES:
            group = replace(group, aggregation=_SCORE_MODES[flag])
        elif flag in _VERDICT_MODES:
            group = replace(group, verdict_mode=_VERDICT_MODES[flag])
        elif flag == "accept_if_any_accepted":
            group = replace(group, any_accepted=True)
        elif flag == "ignore_sample" and name == "data":
            group = replace(group, ignore_sample=True)
        else:
            file = f"data/{name}/testdata.yaml" if name != "data" else "data/testdata.yaml"
            limit = "flags of the default grader"
            raise InvalidInput(
                f"{file}: grader_flags", limit, f"{file}: the grader flag {flag!r} is not one of the {limit}."
            )
    return group


def _settings(files: Files, folder: str, above: _Node, *, scoring: bool) -> _Node:
    file = f"{folder}/testdata.yaml"
    if file not in files:
        # ignore_sample is for the root alone and is not handed down.
        return replace(above, grader_flags=tuple(flag for flag in above.grader_flags if flag != "ignore_sample"))
    table = Table.parse(file, files[file])
    if table.choice("grading", {"default", "custom"}, "default") == "custom":
        raise InvalidInput(f"{file}: grading", "default", f"{file}: custom graders are not supported.")
    for key in ("accept_score", "reject_score", "range"):
        if table.has(key) and not scoring:
            raise table.bad(key, "left out in a pass-fail problem")
    inherited_flags = tuple(flag for flag in above.grader_flags if flag != "ignore_sample")
    low, high = _range(table, above)
    reject = table.choice("on_reject", {"break", "continue"}, "break" if above.stop_on_reject else "continue")
    node = _Node(
        case=CaseSettings(
            (),
            table.shell_words("output_validator_flags", above.case.validator_args),
            table.shell_words("input_validator_flags", above.case.input_validator_args),
        ),
        stop_on_reject=reject == "break",
        grader_flags=table.shell_words("grader_flags", inherited_flags),
        accept_score=_score(table, "accept_score", above.accept_score),
        reject_score=_score(table, "reject_score", above.reject_score),
        low=low,
        high=high,
    )
    table.finish()
    return node


def _score(table: Table, key: str, default: float) -> float:
    value = table.take(key)
    try:
        return default if value is None else float(value)
    except (TypeError, ValueError) as error:
        raise table.bad(key, "a number") from error


def _range(table: Table, above: _Node) -> tuple[float, float]:
    value = table.take("range")
    if value is None:
        return above.low, above.high
    try:
        low, high = (float(part) for part in str(value).split())
    except ValueError as error:
        raise table.bad("range", "two numbers with a space between") from error
    if not low <= high:
        raise table.bad("range", "two numbers, the smaller first")
    return low, high


def _read_limits(table: Table) -> ProblemLimits:
    usual = ProblemLimits()
    given = table.has("time_limit")  # not in the format, but what every tool writes
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
        ac_to_time_limit=table.number("time_multiplier", 5.0, above=1, or_equal=True),
        time_limit_to_tle=table.number("time_safety_margin", 2.0, above=1, or_equal=True),
    )
    table.finish()
    return limits


def _titles(table: Table) -> dict[str, str]:
    raw = table.take("name")
    if raw is None:
        return {}
    titles = {"en": raw} if isinstance(raw, str) else raw
    if not isinstance(titles, dict) or not all(isinstance(part, str) for item in titles.items() for part in item):
        raise table.bad("name", "a title")
    return dict(titles)
