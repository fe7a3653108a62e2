"""The real window in a process of its own, which shows scenes: `python -m tests.accessibility.stage [SCENE…]`.

Tells the name of each scene on standard output once it is painted, and goes on to the next when a line comes in; ends
after the last scene, or with its input. Without names it shows all of the gallery.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QDialog

from tests.unit.ui import examples, gallery
from ui.window import MainWindow

CHECKOUT = Path(__file__).resolve().parents[2]
LARGE_LINE = "    total = total + values[index] * 2  # line {:06}\n"
LARGE_LINES = 6_000
"""Some 300 kB."""


@contextmanager
def staged(environment: Mapping[str, str], *names: str) -> Iterator[Iterator[str]]:
    """Run the stage; the names of the scenes come as they are shown, the next one when it is asked for."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.accessibility.stage", *names],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as stage:
        try:
            yield _shown(stage)
        finally:
            stage.kill()


def _shown(stage: subprocess.Popen[str]) -> Iterator[str]:
    assert stage.stdin is not None
    assert stage.stdout is not None
    while True:
        stage.stdin.write("\n")
        stage.stdin.flush()
        scene = stage.stdout.readline().strip()
        if not scene:
            break
        yield scene
    assert stage.wait(30) == 0


def _scenes(window: MainWindow, wanted: list[str]) -> Iterator[tuple[str, Callable[[], None]]]:
    for name, act in gallery.scenes(window):
        if not wanted or name in wanted:
            yield name, act
    if "large" in wanted:
        text = "".join(LARGE_LINE.format(number) for number in range(1, LARGE_LINES + 1))
        document = replace(examples.WORK.document, document=examples.OTHER_DOCUMENT, text=text)
        yield "large", lambda: window.show_work(replace(examples.WORK, document=document))


def main(wanted: list[str]) -> int:
    """Show the scenes."""
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    window = MainWindow()
    window.show()
    scenes = _scenes(window, wanted)

    def turn() -> None:
        asked = sys.stdin.readline()
        following = next(scenes, None) if asked else None
        if following is None:
            window.leave()
            application.quit()
            return
        for dialog in window.findChildren(QDialog):
            dialog.done(0)
        window.come_back()
        name, act = following
        act()
        for _ in range(8):
            application.processEvents()
        print(name, flush=True)

    lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    lines.activated.connect(turn)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
