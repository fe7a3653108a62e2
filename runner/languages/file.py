"""Reading the file of one language. Guarantees: a key that is unknown, missing or of the wrong kind is named."""

from __future__ import annotations

import re
from typing import Any

import yaml

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.engine import MIB
from runner.languages.language import Entry, Language, SelfTest


def parse_language(data: str, identifier: LanguageId) -> Language:
    """Read one language file. Raises InvalidInput naming the key that is wrong."""
    table: dict[str, Any] = yaml.safe_load(data)
    build: dict[str, Any] = table.pop("compile", {})
    try:
        run, test = table.pop("run"), table.pop("self_test")
        language = Language(
            id=LanguageId(table.pop("id")),
            name=table.pop("name"),
            extensions=tuple(table.pop("extensions")),
            other_extensions=tuple(table.pop("other_extensions", ())),
            shebang=_pattern(table, "shebang"),
            entry=Entry(
                tuple(table.pop("main_names", ())),
                _pattern(table, "main_pattern"),
                table.pop("main_class", ""),
                _pattern(table, "package_pattern"),
            ),
            compile_argv=tuple(build.pop("argv", ())),
            projects={marker: tuple(argv) for marker, argv in build.pop("projects", {}).items()},
            resident_argv=tuple(build.pop("resident_argv", ())),
            artifacts=tuple(build.pop("artifacts", ())),
            run_argv=tuple(run.pop("argv")),
            warm=bool(run.pop("warm", False)),
            reserve_bytes=int(run.pop("reserve_mib", 0)) * MIB,
            memory_pattern=_pattern(run, "memory_pattern"),
            version_argv=tuple(table.pop("version")["argv"]),
            layer=table.pop("layer"),
            message_pattern=re.compile(table.pop("message_pattern"), re.MULTILINE | re.DOTALL),
            self_test=SelfTest(**test),
        )
    except KeyError as error:
        raise InvalidInput(str(error.args[0]), "required", f"{identifier}.yaml has no {error.args[0]!r}.") from error
    left = next((key for part in (table, build, run) for key in part), None)
    if left is not None or language.id is not identifier:
        field = left or "id"
        raise InvalidInput(field, "known keys", f"{identifier}.yaml: {field!r} does not belong there.")
    return language


def _pattern(table: dict[str, Any], key: str) -> re.Pattern[str] | None:
    text = table.pop(key, None)
    return None if text is None else re.compile(text, re.MULTILINE)
