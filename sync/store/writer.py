"""The one thread that writes a store: a queue of tasks, committed in groups.

Guarantees: tasks run in the order given; a future resolves only after the commit; a group waits at most 50 ms or
64 tasks. On a full or failing disk everything stays in memory, in order, and is tried again until it is saved or the
store closes: nothing is dropped silently. What was written into files that were taken away is sent, but not called
saved. Must not be waited for by the GUI thread.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from protocol.errors import Conflict, RecrutrError, StorageFault, Tampered
from protocol.facts import Fact
from protocol.journal import Head, Moment
from protocol.saying import to_say, to_say_count
from sync.store import freshness
from sync.store.database import Database
from sync.store.journal import Journal
from sync.store.records import StoreState

COMMIT_WINDOW_S = 0.05
COMMIT_TASKS = 64
MAX_PENDING = 200_000
"""About 200 MB of keystrokes in memory: hours of typing on a full disk. Beyond it, submitting fails loudly."""
RETRY_S = 0.5

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of the journal: its sequence number, and when it was written by the wall clock."""

    seq: int
    wall_us: int
    fact: Fact


class Pen:
    """What a task may do inside the writer's transaction. Tasks may run again after a failed commit."""

    def __init__(self, database: Database, journal: Journal | None, head: Head) -> None:
        self.database = database
        self.head = head
        self.told: list[Told] = []
        self._journal = journal

    def append(self, facts: Sequence[Fact], moment: Moment) -> int:
        """Append facts; the last one's sequence number. Conflict `store.not_started` without a journal."""
        if self._journal is None:
            raise not_started()
        before = self.head.seq
        self.head = self._journal.append(self.database, self.head, facts, moment)
        self.told += [Told(before + nth, moment.wall_us, fact) for nth, fact in enumerate(facts, 1)]
        return self.head.seq


@dataclass(frozen=True, slots=True)
class _Task:
    run: Callable[[Pen], Any]
    future: Future[Any]
    urgent: bool
    arrived_s: float


class Writer:
    """Owns the writing connection and the thread that uses it."""

    def __init__(
        self,
        database: Database,
        make_room: Callable[[], bool],
        *,
        commit_window_s: float = COMMIT_WINDOW_S,
        committed: Callable[[Head], None] = lambda _head: None,
    ) -> None:
        """`make_room` is called on a full disk and says whether it freed something.

        `committed` hears of each new head before anybody else does; it must neither fail nor wait.
        """
        self._database, self._make_room, self._window_s = database, make_room, commit_window_s
        self._committed = committed
        self._journal: Journal | None = None
        self._head = Head(0, "")
        self._queue: deque[_Task] = deque()
        self._in_flight = 0
        self._fault: RecrutrError | None = None
        self._broken: RecrutrError | None = None
        self._give_up_at_s: float | None = None
        self._changed = threading.Condition()
        self._listeners: list[Callable[[StoreState], None]] = []
        self._followers: list[Callable[[Sequence[Told]], None]] = []
        self._thread = threading.Thread(target=self._loop, name="store-writer", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def open_journal(self, journal: Journal, head: Head) -> None:
        """From here on `Pen.append` works, after `head`. Call once, while no task that appends is queued."""
        with self._changed:
            self._journal, self._head = journal, head

    def watch(self, listener: Callable[[StoreState], None]) -> None:
        """Call `listener` from the writer's thread after each commit and each fault."""
        with self._changed:
            self._listeners.append(listener)

    def follow(self, listener: Callable[[Sequence[Told]], None]) -> None:
        """Call `listener` from the writer's thread with the facts of each commit."""
        with self._changed:
            self._followers.append(listener)

    @property
    def state(self) -> StoreState:
        """How the saving goes."""
        with self._changed:
            return StoreState(self._head.seq, len(self._queue) + self._in_flight, self._fault)

    def put(self, run: Callable[[Pen], T], *, urgent: bool = False) -> Future[T]:
        """Queue a task. Raises what stopped the writer, or StorageFault `store.overflow` or `store.closed`."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # what is handed in cannot be taken back
        with self._changed:
            if self._broken is not None:
                raise self._broken
            if self._give_up_at_s is not None:
                raise StorageFault("store.closed", to_say("The saved work has been closed already."))
            if len(self._queue) >= MAX_PENDING:
                message = to_say("Too much is waiting to be saved. Stop typing and free some space on the disk.")
                raise StorageFault("store.overflow", message, {"pending": len(self._queue)})
            self._queue.append(_Task(run, future, urgent, time.monotonic()))
            if urgent or len(self._queue) in {1, COMMIT_TASKS}:  # otherwise the writer sleeps through its window
                self._changed.notify_all()
        return future

    def stop(self, timeout_s: float) -> None:
        """Write what is queued, then end. StorageFault `store.not_saved` when the disk does not take it in time."""
        with self._changed:
            self._give_up_at_s = time.monotonic() + timeout_s
            self._changed.notify_all()
        self._thread.join()
        lost = self.state.pending
        if lost:
            message = to_say_count(
                "{n} change could not be saved: the disk did not take it.",
                "{n} changes could not be saved: the disk did not take them.",
                lost,
            )
            raise StorageFault("store.not_saved", message, {"pending": lost}) from self._fault

    def _loop(self) -> None:
        while group := self._next_group():
            try:
                results = self._save(group)
            except Exception as error:  # noqa: BLE001 - the thread's loop: every waiting future must hear of it
                self._break(group, error)
                return
            for task, result in zip(group, results, strict=True):
                _resolve(task.future, result)
            self._tell()

    def _next_group(self) -> list[_Task]:
        """Wait for tasks, then for the commit window; an empty list means the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._give_up_at_s is not None)
            while self._queue and (left := self._window_left_s()) > 0:
                self._changed.wait(left)
            group = [self._queue.popleft() for _ in range(min(len(self._queue), COMMIT_TASKS))]
            self._in_flight = len(group)
        return group

    def _window_left_s(self) -> float:
        hurry = self._give_up_at_s is not None or len(self._queue) >= COMMIT_TASKS
        if hurry or any(task.urgent for task in self._queue):
            return 0.0
        return self._queue[0].arrived_s + self._window_s - time.monotonic()

    def _save(self, group: list[_Task]) -> list[Any]:
        """Commit a group, however long the disk takes. Raises Tampered at once, StorageFault when closing is due."""
        while True:
            try:
                results, pen = self._commit(group)
            except StorageFault as fault:
                with self._changed:
                    self._fault = fault
                self._tell()
                if not (fault.code == "store.disk_full" and self._make_room()) and not self._pause():
                    raise
            else:
                if pen.head.seq > self._head.seq:
                    self._committed(pen.head)
                astray = self._database.astray()
                with self._changed:
                    self._head, self._fault, self._in_flight = pen.head, astray, 0
                    followers = list(self._followers) if pen.told else []
                _call_each(followers, pen.told)
                return results

    def _commit(self, group: list[_Task]) -> tuple[list[Any], Pen]:
        with self._changed:
            pen = Pen(self._database, self._journal, self._head)
        with self._database.transaction():
            before, entries = self._database.changes, pen.head.seq
            results = [self._run(pen, task) for task in group]
            if self._database.changes - before > pen.head.seq - entries:
                freshness.renew(self._database, pen.head)
            elif pen.head.seq > entries:
                freshness.move_on(self._database, pen.head)
        return results, pen

    def _run(self, pen: Pen, task: _Task) -> Any:
        """One task; an error that is its own undoes it alone, an error of the disk or file undoes the group."""
        before, told = pen.head, len(pen.told)
        try:
            with self._database.part():
                return task.run(pen)
        except (StorageFault, Tampered):
            raise
        except Exception as error:  # noqa: BLE001 - handed to the task's future, where it is loud
            pen.head = before
            del pen.told[told:]
            return _Failure(error)

    def _pause(self) -> bool:
        """Wait before the next try; False when the store closes and the time for that is over."""
        with self._changed:
            due = self._give_up_at_s
            if due is not None and time.monotonic() >= due:
                return False
            self._changed.wait(RETRY_S if due is None else min(RETRY_S, max(0.0, due - time.monotonic())))
        return True

    def _break(self, group: list[_Task], error: Exception) -> None:
        """Saving has ended for good: every future fails, every later task is refused, the watchers hear it."""
        if isinstance(error, RecrutrError):
            known = error
        else:
            _log.error("the store's writer stopped", exc_info=error)
            known = StorageFault(
                "store.stopped", to_say("Saving has stopped because of an error in Recrutr. Restart it.")
            )
        with self._changed:
            self._fault = self._broken = known
            waiting = [*group, *self._queue]
        for task in waiting:
            if not task.future.done():
                task.future.set_exception(error)
        self._tell()

    def _tell(self) -> None:
        state = self.state
        with self._changed:
            listeners = list(self._listeners)
        _call_each(listeners, state)


@dataclass(frozen=True, slots=True)
class _Failure:
    error: Exception


def _call_each(listeners: Sequence[Callable[[T], None]], what: T) -> None:
    for listener in listeners:
        try:
            listener(what)
        except Exception:  # noqa: BLE001 - the thread's loop: a listener's mistake must not end the saving
            _log.exception("a listener of the store failed")


def _resolve(future: Future[Any], result: Any) -> None:
    if isinstance(result, _Failure):
        future.set_exception(result.error)
    else:
        future.set_result(result)


def not_started() -> Conflict:
    """The refusal of facts before the attempt's ticket is kept: an entry could not be chained to anything."""
    return Conflict("store.not_started", to_say("Nothing can be recorded before the attempt has started."))
