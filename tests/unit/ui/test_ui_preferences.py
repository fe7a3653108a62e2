"""Settings show at once, leave as a signal, and can be reached from the top bar and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from brand.tokens import Appearance
from editor.preferences import USUAL, KeyMap, Preferences
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui import theme


def choose(driver: Driver, name: str, words: str) -> None:
    choice = driver.find(name)
    assert isinstance(choice, QComboBox)
    choice.setCurrentText(words)


def test_what_is_chosen_shows_at_once_and_leaves_as_a_signal(driver: Driver) -> None:
    kept: list[Preferences] = []
    driver.window.preferences_changed.connect(kept.append)
    driver.window.show_work(examples.WORK)
    driver.click("settingsButton")
    choose(driver, "themeChoice", "High contrast")
    choose(driver, "keysChoice", "Vim")
    choose(driver, "fontPixels", "24 pixels")
    choose(driver, "tabWidthChoice", "2")
    choose(driver, "indentChoice", "Tabs")
    assert theme.appearance() is Appearance.CONTRAST
    assert driver.window.editor()._view.send("SCI_GETTABWIDTH") == 2
    assert driver.find("keyMode").isVisible()
    wanted = Preferences(theme="contrast", keys=KeyMap.VIM, font_pixels=24, tab_width=2, indent_with_tabs=True)
    assert kept[-1] == wanted
    driver.click("resetPreferences")
    assert kept[-1] == USUAL
    driver.window.set_appearance(Appearance.LIGHT)


def test_the_keyboard_opens_and_closes_them(driver: Driver) -> None:
    driver.window.show_preferences(Preferences(font_pixels=20))
    driver.window.activateWindow()
    driver.settle()
    QTest.keyClick(driver.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = driver.find("preferencesDialog")
    shown = driver.find("fontPixels")
    assert isinstance(shown, QComboBox)
    assert shown.currentText() == "20 pixels"
    assert all(part.accessibleName() for part in dialog.findChildren(QComboBox))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    driver.settle()
    assert not [each for each in driver.window.findChildren(QWidget, "preferencesDialog") if each.isVisible()]


def test_colours_that_the_organisation_set_cannot_be_chosen(driver: Driver) -> None:
    driver.window.show_preferences(Preferences(theme="dark"), theme_fixed=True)
    driver.window.open_preferences()
    assert not driver.find("themeChoice").isEnabled()
    driver.click("resetPreferences")
    assert theme.appearance() is Appearance.DARK
    driver.window.set_appearance(Appearance.LIGHT)
