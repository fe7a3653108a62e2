"""Files of a problem by key and mouse, in the real window on a real store: what is shown is what is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QTreeWidget, QWidget

from editor.preferences import KeyMap, Preferences
from protocol.edits import Edit, Origin
from protocol.errors import InvalidInput
from protocol.facts import EditFact, PasteFact
from protocol.verdicts import LanguageId
from tests.unit.app.test_app_projects import Machine, Opened, facts
from tests.unit.ui.conftest import Driver
from ui.project.tabs import FileTabs
from ui.project_states import FileWish
from ui.run_results import CompilerRemark
from ui.states import ProblemLine, RunPhase, RunState, RunWish, WorkState

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Desk:
    """The window before an attempt, answering as the work room does."""

    driver: Driver
    opened: Opened

    def __post_init__(self) -> None:
        window = self.driver.window
        window.files_changed.connect(self._wish)
        window.edited.connect(self._edited)
        window.pasted.connect(self.opened.writing.pasted)
        self.show()

    def show(self, *, read_only: bool = False) -> None:
        opened = self.opened
        view = opened.writing.problem(opened.problem)
        self.driver.window.show_work(
            WorkState(
                (ProblemLine(view),),
                tuple(opened.writing.pack.languages),
                opened.projects.front(opened.problem),
                read_only=read_only,
                project=opened.state,
            )
        )
        self.driver.settle()

    def _wish(self, wish: FileWish) -> None:
        try:
            self.opened.projects.wish(self.opened.problem, wish)
        except InvalidInput as error:
            pytest.fail(f"the window asked for what may not be: {error}")
        self.show()

    def _edited(self, document: str, edit: Edit) -> None:
        self.opened.writing.edited(document, edit)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifiers)
        self.driver.settle()

    def type(self, text: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)
        self.driver.settle()

    def code(self) -> None:
        self.driver.window.editor().key_target().setFocus()
        self.driver.settle()

    def make(self, path: str, text: str = "") -> None:
        self.code()
        self.press(Qt.Key.Key_N, CONTROL | SHIFT)
        self.type(path)
        self.press(Qt.Key.Key_Return)
        self.type(text)

    def tree(self) -> QTreeWidget:
        self.code()
        self.press(Qt.Key.Key_E, CONTROL | SHIFT)
        tree = self.driver.find("fileTree")
        assert isinstance(tree, QTreeWidget)
        assert tree.hasFocus()
        return tree

    def choose(self, path: str) -> None:
        """In the tree, with the arrow keys."""
        tree = self.tree()
        for _ in range(20):
            item = tree.currentItem()
            if item is not None and item.data(0, Qt.ItemDataRole.AccessibleTextRole) == path:
                return
            self.press(Qt.Key.Key_Down)
            if tree.currentItem() is item:
                self.press(Qt.Key.Key_Home)
        pytest.fail(f"{path} is not in the tree")

    @property
    def tabs(self) -> FileTabs:
        tabs = self.driver.find("fileTabs")
        assert isinstance(tabs, FileTabs)
        return tabs

    @property
    def shown_tabs(self) -> list[str]:
        return [self.tabs.tabText(at) for at in range(self.tabs.count())]

    @property
    def front(self) -> str:
        file = self.opened.state.file(self.driver.window.editor().document)
        assert file is not None
        assert self.tabs.tabText(self.tabs.currentIndex()) == file.path.rpartition("/")[2]
        return file.path

    def words(self, name: str) -> str:
        label = self.driver.find(name)
        assert isinstance(label, QLabel)
        return label.text()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    machine.attempt.close(5.0)


@pytest.fixture
def desk(driver: Driver, machine: Machine) -> Desk:
    driver.window.activateWindow()
    return Desk(driver, Opened(machine.attempt))


def test_a_file_is_made_named_and_written_without_the_mouse(desk: Desk) -> None:
    desk.make("lib/util.py", "x = 1")
    assert desk.shown_tabs == ["solution.py", "util.py"]
    assert desk.front == "lib/util.py"
    assert desk.driver.window.editor().text() == "x = 1"
    assert desk.opened.texts == {"solution.py": "# A\n", "lib/util.py": "x = 1"}
    assert desk.driver.find("fileTree").isVisible()


def test_a_name_that_cannot_be_is_told_below_the_field_and_nothing_is_made(desk: Desk) -> None:
    before = desk.opened.state
    desk.code()
    desk.press(Qt.Key.Key_N, CONTROL | SHIFT)
    for name, words in (
        ("SOLUTION.py", "called solution.py already"),
        ("a b", "letters from A to Z"),
        ("", "1 to 100"),
    ):
        field = desk.driver.find("fileName")
        assert isinstance(field, QLineEdit)
        field.clear()
        desk.type(name)
        desk.press(Qt.Key.Key_Return)
        assert words in desk.words("fileNameWrong")
        assert words in field.accessibleDescription()
    desk.press(Qt.Key.Key_Escape)
    assert desk.opened.state == before
    assert desk.driver.window.editor().key_target().hasFocus()


def test_tabs_are_turned_and_closed_by_key_and_the_file_stays(desk: Desk) -> None:
    desk.make("a.py")
    desk.make("b.py")
    seen = [desk.front]
    for _ in range(3):
        desk.press(Qt.Key.Key_Tab, CONTROL)
        seen.append(desk.front)
    assert seen == ["b.py", "solution.py", "a.py", "b.py"]
    desk.press(Qt.Key.Key_Backtab, CONTROL | SHIFT)
    assert desk.front == "a.py"
    desk.press(Qt.Key.Key_W, CONTROL)
    assert (desk.shown_tabs, desk.front) == (["solution.py", "b.py"], "b.py")
    desk.press(Qt.Key.Key_F4, CONTROL)
    assert (desk.shown_tabs, desk.front) == (["solution.py"], "solution.py")
    desk.press(Qt.Key.Key_F4, CONTROL)
    assert desk.shown_tabs == ["solution.py"]
    assert set(desk.opened.texts) == {"solution.py", "a.py", "b.py"}
    desk.choose("a.py")
    desk.press(Qt.Key.Key_Return)
    assert (desk.shown_tabs, desk.front) == (["solution.py", "a.py"], "a.py")


def test_the_row_of_tabs_is_gone_through_with_the_arrow_keys(desk: Desk) -> None:
    desk.make("a.py")
    desk.make("b.py")
    desk.tabs.setFocus()
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Left)
    assert desk.front == "solution.py"
    assert desk.tabs.hasFocus()


def test_the_tree_has_its_width_whenever_it_comes(desk: Desk) -> None:
    desk.make("a.py")
    assert desk.driver.find("fileTree").width() > 100
    desk.driver.click("filesButton")
    assert not desk.driver.window._work.project.tree.isVisible()
    desk.opened.projects.choose_language(desk.opened.problem, LanguageId.CPP)
    desk.show()
    desk.driver.click("filesButton")
    assert desk.driver.find("fileTree").width() > 100
    desk.opened.projects.choose_language(desk.opened.problem, LanguageId.PYTHON)
    desk.show()
    assert desk.driver.find("fileTree").width() > 100


def test_a_key_map_keeps_its_own_keys(desk: Desk) -> None:
    desk.make("a.py")
    desk.driver.window.show_preferences(Preferences(keys=KeyMap.EMACS))
    desk.code()
    desk.press(Qt.Key.Key_W, CONTROL)
    assert desk.shown_tabs == ["solution.py", "a.py"], "Ctrl+W kills the region here"
    desk.press(Qt.Key.Key_F4, CONTROL)
    assert desk.shown_tabs == ["solution.py"]


def test_a_file_is_renamed_deleted_and_brought_back_in_the_tree(desk: Desk) -> None:
    desk.make("a.py", "kept")
    desk.choose("a.py")
    desk.press(Qt.Key.Key_F2)
    desk.type("z")
    desk.press(Qt.Key.Key_Return)
    assert set(desk.opened.texts) == {"solution.py", "z.py"}
    desk.choose("z.py")
    desk.press(Qt.Key.Key_Delete)
    assert set(desk.opened.texts) == {"solution.py"}
    assert desk.front == "solution.py"
    assert desk.words("deletedFile") == "z.py was deleted."
    desk.driver.click("bringBackButton")
    assert desk.opened.texts == {"solution.py": "# A\n", "z.py": "kept"}
    assert desk.front == "z.py"
    desk.choose("z.py")
    desk.press(Qt.Key.Key_Delete)
    desk.tree()
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.opened.texts["z.py"] == "kept"
    desk.driver.window.editor().verify_capture()


def test_tabs_are_put_in_another_order_and_are_so_after_a_restart(desk: Desk, machine: Machine) -> None:
    desk.make("a.py", "one")
    desk.make("b.py")
    desk.tabs.moveTab(2, 0)
    desk.press(Qt.Key.Key_Tab, CONTROL)
    assert desk.shown_tabs == ["b.py", "solution.py", "a.py"]
    before = desk.front
    desk.press(Qt.Key.Key_Tab, CONTROL)
    assert desk.front == "a.py"
    desk.opened = machine.start_again()
    desk.show()
    assert desk.shown_tabs == ["b.py", "solution.py", "a.py"]
    assert before != desk.front == "a.py"
    desk.code()
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.driver.window.editor().text() == ""


def hits(desk: Desk) -> dict[str, list[str]]:
    tree = desk.driver.find("projectHits")
    assert isinstance(tree, QTreeWidget)
    heads = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    return {
        head.text(0): [child.text(0) for child in map(head.child, range(head.childCount())) if child is not None]
        for head in heads
        if head is not None
    }


def search(desk: Desk, text: str, until: Callable[[], bool]) -> None:
    desk.code()
    desk.press(Qt.Key.Key_F, CONTROL | SHIFT)
    field = desk.driver.find("project.searchField")
    assert isinstance(field, QLineEdit)
    field.clear()
    desk.type(text)
    wait(until)


def wait(until: Callable[[], bool]) -> None:
    """As the fields of a search wait for the last key."""
    for _ in range(1000):
        if until():
            return
        QTest.qWait(20)
    pytest.fail("it did not come about")


def answer(desk: Desk) -> str:
    return desk.words("project.searchAnswer")


def test_all_files_are_searched_and_replaced_and_it_never_looks_like_a_paste(desk: Desk) -> None:
    desk.make("a.py", "name = 1; rename = Name")
    desk.make("b.py", "print(name)")
    search(desk, "name", lambda: answer(desk) == "4 in 2 files")
    desk.driver.click("project.searchWords")
    desk.driver.click("project.searchCase")
    assert answer(desk) == "2 in 2 files"
    assert hits(desk) == {"a.py (1)": ["1: name = 1; rename = Name"], "b.py (1)": ["1: print(name)"]}
    desk.driver.find("project.searchField").setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.front == "a.py"
    assert desk.driver.window.editor().selected() == "name"
    count = len(facts(desk.opened.attempt))
    QTest.keyClicks(desk.driver.find("project.replaceField"), "title")
    desk.driver.click("project.replaceAll")
    assert desk.words("projectSearchNote") == "2 replaced in 2 files. Ctrl+Z undoes it in each file."
    assert desk.opened.texts["a.py"] == "title = 1; rename = Name"
    assert desk.opened.texts["b.py"] == "print(title)"
    fresh = facts(desk.opened.attempt)[count:]
    edits = [fact.edit for fact in fresh if isinstance(fact, EditFact)]
    assert edits
    assert {edit.origin for edit in edits} == {Origin.REPLACE}
    assert not [fact for fact in fresh if isinstance(fact, PasteFact)]
    desk.code()
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.opened.texts["a.py"] == "name = 1; rename = Name"
    assert desk.opened.texts["b.py"] == "print(title)"


def test_a_file_that_was_never_opened_is_searched_and_replaced_too(desk: Desk, machine: Machine) -> None:
    desk.make("a.py", "old")
    desk.press(Qt.Key.Key_Tab, CONTROL)
    desk.opened = machine.start_again()
    desk.driver.window._work.deck._editors.clear()
    desk.show()
    search(desk, "o(.)d", lambda: answer(desk) == "Not found")
    desk.driver.click("project.searchRegular")
    assert answer(desk) == "1 in 1 file"
    QTest.keyClicks(desk.driver.find("project.replaceField"), r"new\1")
    desk.driver.click("project.replaceAll")
    assert desk.opened.texts["a.py"] == "newl"


def test_a_regular_expression_that_is_none_is_told_in_place(desk: Desk) -> None:
    search(desk, "a(", lambda: answer(desk) == "Not found")
    desk.driver.click("project.searchRegular")
    assert desk.words("projectSearchNote").startswith("Not an expression:")
    desk.driver.find("project.searchField").setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.driver.window.editor().key_target().hasFocus()


def test_what_a_task_gives_is_read_and_neither_changed_nor_replaced(driver: Driver, tmp_path: Path) -> None:
    machine = Machine(tmp_path, task=True)
    desk = Desk(driver, Opened(machine.attempt))
    assert desk.shown_tabs == ["app.py", "shapes.py"]
    new = driver.window.findChild(QWidget, "newFileButton")
    assert new is not None
    assert not new.isVisible()
    desk.choose("data.py, given, to be read")
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Return)
    assert desk.front == "data.py"
    desk.type("no")
    assert driver.window.editor().text() == "DATA = 1\n"
    search(desk, "a", lambda: answer(desk).endswith("files"))
    QTest.keyClicks(driver.find("project.replaceField"), "o")
    driver.click("project.replaceAll")
    assert desk.opened.texts == {"app.py": "# opp\n", "shapes.py": "# shopes\n", "data.py": "DATA = 1\n"}
    assert "2 in files that are given were left" in desk.words("projectSearchNote")
    machine.attempt.close(5.0)


def test_a_compilers_message_leads_to_its_file_and_line(desk: Desk) -> None:
    desk.make("a.py")
    desk.driver.window.editor().replace_text("x\ny\nz\n")
    desk.press(Qt.Key.Key_Tab, CONTROL)
    wishes: list[RunWish] = []
    desk.driver.window.run_requested.connect(wishes.append)
    desk.driver.click("runButton")
    assert len(wishes) == 1
    remarks = (CompilerRemark(2, 1, "no such name", file="a.py"), CompilerRemark(1, 1, "odd", file="solution.py"))
    output = 'File "a.py", line 3\nsolution.py:1: odd'
    problem = desk.opened.problem
    state = RunState(problem, RunPhase.DONE, compiler_output=output, remarks=remarks)
    desk.driver.window.update_run(state)
    messages = desk.driver.window.findChild(QListWidget, "compilerMessages")
    assert messages is not None
    assert messages.item(0).text() == "Error in a.py in line 2: no such name"
    desk.code()
    desk.press(Qt.Key.Key_F8)
    assert desk.front == "a.py"
    assert desk.driver.window.editor()._view.getCursorPosition()[0] == 1
    desk.press(Qt.Key.Key_F8)
    assert desk.front == "solution.py"


def test_after_the_time_is_up_files_are_read_and_nothing_is_changed(desk: Desk) -> None:
    desk.make("a.py", "x")
    desk.show(read_only=True)
    before = desk.opened.state
    desk.choose("a.py")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2):
        desk.press(key)
    desk.code()
    desk.press(Qt.Key.Key_N, CONTROL | SHIFT)
    assert desk.opened.state == before
    assert not desk.driver.find("newFileButton").isEnabled()


def test_tree_and_tabs_say_to_a_screen_reader_what_they_are(desk: Desk) -> None:
    desk.make("lib/a.py")
    tree = QAccessible.queryAccessibleInterface(desk.driver.find("fileTree"))
    assert tree is not None
    assert tree.text(QAccessible.Text.Name) == "Files of this problem"
    told = [tree.child(at).text(QAccessible.Text.Name) for at in range(tree.childCount())]
    assert {"folder lib", "lib/a.py", "solution.py"} <= set(told)
    tabs = QAccessible.queryAccessibleInterface(desk.tabs)
    assert tabs is not None
    children = [tabs.child(at).text(QAccessible.Text.Name) for at in range(tabs.childCount())]
    assert {"solution.py", "a.py"} <= set(children)
    buttons = {button.accessibleName() for button in desk.tabs.findChildren(QWidget)}
    assert {"Close lib/a.py", "Close solution.py"} <= buttons
