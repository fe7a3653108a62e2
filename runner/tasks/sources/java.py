"""Java made from a task's interface: the driver's dispatch, and for tests apart the stand-ins that call across.

Both hold types and names only, never a value of a test. What they stand on is boxed/Values.java.
"""

from __future__ import annotations

from protocol.verdicts import LanguageId
from runner.tasks.description.interface import CONSTRUCTOR, Interface, Member, ValueType

MAIN = "RecrutrDriver.java"
_JAVA = LanguageId.JAVA
_TYPES = {"int": "long", "float": "double", "bool": "boolean", "text": "String", "nothing": "void", "any": "Object"}
_INSIDE = {"int": "Long", "float": "Double", "bool": "Boolean"}
_MANY = {"list": "java.util.List", "map": "java.util.Map", "optional": "java.util.Optional"}


def type_of(kind: ValueType) -> str:
    """A type of the interface as Java spells it."""
    return _inside(kind) if kind.of else _TYPES[kind.name]


def _inside(kind: ValueType) -> str:
    if kind.of:
        return f"{_MANY[kind.name]}<{', '.join(map(_inside, kind.of))}>"
    return _INSIDE.get(kind.name) or _TYPES[kind.name]


def _reader(kind: ValueType) -> str:
    """What reads values of a type."""
    if kind.of:
        return f"recrutr.Values.{kind.name}({', '.join(map(_reader, kind.of))})"
    return "recrutr.Remote.NOTHING" if kind.name == "nothing" else f"recrutr.Values.{kind.name.upper()}"


def class_of(entry: str) -> str:
    """The class of a file: its package is its folder."""
    return entry.removesuffix(".java").replace("/", ".")


def _package(entry: str) -> str:
    return class_of(entry).rpartition(".")[0]


def driver(interface: Interface, entry: str) -> str:
    """The file with `main` that serves calls; functions are static methods of the class of `entry`."""
    package = _package(entry)
    lines = [f"import {package}.*;", ""] if package else []
    lines += ["public final class RecrutrDriver {"]
    lines += [
        f"    private static final java.util.List<{name}> OBJECTS_OF_{name} = new java.util.ArrayList<>();"
        for name in interface.classes
    ]
    lines += [
        "    public static void main(String[] arguments) throws Exception {",
        "        recrutr.Driver.serve(RecrutrDriver::run);",
        "    }",
        "",
        "    private static java.util.List<Object> run(recrutr.Values.Reader in) throws Throwable {",
        "        in.count('l');",
        "        String name = recrutr.Values.TEXT.read(in);",
        "        int handle = recrutr.Values.INT.read(in).intValue();",
        "        in.count('l');",
        "        switch (name) {",
    ]
    for member in interface.members.values():
        lines += [f'            case "{member.wire_name(_JAVA)}": {{', *_call(member, class_of(entry)), "            }"]
    unknown = 'throw new NoSuchMethodException("there is no " + name);'
    lines += ["            default:", f"                {unknown}", "        }", "    }", "}"]
    return "\n".join([*lines, ""])


def _call(member: Member, functions: str) -> list[str]:
    given = [f"given{place}" for place in range(len(member.parameters))]
    pairs = zip(given, member.parameters, strict=True)
    lines = [f"{type_of(kind)} {name} = {_reader(kind)}.read(in);" for name, kind in pairs]
    lines.append("boolean back = recrutr.Values.BOOL.read(in);")
    arguments = ", ".join(given)
    if member.name.endswith(f".{CONSTRUCTOR}"):
        objects = f"OBJECTS_OF_{member.owner}"
        lines += [
            f"{objects}.add(new {member.owner}({arguments}));",
            f'return recrutr.Driver.answer("object", {objects}.size() - 1);',
        ]
    else:
        target = f"OBJECTS_OF_{member.owner}.get(handle)" if member.owner else functions
        call = f"{target}.{member.spelled(_JAVA)}({arguments})"
        if member.returns.name == "nothing":
            lines += [f"{call};", "Object result = null;"]
        else:
            lines.append(f"{type_of(member.returns)} result = {call};")
        after = f"back ? recrutr.Driver.answer({arguments}) : null"
        lines.append(f'return recrutr.Driver.answer("value", result, {after});')
    return [f"                {line}" for line in lines]


def stubs(interface: Interface, entry: str, other: LanguageId) -> dict[str, str]:
    """Files with the interface's own functions and classes, each of which calls the candidate's code across.

    `other` is the candidate's language, whose driver is called by its own names.
    """
    package, functions = _package(entry), class_of(entry).rpartition(".")[2]
    head = [f"package {package};", ""] if package else []
    folder = entry.rpartition("/")[0] + "/" if package else ""
    parts: dict[str, list[str]] = {}
    if interface.functions:
        parts[functions] = [f"    public static {_across(one, other)}" for one in interface.functions]
    for name, members in interface.classes.items():
        lines = parts.setdefault(name, [])
        lines.append("    private final long handle;")
        for one in members:
            made = one.name.endswith(f".{CONSTRUCTOR}")
            lines.append(_construct(one, other) if made else f"    public {_across(one, other)}")
    return {
        f"{folder}{name}.java": "\n".join([*head, f"public class {name} {{", *lines, "}", ""])
        for name, lines in parts.items()
    }


def _parameters(member: Member) -> str:
    return ", ".join(f"{type_of(kind)} given{place}" for place, kind in enumerate(member.parameters))


def _given(member: Member) -> str:
    return "".join(f", (Object) given{place}" for place in range(len(member.parameters)))


def _construct(member: Member, other: LanguageId) -> str:
    made = f'recrutr.Remote.call(recrutr.Values.INT, "{member.wire_name(other)}", -1{_given(member)})'
    return f"    public {member.owner}({_parameters(member)}) {{ handle = {made}; }}"


def _across(member: Member, other: LanguageId) -> str:
    handle = "handle" if member.owner else "-1"
    called = f'recrutr.Remote.call({_reader(member.returns)}, "{member.wire_name(other)}", {handle}{_given(member)})'
    back = "" if member.returns.name == "nothing" else "return "
    return f"{type_of(member.returns)} {member.spelled(_JAVA)}({_parameters(member)}) {{ {back}{called}; }}"
