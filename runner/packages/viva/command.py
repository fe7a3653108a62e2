"""A script as the input validator of a package: what starts it inside the box.

Guarantees: exit code 42 for data that the script accepts, 43 for data that it does not, 1 for a faulty script; the last
line of the error output says why. Arguments of the form -name=value set the script's parameters before it does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from runner.packages.checktestdata.command import ACCEPTED, FAULTY, REFUSED
from runner.packages.checktestdata.faults import DataFault, ScriptFault
from runner.packages.viva.data import Data
from runner.packages.viva.expressions import MAX_DEPTH
from runner.packages.viva.numbers import DOUBLE, FLOAT, INTEGER, STRING, single
from runner.packages.viva.patterns import parse
from runner.packages.viva.settings import Settings

_FRAMES_OF_A_STEP = 40
_NUMBERS: dict[str, tuple[str, Callable[[str], float]]] = {
    "deps": (DOUBLE, float),
    "feps": (FLOAT, lambda text: single(float(text.rstrip("fF")))),
    "maxerrs": (INTEGER, int),
}


def run(script: Path, arguments: list[str]) -> int:
    """Check the standard input; returns the exit code."""
    sys.set_int_max_str_digits(0)  # the box bounds what long numbers cost
    sys.setrecursionlimit(1000 + MAX_DEPTH * _FRAMES_OF_A_STEP)
    try:
        check(script.read_bytes(), sys.stdin.buffer.read(), arguments)
    except ScriptFault as fault:
        return _told(FAULTY, fault)
    except DataFault as fault:
        return _told(REFUSED, fault)
    return ACCEPTED


def build(script: Path) -> int:
    """Look whether the script is one; returns the exit code."""
    sys.setrecursionlimit(1000 + MAX_DEPTH * _FRAMES_OF_A_STEP)
    try:
        parse(script.read_bytes(), Settings())
    except ScriptFault as fault:
        return _told(FAULTY, fault)
    return 0


def check(script: bytes, content: bytes, arguments: list[str]) -> None:
    """Raise ScriptFault unless the script is one, DataFault unless the data is what it says."""
    settings = Settings()
    for argument in arguments:
        name, given, text = argument.removeprefix("-").partition("=")
        if argument.startswith("-") and given:
            _set(settings, name, text)
    step = parse(script, settings)
    step(Data(content, settings))


def _set(settings: Settings, name: str, text: str) -> None:
    kind, read = _NUMBERS.get(name, (STRING, str))
    try:
        settings.put(name, kind, read(text))
    except ValueError as error:
        raise ScriptFault(None, f"the argument -{name[:40]}: {error}") from None


def _told(code: int, fault: Exception) -> int:
    sys.stderr.write(f"{fault}\n")
    return code
