"""A window of another program: `python -m tests.demo.other_window`.

Comes to the front, copies a line, and stays until its standard input ends; a copied text lives as long as its program.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QLabel

from tests.demo.solutions import FIRST_PASTED


def main() -> int:
    """Show it, take the focus, copy, and go away when told."""
    application = QApplication(sys.argv[:1])
    window = QLabel("Another program")
    window.resize(360, 120)
    window.show()
    window.activateWindow()
    application.clipboard().setText(FIRST_PASTED)
    ending = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ending.activated.connect(application.quit)
    print("copied", flush=True)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
