"""The small selector of the language in which a statement is read; only there when a problem is told in several."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox

from protocol.saying import say
from protocol.wire import ProblemView


class StatementLanguageBox(QComboBox):
    """Names each language in its own words. What is shown follows the state, never the click."""

    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statementLanguage")
        self.setAccessibleName(say("Language of the statement"))
        self.setToolTip(say("Read the statement in another language"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._shown = ""
        self.activated.connect(self._choose)
        self.hide()

    def show_languages(self, view: ProblemView, wanted: str) -> None:
        """Offer the languages of a problem; `wanted` stands there if it is among them, else the usual one."""
        languages = view.statement_languages
        if [self.itemData(at) for at in range(self.count())] != list(languages):
            self.clear()
            for language in languages:
                self.addItem(language_name(language), language)
        self._shown = wanted if wanted in languages else view.statement_language
        self.setCurrentIndex(self.findData(self._shown))
        self.setVisible(bool(languages))

    def _choose(self, index: int) -> None:
        wanted = str(self.itemData(index))
        self.setCurrentIndex(self.findData(self._shown))
        if wanted != self._shown:
            self.language_chosen.emit(wanted)


def language_name(code: str) -> str:
    """`Svenska`, `Português (Brasil)`: how its speakers call it; the code itself where nobody here knows."""
    locale = QLocale(code)
    if locale.language() is QLocale.Language.C:
        return code
    # Qt's own word would be "American English" for a statement that only says `en`.
    name = "English" if locale.language() is QLocale.Language.English else locale.nativeLanguageName()
    territory = locale.nativeTerritoryName()
    if "-" in code and territory and territory not in name:
        name = f"{name} ({territory})"
    return name[:1].upper() + name[1:] or code
