"""The runner's words on the command line: `recrutr images …` and `recrutr problem …`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from protocol.errors import RecrutrError
from runner import images as box_images
from runner.boxes.docker_door import DockerDoor
from runner.boxes.docker_engine import DockerEngine
from runner.engine import Engine
from runner.judging.verify import PackageReport, ProgramReport
from runner.tasks.loading import load, verify_problem

_ENGINE_HELP = "address of the container engine (default: DOCKER_HOST, else the usual one)"
_GREEN, _RED, _PLAIN = "\033[32m", "\033[31m", "\033[0m"


def images(argv: list[str]) -> int:
    """Build or list the images in which programs run (build, list)."""
    parser = argparse.ArgumentParser(prog="recrutr images", description="The image in which programs run.")
    parser.add_argument("action", choices=["build", "list"], help="build what is missing, or show what is here")
    parser.add_argument("--engine", help=_ENGINE_HELP)
    arguments = parser.parse_args(argv)
    door = DockerDoor(arguments.engine)
    try:
        if arguments.action == "build":
            box_images.build(door, _say)
        else:
            for entry in box_images.installed(door):
                _say(f"{entry.tag:40} {entry.size_bytes / 1e6:7.0f} MB {'current' if entry.current else ''}".rstrip())
    except RecrutrError as error:
        return _fail(error)
    finally:
        door.close()
    return 0


def problem(argv: list[str]) -> int:
    """Check problem packages and judge their own submissions (verify DIR|ZIP…)."""
    parser = argparse.ArgumentParser(prog="recrutr problem", description="Problem packages.")
    actions = parser.add_subparsers(dest="action", required=True)
    check = actions.add_parser("verify", help="check packages and tasks and judge every program under submissions/")
    check.add_argument(
        "packages", nargs="+", type=Path, metavar="DIR|ZIP", help="a folder of a package or task, or .zip or .kpp"
    )
    check.add_argument("--json", action="store_true", help="one JSON object a package on standard output")
    check.add_argument("--engine", help=_ENGINE_HELP)
    arguments = parser.parse_args(argv)
    engine = DockerEngine(arguments.engine)
    try:
        results = [_verify_one(path, engine, as_json=arguments.json) for path in arguments.packages]
    finally:
        engine.close()
    return 0 if all(results) else 1


def _verify_one(path: Path, engine: Engine, *, as_json: bool) -> bool:
    try:
        report = verify_problem(load(path), engine, lambda line: _progress(f"{path.name}: {line}"))
    except RecrutrError as error:
        if as_json:
            _say(json.dumps({"package": str(path), "good": False, "error": error.message, "code": error.code}))
            return False
        return _fail(error) == 0
    finally:
        _progress("")
    _say(json.dumps({**dataclasses.asdict(report), "good": report.good}) if as_json else _table(report))
    return report.good


def _table(report: PackageReport) -> str:
    lines = [f"{report.title} ({report.name}), time limit {report.time_limit_ms / 1000:g} s"]
    width = max((len(program.path) for program in report.programs), default=0)
    lines += [_row(program, width) for program in report.programs]
    lines += [f"  {_mark(good=False)} {fault}" for fault in report.faults]
    lines += [f"  note: {warning}" for warning in report.warnings]
    return "\n".join(lines)


def _row(program: ProgramReport, width: int) -> str:
    score = "" if program.score is None else f"{program.score:g} points"
    cells = (
        f"{program.path:{width}}  {program.language:10}  expected {program.expected:10}  {program.verdicts:22}"
        f"  {score:10}  {program.slowest_ms:6} ms"
    )
    return "\n".join(
        [f"  {_mark(good=not program.faults)} {cells}", *(f"       {fault}" for fault in program.faults[:5])]
    )


def _mark(*, good: bool) -> str:
    word, colour = ("ok  ", _GREEN) if good else ("FAIL", _RED)
    return f"{colour}{word}{_PLAIN}" if sys.stdout.isatty() else word


def _progress(line: str) -> None:
    """One line that replaces itself on a terminal, lines one below the other elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{line}")
    elif line:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _fail(error: RecrutrError) -> int:
    sys.stderr.write(f"{error.message}\n")
    return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
