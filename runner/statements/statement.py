"""The statement of a problem: Markdown, LaTeX or PDF in, safe HTML out.

Guarantees: the HTML holds no script, no style of the author's and no remote content; pictures and formulas lie inside
it as `data:` addresses. Samples are not part of it; whoever shows the statement adds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape

import nh3

from protocol.errors import InvalidInput
from runner.statements.assembly import COLUMN_PX, assemble
from runner.statements.constants import Constants
from runner.statements.fragment import Files
from runner.statements.latex import read_latex
from runner.statements.markdown import read_markdown
from runner.statements.pictures import draw_pages

MAX_STATEMENT_BYTES = 4 * 1024 * 1024
"""Statement with its pictures; it travels inside the assessment pack."""
MAX_FRAGMENT_CHARACTERS = 2 * 1024 * 1024
"""The text without pictures, as HTML."""
MAX_DEPTH = 200
"""Elements inside each other: viewers walk them recursively."""
_TAGS = set(
    (  # noqa: SIM905 - words in a line read better
        "h1 h2 h3 h4 h5 h6 p div br hr em strong i b u s del sub sup small code kbd pre blockquote ul ol li dl dt dd "
        "a img table caption thead tbody tfoot tr th td"
    ).split()
)
_CONVERTED_TAGS = {"span", "embed", "figure", "figcaption", "section"}
_CELL = {"align", "colspan", "rowspan"}
_ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "img": {"src", "alt", "title", "width", "height", "style"},
    "ol": {"start", "type"},
    "li": {"id"},
    "div": {"align"},
    "p": {"align"},
    "th": _CELL,
    "td": _CELL,
}
_FORMULA_STYLE = re.compile(r"width:\d+\.\d+em;height:\d+\.\d+em;vertical-align:-?\d+\.\d+em")
_FOOTNOTE = re.compile(r"fn(?:ref)?:?\d+(?::\d+)?")
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_VOID = frozenset({"br", "hr", "img"})


@dataclass(frozen=True)
class Statement:
    """A statement that can be shown. `title` is what the statement itself says it is called."""

    html: str
    title: str | None = None
    warnings: tuple[str, ...] = ()


def render_statement(file: str, files: Files, constants: Constants) -> Statement:
    """The statement `file` of a package. Raises InvalidInput naming the file and the limit."""
    if file.endswith(".pdf"):
        return Statement(_bounded(file, sanitised(_pages(file, files))))
    reader = read_latex if file.endswith(".tex") else read_markdown
    fragment = reader(file, files, constants)
    if len(fragment.html) > MAX_FRAGMENT_CHARACTERS:
        limit = f"{MAX_FRAGMENT_CHARACTERS // 2**20} MiB of HTML"
        raise InvalidInput(file, limit, f"{file}: the text of the statement comes to more than {limit}.")
    html, warnings = assemble(file, replace(fragment, html=_well_formed(fragment.html)), files)
    return Statement(_bounded(file, sanitised(html)), fragment.title, (*fragment.warnings, *warnings))


def _pages(file: str, files: Files) -> str:
    pages = draw_pages(file, files[file])
    return "\n".join(
        f'<p><img src="{page.address}" alt="{escape(f"Page {number}: " + " ".join(page.text.split()))}" '
        f'width="{COLUMN_PX}"></p>'
        for number, page in enumerate(pages, start=1)
    )


def _well_formed(html: str) -> str:
    """Elements that close, nothing but known ones, no comments: what `assemble` may rely on. Not safe yet."""
    return nh3.clean(
        html,
        tags=_TAGS | _CONVERTED_TAGS,
        attributes=_ATTRIBUTES | {"*": {"class", "style"}, "embed": {"src", "alt"}},
        url_schemes={"http", "https", "mailto", "data", "file", "ftp"},
        link_rel=None,
    )


def sanitised(html: str) -> str:
    """What of it may be shown: the last step, which trusts none before it."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes={"img": {"formula", "display"}},
        url_schemes={"http", "https", "mailto", "data"},
        attribute_filter=_only_safe_values,
    )


def _only_safe_values(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if value.startswith("data:image/") else None
    if attribute == "href":
        return value if value.startswith(("http://", "https://", "mailto:", "#")) else None
    if attribute == "style":
        return value if _FORMULA_STYLE.fullmatch(value) else None
    if attribute == "id":
        return value if _FOOTNOTE.fullmatch(value) else None
    return value


def _bounded(file: str, html: str) -> str:
    if len(html.encode()) > MAX_STATEMENT_BYTES:
        limit = f"{MAX_STATEMENT_BYTES // 2**20} MiB"
        raise InvalidInput(file, limit, f"{file}: the statement with its pictures is larger than {limit}.")
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match[2] not in _VOID:
            depth += -1 if match[1] else 1
            deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        limit = f"at most {MAX_DEPTH} deep"
        raise InvalidInput(file, limit, f"{file}: lists, quotes or tables are nested more than {MAX_DEPTH} deep.")
    return html
