"""A named thread that runs one job after another, off the GUI thread.

Guarantees: jobs run in order; each gives a future; `stop` refuses new jobs, cancels the waiting ones and returns within
its deadline. The queue is bounded: when it is full the caller is told at once (a person clicked more than the machine
can do).
Must not: touch widgets; results go through `app.bridge`.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from protocol.errors import EnvironmentFault
from protocol.saying import to_say

Result = TypeVar("Result")
QUEUE_LIMIT = 64
"""More waiting jobs than a person can cause; reaching it means that the thread is stuck."""


class Worker:
    """One thread, one job at a time."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.Queue[tuple[Callable[[], None], Callable[[], bool]] | None] = queue.Queue(QUEUE_LIMIT)
        self._stopping = threading.Event()
        # A daemon: a job stuck in a driver must not keep the process alive after its deadline.
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread; once."""
        self._thread.start()

    def submit(self, job: Callable[[], Result]) -> Future[Result]:
        """Queue a job. The future fails with EnvironmentFault when the thread is stopping or its queue is full."""
        future: Future[Result] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = job()
            except BaseException as error:  # noqa: BLE001  the thread loop: the failure belongs to whoever holds the future
                future.set_exception(error)
            else:
                future.set_result(result)

        if self._stopping.is_set():
            future.set_exception(EnvironmentFault("app.stopping", to_say("Recrutr is closing.")))
            return future
        try:
            self._jobs.put_nowait((run, future.cancel))
        except queue.Full:
            future.set_exception(
                EnvironmentFault(
                    "app.busy", to_say("Recrutr is still busy with what you asked before. Please wait a moment.")
                )
            )
        return future

    def stop(self, deadline_s: float) -> bool:
        """Let the present job end, drop the rest; whether the thread ended within the deadline. Idempotent."""
        self._stopping.set()
        self._drop_waiting()
        self._jobs.put_nowait(None)
        if self._thread.is_alive():
            self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _drop_waiting(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                waiting = self._jobs.get_nowait()
                if waiting is not None:
                    waiting[1]()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            job = self._jobs.get()
            if job is None:
                return
            job[0]()
