"""Hostile statements end as a clear refusal, in time, and nothing outside the package is read."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from protocol.errors import InvalidInput
from runner.statements import bounded, pandoc, render_statement
from runner.statements.bounded import CPU_SECONDS, run_bounded
from runner.statements.pictures import MAX_PAGES
from runner.statements.statement import sanitised
from runner.statements.vector_pictures import sanitised_svg

TEX, MD, PDF = "statement/problem.en.tex", "statement/problem.en.md", "statement/problem.en.pdf"
SECRET = {"data/secret/1.in": b"hidden words", "data/secret/1.png": b"hidden words"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def pdf(pages: int) -> bytes:
    buffer = io.BytesIO()
    page = Image.new("RGB", (60, 80), "white")
    page.save(buffer, "PDF", save_all=True, append_images=[page] * (pages - 1))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (r"\input{/etc/passwd}", r"\input '/etc/passwd' is not a file beside the statement, at most 50 times."),
        (r"\input /etc/passwd", r"\input '/etc/passwd' is not a file beside the statement, at most 50 times."),
        (
            r"\input{../data/secret/1.in}",
            r"\input '../data/secret/1.in' is not a file beside the statement, at most 50",
        ),
        (r"\lstinputlisting{../data/secret/1.in}", r"\lstinputlisting '../data/secret/1.in' is not a file beside"),
        (r"\input{problem.en}", r"\input 'problem.en' is not a file beside the statement, at most 50 times."),
        (r"a \write18{id}", r"\write18 is refused; a statement does neither reading, writing nor running."),
        (r"\openin5=/etc/passwd", r"\openin is refused; a statement does neither reading, writing nor running."),
        (r"\directlua{os.execute('id')}", r"\directlua is refused; a statement does neither reading, writing nor"),
        (r"\includegraphics{/etc/passwd}", "the picture '/etc/passwd' is not in the package."),
        (r"\includegraphics{../data/secret/1.png}", "the picture '../data/secret/1.png' is not a .png,"),
        (r"\includegraphics{https://example.org/x.png}", "the picture 'https://example.org/x.png' is not in the"),
        (r"\def\x{\x\x}\x", "a macro expands to itself without end."),
        (r"\begin{itemize}\item " * 300 + r"\end{itemize}" * 300, "lists, quotes or tables are nested more than 200"),
        ("x" * 600_000, "the LaTeX is larger than 512 KiB."),
    ],
)
def test_latex_that_reaches_out_or_blows_up_is_refused(source: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        render_statement(TEX, {TEX: source.encode(), **SECRET}, {})
    assert caught.value.message.startswith(f"{TEX}: {message}")


def test_pandoc_itself_reads_no_file(tmp_path: Path) -> None:
    """Past our own check, straight to pandoc."""
    leak = tmp_path / "leak.tex"
    leak.write_text("hidden words", "utf-8")
    made = pandoc.to_html(TEX, f"before \\input{{{leak}}} \\lstinputlisting{{{leak}}} after")
    assert "before" in made.html
    assert "hidden" not in made.html


@pytest.mark.parametrize(
    "address", ["https://example.org/x.png", "data:text/html,x", "javascript:x", "//example.org/x.png", "file:///x.png"]
)
def test_the_last_step_lets_nothing_through_by_itself(address: str) -> None:
    """Even if the steps before it were fooled."""
    made = sanitised(
        f'<img src="{address}" style="position:fixed;width:9em" class="formula evil" onerror="x" alt="w">'
        f'<p style="color:red" id="fake" class="x">a</p><a id="fn1" href="{address}">b</a><script>c</script>'
    )
    image, _, rest = made.partition("<p>")
    assert image in {'<img class="formula" alt="w">', '<img alt="w" class="formula">'}
    assert rest.startswith('a</p><a id="fn1"')
    assert "src=" not in made
    assert "c" not in made.rpartition(">b</a>")[2]
    assert ("href" in made) == address.startswith("https:")


@pytest.mark.parametrize("busy", ["while True: pass", "import time; time.sleep(60)"])
def test_a_converter_that_does_not_end_is_ended(busy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "WALL_SECONDS", 2)
    started = time.monotonic()
    outcome = run_bounded([sys.executable, "-I", "-c", busy], b"", max_output_bytes=10)
    assert not outcome.in_time
    assert time.monotonic() - started < 20


def test_macros_that_multiply_are_ended_by_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "WALL_SECONDS", 3)
    names = [f"\\m{chr(97 + at)}" for at in range(13)]
    bomb = "".join(f"\\def{name}{{{following * 6}}}" for name, following in pairwise(names))
    with pytest.raises(InvalidInput, match=f"converting the LaTeX needs more than {CPU_SECONDS} s, 512 MiB of memory"):
        render_statement(TEX, {TEX: f"{bomb}\\def{names[-1]}{{lol}}{names[0]}".encode()}, {})


def test_a_converter_gets_neither_memory_nor_output_without_end() -> None:
    memory = run_bounded([sys.executable, "-I", "-c", "input(); bytearray(3 << 30)"], b"\n", max_output_bytes=100)
    assert "MemoryError" in memory.errors
    chatty = "input()\nwhile True: print('x' * 1000)"
    output = run_bounded([sys.executable, "-I", "-c", chatty], b"\n", max_output_bytes=5000)
    assert output.code != 0
    assert len(output.output) <= 5000


def test_a_converter_sees_neither_our_environment_nor_our_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECRUTR_SECRET", "hidden words")
    look = "import os; print(dict(os.environ), os.listdir('.'))"
    outcome = run_bounded([sys.executable, "-I", "-c", look], b"", max_output_bytes=5000)
    assert b"hidden" not in outcome.output
    assert outcome.output.rstrip().endswith(b"[]")


def test_the_workbench_can_open_nothing_once_it_works() -> None:
    """The door is shut before the task is read: a task that makes the process import something new fails."""
    code = (
        "import sys, runpy, json\n"
        "names = runpy.run_path(sys.argv[1])\n"
        "def work():\n"
        "    def open_one(task):\n"
        "        try: return open('/etc/hostname').read()\n"
        "        except OSError as error: return error.errno\n"
        "    return open_one\n"
        "names['main'].__globals__['text'] = work\n"
        "sys.argv[1] = 'text'\n"
        "names['main']()\n"
    )
    workbench = bounded._WORKBENCH
    done = subprocess.run([sys.executable, "-I", "-c", code, workbench], input=b"", capture_output=True, check=True)
    assert json.loads(done.stdout) == 24, "EMFILE: no file descriptor is to be had"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no pdf", "is no PDF that can be opened without a password."),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5000, "is no PDF that can be opened without a password."),
        (pdf(MAX_PAGES + 1), f"the PDF has more than {MAX_PAGES} pages."),
    ],
)
def test_a_pdf_that_is_none_or_too_long_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        render_statement(PDF, {PDF: data}, {})
    assert caught.value.message == f"{PDF}: {message}"


def test_pages_of_a_pdf_become_pictures() -> None:
    html = render_statement(PDF, {PDF: pdf(2)}, {}).html
    assert re.findall(r'alt="([^"]*)" width="(\d+)"', html) == [("Page 1: ", "640"), ("Page 2: ", "640")]


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)" width="1"/>',
        "<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>x</b></foreignObject>",
        '<image xlink:href="file:///etc/passwd" width="1"/>',
        '<image href="https://example.org/alert.png" width="1"/>',
        '<use xlink:href="https://example.org/alert.svg#a"/>',
        '<a xlink:href="javascript:alert(1)"><rect width="1"/></a>',
        '<rect style="fill:url(https://example.org/alert)"/>',
        '<rect fill="url(https://example.org/alert#x)"/>',
        '<style>@import "https://example.org/alert.css";</style>',
        "<style>rect{fill:u\\72l(https://example.org/alert)}</style>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onmouseover" to="alert(1)"/>',
        '<image xlink:href="data:image/svg+xml;base64,YWxlcnQ=" width="1"/>',
    ],
)
def test_svg_is_rebuilt_without_what_acts_or_reaches_out(inside: str) -> None:
    made = sanitised_svg("p.svg", SVG.format(inside + '<path d="M0 0h9"/>').encode()).decode()
    for word in ("alert", "script", "foreignObject", "passwd", "example.org", "YWxlcnQ"):
        assert word not in made.replace("http://www.w3.org", "")
    assert '<path d="M0 0h9"' in made, "the rest stays"


def test_svg_keeps_what_is_only_picture() -> None:
    inside = (
        '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" width="3"/><use xlink:href="#g"/><text>a&lt;b</text>'
    )
    made = sanitised_svg("p.svg", SVG.format(inside).encode()).decode()
    assert 'fill="url(#g)"' in made
    assert 'xlink:href="#g"' in made
    assert "a&lt;b" in made


def uses(levels: int) -> str:
    steps = "".join(f'<g id="a{at}">' + f'<use xlink:href="#a{at + 1}"/>' * 10 + "</g>" for at in range(levels))
    return SVG.format(f'{steps}<g id="a{levels}"/>')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "declares entities, which pictures may not"),
        (uses(8), "draws more than 50000 elements"),
        (SVG.format('<g id="a"><use xlink:href="#a"/></g>'), "uses an element inside itself"),
        (SVG.format("<g>" * 200 + "</g>" * 200), "is nested more than 100 deep"),
        (SVG.format("<g/>" * 20_001), "has more than 20000 elements"),
        (SVG.format("x" * 1_100_000), "is larger than 1 MiB"),
        ("<html/>", "is not an SVG file in UTF-8"),
        ("plain", "is not an SVG file in UTF-8"),
    ],
)
def test_svg_that_costs_too_much_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        render_statement(MD, {MD: b"![x](p.svg)", "statement/p.svg": text.encode()}, {})
    assert caught.value.message == f"statement/p.svg: the picture {message}."


def test_a_picture_bomb_or_a_lie_is_refused() -> None:
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (30_000).to_bytes(4) * 2
    for data, message in ((header, "has more than 40 megapixels"), (b"GIF89a", "is not a PNG picture")):
        with pytest.raises(InvalidInput, match=message):
            render_statement(MD, {MD: b"![x](p.png)", "statement/p.png": data}, {})


def test_statement_and_pictures_together_are_bounded() -> None:
    big = b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x10\x00\x10" + bytes(1_700_000)
    files = {"statement/a.jpg": big, "statement/b.jpg": big, MD: b"![x](a.jpg)"}
    assert base64.b64encode(big).decode() in render_statement(MD, files, {}).html
    with pytest.raises(InvalidInput, match="the statement with its pictures is larger than 4 MiB"):
        render_statement(MD, files | {MD: b"![x](a.jpg) ![x](b.jpg)"}, {})


def test_one_formula_cannot_use_up_the_time_of_all() -> None:
    deep = "{" * 40 + "x" + "}" * 40
    made = render_statement(MD, {MD: f"${deep}$ $n$".encode()}, {})
    assert f"<code>{deep}</code>" in made.html
    assert made.html.count("<img") == 1
