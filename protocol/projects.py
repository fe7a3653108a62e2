"""The files of one problem as one source: their names, their limits, and the one text in which they are handed in.

Guarantees: `unpack(pack(files))` is `files`, byte for byte; a project of one file under its usual name packs to that
file's text, which is what was handed in before there were projects. Pure. It must not decide which file starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from protocol.canonical import canonical_bytes, parse_canonical
from protocol.edits import utf8
from protocol.errors import InvalidInput
from protocol.model import Frozen

MAX_FILES = 40
MAX_PATH_CHARACTERS = 100
MAX_FOLDERS = 6
PATH_PATTERN = r"^[a-zA-Z0-9_][a-zA-Z0-9_.-]*(/[a-zA-Z0-9_][a-zA-Z0-9_.-]*)*$"
"""Names as the problem package format allows them, with folders before them."""
FilePath = Annotated[str, Field(pattern=PATH_PATTERN, max_length=MAX_PATH_CHARACTERS)]
_HEAD = "recrutr-project/1\n"
"""Before the canonical JSON of the files. A text that begins so is packed itself: each source reads in one way."""


class Starter(Frozen):
    """What a task gives in one language: the files to complete (the first is the one in front), and others to read."""

    editable: dict[str, str]
    given: dict[str, str] = Field(default_factory=dict)

    @property
    def first(self) -> str:
        """The file in front."""
        return next(iter(self.editable))


def check_path(path: str) -> None:
    """Raise InvalidInput (field `path`) naming the limit that a file's name breaks."""
    if not path or len(path) > MAX_PATH_CHARACTERS:
        limit = f"1 to {MAX_PATH_CHARACTERS} characters"
        raise InvalidInput("path", limit, f"A file name has {limit}; this one has {len(path)}.")
    if path.count("/") > MAX_FOLDERS:
        raise InvalidInput("path", f"{MAX_FOLDERS} folders", f"Folders go no deeper than {MAX_FOLDERS} levels.")
    if not re.match(PATH_PATTERN, path) or "\n" in path:
        limit = "letters from A to Z, digits, '_', '.' and '-', with '/' between folders"
        words = f"A file name is made of {limit}; each part begins with a letter, a digit or '_'."
        raise InvalidInput("path", limit, words)


def check_new_path(path: str, others: Iterable[str]) -> None:
    """Raise InvalidInput when a file cannot be called so beside the others: what differs only in case is the same."""
    check_path(path)
    folded = path.casefold()
    for other in others:
        known = other.casefold()
        if known == folded:
            raise InvalidInput("path", "each name once", f"There is a file called {other} already.")
        if known.startswith(f"{folded}/") or folded.startswith(f"{known}/"):
            raise InvalidInput(
                "path", "a file or a folder", f"{path} and {other} cannot both be there: one is a folder."
            )


def check_files(files: Mapping[str, str], most_bytes: int) -> None:
    """Raise InvalidInput (field `files`) for too many or too large ones, (`path`) for a name that is not allowed."""
    if not 1 <= len(files) <= MAX_FILES:
        limit = f"1 to {MAX_FILES} files"
        raise InvalidInput("files", limit, f"A project has {limit}; this one has {len(files)}.")
    seen: list[str] = []
    for path in files:
        check_new_path(path, seen)
        seen.append(path)
    total = sum(len(utf8(text, path)) for path, text in files.items())
    if total > most_bytes:
        limit = f"{most_bytes} bytes"
        raise InvalidInput("files", limit, f"All files together have {total} bytes; the most is {limit}.")


def pack(files: Mapping[str, str], usual: str) -> str:
    """One text for all files; `usual` is what the only file of this problem and language is called."""
    if len(files) == 1 and usual in files and not files[usual].startswith(_HEAD):
        return files[usual]
    for path, text in files.items():
        utf8(text, path)
    return _HEAD + canonical_bytes(dict(files)).decode("utf-8")


def unpack(source: str, usual: str) -> dict[str, str]:
    """The files of a source, by name; a plain text is the file `usual`. Raises InvalidInput (field `source`)."""
    if not source.startswith(_HEAD):
        return {usual: source}
    value = parse_canonical(source.removeprefix(_HEAD).encode("utf-8"))
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise InvalidInput("source", "texts by file name", "The files of this source cannot be read.")
    files: dict[str, str] = dict(value)
    check_files(files, len(source.encode("utf-8")))
    return files


def is_project(source: str) -> bool:
    """Whether a source is several files, or one under a name of its own."""
    return source.startswith(_HEAD)
