"""Programs inside a package: example submissions, validators and graders, each a file or a folder of files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from protocol.errors import InvalidInput
from protocol.projects import unpack
from protocol.verdicts import LanguageId
from runner.languages import language_of, languages
from runner.packages.formats.language_codes import CODES, codes_of
from runner.packages.model import Program
from runner.packages.scripts import scripted, scripts_in
from runner.packages.sources import Files

BUILD, RUN = "build", "run"
_NOT_PROGRAMS = (".md", ".txt", ".yaml", ".in", ".ans")
_SHEBANG = re.compile(rb"^#!.*python2")


class UnknownLanguage(InvalidInput):
    """A program in a language that the format knows and this system cannot run."""


def program_groups(files: Files, folder: str) -> Iterator[tuple[str, dict[str, bytes]]]:
    """(name, files) of each program directly under `folder` (empty: the files' own top), in the order of names."""
    groups: dict[str, dict[str, bytes]] = {}
    prefix = f"{folder}/" if folder else ""
    for path in sorted(files):
        if path.startswith(prefix):
            name, _, rest = path.removeprefix(prefix).partition("/")
            groups.setdefault(name, {})[rest or name] = files[path]
    yield from groups.items()


def read_program(
    where: str, name: str, files: Mapping[str, bytes], code: str | None = None, entry: str | None = None
) -> Program:
    """A program from its files; `code` and `entry` where submissions.yaml gives language and entry point.

    Raises UnknownLanguage when it cannot be run here, InvalidInput when its language or start cannot be told.
    """
    language = _language(where, files, code)
    if entry is not None:
        return Program(name, language, files, _entry(where, files, language, entry))
    try:
        main = languages()[language].main_of(files)
    except InvalidInput as error:
        raise InvalidInput(where, str(error.details["limit"]), f"{where}: {error.message}") from error
    return Program(name, language, files, main)


def submitted_files(source: bytes, usual: str) -> dict[str, bytes]:
    """The files of what a candidate handed in, where `usual` is the name of a single one. Raises InvalidInput."""
    try:
        files = unpack(source.decode("utf-8"), usual)
    except UnicodeDecodeError:
        return {usual: source}
    return {path: text.encode("utf-8") for path, text in files.items()}


def submitted_program(language: LanguageId, source: bytes) -> Program:
    """What a candidate handed in, as a program; which file starts is told as in a package, else it is the usual one.

    Raises InvalidInput when that cannot be told.
    """
    files = submitted_files(source, language.file_name)
    if len(files) == 1:
        return Program("submission", language, files, next(iter(files)))
    try:
        main = languages()[language].main_of(files)
    except InvalidInput:
        if language.file_name not in files:
            raise
        main = language.file_name
    return Program("submission", language, files, main)


def read_tool(where: str, name: str, files: Mapping[str, bytes]) -> Program:
    """A validator or grader (or a submission of `legacy`), which may bring scripts that build and run it."""
    if BUILD in files or RUN in files:
        return Program(name, None, files, RUN)
    return read_program(where, name, files)


def read_tools(files: Files, folder: str) -> tuple[Program, ...]:
    """Every program under `folder`. Raises InvalidInput for one that cannot be run here."""
    return tuple(
        read_tool(f"{folder}/{name}", name, own)
        for name, own in program_groups(files, folder)
        if not name.endswith(_NOT_PROGRAMS)
    )


def read_input_validators(files: Files, folder: str, warnings: list[str]) -> tuple[Program, ...]:
    """The input validators that can be run here; tells of the others.

    A folder may hold several scripts: each of them is a validator, and so is what else lies there.
    """
    found = []
    for name, own in program_groups(files, folder):
        scripts = [] if BUILD in own or RUN in own else scripts_in(own)
        found += [scripted(name if script == name else f"{name}/{script}", script, own[script]) for script in scripts]
        rest = {path: data for path, data in own.items() if path not in scripts}
        if not rest or name.endswith(_NOT_PROGRAMS) or (scripts and all(path.endswith(_NOT_PROGRAMS) for path in rest)):
            continue
        try:
            found.append(read_tool(f"{folder}/{name}", name, rest))
        except UnknownLanguage as error:
            warnings.append(f"{folder}/{name}: not checked; {error.message.partition(': ')[2]}")
    return tuple(found)


def read_single_program(files: Files, folder: str) -> Program | None:
    """The one program of a folder (2025-09 `output_validator/`): its files lie there, or in one folder inside it."""
    own = {path.removeprefix(f"{folder}/"): data for path, data in files.items() if path.startswith(f"{folder}/")}
    tops = {path.partition("/")[0] for path in own if "/" in path}
    sources = any("/" not in path and not path.endswith(_NOT_PROGRAMS) for path in own)
    if len(tops) == 1 and not sources:
        top = tops.pop()
        own = {path.removeprefix(f"{top}/"): data for path, data in own.items() if path.startswith(f"{top}/")}
    return read_tool(folder, folder, own) if own else None


def _language(where: str, files: Mapping[str, bytes], code: str | None) -> LanguageId:
    known = {one.value: one for one in LanguageId}
    if code is None:
        code = _told_by_files(files)
    if code in known:
        return known[code]
    if code is not None:
        limit = ", ".join(one.name for one in languages().values())
        raise UnknownLanguage(where, limit, f"{where}: {CODES[code]} cannot be run here.")
    limit = "one language that its files tell by their endings"
    raise InvalidInput(where, limit, f"{where}: must be in {limit}.")


def _told_by_files(files: Mapping[str, bytes]) -> str | None:
    if any(name.endswith(".py") and _SHEBANG.match(data[:200]) for name, data in files.items()):
        return "python2"
    language = language_of(files)
    if language is not None:
        return language.value
    codes = codes_of(files)
    return codes.pop() if len(codes) == 1 else None


def _entry(where: str, files: Mapping[str, bytes], language: LanguageId, entry: str) -> str:
    """The file of an entry point, which may be a file's name or (Java, Kotlin) a class."""
    try:
        return languages()[language].main_of(files, entry)
    except InvalidInput as error:
        limit = "a file of the program, or a class in one"
        words = f"{where}: the entry point {entry!r} of submissions.yaml must be {limit}."
        raise InvalidInput(where, limit, words) from error
