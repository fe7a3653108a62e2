"""Statements become safe HTML: nothing runs, nothing is fetched, pictures come along."""

from __future__ import annotations

import base64

import pytest

from protocol.errors import InvalidInput
from runner.packages.statement import render

FILE = "statement/problem.en.md"
PNG = b"\x89PNG\r\n\x1a\n"


def html(text: str, **files: bytes) -> str:
    return render(FILE, {FILE: text.encode(), **{f"statement/{name}": data for name, data in files.items()}}, {})


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<iframe src='https://example.org'></iframe>",
        "<style>body { display: none }</style>",
        "[x](vbscript:x)",
        "<a href='javascript:x'>y</a>",
    ],
)
def test_nothing_active_survives(text: str) -> None:
    made = html(text).lower()
    for part in (
        "<script",
        "<img",
        "<iframe",
        "<style",
        'href="javascript',
        'href="data',
        'href="vbscript',
        "<a href='",
    ):
        assert part not in made


def test_a_picture_comes_along() -> None:
    made = render(FILE, {FILE: b"![a plan](plan.png)\n", "statement/plan.png": PNG}, {})
    assert made == f'<p><img src="data:image/png;base64,{base64.b64encode(PNG).decode()}" alt="a plan"></p>\n'


@pytest.mark.parametrize(
    "source", ["https://example.org/x.png", "//example.org/x.png", "data:image/png;base64,AAAA", "/x.png"]
)
def test_a_picture_from_elsewhere_is_refused(source: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        html(f"![x]({source})")
    assert caught.value.message == f"{FILE}: the picture {source!r} is not in the package."


@pytest.mark.parametrize("source", ["missing.png", "../problem.yaml", "notes.txt"])
def test_a_picture_that_is_none_is_refused(source: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        html(f"![x]({source})")
    beside = "a .png, .jpg, .jpeg or .svg file beside the statement"
    assert caught.value.message == f"{FILE}: the picture {source!r} is not {beside}."


def test_tables_links_and_places_of_samples() -> None:
    made = html("| a | b |\n|---|---|\n| 1 | 2 |\n\n{{nextsample}}[x](https://example.org)\n")
    assert "<td>1</td>" in made
    assert 'href="https://example.org"' in made
    assert 'rel="noopener noreferrer"' in made
    assert "nextsample" not in made


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidInput, match="is not valid UTF-8"):
        render(FILE, {FILE: b"\xff"}, {})
