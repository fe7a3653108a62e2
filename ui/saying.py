"""The language of the interface: Qt's translators, the direction of writing, dates and numbers.

Guarantees: what has no translation is said in English, and never fails. Must be used on the GUI thread; what it
installs may be asked from any.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from protocol import saying

NAMES: Mapping[str, str] = {"en": "English", "de": "Deutsch", "he": "עברית"}
"""The languages there are, each by its own name."""
_FOLDER = Path(__file__).resolve().parent / "languages"
_installed: list[QTranslator] = []
_present = ["en"]


def present() -> str:
    """The code of the language that is spoken."""
    return _present[0]


def of_the_system() -> str:
    """The first language there is among those that the person prefers by the system's settings; English otherwise."""
    for wished in QLocale.system().uiLanguages():
        language = wished.replace("_", "-").partition("-")[0].lower()
        if language in NAMES:
            return language
    return "en"


def use(wished: str) -> str:
    """Speak this language ("system": the system's) from here on; returns its code.

    Widgets that show already keep their words. Raises LookupError for a language that there is not.
    """
    language = of_the_system() if wished == "system" else wished
    if language not in NAMES:
        raise LookupError(f"there is no interface in {language!r}")
    _present[0] = language
    QLocale.setDefault(QLocale(language) if wished != "system" else _system_locale(language))
    for translator in _installed:
        QCoreApplication.removeTranslator(translator)
    _installed.clear()
    own = QTranslator()
    own_found = language != "en" and own.load(f"recrutr_{language}", str(_FOLDER))
    saying.heard(_asking(own) if own_found else None)
    of_qt = QTranslator()
    if of_qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(of_qt)
        _installed.append(of_qt)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setLayoutDirection(QLocale(language).textDirection())
    return language


def set_apart(text: str) -> str:
    """Somebody's own words inside a sentence of ours: beside one from right to left they keep their direction."""
    if QGuiApplication.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return text
    return f"\u2068{text}\u2069"  # first strong isolate, pop directional isolate (Unicode Annex 9)


def set_code_apart(text: str) -> str:
    """A line of code, or what a program said: it runs from left to right, its first blanks included."""
    if QGuiApplication.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return text
    return f"\u2066{text}\u2069"  # left-to-right isolate, pop directional isolate


def _system_locale(language: str) -> QLocale:
    """The system's own where it speaks the language (the region decides on dates), else the language's."""
    system = QLocale.system()
    return system if system.language() == QLocale(language).language() else QLocale(language)


def _asking(translator: QTranslator) -> saying.Translator:
    def translate(context: str, text: str, number: int | None) -> str:
        return translator.translate(context, text, None, -1 if number is None else number) or ""

    return translate
