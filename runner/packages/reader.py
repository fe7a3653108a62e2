"""From files to a package: finds the version, reads every part, checks what belongs together.

Guarantees: whatever is wrong is said in one sentence that names the file and the field; a package that is returned
can be judged, and what of it is not used is told in its warnings.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from protocol.errors import InvalidInput
from runner.judging.default_validator import parse_flags
from runner.packages.expectations import Promises, read_submissions
from runner.packages.fields import Table
from runner.packages.formats import groups_2025, groups_legacy, metadata_2025, metadata_legacy
from runner.packages.formats.metadata import FILE, Metadata
from runner.packages.model import FormatVersion, ProblemPackage, Program, TestGroup
from runner.packages.parts import check_text, read_attachments, read_includes, read_templates
from runner.packages.programs import read_input_validators, read_single_program, read_tools
from runner.packages.required import with_what_is_missing
from runner.packages.samples import check_display, read_samples
from runner.packages.sources import Files, files_of_folder, files_of_zip
from runner.packages.test_data import CaseReader, DataTree, check_files
from runner.statements import Constants, fill_constants, render_statement

_STATEMENT = re.compile(r"problem(?:\.([a-z]{2,3}(?:-[A-Z]{2})?))?\.(md|tex|pdf)")
_PREFERENCE = {"md": 0, "tex": 1, "pdf": 2}
"""Which statement is shown when a language has several: the one that reads best."""
_PACKAGE_NAME = re.compile(r"[a-z0-9]+")
_FILLED = ("input_validators/", "output_validator/", "include/", "submissions/")
"""Where the format replaces constants; the statement does it while rendering."""


def load_folder(path: Path) -> ProblemPackage:
    """Read a package folder. Raises InvalidInput."""
    return read_package(files_of_folder(path), path.resolve().name)


def load_zip(data: bytes, name: str) -> ProblemPackage:
    """Read a package archive. Raises InvalidInput."""
    return read_package(files_of_zip(data), name)


def read_package(files: Files, name: str, *, statements: bool = True) -> ProblemPackage:
    """Read a package from its files; without `statements` none is rendered, which judging does not need.

    Raises InvalidInput.
    """
    if FILE not in files:
        raise InvalidInput(FILE, "required", f"{FILE}: the package has none.")
    try:
        return _read(files, name, rendered=statements)
    except InvalidInput as error:
        raise with_what_is_missing(error, files) from error


def _read(files: Files, name: str, *, rendered: bool) -> ProblemPackage:
    table = Table.parse(FILE, files[FILE])
    version = _version(table)
    warnings = check_text(files)
    if not _PACKAGE_NAME.fullmatch(name):
        warnings.append(f"The name of the package, {name!r}, is not made of small letters and digits alone.")
    read_metadata = metadata_legacy.read_metadata if version.is_legacy else metadata_2025.read_metadata
    metadata = read_metadata(table, version, warnings)
    digest = digest_of(files)
    files = with_constants(files, metadata.constants)
    statements = _statements(files, version, metadata, warnings) if rendered else _unread(metadata, name)
    package = ProblemPackage(
        name=name,
        version=version,
        titles=statements.titles,
        statements_html=statements.html,
        scoring=metadata.scoring,
        limits=metadata.limits,
        root=TestGroup("data"),
        validator_scores=metadata.validator_scores,
        interactive=metadata.interactive,
        multi_pass=metadata.multi_pass,
        submit_answer=metadata.submit_answer,
        languages=metadata.languages,
        include=read_includes(files, version, warnings),
        templates=read_templates(files),
        attachments=read_attachments(files, version),
        uuid=metadata.uuid,
        maximise=metadata.maximise,
        digest=digest,
        license=metadata.license,
    )
    package = _with_programs(package, files, metadata, warnings)
    package = _with_data(package, files, metadata, warnings)
    _check_flags(package)
    cases = tuple(case.name for case in package.root.all_cases())
    promises = Promises(version, metadata.scoring, metadata.submit_answer, cases, warnings)
    return replace(
        package,
        submissions=read_submissions(files, promises),
        max_score=_max_score(package),
        warnings=tuple(warnings),
    )


def digest_of(files: Files) -> str:
    """SHA-256 over names and contents, in the order of names."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    return digest.hexdigest()


def version_of(files: Files) -> FormatVersion:
    """Which version of the format these files are in. Raises InvalidInput."""
    return _version(Table.parse(FILE, files.get(FILE, b"")))


def constants_of(files: Files) -> Constants:
    """The constants that problem.yaml gives. Raises InvalidInput."""
    table = Table.parse(FILE, files.get(FILE, b""))
    version = _version(table)
    read_metadata = metadata_legacy.read_metadata if version.is_legacy else metadata_2025.read_metadata
    return read_metadata(table, version, []).constants


def keywords_of(files: Files) -> tuple[str, ...]:
    """What the authors say it is about; empty for tasks, which have no place for it."""
    raw = Table.parse(FILE, files.get(FILE, b"")).take("keywords")
    words = raw.split() if isinstance(raw, str) else raw if isinstance(raw, list) else []
    return tuple(str(word) for word in words)


def _version(table: Table) -> FormatVersion:
    raw = table.take("problem_format_version")
    # A month without quotes is a text in YAML; only a whole date would be something else.
    word = "legacy" if raw is None else str(raw) if isinstance(raw, (str, int, float)) else ""
    try:
        return FormatVersion.V2023_07_DRAFT if word == "2023-07" else FormatVersion(word)
    except ValueError as error:
        raise table.bad("problem_format_version", "one of " + ", ".join(FormatVersion)) from error


def with_constants(files: Files, constants: Constants) -> Files:
    """The files with constants filled in everywhere but in statements."""
    if not constants:
        return files
    filled = dict(files)
    for path, data in files.items():
        chosen = path.startswith(_FILLED) and path != "submissions/submissions.yaml"
        if (chosen or path.endswith("/test_group.yaml")) and b"{{" in data:
            text = fill_constants(data.decode("utf-8", "surrogateescape"), constants)
            filled[path] = text.encode("utf-8", "surrogateescape")
    return filled


@dataclass
class _Statements:
    """HTML and title by language."""

    html: dict[str, str]
    titles: dict[str, str]


def statement_paths(files: Files, version: FormatVersion) -> list[tuple[str, str]]:
    """Language and path of each statement that is read, the one that reads best where a language has several."""
    folder = "problem_statement" if version.is_legacy else "statement"
    found: dict[str, str] = {}
    for path in sorted(files, key=lambda path: (_PREFERENCE.get(path.rpartition(".")[2], 0), path)):
        match = _STATEMENT.fullmatch(path.removeprefix(f"{folder}/")) if path.startswith(f"{folder}/") else None
        if match is not None:
            found.setdefault(match[1] or "en", path)
    return list(found.items())


def _statements(files: Files, version: FormatVersion, metadata: Metadata, warnings: list[str]) -> _Statements:
    folder = "problem_statement" if version.is_legacy else "statement"
    found = _Statements({}, dict(metadata.titles))
    for language, path in statement_paths(files, version):
        statement = render_statement(path, files, metadata.constants)
        found.html[language] = statement.html
        warnings += statement.warnings
        if statement.title and version.is_legacy:
            found.titles.setdefault(language, statement.title)
    if not found.html:
        where = f"{folder}/problem.en.md"
        raise InvalidInput(where, "required", f"{where}: the package has no statement.")
    if not version.is_legacy and set(found.html) != set(found.titles):
        limit = "the languages of the statements: " + ", ".join(sorted(found.html))
        raise InvalidInput(f"{FILE}: name", limit, f"{FILE}: name must be given for exactly {limit}.")
    if not found.titles:
        raise InvalidInput(f"{FILE}: name", "required", f"{FILE}: name is missing.")
    return found


def _unread(metadata: Metadata, name: str) -> _Statements:
    """In place of statements that nobody is going to read; legacy keeps its titles in them."""
    return _Statements({"en": ""}, dict(metadata.titles) or {"en": name})


def _with_programs(package: ProblemPackage, files: Files, metadata: Metadata, warnings: list[str]) -> ProblemPackage:
    """Validators and grader, and whether the type of the problem has those it needs."""
    validators = _output_validators(files, package.version, metadata)
    if (package.interactive or package.multi_pass) and not validators:
        kind = "interactive" if package.interactive else "multi-pass"
        where = "output_validators" if package.version.is_legacy else "output_validator"
        raise InvalidInput(where, "a program", f"{where}: a problem that is {kind} needs a validator program.")
    if len(validators) > 1 and package.interactive:
        where = "output_validators"
        raise InvalidInput(where, "one program", f"{where}: an interactive problem has exactly one validator.")
    static = None if package.version.is_legacy else read_single_program(files, "static_validator")
    if static is not None and package.submit_answer:
        where = "static_validator"
        raise InvalidInput(where, "left out", f"{where}: must be left out in a submit-answer problem.")
    inputs = [
        one
        for folder in ("input_validators", "input_format_validators")
        for one in read_input_validators(files, folder, warnings)
    ]
    return replace(
        package,
        output_validators=validators,
        input_validators=tuple(inputs),
        static_validator=static,
        grader=_grader(files, package, warnings),
    )


def _output_validators(files: Files, version: FormatVersion, metadata: Metadata) -> tuple[Program, ...]:
    if not version.is_legacy:
        program = read_single_program(files, "output_validator")
        return (program,) if program else ()
    if not metadata.custom_validator:
        return ()
    programs = read_tools(files, "output_validators")
    if not programs:
        where = "output_validators"
        raise InvalidInput(where, "a program", f"{where}: validation is custom, but there is no validator program.")
    return programs


def _grader(files: Files, package: ProblemPackage, warnings: list[str]) -> Program | None:
    programs = read_tools(files, "graders")
    if not programs:
        return None
    if package.version is not FormatVersion.LEGACY or not package.scoring:
        warnings.append("graders: only scoring problems of version legacy have graders; it is not used.")
        return None
    if len(programs) > 1:
        raise InvalidInput("graders", "one program", "graders: there can be only one grader.")
    return programs[0]


def _with_data(package: ProblemPackage, files: Files, metadata: Metadata, warnings: list[str]) -> ProblemPackage:
    tree = DataTree(files)
    version = package.version
    legacy = version.is_legacy or _keeps_old_groups(tree, version)
    check_files(tree, version, warnings)
    check_display(tree, version)
    _warn_of_other_settings(tree, version, warnings, legacy=legacy)
    reader = CaseReader(tree, version, warnings)
    if legacy:
        known = groups_legacy.Programs(
            tuple(one.name for one in package.input_validators),
            tuple(one.name for one in package.output_validators),
            package.grader is not None,
        )
        root = groups_legacy.read_root(reader, metadata, known)
    else:
        root = groups_2025.read_root(reader, metadata, static=package.static_validator is not None)
    return replace(
        package,
        root=root,
        legacy_grading=legacy,
        validator_flags=next((case.validator_args for case in root.all_cases()), ()),
        shown_samples=read_samples(tree, version, warnings, interactive=metadata.interactive),
        validation_cases=reader.probes(),
    )


def _keeps_old_groups(tree: DataTree, version: FormatVersion) -> bool:
    """Packages of the draft were written for tools that read legacy's groups; which ones they have tells."""
    if version is not FormatVersion.V2023_07_DRAFT:
        return False
    names = {name for place in tree.below("data") for name in tree.names(place)}
    return groups_legacy.GROUP_FILE in names and groups_2025.GROUP_FILE not in names


def _warn_of_other_settings(tree: DataTree, version: FormatVersion, warnings: list[str], *, legacy: bool) -> None:
    wrong, right = groups_2025.GROUP_FILE, groups_legacy.GROUP_FILE
    if not legacy:
        wrong, right = right, wrong
    for place in tree.below("data"):
        if wrong in tree.names(place):
            warnings.append(f"{place}/{wrong}: is not read in version {version.value}, which has {right} for it.")
        if version is FormatVersion.LEGACY_ICPC and right in tree.names(place):
            warnings.append(f"{place}/{right}: is not part of legacy-icpc; it is read as in legacy.")


def _check_flags(package: ProblemPackage) -> None:
    """Without a program of the authors, the default validator must understand every test's arguments."""
    if not package.output_validators:
        for flags in {case.validator_args for case in package.root.all_cases()}:
            parse_flags(flags)


def _max_score(package: ProblemPackage) -> float | None:
    if not package.scoring:
        return None
    if package.legacy_grading and package.root.max_score is not None:
        return package.root.max_score
    return package.secret.max_score
