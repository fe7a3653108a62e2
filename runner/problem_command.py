"""`recrutr problem verify DIR|ZIP…`: packages and tasks checked and judged on the command line.

Guarantees: exit code 0 only when every package keeps every promise; one package that cannot be read does not keep the
next from being checked. The work itself is in `runner/judging/verify.py` and `runner/tasks/verify.py`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from protocol.errors import RecrutrError
from runner import package_command
from runner.doctor.diagnosis import open_engine
from runner.engine import Engine
from runner.judging.verify import PackageReport, ProgramReport, VerifyOptions
from runner.packages.globs import check_pattern
from runner.tasks.loading import load, verify_problem

_GREEN, _RED, _YELLOW, _PLAIN = "\033[32m", "\033[31m", "\033[33m", "\033[0m"
_SHOWN_FAULTS = 5
_MOST_JOBS = 32


def problem(argv: list[str]) -> int:
    """Check, judge, convert and hand in problem packages (verify, export, import)."""
    parser = argparse.ArgumentParser(prog="recrutr problem", description="Problem packages.")
    actions = parser.add_subparsers(dest="action", required=True)
    check = actions.add_parser("verify", help="check packages and tasks and judge every program under submissions/")
    check.add_argument(
        "packages", nargs="+", type=Path, metavar="DIR|ZIP", help="a folder of a package or task, or .zip or .kpp"
    )
    check.add_argument("--json", action="store_true", help="one JSON object a package on standard output")
    check.add_argument("--jobs", type=_jobs, default=2, metavar="N", help="tests that run at once (default: 2)")
    check.add_argument(
        "--only",
        type=_pattern,
        default="",
        metavar="GLOB",
        help="judge only programs that match, such as 'accepted/*.py'",
    )
    check.add_argument("--engine", help="address of the container engine (default: DOCKER_HOST, else the usual one)")
    package_command.add_words(actions)
    arguments = parser.parse_args(argv)
    if arguments.action in package_command.WORDS:
        return package_command.run(arguments)
    try:
        engine = open_engine(arguments.engine)
    except RecrutrError as error:
        for path in arguments.packages:
            _tell(path, error, arguments)
        return 1
    try:
        results = [_verify_one(path, engine, arguments) for path in arguments.packages]
    finally:
        engine.close()
    return 0 if all(results) else 1


def _jobs(text: str) -> int:
    count = int(text)
    if not 1 <= count <= _MOST_JOBS:
        raise argparse.ArgumentTypeError(f"must be 1 to {_MOST_JOBS}, not {text}")
    return count


def _pattern(text: str) -> str:
    try:
        check_pattern(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no pattern with matching braces") from error
    return text


def _verify_one(path: Path, engine: Engine, arguments: argparse.Namespace) -> bool:
    options = VerifyOptions(lambda line: _progress(f"{path.name}: {line}"), arguments.jobs, arguments.only)
    try:
        report = verify_problem(load(path), engine, options)
    except RecrutrError as error:
        _progress("")
        _tell(path, error, arguments)
        return False
    _progress("")
    _say(json.dumps({**dataclasses.asdict(report), "good": report.good}) if arguments.json else _table(report))
    return report.good


def _tell(path: Path, error: RecrutrError, arguments: argparse.Namespace) -> None:
    if arguments.json:
        _say(json.dumps({"package": str(path), "good": False, "error": error.message, "code": error.code}))
    else:
        sys.stderr.write(f"{path}: {error.message}\n")


def _table(report: PackageReport) -> str:
    lines = [f"{report.title} ({report.name}), time limit {report.time_limit_ms / 1000:g} s"]
    columns = [_cells(program) for program in report.programs]
    widths = [max(map(len, column)) for column in zip(*columns, strict=True)]
    for program, cells in zip(report.programs, columns, strict=True):
        lines += _row(program, "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)))
    lines += [f"  {_mark('FAIL', _RED)} {fault}" for fault in report.faults]
    lines += [f"  {_mark('note', _YELLOW)} {warning}" for warning in report.warnings]
    return "\n".join([*lines, f"  {_summary(report)}"])


def _cells(program: ProgramReport) -> tuple[str, ...]:
    score = "" if program.score is None else f"{program.score:g} points"
    found = f"skipped: {program.skipped}" if program.skipped else program.verdicts
    slowest = "" if program.skipped else f"{program.slowest_ms} ms"
    return program.path, program.language, f"expected {program.expected}", found, score, f"{slowest:>8}"


def _row(program: ProgramReport, cells: str) -> Iterator[str]:
    word, colour = ("skip", _YELLOW) if program.skipped else ("FAIL", _RED) if program.faults else ("ok  ", _GREEN)
    yield f"  {_mark(word, colour)} {cells}".rstrip()
    yield from (f"       {fault}" for fault in program.faults[:_SHOWN_FAULTS])
    if len(program.faults) > _SHOWN_FAULTS:
        yield f"       and {len(program.faults) - _SHOWN_FAULTS} more"


def _summary(report: PackageReport) -> str:
    kept = sum(1 for program in report.programs if not program.faults and not program.skipped)
    skipped = sum(1 for program in report.programs if program.skipped)
    judged = len(report.programs) - skipped
    left = f", {skipped} skipped" if skipped else ""
    word = _mark("good", _GREEN) if report.good else _mark("not good", _RED)
    return f"{word}: {kept} of {judged} programs as expected{left}"


def _mark(word: str, colour: str) -> str:
    return f"{colour}{word}{_PLAIN}" if sys.stdout.isatty() else word


def _progress(line: str) -> None:
    """One line that replaces itself on a terminal; elsewhere a line a step, but not one a test."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{line}")
    elif line and ": test " not in line:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
