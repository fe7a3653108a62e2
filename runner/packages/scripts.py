"""Scripts of Checktestdata as programs: the script beside its interpreter, both for the box.

Guarantees: a script is read and run in the box only, under the limits of a validator; a fault in the script is told
once, as a program that does not compile.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from runner.packages.model import Program

CHECKTESTDATA = ".ctd"
_HOUSE = Path(__file__).parents[2]
_INTERPRETER = Path(__file__).parent / "checktestdata"
_SCRIPT = "script.ctd"
# The interpreter keeps its name in the box, where the folders above it are packages without a file of their own.
_START = f"""import sys
from pathlib import Path
from runner.packages.checktestdata import command

script = Path(__file__).parent / {_SCRIPT!r}
sys.exit(command.build(script) if sys.argv[1:] == ["--build"] else command.run(script, sys.argv[1:]))
"""
_BUILD = """#!/bin/sh
python3 -E -s start.py --build && python3 -E -s -m compileall -q --invalidation-mode unchecked-hash .
"""
_RUN = """#!/bin/sh
exec python3 -E -s "${0%/*}/start.py" "$@"
"""


def is_script(files: Mapping[str, bytes]) -> bool:
    """Whether these files of a validator are one script of Checktestdata."""
    return len(files) == 1 and next(iter(files)).endswith(CHECKTESTDATA)


def scripted(name: str, script: bytes) -> Program:
    """The program that checks its input by the script."""
    own = {"build": _BUILD.encode(), "run": _RUN.encode(), "start.py": _START.encode(), _SCRIPT: script}
    return Program(name, None, MappingProxyType({**_interpreter(), **own}), "run")


@functools.cache
def _interpreter() -> dict[str, bytes]:
    modules = sorted(_INTERPRETER.glob("*.py"))
    return {module.relative_to(_HOUSE).as_posix(): module.read_bytes() for module in modules}
