"""For every test: widgets are real, but draw into memory unless the caller or the test names a display."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("busy machines", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machines")
"""How long an example takes says something about the machine."""

collect_ignore = ["hostile", "packages"]
"""Programs and packages that are judged; the tests inside the tasks among them are not ours to run."""


@pytest.fixture(autouse=True)
def closed_windows_go() -> Iterator[None]:
    """Delete the windows that a test has closed: the next style sheet would be worked out for each widget in them."""
    yield
    if "ui.window" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMainWindow) and not widget.isVisible():
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
