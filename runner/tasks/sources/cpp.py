"""C++ made from a task's interface: the driver's dispatch, and for tests apart the stubs that call across.

Both hold types and names only, never a value of a test. What they stand on is boxed/values.hpp.
"""

from __future__ import annotations

from protocol.verdicts import LanguageId
from runner.tasks.description.interface import CONSTRUCTOR, Interface, Member

_CPP = LanguageId.CPP


def driver(interface: Interface, entry: str) -> str:
    """The file with `main` that serves calls to the candidate's code, which `entry` declares."""
    lines = ['#include "recrutr/values.hpp"', f'#include "{entry}"', "#include <memory>", ""]
    lines.append("namespace {")
    lines += [f"std::vector<std::unique_ptr<{name}>> objects_of_{name};" for name in interface.classes]
    lines.append("std::string run(recrutr::Reader& in) {")
    lines.append("    const std::string name = in.next<std::string>();")
    lines.append("    const long long handle = in.next<long long>();")
    lines.append("    in.count('l');")
    for member in interface.members.values():
        lines += [f'    if (name == "{member.wire_name(_CPP)}") {{', *_call(member), "    }"]
    unknown = 'return recrutr::error_answer({"unknown"}, "there is no " + name);'
    lines += ["    (void)handle;", f"    {unknown}", "}", "}  // namespace", "", "int main() { recrutr::serve(run); }"]
    return "\n".join([*lines, ""])


def _call(member: Member) -> list[str]:
    given = [f"given{place}" for place in range(len(member.parameters))]
    lines = [
        f"        auto {name} = in.next<{kind.cpp}>();" for name, kind in zip(given, member.parameters, strict=True)
    ]
    lines.append("        const bool back = in.next<bool>();")
    arguments = ", ".join(given)
    if member.name.endswith(f".{CONSTRUCTOR}"):
        objects = f"objects_of_{member.owner}"
        return [
            *lines,
            "        (void)back;",
            f"        {objects}.push_back(std::make_unique<{member.owner}>({arguments}));",
            f"        const auto handle_of_it = static_cast<long long>({objects}.size()) - 1;",
            '        return "l2:" + recrutr::text_of(std::string("object")) + recrutr::text_of(handle_of_it);',
        ]
    target = f"objects_of_{member.owner}.at(static_cast<size_t>(handle))->" if member.owner else "::"
    call = f"{target}{member.spelled(_CPP)}({arguments})"
    if member.returns.name == "nothing":
        lines += [f"        {call};", '        const std::string result = "n";']
    else:
        lines += [
            f"        const {member.returns.cpp} value = {call};",
            "        const std::string result = recrutr::text_of(value);",
        ]
    after = " + ".join([f'std::string("l{len(given)}:")', *(f"recrutr::text_of({name})" for name in given)])
    head = 'std::string("l3:") + recrutr::text_of(std::string("value"))'
    return [*lines, f'        return {head} + result + (back ? {after} : std::string("n"));']


def stubs(interface: Interface, other: LanguageId) -> str:
    """A header with the interface's own functions and classes, each of which calls the candidate's code across.

    `other` is the candidate's language, whose driver is called by its own names.
    """
    lines = ["#pragma once", '#include "recrutr/remote.hpp"', ""]
    lines += [f"inline {_signature(member)} {{ {_across(member, other)} }}" for member in interface.functions]
    for name, members in interface.classes.items():
        lines += [f"class {name} {{", "    long long handle_ = -1;", "", "public:"]
        for member in members:
            if member.name.endswith(f".{CONSTRUCTOR}"):
                lines.append(
                    f"    explicit {name}({_parameters(member)}) : "
                    f'handle_(recrutr::remote_object("{member.wire_name(other)}"{_given(member)})) {{}}'
                )
            else:
                lines.append(f"    {_signature(member)} {{ {_across(member, other)} }}")
        lines += ["};", ""]
    return "\n".join([*lines, ""])


def _signature(member: Member) -> str:
    return f"{member.returns.cpp} {member.spelled(_CPP)}({_parameters(member)})"


def _parameters(member: Member) -> str:
    return ", ".join(f"{kind.cpp} given{place}" for place, kind in enumerate(member.parameters))


def _given(member: Member) -> str:
    return "".join(f", given{place}" for place in range(len(member.parameters)))


def _across(member: Member, other: LanguageId) -> str:
    handle = "handle_" if member.owner else "-1"
    called = f'"{member.wire_name(other)}", {handle}{_given(member)}'
    return f"return recrutr::remote_call<{member.returns.cpp}>({called});"
