"""What a candidate's code must offer: functions and classes with typed parameters, and how each language spells them.

Types: `int`, `float`, `bool`, `text`, `nothing`, `any`, `list<T>`, `map<K,V>`, `optional<T>`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from protocol.verdicts import LanguageId

CONSTRUCTOR = "new"
_SIMPLE = frozenset({"int", "float", "bool", "text", "nothing", "any"})
_PARAMETERS = {"list": 1, "optional": 1, "map": 2}
_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "text": (str,),
    "nothing": (type(None),),
}
_WORD = re.compile(r"\s*([a-z]+|[<>,])\s*")
_CPP = {"int": "long long", "float": "double", "bool": "bool", "text": "std::string", "nothing": "void"}
_CPP_MANY = {"list": "std::vector", "map": "std::map", "optional": "std::optional"}


@dataclass(frozen=True)
class ValueType:
    """A type of the interface; `of` are the types inside."""

    name: str
    of: tuple[ValueType, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}<{', '.join(map(str, self.of))}>" if self.of else self.name

    @property
    def cpp(self) -> str:
        """In C++. Raises KeyError for `any`, which C++ has not."""
        if self.of:
            return f"{_CPP_MANY[self.name]}<{', '.join(one.cpp for one in self.of)}>"
        return _CPP[self.name]

    @property
    def dynamic(self) -> bool:
        """Whether `any` is in it somewhere."""
        return self.name == "any" or any(one.dynamic for one in self.of)

    def holds(self, value: Any) -> bool:
        """Whether a value of ours is of this type; a whole number is also a `float`."""
        if self.name == "optional":
            return value is None or self.of[0].holds(value)
        if self.name == "list":
            return type(value) is list and all(self.of[0].holds(one) for one in value)
        if self.name == "map":
            key, inner = self.of
            return type(value) is dict and all(key.holds(k) and inner.holds(v) for k, v in value.items())
        return self.name == "any" or type(value) in _KINDS[self.name]

    def settled(self, value: Any) -> Any:
        """The value as this type means it: `3` where a `float` is wanted is `3.0`. It must hold the value."""
        match self.name:
            case "float":
                return float(value)
            case "optional":
                return None if value is None else self.of[0].settled(value)
            case "list":
                return [self.of[0].settled(one) for one in value]
            case "map":
                return {key: self.of[1].settled(one) for key, one in value.items()}
            case _:
                return value


def parse_type(text: str) -> ValueType:
    """A type from its words. Raises ValueError."""
    words = [match[1] for match in _WORD.finditer(text)]
    if "".join(words) != re.sub(r"\s", "", text):
        raise ValueError(text)
    found = _parse(words)
    if words:
        raise ValueError(text)
    return found


def _parse(words: list[str]) -> ValueType:
    name = words.pop(0) if words else ""
    if name in _SIMPLE:
        return ValueType(name)
    inner = []
    for place in range(_PARAMETERS.get(name, 0)):
        if not words or words.pop(0) != ("<" if place == 0 else ","):
            raise ValueError(name)
        inner.append(_parse(words))
    if not inner or not words or words.pop(0) != ">":
        raise ValueError(name)
    if any(one.name == "nothing" for one in inner) or (name == "map" and inner[0].name not in {"int", "text"}):
        raise ValueError(name)
    return ValueType(name, tuple(inner))


@dataclass(frozen=True)
class Member:
    """A function, a method (`Stack.push`) or a constructor (`Stack.new`).

    `fails`: it may report an error, which Go and Rust say in its type.
    """

    name: str
    parameters: tuple[ValueType, ...]
    returns: ValueType
    names: Mapping[LanguageId, str] = field(default_factory=dict)
    fails: bool = False

    @property
    def owner(self) -> str:
        """The class it belongs to; empty for a function."""
        return self.name.rpartition(".")[0]

    def spelled(self, language: LanguageId) -> str:
        """Its own name (without the class) in a language."""
        usual = self.name.rpartition(".")[2]
        if language is LanguageId.GO and usual != CONSTRUCTOR:
            usual = "".join(part[:1].upper() + part[1:] for part in usual.split("_"))  # others are not exported
        return self.names.get(language, usual)

    def wire_name(self, language: LanguageId) -> str:
        """How a call names it to the driver of a language."""
        return f"{self.owner}.{self.spelled(language)}" if self.owner else self.spelled(language)


@dataclass(frozen=True)
class Interface:
    """Everything that tests may call, by name."""

    members: Mapping[str, Member]

    @property
    def functions(self) -> tuple[Member, ...]:
        """Functions that belong to no class."""
        return tuple(one for one in self.members.values() if not one.owner)

    @property
    def classes(self) -> Mapping[str, tuple[Member, ...]]:
        """Classes, each with its constructor first."""
        found: dict[str, list[Member]] = {}
        for one in self.members.values():
            if one.owner:
                found.setdefault(one.owner, []).append(one)
        return {name: tuple(members) for name, members in found.items()}

    @property
    def dynamic(self) -> bool:
        """Whether `any` is used, so that only languages without declared types can be tested."""
        types = [kind for one in self.members.values() for kind in (*one.parameters, one.returns)]
        return any(kind.dynamic for kind in types)
