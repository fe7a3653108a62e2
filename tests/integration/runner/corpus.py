"""The poison programs of tests/hostile as values: what their headers say, and how they become jobs.

A header is the comment lines at the top of the form `word: value`; tests/hostile/README.md lists the words. A word
that is not known there is an error, so that a misspelt expectation cannot pass unseen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from protocol.verdicts import LanguageId
from runner.engine import KIB, MIB, Engine, Job, Limits, SourceFile
from runner.execution import Compiled, CompileFailure, compile_program, ending_of
from runner.languages import language_of, languages
from runner.packages import Program
from runner.telling.shown import safe_text

FOLDER = Path(__file__).parents[2] / "hostile"
KIT = FOLDER / "kit"
_NOT_PROGRAMS = {KIT.name, "tasks"}
"""Folders beside the groups: what programs include, and submissions to a task (test_hostile_tasks.py)."""
LIMITS = Limits(1_000, 2_000, 64 * MIB, 1 * MIB, processes=32, file_bytes=16 * MIB)
COMPILE_LIMITS = Limits(10_000, 30_000, 512 * MIB, 256 * KIB)
WANTED = ("out", "feedback/judgemessage.txt")
"""Artifacts that each run is asked for, so that programs have names on which to lay traps."""
RAN = "RAN"
"""What a program comes to that ends by itself with exit code 0; then its words count."""

_HEADER = re.compile(r"^(?://|#|/\*) (?P<word>[a-z]+): (?P<value>.*?)(?: \*/)?$")
_WORDS = frozenset({"expect", "sample", "runs", "limits"})
_LIMIT_WORDS = {"memory_mib": ("memory_bytes", MIB), "processes": ("processes", 1), "cpu_ms": ("cpu_ms", 1)}
_KIT_USE = re.compile(r'#include "(attempt\.h)"|^from (attempt) import', re.MULTILINE)
_C_ARGV = ("gcc", "-O2", "-std=gnu17", "-fdiagnostics-color=never", "-fmax-errors=20", "-o", "program")


@dataclass(frozen=True)
class Poison:
    """One program. `permitted` holds verdict codes and RAN; `runs` is how often the same submission is run."""

    path: Path
    permitted: frozenset[str]
    words: str
    sample: bool = False
    runs: int = 1
    together: bool = False
    limits: Limits = LIMITS

    @property
    def group(self) -> str:
        """The group of the catalogue: its folder."""
        return self.path.parent.name

    @property
    def name(self) -> str:
        """Group and file name."""
        return f"{self.group}/{self.path.name}"


def programs(folder: Path = FOLDER) -> list[Poison]:
    """The whole corpus, in the order of names. Raises ValueError for a header that cannot be read."""
    files = sorted(path for path in folder.glob("*/*") if path.is_file() and path.parent.name not in _NOT_PROGRAMS)
    return [read(path) for path in files if path.suffix not in {".md", ".pyc"}]


def read(path: Path) -> Poison:
    """One program by its header. Raises ValueError naming the file and the line that is wrong."""
    header: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        match = _HEADER.match(line)
        if match is None:
            break
        if match["word"] not in _WORDS or match["word"] in header:
            raise ValueError(f"{path.name}: the header line {line!r} is not known or stands there twice")
        header[match["word"]] = match["value"]
    if "expect" not in header:
        raise ValueError(f"{path.name}: its first line does not say what to expect")
    verdicts, _, words = header["expect"].partition(" ")
    runs, _, how = header.get("runs", "1").partition(" ")
    if how not in {"", "together"} or header.get("sample", "yes") != "yes":
        raise ValueError(f"{path.name}: 'runs' takes a number and perhaps 'together', 'sample' takes 'yes'")
    return Poison(
        path,
        frozenset(verdicts.split("|")),
        words,
        sample="sample" in header,
        runs=int(runs),
        together=how == "together",
        limits=_limits(path, header.get("limits", "")),
    )


def _limits(path: Path, text: str) -> Limits:
    changes: dict[str, Any] = {}
    for part in text.split():
        word, _, value = part.partition("=")
        if word not in _LIMIT_WORDS:
            raise ValueError(f"{path.name}: the limit {word!r} is not known")
        field, unit = _LIMIT_WORDS[word]
        changes[field] = int(value) * unit
    return replace(LIMITS, **changes)


def compiled(poison: Poison, engine: Engine) -> tuple[Compiled | CompileFailure, str]:
    """Compile a program with the piece of the kit that it uses; also what the compiler said."""
    files = {poison.path.name: poison.path.read_bytes()}
    kit = _KIT_USE.search(files[poison.path.name].decode("utf-8", "replace"))
    if kit is not None:
        name = kit[1] or f"{kit[2]}.py"
        files[name] = (KIT / name).read_bytes()
    language = language_of([poison.path.name])
    if language is None:
        return _compiled_c(poison.path.name, files, engine)
    return compile_program(Program(poison.path.stem, language, files, poison.path.name), engine, COMPILE_LIMITS)


def _compiled_c(main: str, files: dict[str, bytes], engine: Engine) -> tuple[Compiled | CompileFailure, str]:
    """C has no language file of its own in this image, but its compiler is there."""
    sources = tuple(SourceFile(name, data) for name, data in files.items())
    outcome = engine.run(Job((*_C_ARGV, main), sources, limits=COMPILE_LIMITS, artifacts=("program",)))
    said = safe_text(outcome.stderr + outcome.stdout)
    if not outcome.succeeded or "program" not in outcome.artifacts:
        return CompileFailure(f"{ending_of(outcome, COMPILE_LIMITS).reason}\n{said}"), said
    program = SourceFile("program", outcome.artifacts["program"], executable=True)
    return Compiled(languages()[LanguageId.CPP], (program,), main), said
