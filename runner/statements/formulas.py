"""Formulas in TeX made into pictures (SVG) that stand on the line of the text and take its colour.

Guarantees: the zero of a drawing's vertical axis is the baseline and `EM` units are one em, so that whoever shows it
can place it exactly; everything is drawn in `currentColor`. A formula that cannot be drawn is None, never an exception.
"""

from __future__ import annotations

import base64
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

from protocol.errors import InvalidInput
from runner.statements.bounded import on_workbench
from runner.statements.vector_pictures import parse_svg

MAX_FORMULAS = 3000
MAX_FORMULA_CHARACTERS = 4000
MAX_DRAWINGS_BYTES = 16 * 1024 * 1024
EM = 90
"""Units of a drawing for one em of the text around: a tenth larger than drawn, because its letters are smaller."""
_MARGIN = 4
_STYLE = "@media (prefers-color-scheme:dark){svg{color:#e6e9ef}}"
"""Colours of a drawing by itself; an <img> follows the `color-scheme` of its page. Black on light is the default."""
_NUMBERED = r"\\(begin|end)\{(align|alignat|gather|equation|multline|flalign)\}"
_REWRITES = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        # siunitx, in the little that statements use of it
        (r"\\(?:SI|qty)\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\1\\,\\mathrm{\2}"),
        (r"\\(?:num|si|unit)\s*\{([^{}]*)\}", r"\1"),
        # A statement does not number its formulas.
        (_NUMBERED, r"\\\1{\2*}"),
        (r"\\begin\{(?:eqnarray\*?|split)\}", r"\\begin{align*}"),
        (r"\\end\{(?:eqnarray\*?|split)\}", r"\\end{align*}"),
        (r"&\s*(=|\\le|\\leq|\\ge|\\geq|<|>)\s*&", r"&\1"),
        (r"\\(?:label|tag\*?)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![a-zA-Z])", ""),
        # What latex2mathml drops or sets too close
        (r"\\mathop\s*\{\s*\\(?:mathrm|rm|operatorname)\s*\{?([^{}]*)\}\s*\}?\s*\\limits", r"\\operatorname*{\1}"),
        (r"\\mathop\s*\{\s*\\(?:mathrm|operatorname)\s*\{([^{}]*)\}\s*\}", r"\\operatorname{\1}"),
        (r"\\(?:mathop|mathbin|mathrel|mathord|mathopen|mathclose|mathpunct|mathinner|ensuremath)(?![a-zA-Z])", ""),
        # A sign is no operator between two numbers.
        (r"(^|[(\[,=<>]|\\(?:leq?|geq?|neq?|in|to)(?![a-zA-Z]))\s*([-+])", r"\1{\2}"),
        (r"\\bmod(?![a-zA-Z])", r"\\;\\mathrm{mod}\\;"),
        (r"\\not\s*=", r"\\ne "),
        (r"\\not\s*\\in(?![a-zA-Z])", r"\\notin "),
        (r"\\([bB]igg?)([lrm]?)\s*\\\{", r"\\\1\2\\lbrace "),
        (r"\\([bB]igg?)([lrm]?)\s*\\\}", r"\\\1\2\\rbrace "),
    )
)
_TEXT = re.compile(r"\\(text|mbox|textrm|hbox)\s*\{([^{}]*\$[^{}]*)\}")


@dataclass(frozen=True)
class Formula:
    """TeX, and whether it stands on a line of its own."""

    tex: str
    display: bool


@dataclass(frozen=True)
class Drawing:
    """A picture of a formula: its address and its measures in em; `depth_em` lies below the baseline."""

    address: str
    width_em: float
    height_em: float
    depth_em: float
    unknown: tuple[str, ...] = ()


def draw(file: str, wanted: Sequence[Formula]) -> dict[Formula, Drawing]:
    """A drawing for each formula that can be drawn. Raises InvalidInput when they are too many or too costly."""
    formulas = [one for one in dict.fromkeys(wanted) if len(one.tex) <= MAX_FORMULA_CHARACTERS]
    if not formulas:
        return {}
    if len(formulas) > MAX_FORMULAS:
        limit = f"at most {MAX_FORMULAS} formulas"
        raise InvalidInput(file, limit, f"{file}: the statement has more than {MAX_FORMULAS} formulas.")
    task = json.dumps([[_plain(one.tex), one.display] for one in formulas]).encode()
    answer = on_workbench(file, ["formulas"], task, max_output_bytes=MAX_DRAWINGS_BYTES)
    return {one: _drawing(file, made) for one, made in zip(formulas, answer, strict=True) if "svg" in made}


def _plain(tex: str) -> str:
    """The same formula in words that the libraries know."""
    for pattern, new in _REWRITES:
        tex = pattern.sub(new, tex)
    return _TEXT.sub(_split_text, tex)


def _split_text(match: re.Match[str]) -> str:
    r"""`\text{if $x$}` is text and a formula beside each other."""
    pieces = match[2].split("$")
    return "".join(piece if at % 2 else f"\\text{{{piece}}}" for at, piece in enumerate(pieces) if piece)


def _drawing(file: str, answer: dict[str, str | list[str]]) -> Drawing:
    root = parse_svg(file, str(answer["svg"]).encode())
    left, top, width, height = (float(word) for word in root.get("viewBox", "0 0 1 1").split())
    left, top, width, height = left - _MARGIN, top - _MARGIN, width + 2 * _MARGIN, height + 2 * _MARGIN
    made = ET.Element(
        root.tag,
        {
            "width": f"{width / EM:.3f}em",
            "height": f"{height / EM:.3f}em",
            "viewBox": f"{left:g} {top:g} {width:g} {height:g}",
            "fill": "currentColor",
        },
    )
    ET.SubElement(made, f"{root.tag.removesuffix('svg')}style").text = _STYLE
    for element in root.iter():
        for key in ("fill", "stroke"):
            if element.get(key) == "black":
                element.set(key, "currentColor")
        if element.get("fill") == "currentColor":
            del element.attrib["fill"]
    made.extend(root)
    data = base64.b64encode(ET.tostring(made, encoding="utf-8")).decode("ascii")
    return Drawing(
        f"data:image/svg+xml;base64,{data}",
        width / EM,
        height / EM,
        (height + top) / EM,
        tuple(answer.get("unknown", ())),
    )
