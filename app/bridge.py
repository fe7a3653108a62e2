"""The only crossing into the GUI thread.

Guarantees: what is posted runs on the thread that made the bridge, in the order it was posted, never inside the
caller's stack. After `close` nothing runs any more, so that a late thread cannot touch a destroyed widget.
Must not: know widgets, decide anything, or swallow an exception (an unexpected one reaches `sys.excepthook`).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from protocol.errors import RecrutrError

Result = TypeVar("Result")
Work = Callable[[], None]


class Bridge(QObject):
    """Carries callables from any thread to the GUI thread."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._open = True
        self._timers: list[QTimer] = []
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, work: Work) -> None:
        """Run `work` on the GUI thread soon. From any thread; dropped after `close`."""
        if self._open:
            self._posted.emit(work)

    def when_done(
        self, future: Future[Result], done: Callable[[Result], None], failed: Callable[[RecrutrError], None]
    ) -> None:
        """Deliver a future's result, or the expected failure in it, on the GUI thread.

        A failure that is not a RecrutrError is a bug: it is raised on the GUI thread, where the crash handler sees it.
        """

        def finish(ended: Future[Result]) -> None:
            self.post(lambda: deliver(ended, done, failed))

        future.add_done_callback(finish)

    def every(self, period_ms: int, work: Work) -> None:
        """Run `work` on the GUI thread each `period_ms`, until `close`. Call from the GUI thread."""
        timer = QTimer(self)
        timer.setInterval(period_ms)
        timer.timeout.connect(work)
        timer.start()
        self._timers.append(timer)

    def close(self) -> None:
        """Stop delivering. Idempotent; call from the GUI thread."""
        self._open = False
        for timer in self._timers:
            timer.stop()

    @Slot(object)
    def _run(self, work: Work) -> None:
        if self._open:
            work()


def deliver(ended: Future[Result], done: Callable[[Result], None], failed: Callable[[RecrutrError], None]) -> None:
    """Hand the outcome of an ended future to `done` or `failed`; a cancelled one goes nowhere."""
    if ended.cancelled():
        return
    error = ended.exception()
    if error is None:
        done(ended.result())
    elif isinstance(error, RecrutrError):
        failed(error)
    else:
        raise error
