"""Which display a widget is on.

`QWidget.screen()` must not be asked: PySide6 makes the display's Python object a child of that widget's, and with the
widget every other holder of the display (`ui/mark.py`) loses it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def display_of(widget: QWidget) -> QScreen:
    """The display on which the middle of the widget is, else the main one."""
    at = QGuiApplication.screenAt(widget.mapToGlobal(widget.rect().center()))
    return at or QGuiApplication.primaryScreen()


def first_size(window: QWidget) -> QSize:
    """How large the window opens: as usual, and where everything is drawn larger no larger than the display."""
    usual, display = QSize(1366, 768), display_of(window)
    return usual.boundedTo(display.availableSize()) if display.devicePixelRatio() > 1 else usual
