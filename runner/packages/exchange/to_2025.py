"""From `legacy`, `legacy-icpc` and `2023-07-draft` to `2025-09`, file by file."""

from __future__ import annotations

import re
import uuid
from typing import Any

from protocol.errors import InvalidInput
from runner.packages.exchange.data_2025 import convert_data
from runner.packages.exchange.work import Work, whole
from runner.packages.fields import Table
from runner.packages.formats.metadata import FILE
from runner.packages.model import MIB, FormatVersion, ProblemLimits, ProblemPackage
from runner.packages.sources import zip_of_files

_LANGUAGE_LESS = re.compile(r"problem\.(md|tex|pdf)")
_STATEMENT = re.compile(r"problem\.([a-z]{2,3}(?:-[A-Z]{2})?)\.(md|tex|pdf)")
_AUTHORS = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_VERSION_LINE = re.compile(rb"^problem_format_version:[ \t]*\S+", re.MULTILINE)
_SUBMISSIONS = "submissions/submissions.yaml"
_LEGACY_RULES: dict[str, dict[str, Any]] = {
    "partially_accepted": {"permitted": ["AC", "WA", "TLE", "RTE"], "use_for_time_limit": False},
    "wrong_answer": {"permitted": ["AC", "WA"], "required": ["WA"], "use_for_time_limit": False},
    "time_limit_exceeded": {"permitted": ["AC", "WA", "TLE"], "required": ["TLE"]},
    "run_time_error": {"permitted": ["AC", "WA", "TLE", "RTE"], "required": ["RTE"]},
}
"""What legacy's folders promise, where 2025-09 promises something else; programs there never set the time limit."""
_PORTABLE = (".py", ".c", ".cc", ".cpp", ".cxx", ".c++", ".C")


def to_2025(package: ProblemPackage, work: Work) -> None:
    """Convert in place. Raises InvalidInput for what cannot be a package of 2025-09 at all."""
    legacy = package.version.is_legacy
    if legacy:
        _move_statements(work)
        _write_metadata(package, work)
        _move_validators(package, work)
        _write_submissions(package, work)
    else:
        _renew_metadata(package, work)
        _flatten_validator(work)
        _complete_submissions(package, work)
        if not package.legacy_grading:
            _mark_groups(package, work)
    if package.legacy_grading:
        convert_data(package, work)
    _pack_attachments(work)
    _complete_samples(package, work)
    if work.drop("graders/") and package.grader is None:
        work.lose("is not used and left out", ["graders"])


def _move_statements(work: Work) -> None:
    work.move("problem_statement/", "statement/")
    for path in list(work.below("statement")):
        match = _LANGUAGE_LESS.fullmatch(path)
        if match and f"statement/problem.en.{match[1]}" not in work.files:
            work.move(f"statement/{path}", f"statement/problem.en.{match[1]}")


def _write_metadata(package: ProblemPackage, work: Work) -> None:
    table = Table.parse(FILE, work.files[FILE])
    languages = sorted({match[1] for path in work.below("statement") if (match := _STATEMENT.fullmatch(path))})
    missing = [one for one in languages if one not in package.titles]
    if missing:
        work.lose(f"no name in {', '.join(missing)}; {package.title!r} is used", ["statement"])
    kinds = ["scoring" if package.scoring else "pass-fail", *(["interactive"] if package.interactive else [])]
    author, source, url = table.text("author"), table.text("source"), table.text("source_url")
    values: dict[str, Any] = {
        "problem_format_version": FormatVersion.V2025_09.value,
        "type": kinds if len(kinds) > 1 else kinds[0],
        "name": {language: package.titles.get(language, package.title) for language in languages},
        "uuid": package.uuid or str(uuid.uuid5(uuid.NAMESPACE_OID, package.digest)),
    }
    if package.uuid is None:
        work.lose("has no uuid; one is made from the package's content", [FILE])
    if author:
        values["credits"] = {"authors": [name for name in _AUTHORS.split(author) if name.strip()]}
    if source:
        values["source"] = {"name": source, "url": url} if url else source
    values["license"] = package.license
    if table.has("rights_owner"):
        values["rights_owner"] = table.text("rights_owner")
    values["limits"] = _limits(package, work, table.table("limits"))
    if table.has("keywords"):
        values["keywords"] = (table.text("keywords") or "").split()
    values["allow_file_writing"] = True  # as in legacy, where nothing forbids it
    if table.table("grading").flag("show_test_data_groups", default=False):
        work.lose("show_test_data_groups has no equivalent", [FILE])
    work.write_yaml(FILE, {key: value for key, value in values.items() if value != []})


def _limits(package: ProblemPackage, work: Work, table: Table) -> dict[str, Any]:
    limits = package.limits
    values: dict[str, Any] = {
        "time_multipliers": {
            "ac_to_time_limit": whole(_at_least_one(work, "time_multiplier", limits.ac_to_time_limit)),
            "time_limit_to_tle": whole(_at_least_one(work, "time_safety_margin", limits.time_limit_to_tle)),
        }
    }
    if limits.time_limit_given:
        values["time_limit"] = whole(limits.time_limit_ms / 1000)
        if limits.time_limit_ms % 1000:
            values["time_resolution"] = 0.001
    return values | _sizes(limits, table)


def _sizes(limits: ProblemLimits, table: Table) -> dict[str, int]:
    """Only what the authors gave: a limit that is written down is a demand."""
    sizes = {
        "memory": limits.memory_bytes // MIB,
        "output": limits.output_bytes // MIB,
        "code": limits.code_bytes // 1024,
        "compilation_time": limits.compilation_time_ms // 1000,
        "compilation_memory": limits.compilation_memory_bytes // MIB,
        "validation_time": limits.validation_time_ms // 1000,
        "validation_memory": limits.validation_memory_bytes // MIB,
        "validation_output": limits.validation_output_bytes // MIB,
    }
    return {key: value for key, value in sizes.items() if table.has(key)}


def _at_least_one(work: Work, key: str, factor: float) -> float:
    if factor < 1:
        work.lose(f"limits.{key} of {factor:g} is less than 1 and becomes 1", [FILE])
    return max(factor, 1.0)


def _move_validators(package: ProblemPackage, work: Work) -> None:
    work.move("input_format_validators/", "input_validators/")
    if not package.output_validators:
        if work.drop("output_validators/"):
            work.lose("validation is default, so they are left out", ["output_validators"])
        return
    if len(package.output_validators) > 1:
        where = "output_validators"
        raise InvalidInput(where, "one program", f"{where}: 2025-09 has one output validator, the package has several.")
    program = package.output_validators[0]
    work.drop("output_validators/")
    work.files |= {f"output_validator/{path}": data for path, data in program.files.items()}
    if program.language is not None and not program.main.endswith(_PORTABLE):
        work.lose(f"is in {program.words}; 2025-09 promises only Python 3, C and C++", ["output_validator"])


def _pack_attachments(work: Work) -> None:
    folders = {path.partition("/")[0] for path in work.below("attachments") if "/" in path} - {"templates"}
    for folder in sorted(folders):
        packed = zip_of_files(work.below(f"attachments/{folder}"), folder)
        work.drop(f"attachments/{folder}/")
        work.files[f"attachments/{folder}.zip"] = packed
        work.lose("a folder of attachments becomes an archive", [f"attachments/{folder}"])


def _write_submissions(package: ProblemPackage, work: Work) -> None:
    paths = work.below("submissions")
    folders = {path.partition("/")[0] for path in paths if "/" in path}
    rules = {name: dict(rule) for name, rule in _LEGACY_RULES.items() if name in folders}
    if "partially_accepted" in rules and package.max_score is not None:
        rules["partially_accepted"]["score"] = [0.001, package.max_score - 0.001]
    for folder in sorted(folders - {"accepted", *_LEGACY_RULES}):
        rules[folder] = {"use_for_time_limit": False}
    for path, data in sorted(paths.items()):
        if path.endswith(".py") and re.match(rb"^#!.*python2", data[:200]):
            rules["/".join(path.split("/")[:2])] = {"language": "python2"}
    for submission in package.submissions:
        if submission.program.language is None:
            where = f"submissions/{submission.folder}/{submission.program.name}"
            work.lose("its build and run scripts are not known for submissions in 2025-09", [where])
            work.drop(f"{where}/")
    work.write_yaml(_SUBMISSIONS, rules)


def _renew_metadata(package: ProblemPackage, work: Work) -> None:
    """The draft and 2025-09 share their keys; comments and order stay."""
    data = work.files[FILE]
    work.files[FILE] = _VERSION_LINE.sub(b"problem_format_version: 2025-09", data, count=1)
    steps = package.limits.time_limit_ms / 1000 / package.limits.time_resolution_s
    if package.limits.time_limit_given and abs(steps - round(steps)) > 1e-6:
        where = f"{FILE}: limits.time_limit"
        limit = f"a multiple of time_resolution ({package.limits.time_resolution_s:g} s)"
        raise InvalidInput(where, limit, f"{where} must be {limit} in 2025-09. Give a finer time_resolution first.")


def _flatten_validator(work: Work) -> None:
    for folder in ("output_validator", "static_validator"):
        own = work.below(folder)
        tops = {path.partition("/")[0] for path in own}
        if len(tops) == 1 and (top := tops.pop()) not in own:
            work.move(f"{folder}/{top}/", f"{folder}/")


def _complete_submissions(package: ProblemPackage, work: Work) -> None:
    paths = work.below("submissions")
    folders = {path.partition("/")[0] for path in paths if "/" in path}
    old = "partially_accepted" in folders and _SUBMISSIONS not in work.files
    if old:
        rule = dict(_LEGACY_RULES["partially_accepted"])
        if package.scoring and package.max_score is not None:
            rule["score"] = [0.001, package.max_score - 0.001]
        work.write_yaml(_SUBMISSIONS, {"partially_accepted": rule})


def _mark_groups(package: ProblemPackage, work: Work) -> None:
    """Each folder of the draft is a group; 2025-09 knows them by their file."""
    for group in package.secret.groups:
        work.files.setdefault(f"data/{group.name}/test_group.yaml", b"{}\n")


def _complete_samples(package: ProblemPackage, work: Work) -> None:
    """A conversation stands in for a test's files, so 2025-09 wants to know what may be downloaded instead."""
    for path in sorted(path for path in work.files if path.startswith("data/") and path.endswith(".interaction")):
        stem = path.removesuffix(".interaction")
        if f"{stem}.in" not in work.files:
            name = f"attachments/{stem.rpartition('/')[2]}.interaction"
            work.files[name] = work.files.pop(path)
            work.lose(f"a sample without a test is not known; it becomes {name}", [path])
            continue
        for kind in (".in", ".ans"):
            # In legacy the files of an interactive sample are never shown.
            shown = b"" if package.version.is_legacy else work.files.get(stem + kind, b"")
            work.files.setdefault(f"{stem}{kind}.download", shown)
    if package.version is not FormatVersion.V2023_07_DRAFT:
        return
    for path in sorted(path for path in work.files if path.endswith((".in.statement", ".ans.statement"))):
        work.files.setdefault(path.removesuffix(".statement") + ".download", work.files[path])
    for path in sorted(path for path in work.files if path.endswith((".in.download", ".ans.download"))):
        stem = path.rpartition(".")[0]
        if f"{stem.rpartition('.')[0]}.interaction" not in work.files:
            work.files.setdefault(f"{stem}.statement", work.files[stem])
