"""Worker thread, bridge into the GUI thread, and what a crash writes."""

from __future__ import annotations

import logging
import sys
import threading
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.background import QUEUE_LIMIT, Worker
from app.bridge import Bridge
from app.crash import install, uninstall
from protocol.errors import EnvironmentFault, NetworkFault, RecrutrError


def test_a_worker_runs_jobs_in_order_off_the_calling_thread() -> None:
    worker = Worker("test-worker")
    worker.start()
    seen: list[int] = []
    futures = [worker.submit(partial(seen.append, number)) for number in range(20)]
    name = worker.submit(lambda: threading.current_thread().name).result(5)
    assert name == "test-worker"
    assert seen == list(range(20))
    assert all(future.done() for future in futures)
    assert worker.stop(5)


def test_a_stopped_worker_cancels_what_waits_and_refuses_what_comes() -> None:
    worker = Worker("test-worker")
    worker.start()
    began, release = threading.Event(), threading.Event()

    def long_job() -> str:
        began.set()
        release.wait(5)
        return "ended"

    running = worker.submit(long_job)
    waiting = worker.submit(lambda: "never")
    assert began.wait(5)
    assert not worker.stop(0.01)
    release.set()
    assert worker.stop(5)
    assert running.result(5) == "ended"
    with pytest.raises(CancelledError):
        waiting.result(5)
    with pytest.raises(EnvironmentFault):
        worker.submit(lambda: "late").result(5)


def test_a_full_queue_is_told_to_the_caller() -> None:
    worker = Worker("test-worker")  # not started: nothing is taken out
    for _ in range(QUEUE_LIMIT):
        worker.submit(lambda: None)
    with pytest.raises(EnvironmentFault) as refused:
        worker.submit(lambda: None).result(5)
    assert refused.value.code == "app.busy"


def test_the_bridge_runs_posted_work_on_the_gui_thread_in_order(qtbot: QtBot) -> None:
    bridge = Bridge()
    seen: list[tuple[int, bool]] = []
    gui = threading.current_thread()

    def look(number: int) -> None:
        seen.append((number, threading.current_thread() is gui))

    def post_all() -> None:
        for number in range(50):
            bridge.post(partial(look, number))

    thread = threading.Thread(target=post_all)
    thread.start()
    thread.join(5)
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 50, timeout=5000)
    assert seen == [(number, True) for number in range(50)]


def test_the_bridge_delivers_results_and_expected_failures(qtbot: QtBot) -> None:
    bridge = Bridge()
    worker = Worker("test-worker")
    worker.start()
    results: list[str] = []
    failures: list[RecrutrError] = []

    def fails() -> str:
        raise NetworkFault("net.unreachable", "No network.")

    bridge.when_done(worker.submit(lambda: "fine"), results.append, failures.append)
    bridge.when_done(worker.submit(fails), results.append, failures.append)
    qtbot.waitUntil(lambda: bool(results and failures), timeout=5000)
    assert results == ["fine"]
    assert failures[0].code == "net.unreachable"
    worker.stop(5)


def test_a_bug_in_a_job_is_raised_on_the_gui_thread(qtbot: QtBot) -> None:
    bridge = Bridge()
    worker = Worker("test-worker")
    worker.start()

    def bug() -> str:
        raise KeyError("bug")

    with qtbot.captureExceptions() as raised:
        future = worker.submit(bug)
        bridge.when_done(future, lambda _result: None, lambda _error: None)
        qtbot.waitUntil(lambda: bool(raised), timeout=5000)
    assert raised[0][0] is KeyError
    worker.stop(5)


def test_a_closed_bridge_delivers_nothing(qtbot: QtBot) -> None:
    bridge = Bridge()
    seen: list[int] = []
    bridge.post(lambda: seen.append(1))
    bridge.close()
    bridge.post(lambda: seen.append(2))
    qtbot.wait(50)
    assert seen == []


def test_a_crash_is_logged_without_its_text_and_told_in_words(tmp_path: Path) -> None:
    told: list[str] = []
    before = (sys.excepthook, threading.excepthook)
    hooks = install(tmp_path, told.append)
    names: dict[str, str] = {}
    try:
        try:
            int("def solve(): secret of Ada")
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
            logging.getLogger("test").warning("again", exc_info=True)
        threading.Thread(target=lambda: names["key of Ada"], name="broken").start()
        for thread in threading.enumerate():
            if thread.name == "broken":
                thread.join(5)
    finally:
        uninstall(hooks)
    written = (tmp_path / "recrutr.log").read_text()
    assert "builtins.ValueError" in written
    assert "builtins.KeyError" in written
    assert "test_app_threads.py:" in written
    assert "Ada" not in written
    assert len(told) == 2
    assert "not yours" in told[0]
    assert (sys.excepthook, threading.excepthook) == before


def test_a_log_that_cannot_be_written_keeps_nobody_from_their_work(tmp_path: Path) -> None:
    for name in ("recrutr.log", "native.log"):
        (tmp_path / name).mkdir()  # opening it fails, also for the superuser
    told: list[str] = []
    hooks = install(tmp_path, told.append)
    try:
        sys.excepthook(ValueError, ValueError("secret"), None)
    finally:
        uninstall(hooks)
    assert len(told) == 1
