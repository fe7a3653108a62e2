"""What a converter hands on: HTML that is not yet safe, with formulas and pictures still by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from protocol.errors import InvalidInput

Files = Mapping[str, bytes]
"""Path relative to the package → content."""


@dataclass(frozen=True)
class Fragment:
    r"""Formulas are `<span class="math inline|display">TeX</span>`, pictures `<img src="file beside the statement">`.

    `olympiad_quotes` asks for `<<` and `>>` in the text to become quotation marks, as LaTeX does.
    """

    html: str
    title: str | None = None
    warnings: tuple[str, ...] = ()
    olympiad_quotes: bool = False


def text_of(file: str, files: Files) -> str:
    """The text of a file. Raises InvalidInput."""
    try:
        return files[file].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(file, "UTF-8", f"{file}: is not valid UTF-8.") from error
