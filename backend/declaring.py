"""How a setting is declared: its option, its variable, its limit and its words; and how settings are read from them.

Guarantees: an option on the command line beats its variable; a value beyond its limit is refused by a text that names
option, variable and limit. Must not know any single setting: those stand in `backend/settings.py`.
"""

from __future__ import annotations

import argparse
import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from protocol.errors import InvalidInput

KEY = "setting"
_YES, _NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


class Kind(Protocol):
    """What values a setting may have."""

    @property
    def limit(self) -> str:
        """The limit in words, for the table and for errors."""

    def read(self, text: str) -> Any:
        """The value that a text means. Raises ValueError."""

    def accepts(self, value: Any) -> bool:
        """Whether a value is within the limit."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int
    most: int

    @property
    def limit(self) -> str:
        """In words."""
        return f"a whole number from {self.least} to {self.most}"

    def read(self, text: str) -> int:
        """The number."""
        return int(text)

    def accepts(self, value: Any) -> bool:
        """Whether it is within."""
        return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class Span:
    """A time, given in `unit` and kept as whole numbers of `parts` of it."""

    unit: str
    parts: int
    least: float
    most: float

    @property
    def limit(self) -> str:
        """In words."""
        return f"{self.least:g} to {self.most:g} {self.unit}"

    def read(self, text: str) -> int:
        """The time in parts; what is no number or beyond any limit is refused before it becomes a whole number."""
        return int(min(max(float(text) * self.parts, -1.0), 1e18))

    def accepts(self, value: Any) -> bool:
        """Whether it is within."""
        return isinstance(value, int) and self.least * self.parts <= value <= self.most * self.parts


@dataclass(frozen=True, slots=True)
class Text:
    """Words; one of `choices` when there are any; beginning with one of `schemes` when there are any."""

    limit: str
    choices: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    pattern: str | None = None

    def read(self, text: str) -> str:
        """As it is, without a slash at the end where it is an address."""
        return text.rstrip("/") if self.schemes == WEB else text

    def accepts(self, value: Any) -> bool:
        """Whether it is one of these."""
        if not isinstance(value, str) or any(ord(letter) < 0x20 for letter in value):
            return False
        if self.pattern is not None and re.fullmatch(self.pattern, value) is None:
            return False
        if self.schemes and not value.startswith(self.schemes):
            return False
        return value in self.choices if self.choices else bool(value)


WEB = ("http://", "https://")
POSTGRESQL = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Listener:
    """An address to listen on: HOST:PORT."""

    limit: str = "HOST:PORT, the port from 0 to 65535"

    def read(self, text: str) -> str:
        """As it is."""
        return text

    def accepts(self, value: Any) -> bool:
        """Whether it has both parts."""
        host, _, port = str(value).rpartition(":")
        return bool(host) and port.isascii() and port.isdigit() and int(port) <= 0xFFFF


def is_local(listener: str) -> bool:
    """Whether only this machine reaches an address to listen on."""
    host = listener.rpartition(":")[0].strip("[]")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_sealed_or_local(address: str) -> bool:
    """Whether nobody else hears a password that goes to an address amqp:// or amqps://, with a port that there is."""
    try:
        parts = urlsplit(address)
        return parts.port != 0 and (parts.scheme == "amqps" or is_local(f"{parts.hostname}:0"))
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Token:
    """A secret word."""

    least: int

    @property
    def limit(self) -> str:
        """In words."""
        return f"{self.least} or more characters of ASCII without spaces"

    def read(self, text: str) -> str:
        """As it is."""
        return text

    def accepts(self, value: Any) -> bool:
        """Whether it is long enough to be one."""
        return (
            isinstance(value, str)
            and len(value) >= self.least
            and value.isascii()
            and value.isprintable()
            and " " not in value
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A file or a folder; `there`: a folder that must exist already, so that a slip in its name is told at start."""

    there: bool = False
    limit: str = "a path"

    def read(self, text: str) -> Path:
        """The path from the root."""
        if not text or "\0" in text:
            raise ValueError(text)
        return Path(text).absolute()

    def accepts(self, value: Any) -> bool:
        """Whether it is a path, and there where it must be."""
        return isinstance(value, Path) and (not self.there or value.is_dir())


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no; the option alone means `given`."""

    given: bool = True
    limit: str = "yes or no"

    def read(self, text: str) -> bool:
        """What a word means; for a switch that turns something off, yes means off."""
        word = text.strip().lower()
        if word not in _YES | _NO:
            raise ValueError(text)
        return self.given if word in _YES else not self.given

    def accepts(self, value: Any) -> bool:
        """Whether it is a truth value."""
        return isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting. `words` say what it does, `otherwise` what holds when it is not given.

    `secret`: only by its variable, because everybody on the machine can read a command line.
    """

    option: str
    words: str
    kind: Kind
    otherwise: str
    group: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """The variable of the environment."""
        return "RECRUTR_" + self.option.removeprefix("--").replace("-", "_").upper()

    @property
    def file_variable(self) -> str:
        """The variable that names a file which holds a secret."""
        return self.variable + "_FILE"

    @property
    def title(self) -> str:
        """How errors call it."""
        return self.variable if self.secret else f"{self.option} ({self.variable})"


def declared_in(settings: type[Any]) -> Iterator[tuple[Field[Any], Declared]]:
    """Every field of a dataclass of settings with its declaration."""
    for each in fields(settings):
        yield each, each.metadata[KEY]


def add_options(parser: argparse.ArgumentParser, settings: type[Any], groups: Iterable[str]) -> None:
    """Give a parser the options of some groups. Values stay texts; what is not given stays out."""
    wanted = frozenset(groups)
    for each, it in declared_in(settings):
        if it.group not in wanted or it.secret:
            continue
        words = f"{it.words} (default: {it.otherwise}; {it.variable})".replace("%", "%%")
        if isinstance(it.kind, Switch):
            parser.add_argument(
                it.option, dest=each.name, action="store_const", const="yes", default=argparse.SUPPRESS, help=words
            )
        else:
            choices = getattr(it.kind, "choices", ())
            shown = "{" + ",".join(choices) + "}" if choices else it.option.rpartition("-")[2].upper()
            parser.add_argument(it.option, dest=each.name, metavar=shown, default=argparse.SUPPRESS, help=words)


def given_in(
    settings: type[Any], arguments: argparse.Namespace, environment: Mapping[str, str], groups: Iterable[str]
) -> dict[str, Any]:
    """The values given by options and variables, by field. An empty variable is none. Raises InvalidInput."""
    wanted, found = frozenset(groups), {}
    for each, it in declared_in(settings):
        if it.group not in wanted:
            continue
        given = getattr(arguments, each.name, None) or environment.get(it.variable)
        text = given or _in_file(each.name, it, environment)
        if text is None:
            continue
        try:
            found[each.name] = it.kind.read(text)
        except ValueError as error:
            raise refused(each.name, it) from error
    return found


def _in_file(field: str, it: Declared, environment: Mapping[str, str]) -> str | None:
    """A secret from the file that a variable names, without the end of its line. Raises InvalidInput."""
    named = environment.get(it.file_variable) if it.secret else None
    if not named:
        return None
    try:
        return Path(named).read_text(encoding="utf-8").rstrip("\r\n") or None
    except (OSError, ValueError) as error:
        words = f"The file that {it.file_variable} names cannot be read."
        raise InvalidInput(field, "a file that can be read", words, "settings.invalid") from error


def check(settings: Any) -> None:
    """Raises InvalidInput for the first value beyond its limit; None is within where it is the default."""
    for each, it in declared_in(type(settings)):
        value = getattr(settings, each.name)
        if value is None and each.default is None:
            continue
        if not it.kind.accepts(value):
            raise refused(each.name, it, place=value if isinstance(value, Path) else None)


def refused(field: str, it: Declared, limit: str | None = None, place: Path | None = None) -> InvalidInput:
    """The refusal of a value, which is left out, since it may be a secret; only a `place` is named."""
    words = limit or it.kind.limit
    found = f" {place} is not." if place is not None else ""
    return InvalidInput(field, words, f"The setting {it.title} must be {words}.{found}", "settings.invalid")


def as_markdown(settings: type[Any], groups: Mapping[str, str]) -> str:
    """The table of all settings, group by group; `groups` gives the words of each."""
    lines = []
    for group, words in groups.items():
        lines += [words, "", "| option | variable | what it does | limit | otherwise |", "|---|---|---|---|---|"]
        for _, it in declared_in(settings):
            if it.group == group:
                option = "by its variable, or `…_FILE`" if it.secret else f"`{it.option}`"
                lines.append(f"| {option} | `{it.variable}` | {it.words} | {it.kind.limit} | {it.otherwise} |")
        lines.append("")
    return "\n".join(lines)
