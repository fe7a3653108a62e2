"""The end of a server that a shell keeps for tests: it lives as long as the pipe from the test's process is open."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path


def let_go(keeper: subprocess.Popen[bytes], folder: Path, patience_s: float) -> None:
    """Have the keeper end its server and take the folder away; what has not ended in time is killed."""
    assert keeper.stdin is not None
    keeper.stdin.close()
    try:
        keeper.wait(patience_s)
    except subprocess.TimeoutExpired:
        os.killpg(keeper.pid, signal.SIGKILL)
        keeper.wait()
        shutil.rmtree(folder, ignore_errors=True)
