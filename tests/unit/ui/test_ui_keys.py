"""No key of the window takes a character that AltGr makes, and no two shortcuts of one place share a key."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence, QShortcut

from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver

ROOT = Path(__file__).resolve().parents[3]


def test_no_shortcut_of_the_window_is_altgr(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    driver.window.open_preferences()
    driver.settle()
    keys: list[QKeySequence] = [shortcut.key() for shortcut in driver.window.findChildren(QShortcut)]
    keys += [key for action in driver.window.findChildren(QAction) for key in action.shortcuts()]
    assert len(keys) >= 20
    words = [key.toString() for key in keys]
    assert [word for word in words if "Ctrl" in word and "Alt" in word] == []
    both = 0x04000000 | 0x08000000
    view = driver.window.editor()._view
    assert not [one for one in view.standardCommands().commands() if one.key() & both == both]


def test_nor_is_one_written_anywhere_in_the_sources() -> None:
    looked_at = 0
    for folder in ("app", "ui", "editor"):
        for file in (ROOT / folder).rglob("*.py"):
            looked_at += 1
            found = re.findall(r"\"(?:Ctrl\+(?:Shift\+)?Alt|Alt\+(?:Shift\+)?Ctrl)\+", file.read_text(encoding="utf-8"))
            assert found == [], file
    assert looked_at > 50


def test_no_two_shortcuts_that_work_together_share_a_key(driver: Driver) -> None:
    driver.window.show_work(examples.WORK)
    words: list[str] = []
    for owner in (driver.window, driver.window._work, driver.window.editor()):
        words += [one.key().toString() for one in owner.findChildren(QShortcut) if one.parent() is owner]
    assert len(words) >= 20
    assert sorted(words) == sorted(set(words))
