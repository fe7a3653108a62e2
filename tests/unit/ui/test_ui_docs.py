"""The documentation beside the code: opened, searched, followed, and known as the source of a paste."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from protocol.facts import PasteProvenance
from tests.unit.ui import examples
from tests.unit.ui.conftest import Driver
from ui.doc_states import DocsState
from ui.work.docs import DocsPane, DocView

PAGES = ("index.html", "library/functools.html", "library/itertools.html", "whatsnew/itertools-notes.html")
PAGE = DocsState(
    "Python 3", "itertools", "library/itertools.html", "<h1>itertools</h1><p>count(10) gives 10</p>", PAGES
)
INDEX = DocsState("Python 3", "Python", "index.html", "<a href='library/itertools.html'>itertools</a>", PAGES)


def opened(driver: Driver) -> DocsPane:
    driver.window.show_work(examples.WORK)
    driver.click("docsButton")
    pane = driver.find("docsPane")
    assert isinstance(pane, DocsPane)
    return pane


def test_it_opens_for_the_language_of_the_document_and_closes_to_the_code(driver: Driver) -> None:
    asked: list[str] = []
    driver.window.beside.docs_opened.connect(asked.append)
    pane = opened(driver)
    assert asked == [examples.WORK.document.language.value]
    driver.window.beside.show_docs(INDEX)
    assert driver.find("docsText").isVisible()
    driver.click("docsClose")
    assert not pane.isVisible()
    QTest.keyClick(driver.window, Qt.Key.Key_F10)
    driver.settle()
    assert pane.isVisible()


def test_without_documentation_it_says_so(driver: Driver) -> None:
    opened(driver)
    driver.window.beside.show_docs(DocsState("Rust", words="No documentation for Rust is installed."))
    words = driver.find("docsWords")
    assert isinstance(words, QLabel)
    assert "No documentation" in words.text()
    assert not any(each.isVisible() for each in driver.window.findChildren(DocView))


def test_pages_are_found_by_a_part_of_their_name_and_there_is_a_way_back(driver: Driver) -> None:
    pane = opened(driver)
    chosen: list[str] = []
    driver.window.beside.docs_page_chosen.connect(chosen.append)
    driver.window.beside.show_docs(INDEX)
    find = driver.find("docsFind")
    assert isinstance(find, QLineEdit)
    for typed in ("itertools", "functo", "nowhere at all"):
        find.setText(typed)
        QTest.keyClick(find, Qt.Key.Key_Return)
    assert chosen == ["library/itertools.html", "library/functools.html"]
    assert "nowhere at all" in pane._words.text()
    driver.window.beside.show_docs(PAGE)
    driver.click("docsBack")
    assert chosen[-1] == "index.html"
    driver.window.beside.show_docs(INDEX)
    assert not pane._back.isVisible()


def test_it_loads_nothing_and_links_are_only_told(driver: Driver) -> None:
    pane = opened(driver)
    driver.window.beside.show_docs(INDEX)
    followed: list[str] = []
    driver.window.beside.docs_link_followed.connect(followed.append)
    pane.view.anchorClicked.emit(QUrl("library/itertools.html#count"))
    assert followed == ["library/itertools.html#count"]
    assert pane.view.loadResource(2, QUrl("file:///etc/hostname")) is None
    assert "itertools" in pane.view.toPlainText(), "the page stays until the state comes"


def test_what_is_copied_out_of_it_is_pasted_as_documentation(driver: Driver) -> None:
    pane = opened(driver)
    driver.window.beside.show_docs(PAGE)
    pane.view.selectAll()
    sources = driver.window._work.deck.sources
    text = pane.view.toPlainText()
    assert sources.provenance(text) is PasteProvenance.OUTSIDE
    pane.view.copy()
    assert sources.provenance(text) is PasteProvenance.DOCUMENTATION
    assert sources.provenance("found elsewhere") is PasteProvenance.OUTSIDE
