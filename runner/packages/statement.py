"""The statement of a problem: Markdown in, safe HTML out.

Guarantees: the HTML holds no script, no style, no remote content and no raw HTML of the author's; pictures lie inside
it as `data:` addresses. Samples are not part of it; whoever shows the statement adds them.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from protocol.errors import InvalidInput
from runner.packages.sources import Files

MAX_STATEMENT_BYTES = 4 * 1024 * 1024
"""Statement with its pictures; it travels inside the assessment pack."""
_PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
_TAGS = frozenset(
    "h1 h2 h3 h4 h5 h6 p br hr em strong s code pre blockquote ul ol li a img table thead tbody tr th td".split(" ")  # noqa: SIM905 - words in a line read better
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
_PLACES = re.compile(r"\{\{(nextsample|remainingsamples)\}\}")
_CONSTANT = re.compile(r"\{\{([a-zA-Z_][a-zA-Z0-9_]*)(?:\.([a-zA-Z_][a-zA-Z0-9_]*))?\}\}")

Constants = Mapping[str, Mapping[str, str]]
"""Name → variant → text; every name has the variant `value`."""


def fill_constants(text: str, constants: Constants) -> str:
    """Replace `{{name}}` and `{{name.variant}}`; unknown ones stay, as the format says."""

    def value(match: re.Match[str]) -> str:
        return constants.get(match[1], {}).get(match[2] or "value", match[0])

    return _CONSTANT.sub(value, text)


def render(file: str, files: Files, constants: Constants) -> str:
    """The HTML of the Markdown statement `file`. Raises InvalidInput for a picture that is missing or remote."""
    try:
        text = files[file].decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput(file, "UTF-8", f"{file}: is not valid UTF-8.") from error
    text = _PLACES.sub("", fill_constants(text, constants))
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = markdown.parse(text)
    folder = file.rpartition("/")[0]
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                _embed(child, file, folder, files)
    html = nh3.clean(
        markdown.renderer.render(tokens, markdown.options, {}),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "data"},
        attribute_filter=_only_safe_addresses,
    )
    if len(html.encode()) > MAX_STATEMENT_BYTES:
        limit = f"{MAX_STATEMENT_BYTES // 2**20} MiB"
        raise InvalidInput(file, limit, f"{file}: the statement with its pictures is larger than {limit}.")
    return html


def _embed(token: Token, file: str, folder: str, files: Files) -> None:
    source = str(token.attrs.get("src", ""))
    if ":" in source or source.startswith("/"):
        raise InvalidInput(file, "a picture of the package", f"{file}: the picture {source!r} is not in the package.")
    path = f"{folder}/{source}"
    kind = _PICTURES.get(path[path.rfind(".") :].lower())
    if path not in files or kind is None:
        allowed = "a .png, .jpg, .jpeg or .svg file beside the statement"
        raise InvalidInput(file, allowed, f"{file}: the picture {source!r} is not {allowed}.")
    token.attrs["src"] = f"data:{kind};base64,{base64.b64encode(files[path]).decode('ascii')}"


def _only_safe_addresses(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if value.startswith("data:image/") else None
    if attribute == "href":
        return value if value.startswith(("http://", "https://", "mailto:", "#")) else None
    return value
