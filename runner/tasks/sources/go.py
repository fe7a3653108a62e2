"""Go made from a task's interface: the driver's table, and for tests apart the stand-ins that call across.

Both hold types and names only, never a value of a test. What they stand on is boxed/values.go. The candidate's code is
a package in a folder of its own, in the module `task`.
"""

from __future__ import annotations

from protocol.verdicts import LanguageId
from runner.tasks.description.interface import CONSTRUCTOR, Interface, Member, ValueType

MAIN = "recrutr_driver.go"
MODULE = {"go.mod": b"module task\n\ngo 1.18\n"}
OVERLAY = "recrutr/overlay.json"
UNLOCKED = b'{"Replace": {"go.mod": "go.mod", "go.sum": "go.sum"}}'
"""Named by an overlay, these files are read without a lock, which the sandbox has not (languages/go.yaml)."""
_GO = LanguageId.GO
_TYPES = {
    "int": "int",
    "float": "float64",
    "bool": "bool",
    "text": "string",
    "any": "any",
    "nothing": "recrutr.Nothing",
}


def type_of(kind: ValueType) -> str:
    """A type of the interface as Go spells it."""
    inside = [type_of(one) for one in kind.of]
    match kind.name:
        case "list":
            return f"[]{inside[0]}"
        case "map":
            return f"map[{inside[0]}]{inside[1]}"
        case "optional":
            return f"*{inside[0]}"
        case _:
            return _TYPES[kind.name]


def driver(interface: Interface, entry: str) -> str:
    """The file with `main` that serves calls; `New` and the name of a class is what makes its objects."""
    rows = [f'\t\t"{one.wire_name(_GO)}": candidate.{one.spelled(_GO)},' for one in interface.functions]
    rows += [f'\t\t"{name}.{CONSTRUCTOR}": candidate.New{name},' for name in interface.classes]
    lines = [
        "package main",
        "",
        "import (",
        f'\tcandidate "task/{entry.rpartition("/")[0]}"',
        '\t"task/recrutr"',
        ")",
        "",
        "func main() {",
        "\trecrutr.Serve(map[string]any{",
        *rows,
        "\t})",
        "}",
    ]
    return "\n".join([*lines, ""])


def stubs(interface: Interface, entry: str, other: LanguageId) -> str:
    """The candidate's package with the interface's own functions and classes, each of which calls across.

    `other` is the candidate's language, whose driver is called by its own names.
    """
    lines = [f"package {entry.split('/')[-2]}", "", 'import "task/recrutr"', ""]
    lines += [_function(one, f"func {one.spelled(_GO)}", "-1", other) for one in interface.functions]
    for name, members in interface.classes.items():
        lines += [f"type {name} struct{{ handle int }}", ""]
        for one in members:
            if one.name.endswith(f".{CONSTRUCTOR}"):
                made = f'recrutr.Must[int]("{one.wire_name(other)}", -1{_given(one)})'
                lines += [f"func New{name}({_parameters(one)}) *{name} {{ return &{name}{{{made}}} }}", ""]
            else:
                lines.append(_function(one, f"func (own *{name}) {one.spelled(_GO)}", "own.handle", other))
    return "\n".join(lines)


def _parameters(member: Member) -> str:
    return ", ".join(f"given{place} {type_of(kind)}" for place, kind in enumerate(member.parameters))


def _given(member: Member) -> str:
    return "".join(f", given{place}" for place in range(len(member.parameters)))


def _function(member: Member, head: str, handle: str, other: LanguageId) -> str:
    kind = type_of(member.returns)
    called = f'[{kind}]("{member.wire_name(other)}", {handle}{_given(member)})'
    nothing = member.returns.name == "nothing"
    if member.fails and nothing:
        back, body = "error", f"_, err := recrutr.Call{called}\n\treturn err"
    elif member.fails:
        back, body = f"({kind}, error)", f"return recrutr.Call{called}"
    else:
        back, body = ("", f"recrutr.Must{called}") if nothing else (kind, f"return recrutr.Must{called}")
    return f"{head}({_parameters(member)}) {back} {{\n\t{body}\n}}\n"
