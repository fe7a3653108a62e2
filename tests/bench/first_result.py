"""From Ctrl+Enter in the real window to the first verdict on the screen: a warm Python sample, as a candidate runs it.

The window is the app's (on the offscreen platform), the runs are the app's, the sandbox is the machine's. What counts
is the moment at which the line of the first sample has its verdict. Beside it, in the same rounds: the sandbox alone,
from opening a station to the outcome, which is what no window could be faster than.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import time
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from app.background import Worker
from app.bridge import Bridge
from app.local_runs import LocalRuns
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import ProblemView, Sample
from runner.boxes.docker_engine import READY_AHEAD, DockerEngine
from runner.engine import Limits, SourceFile
from runner.execution import Compiled, Feed, run_compiled
from runner.languages import languages
from ui.project_states import DocumentState
from ui.states import ProblemLine, RunState, RunWish, WorkState
from ui.window import MainWindow

NAME = "first_result"
ROUNDS = 40
_PATIENCE_S = 60.0
_SOURCE = "print(sum(map(int, input().split())))\n"
_PROBLEM = ProblemView(
    problem=new_identifier(),
    label="A",
    title="Sum",
    statement_html="",
    samples=[Sample(name="Sample 1", input="1 2\n", answer="3\n")],
    time_limit_ms=2000,
    memory_limit_bytes=256 * 1024 * 1024,
    output_limit_bytes=8 * 1024 * 1024,
    custom_validator=False,
    validator_flags=[],
    templates={},
)
_DOCUMENT = DocumentState(new_identifier(), _PROBLEM.problem, LanguageId.PYTHON, _SOURCE)


def run() -> list[dict[str, Any]]:
    """Measure; takes a minute."""
    application = QApplication.instance() or QApplication([])
    window, bridge, worker = MainWindow(), Bridge(), Worker("bench-runner")
    worker.start()
    runs, engine = LocalRuns(None, worker), DockerEngine(ahead=READY_AHEAD)
    try:
        window.show()
        _wire(window, bridge, runs)
        window.show_work(WorkState((ProblemLine(_PROBLEM),), (LanguageId.PYTHON,), _DOCUMENT))
        runs.probe()
        taken: dict[str, list[float]] = {"from the key to the verdict on the screen": [], "the sandbox alone": []}
        for _ in range(ROUNDS):
            runs.prepare(_PROBLEM, LanguageId.PYTHON)
            _settle(1.0)
            taken["from the key to the verdict on the screen"].append(_press(window))
            taken["the sandbox alone"].append(_sandbox(engine))
    finally:
        bridge.close()
        worker.stop(10)
        runs.close()
        engine.close()
        window.leave()
        application.processEvents()
    return _figures(taken)


def _wire(window: MainWindow, bridge: Bridge, runs: LocalRuns) -> None:
    """As `WorkRoom.run` does."""

    def start(wish: RunWish) -> None:
        future = runs.run(_PROBLEM, wish, lambda state: bridge.post(lambda: window.update_run(state)))
        bridge.when_done(future, lambda ran: window.update_run(ran.state), _fail)

    window.run_requested.connect(start)


def _fail(error: Exception) -> None:
    raise error


def _press(window: MainWindow) -> float:
    began = time.perf_counter()
    QTest.keyClick(window.editor().key_target(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    while time.perf_counter() - began < _PATIENCE_S:
        QCoreApplication.processEvents()
        if Verdict.ACCEPTED.words in _first_line(window):
            elapsed = (time.perf_counter() - began) * 1000
            _settle(0.2)
            window.update_run(RunState(_PROBLEM.problem))
            return elapsed
    raise TimeoutError("no verdict came")


def _first_line(window: MainWindow) -> str:
    shown = window.findChild(QListWidget, "samplesList")
    return shown.item(0).text() if shown is not None else ""


def _sandbox(engine: DockerEngine) -> float:
    language = languages()[LanguageId.PYTHON]
    name = LanguageId.PYTHON.file_name
    files = (SourceFile(name, _SOURCE.encode()),)
    compiled = Compiled(language, files, language.start_of({name: b""}, name))
    limits = Limits.for_cpu(_PROBLEM.time_limit_ms, _PROBLEM.memory_limit_bytes, _PROBLEM.output_limit_bytes)
    plan = compiled.plan(limits)
    engine.prepare(plan)
    end = time.monotonic() + _PATIENCE_S
    while not engine.ready(plan) and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.15)
    began = time.perf_counter()
    with engine.open(plan) as station:
        outcome = run_compiled(compiled, Feed(b"1 2\n"), limits, station)
    elapsed = (time.perf_counter() - began) * 1000
    if outcome.stdout != b"3\n":
        raise ValueError(f"printed {outcome.stdout!r}")
    return elapsed


def _settle(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.005)


def _figures(taken: dict[str, list[float]]) -> list[dict[str, Any]]:
    found = []
    for words, part in (("p50", 50), ("p95", 95)):
        floor = _percentile(taken["the sandbox alone"], part)
        for name, times in taken.items():
            value = _percentile(times, part)
            peer = "" if name == "the sandbox alone" else "the sandbox alone"
            ratio = value / floor if peer else None
            found.append({"name": f"{name}, {words}", "value": value, "unit": "ms", "ratio": ratio, "peer": peer})
    return found


def _percentile(values: list[float], part: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * part // 100)]
