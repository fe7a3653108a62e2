"""What one waits for at a start: the first window, and work that is not recorded, need no library of devices or boxes.

OpenCV, PortAudio, FFmpeg, NumPy, the runner and Docker's library took a third of a start from nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import os, sys
from app.__main__ import load_app, main
desktop = load_app().Desktop
opened = desktop.open
def look(self):
    opened(self)
    print(self.window.isVisible(), *sorted(set(sys.argv[2:]) & set(sys.modules)), flush=True)
    os._exit(0)
desktop.open = look
sys.exit(main(["--data", sys.argv[1]]))
"""
LATE = ("av", "cv2", "docker", "mss", "nh3", "numpy", "runner.execution", "runner.packages", "sounddevice", "yaml")


@pytest.mark.timeout(60)
def test_nothing_of_recorder_and_runner_is_loaded_before_the_window(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    argv = [sys.executable, "-c", LOOK, str(tmp_path), *LATE]
    done = subprocess.run(argv, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "True"
