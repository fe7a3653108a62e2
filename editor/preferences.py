"""How a person likes to write: colours, size of the letters, indent, keys. Kept by the app; the editor only obeys.

Guarantees: each value has its limits, and the defaults are those of the language and the system.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from brand import tokens
from protocol.model import Frozen

Theme = Literal["system", "light", "dark", "contrast"]
Language = Literal["system", "en", "de", "he"]
LEAST_FONT_PIXELS, MOST_FONT_PIXELS = 10, 40
LEAST_TAB_WIDTH, MOST_TAB_WIDTH = 1, 8


class KeyMap(StrEnum):
    """Which keys do what; docs/candidate-keys.md lists them."""

    DEFAULT = "default"
    VIM = "vim"
    EMACS = "emacs"


class Preferences(Frozen):
    """One person's choices. `tab_width` and `indent_with_tabs` None: as is usual in the language."""

    language: Language = "system"
    """Of the interface."""
    theme: Theme = "system"
    font_pixels: int = Field(default=tokens.TYPE["code"].size, ge=LEAST_FONT_PIXELS, le=MOST_FONT_PIXELS)
    tab_width: int | None = Field(default=None, ge=LEAST_TAB_WIDTH, le=MOST_TAB_WIDTH)
    indent_with_tabs: bool | None = None
    keys: Annotated[KeyMap, Field(strict=False)] = KeyMap.DEFAULT
    completion: bool = True
    """Whether words are offered while typing."""


USUAL = Preferences()
