"""From files to a package: finds the version, reads every part, checks what belongs together.

Guarantees: whatever is wrong is said in one sentence that names the file and the field; a package that is returned
can be judged.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from protocol.errors import InvalidInput
from runner.judging.default_validator import parse_flags
from runner.packages import format_2025, format_legacy
from runner.packages.expectations import read_submissions
from runner.packages.fields import Table
from runner.packages.format_2025 import FILE, Metadata
from runner.packages.model import FormatVersion, ProblemPackage, Program, TestGroup
from runner.packages.programs import read_single_program, read_validators
from runner.packages.sources import Files, files_of_folder, files_of_zip
from runner.statements import Constants, fill_constants, render_statement

_STATEMENT = re.compile(r"problem(?:\.([a-z]{2,3}(?:-[A-Z]{2})?))?\.(md|tex|pdf)")
_PREFERENCE = {"md": 0, "tex": 1, "pdf": 2}
"""Which statement is shown when a language has several: the one that reads best."""


@dataclass
class Statements:
    """What is gathered from the statements: HTML and title by language, and what the authors should know."""

    html: dict[str, str]
    titles: dict[str, str]
    warnings: list[str]


def load_folder(path: Path) -> ProblemPackage:
    """Read a package folder. Raises InvalidInput."""
    return read_package(files_of_folder(path), path.resolve().name)


def load_zip(data: bytes, name: str) -> ProblemPackage:
    """Read a package archive. Raises InvalidInput."""
    return read_package(files_of_zip(data), name)


def read_package(files: Files, name: str) -> ProblemPackage:
    """Read a package from its files. Raises InvalidInput."""
    if FILE not in files:
        raise InvalidInput(FILE, "required", f"{FILE}: the package has none.")
    table = Table.parse(FILE, files[FILE])
    version = _version(table)
    metadata = (format_legacy if version is FormatVersion.LEGACY else format_2025).read_metadata(table)
    files = _with_constants(files, metadata.constants)
    statements = _statements(files, version, metadata)
    validators = _output_validators(files, version, metadata)
    root = _root(files, version, metadata)
    flags = next((case.validator_args for case in root.all_cases()), ())
    package = ProblemPackage(
        name=name,
        version=version,
        titles=statements.titles,
        statements_html=statements.html,
        statement_warnings=tuple(statements.warnings),
        scoring=metadata.scoring,
        limits=metadata.limits,
        root=root,
        output_validators=validators,
        input_validators=_input_validators(files),
        validator_flags=flags,
        validator_scores=metadata.validator_scores,
        languages=metadata.languages,
        include=_by_language(files, "include"),
        submissions=read_submissions(files, version),
        templates=_templates(files),
        uuid=metadata.uuid,
        maximise=metadata.maximise,
        digest=_digest(files),
    )
    _check_flags(package)
    return replace(package, max_score=_max_score(package))


def _version(table: Table) -> FormatVersion:
    raw = table.take("problem_format_version")
    try:
        return FormatVersion("legacy" if raw is None else str(raw))
    except ValueError as error:
        raise table.bad("problem_format_version", "one of " + ", ".join(FormatVersion)) from error


def _with_constants(files: Files, constants: Constants) -> Files:
    """Replace constants where the format says so; the statement does it while rendering."""
    if not constants:
        return files
    folders = ("input_validators/", "output_validator/", "include/", "submissions/")
    filled = dict(files)
    for path, data in files.items():
        if path.startswith(folders) or path.endswith("/test_group.yaml"):
            filled[path] = fill_constants(data.decode("utf-8", "surrogateescape"), constants).encode(
                "utf-8", "surrogateescape"
            )
    return filled


def _statements(files: Files, version: FormatVersion, metadata: Metadata) -> Statements:
    folder = "problem_statement" if version is FormatVersion.LEGACY else "statement"
    found = Statements({}, dict(metadata.titles), [])
    for path in sorted(files, key=lambda path: (_PREFERENCE.get(path.rpartition(".")[2], 0), path)):
        match = _STATEMENT.fullmatch(path.removeprefix(f"{folder}/")) if path.startswith(f"{folder}/") else None
        if match is None or (match[1] or "en") in found.html:
            continue
        language = match[1] or "en"
        statement = render_statement(path, files, metadata.constants)
        found.html[language] = statement.html
        found.warnings.extend(statement.warnings)
        if statement.title and version is FormatVersion.LEGACY:
            found.titles.setdefault(language, statement.title)
    if not found.html:
        where = f"{folder}/problem.en.md"
        raise InvalidInput(where, "required", f"{where}: the package has no statement.")
    if version is FormatVersion.V2025_09 and set(found.html) != set(found.titles):
        limit = "the languages of the statements: " + ", ".join(sorted(found.html))
        raise InvalidInput(f"{FILE}: name", limit, f"{FILE}: name must be given for exactly {limit}.")
    if not found.titles:
        raise InvalidInput(f"{FILE}: name", "required", f"{FILE}: name is missing.")
    return found


def _output_validators(files: Files, version: FormatVersion, metadata: Metadata) -> tuple[Program, ...]:
    if version is FormatVersion.V2025_09:
        program = read_single_program(files, "output_validator")
        return (program,) if program else ()
    if not metadata.custom_validator:
        return ()
    programs = read_validators(files, "output_validators")
    if not programs:
        where = "output_validators"
        raise InvalidInput(where, "a program", f"{where}: validation is custom, but there is no validator program.")
    return programs


def _input_validators(files: Files) -> tuple[Program, ...]:
    return read_validators(files, "input_validators") or read_validators(files, "input_format_validators")


def _root(files: Files, version: FormatVersion, metadata: Metadata) -> TestGroup:
    if version is FormatVersion.LEGACY:
        return format_legacy.read_root(files, metadata.validator_flags, scoring=metadata.scoring)
    groups = format_2025.read_groups(files, scoring=metadata.scoring)
    # A failed sample ends a pass-fail judgement; in a scoring problem samples count for nothing.
    return TestGroup("data", groups=groups, stop_on_reject=not metadata.scoring)


def _by_language(files: Files, folder: str) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for path, data in files.items():
        if path.startswith(f"{folder}/") and path.count("/") >= 2:
            language, _, rest = path.removeprefix(f"{folder}/").partition("/")
            found.setdefault(language, {})[rest] = data
    return found


def _templates(files: Files) -> dict[str, str]:
    """The first template file of each language, for the editor."""
    found: dict[str, str] = {}
    for language, own in sorted(_by_language(files, "attachments/templates").items()):
        found[language] = own[min(own)].decode("utf-8", "replace")
    return found


def _check_flags(package: ProblemPackage) -> None:
    """Without a program of the authors, the default validator must understand every test's arguments."""
    if not package.output_validators:
        for case in package.root.all_cases():
            parse_flags(case.validator_args)


def _max_score(package: ProblemPackage) -> float | None:
    if not package.scoring:
        return None
    if package.version is FormatVersion.LEGACY and package.root.max_score is not None:
        return package.root.max_score
    return package.secret.max_score


def _digest(files: Files) -> str:
    """SHA-256 over names and contents, in the order of names."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    return digest.hexdigest()
