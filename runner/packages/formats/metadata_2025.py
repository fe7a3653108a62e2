"""problem.yaml of version `2025-09` and of its draft `2023-07-draft`.

Guarantees: keys that the version does not know are refused, except those of older drafts that say nothing about
judging; what this system could not keep (limits) is refused by name.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import replace

from protocol.verdicts import LanguageId
from runner.packages.fields import Table
from runner.packages.formats.credits import read_credits, read_source
from runner.packages.formats.language_codes import CODES
from runner.packages.formats.metadata import (
    FILE,
    LEAST_RESOLUTION_S,
    MOST_PASSES,
    MOST_SECONDS,
    Metadata,
    read_rights,
    read_sizes,
)
from runner.packages.model import FormatVersion, ProblemLimits

_TYPES = ("pass-fail", "scoring", "multi-pass", "interactive", "submit-answer")
_INCOMPATIBLE = (("pass-fail", "scoring"), ("submit-answer", "multi-pass"), ("submit-answer", "interactive"))
_OLDER_KEYS = ("source_url", "author")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
_MOST_MULTIPLIER = 1_000.0


def read_metadata(table: Table, version: FormatVersion, warnings: list[str]) -> Metadata:
    """problem.yaml. Raises InvalidInput naming the key."""
    kinds = _types(table)
    uuid = table.text("uuid", required=True)
    table.scalar("version")
    authors, source = read_credits(table), read_source(table)
    _warn_of_embargo(table, warnings)
    table.words("keywords")
    metadata = Metadata(
        titles=_titles(table),
        limits=replace(
            _read_limits(table.table("limits"), version, multi_pass="multi-pass" in kinds),
            file_writing=table.flag("allow_file_writing", default=version is FormatVersion.V2023_07_DRAFT),
        ),
        scoring="scoring" in kinds,
        interactive="interactive" in kinds,
        multi_pass="multi-pass" in kinds,
        submit_answer="submit-answer" in kinds,
        uuid=uuid,
        license=read_rights(table, others=authors or source),
        languages=_languages(table, warnings),
        constants=_constants(table.table("constants"), table, warnings),
    )
    older = [key for key in _OLDER_KEYS if table.has(key)]
    warnings += [f"{FILE}: {key} is a key of older versions of the format and is not used." for key in older]
    table.ignore(*_OLDER_KEYS)
    table.finish()
    return metadata


def _read_limits(table: Table, version: FormatVersion, *, multi_pass: bool) -> ProblemLimits:
    given = table.has("time_limit")
    if table.has("validation_passes") and not multi_pass:
        raise table.bad("validation_passes", "left out, because the problem is not multi-pass")
    factors = table.table("time_multipliers")
    usual = ProblemLimits()
    limits = replace(
        usual,
        time_limit_ms=round(1000 * table.number("time_limit", usual.time_limit_ms / 1000, most=MOST_SECONDS)),
        validation_passes=table.whole("validation_passes", usual.validation_passes, least=2, most=MOST_PASSES),
        time_limit_given=given,
        ac_to_time_limit=factors.number("ac_to_time_limit", 2.0, above=1, or_equal=True, most=_MOST_MULTIPLIER),
        time_limit_to_tle=factors.number("time_limit_to_tle", 1.5, above=1, or_equal=True, most=_MOST_MULTIPLIER),
        time_resolution_s=table.number(
            "time_resolution", 1.0, above=LEAST_RESOLUTION_S, or_equal=True, most=MOST_SECONDS
        ),
        **read_sizes(table, usual),
    )
    factors.finish()
    table.finish()
    if limits.time_limit_ms < 1:
        raise table.bad("time_limit", "at least 0.001 s")
    steps = limits.time_limit_ms / 1000 / limits.time_resolution_s
    # The draft ignores the resolution when the limit is given.
    if given and version is FormatVersion.V2025_09 and not math.isclose(steps, round(steps), abs_tol=1e-6):
        raise table.bad("time_limit", f"a multiple of time_resolution ({limits.time_resolution_s:g} s)")
    return limits


def _types(table: Table) -> set[str]:
    raw = table.take("type")
    names = ["pass-fail"] if raw is None else [raw] if isinstance(raw, str) else raw
    known = isinstance(names, list) and all(isinstance(name, str) and name in _TYPES for name in names)
    if not known or not names or len(set(names)) != len(names):
        apart = raw.split() if isinstance(raw, str) else []
        hint = f" such as [{', '.join(apart)}]" if len(apart) > 1 and set(apart) <= set(_TYPES) else ""
        raise table.bad("type", "one of " + ", ".join(_TYPES) + f", or a sequence of different ones{hint}")
    for pair in _INCOMPATIBLE:
        if set(pair) <= set(names):
            raise table.bad("type", f"either {pair[0]} or {pair[1]}, not both")
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


def _languages(table: Table, warnings: list[str]) -> tuple[LanguageId, ...]:
    raw = table.take("languages")
    names = [raw] if isinstance(raw, str) else raw
    if names is None or names == ["all"]:
        return tuple(LanguageId)
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise table.bad("languages", "all, or a sequence of language codes")
    strange = [name for name in names if name not in {*CODES, *LanguageId}]
    if strange:
        raise table.bad("languages", f"all, or codes of the format's table of languages, which has no {strange[0]!r}")
    known = tuple(language for language in LanguageId if language.value in names)
    if not known:
        raise table.bad("languages", "one of " + ", ".join(LanguageId) + " (others cannot be run here)")
    missing = [name for name in names if name not in {language.value for language in LanguageId}]
    if missing:
        warnings.append(f"{FILE}: languages: {', '.join(missing)} cannot be run here and are not offered.")
    return known


def _warn_of_embargo(table: Table, warnings: list[str]) -> None:
    raw = table.take("embargo_until")
    if raw is None:
        return
    if isinstance(raw, dt.date):
        words = raw.isoformat()
    elif isinstance(raw, str) and _DATE.fullmatch(raw):
        words = raw
    else:
        raise table.bad("embargo_until", "a date (YYYY-MM-DD), or a date and time in UTC (YYYY-MM-DDThh:mm:ssZ)")
    warnings.append(f"{FILE}: the authors do not want the problem to be public before {words}.")


def _constants(values: Table, table: Table, warnings: list[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, raw in values.rest():
        variants = raw if isinstance(raw, dict) else {"value": raw}
        scalars = all(isinstance(one, (int, float, str)) and not isinstance(one, bool) for one in variants.values())
        if not name.isidentifier() or not name.isascii() or "value" not in variants or not scalars:
            raise table.bad(f"constants.{name}", "a number, a text, or a map of them with the key value")
        found[name] = {str(variant): str(one) for variant, one in variants.items()}
        usual = _as_number(found[name]["value"])
        for variant, text in found[name].items():
            other = _as_number(text)
            if usual is not None and other is not None and not math.isclose(usual, other):
                warnings.append(f"{FILE}: constants.{name}.{variant} ({text}) is not the value {found[name]['value']}.")
    return found


def _as_number(text: str) -> float | None:
    """What a number with marks between its thousands is worth; None for anything else."""
    try:
        number = float(re.sub(r"[,_ ]|\\,|\{,\}", "", text))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
