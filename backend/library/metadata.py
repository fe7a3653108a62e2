"""The settings of a package that are changed in fields: title, limits, licence. The rest is changed in the file."""

from __future__ import annotations

import math
from dataclasses import dataclass

from backend.library.files import PACKAGE_FILE, TASK_FILE, Changes
from protocol.errors import InvalidInput
from protocol.saying import to_say
from runner.packages.fields import Table
from runner.packages.formats.metadata import LICENSES
from runner.packages.reader import version_of
from runner.packages.rewriting import Value, with_setting
from runner.packages.sources import Files

MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the fields hold; None: the format of this package has no such setting. Times in seconds, memory in MiB."""

    title: str
    time_limit_s: float | None = None
    memory_mib: int | None = None
    license: str = "unknown"
    rights_owner: str = ""


def metadata_of(files: Files, language: str) -> Metadata | None:
    """The fields for a statement in `language`; None for a task, whose settings are in task.yaml."""
    if TASK_FILE in files:
        return None
    table = Table.parse(PACKAGE_FILE, files[PACKAGE_FILE])
    limits = table.table("limits")
    name = table.take("name")
    title = name.get(language, "") if isinstance(name, dict) else str(name or "")
    time_limit, memory = limits.take("time_limit"), limits.take("memory")
    return Metadata(
        title=str(title),
        time_limit_s=float(time_limit) if isinstance(time_limit, (int, float)) else None,
        memory_mib=memory if isinstance(memory, int) else None,
        license=str(table.take("license") or "unknown"),
        rights_owner=str(table.take("rights_owner") or ""),
    )


def metadata_changes(files: Files, language: str, wanted: Metadata) -> Changes:
    """The next problem.yaml. Raises InvalidInput naming the field."""
    before = metadata_of(files, language)
    if before is None or before == wanted:
        return {}
    _check(wanted)
    data = files[PACKAGE_FILE]
    for key, value in _settings(files, language, before, wanted):
        data = with_setting(PACKAGE_FILE, data, key, value)
    return {PACKAGE_FILE: data}


def _settings(files: Files, language: str, before: Metadata, wanted: Metadata) -> list[tuple[str, Value | None]]:
    found: list[tuple[str, Value | None]] = []
    if wanted.title != before.title:
        found += _title(files, language, wanted.title)
    if wanted.time_limit_s != before.time_limit_s and not version_of(files).is_legacy:
        found.append(("limits.time_limit", wanted.time_limit_s))
        if wanted.time_limit_s is not None and not float(wanted.time_limit_s).is_integer():
            found.append(("limits.time_resolution", _resolution(wanted.time_limit_s)))
    if wanted.memory_mib != before.memory_mib:
        found.append(("limits.memory", wanted.memory_mib))
    if wanted.license != before.license:
        found.append(("license", wanted.license))
    if wanted.rights_owner != before.rights_owner:
        found.append(("rights_owner", wanted.rights_owner or None))
    return found


def _title(files: Files, language: str, title: str) -> list[tuple[str, Value | None]]:
    name = Table.parse(PACKAGE_FILE, files[PACKAGE_FILE]).take("name")
    if isinstance(name, dict):
        return [(f"name.{language}", title)]
    if isinstance(name, str) and language != "en" and not version_of(files).is_legacy:
        return [("name", {"en": name, language: title})]
    return [("name", title)]


def _resolution(seconds: float) -> float:
    """The coarsest step of which a time limit is a multiple: the format asks for one."""
    return next((step for step in (0.5, 0.25, 0.1, 0.05, 0.01) if math.isclose(seconds / step % 1, 0, abs_tol=1e-6)
                 or math.isclose(seconds / step % 1, 1, abs_tol=1e-6)), 0.001)  # fmt: skip


def _check(wanted: Metadata) -> None:
    checks = (
        (
            "title",
            to_say("1 to {max_title} characters", max_title=MAX_TITLE),
            1 <= len(wanted.title.strip()) <= MAX_TITLE,
        ),
        ("license", "one of " + ", ".join(sorted(LICENSES)), wanted.license in LICENSES),
        (
            "rights_owner",
            to_say("up to {max_title} characters", max_title=MAX_TITLE),
            len(wanted.rights_owner) <= MAX_TITLE,
        ),
    )
    for field, limit, fulfilled in checks:
        if not fulfilled:
            raise InvalidInput(
                field,
                limit,
                to_say("{replace} must be: {limit}.", replace=field.replace("_", " ").capitalize(), limit=limit),
            )
