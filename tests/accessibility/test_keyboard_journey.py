"""From the invitation to the saved receipt without a mouse, going only by what a screen reader is told.

The real app in a process of its own, a real server, keys through the X server.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.verify_receipt import verify
from tests.accessibility.bus import AccessibilityBus
from tests.accessibility.keys import Keyboard
from tests.accessibility.reader import Gone, Heard, Part, Reader
from tests.accessibility.stage import CHECKOUT
from tests.end2end.world import DEAD_ENGINE, PLAN, World, world_of
from tests.media.display import VirtualDisplay

MOST_STOPS = 40
"""Nothing may be further away than this many presses of Tab."""


@dataclass
class Person:
    """Somebody who hears and presses keys."""

    reader: Reader
    keyboard: Keyboard
    stops: list[str] = field(default_factory=list)

    def wait_for(self, name: str, state: str = "showing", timeout_s: float = 60.0) -> Part:
        """Wait for a part that is called so and is in this state."""
        found: list[Part] = []

        def there() -> bool:
            parts = (part for window in self.reader.windows() for part in window.walk())
            found[:] = [part for part in parts if part.name.startswith(name) and state in part.states]
            return bool(found)

        try:
            self.reader.wait(there, f"{name!r} to be {state}", timeout_s)
        except AssertionError as late:
            late.add_note("\n".join(line for window in self.reader.windows() for line in window.lines()))
            raise
        return found[0]

    def press_and_hear(self, key: str) -> Part:
        """Press a key that moves the focus; where it has gone."""
        self.reader.forget()
        self.keyboard.press(key)
        heard = self.reader.hear(_focus_came, f"where {key} leads after {self.stops}")
        later = [event for event in self.reader.heard_meanwhile() if _focus_came(event)]
        part = self.reader.part((later or [heard])[-1].source)
        self.stops.append(part.name)
        return part

    def come_back(self) -> None:
        """After a dialog has closed: here no window manager gives the focus back."""
        self.reader.wait(lambda: all(window.role != "dialog" for window in self.reader.windows()), "dialogs to close")
        self.keyboard.begin_in("Recrutr")
        self.reader.wait(lambda: "active" in self.reader.read().states, "the window to be active")

    def go_to(self, name: str) -> None:
        """Press Tab until the focus is on something that is called so."""
        begun = len(self.stops)
        for _ in range(MOST_STOPS):
            try:
                if self.press_and_hear("Tab").name.startswith(name):
                    return
            except Gone:
                continue
        raise AssertionError(f"Tab does not lead to {name!r}, but to {self.stops[begun:]}")


def _focus_came(event: Heard) -> bool:
    return event.kind == "StateChanged" and event.detail == "focused" and event.numbers[0] == 1


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


@pytest.fixture
def desk(tmp_path: Path, world: World) -> Iterator[tuple[Person, subprocess.Popen[bytes]]]:
    policy = tmp_path / "policy.json"
    policy.write_text(json.dumps({"engine": DEAD_ENGINE}))
    with (
        VirtualDisplay(1366, 768, everywhere=False) as display,
        AccessibilityBus(tmp_path / "bus", display.name) as bus,
        bus.connect() as connection,
    ):
        words = [world.seeded.code, "--server", world.server.url, "--data", str(tmp_path / "data"), "--theme", "light"]
        reader = Reader(connection)
        reader.listen("object:state-changed:focused")
        with subprocess.Popen(
            [sys.executable, "-m", "app", *words, "--policy", str(policy)],
            cwd=CHECKOUT,
            env={**os.environ, **bus.environment, "HOME": str(tmp_path)},
        ) as app:
            try:
                reader.wait_for_program()
                keyboard = Keyboard(display.name)
                keyboard.begin_in("Recrutr")
                yield Person(reader, keyboard), app
            finally:
                app.kill()


def test_from_the_invitation_to_the_receipt_by_keys_alone(
    desk: tuple[Person, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    person, app = desk
    person.wait_for("Invitation code or link", "focused")
    person.keyboard.press("Return")

    person.wait_for("What is recorded, and why", "focused")
    person.go_to("I have read this")
    person.keyboard.press("space")
    person.wait_for("Agree and go on", "enabled")
    person.go_to("Agree and go on")
    person.keyboard.press("space")

    person.wait_for("Start:", "enabled", 90)
    person.go_to("Start:")
    person.keyboard.press("space")

    code = person.wait_for("Code", "focused", 90)
    assert "F6" in code.description
    write(person, code)
    hand_in(person)
    finish(person)

    person.wait_for("Receipt")
    person.come_back()
    person.wait_for("Receipt", "focused")
    person.go_to("Save receipt…")
    person.keyboard.press("space")
    receipt = tmp_path / "receipt.json"
    person.wait_for("File name:")
    person.keyboard.press("ctrl+a")
    person.keyboard.type(str(receipt))
    person.keyboard.press("Return")
    person.reader.wait(lambda: receipt.exists() and bool(receipt.read_bytes()), "the receipt on the disk")
    assert "1 submissions" in verify(receipt.read_bytes())[1]

    person.come_back()
    person.go_to("Close Recrutr")
    person.keyboard.press("space")
    assert app.wait(60) == 0


def write(person: Person, code: Part) -> None:
    """Write a line; Tab writes too, and F6 leads out and around, back into the code."""
    before = person.reader.text(code)
    person.keyboard.press("ctrl+End")
    person.keyboard.press("Tab")
    person.keyboard.type("print(2)")
    wanted = (before + "    print(2)", before + "\tprint(2)")
    person.reader.wait(lambda: person.reader.text(code) in wanted, "what was typed")
    left = [person.press_and_hear("F6").name for _ in range(4)]
    assert left.count("Code") == 1, left
    assert left[-1] == "Code"
    assert len(set(left)) == 4, left


def hand_in(person: Person) -> None:
    person.keyboard.press("ctrl+shift+Return")
    person.wait_for("Submit", "focused")
    person.keyboard.press("Return")
    person.wait_for("Submissions (1)")
    person.come_back()


def finish(person: Person) -> None:
    """Out of the code by F6 to the bar, on by Tab to its last button."""
    for _ in range(4):
        if person.press_and_hear("F6").name == "Settings":
            break
    person.go_to("Finish…")
    person.keyboard.press("space")
    question = person.wait_for("Finish", "active")
    assert question.role == "dialog"
    focused = next(part for part in question.walk() if part.role == "push button" and "focused" in part.states)
    if not focused.name.startswith("Finish"):
        person.go_to("Finish")
    person.keyboard.press("Return")
