"""The language of the interface: chosen on the first screen and in the settings, and what it changes at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from editor.preferences import USUAL, Preferences
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui import saying
from ui.words import size_words, when_words
from ui.work.messages import MessagesView

NOON_US = 1_795_435_200_000_000


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    saying.use("en")
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize(
    ("language", "direction", "month", "size"),
    [
        ("en", Qt.LayoutDirection.LeftToRight, "November", "3.2 MB"),
        ("de", Qt.LayoutDirection.LeftToRight, "November", "3,2 MB"),
        ("he", Qt.LayoutDirection.RightToLeft, "נובמבר", "3.2 MB"),
    ],
)
def test_a_language_brings_its_direction_and_its_numbers(
    qapp: QApplication, language: str, direction: Qt.LayoutDirection, month: str, size: str
) -> None:
    assert saying.use(language) == language == saying.present()
    assert qapp.layoutDirection() == direction
    assert month in when_words(NOON_US)
    assert size_words(3_200_000) == size


@pytest.mark.usefixtures("english_again")
def test_a_language_that_there_is_not_is_refused(qapp: QApplication) -> None:
    with pytest.raises(LookupError, match="'xx'"):
        saying.use("xx")


def chooser(driver: Driver, name: str) -> QComboBox:
    found = driver.find(name)
    assert isinstance(found, QComboBox)
    return found


def test_the_first_screen_offers_every_language_by_its_own_name(driver: Driver) -> None:
    wished: list[tuple[str, str]] = []
    driver.window.beside.language_wished.connect(lambda *wish: wished.append(wish))
    driver.window.show_join(examples.JOIN)
    languages = chooser(driver, "interfaceLanguage")
    assert [languages.itemText(at) for at in range(languages.count())] == ["English", "Deutsch", "עברית"]
    assert languages.currentData() == "en"
    driver.type_into("codeField", "7K3M")
    languages.activated.emit(languages.findData("en"))
    languages.activated.emit(languages.findData("he"))
    assert wished == [("he", "7K3M")], "the language that is spoken already is no wish"
    driver.window.show_join(examples.JOIN_BUSY)
    assert not languages.isEnabled()


def test_the_settings_keep_the_language_and_say_when_it_changes(driver: Driver) -> None:
    kept: list[Preferences] = []
    driver.window.preferences_changed.connect(kept.append)
    driver.window.show_preferences(USUAL)
    driver.window.open_preferences()
    languages = chooser(driver, "languageChoice")
    languages.setCurrentIndex(languages.findText("Deutsch"))
    assert "next time" in str(driver.find("languageWords").property("text"))
    languages.setCurrentIndex(languages.findText("English"))
    driver.settle()
    assert [each.language for each in kept] == ["de", "en"]
    assert not any(words.isVisible() for words in driver.window.findChildren(QLabel, "languageWords"))


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize(("language", "before", "after"), [("he", "\u2066", "\u2069"), ("de", "", "")])
def test_what_a_compiler_says_and_names_of_languages_run_from_left_to_right(
    qapp: QApplication, language: str, before: str, after: str
) -> None:
    saying.use(language)
    messages = MessagesView()
    messages.show_run(examples.RUN_COMPILE_ERROR, ("solution.py",))
    rows = [messages.item(row) for row in range(messages.count())]
    assert rows[0].text().endswith(f": {before}SyntaxError: expected ':'{after}")
    said = [row for row in rows if "for parcels in shelves" in row.text()]
    assert [(row.text()[:1], row.text()[-1:]) for row in said] == [(before or " ", after or "s")]
    assert said[0].textAlignment() & Qt.AlignmentFlag.AlignAbsolute.value
    assert saying.set_code_apart("C++") == f"{before}C++{after}"
