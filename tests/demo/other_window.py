"""A window of another program that comes to the front for a moment: `python -m tests.demo.other_window SECONDS`."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel


def main(seconds: float) -> int:
    """Show it, take the focus, go away."""
    application = QApplication(sys.argv[:1])
    window = QLabel("Another program")
    window.resize(360, 120)
    window.show()
    window.activateWindow()
    QTimer.singleShot(int(seconds * 1000), application.quit)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
