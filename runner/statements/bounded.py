"""A converter run as a process of its own, with hard limits on time, memory and output.

Guarantees: no shell, no environment of ours, an empty folder to work in, nothing left behind; whatever the converter
does with hostile input, `run_bounded` ends within the wall time. Linux only, as the server is.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from protocol.errors import EngineFault, InvalidInput

MIB = 1024 * 1024
WALL_SECONDS = 60
CPU_SECONDS = 20
MEMORY_BYTES = 1024 * MIB
"""Counted as data, not as address space: pandoc reserves a terabyte of addresses and uses a few megabytes."""
_WORKBENCH = Path(__file__).with_name("workbench.py")
_MAX_ERROR_BYTES = 2000
_LIMITS = (
    (resource.RLIMIT_CPU, CPU_SECONDS),
    (resource.RLIMIT_DATA, MEMORY_BYTES),
    (resource.RLIMIT_CORE, 0),
)


@dataclass(frozen=True)
class Outcome:
    """How a converter ended. `in_time` is False when it was stopped for its time."""

    code: int
    output: bytes
    errors: str
    in_time: bool
    written: bytes = b""


def run_bounded(argv: Sequence[str], given: bytes, *, max_output_bytes: int, written: str = "") -> Outcome:
    """Run `argv` with `given` on its standard input. `written` names a file of its folder that is handed back.

    No file that the process writes, its output included, grows beyond `max_output_bytes`.
    Raises EngineFault when the program cannot be started.
    """
    with (
        tempfile.TemporaryDirectory(prefix="recrutr-statement-") as folder,
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as errors,
    ):
        try:
            process = subprocess.Popen(  # noqa: S603 - fixed argument list, no shell
                list(argv), stdin=subprocess.PIPE, stdout=output, stderr=errors, cwd=folder, env={"LANG": "C.UTF-8"}
            )
        except OSError as error:
            raise EngineFault("statement.converter", f"The converter {argv[0]} cannot be started.") from error
        # The process waits for its input, so the limits stand before it sees a byte of it.
        for kind, limit in (*_LIMITS, (resource.RLIMIT_FSIZE, max_output_bytes)):
            resource.prlimit(process.pid, kind, (limit, limit))
        in_time = True
        try:
            process.communicate(given, timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            in_time = False
        output.seek(0)
        errors.seek(0)
        beside = Path(folder, written) if written else None
        return Outcome(
            process.returncode,
            output.read(max_output_bytes),
            errors.read(_MAX_ERROR_BYTES).decode("utf-8", "replace"),
            in_time and process.returncode != -signal.SIGKILL,
            beside.read_bytes() if beside is not None and beside.exists() else b"",
        )


def on_workbench(file: str, words: Sequence[str], task: bytes, *, max_output_bytes: int) -> Any:
    """What `workbench.py` answers to a task about `file`. Raises InvalidInput when it takes too much."""
    argv = [sys.executable, "-I", str(_WORKBENCH), *words]
    outcome = run_bounded(argv, task, max_output_bytes=max_output_bytes)
    if outcome.code == 0 and outcome.in_time:
        return json.loads(outcome.output)
    if "ModuleNotFoundError" in outcome.errors:
        raise EngineFault(
            "statement.converter", f"A library for statements is missing: {outcome.errors[-200:].strip()}"
        )
    limit = f"{CPU_SECONDS} s and {MEMORY_BYTES // MIB} MiB of memory"
    raise InvalidInput(file, limit, f"{file}: the {words[0]} of the statement need more than {limit}.")
