"""What a screen reader can say while somebody works: the code, line by line, and what happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.accessibility.bus import AccessibilityBus
from tests.accessibility.keys import Keyboard
from tests.accessibility.reader import Heard, Part, Reader
from tests.accessibility.stage import LARGE_LINE, LARGE_LINES, staged
from tests.media.display import VirtualDisplay
from tests.unit.ui import examples

LINES = examples.CODE.split("\n")
EVENTS = ("object:text-caret-moved", "object:text-changed", "object:announcement", "object:property-change")


@dataclass
class Desk:
    """Somebody at the keyboard, with a screen reader."""

    reader: Reader
    keyboard: Keyboard
    scenes: Iterator[str]

    def go_to(self, scene: str) -> None:
        assert next(self.scenes) == scene

    def code(self) -> Part:
        return next(part for part in self.reader.read().walk() if part.name == "Code")

    def line(self) -> str:
        code = self.code()
        return self.reader.line_at(code, self.reader.caret(code)).rstrip("\n")


SCENES = ("work", "work-failed", "work-not-saved", "large")


def describes(words: str) -> Callable[[Heard], bool]:
    return lambda event: event.kind == "PropertyChange" and event.value == words


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One for all tests, which follow one another through the scenes."""
    with (
        VirtualDisplay(1366, 768, everywhere=False) as display,
        AccessibilityBus(tmp_path_factory.mktemp("bus"), display.name) as bus,
        bus.connect() as connection,
        staged(bus.environment, *SCENES) as scenes,
    ):
        reader = Reader(connection)
        reader.listen(*EVENTS)
        desk = Desk(reader, Keyboard(display.name), scenes)
        desk.go_to(SCENES[0])
        reader.wait_for_program()
        yield desk


def test_the_code_is_read_line_by_line_as_the_caret_goes(desk: Desk) -> None:
    code, reader = desk.code(), desk.reader
    assert {"focusable", "focused", "editable"} <= code.states
    assert {"Text", "EditableText"} <= code.interfaces
    assert "F6" in code.description
    assert reader.text(code) == examples.CODE
    # The scene has put the caret into line 7; where it is can be asked before it moves.
    reader.wait(lambda: desk.line() == LINES[6], "the line of the caret")
    reader.forget()
    desk.keyboard.press("Down")
    moved = reader.hear(lambda event: event.kind == "TextCaretMoved", "that the caret moved")
    assert reader.line_at(code, moved.numbers[0]).rstrip("\n") == LINES[7]
    desk.keyboard.press("ctrl+Home")
    reader.hear(
        lambda event: event.kind == "TextCaretMoved" and event.numbers[0] == 0, "that the caret is at the start"
    )


def test_what_is_typed_and_deleted_is_told_where_it_happens(desk: Desk) -> None:
    code, reader = desk.code(), desk.reader
    desk.keyboard.press("ctrl+Home")
    reader.wait(lambda: reader.caret(code) == 0, "the caret to be at the start")
    reader.forget()
    desk.keyboard.type("x")
    typed = reader.hear(lambda event: event.kind == "TextChanged" and event.detail == "insert", "what was typed")
    assert (typed.numbers, typed.value) == ((0, 1), "x")
    reader.wait(lambda: reader.text(code) == "x" + examples.CODE, "the text with the key")
    desk.keyboard.press("BackSpace")
    gone = reader.hear(lambda event: event.kind == "TextChanged" and event.detail == "delete", "what was deleted")
    assert (gone.numbers, gone.value) == ((0, 1), "x")
    reader.put_caret(code, examples.CODE.index("café"))
    reader.wait(lambda: reader.caret(code) == examples.CODE.index("café"), "the caret to be put behind other letters")
    desk.keyboard.type("y")
    reader.wait(lambda: reader.text(code) == examples.CODE.replace("café", "ycafé"), "the key at the caret")


def test_what_happens_meanwhile_is_spoken_once_and_urgently_when_it_is(desk: Desk) -> None:
    reader = desk.reader
    reader.forget()
    desk.go_to("work-failed")
    result = reader.hear(lambda event: event.kind == "Announcement", "what came of the run")
    assert "Sample 2: Wrong answer" in result.value
    desk.go_to("work-not-saved")
    said = reader.hear(lambda event: event.kind == "Announcement" and event.value != result.value, "the trouble")
    assert examples.STATUS_NOT_SAVED.fault is not None
    assert said.value.startswith(examples.STATUS_NOT_SAVED.fault.what)
    assert said.numbers[0] == 2  # ATSPI_LIVE_ASSERTIVE


def test_of_a_large_text_the_line_of_the_caret_is_told(desk: Desk) -> None:
    reader = desk.reader
    desk.go_to("large")
    desk.reader.wait(lambda: "Line 1:" in desk.code().description, "the first line")
    code = desk.code()
    for key, line in (("Down", 2), ("ctrl+End", LARGE_LINES + 1), ("Up", LARGE_LINES)):
        desk.keyboard.press(key)
        words = LARGE_LINE.format(line).rstrip("\n") if line <= LARGE_LINES else ""
        reader.hear(describes(f"Line {line}: {words}"), f"line {line}")
        assert reader.line_at(code, reader.caret(code)).rstrip("\n") == words
