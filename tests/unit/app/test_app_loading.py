"""What the first window waits for: an attempt without recordings never loads OpenCV, PortAudio, FFmpeg or NumPy."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOOK = "import sys, app.composition; print(*sorted({'av', 'cv2', 'mss', 'numpy', 'sounddevice'} & set(sys.modules)))"


@pytest.mark.timeout(60)
def test_nothing_of_the_recorder_is_loaded_before_the_window() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
