"""At the end of the time: what stands in the editor, and before it what last compiled, if that is something else."""

from __future__ import annotations

from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.attempt import Attempt
from app.entrance import Desk
from app.handing_in import HandingIn
from app.last_compiling import LastCompiling
from app.local_runs import Ran
from app.words import AUTOMATIC, TIME_SOON
from app.work_parts import Parts
from app.work_room import WorkRoom
from app.writing import Writing
from protocol.edits import Edit
from protocol.projects import unpack
from protocol.verdicts import LanguageId, Verdict
from sync.store.attempts import AttemptStores
from tests.unit.app.test_app_writing import attempt, attempt_on, stores
from ui.states import RunState, RunWish

__all__ = ["attempt", "stores"]


class QuietRoom(WorkRoom):
    """Shows nothing."""

    def show(self) -> None:
        pass

    def refresh_status(self) -> None:
        pass


class Room:
    """The work room of a real attempt, with no window and nothing that is sent."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.writing = Writing(attempt)
        self.writing.open()
        self.handing_in = HandingIn(attempt, lambda: None)
        self.last = LastCompiling(attempt.store)
        self.last.open(attempt.started.pack.problems)
        told: Any = SimpleNamespace(when_done=lambda *_: None, post=lambda _work: None)
        view: Any = SimpleNamespace(
            show_message=lambda _: None,
            show_work=lambda _: None,
            update_run=lambda _: None,
            update_status=lambda _: None,
        )
        desk = SimpleNamespace(gui=told, view=view, background=SimpleNamespace(submit=lambda _job: Future[Any]()))
        none: Any = SimpleNamespace(begin=lambda: None, end=lambda: None, trouble=None)
        others = [none] * 3
        parts = Parts(none, none, none, none, none, self.writing, self.handing_in, none, none, self.last, *others)
        self.room = QuietRoom(cast("Desk", desk), attempt, parts, lambda _withdrawn: None)
        self.problem = self.writing.pack.problems[0].problem
        self.room._problem = self.problem

    def type(self, text: str) -> None:
        self.room.edited(self.writing.shown(self.problem).document, Edit(position=0, inserted=text))

    def ran(self, *verdicts: Verdict) -> None:
        shown = self.writing.shown(self.problem)
        wish = RunWish(self.problem, shown.document, shown.language, shown.content.text)
        self.room._ran(wish, Ran(RunState(self.problem), list(verdicts)))

    def time_up(self) -> list[str]:
        self.room._time_up()
        self.attempt.store.keep("done", b"").result(10)
        return [known.request.source for known in self.attempt.store.outbox.submissions()]


@pytest.fixture
def room(attempt: Attempt) -> Room:
    return Room(attempt)


def test_the_last_compiling_state_is_handed_in_before_the_last_one(room: Room) -> None:
    room.type("first\n")
    room.ran(Verdict.WRONG_ANSWER)
    room.type("second\n")
    room.ran(Verdict.COMPILE_ERROR)
    room.type("third\n")
    assert room.time_up() == ["first\n# A\n", "third\nsecond\nfirst\n# A\n"]


def test_what_compiled_last_is_there_after_a_restart(room: Room, attempt: Attempt, stores: AttemptStores) -> None:
    room.type("first\n")
    room.ran()
    attempt.store.close()
    again = Room(attempt_on(stores, attempt.joined.attempt))
    again.type("second\n")
    assert again.time_up() == ["first\n# A\n", "second\nfirst\n# A\n"]
    again.attempt.store.close()


def test_both_states_are_of_the_whole_project(room: Room) -> None:
    made = room.writing.create(room.problem, "util.py")
    room.room.edited(made.document, Edit(position=0, inserted="one"))
    wishes: list[RunWish] = []

    def run(_problem: object, wish: RunWish, _tell: object) -> Future[Any]:
        wishes.append(wish)
        return Future()

    room.room._parts.runs = cast("Any", SimpleNamespace(run=run, stop=None))
    room.room.run(RunWish(room.problem, made.document, LanguageId.PYTHON, "one"))
    room.room._ran(wishes[0], Ran(RunState(room.problem), [Verdict.ACCEPTED]))
    room.room.edited(made.document, Edit(position=3, inserted=" two"))
    handed_in = [unpack(source, "solution.py") for source in room.time_up()]
    assert handed_in == [
        {"solution.py": "# A\n", "util.py": "one"},
        {"solution.py": "# A\n", "util.py": "one two"},
    ]


def test_nothing_is_handed_in_twice(room: Room) -> None:
    room.type("first\n")
    room.ran(Verdict.ACCEPTED)
    assert room.time_up() == ["first\n# A\n"]


def test_what_the_person_handed_in_before_is_not_handed_in_again(room: Room) -> None:
    room.type("first\n")
    room.ran(Verdict.ACCEPTED)
    compiled = room.last.of(room.problem)
    assert compiled is not None
    room.handing_in.hand_in(compiled).result(10)
    room.type("second\n")
    assert room.time_up() == ["first\n# A\n", "second\nfirst\n# A\n"]


def test_damage_counts_as_none(attempt: Attempt) -> None:
    problems = attempt.started.pack.problems
    attempt.store.keep(f"app.compiled.{problems[0].problem}", b'{"language": "python3"}').result(10)
    last = LastCompiling(attempt.store)
    last.open(problems)
    assert last.of(problems[0].problem) is None
    wish = RunWish(problems[0].problem, "d", LanguageId.PYTHON, "x")
    last.compiled(wish)
    assert last.of(problems[0].problem) is not None


def test_the_rule_is_told_beforehand() -> None:
    for words in (AUTOMATIC, TIME_SOON.meaning):
        assert "handed in by itself" in words
        assert "what last compiled" in words
        assert "etter one counts" in words
