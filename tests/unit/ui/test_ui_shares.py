"""A large window gives the statement and the results more room, and nobody's own division goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ui.work.shares import Shares


@pytest.fixture
def divided(qapp: object) -> tuple[QSplitter, QSplitter, Shares]:
    sides, split = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Vertical)
    for splitter, count in ((sides, 4), (split, 2)):
        for at in range(count):
            part = QWidget()
            splitter.addWidget(part)
            part.setVisible(at < 2)
    return sides, split, Shares(sides, split)


def sizes(window: QSize, divided: tuple[QSplitter, QSplitter, Shares]) -> tuple[int, int]:
    sides, split, shares = divided
    sides.resize(window.width(), 400)
    split.resize(400, window.height())
    sides.show()
    split.show()
    shares.divide(window)
    return sides.sizes()[0], split.sizes()[1]


@pytest.mark.parametrize(
    ("window", "statement", "results"),
    [(QSize(1366, 768), 400, 230), (QSize(2560, 1440), 512, 432), (QSize(3840, 2160), 560, 648)],
)
def test_large_windows_give_more(
    divided: tuple[QSplitter, QSplitter, Shares], window: QSize, statement: int, results: int
) -> None:
    assert sizes(window, divided) == (statement, results)


def test_what_a_person_divided_stays(divided: tuple[QSplitter, QSplitter, Shares]) -> None:
    sizes(QSize(1366, 768), divided)
    divided[0].moveSplitter(300, 1)
    assert divided[0].sizes()[0] == 300
    statement, results = sizes(QSize(2560, 1440), divided)
    assert (statement, results) == (300, 230)
