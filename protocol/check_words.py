"""What the lines of the check of a computer are called, in the app and in the portal alike."""

from __future__ import annotations

from collections.abc import Mapping

CHECK_TITLES: Mapping[str, str] = {
    "camera": "Camera",
    "microphone": "Microphone",
    "screen": "Screen",
    "runner": "Running programs",
    "disk": "Disk",
    "connection": "Connection",
    "clock": "Clock",
    "trial": "Trial recording",
}
