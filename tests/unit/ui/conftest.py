"""The real window on the offscreen platform."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from brand.tokens import Appearance
from ui.window import MainWindow


class Driver:
    """Acts on the window as a person would: by object name, key and mouse."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def find(self, name: str) -> QWidget:
        self.settle()
        found = [each for each in self.window.findChildren(QWidget, name) if each.isVisible()]
        assert found, f"no visible widget is called {name}"
        return found[-1]

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        self.settle()

    def type_into(self, name: str, text: str) -> None:
        QTest.keyClicks(self.find(name), text)

    def settle(self) -> None:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def driver(qapp: QApplication) -> Iterator[Driver]:
    window = MainWindow()
    window.set_appearance(Appearance.LIGHT)
    window.show()
    driver = Driver(window)
    yield driver
    window.leave()
    window.deleteLater()
    driver.settle()
