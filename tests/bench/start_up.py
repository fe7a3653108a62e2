"""From starting the program to its first window, what that costs of a processor, and what the idle window costs then.

The real app on a display of its own, beside a bare window of the same toolkit started in the same rounds: nothing that
is written in Python with Qt shows a window sooner. Modules are compiled before the first round that counts, as an
installation has them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.media.display import VirtualDisplay

NAME = "start-up"
CHECKOUT = Path(__file__).resolve().parents[2]
ROUNDS = 5
SETTLED_S, IDLE_S = 5.0, 20.0
_PATIENCE_S = 60.0
_LOOK_S = 0.02
_BARE = (
    "from PySide6.QtWidgets import QApplication, QLabel\n"
    "a = QApplication([]); w = QLabel('words'); w.setWindowTitle('Recrutr'); w.show(); a.exec()"
)
Figure = dict[str, str | float | None]


def run() -> list[Figure]:
    """Measure; takes a minute."""
    taken: dict[str, list[tuple[float, float]]] = {"app": [], "bare window": []}
    idle = 0.0
    with VirtualDisplay(1366, 768, everywhere=False) as display, tempfile.TemporaryDirectory() as folder:
        surroundings = _surroundings(display.name, f"{folder}/compiled")
        for number in range(-1, ROUNDS):
            app = ["-m", "app", "--data", f"{folder}/{number}", "--theme", "light", "--server", "http://127.0.0.1:9"]
            for name, words in (("app", app), ("bare window", ["-c", _BARE])):
                last = name == "app" and number == ROUNDS - 1
                seconds, cost, rests = _start(words, surroundings, idles=last)
                if number >= 0:  # the round before compiles, as an installation has done
                    taken[name].append((seconds, cost))
                idle = rests if last else idle
    peer = [statistics.median(each) for each in zip(*taken["bare window"], strict=True)]
    ours = [statistics.median(each) for each in zip(*taken["app"], strict=True)]
    return [
        _figure("first window, bare", peer[0], "s"),
        _figure("first window, app", ours[0], "s", ours[0] / peer[0]),
        _figure("processor until the first window, bare", peer[1], "s"),
        _figure("processor until the first window, app", ours[1], "s", ours[1] / peer[1]),
        _figure(f"idle first page, over {IDLE_S:.0f} s", idle * 100, "% of a core"),
    ]


def _surroundings(display: str, compiled: str) -> dict[str, str]:
    """A display of its own, and compiled modules kept in a folder of ours whatever this machine says of them."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPYCACHEPREFIX": compiled}
    for name in ("DBUS_SESSION_BUS_ADDRESS", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    return environment


def _start(words: list[str], environment: dict[str, str], *, idles: bool) -> tuple[float, float, float]:
    """Seconds until the window, processor seconds until then, and the share of a core that it takes at rest."""
    began = time.monotonic()
    with subprocess.Popen([sys.executable, *words], cwd=CHECKOUT, env=environment) as program:
        try:
            seen = psutil.Process(program.pid)
            while not _shows(environment):
                if time.monotonic() - began > _PATIENCE_S or program.poll() is not None:
                    raise RuntimeError("the program did not show a window")
                time.sleep(_LOOK_S)
            seconds, cost = time.monotonic() - began, _used(seen)
            share = 0.0
            if idles:
                time.sleep(SETTLED_S)
                before, at = _used(seen), time.monotonic()
                time.sleep(IDLE_S)
                share = (_used(seen) - before) / (time.monotonic() - at)
        finally:
            program.kill()
    return seconds, cost, share


def _shows(environment: dict[str, str]) -> bool:
    words = ["xdotool", "search", "--onlyvisible", "--name", "^Recrutr$"]
    found = subprocess.run(words, env=environment, capture_output=True, check=False, timeout=30)
    return bool(found.stdout.strip())


def _used(program: psutil.Process) -> float:
    times = program.cpu_times()
    return float(times.user + times.system)


def _figure(name: str, value: float, unit: str, ratio: float | None = None) -> Figure:
    peer = None if ratio is None else "bare window"
    return {"name": name, "value": round(value, 3), "unit": unit, "ratio": ratio and round(ratio, 2), "peer": peer}
