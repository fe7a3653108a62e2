"""Statements become safe HTML: nothing runs, nothing is fetched, pictures come along."""

from __future__ import annotations

import base64
import re
import struct

import pytest

from protocol.errors import InvalidInput
from runner.statements import render_statement

FILE = "statement/problem.en.md"
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 8, 8)


def html(text: str, **files: bytes) -> str:
    beside = {f"statement/{name}": data for name, data in files.items()}
    return render_statement(FILE, {FILE: text.encode(), **beside}, {}).html


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
    made = render_statement(FILE, {FILE: b"![a plan](plan.png)\n", "statement/plan.png": PNG}, {}).html
    assert made == f'<p><img src="data:image/png;base64,{base64.b64encode(PNG).decode()}" alt="a plan"></p>\n'


@pytest.mark.parametrize(
    "source", ["https://example.org/x.png", "//example.org/x.png", "data:image/png;base64,AAAA", "/x.png"]
)
def test_a_picture_from_elsewhere_is_refused(source: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        html(f"![x]({source})")
    assert caught.value.message == f"{FILE}: the picture {source!r} is not in the package."


@pytest.mark.parametrize("source", ["../problem.yaml", "../data/secret/1.png", "notes.txt"])
def test_a_picture_that_is_none_is_refused(source: str) -> None:
    files = {FILE: f"![x]({source})".encode(), "statement/notes.txt": b"", "data/secret/1.png": PNG}
    with pytest.raises(InvalidInput) as caught:
        render_statement(FILE, files, {})
    beside = "a .png, .jpg, .jpeg, .svg or .pdf file beside the statement"
    assert caught.value.message == f"{FILE}: the picture {source!r} is not {beside}."


def test_a_picture_that_is_missing_is_left_out_and_named() -> None:
    made = render_statement(FILE, {FILE: b"![a plan](missing.png)"}, {})
    assert made.html == "<p>a plan</p>\n"
    assert made.warnings == (f"{FILE}: the picture 'missing.png' is missing; it was left out.",)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("width=50%", 'width="320"'),
        ("width=120px height=60", 'width="120" height="60"'),
        ("width=99999%", 'width="2000"'),
    ],
)
def test_measures_become_pixels_that_every_viewer_understands(attributes: str, expected: str) -> None:
    made = html(f"![x](plan.png){{{attributes}}}", **{"plan.png": PNG})
    assert re.sub('base64,[^"]*', "", made) == f'<p><img src="data:image/png;" alt="x" {expected}></p>\n'


def test_a_formula_is_a_picture_on_the_line_with_its_tex_as_words() -> None:
    made = html("with $x_i < 5$ and\n\n$$\n\\sum_i x_i\n$$\n")
    inline, display = re.findall(r"<img[^>]*>", made)
    assert 'class="formula"' in inline
    assert 'alt="x_i &lt; 5"' in inline
    assert 'class="formula display"' in display
    assert re.search(r'style="width:\d\.\d+em;height:\d\.\d+em;vertical-align:-0\.\d+em"', inline)
    drawing = base64.b64decode(re.findall(r"base64,([^\"]*)", inline)[0]).decode()
    left, top, width, height = map(float, re.findall(r'viewBox="([^"]*)"', drawing)[0].split())
    assert top < 0 < top + height, "zero, the baseline, lies inside the drawing"
    assert "currentColor" in drawing
    assert "black" not in drawing
    assert width > height > 0 <= left + width


@pytest.mark.parametrize(
    ("written", "same"),
    [
        (r"(-1000 \le n)", r"({-}1000 \le n)"),
        (r"n \ge -5", r"n \ge {-}5"),
        (r"a \bmod b", r"a \;\mathrm{mod}\; b"),
        (r"\mathop{\mathrm{lcm}}(a)", r"\operatorname{lcm}(a)"),
        (r"\num{1000} x", "1000 x"),
        (r"\begin{align} x &= 1 \label{a} \end{align}", r"\begin{align*} x &= 1  \end{align*}"),
    ],
)
def test_formulas_that_the_libraries_set_badly_are_written_anew(written: str, same: str) -> None:
    one, two = (re.findall(r'src="([^"]*)"', html(f"${tex}$"))[0] for tex in (written, same))
    assert one == two


def test_a_number_alone_stays_text() -> None:
    assert html("at most $100$ and $n$").count("<img") == 1


def test_html_of_the_author_is_sanitised_not_shown_as_text() -> None:
    made = html(
        'a<sub>i</sub> <b>bold</b> <span style="position:fixed">x</span><!-- y --> <img src="p.png">', **{"p.png": PNG}
    )
    assert "a<sub>i</sub> <b>bold</b> x " in made
    assert 'alt="Picture p.png"' in made
    assert "position" not in made
    assert "y" not in made.partition("<img")[0]


def test_the_author_cannot_dress_a_picture_as_a_formula() -> None:
    style = "width:99.0em;height:99.0em;vertical-align:-1.0em"
    made = html(f'<img class="formula" style="{style}" src="p.png" onerror="x">', **{"p.png": PNG})
    assert "formula" not in made
    assert "style" not in made
    assert "onerror" not in made


def test_footnotes_lead_to_their_place_and_back() -> None:
    made = html("a[^1]\n\n[^1]: note $x^2$\n")
    assert 'href="#fn1"' in made
    assert '<li id="fn1">' in made
    assert "note <img" in made


def test_tables_links_and_places_of_samples() -> None:
    made = html("| a | b |\n|---|---|\n| 1 | 2 |\n\n{{nextsample}}[x](https://example.org)\n")
    assert "<td>1</td>" in made
    assert 'href="https://example.org"' in made
    assert 'rel="noopener noreferrer"' in made
    assert "nextsample" not in made


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidInput, match="is not valid UTF-8"):
        render_statement(FILE, {FILE: b"\xff"}, {})
