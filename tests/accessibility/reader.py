"""What a screen reader is told: the tree of a program over AT-SPI, with roles, names, states, relations and text.

Speaks the protocol itself over D-Bus. Positions in texts are AT-SPI's: characters from 0.
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection

_PREFIX = "org.a11y.atspi."
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
_DAEMON = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_STATES = {
    1: "active", 4: "checked", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded", 11: "focusable",
    12: "focused", 17: "multi-line", 20: "pressed", 22: "selectable", 23: "selected", 24: "sensitive", 25: "showing",
    30: "visible", 41: "checkable", 43: "read-only",
}  # fmt: skip
_NOBODY = "/org/a11y/atspi/null"
"""Stands for a child that does not exist: a widget tells of more than it has."""
_LABELLED_BY = 2
_DESCRIBED_BY = 18
_STEP_S = 0.05
_LOOKS = 5


class Gone(Exception):
    """The part has gone while it was read: the window changed."""


@dataclass(frozen=True)
class Part:
    """One part of a window as a screen reader has it, with the parts inside."""

    reference: tuple[str, str]
    role: str
    name: str
    description: str
    states: frozenset[str]
    interfaces: frozenset[str]
    labels: tuple[str, ...]
    """Names of what it is labelled by."""
    box: tuple[int, int, int, int]
    """Left, top, width, height on the screen."""
    inside: tuple[Part, ...] = field(repr=False, default=())

    def walk(self) -> Iterator[Part]:
        """Itself and everything inside, in the order of the tree."""
        yield self
        for part in self.inside:
            yield from part.walk()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """For people: the tree, a part a line."""
        states = " ".join(
            sorted(self.states & {"focusable", "focused", "checked", "checkable", "editable", "selected"})
        )
        labels = f" labelled {self.labels}" if self.labels else ""
        words = f" ({self.description})" if self.description else ""
        yield f"{'  ' * depth}{self.role} {self.name!r}{words} [{states}]{labels}"
        for part in self.inside:
            yield from part.lines(depth + 1)


@dataclass(frozen=True)
class Heard:
    """An event: `TextCaretMoved`, `TextChanged` with `insert`, `Announcement`, and others."""

    kind: str
    detail: str
    numbers: tuple[int, int]
    value: Any
    source: tuple[str, str]
    """Whom it is about."""


class Reader:
    """Reads one program over the accessibility bus."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._program: tuple[str, str] | None = None
        self._heard: deque[Message] = deque()

    def wait_for_program(self, timeout_s: float = 60.0) -> None:
        """Wait until a program is there, and read that one from here on."""

        def there() -> bool:
            found = self._call(_ROOT, "Accessible", "GetChildren")[0]
            self._program = tuple(found[0]) if found else None
            return self._program is not None

        self.wait(there, "a program on the accessibility bus", timeout_s)

    def wait(self, condition: Callable[[], bool], what: str, timeout_s: float = 30.0) -> None:
        """Wait until the condition holds; what goes while it is read counts as not yet. Raises AssertionError."""
        until = time.monotonic() + timeout_s
        while time.monotonic() < until:
            try:
                if condition():
                    return
            except Gone:
                pass
            time.sleep(_STEP_S)
        raise AssertionError(f"waited {timeout_s:.0f} s for {what}")

    def windows(self) -> list[Part]:
        """The windows of the program that show, each with what shows in it. Raises Gone."""
        assert self._program is not None
        return [part for each in self._children(self._program) if (part := self._read(each)) is not None]

    def read(self) -> Part:
        """The foremost window: the dialog where there is one."""
        found: list[Part] = []

        def stable() -> bool:
            found[:] = [part for part in self.windows() if "active" in part.states] or self.windows()
            return bool(found)

        self.wait(stable, "a window")
        return found[-1]

    def part(self, reference: tuple[str, str]) -> Part:
        """One part, by its reference. Raises Gone, also when it does not show."""
        part = self._read(reference)
        if part is None:
            raise Gone(f"{reference[1]} does not show")
        return part

    def text(self, part: Part) -> str:
        """All its text, by the Text interface."""
        count = self._get(part.reference, "Text", "CharacterCount")
        return str(self._call(part.reference, "Text", "GetText", "ii", (0, count))[0])

    def caret(self, part: Part) -> int:
        """Where the caret stands."""
        return int(self._get(part.reference, "Text", "CaretOffset"))

    def line_at(self, part: Part, offset: int) -> str:
        """The line at a place, as a screen reader speaks it when the caret comes there."""
        # 3: ATSPI_TEXT_GRANULARITY_LINE
        return str(self._call(part.reference, "Text", "GetStringAtOffset", "iu", (offset, 3))[0])

    def put_caret(self, part: Part, offset: int) -> None:
        """Move the caret, as a braille display does."""
        self._call(part.reference, "Text", "SetCaretOffset", "i", (offset,))

    def listen(self, *kinds: str) -> None:
        """Ask to be told of events, such as `object:text-caret-moved`, from here on."""
        for kind in kinds:
            self._send(_REGISTRY, _PREFIX + "Registry", "RegisterEvent", "s", (kind,))
        rule = MatchRule(type="signal", interface=_PREFIX + "Event.Object")
        self._send(_DAEMON, "org.freedesktop.DBus", "AddMatch", "s", (rule.serialise(),))
        self._heard = self._connection.filter(rule, bufsize=1000).__enter__()

    def forget(self) -> None:
        """Drop what was heard until now."""
        self._get(_ROOT, "Accessible", "ChildCount")  # reads what has arrived
        self._heard.clear()

    def hear(self, condition: Callable[[Heard], bool], what: str, timeout_s: float = 30.0) -> Heard:
        """Wait for an event; those before it are dropped. Raises AssertionError with those."""
        until, others = time.monotonic() + timeout_s, []
        while time.monotonic() < until:
            with contextlib.suppress(TimeoutError):
                event = _heard(self._connection.recv_until_filtered(self._heard, timeout=_STEP_S))
                if condition(event):
                    return event
                others.append(event)
        raise AssertionError(f"waited {timeout_s:.0f} s to hear {what}; heard {others}")

    def heard_meanwhile(self) -> list[Heard]:
        """What has arrived by now, beyond what was waited for."""
        self._get(_ROOT, "Accessible", "ChildCount")  # reads what has arrived
        events = [_heard(message) for message in self._heard]
        self._heard.clear()
        return events

    def _read(self, reference: tuple[str, str]) -> Part | None:
        """None for what does not show."""
        low, high = self._call(reference, "Accessible", "GetState")[0]
        bits = low | high << 32
        states = frozenset(word for bit, word in _STATES.items() if bits >> bit & 1)
        role = str(self._call(reference, "Accessible", "GetRoleName")[0])
        if "showing" not in states:
            return None
        relations = dict(self._call(reference, "Accessible", "GetRelationSet")[0])
        labels = [str(self._get(each, "Accessible", "Name")) for each in relations.get(_LABELLED_BY, [])]
        interfaces = frozenset(one.removeprefix(_PREFIX) for one in self._interfaces(reference))
        box = self._call(reference, "Component", "GetExtents", "u", (0,))[0] if "Component" in interfaces else (0,) * 4
        inside = [part for each in self._children(reference) if (part := self._read(each)) is not None]
        return Part(
            reference,
            role,
            str(self._get(reference, "Accessible", "Name")),
            str(self._get(reference, "Accessible", "Description")),
            states,
            interfaces,
            tuple(labels),
            (box[0], box[1], box[2], box[3]),
            tuple(inside),
        )

    def _interfaces(self, reference: tuple[str, str]) -> list[str]:
        return [str(one) for one in self._call(reference, "Accessible", "GetInterfaces")[0]]

    def _children(self, reference: tuple[str, str]) -> list[tuple[str, str]]:
        """Raises AssertionError for a child that is nobody, and stays so."""
        for _ in range(_LOOKS):
            told = [(name, path) for name, path in self._call(reference, "Accessible", "GetChildren")[0]]
            if all(path != _NOBODY for _, path in told):
                return told
            time.sleep(_STEP_S)  # the window may be changing
        name = self._get(reference, "Accessible", "Name")
        raise AssertionError(f"{name!r} ({reference[1]}) has children that are nobody: {told}")

    def _get(self, reference: tuple[str, str], interface: str, name: str) -> Any:
        answer = self._send(reference, "org.freedesktop.DBus.Properties", "Get", "ss", (_PREFIX + interface, name))
        return answer[0][1]

    def _call(self, reference: tuple[str, str], interface: str, name: str, kind: str = "", given: Any = ()) -> Any:
        return self._send(reference, _PREFIX + interface, name, kind, given)

    def _send(self, reference: tuple[str, str], interface: str, name: str, kind: str, given: Any) -> Any:
        address = DBusAddress(reference[1], reference[0], interface)
        answer = self._connection.send_and_get_reply(new_method_call(address, name, kind or None, given), timeout=20)
        if answer.header.message_type is MessageType.error:
            raise Gone(f"{interface}.{name} of {reference[1]}: {answer.body}")
        return answer.body


def _heard(message: Message) -> Heard:
    detail, first, second, value = message.body[:4]
    fields = message.header.fields
    source = (fields[HeaderFields.sender], fields[HeaderFields.path])
    return Heard(fields[HeaderFields.member], detail, (first, second), value[1], source)
