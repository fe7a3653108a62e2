"""One language: how its sources are compiled, which of them starts, how the program runs and what that may cost.

Pure: everything is an answer from the data of one file of this folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.engine import MIB, Limits, Warm


@dataclass(frozen=True)
class SelfTest:
    """A program that proves that the language works in its image.

    `broken` is one that its compiler or checker must refuse, at `broken_line`; empty where there is neither.
    """

    source: str
    input: str
    output: str
    broken: str = ""
    broken_line: int = 0


@dataclass(frozen=True)
class Entry:
    """How the file that starts is found: by the first of `names`, as the only one, or by what stands in it.

    `class_name` makes the name of the class (module) that starts from the file's name: `{stem}`, or `{Stem}` with a
    capital; empty where the file itself starts. `package` finds the package in the source that goes before it.
    """

    names: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    class_name: str = ""
    package: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Language:
    """How sources of one language are compiled and run.

    In argv, `{main}` stands for the file that starts, `{sources}` for all source files, `{others}` for all but the one
    that starts, `{class}` for the class that starts, `{stem}` for the main file without its extension, `{folder}` for
    where the program lies, `{memory_mib}` for the memory limit. Without `compile_argv` nothing is compiled or checked;
    without `artifacts` the sources themselves are what runs. `other_extensions` do not tell the language. `projects`
    are further compile commands, by the file that marks a folder as a project of that kind. `warm` languages open their
    main file once, read it to its end and only then begin, so that their interpreter can be started before the program
    is known. `reserve_bytes` is what the runtime needs beside the program's memory; what it says when the program's
    memory is used up matches `memory_pattern`. `resident_argv` is the compiler in a form that waits for its main file.
    """

    id: LanguageId
    name: str
    extensions: tuple[str, ...]
    run_argv: tuple[str, ...]
    version_argv: tuple[str, ...]
    layer: str
    message_pattern: re.Pattern[str]
    self_test: SelfTest
    other_extensions: tuple[str, ...] = ()
    shebang: re.Pattern[str] | None = None
    entry: Entry = field(default_factory=Entry)
    compile_argv: tuple[str, ...] = ()
    projects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    artifacts: tuple[str, ...] = ()
    warm: bool = False
    resident_argv: tuple[str, ...] = ()
    reserve_bytes: int = 0
    memory_pattern: re.Pattern[str] | None = None

    def sources_among(self, files: Iterable[str]) -> list[str]:
        """The names that are source files of this language, sorted."""
        return sorted(name for name in files if name.endswith((*self.extensions, *self.other_extensions)))

    def compile_command(self, files: Iterable[str], main: str) -> tuple[str, ...]:
        """The argv that compiles (or checks) `files`; empty when there is nothing to do."""
        names = list(files)
        argv = next((argv for marker, argv in self.projects.items() if marker in names), self.compile_argv)
        sources = self.sources_among(names)
        others = [_as_path(name) for name in sources if name != main]
        main = _as_path(main)
        filled = _spread(argv, {"{main}": [main], "{sources}": list(map(_as_path, sources)), "{others}": others})
        return tuple(part.replace("{main}", main) for part in filled)

    def resident_compiler(self, files: Iterable[str], main: str) -> Warm | None:
        """The compiler that may be started before the sources are known; None where that does not pay."""
        names = list(files)
        if not self.resident_argv or any(marker in names for marker in self.projects):
            return None
        places = {"{main}": [_as_path(main)], "{sources}": list(map(_as_path, self.sources_among(names)))}
        return Warm(_spread(self.resident_argv, places), main)

    def start_of(self, files: Mapping[str, bytes], main: str) -> str:
        """What starts when `main` does: the class in it, or the file itself."""
        if not self.entry.class_name:
            return main
        stem = _stem(main).rpartition("/")[2]
        name = self.entry.class_name.replace("{stem}", stem).replace("{Stem}", stem[:1].upper() + stem[1:])
        if self.entry.package is None:
            return name
        found = self.entry.package.search(files.get(main, b"").decode("utf-8", "replace"))
        return f"{found[1]}.{name}" if found else name

    def run_command(
        self, start: str, memory_bytes: int, folder: str = "", names: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """The argv that runs the program; `start` as `start_of` says, in `folder` (empty, or ending in `/`).

        `names` are the files beside it, the folder included.
        """
        others = [_as_path(name) for name in self.sources_among(names) if name != folder + start]
        places = {
            "{main}": _as_path(folder + start),
            "{class}": start,
            "{stem}": _stem(start),
            "{folder}": f"./{folder}",
            "{memory_mib}": str(memory_bytes // MIB),
        }
        return tuple(_replaced(part, places) for part in _spread(self.run_argv, {"{others}": others}))

    def limits_for(self, limits: Limits) -> Limits:
        """The limits of the box in which a program may use `limits`: the runtime's own needs come on top."""
        return replace(limits, memory_bytes=limits.memory_bytes + self.reserve_bytes)

    def main_of(self, files: Mapping[str, bytes], wanted: str = "") -> str:
        """The file that starts; `wanted` names it, or the class in it. Raises InvalidInput when it cannot be told."""
        sources = self.sources_among(files)
        if wanted:
            return self._wanted(files, sources, wanted)
        entry = next((name for name in self.entry.names if name in files), None)
        if entry is None and len(sources) == 1:
            entry = sources[0]
        if entry is None and self.entry.pattern is not None:
            fitting = [name for name in sources if self.entry.pattern.search(files[name].decode("utf-8", "replace"))]
            entry = fitting[0] if len(fitting) == 1 else None
        if entry is None:
            raise self._untold()
        return entry

    def _wanted(self, files: Mapping[str, bytes], sources: list[str], wanted: str) -> str:
        if wanted in files:
            return wanted
        found = next((name for name in sources if wanted in {self.start_of(files, name), _stem(name)}), None)
        if found is None:
            raise InvalidInput("entrypoint", ", ".join(sources), f"Nothing called {wanted!r} is among the files.")
        return found

    def _untold(self) -> InvalidInput:
        ways = [f"one {self.name} file"]
        if self.entry.names:
            ways.append(f"one named {' or '.join(self.entry.names)}")
        if self.entry.pattern is not None:
            ways.append("one alone that holds the main program")
        limit = ", or ".join(ways)
        return InvalidInput("files", limit, f"It cannot be told which file starts: expected {limit}.")


def _as_path(name: str) -> str:
    """A file name that no command takes for an option (`-o.cpp`)."""
    return f"./{name}" if name.startswith("-") else name


def _spread(argv: tuple[str, ...], places: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(filled for part in argv for filled in places.get(part, [part]))


def _replaced(part: str, places: Mapping[str, str]) -> str:
    for place, words in places.items():
        part = part.replace(place, words)
    return part


def _stem(name: str) -> str:
    folder, slash, last = name.rpartition("/")
    return folder + slash + (last.rpartition(".")[0] or last)
