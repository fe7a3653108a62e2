"""Keystroke to glyph: how long from a key event until the editor has painted it, bare and with capture and journal.

Each round sends one key press to the widget and repaints it into an image at once (offscreen platform); the rounds of
the editors alternate, so that a busy machine burdens all alike. Peers: QScintilla with the same looks only, and Qt's
QPlainTextEdit without any. A last row says how long the check of the syntax holds the GUI thread at a time.
The journal sink encodes each edit as a fact, chains it by hash and appends it to a file, without waiting for the disk,
as the store's queue does for the GUI thread.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

# isort: split
from brand.tokens import Appearance
from editor import looks
from editor.bridge import CodeView
from editor.capture import Capture
from editor.provenance import PasteSources
from editor.syntax.check import Place, SyntaxCheck
from editor.syntax.watch import SLICE_S
from editor.widget import CodeEditor
from protocol.edits import Edit
from protocol.facts import EditFact, fact_bytes
from protocol.identifiers import new_identifier
from protocol.undo import MAX_STEPS, History
from protocol.verdicts import LanguageId

NAME = "editor-latency"
_KEYS = "return max(taken, skipped) "
_ROUNDS, _ROUNDS_OF_LARGE = 120, 40
_WARM_UP = 10
_REOPENINGS = 5
_LINE = "    total = total + values[index] * 2  # one line of code as people write it\n"
_SIZES = {"10 lines": 10 * len(_LINE), "10 k lines": 10_000 * len(_LINE), "5 MB": 5_000_000}
_LARGE_BYTES = 1_000_000
Figure = dict[str, str | float | None]


class BareView(CodeView):
    """QScintilla with our looks, so that painting is the same, but without capture and guards."""

    def __init__(self, events: CodeEditor) -> None:
        super().__init__(Capture(PasteSources(), lambda _edit: None, lambda _count, _where: None), events)
        self.SCN_MODIFIED.disconnect()
        looks.prepare(self)

    def _choose_form(self) -> None:
        """Told of changes as QScintilla always is."""

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 -- Qt's name
        """Straight to QScintilla, past our guards."""
        super(CodeView, self).keyPressEvent(event)


class Sink:
    """Appends facts to a file with a hash chain, as cheaply as the store's queue takes them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._document = new_identifier()
        self._head = b""

    def take(self, edit: Edit) -> None:
        body = fact_bytes(EditFact(document=self._document, edit=edit))
        self._head = hashlib.sha256(self._head + body).digest()
        self._file.write(self._head + body)


def run() -> list[Figure]:
    """Median and 99th percentile in milliseconds, at the start and at the end of a file, per editor and file size."""
    application = QApplication.instance() or QApplication([])
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "journal").open("wb") as file:
        for size, count in _SIZES.items():
            text = (_LINE * (count // len(_LINE) + 1))[:count]
            for place in ("start", "end"):
                figures += _compare(size, text, place, Sink(file))
            figures.append(_check_of_syntax(size, text))
    figures.append(_opened_again(text))
    del application
    return figures


def _compare(size: str, text: str, place: str, sink: Sink) -> list[Figure]:
    owner = CodeEditor()
    bare = BareView(owner)
    bare.load(text.encode())
    looks.dress(bare, LanguageId.PYTHON, Appearance.LIGHT, len(text))
    bare_widget = bare.as_widget()
    editors = {"capture": CodeEditor(), "capture and journal": CodeEditor()}
    editors["capture and journal"].edited.connect(sink.take)
    keys: dict[str, QWidget] = {"bare QScintilla": bare_widget}
    for name, editor in editors.items():
        editor.set_document(new_identifier(), text, LanguageId.PYTHON)
        keys[name] = editor.key_target()
    plain = keys["QPlainTextEdit"] = QPlainTextEdit()
    plain.setPlainText(text)
    for widget in (bare_widget, *editors.values(), plain):
        widget.resize(900, 600)
        widget.show()
    if place == "end":
        for view in (bare, *(editor._view for editor in editors.values())):
            view.send("SCI_DOCUMENTEND")
        plain.moveCursor(QTextCursor.MoveOperation.End)
    QApplication.processEvents()
    taken = _measure(keys, _ROUNDS_OF_LARGE if len(text) > _LARGE_BYTES else _ROUNDS)
    for widget in (bare_widget, *editors.values(), owner, plain):
        widget.close()
        widget.deleteLater()
    return _figures(size, place, taken)


def _opened_again(text: str) -> Figure:
    """How long the GUI thread is held by a large document that comes back with all that can be undone, the median."""
    history = History(text)
    for step in range(MAX_STEPS):
        history.take(Edit(position=len(text) // 2 + step, inserted="x"))
    history.work_out()  # as the store does, on its own thread
    taken = []
    for _ in range(_REOPENINGS):
        editor = CodeEditor()
        editor.resize(900, 600)
        editor.show()
        QApplication.processEvents()
        began = time.perf_counter()
        editor.set_document(new_identifier(), history.text, LanguageId.PYTHON, history)
        editor.grab()
        taken.append((time.perf_counter() - began) * 1000)
        editor.close()
        editor.deleteLater()
    name = f"opened again, 5 MB with {MAX_STEPS} steps to undo"
    return {"name": name, "value": round(statistics.median(taken), 1), "unit": "ms", "ratio": None, "peer": None}


def _check_of_syntax(size: str, text: str) -> Figure:
    """The longest slice of 99 in 100, over a whole check and one after a key."""
    data = bytearray(text.encode())
    check = SyntaxCheck(lambda start, end: bytes(data[start:end]))
    check.begin(LanguageId.PYTHON, len(data))
    slices: list[float] = []
    for _ in range(2):
        done = False
        while not done:
            began = time.perf_counter()
            done = check.advance(SLICE_S)
            slices.append((time.perf_counter() - began) * 1000)
        data[0:0] = b"x"
        check.changed(Place(0, 0, 0), b"", b"x")
    longest = statistics.quantiles(slices, n=100)[-1]
    return {
        "name": f"slice of the syntax check, {size}, p99",
        "value": round(longest, 3),
        "unit": "ms",
        "ratio": None,
        "peer": None,
    }


def _measure(keys: dict[str, QWidget], rounds: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in keys}
    for number in range(rounds + _WARM_UP):
        for name, widget in keys.items():
            elapsed = key_to_glyph_ms(widget, _KEYS[number % len(_KEYS)])
            if number >= _WARM_UP:
                taken[name].append(elapsed)
    return taken


def key_to_glyph_ms(widget: QWidget, character: str) -> float:
    """Press a key and paint what came of it; how long that took."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
    began = time.perf_counter()
    QApplication.sendEvent(widget, event)
    widget.render(image)
    return (time.perf_counter() - began) * 1000


def _figures(size: str, place: str, taken: dict[str, list[float]]) -> list[Figure]:
    measures: dict[str, Callable[[list[float]], float]] = {
        "p50": statistics.median,
        "p99": lambda values: statistics.quantiles(values, n=100)[-1],
    }
    found: list[Figure] = []
    for measure, work in measures.items():
        peer = work(taken["bare QScintilla"])
        for name, values in taken.items():
            value = work(values)
            found.append(
                {
                    "name": f"key to glyph, {name}, {size}, {place}, {measure}",
                    "value": round(value, 3),
                    "unit": "ms",
                    "ratio": None if name == "bare QScintilla" else round(value / peer, 3),
                    "peer": None if name == "bare QScintilla" else "bare QScintilla",
                }
            )
    return found
