"""A symbol of the icon family in the colour of its meaning. Never alone: words say the same beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

from ui import icons, theme

_TONES = {"good": "good", "attention": "attention", "stop": "stop", "accent": "accent_text", "quiet": "text_quiet"}


class Symbol(QLabel):
    """Shows one icon; `tone` empty: text colour."""

    def __init__(self, name: str, tone: str = "", size: int = 20) -> None:
        super().__init__()
        self._shown = (name, tone)
        self._size = size
        self.setFixedSize(size, size)
        self._draw()

    def show_symbol(self, name: str, tone: str = "") -> None:
        """Show another icon or tone."""
        if self._shown != (name, tone):
            self._shown = (name, tone)
            self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Redraw in the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        name, tone = self._shown
        colour = getattr(theme.palette(), _TONES.get(tone, "text"))
        self.setPixmap(icons.pixmap(name, colour, self._size, self.devicePixelRatioF()))
