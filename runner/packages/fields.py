"""Reading YAML files of a package key by key, so that each complaint names file, key and what is wrong."""

from __future__ import annotations

import math
import shlex
from collections.abc import Collection
from typing import Any

import yaml

from protocol.errors import InvalidInput


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
        try:
            text = data.decode("utf-8")
            if text.startswith("\ufeff"):
                raise InvalidInput(file, "UTF-8 without a byte-order mark", f"{file}: begins with a byte-order mark.")
            return cls(file, yaml.safe_load(text))
        except UnicodeDecodeError as error:
            raise InvalidInput(file, "UTF-8", f"{file}: is not valid UTF-8.") from error
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            where = f" in line {mark.line + 1}" if mark else ""
            raise InvalidInput(file, "YAML", f"{file}: is not valid YAML{where}.") from error

    def bad(self, key: str, limit: str) -> InvalidInput:
        """The complaint about one key: what it must be."""
        return _must(self.file, self._name(key), limit)

    def has(self, key: str) -> bool:
        """Whether the key is there and has a value."""
        return self._values.get(key) is not None

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

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        """One of a few words."""
        value = self.take(key)
        if value is None:
            return default
        if value not in allowed:
            raise self.bad(key, "one of " + ", ".join(sorted(allowed)))
        return str(value)

    def number(self, key: str, default: float, *, above: float = 0.0, or_equal: bool = False) -> float:
        """A number above `above` (or equal to it)."""
        value = self.take(key)
        if value is None:
            return default
        limit = f"a number {'at least' if or_equal else 'above'} {above:g}"
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise self.bad(key, limit)
        if value < above or (value == above and not or_equal):
            raise self.bad(key, limit)
        return float(value)

    def whole(self, key: str, default: int) -> int:
        """A whole number above zero."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
            raise self.bad(key, "a whole number above 0")
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
        """A sequence of strings."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.bad(key, "a sequence of texts")
        return tuple(value)

    def shell_words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Legacy's arguments: one string, split at spaces as a shell would."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, dict):
            value = value.get("flags", "")
        try:
            return tuple(shlex.split(str(value)))
        except ValueError as error:
            raise self.bad(key, "a text of arguments with closed quotes") from error

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

    def _required(self, key: str) -> Any:
        if not self.has(key):
            name = self._name(key)
            raise InvalidInput(f"{self.file}: {name}", "required", f"{self.file}: {name} is missing.")
        return self.take(key)

    def _name(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key


def _must(file: str, key: str, limit: str) -> InvalidInput:
    return InvalidInput(f"{file}: {key}", limit, f"{file}: {key} must be {limit}.")
