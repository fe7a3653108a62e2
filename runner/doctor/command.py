"""The word `doctor` on the command line: a table for people, JSON for programs.

Exit code: 0 everything is sound · 1 programs can run, and something should be looked at · 2 no program may run here.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
import textwrap

from runner.boxes.docker_door import RUNTIME_VARIABLE
from runner.boxes.docker_engine import DockerEngine
from runner.doctor.diagnosis import diagnose
from runner.doctor.findings import Diagnosis, Finding, Level

_COLOURS = {Level.GOOD: "32", Level.UNKNOWN: "36", Level.WARNING: "33", Level.REFUSED: "31"}
_MARKS = {Level.GOOD: "ok", Level.UNKNOWN: "?", Level.WARNING: "look", Level.REFUSED: "NO"}
_TOPIC_WIDTH = 15
_WORDS_WIDTH = 92


def doctor(argv: list[str]) -> int:
    """Find out whether programs can be run safely on this machine, and prove every limit."""
    parser = argparse.ArgumentParser(prog="recrutr doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--engine", help="address of the container engine (default: DOCKER_HOST, else the usual one)")
    parser.add_argument("--runtime", help=f"OCI runtime of the boxes, e.g. runsc (default: {RUNTIME_VARIABLE})")
    arguments = parser.parse_args(argv)
    if arguments.runtime:
        os.environ[RUNTIME_VARIABLE] = arguments.runtime
    engine = DockerEngine(arguments.engine)
    try:
        diagnosis = diagnose(engine, _progress)
    finally:
        engine.close()
        _progress("")
    sys.stdout.write((_json(diagnosis) if arguments.json else table(diagnosis, colour=sys.stdout.isatty())) + "\n")
    return diagnosis.exit_code


def table(diagnosis: Diagnosis, *, colour: bool) -> str:
    """The findings for people: one line each, its fix below."""
    lines = [f"Engine at {diagnosis.address}"]
    for finding in diagnosis.findings:
        lines += _rows(finding, colour=colour)
    lines.append(_summary(diagnosis))
    return "\n".join(lines)


def _rows(finding: Finding, *, colour: bool) -> list[str]:
    mark = f"{_MARKS[finding.level]:4}"
    if colour:
        mark = f"\033[{_COLOURS[finding.level]}m{mark}\033[0m"
    first, *more = textwrap.wrap(finding.words, _WORDS_WIDTH) or [""]
    indent = " " * (_TOPIC_WIDTH + 8)
    rows = [f"  {mark}  {finding.topic:{_TOPIC_WIDTH}}{first}", *(indent + line for line in more)]
    if finding.level is not Level.GOOD and finding.fix:
        rows += [indent + line for line in textwrap.wrap(f"→ {finding.fix}", _WORDS_WIDTH)]
    return rows


def _summary(diagnosis: Diagnosis) -> str:
    if not diagnosis.usable:
        return "No program may run here. A candidate's runs go to the server instead."
    look = sum(finding.level is not Level.GOOD for finding in diagnosis.findings)
    return "Programs can be run safely here." + (f" {look} lines deserve a look." if look else "")


def _json(diagnosis: Diagnosis) -> str:
    told = dataclasses.asdict(diagnosis)
    return json.dumps({**told, "usable": diagnosis.usable, "exit_code": diagnosis.exit_code}, indent=2)


def _progress(topic: str) -> None:
    """One line that replaces itself on a terminal; nothing elsewhere, where the table follows soon."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{f'Looking at {topic}…' if topic else ''}")
        sys.stderr.flush()
