"""Markdown of the package format: CommonMark with formulas, tables, footnotes and measures of pictures.

Converted on the workbench: some texts cost a Markdown parser time that grows with the square of their length.
"""

from __future__ import annotations

import re

from protocol.errors import InvalidInput
from runner.statements.bounded import MIB, on_workbench
from runner.statements.constants import Constants, fill_constants
from runner.statements.fragment import Files, Fragment, text_of

MAX_SOURCE_BYTES = 256 * 1024
_MAX_HTML_BYTES = 8 * MIB
_MEASURES = re.compile(r"(?<=\))\{\s*(?:(?:width|height)\s*=\s*[^\s{}]+\s*)+\}")
_BARE_VALUE = re.compile(r"=\s*([^\s\"{}]+)")
_PLACES = re.compile(r"\{\{(nextsample|remainingsamples)\}\}")


def read_markdown(file: str, files: Files, constants: Constants) -> Fragment:
    """The statement as a fragment. HTML of the author's is kept here and sanitised later, as the format asks."""
    text = _PLACES.sub("", fill_constants(text_of(file, files), constants))
    # `{width=50%}` is what people write; the parser wants the value in quotation marks.
    source = _MEASURES.sub(lambda found: _BARE_VALUE.sub(r'="\1"', found[0]), text).encode()
    if len(source) > MAX_SOURCE_BYTES:
        limit = f"{MAX_SOURCE_BYTES // 1024} KiB"
        raise InvalidInput(file, limit, f"{file}: the Markdown is larger than {limit}.")
    return Fragment(on_workbench(file, ["text"], source, max_output_bytes=_MAX_HTML_BYTES))
