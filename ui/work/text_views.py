"""Read-only views of what programs read and wrote. Of a text too large for the window a part is shown, and told so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCursor, QTextFormat, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit

from protocol.saying import say, say_count
from ui import theme
from ui.widgets.text import left_to_right

MAX_CHARACTERS = 128 * 1024
MAX_LINE_CHARACTERS = 4_000
MAX_LINES = 4_000
"""Results come cut already; these hold for a sample's own texts, and for a server that cuts less."""
_READING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def code_view(name: str, title: str) -> QPlainTextEdit:
    """A read-only plain text view in the code font."""
    view = QPlainTextEdit()
    view.setObjectName(name)
    view.setAccessibleName(title)
    view.setProperty("type", "code")
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    view.setMinimumSize(56, 48)
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    view.setTextInteractionFlags(_READING)
    left_to_right(view)
    return view


def set_editable(view: QPlainTextEdit, *, editable: bool) -> None:
    """Let a view be typed into, or only read, marked and copied."""
    wanted = Qt.TextInteractionFlag.TextEditorInteraction if editable else _READING
    if view.textInteractionFlags() != wanted:
        view.setReadOnly(not editable)
        view.setTextInteractionFlags(wanted)


def show_spaces(view: QPlainTextEdit, *, shown: bool) -> None:
    """Draw spaces as · and tabs as →; what is copied stays what it is."""
    options = view.document().defaultTextOption()
    flag = QTextOption.Flag.ShowTabsAndSpaces
    wanted = options.flags() | flag if shown else options.flags() & ~flag
    if wanted != options.flags():
        options.setFlags(wanted)
        view.document().setDefaultTextOption(options)


def with_errors(output: str, errors: str) -> str:
    """What a program wrote, and below it what it wrote as errors."""
    return "\n".join(filter(None, (output, say("[errors]"), errors))) if errors else output


def set_text(view: QPlainTextEdit, text: str) -> bool:
    """Set text, leaving the scroll position alone when nothing changed. Whether it changed."""
    text = bounded(text)
    if view.toPlainText() == text:
        return False
    view.setPlainText(text)
    return True


def bounded(text: str) -> str:
    """The beginning of a text, with a word about what is left out."""
    if len(text) <= MAX_LINE_CHARACTERS:
        return text
    kept = text[:MAX_CHARACTERS].split("\n", MAX_LINES)[:MAX_LINES]
    whole = "\n".join(kept) == text
    rows = [_short(row) for row in kept]
    if not whole:
        rows.append(
            say(
                "⟨cut here: {shown:,} of {all:,} characters are shown⟩",
                shown=sum(map(len, kept)) + len(kept),
                all=len(text),
            )
        )
    return "\n".join(rows)


def mark_row(view: QPlainTextEdit, row: int | None) -> None:
    """Colour one row (from 1) over its whole width, or none."""
    marks: list[QTextEdit.ExtraSelection] = []
    block = view.document().findBlockByNumber(row - 1) if row else None
    if block is not None and block.isValid():
        mark = QTextEdit.ExtraSelection()
        colours = theme.palette()
        mark.format.setBackground(QColor(colours.stop_soft))
        mark.format.setForeground(QColor(colours.text))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.cursor = QTextCursor(block)
        marks.append(mark)
    view.setExtraSelections(marks)


def reveal_row(view: QPlainTextEdit, row: int) -> None:
    """Scroll to a row (from 1; clipped to the text)."""
    block = view.document().findBlockByNumber(min(row, view.blockCount()) - 1)
    view.setTextCursor(QTextCursor(block))
    view.centerCursor()


def _short(row: str) -> str:
    if len(row) <= MAX_LINE_CHARACTERS:
        return row
    cut = say_count(
        "⟨{n:,} more character of this line cut here⟩",
        "⟨{n:,} more characters of this line cut here⟩",
        len(row) - MAX_LINE_CHARACTERS,
    )
    return f"{row[:MAX_LINE_CHARACTERS]}{cut}"
