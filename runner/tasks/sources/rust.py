"""Rust made from a task's interface: the driver's dispatch, and for tests apart the stand-ins that call across.

Both hold types and names only, never a value of a test. What they stand on is boxed/values.rs. The candidate's code is
a module of one crate, named as its file.
"""

from __future__ import annotations

from collections.abc import Iterable

from protocol.verdicts import LanguageId
from runner.tasks.description.interface import CONSTRUCTOR, Interface, Member, ValueType

MAIN = "recrutr_driver.rs"
TESTS = "recrutr_tests.rs"
_RUST = LanguageId.RUST
_TYPES = {"int": "i64", "float": "f64", "bool": "bool", "text": "String", "nothing": "()"}
_MANY = {"list": "Vec", "map": "std::collections::HashMap", "optional": "Option"}
_HEAD = "#![allow(unused, dead_code, non_snake_case)]"


def type_of(kind: ValueType) -> str:
    """A type of the interface as Rust spells it."""
    return f"{_MANY[kind.name]}<{', '.join(map(type_of, kind.of))}>" if kind.of else _TYPES[kind.name]


def module_of(entry: str) -> str:
    """The module of a file."""
    return entry.rpartition("/")[2].removesuffix(".rs")


def _modules(paths: Iterable[str]) -> list[str]:
    return [f'#[path = "{path}"]\nmod {module_of(path)};' for path in paths]


def _ours(*names: str) -> list[str]:
    inside = [f'    #[path = "{name}.rs"]\n    pub mod {name};' for name in names]
    used = ["    pub use expect::expect;"] if "expect" in names else []
    return ['#[path = "recrutr"]', "mod recrutr {", *inside, *used, "}"]


def driver(interface: Interface, entry: str) -> str:
    """The file with `main` that serves calls."""
    module = module_of(entry)
    lines = [_HEAD, *_ours("values", "driver"), *_modules([entry]), "", "fn main() {"]
    lines += [f"    let mut objects_of_{name}: Vec<{module}::{name}> = Vec::new();" for name in interface.classes]
    lines += [
        "    recrutr::driver::serve(|input| {",
        "        input.count(b'l')?;",
        "        let name: String = input.next()?;",
        "        let handle: i64 = input.next()?;",
        "        input.count(b'l')?;",
        "        match name.as_str() {",
    ]
    for member in interface.members.values():
        lines += [f'            "{member.wire_name(_RUST)}" => {{', *_call(member, module), "            }"]
    unknown = '_ => Ok(recrutr::driver::refused(&format!("there is no {}", name))),'
    return "\n".join([*lines, f"            {unknown}", "        }", "    });", "}", ""])


def _call(member: Member, module: str) -> list[str]:
    given = [f"given{place}" for place in range(len(member.parameters))]
    pairs = zip(given, member.parameters, strict=True)
    lines = [f"let {name}: {type_of(kind)} = input.next()?;" for name, kind in pairs]
    arguments = ", ".join(given)
    if member.name.endswith(f".{CONSTRUCTOR}"):
        objects = f"objects_of_{member.owner}"
        lines += [
            f"{objects}.push({module}::{member.owner}::new({arguments}));",
            f"Ok(recrutr::driver::object({objects}.len() - 1))",
        ]
    else:
        after = ", ".join(f"recrutr::values::text_of(&{name})" for name in given)
        target = f"objects_of_{member.owner}[handle as usize]." if member.owner else f"{module}::"
        lines += [
            f"let after: Option<Vec<Vec<u8>>> = if input.next::<bool>()? {{ Some(vec![{after}]) }} else {{ None }};",
            f"Ok(recrutr::driver::value({target}{member.spelled(_RUST)}({arguments}), after))",
        ]
    return [f"                {line}" for line in lines]


def tests(entry: str, files: Iterable[str], *, apart: bool) -> str:
    """The root of the crate of tests: the candidate's module or its stand-in, and a module for each test file."""
    ours = _ours("values", "expect", *(["remote"] if apart else []))
    return "\n".join([_HEAD, *ours, *_modules([entry, *files]), ""])


def stubs(interface: Interface, other: LanguageId) -> str:
    """A module with the interface's own functions and classes, each of which calls across.

    `other` is the candidate's language, whose driver is called by its own names.
    """
    lines = ["use crate::recrutr::remote;", "use crate::recrutr::values::text_of;", ""]
    lines += [_function(one, "-1", other) for one in interface.functions]
    for name, members in interface.classes.items():
        lines += [f"pub struct {name} {{ handle: i64 }}", "", f"impl {name} {{"]
        for one in members:
            if one.name.endswith(f".{CONSTRUCTOR}"):
                made = f'remote::must("{one.wire_name(other)}", -1, &[{_given(one)}])'
                lines.append(f"    pub fn new({_parameters(one)}) -> {name} {{ {name} {{ handle: {made} }} }}")
            else:
                lines.append(f"    {_function(one, 'self.handle', other)}")
        lines += ["}", ""]
    return "\n".join(lines)


def _parameters(member: Member) -> str:
    return ", ".join(f"given{place}: {type_of(kind)}" for place, kind in enumerate(member.parameters))


def _given(member: Member) -> str:
    return ", ".join(f"text_of(&given{place})" for place in range(len(member.parameters)))


def _function(member: Member, handle: str, other: LanguageId) -> str:
    own = ["&mut self"] if member.owner else []
    parameters = ", ".join([*own, *filter(None, [_parameters(member)])])
    kind = type_of(member.returns)
    back = f"Result<{kind}, remote::CandidateError>" if member.fails else kind
    how = "call" if member.fails else "must"
    called = f'remote::{how}("{member.wire_name(other)}", {handle}, &[{_given(member)}])'
    return f"pub fn {member.spelled(_RUST)}({parameters}) -> {back} {{ {called} }}"
