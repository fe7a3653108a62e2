"""Programs inside a package: example submissions and validators, each a file or a folder of files."""

from __future__ import annotations

from collections.abc import Iterator

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.languages import language_of, languages
from runner.packages.model import Program
from runner.packages.sources import Files

_SCRIPTS = frozenset({"build", "run"})
_NOT_PROGRAMS = (".ctd", ".viva", ".md", ".txt", ".yaml")


def program_groups(files: Files, folder: str) -> Iterator[tuple[str, dict[str, bytes]]]:
    """(name, files) of each program directly under `folder`, in the order of names."""
    groups: dict[str, dict[str, bytes]] = {}
    for path in sorted(files):
        if path.startswith(f"{folder}/"):
            name, _, rest = path.removeprefix(f"{folder}/").partition("/")
            groups.setdefault(name, {})[rest or name] = files[path]
    yield from groups.items()


def read_program(where: str, name: str, files: dict[str, bytes], language: LanguageId | None = None) -> Program:
    """A program from its files. Raises InvalidInput when its language or start cannot be told."""
    if _SCRIPTS & set(files):
        raise InvalidInput(
            where, "a program without build or run script", f"{where}: build and run scripts are not supported."
        )
    language = language or language_of(files)
    if language is None:
        known = ", ".join(one.name for one in languages().values())
        raise InvalidInput(where, known, f"{where}: is not in exactly one of the languages known here ({known}).")
    try:
        main = languages()[language].main_of(files)
    except InvalidInput as error:
        raise InvalidInput(where, str(error.details["limit"]), f"{where}: {error.message}") from error
    return Program(name, language, files, main)


def read_validators(files: Files, folder: str) -> tuple[Program, ...]:
    """Every validator program under `folder`; files of other validator languages are left out."""
    found = []
    for name, own in program_groups(files, folder):
        if not name.endswith(_NOT_PROGRAMS):
            found.append(read_program(f"{folder}/{name}", name, own))
    return tuple(found)


def read_single_program(files: Files, folder: str) -> Program | None:
    """The one program whose files lie directly in `folder` (2025-09 `output_validator/`)."""
    own = {path.removeprefix(f"{folder}/"): data for path, data in files.items() if path.startswith(f"{folder}/")}
    groups = dict(program_groups(files, folder))
    if len(groups) == 1 and (name := next(iter(groups))) not in own:
        own = groups[name]
    return read_program(folder, folder, own) if own else None
