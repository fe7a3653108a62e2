"""Documentation of languages that is installed on this computer, read page by page for the pane beside the code.

Guarantees: only files inside a documentation folder are read, links in them that lead out of it included; nothing is
asked of a network; a page has an end, and only text and its structure are shown of it. Blocking: on a background
thread. Debian's packages are looked for, and where others put the same files on Linux and macOS.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from protocol.errors import EnvironmentFault
from protocol.saying import to_say
from protocol.verdicts import LanguageId

MOST_BYTES = 4 * 1024 * 1024
MOST_PAGES = 5000
_PLACES: Mapping[LanguageId, tuple[str, ...]] = {
    LanguageId.PYTHON: ("/usr/share/doc/python3-doc/html", "/usr/share/doc/python3.*/html"),
    LanguageId.C: ("/usr/share/cppreference/doc/html/en/c", "/usr/share/cppreference/doc/html"),
    LanguageId.CPP: ("/usr/share/cppreference/doc/html/en/cpp", "/usr/share/cppreference/doc/html"),
    LanguageId.JAVA: ("/usr/share/doc/openjdk-*-doc/api", "/usr/share/doc/openjdk-*-jre-headless/api"),
    LanguageId.RUST: ("/usr/share/doc/rust-doc/html", "/usr/share/doc/rust/html"),
    LanguageId.GO: ("/usr/share/doc/golang-doc/html", "/usr/share/go-*/doc"),
}
PACKAGES: Mapping[LanguageId, str] = {
    LanguageId.PYTHON: "python3-doc",
    LanguageId.C: "cppreference-doc-en-html",
    LanguageId.CPP: "cppreference-doc-en-html",
    LanguageId.JAVA: "default-jdk-doc",
    LanguageId.RUST: "rust-doc",
    LanguageId.GO: "golang-doc",
}
"""What Debian calls them; they are in its archive, so their licences let everybody install them."""
_BODY = re.compile(rb'<div class="body" role="main">(.*?)<div class="clearer">', re.DOTALL)
_TEXT = ("a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "q", "s", "samp", "small", "span")
_MORE_TEXT = ("strong", "sub", "sup", "tt", "u", "var")
_BLOCKS = ("blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre")
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul", "caption", "table", "tbody", "td", "th", "thead", "tr")
_TAGS = frozenset((*_TEXT, *_MORE_TEXT, *_BLOCKS, *_LISTS))
_NOT_READ = frozenset({"script", "style", "nav", "form", "template", "svg"})
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


@dataclass(frozen=True)
class Library:
    """The documentation of one language: its folder and its pages by their paths inside it."""

    language: LanguageId
    root: Path
    pages: tuple[str, ...]


@dataclass(frozen=True)
class DocPage:
    """One page: where it stands, and what is shown of it."""

    path: str
    title: str
    html: str


def find_library(language: LanguageId, base: Path = Path("/")) -> Library | None:
    """The installed documentation of a language; None where there is none."""
    for place in _PLACES.get(language, ()):
        for root in sorted(base.glob(place.lstrip("/")), reverse=True):
            pages = _pages(root)
            if pages:
                return Library(language, root.resolve(), pages)
    return None


def read_page(library: Library, wanted: str) -> DocPage:
    """Read one page. Raises EnvironmentFault when it is not there, or not inside the documentation."""
    root = library.root
    try:
        file = (root / wanted.partition("#")[0]).resolve(strict=True)
        if not file.is_relative_to(root) or file.suffix != ".html":
            raise _missing(wanted)
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES)
    except OSError as error:
        raise _missing(wanted) from error
    body = _BODY.search(data)
    text = data.decode("utf-8", "replace")
    title = _TITLE.search(text)
    shown = body.group(1).decode("utf-8", "replace") if body else text
    shown = _cleaned(_PERMALINK.sub("", shown))
    path = file.relative_to(root).as_posix()
    return DocPage(path, _plain(title.group(1)) if title else path, shown)


def step(library: Library, present: str, link: str) -> str | None:
    """The page that a link on a page leads to; None when it leads out of the documentation."""
    if "://" in link or link.startswith(("mailto:", "//")):
        return None
    target, _, _ = link.partition("#")
    if not target:
        return present
    parts: list[str] = []
    for part in (PurePosixPath(present).parent / target).parts:
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    found = "/".join(parts)
    return found if found in library.pages else None


def _pages(root: Path) -> tuple[str, ...]:
    found: list[str] = []
    try:
        for path in _walk(root):
            found.append(path.relative_to(root).as_posix())
            if len(found) >= MOST_PAGES:
                break
    except OSError:
        return ()
    first = [name for name in ("index.html", "en/index.html") if name in found]
    return (*first, *sorted(name for name in found if name not in first))


def _walk(root: Path) -> Iterable[Path]:
    return (path for path in root.rglob("*.html") if path.is_file())


def _cleaned(markup: str) -> str:
    """Only text and its structure; links stay, to be told by the view and followed, or not, here."""
    import nh3  # loads where somebody reads documentation

    links = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
    return nh3.clean(
        markup,
        tags=set(_TAGS),
        clean_content_tags=set(_NOT_READ),
        attributes=links,
        url_schemes={"http", "https"},
        link_rel=None,
    )


def _plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup))).strip().partition(" — ")[0][:200]


def _missing(wanted: str) -> EnvironmentFault:
    return EnvironmentFault(
        "docs.missing", to_say("This page is not in the documentation: {wanted}", wanted=wanted[:100])
    )
