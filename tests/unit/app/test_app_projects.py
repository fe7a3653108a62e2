"""The files of a problem on a real encrypted store: what is refused, what is recorded, what a restart brings back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.attempt import Attempt
from app.handing_in import HandingIn
from app.last_compiling import LastCompiling
from app.places import Places
from app.projects import Projects
from app.standing import Standing
from app.writing import Writing
from protocol.edits import Edit
from protocol.errors import InvalidInput
from protocol.facts import DocumentFact, EditFact, Fact, FileEvent, FileFact, FocusFact, parse_fact
from protocol.projects import MAX_FILES, Starter, pack, unpack
from protocol.verdicts import LanguageId
from sync.client import Client
from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder
from tests.storage.issuer import CODE, Issuer
from tests.storage.memory_keyring import MemoryKeyring
from tests.unit.app.test_app_writing import problem, with_problems
from ui.project_states import FileAct, FileWish, ProjectState
from ui.states import Progress, SubmitWish

TASK = Starter(editable={"app.py": "# app\n", "shapes.py": "# shapes\n"}, given={"data.py": "DATA = 1\n"})


class Opened:
    """The writing side of one attempt, as after a start of the app."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.writing = Writing(attempt)
        self.writing.open()
        places = Places(attempt.store)
        places.open()
        self.projects = Projects(self.writing, places, attempt.store)
        self.projects.open()
        self.handing_in = HandingIn(attempt, lambda: None)
        self.handing_in.open(attempt.store.outbox.submissions())
        last = LastCompiling(attempt.store)
        last.open(self.writing.pack.problems)
        self.standing = Standing(self.writing, self.handing_in, last)
        self.problem = self.writing.pack.problems[0].problem

    def wish(self, act: FileAct, path: str = "", *, of: str = "", tabs: tuple[str, ...] = ()) -> None:
        file = self.state.called(of)
        self.projects.wish(self.problem, FileWish(act, file.document if file else "", path, tabs))

    def type(self, text: str, path: str) -> None:
        file = self.state.called(path)
        assert file is not None
        self.writing.edited(file.document, Edit(position=0, inserted=text))

    @property
    def state(self) -> ProjectState:
        return self.projects.state(self.problem)

    @property
    def texts(self) -> dict[str, str]:
        return {file.path: file.state.text for file in self.state.files}

    @property
    def open_tabs(self) -> list[str]:
        found = [self.state.file(one) for one in self.state.tabs]
        return [file.path for file in found if file is not None]


class Machine:
    """A device with one attempt, whose app may be started again."""

    def __init__(self, folder: Path, *, task: bool = False) -> None:
        self.issuer = Issuer()
        self._stores = AttemptStores(folder, KeyringHolder(MemoryKeyring()))
        self._stores.create(self.issuer.joined(), CODE).close()
        self.attempt = self._open()
        started = with_problems(self.issuer.started(self.attempt.store.identity))
        if task:
            view = problem("T").model_copy(update={"task_files": {"task.yaml": ""}, "projects": {"python3": TASK}})
            started = started.model_copy(update={"pack": started.pack.model_copy(update={"problems": [view]})})
        self.attempt.store.begin(started)

    def _open(self) -> Attempt:
        return Attempt(self._stores, self._stores.open(self.issuer.attempt), Client("http://localhost:9"))

    def start_again(self) -> Opened:
        self.attempt.close(5.0)
        self.attempt = self._open()
        return Opened(self.attempt)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    machine.attempt.close(5.0)


@pytest.fixture
def opened(machine: Machine) -> Opened:
    return Opened(machine.attempt)


def facts(attempt: Attempt) -> list[Fact]:
    attempt.record(FocusFact(focused=True)).result(5)
    return [parse_fact(entry.body) for entry in attempt.store.outbox.next_batch(0)][:-1]


def test_files_tabs_and_the_one_in_front_are_there_after_a_restart(opened: Opened, machine: Machine) -> None:
    opened.wish(FileAct.CREATE, "util.py")
    opened.type("def f(): pass\n", "util.py")
    opened.wish(FileAct.CREATE, "lib/shapes.py")
    opened.wish(FileAct.RENAME, "lib/forms.py", of="lib/shapes.py")
    opened.wish(FileAct.CREATE, "gone.py")
    opened.wish(FileAct.DELETE, of="gone.py")
    front = [opened.state.called(path) for path in ("lib/forms.py", "util.py")]
    opened.wish(FileAct.ARRANGE, tabs=tuple(file.document for file in front if file))
    opened.wish(FileAct.TURN_TO, of="util.py")
    before = (opened.texts, opened.open_tabs, opened.writing.shown(opened.problem).document)
    again = machine.start_again()
    assert (again.texts, again.open_tabs, again.writing.shown(again.problem).document) == before
    assert again.open_tabs == ["lib/forms.py", "util.py"]
    assert again.texts == {"solution.py": "# A\n", "util.py": "def f(): pass\n", "lib/forms.py": ""}
    history = again.writing.shown(again.problem).history
    assert history is not None
    assert [edit.inserted for edit in history.steps] == ["def f(): pass\n"]


def test_what_is_done_with_files_is_recorded_in_order(opened: Opened) -> None:
    opened.wish(FileAct.CREATE, "util.py")
    opened.type("x", "util.py")
    opened.wish(FileAct.TURN_TO, of="solution.py")
    opened.wish(FileAct.TURN_TO, of="solution.py")
    opened.wish(FileAct.RENAME, "other.py", of="util.py")
    opened.wish(FileAct.RENAME, "other.py", of="other.py")
    opened.wish(FileAct.DELETE, of="other.py")
    assert opened.state.deleted is not None
    assert opened.state.deleted[1] == "other.py"
    opened.projects.wish(opened.problem, FileWish(FileAct.BRING_BACK, opened.state.deleted[0]))
    assert opened.texts == {"solution.py": "# A\n", "other.py": "x"}
    made, edited, *rest = [
        fact for fact in facts(opened.attempt) if isinstance(fact, DocumentFact | EditFact | FileFact)
    ][2:]
    assert isinstance(made, DocumentFact)
    assert (made.path, made.text) == ("util.py", "")
    assert isinstance(edited, EditFact)
    assert [fact.event for fact in rest if isinstance(fact, FileFact)] == [
        FileEvent.SHOWN,
        FileEvent.RENAMED,
        FileEvent.DELETED,
        FileEvent.BROUGHT_BACK,
    ]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (FileWish(FileAct.CREATE, path="Solution.py"), "called solution.py already"),
        (FileWish(FileAct.CREATE, path="a b.py"), "letters from A to Z"),
        (FileWish(FileAct.RENAME, path="x" * 200), "1 to 100 characters; this one has 200"),
        (FileWish(FileAct.DELETE), "last file"),
    ],
)
def test_a_wish_that_breaks_a_limit_changes_nothing_and_names_it(opened: Opened, wish: FileWish, words: str) -> None:
    before = (opened.state, len(facts(opened.attempt)))
    shown = opened.writing.shown(opened.problem).document
    with pytest.raises(InvalidInput, match=words):
        opened.projects.wish(opened.problem, FileWish(wish.act, shown, wish.path))
    assert (opened.state, len(facts(opened.attempt)) - 1) == before


def test_no_more_files_than_the_limit(opened: Opened) -> None:
    opened.wish(FileAct.CREATE, "gone.py")
    opened.wish(FileAct.DELETE, of="gone.py")
    gone = opened.state.deleted
    assert gone is not None
    for number in range(MAX_FILES - 1):
        opened.wish(FileAct.CREATE, f"f{number}.py")
    with pytest.raises(InvalidInput, match=f"no more than {MAX_FILES} files"):
        opened.projects.wish(opened.problem, FileWish(FileAct.BRING_BACK, gone[0]))
    with pytest.raises(InvalidInput, match=f"no more than {MAX_FILES} files"):
        opened.wish(FileAct.CREATE, "one_more.py")


def test_all_files_together_have_a_limit_that_is_told(opened: Opened) -> None:
    opened.wish(FileAct.CREATE, "large.py")
    opened.type("#" * (700 * 1024), "large.py")
    opened.type("#" * (400 * 1024), "solution.py")
    shown = opened.writing.shown(opened.problem)
    with pytest.raises(InvalidInput, match=r"All files together have \d+ bytes; the most is 1048576 bytes"):
        opened.writing.source(opened.problem, shown.document, shown.content.text)


def test_all_files_are_handed_in_and_progress_is_of_all_of_them(opened: Opened, machine: Machine) -> None:
    assert opened.standing.progress(opened.problem) is Progress.UNTOUCHED
    opened.wish(FileAct.CREATE, "util.py")
    assert opened.standing.progress(opened.problem) is Progress.IN_WORK
    opened.type("x = 1\n", "util.py")
    shown = opened.writing.shown(opened.problem)
    source = opened.writing.source(opened.problem, shown.document, shown.content.text)
    wish = SubmitWish(opened.problem, shown.document, shown.language, source)
    opened.handing_in.hand_in(wish).result(5)
    assert opened.standing.progress(opened.problem) is Progress.SUBMITTED
    [stored] = opened.attempt.store.outbox.submissions()
    assert unpack(stored.request.source, "solution.py") == {"solution.py": "# A\n", "util.py": "x = 1\n"}
    opened.type("# more\n", "solution.py")
    [due] = opened.standing.due()
    assert unpack(due.source, "solution.py") == {"solution.py": "# more\n# A\n", "util.py": "x = 1\n"}
    assert machine.start_again().standing.progress(opened.problem) is Progress.CHANGED


def test_each_language_has_its_own_files_and_remembers_the_one_in_front(opened: Opened) -> None:
    opened.wish(FileAct.CREATE, "util.py")
    opened.projects.choose_language(opened.problem, LanguageId.CPP)
    assert opened.texts == {"solution.cpp": "int main() {}\n"}
    opened.wish(FileAct.CREATE, "util.py")
    opened.projects.choose_language(opened.problem, LanguageId.PYTHON)
    assert opened.writing.shown(opened.problem).path == "util.py"
    assert opened.writing.shown(opened.problem).language is LanguageId.PYTHON


def test_a_task_opens_with_its_files_and_they_cannot_be_renamed(tmp_path: Path) -> None:
    machine = Machine(tmp_path, task=True)
    opened = Opened(machine.attempt)
    assert opened.texts == {"app.py": "# app\n", "shapes.py": "# shapes\n", "data.py": "DATA = 1\n"}
    assert [file.given for file in opened.state.files] == [False, True, False]
    assert opened.projects.front(opened.problem).text == "# app\n"
    assert not opened.state.free
    assert opened.standing.progress(opened.problem) is Progress.UNTOUCHED
    for act in (FileAct.CREATE, FileAct.RENAME, FileAct.DELETE):
        with pytest.raises(InvalidInput, match="are given"):
            opened.wish(act, "new.py", of="shapes.py")
    opened.wish(FileAct.TURN_TO, of="data.py")
    assert opened.projects.front(opened.problem).text == "DATA = 1\n"
    opened.type("x", "shapes.py")
    files = {"app.py": "# app\n", "shapes.py": "x# shapes\n"}
    given = opened.projects.front(opened.problem).document
    assert opened.writing.source(opened.problem, given, "DATA = 1\n") == pack(files, "app.py")
    again = machine.start_again()
    assert again.texts == {**files, "data.py": "DATA = 1\n"}
    machine.attempt.close(5.0)
