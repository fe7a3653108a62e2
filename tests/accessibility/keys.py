"""Keys as a keyboard presses them, through the X server (package xdotool): whoever has the focus gets them."""

from __future__ import annotations

import os
import subprocess


class Keyboard:
    """The keyboard of one display."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def press(self, *keys: str) -> None:
        """Press keys by their X names (`Tab`, `ctrl+Return`), one after the other."""
        self._run("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type a text of one line."""
        self._run("type", "--delay", "5", text)

    def begin_in(self, window: str) -> None:
        """Give the focus to a window with this title, as a window manager does when it opens."""
        self._run("search", "--sync", "--onlyvisible", "--name", f"^{window}$", "windowfocus", "--sync")

    def _run(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True, capture_output=True, timeout=60)
