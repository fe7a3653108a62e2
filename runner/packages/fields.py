"""Reading YAML files of a package key by key, so that each complaint names file, key and what is wrong."""

from __future__ import annotations

import math
import re
import shlex
from collections.abc import Collection
from typing import Any

import yaml

from protocol.errors import InvalidInput

MAX_YAML_BYTES = 1024 * 1024
"""Settings are small; parsing much more would take minutes."""
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]|\\U0000[dD][89a-fA-F]")


class _Loader(yaml.SafeLoader):
    """Like the safe loader, but a key that stands twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(None, None, "duplicate key", key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


class Table:
    """A YAML map under reading. Every getter takes its key away; `finish` refuses what nobody asked for."""

    def __init__(self, file: str, values: Any, path: str = "") -> None:
        self.file, self._path = file, path
        if values is None:
            values = {}
        if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
            raise _must(file, path or "the file", "a map of keys to values")
        self._values: dict[str, Any] = dict(values)

    @classmethod
    def parse(cls, file: str, data: bytes) -> Table:
        """Parse a YAML file. Raises InvalidInput."""
        if len(data) > MAX_YAML_BYTES:
            limit = f"{MAX_YAML_BYTES // 2**20} MiB"
            raise InvalidInput(file, limit, f"{file}: is larger than {limit}.")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InvalidInput(file, "UTF-8", f"{file}: is not valid UTF-8.") from error
        if text.startswith("\ufeff"):
            raise InvalidInput(file, "UTF-8 without a byte-order mark", f"{file}: begins with a byte-order mark.")
        if _HALF_CHARACTER.search(text):
            raise InvalidInput(file, "whole characters", f"{file}: holds half a character (an escaped surrogate).")
        try:
            return cls(file, yaml.load(text, _Loader))  # noqa: S506 - a subclass of the safe loader
        except (yaml.YAMLError, ValueError, RecursionError, LookupError, AttributeError, TypeError) as error:
            # Beside its own errors the library lets slip others, on tags with values that do not fit them.
            mark = getattr(error, "problem_mark", None)
            where = f" in line {mark.line + 1}" if mark else ""
            twice = " (the same key twice)" if getattr(error, "problem", "") == "duplicate key" else ""
            raise InvalidInput(file, "YAML", f"{file}: is not valid YAML{where}{twice}.") from error

    def bad(self, key: str, limit: str) -> InvalidInput:
        """The complaint about one key: what it must be."""
        return _must(self.file, self._name(key), limit)

    def has(self, key: str) -> bool:
        """Whether the key is there and has a value."""
        return self._values.get(key) is not None

    def peek(self, key: str) -> Any:
        """The raw value, left where it is."""
        return self._values.get(key)

    def take(self, key: str) -> Any:
        """The raw value, or None."""
        return self._values.pop(key, None)

    def rest(self) -> list[tuple[str, Any]]:
        """All keys, with their values, that nobody took yet."""
        return list(self._values.items())

    def ignore(self, *keys: str) -> None:
        """Keys the format knows and we have no use for."""
        for key in keys:
            self._values.pop(key, None)

    def text(self, key: str, default: str | None = None, *, required: bool = False) -> str | None:
        """A string."""
        value = self._required(key) if required else self.take(key)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.bad(key, "a text")
        return value

    def scalar(self, key: str) -> str | None:
        """A string, or a number that the author did not put in quotes."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise self.bad(key, "a text")
        return str(value)

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        """One of a few words."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, str) or value not in allowed:
            raise self.bad(key, "one of " + ", ".join(sorted(allowed)))
        return str(value)

    def number(
        self, key: str, default: float, *, above: float = 0.0, or_equal: bool = False, most: float = math.inf
    ) -> float:
        """A number above `above` (or equal to it), and not above `most`."""
        value = self.take(key)
        if value is None:
            return default
        limit = f"a number {'at least' if or_equal else 'above'} {above:g}"
        limit += f" and at most {most:g}" if math.isfinite(most) else ""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not above <= value <= most:
            raise self.bad(key, limit)
        if math.isinf(value) or (value == above and not or_equal):
            raise self.bad(key, limit)
        return float(value)

    def whole(self, key: str, default: int, *, least: int = 1, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.bad(key, f"a whole number from {least} to {most}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.bad(key, "true or false")
        return value

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A sequence of strings that can be arguments of a program."""
        value = self.take(key)
        return default if value is None else self.as_words(key, value)

    def as_words(self, key: str, value: Any) -> tuple[str, ...]:
        """A raw value that must be a sequence of strings."""
        if not isinstance(value, list) or not all(isinstance(item, str) and "\0" not in item for item in value):
            raise self.bad(key, "a sequence of texts")
        return tuple(value)

    def shell_words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Legacy's arguments: one string, split at spaces as a shell would."""
        value = self.scalar(key)
        if value is None:
            return default
        try:
            words = tuple(shlex.split(value))
        except ValueError as error:
            raise self.bad(key, "a text of arguments with closed quotes") from error
        return self.as_words(key, list(words))

    def table(self, key: str) -> Table:
        """A map below this one; empty when the key is absent."""
        return Table(self.file, self.take(key), self._name(key))

    def finish(self) -> None:
        """Refuse keys that nobody took, as the format demands."""
        for key in self._values:
            raise InvalidInput(
                f"{self.file}: {self._name(key)}",
                "a known key",
                f"{self.file}: the key {self._name(key)} is not known.",
            )

    def warn_rest(self, warnings: list[str]) -> None:
        """Tell of keys that nobody took, where the format does not say that they are errors."""
        warnings += [f"{self.file}: the key {self._name(key)} is not known and not used." for key in self._values]

    def _required(self, key: str) -> Any:
        if not self.has(key):
            name = self._name(key)
            raise InvalidInput(f"{self.file}: {name}", "required", f"{self.file}: {name} is missing.")
        return self.take(key)

    def _name(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key


def _must(file: str, key: str, limit: str) -> InvalidInput:
    return InvalidInput(f"{file}: {key}", limit, f"{file}: {key} must be {limit}.")
