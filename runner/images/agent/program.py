"""The last steps of a child on its way to becoming the stranger's program: its pipes, its limits, then exec.

Must use the standard library only.
"""
# ruff: noqa: INP001, PTH123, S108, S606 - part of a script inside the image; exec is its purpose

from __future__ import annotations

import os
import resource
import signal
from typing import NoReturn

import kernel

WORK = "/box/work"
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": WORK,
    "TMPDIR": "/tmp",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def cpu_seconds(limits: dict[str, int]) -> int:
    """The kernel's own limit, which counts whole seconds of one process: a little later than ours."""
    return limits["cpu_ms"] // 1000 + 2


def become(argv: list[str], limits: dict[str, int], pipes: tuple[int, int, int]) -> NoReturn:
    """Turn into the program with `pipes` as its standard streams. Never returns. A cell's twin of this is in cell.c."""
    try:
        for target, descriptor in enumerate(pipes):
            os.dup2(descriptor, target)
        os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        os.setsid()
        for number in (signal.SIGCHLD, signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        seconds = cpu_seconds(limits)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file_bytes"], limits["file_bytes"]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_STACK, (limits["memory_bytes"], limits["memory_bytes"]))
        kernel.set_dumpable(dumpable=True)
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
        if not limits["file_writing"]:
            kernel.keep_modes()
        os.chdir(WORK)
        os.execvpe(argv[0], argv, ENVIRONMENT)
    except OSError as error:
        os.write(2, f"{argv[0]}: {error.strerror}\n".encode())
    finally:
        os._exit(127)
