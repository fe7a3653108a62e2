"""The settings dialog: colours, letters, indent, keys. What is chosen shows at once, and is kept by the app.

Guarantees: every choice can be reached by keyboard and has a name; nothing here touches a disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from editor.preferences import (
    LEAST_TAB_WIDTH,
    MOST_TAB_WIDTH,
    USUAL,
    KeyMap,
    Preferences,
)
from protocol.saying import said, say, to_say, to_say_count
from ui import saying
from ui.widgets.dialogs import Dialog
from ui.widgets.text import Button, label

Options = Mapping[str, object]
_THEMES: Options = {
    to_say("As the system has it"): "system",
    to_say("Light"): "light",
    to_say("Dark"): "dark",
    to_say("High contrast"): "contrast",
}
_LANGUAGES: Options = {to_say("As the system has it"): "system", **{name: code for code, name in saying.NAMES.items()}}
_SIZES: dict[str, int] = {
    to_say_count("{n} pixel", "{n} pixels", pixels): pixels
    for pixels in (10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 36, 40)
}
_WIDTHS: Options = {
    to_say("As is usual in the language"): None,
    **{str(width): width for width in range(LEAST_TAB_WIDTH, MOST_TAB_WIDTH + 1)},
}
_INDENTS: Options = {to_say("As is usual in the language"): None, to_say("Spaces"): False, to_say("Tabs"): True}
_KEYS: Options = {to_say("Default"): KeyMap.DEFAULT, "Vim": KeyMap.VIM, "Emacs": KeyMap.EMACS}
_KEY_WORDS = {
    KeyMap.DEFAULT: to_say(
        "Ctrl+F finds, Ctrl+H replaces, Ctrl+D selects the next place of the same word as well, "
        "Ctrl+Space offers words, F2 goes to the next mistake."
    ),
    KeyMap.VIM: to_say(
        "Normal, insert, visual and visual-line mode with counts, motions, operators, text objects "
        "and one register. There are no : commands, macros, marks or repeating by a dot."
    ),
    KeyMap.EMACS: to_say(
        "Moving, the mark, killing and yanking, undo and search by Ctrl and Alt; Ctrl+X u, h and "
        "Ctrl+X. There are no registers, macros or M-x."
    ),
}


class PreferencesDialog(Dialog):
    """Shows preferences and hands on each change."""

    def __init__(
        self, parent: QWidget, shown: Preferences, changed: Callable[[Preferences], object], *, theme_fixed: bool
    ) -> None:
        super().__init__(parent, "preferencesDialog", say("Settings"), ("settings", "accent"))
        self._shown, self._changed = shown, changed
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(12)
        self._language = self._choice(_language_title(), "languageChoice", _LANGUAGES)
        self._next_time = label(kind="caption", tone="quiet", name="languageWords")
        self._form.addRow(self._next_time)
        self._theme = self._choice(say("Colours"), "themeChoice", _THEMES)
        self._theme.setEnabled(not theme_fixed)
        if theme_fixed:
            self._theme.setToolTip(say("The colours are set by your organisation."))
        self._font = self._choice(say("Size of the code's letters"), "fontPixels", _SIZES)
        self._width = self._choice(say("Width of an indent"), "tabWidthChoice", _WIDTHS)
        self._indent = self._choice(say("Indent with"), "indentChoice", _INDENTS)
        self._keys = self._choice(say("Keys"), "keysChoice", _KEYS)
        self._key_words = label(kind="caption", tone="quiet", name="keyWords")
        self._form.addRow(self._key_words)
        self._completion = QCheckBox(say("Offer words while typing"))
        self._completion.setObjectName("completionChoice")
        self._form.addRow("", self._completion)
        self._column.addLayout(self._form)
        self._fill()
        self._connect()
        reset = Button(say("As at first"), "resetPreferences", "quiet").on_click(self._reset)
        self._buttons.addWidget(reset)
        close = Button(say("Close"), "closePreferences", "primary")
        self.add_button(close, lambda: None)
        close.setDefault(True)

    def _choice(self, title: str, name: str, options: Options) -> QComboBox:
        choice = QComboBox()
        choice.setObjectName(name)
        choice.setAccessibleName(title)
        choice.addItems([said(words) for words in options])
        self._form.addRow(title, choice)
        return choice

    def _fill(self) -> None:
        shown = self._shown
        for choice, options, value in (
            (self._language, _LANGUAGES, shown.language),
            (self._theme, _THEMES, shown.theme),
            (self._font, _SIZES, min(_SIZES.values(), key=lambda size: abs(size - shown.font_pixels))),
            (self._width, _WIDTHS, shown.tab_width),
            (self._indent, _INDENTS, shown.indent_with_tabs),
            (self._keys, _KEYS, shown.keys),
        ):
            choice.setCurrentIndex(list(options.values()).index(value))
        self._completion.setChecked(shown.completion)
        self._tell_when(shown)
        self._key_words.setText(said(_KEY_WORDS[shown.keys]))

    def _connect(self) -> None:
        for choice in (self._language, self._theme, self._font, self._width, self._indent, self._keys):
            choice.currentIndexChanged.connect(lambda _index: self._take())
        self._completion.toggled.connect(lambda _on: self._take())

    def _take(self) -> None:
        chosen = Preferences.model_validate(
            {
                "language": _chosen(_LANGUAGES, self._language),
                "theme": _chosen(_THEMES, self._theme),
                "font_pixels": _chosen(_SIZES, self._font),
                "tab_width": _chosen(_WIDTHS, self._width),
                "indent_with_tabs": _chosen(_INDENTS, self._indent),
                "keys": _chosen(_KEYS, self._keys),
                "completion": self._completion.isChecked(),
            }
        )
        if chosen != self._shown:
            self._shown = chosen
            self._key_words.setText(said(_KEY_WORDS[chosen.keys]))
            self._tell_when(chosen)
            self._changed(chosen)

    def _tell_when(self, chosen: Preferences) -> None:
        """Windows that show keep their words."""
        spoken = saying.of_the_system() if chosen.language == "system" else chosen.language
        self._next_time.setText(
            "" if spoken == saying.present() else say("The language changes when Recrutr is opened the next time.")
        )
        self._next_time.setVisible(spoken != saying.present())

    def _reset(self) -> None:
        theme = self._shown.theme if not self._theme.isEnabled() else USUAL.theme
        wanted = USUAL.model_copy(update={"theme": theme})
        for part in (self._language, self._theme, self._width, self._indent, self._keys, self._font, self._completion):
            part.blockSignals(True)  # one change, not seven
        self._shown = wanted
        self._fill()
        for part in (self._language, self._theme, self._width, self._indent, self._keys, self._font, self._completion):
            part.blockSignals(False)
        self._changed(wanted)


def _language_title() -> str:
    """Also in English, for somebody who does not understand the present one."""
    return say("Language") if saying.present() == "en" else f"{say('Language')} (Language)"


def _chosen(options: Options, choice: QComboBox) -> object:
    return list(options.values())[choice.currentIndex()]
