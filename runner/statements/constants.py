"""Constants of a package (2025-09): values that stand once in problem.yaml and are used by name elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

_CONSTANT = re.compile(r"\{\{([a-zA-Z_][a-zA-Z0-9_]*)(?:\.([a-zA-Z_][a-zA-Z0-9_]*))?\}\}")
_LATEX_CONSTANT = re.compile(r"\\constant\{([a-zA-Z_][a-zA-Z0-9_]*)(?:\.([a-zA-Z_][a-zA-Z0-9_]*))?\}")

Constants = Mapping[str, Mapping[str, str]]
"""Name → variant → text; every name has the variant `value`."""


def fill_constants(text: str, constants: Constants) -> str:
    """Replace `{{name}}` and `{{name.variant}}`; unknown ones stay, as the format says."""
    return _fill(_CONSTANT, text, constants)


def fill_latex_constants(text: str, constants: Constants) -> str:
    r"""Replace `\constant{name}` as well."""
    return _fill(_LATEX_CONSTANT, fill_constants(text, constants), constants)


def _fill(pattern: re.Pattern[str], text: str, constants: Constants) -> str:
    def value(match: re.Match[str]) -> str:
        return constants.get(match[1], {}).get(match[2] or "value", match[0])

    return pattern.sub(value, text)
