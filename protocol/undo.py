"""What can be undone of a document, as a fold over its edits.

Guarantees: `base` with all of `steps` applied is the document; an edit that an undo took back is not among the steps;
of very long work the oldest steps are part of the base. Pure.
"""

from __future__ import annotations

from collections import deque

from protocol.edits import Document, Edit, Origin, replay

MAX_STEPS = 5_000
"""So many come back in some 50 ms; who undoes more than the last hour's keys wants an older text, not a key."""


class History:
    """See above."""

    def __init__(self, text: str) -> None:
        self._base = Document(text)
        self._steps: deque[Edit] = deque()
        self._undone: list[Edit] = []
        self._text: str | None = text

    def take(self, edit: Edit) -> None:
        """The next edit of the document. Raises Tampered for one that fits nowhere."""
        self._text = None
        if edit.origin is Origin.UNDO and self._steps and _takes_back(edit, self._steps[-1]):
            self._undone.append(self._steps.pop())
            return
        if edit.origin is Origin.REDO and self._undone and _repeats(edit, self._undone[-1]):
            self._push(self._undone.pop())
            return
        self._undone.clear()
        self._push(edit)

    @property
    def base(self) -> str:
        """The text before the first step."""
        return self._base.text

    @property
    def text(self) -> str:
        """The text after the last step; worked out once for all the steps, which takes a moment for a long text."""
        if self._text is None:
            self._text = replay(self.base, self._steps)
        return self._text

    def work_out(self) -> None:
        """Have the text ready, so that nobody waits for it later."""
        self._text = self.text

    @property
    def steps(self) -> tuple[Edit, ...]:
        """The edits since, oldest first."""
        return tuple(self._steps)

    def _push(self, edit: Edit) -> None:
        self._steps.append(edit)
        if len(self._steps) > MAX_STEPS:
            self._base.apply(self._steps.popleft())


def _takes_back(undo: Edit, step: Edit) -> bool:
    return (undo.position, undo.removed, undo.inserted) == (step.position, step.inserted, step.removed)


def _repeats(redo: Edit, step: Edit) -> bool:
    return (redo.position, redo.removed, redo.inserted) == (step.position, step.removed, step.inserted)
