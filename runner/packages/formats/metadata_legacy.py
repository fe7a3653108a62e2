"""problem.yaml of versions `legacy` and `legacy-icpc`.

Guarantees: keys that the version does not know are refused, except a time limit and the old defaults for test groups,
which the usual tools write and read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from runner.packages.fields import Table
from runner.packages.formats.metadata import FILE, MOST_SECONDS, Metadata, read_rights, read_sizes
from runner.packages.model import FormatVersion, ProblemLimits

_ICPC_LACKS = ("type", "grading")
_OLD_DEFAULTS = ("accept_score", "reject_score", "range", "on_reject")
_MOST_MULTIPLIER = 1_000.0


def read_metadata(table: Table, version: FormatVersion, warnings: list[str]) -> Metadata:
    """problem.yaml. Raises InvalidInput naming the key."""
    if version is FormatVersion.LEGACY_ICPC:
        for key in _ICPC_LACKS:
            if table.has(key):
                raise table.bad(key, "left out in version legacy-icpc")
    scoring = table.choice("type", {"pass-fail", "scoring"}, "pass-fail") == "scoring"
    validation = _validation(table, version, scoring=scoring)
    author, source = table.text("author"), table.text("source")
    if table.has("source_url") and source is None:
        raise table.bad("source_url", "left out, because there is no source")
    if table.has("grading") and not scoring:
        raise table.bad("grading", "left out in a pass-fail problem")
    maximise, defaults = _grading(table.table("grading"), warnings)
    metadata = Metadata(
        titles=_titles(table),
        limits=_read_limits(table.table("limits"), warnings),
        scoring=scoring,
        interactive="interactive" in validation,
        uuid=table.text("uuid"),
        license=read_rights(table, others=bool(author or source)),
        validator_flags=table.shell_words("validator_flags"),
        custom_validator=validation[0] == "custom",
        validator_scores="score" in validation,
        maximise=maximise,
        grading=defaults,
    )
    table.text("source_url")
    table.text("keywords")
    table.finish()
    return metadata


def _validation(table: Table, version: FormatVersion, *, scoring: bool) -> list[str]:
    words = (table.text("validation", "default") or "default").split() or [""]
    limit = "default, or custom, custom interactive, custom score or custom interactive score"
    options = words[1:]
    if version is FormatVersion.LEGACY_ICPC:
        limit = "default, custom or custom interactive"
    good = words[0] == "custom" or (words[0] == "default" and not options)
    known = {"interactive"} if version is FormatVersion.LEGACY_ICPC else {"interactive", "score"}
    if not good or not set(options) <= known or len(set(options)) != len(options):
        raise table.bad("validation", limit)
    if "score" in options and not scoring:
        raise table.bad("validation", "without score, because the problem is pass-fail")
    return words


def _grading(table: Table, warnings: list[str]) -> tuple[bool, dict[str, Any]]:
    objective = table.choice("objective", {"min", "max"}, "max")
    table.flag("show_test_data_groups", default=False)
    defaults = {key: table.take(key) for key in _OLD_DEFAULTS if table.has(key)}
    if defaults:
        names = ", ".join(defaults)
        warnings.append(
            f"{FILE}: grading: {names} belong into data/testdata.yaml; they are read as if they stood there."
        )
    table.finish()
    return objective == "max", defaults


def _read_limits(table: Table, warnings: list[str]) -> ProblemLimits:
    usual = ProblemLimits()
    given = table.has("time_limit")
    if given:
        warnings.append(f"{FILE}: limits.time_limit is not a key of the legacy format, but usual; it is kept.")
    limits = replace(
        usual,
        time_limit_ms=max(1, round(1000 * table.number("time_limit", usual.time_limit_ms / 1000, most=MOST_SECONDS))),
        time_limit_given=given,
        ac_to_time_limit=table.number("time_multiplier", 5.0, most=_MOST_MULTIPLIER),
        time_limit_to_tle=table.number("time_safety_margin", 2.0, most=_MOST_MULTIPLIER),
        **read_sizes(table, usual),
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
