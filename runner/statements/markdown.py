"""Markdown of the package format: CommonMark with formulas, tables, footnotes and measures of pictures."""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from runner.statements.constants import Constants, fill_constants
from runner.statements.fragment import Fragment

_PLACES = re.compile(r"\{\{(nextsample|remainingsamples)\}\}")


def read_markdown(text: str, constants: Constants) -> Fragment:
    """The statement as a fragment. HTML of the author's is kept here and sanitised later, as the format asks."""
    text = _PLACES.sub("", fill_constants(text, constants))
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"])
    markdown.use(dollarmath_plugin, double_inline=True, allow_labels=False)
    markdown.use(footnote_plugin).use(attrs_plugin, after=("image",), allowed=("width", "height"))
    for kind in ("math_inline", "math_inline_double", "math_block"):
        markdown.add_render_rule(kind, _formula)
    return Fragment(markdown.render(text))


def _formula(_renderer: RendererHTML, tokens: list[Token], at: int, _options: OptionsDict, _env: EnvType) -> str:
    kind = "inline" if tokens[at].type == "math_inline" else "display"
    return f'<span class="math {kind}">{escape(tokens[at].content.strip())}</span>\n'.rstrip(
        "\n" if kind == "inline" else ""
    )
