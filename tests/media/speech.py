"""Spoken audio for tests and the demo, made by Debian's flite (package `flite`), as 48 kHz mono WAV."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DEFAULT_TEXT = (
    "Hello, I am reading the problem statement now. First I sort the numbers, then I look at each pair. "
    "I think a linear pass is enough here. Let me run the samples before I submit."
)


def make_speech(path: Path, text: str = DEFAULT_TEXT, voice: str = "slt") -> Path:
    """Write `text` spoken by flite's `voice` to a WAV file and return `path`."""
    subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(path)], check=True, timeout=60)
    return path


if __name__ == "__main__":
    print(make_speech(Path(sys.argv[1]), *sys.argv[2:3]))
