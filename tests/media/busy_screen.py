"""A window in which somebody seems to write code: something for a screen recording to see. Runs until killed."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QPlainTextEdit

_LINES = (
    "def largest_gap(numbers: list[int]) -> int:",
    "    ordered = sorted(numbers)",
    "    return max(b - a for a, b in zip(ordered, ordered[1:]))",
    "",
)
_KEY_MS = 120


def main() -> int:
    """Type until killed."""
    app = QApplication(sys.argv)
    editor = QPlainTextEdit()
    editor.setFont(QFont("DejaVu Sans Mono", 13))
    editor.setPlainText("\n".join(_LINES * 12))
    editor.resize(1200, 760)
    editor.show()
    text = "\n".join(_LINES)
    at = 0

    def type_one() -> None:
        nonlocal at
        editor.insertPlainText(text[at % len(text)])
        at += 1

    timer = QTimer()
    timer.timeout.connect(type_one)
    timer.start(_KEY_MS)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
