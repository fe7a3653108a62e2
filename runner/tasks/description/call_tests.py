"""Reading files of call tests: what is called, with which arguments, and what must come back.

A test is one call (`call:`) or several (`steps:`) in one process. Values are checked against the interface, so that a
test that could never pass is refused here and not found by a candidate.
"""

from __future__ import annotations

from typing import Any

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.packages.fields import Table
from runner.tasks.description.interface import CONSTRUCTOR, Interface, Member, ValueType
from runner.tasks.description.model import CallTest, Comparison, Expected, Raises, Step
from runner.tasks.values import WireFault, encode

_ANY = ValueType("any")


def read_call_tests(file: str, data: bytes, interface: Interface) -> tuple[CallTest, ...]:
    """The tests of one file. Raises InvalidInput."""
    table = Table.parse(file, data)
    rows = table.take("tests")
    table.finish()
    if not isinstance(rows, list) or not rows:
        raise table.bad("tests", "a sequence of at least one test")
    found = [_test(Table(file, row, f"tests[{place}]"), interface) for place, row in enumerate(rows)]
    names = [test.name for test in found]
    if len(set(names)) != len(names):
        raise table.bad("tests", "a sequence of tests with different names")
    return tuple(found)


def _test(table: Table, interface: Interface) -> CallTest:
    name = table.text("name", required=True) or ""
    objects: dict[str, str] = {}
    if table.has("steps"):
        rows = table.take("steps")
        if not isinstance(rows, list) or not rows:
            raise table.bad("steps", "a sequence of at least one call")
        steps = [
            _step(Table(table.file, row, f"steps of {name!r}, {place + 1}"), interface, objects)
            for place, row in enumerate(rows)
        ]
        table.finish()
    else:
        steps = [_step(table, interface, objects)]
    if not any(step.expected or step.after for step in steps):
        raise InvalidInput(
            f"{table.file}: {name}", "expect, raises or after", f"{table.file}: {name!r} expects nothing."
        )
    return CallTest(name, tuple(steps))


def _step(table: Table, interface: Interface, objects: dict[str, str]) -> Step:
    member, on, label = _called(table, interface, objects)
    arguments = table.take("arguments")
    arguments = [] if arguments is None else arguments
    if not isinstance(arguments, list) or len(arguments) != len(member.parameters):
        raise table.bad("arguments", f"a sequence of {len(member.parameters)} values, as {member.name} takes")
    pairs = zip(arguments, member.parameters, strict=True)
    arguments = [_checked(table, "arguments", value, kind) for value, kind in pairs]
    after_table = table.table("after")
    after: dict[int, Expected] = {}
    for key, _ in after_table.rest():
        if not key.isdecimal() or not 1 <= int(key) <= len(arguments):
            raise after_table.bad(key, "the number of an argument, counted from 1")
        after[int(key) - 1] = read_expected(after_table, key, member.parameters[int(key) - 1])
    expected = _expectation(table, member)
    table.finish()
    return Step(member.name, tuple(arguments), on, label, expected, after)


def _called(table: Table, interface: Interface, objects: dict[str, str]) -> tuple[Member, str, str]:
    on, label = table.text("of", "") or "", ""
    if on and on not in objects:
        raise table.bad("of", "the name of an object made in a step before")
    if table.has("new"):
        owner = table.text("new") or ""
        name, key = f"{owner}.{CONSTRUCTOR}", "new"
        label = table.text("as", required=True) or ""
        objects[label] = owner
    else:
        call = table.text("call", required=True) or ""
        name, key = f"{objects[on]}.{call}" if on else call, "call"
    if name not in interface.members or (not on and key == "call" and "." in name):
        raise table.bad(key, f"one of the interface: {', '.join(interface.members)}")
    return interface.members[name], on, label


def _expectation(table: Table, member: Member) -> Expected | Raises | None:
    if table.has("raises"):
        return _raises(table)
    values = dict(table.rest())
    if "expect" not in values:
        table.ignore("compare")
        return None
    return read_expected(table, "expect", member.returns)


def _raises(table: Table) -> Raises:
    value = table.take("raises")
    if value is True:
        return Raises()
    if isinstance(value, str):
        return Raises(any_language=value)
    if (
        isinstance(value, dict)
        and value
        and all(key in set(LanguageId) and isinstance(one, str) for key, one in value.items())
    ):
        return Raises({LanguageId(key): one for key, one in value.items()})
    raise table.bad("raises", "true, a name, or a map of languages to names")


def read_expected(table: Table, key: str, kind: ValueType = _ANY) -> Expected:
    """The value under `key`, compared as `compare` beside it says."""
    value = _checked(table, key, table.take(key), kind)
    own = table.table("compare") if table.has("compare") else None
    if own is None:
        return Expected(value)
    comparison = Comparison(own.number("tolerance", 1e-9, or_equal=True), own.flag("unordered", default=False))
    own.finish()
    return Expected(value, comparison)


def _checked(table: Table, key: str, value: Any, kind: ValueType) -> Any:
    if not kind.holds(value):
        raise table.bad(key, f"of the type {kind}, which {value!r:.60} is not")
    try:
        encode(value)
    except WireFault as error:
        raise table.bad(key, f"a value that can be sent: {error}") from error
    return kind.settled(value)
