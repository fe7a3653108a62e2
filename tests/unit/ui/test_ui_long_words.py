"""Other words than the English ones cut nothing off, and code runs from left to right in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication

from editor.widget import CodeEditor
from protocol import saying as texts
from protocol.verdicts import LanguageId
from tests.unit.ui import gallery
from tests.unit.ui.conftest import Driver
from tests.unit.ui.test_ui_pixels import close_dialogs, cut_off, shown
from ui import saying
from ui.widgets import dialogs

SIZE = QSize(1366, 768)
LONGER = 0.3
"""Added to each text; German adds about as much."""
_LETTERS = str.maketrans("aeiouyAEIOUY", "àéîöûÿÀÉÎÖÛÝ")
_WHOLE = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&\w)")


def pseudo(text: str) -> str:
    """A text as longer and marked at its ends: [Ŝàvé -]; its places, tags and key stay."""
    told = "".join(part if number % 2 else part.translate(_LETTERS) for number, part in enumerate(_WHOLE.split(text)))
    end = told[len(told.rstrip()) :]
    own = len("".join(_WHOLE.split(text)[::2]).strip())  # what stands in a place is longer by itself
    if own < 3:
        return told
    more = "~" * max(1, round(own * LONGER))
    spaced = " ".join(more[at : at + 6] for at in range(0, len(more), 6))
    return f"[{told.rstrip()} {spaced}]{end}"


def _speak_pseudo() -> None:
    texts.heard(lambda _context, text, _number: pseudo(text))


_SPEAKING = {"German": lambda: saying.use("de"), "Hebrew": lambda: saying.use("he"), "pseudo": _speak_pseudo}


@pytest.fixture(params=list(_SPEAKING))
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    _SPEAKING[request.param]()
    yield
    saying.use("en")
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    saying.use("en")
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("english_again")
def test_code_looks_the_same_where_people_read_from_right_to_left(qapp: QApplication) -> None:
    pictures = []
    for language in ("en", "he"):
        saying.use(language)
        editor = CodeEditor()
        editor.resize(600, 200)
        editor.show()
        editor.set_document("x", "print(most([int(x) for x in data[1:]]))  # -> (a]\n", LanguageId.PYTHON)
        qapp.processEvents()
        pictures.append(editor.grab(QRect(0, 0, 560, 60)).toImage())
        editor.close()
    assert pictures[0] == pictures[1]


@pytest.mark.usefixtures("spoken")
def test_longer_words_are_not_cut_off(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "room_on_screen", lambda _widget: SIZE)
    cut = []
    for scene, act in gallery.scenes(driver.window):
        close_dialogs(driver)
        driver.window.resize(SIZE)
        act()
        top = shown(driver)
        if top.width() > SIZE.width() or top.height() > SIZE.height():
            cut.append(f"{scene} is {top.size().toTuple()}")
        cut += [f"{scene}: {words}" for words in cut_off(top)]
    assert not cut, "\n".join(cut)
