"""What every package must have, named all at once where reading stopped at something else. Pure.

The reader ends at its first complaint; of a package that was only begun, that one says little.
"""

from __future__ import annotations

from collections.abc import Iterator

from protocol.errors import InvalidInput
from runner.packages.fields import Table
from runner.packages.formats.metadata import FILE
from runner.packages.sources import Files

_SPEAKING = ("interactive", "multi-pass")


def with_what_is_missing(error: InvalidInput, files: Files) -> InvalidInput:
    """The complaint, and every part that the format requires and the package has not, unless it is about that part."""
    field = str(error.details["field"])
    missing = [words for folder, words in _unfinished(files) if not field.startswith(folder)]
    if not missing:
        return error
    *others, last = [*missing, *_validators(files)]
    words = f"{', '.join(others)} and {last}" if others else last
    return InvalidInput(
        field, str(error.details["limit"]), f"{error.message} The package also lacks {words}.", error.code
    )


def _unfinished(files: Files) -> Iterator[tuple[str, str]]:
    """What every problem has before anything else: where it belongs, and its name."""
    if not _has_file(files, "statement/problem", "problem_statement/problem"):
        yield "statement", "a statement (statement)"
    if not any(path.startswith("data/secret/") and path.endswith(".in") for path in files):
        yield "data/secret", "a secret test case (data/secret)"
    if not _has_file(files, "submissions/accepted/"):
        yield "submissions/accepted", "an accepted program (submissions/accepted)"


def _validators(files: Files) -> Iterator[str]:
    if _speaks(files) and not _has_file(files, "output_validator/", "output_validators/"):
        yield "the output validator that such a problem needs (output_validator)"
    if not _has_file(files, "input_validators/", "input_format_validators/"):
        yield "an input validator (input_validators)"


def _has_file(files: Files, *beginnings: str) -> bool:
    return any(path.startswith(beginnings) for path in files)


def _speaks(files: Files) -> bool:
    """Whether the problem's type, well written or not, asks for a validator that answers."""
    try:
        table = Table.parse(FILE, files.get(FILE, b""))
    except InvalidInput:
        return False
    asked = f"{table.peek('type')} {table.peek('validation')}"
    return any(word in asked for word in _SPEAKING)
