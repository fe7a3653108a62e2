"""A fragment with its formulas drawn and its pictures put in; what comes out still has to pass the sanitiser.

Guarantees: each formula and each picture becomes an <img> whose attributes are all of our own making, with words for
those who cannot see it. Measures that only some viewers understand become plain ones in a column of `COLUMN_PX`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from runner.statements.formulas import Drawing, Formula, draw
from runner.statements.fragment import Files, Fragment
from runner.statements.pictures import address_of, find_picture

COLUMN_PX = 640
_MAX_PX = 2000
_PX = {"px": 1.0, "": 1.0, "cm": 37.8, "mm": 3.78, "in": 96.0, "pt": 4 / 3, "em": 16.0, "%": COLUMN_PX / 100}
_LENGTH = re.compile(r"\s*(\d{1,5}(?:\.\d{1,10})?)\s*(px|cm|mm|in|pt|em|%|)\s*")
_MEASURE = re.compile(r"(?:^|;)\s*(width|height)\s*:([^;]*)")
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center)")
_VOID = frozenset({"br", "hr", "img", "embed", "col", "wbr"})
_BLOCKS = {"figure": "div", "figcaption": "div", "section": "div"}
_CENTRED = frozenset({"center", "figure", "wrapfigure", "figcaption"})
_NUMBER = re.compile(r"\d+")
_NO_WORDS = frozenset({"", "image"})


def assemble(file: str, fragment: Fragment, files: Files) -> tuple[str, list[str]]:
    """(HTML that is not yet sanitised, warnings). Raises InvalidInput for a picture from outside the package."""
    reader = _Reader(file, files, olympiad_quotes=fragment.olympiad_quotes)
    reader.feed(fragment.html)
    reader.close()
    drawings = draw(file, [part for part in reader.parts if isinstance(part, Formula)])
    warnings = [*reader.warnings, *_formula_warnings(file, reader.parts, drawings)]
    html = "".join(part if isinstance(part, str) else _formula(part, drawings.get(part)) for part in reader.parts)
    return re.sub(r"<p>\s*</p>\n?", "", html), warnings


def _formula(formula: Formula, drawing: Drawing | None) -> str:
    if drawing is None:
        return f"<code>{escape(formula.tex)}</code>"
    style = f"width:{drawing.width_em:.3f}em;height:{drawing.height_em:.3f}em;vertical-align:{-drawing.depth_em:.3f}em"
    kind = "formula display" if formula.display else "formula"
    return f'<img class="{kind}" src="{drawing.address}" alt="{escape(formula.tex)}" style="{style}">'


def _formula_warnings(file: str, parts: Sequence[str | Formula], drawings: dict[Formula, Drawing]) -> list[str]:
    unknown = sorted({name for drawing in drawings.values() for name in drawing.unknown})
    warnings = [f"{file}: {name} is not known in formulas; it is shown as text." for name in unknown]
    undrawn = dict.fromkeys(part for part in parts if isinstance(part, Formula) and part not in drawings)
    return warnings + [f"{file}: the formula {one.tex[:60]!r} cannot be drawn; it is shown as TeX." for one in undrawn]


class _Reader(HTMLParser):
    """Walks the fragment and collects parts of HTML with formulas between them."""

    def __init__(self, file: str, files: Files, *, olympiad_quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str | Formula] = []
        self.warnings: list[str] = []
        self._file, self._files = file, files
        self._quotes = olympiad_quotes
        self._open: list[str] = []
        self._formula: str | None = None
        self._tex: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag, or begin what takes its place."""
        own = {name: value or "" for name, value in attrs}
        classes = own.get("class", "").split()
        if tag == "span" and "math" in classes:
            self._formula = "display" if "display" in classes else "inline"
            self._tex = []
        elif tag in {"img", "embed"}:
            self._picture(own)
        else:
            self._tag(tag, own, classes)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag, or what took its place."""
        if self._formula is not None:
            self._end_formula()
        elif tag not in _VOID:
            if tag in self._open:
                while self._open.pop() != tag:
                    pass
            self.parts.append(f"</{_BLOCKS.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        """Text, or a part of a formula."""
        if self._formula is not None:
            self._tex.append(data)
            return
        if self._quotes and not {"code", "pre"}.intersection(self._open):
            data = data.replace("<<", "«").replace(">>", "»")
        self.parts.append(escape(data, quote=False))

    def close(self) -> None:
        """A formula that never ended is one that ends here."""
        super().close()
        if self._formula is not None:
            self._end_formula()

    def _tag(self, tag: str, own: dict[str, str], classes: list[str]) -> None:
        if tag not in _VOID:
            self._open.append(tag)
        align = _ALIGN.search(own.pop("style", ""))
        if align:
            own["align"] = align[1]
        elif tag in _CENTRED or _CENTRED.intersection(classes):
            own["align"] = "center"
        own.pop("class", None)
        written = "".join(f' {name}="{escape(value)}"' for name, value in own.items())
        self.parts.append(f"<{_BLOCKS.get(tag, tag)}{written}>")

    def _end_formula(self) -> None:
        tex = "".join(self._tex).strip()
        for start, end in ((r"\(", r"\)"), (r"\[", r"\]")):
            if tex.startswith(start) and tex.endswith(end):
                tex = tex[2:-2].strip()
        display, self._formula = self._formula == "display", None
        if not tex:
            return
        formula = Formula(tex, display)
        if not display:
            # A number alone reads, copies and is searched better as text.
            self.parts.append(tex if _NUMBER.fullmatch(tex) else formula)
            return
        inside = self._open[-1:] == ["p"]
        self.parts += ["</p>" if inside else "", '<p align="center">', formula, "</p>", "<p>" if inside else ""]

    def _picture(self, own: dict[str, str]) -> None:
        source = own.get("src", "")
        path = find_picture(self._file, source, self._files) if source else None
        words = own.get("alt", "")
        if path is None:
            self.warnings.append(f"{self._file}: the picture {source!r} is missing; it was left out.")
            self.parts.append(escape("" if words in _NO_WORDS else words, quote=False))
            return
        if words in _NO_WORDS:
            words = "" if "figure" in self._open else f"Picture {source.rpartition('/')[2]}"
        address = address_of(path, self._files)
        self.parts.append(f'<img src="{address}" alt="{escape(words)}"{_measures(own)}>')


def _measures(own: dict[str, str]) -> str:
    wanted: dict[str, str] = {name: own[name] for name in ("width", "height") if name in own}
    wanted.update({str(match[1]): match[2] for match in _MEASURE.finditer(own.get("style", ""))})
    found = {name: match for name, text in wanted.items() if (match := _LENGTH.fullmatch(text))}
    pixels = {name: round(float(match[1]) * _PX[match[2]]) for name, match in found.items()}
    return "".join(f' {name}="{min(max(size, 1), _MAX_PX)}"' for name, size in pixels.items())
