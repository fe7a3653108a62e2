"""View state of the documentation beside the code. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DocsState:
    """A page of a language's documentation. `words`: why there is none, or what went wrong; then there is no page.

    `pages`: every page by its path, to be found by a part of its name.
    """

    language: str
    title: str = ""
    path: str = ""
    html: str = field(default="", repr=False)
    pages: tuple[str, ...] = field(default=(), repr=False)
    words: str = ""
    loading: bool = False
