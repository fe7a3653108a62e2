"""The look in use: fonts, palette and style sheet of the application, from the brand's tokens.

One appearance for the whole application; widgets that draw with colours ask `palette()` and redraw on PaletteChange.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from brand import files, tokens
from brand.qss import palette_roles, style_sheet
from brand.tokens import Appearance, Palette
from protocol.errors import EnvironmentFault

_loaded_fonts: list[int] = []
_current = Appearance.LIGHT


def palette() -> Palette:
    """Colours of the appearance in use."""
    return tokens.PALETTES[_current]


def appearance() -> Appearance:
    """The appearance in use."""
    return _current


def system_appearance() -> Appearance:
    """What the system asks for: high contrast first, then dark or light."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return Appearance.CONTRAST
    return Appearance.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Appearance.LIGHT


def apply(wanted: Appearance) -> None:
    """Dress the whole application. Raises EnvironmentFault when the fonts of the installation are missing."""
    application = _application()
    if _loaded_fonts and wanted is _current and application.styleSheet():
        return
    _colour(application, wanted)
    application.setStyleSheet(style_sheet(palette(), (files.ART / wanted.value).as_posix()))


@contextmanager
def dressed_at_the_end(wanted: Appearance) -> Iterator[None]:
    """As `apply`, but the style sheet comes with the end of the `with`, in which a window is put together.

    Under a style sheet a widget is dressed again, with all that is in it, whenever it finds its place in another.
    """
    application = _application()
    application.setStyleSheet("")
    _colour(application, wanted)
    yield
    application.setStyleSheet(style_sheet(palette(), (files.ART / wanted.value).as_posix()))


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("a QApplication must exist before it can be dressed")
    return application


def _colour(application: QApplication, wanted: Appearance) -> None:
    global _current  # noqa: PLW0603 -- one application, one look
    _load_fonts()
    _current = wanted
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setFont(_font())
    application.setPalette(_palette(palette()))


def _load_fonts() -> None:
    if _loaded_fonts:
        return
    for path in files.DESKTOP_FONTS:
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            raise EnvironmentFault(
                "installation.font", f"The font {path.name} is missing or damaged. Please install Recrutr again."
            )
        _loaded_fonts.append(number)


def _font() -> QFont:
    font = QFont([tokens.FONT_TEXT, *tokens.FALLBACK_TEXT[:-1]])
    font.setPixelSize(tokens.TYPE["body"].size)
    return font


def _palette(colours: Palette) -> QPalette:
    made = QPalette()
    for name, colour in palette_roles(colours).items():
        made.setColor(QPalette.ColorRole[name], QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.text_quiet))
    return made
