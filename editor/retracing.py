"""The way to a text, gone again in Scintilla, so that what was done before a restart can be undone.

Must be told to nobody: the caller sees to it that nothing of this becomes an edit.
"""

from __future__ import annotations

from collections.abc import Callable

from protocol.undo import History

Send = Callable[..., object]
"""A Scintilla message by name, with numbers and bytes."""


def retrace(send: Send, history: History) -> None:
    """Begin with the base and take every step; what is typed afterwards is undone on its own."""
    send("SCI_SETUNDOCOLLECTION", 0)
    send("SCI_SETTEXT", 0, history.base.encode())
    send("SCI_SETUNDOCOLLECTION", 1)
    send("SCI_EMPTYUNDOBUFFER")
    for step in history.steps:
        if step.removed:
            send("SCI_DELETERANGE", step.position, len(step.removed.encode()))
        if step.inserted:
            send("SCI_INSERTTEXT", step.position, step.inserted.encode())
    send("SCI_SETSAVEPOINT")
