"""Languages as data: one YAML file each, named by the id of `protocol.verdicts.LanguageId`.

Guarantees: every id of the protocol has its file, and a file with an unknown or missing key is refused when the
module is first used. Commands are argv lists; no shell ever sees them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId


@dataclass(frozen=True)
class SelfTest:
    """A program that proves that the language works in the image."""

    source: str
    input: str
    output: str


@dataclass(frozen=True)
class Language:
    """How sources of one language are compiled and run.

    In argv, `{main}` stands for the file that starts, `{sources}` for all source files, `{memory_mib}` for the memory
    limit. Without `artifacts` the sources themselves are what runs. `warm` languages open their main file once, read it
    to its end and only then begin, so that their interpreter can be started before the program is known.
    """

    id: LanguageId
    name: str
    extensions: tuple[str, ...]
    entry_points: tuple[str, ...]
    compile_argv: tuple[str, ...]
    artifacts: tuple[str, ...]
    run_argv: tuple[str, ...]
    version_argv: tuple[str, ...]
    layer: str
    warm: bool
    message_pattern: re.Pattern[str]
    self_test: SelfTest

    def compile_command(self, files: Iterable[str], main: str) -> tuple[str, ...]:
        """The argv that compiles (or checks) `files`."""
        sources = [name for name in sorted(files) if name.endswith(self.extensions)]
        return _fill(self.compile_argv, {"{main}": [_as_path(main)], "{sources}": list(map(_as_path, sources))})

    def run_command(self, main: str, memory_bytes: int, folder: str = "") -> tuple[str, ...]:
        """The argv that runs the program, whose files lie in `folder` (empty, or ending in `/`)."""
        argv = _fill(self.run_argv, {"{main}": [_as_path(folder + main)]})
        argv = tuple(part.replace("{memory_mib}", str(memory_bytes // 2**20)) for part in argv)
        return (f"./{folder}{argv[0][2:]}", *argv[1:]) if argv[0].startswith("./") else argv

    def main_of(self, files: Mapping[str, bytes]) -> str:
        """The file that starts. Raises InvalidInput when that cannot be told."""
        sources = sorted(name for name in files if name.endswith(self.extensions))
        entry = next((name for name in self.entry_points if name in files), None)
        if entry is None and sources and (len(sources) == 1 or not self.entry_points):
            entry = sources[0]
        if entry is None:
            limit = f"one {self.name} file, or one named {' or '.join(self.entry_points)}"
            raise InvalidInput("files", limit, f"It cannot be told which file starts: expected {limit}.")
        return entry


@functools.cache
def languages() -> Mapping[LanguageId, Language]:
    """Every language, by id."""
    return {identifier: _load(identifier) for identifier in LanguageId}


def language_of(file_names: Iterable[str]) -> LanguageId | None:
    """The one language to which all source files belong by extension; None when there is none or several."""
    names = list(file_names)
    found = {one.id for one in languages().values() for name in names if name.endswith(one.extensions)}
    return found.pop() if len(found) == 1 else None


def parse_language(data: str, identifier: LanguageId) -> Language:
    """Read one language file. Raises InvalidInput naming the key that is wrong."""
    table: dict[str, Any] = yaml.safe_load(data)
    try:
        language = Language(
            id=LanguageId(table.pop("id")),
            name=table.pop("name"),
            extensions=tuple(table.pop("extensions")),
            entry_points=tuple(table.pop("entry_points")),
            compile_argv=tuple(table["compile"]["argv"]),
            artifacts=tuple(table.pop("compile")["artifacts"]),
            run_argv=tuple(table["run"]["argv"]),
            warm=bool(table.pop("run").get("warm", False)),
            version_argv=tuple(table.pop("version")["argv"]),
            layer=table.pop("layer"),
            message_pattern=re.compile(table.pop("message_pattern"), re.MULTILINE | re.DOTALL),
            self_test=SelfTest(**table.pop("self_test")),
        )
    except KeyError as error:
        raise InvalidInput(str(error.args[0]), "required", f"{identifier}.yaml has no {error.args[0]!r}.") from error
    if table or language.id is not identifier:
        field = next(iter(table), "id")
        raise InvalidInput(field, "known keys", f"{identifier}.yaml: {field!r} does not belong there.")
    return language


def _load(identifier: LanguageId) -> Language:
    return parse_language(resources.files(__name__).joinpath(f"{identifier.value}.yaml").read_text("utf-8"), identifier)


def _as_path(name: str) -> str:
    """A file name that no command takes for an option (`-o.cpp`)."""
    return f"./{name}" if name.startswith("-") else name


def _fill(argv: tuple[str, ...], places: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(filled for part in argv for filled in places.get(part, [part]))
