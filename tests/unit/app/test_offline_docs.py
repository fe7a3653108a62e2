"""Documentation that is installed: found by its folders, read page by page, and nothing outside of it ever."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app import offline_docs
from app.docs_beside import LEADS_OUT, DocsBeside
from app.offline_docs import MOST_BYTES, Library, find_library, read_page, step
from protocol.errors import EnvironmentFault
from protocol.verdicts import LanguageId
from tests.at_once import done_at_once
from ui.doc_states import DocsState

SPHINX = """<html><head><title>itertools &#8212; Functions</title><script>steal()</script></head><body>
<nav>menu</nav><div class="body" role="main"><style>b{}</style>
<img src="http://evil.example/x.png"><script>steal()</script><h1>itertools<a class="headerlink" href="#x">¶</a></h1>
<a href="../index.html">up</a></div><div class="clearer"></div>footer</body></html>"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    root = tmp_path / "usr/share/doc/python3.11/html"
    (root / "library").mkdir(parents=True)
    (root / "library/itertools.html").write_text(SPHINX)
    (root / "index.html").write_text("<title>Python</title><p>All of it</p>")
    (tmp_path / "usr/share/doc/secret.html").write_text("secret")
    (root / "library/leak.html").symlink_to(tmp_path / "usr/share/doc/secret.html")
    (root / "notes.txt").write_text("no page")
    shown = tmp_path / "usr/share/doc/python3-doc"
    shown.mkdir()
    (shown / "html").symlink_to(root)
    return tmp_path


@pytest.fixture
def library(base: Path) -> Library:
    found = find_library(LanguageId.PYTHON, base)
    assert found is not None
    return found


def test_it_is_found_also_behind_a_link_of_the_package_and_begins_with_its_index(library: Library) -> None:
    assert library.pages[0] == "index.html"
    assert "library/itertools.html" in library.pages
    assert "notes.txt" not in library.pages


def test_where_none_is_installed_there_is_none(tmp_path: Path, base: Path) -> None:
    assert find_library(LanguageId.RUST, base) is None
    assert find_library(LanguageId.HASKELL, base) is None
    empty = tmp_path / "other/usr/share/doc/python3-doc/html"
    empty.mkdir(parents=True)
    assert find_library(LanguageId.PYTHON, tmp_path / "other") is None


def test_a_page_is_its_body_without_scripts_and_menus(library: Library) -> None:
    page = read_page(library, "library/itertools.html#count")
    assert (page.path, page.title) == ("library/itertools.html", "itertools")
    assert "<h1>itertools</h1>" in page.html
    assert '<a href="../index.html">up</a>' in page.html
    for part in ("steal", "menu", "footer", "headerlink", "evil", "b{}"):
        assert part not in page.html
    assert "All of it" in read_page(library, "index.html").html


@pytest.mark.parametrize("wanted", ["../../secret.html", "library/leak.html", "notes.txt", "none.html", "/etc/passwd"])
def test_nothing_outside_of_it_is_read(library: Library, wanted: str) -> None:
    with pytest.raises(EnvironmentFault) as refused:
        read_page(library, wanted)
    assert refused.value.code == "docs.missing"


def test_a_page_has_an_end(library: Library) -> None:
    (library.root / "large.html").write_text("<p>" + "x" * (MOST_BYTES + 9))
    assert len(read_page(library, "large.html").html) <= MOST_BYTES + len("</p>")


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("../index.html", "index.html"),
        ("itertools.html#count", "library/itertools.html"),
        ("#count", "library/itertools.html"),
        ("https://docs.python.org/3/", None),
        ("//evil.example/x.html", None),
        ("../../secret.html", None),
        ("none.html", None),
    ],
)
def test_links_lead_to_pages_of_it_or_nowhere(library: Library, link: str, found: str | None) -> None:
    assert step(library, "library/itertools.html", link) == found


class Bench:
    """The pane's words and pages; jobs are done at once."""

    def __init__(self) -> None:
        self.shown: list[DocsState] = []
        self.said: list[str] = []
        beside = SimpleNamespace(show_docs=self.shown.append, say_of_docs=self.said.append)
        background = SimpleNamespace(submit=done_at_once)
        desk = SimpleNamespace(
            view=SimpleNamespace(beside=beside), background=background, gui=SimpleNamespace(when_done=self._tell)
        )
        self.docs = DocsBeside(cast("Any", desk))

    def _tell(self, job: Future[Any], done: Any, failed: Any) -> None:
        error = job.exception()
        failed(error) if error is not None else done(job.result())


def test_the_pane_turns_pages_and_comes_back_to_the_one_it_showed(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = offline_docs.find_library
    monkeypatch.setattr(offline_docs, "find_library", lambda language: real(language, base))
    bench = Bench()
    bench.docs.open("python3")
    assert (bench.shown[0].loading, bench.shown[-1].path) == (True, "index.html")
    bench.docs.follow("library/itertools.html")
    assert bench.shown[-1].path == "library/itertools.html"
    bench.docs.follow("https://example.org")
    assert (bench.said, bench.shown[-1].path) == ([LEADS_OUT], "library/itertools.html")
    bench.docs.turn_to("none.html")
    assert "not in the documentation" in bench.said[-1]
    bench.docs.open("rust")
    assert "rust-doc" in bench.shown[-1].words
    assert bench.shown[-1].html == ""
    bench.docs.open("python3")
    assert bench.shown[-1].path == "index.html"
    bench.docs.open("python3")
    assert bench.shown[-1].path == "index.html"
