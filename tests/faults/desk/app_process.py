"""Inside the app's process: `python -m app` as it is, with a typist at its keyboard and a reporter at its screen.

The app starts through `app.__main__.main`. The typist presses keys on the real editor widget from a timer of the GUI
thread; the reporter writes one line of JSON for each thing a person could see: that one can type, each key, what the
indicator says. A line leaves before anything else happens, so that a kill cannot take back what was shown.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

import app.__main__
from sync.store.media import Media
from tests.faults.disk.shim import Shim
from ui.states import Screen, StatusState

if TYPE_CHECKING:
    from app.composition import Desktop

KEYS = "# kestrel quartz over the lazy moor\n"
"""What is typed, again and again; `CANARY` stands in it and nowhere else."""
CANARY = "kestrel quartz"
KEY_MS = 50


@dataclass(frozen=True)
class Plan:
    """One life of the app.

    `fail`: (kinds, first operation or 0, hold_ms, errno); `slow`: (ms, flushes); both from the key number `at_key` on,
    or from the start when that is negative. `keys`: how many are typed. `hooks`: a module of mutations.
    """

    arguments: tuple[str, ...]
    data: str
    log: str = ""
    fail: tuple[int, int, int, str] | None = None
    slow: tuple[int, int] | None = None
    at_key: int = -1
    keys: int = 1_000_000
    hooks: str = ""

    def text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def parse(cls, text: str) -> Plan:
        values = json.loads(text)
        for name in ("arguments", "fail", "slow"):
            if values[name] is not None:
                values[name] = tuple(values[name])
        return cls(**values)


class Reporter:
    """Lines to the test."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def tell(self, what: str, **facts: Any) -> None:
        line = json.dumps({"what": what, "at_s": time.monotonic(), **facts}).encode() + b"\n"
        while line:
            line = line[os.write(self._pipe, line) :]


class Typist(QObject):
    """Types at a steady pace; looks at the screen as a person does."""

    def __init__(self, desktop: Desktop, plan: Plan, reporter: Reporter, shim: Shim | None) -> None:
        super().__init__()
        self._desktop, self._plan, self._reporter, self._shim = desktop, plan, reporter, shim
        self._text, self._count, self._saved, self._banner, self._dialog = "", 0, "", "", ""
        self._pressed_s: float | None = None
        self._window = desktop.window
        self._update = self._window.update_status
        self._window.update_status = self._status  # type: ignore[method-assign] # the place that says "saved"
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._wait_for_work)
        self._timer.start(5)

    def _wait_for_work(self) -> None:
        self._look()
        if self._window.screen_shown is not Screen.WORK or not self._key_target().isEnabled():
            return
        self._text = self._window.editor().text()
        core = resource.getrlimit(resource.RLIMIT_CORE)[0]
        self._reporter.tell("editable", text=self._text, core=core, cpu_s=time.process_time())
        target = self._key_target()
        cast("QWidget", target.findChild(QWidget, "qt_scrollarea_viewport")).installEventFilter(self)
        QTest.keyClick(target, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        self._timer.timeout.disconnect()
        self._timer.timeout.connect(self._press)
        self._timer.start(KEY_MS)
        self._say_saved()

    def _press(self) -> None:
        self._look()
        if self._count >= self._plan.keys:
            return
        if self._count == self._plan.at_key:
            self._disturb()
        target, character = self._key_target(), KEYS[len(self._text) % len(KEYS)]
        self._pressed_s = time.monotonic()
        if character == "\n":
            QTest.keyClick(target, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(target, character)
        before, self._text = self._text, self._window.editor().text()
        self._count += 1
        facts = {"added": self._text.removeprefix(before), "whole": len(self._text), "starved_s": starved_s()}
        self._reporter.tell("key", **facts, **self._operations())

    def _operations(self) -> dict[str, int]:
        return {} if self._shim is None else {"operations": self._shim.operations}

    def _disturb(self) -> None:
        if self._shim is not None:
            disturb(self._shim, self._plan)
            self._reporter.tell("disturbed")

    def _status(self, state: StatusState) -> None:
        self._update(state)
        self._say_saved(always=True)

    def _say_saved(self, *, always: bool = False) -> None:
        """What stands on the screen now is what counts, and all that stands in the editor is what it speaks of."""
        words = " ".join(label.text() for label in self._find("savedIndicator").findChildren(QLabel))
        if self._window.screen_shown is Screen.WORK and (always or words != self._saved):
            self._saved = words
            whole = len(self._window.editor().text())
            self._reporter.tell("shown", words=words.strip(), whole=whole, starved_s=starved_s())

    def _look(self) -> None:
        """A message that came up, in a banner or in the way."""
        banner = self._find("diskMessage")
        words = banner.accessibleName() if banner.isVisible() else ""
        dialog = self._window.findChild(QWidget, "messageDialog")
        title = dialog.windowTitle() if dialog is not None and dialog.isVisible() else ""
        if words != self._banner:
            self._banner = words
            self._reporter.tell("banner", words=words)
        if title != self._dialog:
            self._dialog = title
            self._reporter.tell("dialog", words=title)
        join = self._find("joinMessage")
        if self._window.screen_shown is Screen.JOIN and join.isVisible() and self._count == 0:
            self._count = -1
            self._reporter.tell("not opened", words=join.accessibleName())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and self._pressed_s is not None:
            pressed_s, self._pressed_s = self._pressed_s, None
            QTimer.singleShot(0, lambda: self._reporter.tell("glyph", ms=(time.monotonic() - pressed_s) * 1000))
        return False

    def _find(self, name: str) -> QWidget:
        return cast("QWidget", self._window.findChild(QWidget, name))

    def _key_target(self) -> QWidget:
        return self._window.editor().key_target()


def starved_s() -> list[float]:
    """How long the GUI thread and the store's writer have waited for a processor so far, on a busy machine."""
    writers = [each.native_id for each in threading.enumerate() if each.name == "store-writer"]
    stats = [Path(f"/proc/self/task/{thread}/schedstat").read_text() for thread in (os.getpid(), *writers)]
    return [int(each.split()[1]) / 1e9 for each in stats]


def disturb(shim: Shim, plan: Plan) -> None:
    """Let the disk fail or stand still as planned."""
    if plan.fail is not None:
        shim.fail(*plan.fail)
    if plan.slow is not None:
        shim.slow(*plan.slow)


def watch_media(reporter: Reporter) -> None:
    """Report each sealed piece of a recording that was said to be on disk."""
    write, counts = Media.write, Counter[tuple[str, int]]()

    def told(self: Media, track: str, segment: int, record: bytes) -> None:
        write(self, track, segment, record)
        counts[track, segment] += 1
        reporter.tell("fragment", track=track, segment=segment, count=counts[track, segment])

    Media.write = told  # type: ignore[method-assign] # watched, not changed


def run(plan: Plan, pipe: int) -> int:
    """Be the app until killed."""
    reporter = Reporter(pipe)
    shim = Shim(Path(plan.data), Path(plan.log)) if plan.log else None
    if shim is not None and plan.at_key < 0:
        disturb(shim, plan)
    if plan.hooks:
        __import__(plan.hooks)
    watch_media(reporter)

    composition = app.__main__.load_app()

    class Watched(composition.Desktop):  # type: ignore[misc, name-defined] # loaded as the app does it, collector and all
        def open(self) -> None:
            super().open()
            self.typist = Typist(self, plan, reporter, shim)

    composition.Desktop = Watched  # type: ignore[attr-defined] # the app as it is, with a typist
    status = app.__main__.main(list(plan.arguments))
    reporter.tell("ended", status=status, operations=0 if shim is None else shim.operations)
    return status


if __name__ == "__main__":
    sys.exit(run(Plan.parse(sys.argv[1]), int(sys.argv[2])))
