"""Scripts of Checktestdata and VIVA as programs: the script beside its interpreter, both for the box.

Guarantees: a script is read and run in the box only, under the limits of a validator; a fault in the script is told
once, as a program that does not compile.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from runner.packages.model import Program

_INTERPRETERS = {".ctd": ("checktestdata",), ".viva": ("viva", "checktestdata")}
"""The folders that a kind of script needs, its own first."""
_HOUSE = Path(__file__).parents[2]
_SCRIPT = "script"
# The interpreter keeps its name in the box, where the folders above it are packages without a file of their own.
_START = """import sys
from pathlib import Path
from runner.packages.{interpreter} import command

script = Path(__file__).parent / {script!r}
sys.exit(command.build(script) if sys.argv[1:] == ["--build"] else command.run(script, sys.argv[1:]))
"""
_BUILD = """#!/bin/sh
python3 -E -s start.py --build && python3 -E -s -m compileall -q --invalidation-mode unchecked-hash .
"""
_RUN = """#!/bin/sh
exec python3 -E -s "${0%/*}/start.py" "$@"
"""


def scripts_in(files: Mapping[str, bytes]) -> list[str]:
    """Which of these files of a validator are scripts, in the order of names."""
    return sorted(name for name in files if Path(name).suffix in _INTERPRETERS)


def scripted(name: str, file: str, script: bytes) -> Program:
    """The program that checks its input by the script; `file` is its name, whose ending tells the language."""
    folders = _INTERPRETERS[Path(file).suffix]
    start = _START.format(interpreter=folders[0], script=_SCRIPT)
    own = {"build": _BUILD.encode(), "run": _RUN.encode(), "start.py": start.encode(), _SCRIPT: script}
    return Program(name, None, MappingProxyType({**_interpreter(folders), **own}), "run")


@functools.cache
def _interpreter(folders: tuple[str, ...]) -> dict[str, bytes]:
    modules = sorted(module for folder in folders for module in (Path(__file__).parent / folder).glob("*.py"))
    return {module.relative_to(_HOUSE).as_posix(): module.read_bytes() for module in modules}
