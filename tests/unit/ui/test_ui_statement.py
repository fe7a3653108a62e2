"""Statements in the desktop: formulas stand on the line, take the colour of the text, and copy as TeX."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from brand.tokens import PALETTES, Appearance
from tests.unit.ui.examples import problem_view
from ui import theme
from ui.statement import StatementView
from ui.states import ProblemLine, Progress

PROBLEM = "0190a0a0-0000-7000-8000-000000000000"
# 90 units are one em: a block of one em on the baseline, and half an em below it.
ABOVE = '<path d="M0 -90h90v90h-90z"/>'
BELOW = '<path d="M0 0h90v45h-90z"/>'


def formula(drawn: str, box: str, tex: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="currentColor">{drawn}</svg>'
    return picture("svg+xml", svg.encode(), tex)


def picture(kind: str, data: bytes, words: str, more: str = "") -> str:
    return f'<img src="data:image/{kind};base64,{base64.b64encode(data).decode()}" alt="{words}"{more}>'


@pytest.fixture
def view(qapp: QApplication) -> Iterator[StatementView]:
    theme.apply(Appearance.LIGHT)
    view = StatementView()
    view.resize(400, 300)
    view.show()
    yield view
    theme.apply(Appearance.LIGHT)
    view.deleteLater()


def show(view: StatementView, html: str) -> QImage:
    shown = problem_view(PROBLEM, "A", "t").model_copy(update={"statement_html": html})
    view.show_problem(ProblemLine(shown, Progress.UNTOUCHED))
    QCoreApplication.processEvents()
    return view.viewport().grab().toImage()


def rows_of(image: QImage, colour: str, columns: range) -> list[int]:
    wanted = QColor(colour).rgb()
    return [y for y in range(image.height()) if any(image.pixel(x, y) == wanted for x in columns)]


def first_column(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return next(x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) == wanted)


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_a_formula_stands_on_the_baseline_in_the_colour_of_the_text(
    view: StatementView, appearance: Appearance
) -> None:
    theme.apply(appearance)
    text = PALETTES[appearance].text
    upper = show(view, f"<p>{formula(ABOVE, '0 -90 90 90', 'a')} H</p>")
    whole = show(view, f"<p>{formula(ABOVE + BELOW, '0 -90 90 135', 'b')} H</p>")
    left = first_column(upper, text)
    columns = range(left + 2, left + 8)
    above, both = rows_of(upper, text, columns), rows_of(whole, text, columns)
    line = view.document().begin().layout().lineAt(0)
    margin = view.document().documentMargin()
    baseline = round(view.document().begin().layout().position().y() + line.y() + line.ascent())
    assert abs(above[-1] + 1 - baseline) <= 1, f"it ends on the baseline (margin {margin})"
    assert both[0] == above[0], "what hangs below does not lift what stands above"
    assert len(both) - len(above) >= 6


def test_deep_formulas_make_room_below(view: StatementView) -> None:
    show(view, f"<p>x {formula(BELOW, '0 -1 90 400', 'deep')}</p><p>next</p>")
    first, second = view.document().begin(), view.document().begin().next()
    layout = view.document().documentLayout()
    bottom = first.layout().position().y() + first.layout().lineAt(0).ascent() + 399 * 14 / 90
    assert layout.blockBoundingRect(second).top() >= bottom - 15


def test_formulas_copy_as_tex_and_count_as_words_of_the_statement(view: StatementView) -> None:
    show(view, f"<p>at 😀 most {formula(ABOVE, '0 -90 90 90', 'n^2')} steps</p><p>end</p>")
    assert view.plain_words() == "at 😀 most n^2 steps\nend"
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == "at 😀 most n^2 steps\nend"
    assert not view.createMimeDataFromSelection().hasHtml()


def test_wide_pictures_fit_the_column(view: StatementView) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="red"/></svg>'
    show(view, picture("svg+xml", svg, "wide", ' width="1500"'))
    assert view.horizontalScrollBar().maximum() == 0


def test_nothing_is_loaded_from_anywhere(view: StatementView) -> None:
    image = show(view, '<p>x<img src="file:///etc/passwd"><img src="https://example.org/x.png">y</p>')
    assert not image.isNull()
    assert view.loadResource(2, QUrl("file:///etc/passwd")) is None
    assert view.loadResource(2, QUrl("data:image/png;base64,AAAA")) is None
