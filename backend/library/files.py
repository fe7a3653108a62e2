"""The files of a package under editing: texts, test cases and their groups. Pure; nothing is read or kept here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from protocol.errors import InvalidInput
from protocol.saying import to_say
from runner.packages.sources import Files

MAX_TEXT_BYTES = 1024 * 1024
"""Of one file in a browser's text area; larger ones are changed in the package itself."""
TASK_FILE, PACKAGE_FILE = "task.yaml", "problem.yaml"
GROUPS = ("sample", "secret")
MAX_PATH_PARTS = 20
_PART = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}")
_CASE_FILES = (".in", ".ans", ".desc", ".hint", ".yaml", ".interaction", ".in.statement", ".ans.statement",
               ".in.download", ".ans.download", ".out")  # fmt: skip
Changes = Mapping[str, bytes | None]
"""Path → new content; None takes the file away."""


@dataclass(frozen=True, slots=True)
class Case:
    """A test case: its path below `data/` without ending, and the sizes of its input and answer in bytes."""

    name: str
    input_bytes: int
    answer_bytes: int

    @property
    def group(self) -> str:
        """The folder it is in: `sample`, `secret` or one below it."""
        return self.name.rpartition("/")[0]


def cases(files: Files) -> list[Case]:
    """Every sample and secret case, samples first, in the order of judging."""
    stems = sorted(path.removesuffix(".in") for path in files if path.endswith(".in"))
    named = [(stem, stem.removeprefix("data/")) for stem in stems]
    return [
        Case(name, len(files[f"{stem}.in"]), len(files.get(f"{stem}.ans", b"")))
        for stem, name in named
        if name.split("/")[0] in GROUPS and "/" in name and stem != name
    ]


def case_groups(files: Files) -> list[str]:
    """Folders in which a case may be put: those that there are, and always `sample` and `secret`."""
    found = {"sample", *(case.group for case in cases(files))}
    return sorted(found if any(each.startswith("secret/") for each in found) else {*found, "secret"})


def case_changes(files: Files, name: str) -> Changes:
    """What takes a case away, with everything that belongs to it."""
    stem = f"data/{name}"
    pictures = tuple(path for path in files if path.rpartition(".")[0] == stem)
    bundle = tuple(path for path in files if path.startswith(f"{stem}.files/"))
    own = (*(stem + ending for ending in _CASE_FILES if stem + ending in files), *pictures, *bundle)
    return dict.fromkeys(own, None)


def text_of(data: bytes) -> str | None:
    """The text of a file with one character between lines; None when it is no text, or larger than MAX_TEXT_BYTES."""
    if len(data) > MAX_TEXT_BYTES or b"\0" in data:
        return None
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def rewritten(before: bytes | None, text: str) -> bytes:
    """A text from a browser as a file; the kind of line break stays what it was. Raises InvalidInput."""
    if before is not None and text_of(before) == text:
        return before
    breaks = "\r\n" if before is not None and b"\r\n" in before else "\n"
    try:
        data = text.replace("\n", breaks).encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidInput("text", "whole characters of Unicode", to_say("The text holds half a character.")) from error
    if len(data) > MAX_TEXT_BYTES:
        limit = f"{MAX_TEXT_BYTES // 1024} KiB"
        raise InvalidInput(
            "text", limit, to_say("The text is larger than {limit}; put it into the package instead.", limit=limit)
        )
    return data


def checked_path(path: str) -> str:
    """A path inside a package by the format's own rule. Raises InvalidInput."""
    parts = path.split("/")
    if not 1 <= len(parts) <= MAX_PATH_PARTS or not all(_PART.fullmatch(part) for part in parts):
        limit = "names of letters, digits, '_', '.' and '-' with '/' between folders"
        raise InvalidInput("path", limit, to_say("The path must be made of {limit}.", limit=limit))
    return path


def applied(files: Files, changes: Changes) -> dict[str, bytes]:
    """The files with changes."""
    kept = {path: data for path, data in files.items() if path not in changes}
    return kept | {path: data for path, data in changes.items() if data is not None}


def differing(before: Files, after: Files) -> list[str]:
    """Paths that were added, changed or taken away, in order."""
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
