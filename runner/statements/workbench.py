"""The inside of a bounded process: converts Markdown, draws formulas, pictures pages of PDF. Started as a file.

Guarantees: imports nothing of ours; before it reads a byte of its task it gives up opening anything, so that a
converter taken over by hostile input can reach no file and no network. Task on standard input, JSON on standard output.
"""

from __future__ import annotations

import base64
import codecs
import io
import json
import re
import resource
import signal
import sys
from collections.abc import Callable
from html import escape
from typing import Any

_SIZE = 100
"""Of the letters, in units of the drawing; one decimal is written."""
_FORMULA_SECONDS = 2.0
_WARM_UP = r"\text{a} \mathbf{b} \sqrt{\frac{1}{2}} \sum_i^n \begin{cases} 1 & 2 \end{cases}"
_ROWS = re.compile(r'rowspacing="[^"]*"')
_UNKNOWN = re.compile(r">\s*(\\[a-zA-Z]+)")
_MAX_MARKUP_CHARACTERS = 400_000


def text() -> Callable[[bytes], str]:
    """Prepare to convert Markdown: source → HTML in which formulas are `<span class="math …">TeX</span>`."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    def formula(_renderer: object, tokens: Any, at: int, _options: object, _env: object) -> str:
        kind = "inline" if tokens[at].type == "math_inline" else "display"
        return f'<span class="math {kind}">{escape(tokens[at].content.strip())}</span>'

    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"])
    markdown.use(dollarmath_plugin, double_inline=True, allow_labels=False)
    markdown.use(footnote_plugin, inline=False).use(attrs_plugin, after=("image",), allowed=("width", "height"))
    for kind in ("math_inline", "math_inline_double", "math_block"):
        markdown.add_render_rule(kind, formula)
    markdown.render("*a* [b](https://c.example) &amp; ![d](e.png){width=1} $f$\n\n|g|\n|-|\n\n[^1]\n\n[^1]: h\n")
    return lambda task: markdown.render(task.decode("utf-8"))


def formulas() -> Callable[[bytes], list[dict[str, Any]]]:
    """Prepare to draw formulas: `[[tex, is_display], …]` → `[{svg, unknown} or {error}, …]`."""
    from ziamath.config import config
    from ziamath.tex import tex2mml
    from ziamath.zmath import Math

    config.svg2 = False
    config.precision = 1
    sys.setrecursionlimit(3000)

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)

    def draw(tex: str, *, display: bool) -> dict[str, Any]:
        # The time to draw doubles with each level of braces; one formula must not use up what all have.
        signal.setitimer(signal.ITIMER_VIRTUAL, _FORMULA_SECONDS)
        # A hostile formula may raise anything at all in the libraries; each is a formula that cannot be drawn.
        try:
            markup = _ROWS.sub('rowspacing="0.5em"', tex2mml(tex, inline=not display))
            if len(markup) > _MAX_MARKUP_CHARACTERS:
                return {"error": "it is too large"}
            svg = Math(markup, size=_SIZE, margin=0).svg()
        except Exception as error:  # noqa: BLE001 - see above; told to the author as a warning
            return {"error": type(error).__name__}
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return {"svg": svg, "unknown": sorted(set(_UNKNOWN.findall(markup)))}

    draw(_WARM_UP, display=True)

    return lambda task: [draw(tex, display=display) for tex, display in json.loads(task)]


def pages() -> Callable[[bytes], dict[str, Any]]:
    """Prepare to picture PDF pages: the file → `{pages: [{kind, data, text, width}, …], count}` or `{error}`."""
    import pypdfium2
    from PIL import Image

    max_pages, max_width, max_pixels = (int(word) for word in sys.argv[2:5])
    Image.init()

    def picture(page: Any) -> dict[str, Any]:
        width, height = page.get_size()
        scale = min(max_width / width, 4, (max_pixels / (width * height)) ** 0.5)
        image = page.render(scale=scale).to_pil().convert("RGB")
        grey = image.convert("L")
        if not any(image.convert("HSV").getchannel("S").histogram()[24:]):
            image = grey
        kind, data = min((_encoded(image, kind) for kind in ("png", "jpeg")), key=lambda made: len(made[1]))
        text = page.get_textpage().get_text_bounded()[:20_000]
        return {
            "kind": kind,
            "data": base64.b64encode(data).decode("ascii"),
            "text": text,
            "width": width,
        }

    def work(task: bytes) -> dict[str, Any]:
        try:
            document = pypdfium2.PdfDocument(task)
        except pypdfium2.PdfiumError as error:
            return {"error": str(error)}
        count = len(document)
        return {"count": count, "pages": [picture(document[number]) for number in range(min(count, max_pages))]}

    codecs.lookup("utf-16-le")  # read by pypdfium2 when a page has text
    blank = io.BytesIO()
    Image.new("RGB", (8, 8)).save(blank, "PDF")
    work(blank.getvalue())
    return work


def _encoded(image: Any, kind: str) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    if kind == "png":
        few = image.quantize(16) if image.mode == "L" else image
        few.save(buffer, "PNG", optimize=True)
    else:
        image.save(buffer, "JPEG", quality=80)
    return kind, buffer.getvalue()


def main() -> None:
    """Prepare, shut the door, work."""
    work = {"text": text, "formulas": formulas, "pages": pages}[sys.argv[1]]()
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    sys.stdout.write(json.dumps(work(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
