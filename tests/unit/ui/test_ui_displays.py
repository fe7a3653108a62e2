"""Asking for a widget's display leaves the display to everybody else when the widget is gone."""

from __future__ import annotations

import re
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from ui.displays import display_of

HOUSE = Path(__file__).parents[3]


def test_a_display_outlives_the_widget_that_was_asked_for_it(qapp: QApplication) -> None:
    display = QGuiApplication.screens()[0]
    dialog = QDialog()
    assert display_of(dialog) is display
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert shiboken6.isValid(display)
    assert display.geometry().width() > 0


def test_nobody_asks_a_widget_itself() -> None:
    files = [file for folder in ("ui", "app", "editor") for file in sorted((HOUSE / folder).rglob("*.py"))]
    asking = re.compile(r"\w\.screen\(\)")
    hits = [file.name for file in files if asking.search(file.read_text(encoding="utf-8"))]
    assert hits == ["displays.py"], "its docstring alone names it"
