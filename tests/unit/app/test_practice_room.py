"""The practice without a window: what it shows, that nothing stands behind it, and that nothing of it is left."""

from __future__ import annotations

from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.checks import runner
from app.local_runs import LocalRuns
from app.practice_problem import LANGUAGES, PROBLEM
from app.practice_room import PracticeRoom
from protocol.edits import Edit
from protocol.errors import EngineFault
from protocol.verdicts import LanguageId
from protocol.wire import CheckResult
from ui.run_results import OwnCase
from ui.states import Progress, RunState, RunWish, SubmitWish, WorkState


class FakeRuns:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        def note(*_given: object, **_named: object) -> Any:
            self.asked.append(name)
            return RunState("") if name == "failed" else Future()

        return note


class Bench:
    def __init__(self, languages: tuple[LanguageId, ...] = ()) -> None:
        self.shown: list[WorkState] = []
        self.results: list[RunState] = []
        self.waiting: list[tuple[Any, Any]] = []
        self.ended = self.left = 0
        self.runs = FakeRuns()
        beside = SimpleNamespace(
            show_practice=self.shown.append,
            show_practice_status=lambda _status: None,
            show_practice_run=self.results.append,
            end_practice=self._end,
        )
        view = SimpleNamespace(beside=beside)
        desk = SimpleNamespace(
            view=view,
            background=SimpleNamespace(submit=lambda _job: Future()),
            gui=SimpleNamespace(
                post=lambda work: work(), when_done=lambda _job, done, failed: self.waiting.append((done, failed))
            ),
        )
        self.room = PracticeRoom(cast("Any", desk), cast("Any", self.runs), languages, self._leave)
        self.room.enter()

    def _end(self) -> None:
        self.ended += 1

    def _leave(self) -> None:
        self.left += 1

    @property
    def state(self) -> WorkState:
        return self.shown[-1]

    def write(self, text: str) -> None:
        document = self.state.document.document
        end = len(self.room._documents.by_id[document].content.text.encode())
        self.room.edited(document, Edit(position=end, inserted=text))

    def submit(self, source: str) -> None:
        document = self.state.document
        self.room.submit(SubmitWish(document.problem, document.document, document.language, source))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_it_offers_the_assessments_languages_where_they_are_known(bench: Bench) -> None:
    assert bench.state.languages == LANGUAGES
    assert Bench((LanguageId.RUST,)).state.document.language is LanguageId.RUST


def test_the_list_of_problems_follows_as_in_the_real_thing(bench: Bench) -> None:
    seen = [bench.state.problems[0].progress]
    bench.write("# mine")
    seen.append(bench.state.problems[0].progress)
    bench.submit(PROBLEM.templates["python3"] + "# mine")
    seen.append(bench.state.problems[0].progress)
    bench.write("!")
    seen.append(bench.state.problems[0].progress)
    assert seen == [Progress.UNTOUCHED, Progress.IN_WORK, Progress.SUBMITTED, Progress.CHANGED]
    (line,) = bench.state.submissions
    assert (line.practice, line.sent) == (True, False)


def test_a_language_has_its_own_text_and_comes_back_with_it(bench: Bench) -> None:
    bench.write("# mine")
    bench.room.choose_language(PROBLEM.problem, LanguageId.CPP)
    assert bench.state.document.text == ""
    bench.room.choose_language(PROBLEM.problem, LanguageId.PYTHON)
    assert bench.state.document.text.endswith("# mine")


def test_at_the_end_everything_is_forgotten_once_and_what_comes_late_shows_nothing(bench: Bench) -> None:
    bench.write("# mine")
    bench.room.keep_cases(PROBLEM.problem, (OwnCase("1", "mine", "1"),))
    document = bench.state.document
    wish = RunWish(document.problem, document.document, document.language, "x")
    bench.room.run(wish)
    bench.room.finish()
    bench.room.finish()
    assert (bench.ended, bench.left, bench.runs.asked.count("leave")) == (1, 1, 1)
    assert bench.room._documents.by_id == {}
    assert bench.room._cases == ()
    before = len(bench.shown)
    for done, failed in bench.waiting:
        failed(EngineFault("engine.gone", "It is gone."))
        done(CheckResult(name="runner", colour="red", cause="No engine.")) if done == bench.room._probed else None
    assert (len(bench.shown), bench.results) == (before, [])


def test_without_a_sandbox_it_says_so_and_one_can_still_write(bench: Bench) -> None:
    found = CheckResult(name="runner", colour="red", cause="Docker is not running.")
    bench.room._probed(found)
    assert bench.state.runner_problem == runner(found).cause
    assert not bench.state.read_only


def test_its_runs_know_no_server_even_where_the_attempts_do() -> None:
    thread = SimpleNamespace(submit=lambda _job: Future())
    runs = LocalRuns("tcp://127.0.0.1:9", cast("Any", thread))
    runs.serve(cast("Any", SimpleNamespace(close=lambda: None, twin=lambda: None)))
    apart = runs.apart()
    assert apart._server is None
    runs.stop()
    assert apart._stop.is_set()
