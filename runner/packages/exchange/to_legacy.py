"""From `2025-09` and `legacy-icpc` to `legacy`, file by file."""

from __future__ import annotations

import re
import shlex
from typing import Any

from protocol.errors import InvalidInput
from runner.packages.exchange.work import Work, most_common, whole
from runner.packages.fields import Table
from runner.packages.formats.credits import check_people
from runner.packages.formats.metadata import FILE
from runner.packages.formats.metadata_2025 import read_metadata
from runner.packages.model import MIB, Aggregation, FormatVersion, ProblemPackage, TestCase, TestGroup
from runner.packages.programs import program_groups
from runner.packages.reader import version_of, with_constants
from runner.statements import fill_constants

_LEGACY_FOLDERS = {"accepted", "partially_accepted", "wrong_answer", "time_limit_exceeded", "run_time_error"}
_PROBLEM_NAME = re.compile(rb"\\problemname\{[^{}]+\}")
_LATEX_CONSTANT = re.compile(r"\\constant\{([a-zA-Z_][a-zA-Z0-9_.]*)\}")
_DISPLAY = (".in.statement", ".ans.statement", ".in.download", ".ans.download", ".out")
_KEYS_LOST = ("version", "embargo_until", "languages", "allow_file_writing")
_VERSION_LINE = re.compile(rb"^problem_format_version:[^\n]*\n?", re.MULTILINE)


def to_legacy(package: ProblemPackage, work: Work) -> None:
    """Convert in place. Raises InvalidInput for a problem that legacy has no words for."""
    if package.version is FormatVersion.LEGACY_ICPC:
        work.files[FILE] = _VERSION_LINE.sub(b"", work.files[FILE], count=1)
        return
    _refuse(package)
    _fill_constants(work)
    _move_statements(package, work)
    _write_metadata(package, work)
    _move_programs(package, work)
    _copy_includes(package, work)
    _write_data(package, work)
    _lose_rules(work)


def _refuse(package: ProblemPackage) -> None:
    cases = list(package.root.all_cases())
    for words, found in (
        ("multi-pass problems", package.multi_pass),
        ("submit-answer problems", package.submit_answer),
        ("static validators", package.static_validator is not None),
        ("arguments of submissions", any(case.args for case in cases)),
        ("files beside the input of a test", any(case.files for case in cases)),
    ):
        if found:
            limit = f"a problem without {words}"
            raise InvalidInput(FILE, limit, f"The package cannot be converted: legacy has no {words}.")


def _fill_constants(work: Work) -> None:
    table = Table.parse(FILE, work.files[FILE])
    version = version_of(work.files)
    table.ignore("problem_format_version")
    constants = read_metadata(table, version, []).constants
    if not constants:
        return
    work.lose("constants are filled in where they stand", [FILE])
    work.files |= with_constants(work.files, constants)
    for path, data in work.below("statement").items():
        if path.endswith((".md", ".tex")):
            text = _LATEX_CONSTANT.sub(r"{{\1}}", data.decode("utf-8", "surrogateescape"))
            work.files[f"statement/{path}"] = fill_constants(text, constants).encode("utf-8", "surrogateescape")


def _move_statements(package: ProblemPackage, work: Work) -> None:
    work.move("statement/", "problem_statement/")
    for path, data in work.below("problem_statement").items():
        language = path.split(".")[1] if path.startswith("problem.") and path.count(".") == 2 else ""
        where = f"problem_statement/{path}"
        if path.endswith(".md") and language:
            work.lose("legacy has no statements in Markdown", [where])
        elif path.endswith(".tex") and language and not _PROBLEM_NAME.search(data):
            title = package.titles.get(language, package.title)
            work.files[where] = f"\\problemname{{{title}}}\n".encode() + data.replace(b"\\problemname{}", b"")


def _write_metadata(package: ProblemPackage, work: Work) -> None:
    table = Table.parse(FILE, work.files[FILE])
    validation = ["custom"] if package.output_validators else ["default"]
    validation += ["interactive"] if package.interactive else []
    validation += ["score"] if package.scoring and package.output_validators else []
    values: dict[str, Any] = {
        "name": package.title,
        "type": "scoring" if package.scoring else "pass-fail",
        "uuid": package.uuid,
        "author": ", ".join(_authors(table, work)) or None,
        **_source(table, work),
        "license": package.license,
        "rights_owner": table.text("rights_owner"),
        "limits": _limits(package, work, table.table("limits")),
        "validation": " ".join(validation),
    }
    keywords = table.words("keywords")
    if keywords:
        values["keywords"] = " ".join(word.replace(" ", "-") for word in keywords)
    if len(package.titles) > 1:
        work.lose("legacy takes names in further languages from the statements", [FILE])
    for key in _KEYS_LOST:
        if table.has(key):
            work.lose(f"{key} has no equivalent", [FILE])
    work.write_yaml(FILE, {key: value for key, value in values.items() if value is not None})


def _authors(table: Table, work: Work) -> tuple[str, ...]:
    raw = table.peek("credits")
    if not isinstance(raw, dict):
        return (raw,) if isinstance(raw, str) else ()
    people = table.table("credits")
    authors = check_people(people, "authors")
    others = [key for key, _ in people.rest()]
    if others:
        work.lose(f"credits: {', '.join(others)} have no equivalent", [FILE])
    return authors


def _source(table: Table, work: Work) -> dict[str, Any]:
    raw = table.take("source")
    sources = raw if isinstance(raw, list) else [raw] if raw is not None else []
    if len(sources) > 1:
        work.lose("legacy has one source; the first one stays", [FILE])
    if not sources:
        return {}
    first = sources[0] if isinstance(sources[0], dict) else {"name": sources[0]}
    return {"source": first["name"], "source_url": first.get("url")}


def _limits(package: ProblemPackage, work: Work, table: Table) -> dict[str, Any]:
    limits = package.limits
    if limits.time_limit_given:
        words = (
            f"the time limit of {limits.time_limit_ms / 1000:g} s has no equivalent; legacy finds it by the programs"
        )
        work.lose(words, [FILE])
    if table.has("time_resolution"):
        work.lose("limits.time_resolution has no equivalent", [FILE])
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
    return {
        "time_multiplier": whole(limits.ac_to_time_limit),
        "time_safety_margin": whole(limits.time_limit_to_tle),
        **{key: value for key, value in sizes.items() if table.has(key)},
    }


def _move_programs(package: ProblemPackage, work: Work) -> None:
    if package.output_validators:
        own = work.below("output_validator")
        nested = len({path.partition("/")[0] for path in own}) == 1 and not any("/" not in path for path in own)
        alone = len(own) == 1 and not nested
        work.move("output_validator/", "output_validators/" if alone or nested else "output_validators/validator/")
    for folder in ("input_visualizer/", "output_visualizer/", "solution/"):
        if work.drop(folder):
            work.lose("is not part of legacy", [folder.removesuffix("/")])


def _copy_includes(package: ProblemPackage, work: Work) -> None:
    default = work.below("include/default")
    if not default:
        return
    work.drop("include/default/")
    for language in package.languages:
        for path, data in default.items():
            work.files.setdefault(f"include/{language.value}/{path}", data)
    work.lose("files for every language are copied to each language known here", ["include/default"])


def _write_data(package: ProblemPackage, work: Work) -> None:
    for folder in ("invalid_input", "invalid_output", "valid_output"):
        if work.drop(f"data/{folder}/"):
            work.lose("tests of the validators are not known in legacy", [f"data/{folder}"])
    for path in [path for path in work.files if path.startswith("data/") and path.endswith("/test_group.yaml")]:
        del work.files[path]
    shown = [path for path in work.files if path.startswith("data/") and path.endswith(_DISPLAY)]
    for path in shown:
        del work.files[path]
    if shown:
        work.lose("what is shown in place of a test's own files has no equivalent", sorted(shown))
    for case in package.root.all_cases():
        _write_notes(case, work)
    _write_groups(package, work)
    feedback = [case.name for case in package.secret.all_cases() if case.full_feedback]
    if feedback:
        work.lose("full_feedback has no equivalent", feedback)


def _write_notes(case: TestCase, work: Work) -> None:
    work.drop(f"data/{case.name}.yaml")
    for suffix, text in ((".hint", case.hint), (".desc", case.description)):
        if text:
            work.files[f"data/{case.name}{suffix}"] = f"{text}\n".encode()


def _write_groups(package: ProblemPackage, work: Work) -> None:
    if not package.scoring:
        for group in package.root.groups:
            work.write_yaml(f"data/{group.name}/testdata.yaml", _flags(group, work))
        return
    secret = package.secret
    lenient = {"on_reject": "continue", "range": _range(secret)}
    work.write_yaml("data/testdata.yaml", {**lenient, "grader_flags": "always_accept ignore_sample"})
    work.write_yaml("data/sample/testdata.yaml", {"accept_score": 0, **_flags(package.sample, work)})
    if package.output_validators:
        work.lose("score_multiplier.txt is not known in legacy, only score.txt", ["output_validators"])
    if not secret.groups:
        work.write_yaml("data/secret/testdata.yaml", {**_scores(secret), **_flags(secret, work)})
        return
    mode = "sum" if secret.aggregation is Aggregation.SUM else "min"
    work.write_yaml("data/secret/testdata.yaml", {**lenient, "grader_flags": f"always_accept {mode}"})
    for group in secret.groups:
        work.write_yaml(f"data/{group.name}/testdata.yaml", {**_scores(group), **_flags(group, work)})
        if group.require_pass:
            work.lose("require_pass has no equivalent", [f"data/{group.name}"])


def _scores(group: TestGroup) -> dict[str, Any]:
    """Settings under which legacy's default grader comes to the same score."""
    most = group.max_score
    if group.aggregation is Aggregation.SUM:
        each = 1.0 if most is None else most / max(len(group.cases), 1)
        flags = {"on_reject": "continue", "grader_flags": "always_accept sum", "accept_score": whole(each)}
    else:
        flags = {"on_reject": "break", "grader_flags": "min", "accept_score": whole(1.0 if most is None else most)}
    return {**flags, "range": _range(group)}


def _range(group: TestGroup) -> str:
    return f"0 {'+inf' if group.max_score is None else format(group.max_score, 'g')}"


def _flags(group: TestGroup, work: Work) -> dict[str, Any]:
    cases = list(group.all_cases())
    outputs = most_common((case.validator_args for case in cases), ())
    inputs = most_common((case.input_validator_args for case in cases), ())
    named = most_common((tuple((case.named_input_args or {}).items()) for case in cases), ())
    odd = [
        f"data/{case.name}"
        for case in cases
        if case.validator_args != outputs
        or case.input_validator_args != inputs
        or tuple((case.named_input_args or {}).items()) != named
    ]
    if odd or len(named) > 1:
        work.lose("arguments for single tests or validators have no equivalent; those of the group count", odd)
    values: dict[str, Any] = {}
    if outputs:
        values["output_validator_flags"] = shlex.join(outputs)
    if inputs:
        values["input_validator_flags"] = shlex.join(inputs)
    elif len(named) == 1:
        values["input_validator_flags"] = {"name": named[0][0], "flags": shlex.join(named[0][1])}
    return values


def _lose_rules(work: Work) -> None:
    if work.drop("submissions/submissions.yaml"):
        work.lose(
            "what single programs promise has no equivalent; their folders count", ["submissions/submissions.yaml"]
        )
    own = {path: data for path, data in work.below("submissions").items() if "/" in path}
    for folder, _ in program_groups(own, ""):
        if folder not in _LEGACY_FOLDERS:
            work.lose("is no folder of legacy; its programs promise nothing there", [f"submissions/{folder}"])
