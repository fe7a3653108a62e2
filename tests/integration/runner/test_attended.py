"""A program before a person, in a real container: output while it runs, input while it runs, and a stop at once."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

import pytest

from protocol.verdicts import LanguageId, Verdict
from protocol.wire import ProblemView
from runner.boxes.docker_engine import DockerEngine
from runner.engine import Stopped
from runner.feedback import RunReport, run_attended
from runner.packages import read_package
from tests.unit.runner.package_builder import GOOD

pytestmark = pytest.mark.docker
PROBLEM = "0190a0a0-0000-7000-8000-000000000000"
PATIENCE_S = 60
ASKS = "name = input('name? ')\nprint('hello', name)\nwhile True:\n  print(int(input()) * 2)\n"
ASKS_IN_C = """#include <stdio.h>
int main(void) { int n; puts("ready"); while (scanf("%d", &n) == 1) printf("%d\\n", 2 * n); return 0; }
"""


class Hands:
    """Types, and keeps what was heard."""

    def __init__(self) -> None:
        self.text = b""
        self._typed: queue.Queue[bytes] = queue.Queue()
        self._news = threading.Condition()

    def heard(self, data: bytes) -> None:
        with self._news:
            self.text += data
            self._news.notify_all()

    def next_typed(self, timeout_s: float) -> bytes | None:
        try:
            return self._typed.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def type(self, data: bytes) -> None:
        self._typed.put(data)

    def wait_for(self, words: bytes) -> None:
        with self._news:
            assert self._news.wait_for(lambda: words in self.text, PATIENCE_S), self.text


def view() -> ProblemView:
    return read_package(GOOD, "sum").view(PROBLEM, "A")


def before(act: Callable[[], None], run: Callable[[], RunReport]) -> RunReport:
    """Act on a thread of its own while the program runs here."""
    thread = threading.Thread(target=act)
    thread.start()
    try:
        return run()
    finally:
        thread.join()


@pytest.mark.parametrize("language", [LanguageId.PYTHON, LanguageId.C])
def test_what_is_typed_is_answered_while_the_program_runs(engine: DockerEngine, language: LanguageId) -> None:
    hands = Hands()
    python = language is LanguageId.PYTHON

    def person() -> None:
        hands.wait_for(b"name? " if python else b"ready")
        if python:
            hands.type(b"Ada\n")
            hands.wait_for(b"hello Ada\n")
        hands.type(b"21\n")
        hands.wait_for(b"42\n")
        hands.type(b"1")
        hands.type(b"")

    source = ASKS if python else ASKS_IN_C
    report = before(person, lambda: run_attended(view(), language, source, hands, engine))
    assert report.compiled
    assert hands.text.endswith(b"42\n2\n")
    ran = report.samples[0]
    assert ran.verdict is (Verdict.RUN_TIME_ERROR if python else None)  # input() raises at the end of input
    assert "EOFError" in ran.stderr or not python


@pytest.mark.parametrize(("source", "first"), [("print('up')\ninput()", b"up"), ("while True: print('x' * 50)", b"x")])
def test_stop_ends_a_program_that_only_waits_or_only_writes(engine: DockerEngine, source: str, first: bytes) -> None:
    hands, stop = Hands(), threading.Event()
    stopped_at: list[float] = []

    def person() -> None:
        hands.wait_for(first)
        stopped_at.append(time.monotonic())
        stop.set()

    with pytest.raises(Stopped):
        before(person, lambda: run_attended(view(), LanguageId.PYTHON, source, hands, engine, stop))
    assert time.monotonic() - stopped_at[0] < 5  # a tenth of a second on a machine with nothing else to do


def test_output_beyond_the_limit_ends_the_program_with_words(engine: DockerEngine) -> None:
    hands = Hands()
    hands.type(b"")
    small = view().model_copy(update={"output_limit_bytes": 65_536})
    report = run_attended(small, LanguageId.PYTHON, "while True: print('x' * 1000)", hands, engine)
    assert report.samples[0].verdict is Verdict.OUTPUT_LIMIT
    assert report.samples[0].words == "It wrote more than 64 KiB."


def test_what_does_not_parse_is_told_with_its_line(engine: DockerEngine) -> None:
    hands = Hands()
    hands.type(b"")
    report = run_attended(view(), LanguageId.PYTHON, "def f(:\n  pass\n", hands, engine)
    assert not report.compiled
    assert report.compiler_messages[0].line == 1
