"""A script as the input validator of a package: what starts it inside the box.

Guarantees: exit code 42 for data that the script accepts, 43 for data that it does not, 1 for a faulty script; the last
line of the error output says why. Of the validator's arguments only -w (--whitespace-ok) means something to it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from runner.packages.checktestdata.checking import check
from runner.packages.checktestdata.faults import DataFault, ScriptFault
from runner.packages.checktestdata.grammar import parse

ACCEPTED, REFUSED, FAULTY = 42, 43, 1
LOOSE = ("-w", "--whitespace-ok")


def run(script: Path, arguments: list[str]) -> int:
    """Check the standard input; returns the exit code."""
    sys.set_int_max_str_digits(0)  # the box bounds what long numbers cost
    try:
        check(script.read_bytes(), sys.stdin.buffer.read(), loose=any(one in LOOSE for one in arguments))
    except ScriptFault as fault:
        return _told(FAULTY, fault)
    except DataFault as fault:
        return _told(REFUSED, fault)
    return ACCEPTED


def build(script: Path) -> int:
    """Look whether the script is one; returns the exit code."""
    try:
        parse(script.read_bytes())
    except ScriptFault as fault:
        return _told(FAULTY, fault)
    return 0


def _told(code: int, fault: Exception) -> int:
    sys.stderr.write(f"{fault}\n")
    return code
