"""A private Xvfb display for tests and the demo (package xvfb). The server picks a free number by itself.

It can be divided into several displays, which come and go as on a desk (package x11-xserver-utils).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from types import TracebackType
from typing import Self

_START_S = 20.0
FIRST = "FIRST"
"""Name of the display that stays."""


class VirtualDisplay:
    """Context manager: a display of the given size.

    Attributes:
        name: `:57`, for `DISPLAY`.
        environment: `{"DISPLAY": name}`; set in this process too when `everywhere` is true, until the context ends.
    """

    def __init__(self, width: int = 1280, height: int = 800, *, everywhere: bool = True) -> None:
        self._size = (width, height)
        self._everywhere = everywhere
        self._before = os.environ.get("DISPLAY")
        self._server: subprocess.Popen[bytes] | None = None
        self.name = ""
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as answer:
            self._server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self._size[0]}x{self._size[1]}x24",
                 "-nolisten", "tcp", "-noreset"],
                pass_fds=(writing,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            os.close(writing)
            number = answer.readline().decode().strip()
        if not number:
            raise RuntimeError("Xvfb did not start.")
        self.name = f":{number}"
        self.environment = {"DISPLAY": self.name}
        if self._everywhere:
            os.environ["DISPLAY"] = self.name
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._everywhere and self._before is None:
            os.environ.pop("DISPLAY", None)
        elif self._everywhere and self._before is not None:
            os.environ["DISPLAY"] = self._before
        self.stop()

    def attach(self, name: str, left: int, width: int, height: int) -> None:
        """Make a part of the picture, from its top, a display of its own; the first one can be moved so."""
        # The first one gets the only output, which leaves the one that had it before.
        output, name = ("screen", f"{FIRST}-{left}-{width}") if name == FIRST else ("none", name)
        self._xrandr("--setmonitor", name, f"{width}/{width // 4}x{height}/{height // 4}+{left}+0", output)

    def detach(self, name: str) -> None:
        """Pull a display out."""
        self._xrandr("--delmonitor", name)

    def paint(self, colour: str, left: int) -> None:
        """Fill the background from `left`, a multiple of 8, with a colour; what lies before is black."""
        width, height = self._size
        row = ",".join(["0x00"] * (left // 8) + ["0xff"] * ((width - left) // 8))
        with tempfile.NamedTemporaryFile("w", suffix=".xbm") as bitmap:
            bitmap.write(f"#define p_width {width}\n#define p_height {height}\nstatic char p_bits[] = {{\n")
            bitmap.write(",\n".join([row] * height) + "};\n")
            bitmap.flush()
            words = ["-bitmap", bitmap.name, "-fg", colour, "-bg", "#000000"]
            subprocess.run(["xsetroot", "-display", self.name, *words], check=True, capture_output=True, timeout=10)

    def _xrandr(self, *words: str) -> None:
        subprocess.run(["xrandr", "--display", self.name, *words], check=True, capture_output=True, timeout=10)

    def stop(self) -> None:
        """End the server, as if the display were gone."""
        if self._server is not None:
            self._server.terminate()
            try:
                self._server.wait(_START_S)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait(5)
            self._server = None
