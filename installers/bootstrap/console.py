"""Words and progress on the terminal, and the one way in which the bootstrap runs a program quietly.

Everything goes to standard error, so that standard output belongs to the command that is started. A step that takes
longer than two seconds says so and keeps saying how far it is; a failing step shows the end of its output.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_QUIET_S = 2.0
_REPEAT_S = 15.0
_TAIL_LINES = 40


class Stop(Exception):
    """Preparation cannot go on; the message says what is wrong and what to do."""


def say(text: str) -> None:
    """Print one line for the person."""
    sys.stderr.write(f"recrutr: {text}\n")
    sys.stderr.flush()


def run_quietly(title: str, argv: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program with its output kept back, showing progress; returns the output.

    Raises Stop with the last lines of the output when the program fails or does not exist.
    """
    say(f"{title} …")
    with tempfile.TemporaryFile() as kept:
        try:
            process = subprocess.Popen(
                argv, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=kept, stderr=subprocess.STDOUT
            )
        except OSError as error:
            raise Stop(f"{title}: cannot start {argv[0]}: {error.strerror}.") from error
        try:
            _watch(process, kept)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        kept.seek(0)
        output = kept.read().decode(errors="replace")
    if process.returncode != 0:
        tail = "\n".join("    " + line for line in output.splitlines()[-_TAIL_LINES:])
        raise Stop(f"{title}: failed (exit {process.returncode}).\n  {' '.join(argv)}\n{tail}")
    return output


def _watch(process: subprocess.Popen[bytes], kept: IO[bytes]) -> None:
    """Wait for the end; on a terminal one line is rewritten every second, otherwise a line every 15 seconds."""
    begun = time.monotonic()
    terminal = sys.stderr.isatty()
    pause = _QUIET_S
    shown = False
    while True:
        try:
            process.wait(timeout=pause)
            break
        except subprocess.TimeoutExpired:
            line = f"  … {time.monotonic() - begun:.0f} s  {_last_line(kept)}"
            sys.stderr.write(f"\r\x1b[K{line}" if terminal else f"{line}\n")
            sys.stderr.flush()
            shown = True
            pause = 1.0 if terminal else _REPEAT_S
    if shown and terminal:
        sys.stderr.write("\r\x1b[K")


def _last_line(kept: IO[bytes]) -> str:
    # pread, because the program shares the file's position with us.
    size = os.fstat(kept.fileno()).st_size
    lines = os.pread(kept.fileno(), 2000, max(0, size - 2000)).decode(errors="replace").replace("\r", "\n").split("\n")
    return next((line.strip()[:90] for line in reversed(lines) if line.strip()), "")
