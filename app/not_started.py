"""Says in a window why the app did not start: whoever came by its icon or by a link reads no terminal.

Guarantees: returns when the window is closed or the system tells the app to end. Must not be asked for where there is
no display.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from app.composition import TICK_MS, make_application
from app.leaving import Leaving
from app.settings import read_preferences
from app.words import NOT_STARTED
from protocol.errors import RecrutrError
from ui import saying, theme
from ui.states import Message
from ui.widgets.dialogs import tell


def tell_why(error: RecrutrError, data: Path | None) -> None:
    """Show the reason until it is read, in the language chosen in this data folder."""
    application = make_application()
    application.setQuitOnLastWindowClosed(False)  # this loop ends with the dialog, by whatever that is closed
    saying.use("system" if data is None else read_preferences(data).language)
    with suppress(RecrutrError):  # without its own fonts, too
        theme.apply(theme.system_appearance())
    leaving, behind, loop = Leaving(), QWidget(), QEventLoop()
    dialog = tell(behind, Message(NOT_STARTED, error.message))
    dialog.finished.connect(loop.quit)
    leaving.listen(application)
    leaving.lead_to(lambda: QTimer.singleShot(0, dialog.reject), lambda: 0)
    ticks = QTimer(behind)
    ticks.timeout.connect(lambda: None)  # else Python would not hear a signal
    ticks.start(TICK_MS)
    loop.exec()
