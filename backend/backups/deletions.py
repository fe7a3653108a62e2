"""The list of deletions: what was deleted and when, so that a restored backup does not bring it back.

Guarantees: opaque ids and times only; a line is on disk before the deletion's receipt is signed. The key service's
list of destroyed keys is one such list by itself; the file of `--deletions` is the other, and lies where the loss of
this machine does not reach it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from protocol.errors import StorageFault, Tampered
from protocol.model import Frozen


class What(StrEnum):
    """A candidate with everything, or the identity pictures of an attempt."""

    CANDIDATE = "candidate"
    IDENTITY = "identity"


class Deletion(Frozen):
    """One line."""

    what: What
    id: str
    at_us: int


def note(file: Path | None, deletion: Deletion) -> None:
    """Append a line, durably. Raises StorageFault(`store.deletions`), so that the deletion is tried again."""
    if file is None:
        return
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(deletion.model_dump_json().encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        words = "The list of deletions cannot be written (--deletions); deletions wait until it can."
        raise StorageFault("store.deletions", words) from error


def read(files: Iterable[Path]) -> list[Deletion]:
    """Every line of some lists. A last line that a power cut left unfinished is passed over, any other is Tampered."""
    found: list[Deletion] = []
    for file in files:
        try:
            *lines, last = file.read_bytes().split(b"\n")
        except OSError as error:
            raise StorageFault("store.deletions", f"The list of deletions {file} cannot be read.") from error
        for number, line in enumerate(lines, 1):
            try:
                found.append(Deletion.model_validate_json(line))
            except ValidationError as error:
                raise Tampered("tampered.deletions", f"Line {number} of {file} is damaged.") from error
        if last.strip():
            found += _whole(last)
    return found


def _whole(line: bytes) -> list[Deletion]:
    try:
        return [Deletion.model_validate_json(line)]
    except ValidationError:
        return []


def write(file: Path, deletions: Iterable[Deletion]) -> None:
    """A list as a new file."""
    with file.open("xb") as out:
        out.writelines(each.model_dump_json().encode() + b"\n" for each in deletions)
