"""A package under conversion: its files, and the sentences about what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import yaml

_T = TypeVar("_T")
_MOST_NAMED = 3


@dataclass
class Work:
    """Files that change, and losses in the order in which they were found."""

    files: dict[str, bytes]
    losses: list[str] = field(default_factory=list)

    def move(self, old: str, new: str) -> None:
        """Move a folder (names ending in `/`) or a file."""
        for path in [path for path in self.files if path == old or (old.endswith("/") and path.startswith(old))]:
            self.files[new + path.removeprefix(old)] = self.files.pop(path)

    def drop(self, folder: str) -> bool:
        """Take a folder (ending in `/`) or a file away; whether there was something."""
        found = [path for path in self.files if path == folder or (folder.endswith("/") and path.startswith(folder))]
        for path in found:
            del self.files[path]
        return bool(found)

    def below(self, folder: str) -> dict[str, bytes]:
        """What lies in a folder, with names relative to it."""
        prefix = f"{folder}/"
        return {path.removeprefix(prefix): data for path, data in self.files.items() if path.startswith(prefix)}

    def write_yaml(self, path: str, values: dict[str, Any]) -> None:
        """Write a settings file, or none at all when nothing is set."""
        self.drop(path)
        if values:
            self.files[path] = yaml_bytes(values)

    def lose(self, sentence: str, places: Iterable[str] = ()) -> None:
        """Note a loss; of many places the first few are named."""
        names = list(places)
        shown = ", ".join(names[:_MOST_NAMED]) + (" and others" if len(names) > _MOST_NAMED else "")
        self.losses.append(f"{shown}: {sentence}" if names else sentence)


def yaml_bytes(values: dict[str, Any]) -> bytes:
    """Settings as text, in the order in which they were put together."""
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=120).encode()


def whole(number: float) -> int | float:
    """A number without a fraction as the whole number that it is."""
    return int(number) if number == int(number) else number


def most_common(values: Iterable[_T], default: _T) -> _T:
    """The value that stands most often; of equals the first."""
    counted = Counter(values)
    return counted.most_common(1)[0][0] if counted else default
