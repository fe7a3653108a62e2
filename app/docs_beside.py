"""The documentation beside the code: what is installed is found once, pages are read as they are asked for.

Guarantees: nothing waits on the GUI thread, and nothing leaves the machine; where no documentation is installed the
pane says so, and what could be installed. GUI thread only.
"""

from __future__ import annotations

from app import offline_docs
from app.entrance import Desk
from app.offline_docs import DocPage, Library
from protocol.errors import RecrutrError
from protocol.saying import said, to_say, together
from protocol.verdicts import LanguageId
from ui.doc_states import DocsState

LEADS_OUT = to_say("This link leads out of the documentation; nothing is loaded from there.")


class DocsBeside:
    """Serves the pane, in the work and in practice."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._found: dict[LanguageId, Library | None] = {}
        self._language = LanguageId.PYTHON
        self._present = ""

    def open(self, language: str) -> None:
        """Show the first page of a language's documentation, or what was shown of it before."""
        wanted = LanguageId(language)
        if wanted is self._language and self._present:
            self.turn_to(self._present)
            return
        self._language, self._present = wanted, ""
        if wanted in self._found:
            self._first(self._found[wanted])
            return
        self._show(DocsState(wanted.words, loading=True))
        job = self._desk.background.submit(lambda: offline_docs.find_library(wanted))
        self._desk.gui.when_done(job, lambda found: self._looked(wanted, found), self._failed)

    def turn_to(self, path: str) -> None:
        """Show a page by its path in the documentation."""
        library = self._found.get(self._language)
        if library is None:
            return
        job = self._desk.background.submit(lambda: offline_docs.read_page(library, path))
        self._desk.gui.when_done(job, lambda page: self._read(library, page), self._failed)

    def follow(self, link: str) -> None:
        """Follow a link of the page that is shown; one that leads out leads nowhere, and that is said."""
        library = self._found.get(self._language)
        if library is None:
            return
        found = offline_docs.step(library, self._present, link)
        if found is not None:
            self.turn_to(found)
        else:
            self._desk.view.beside.say_of_docs(said(LEADS_OUT))

    def _looked(self, language: LanguageId, found: Library | None) -> None:
        self._found[language] = found
        if language is self._language:
            self._first(found)

    def _first(self, library: Library | None) -> None:
        if library is None:
            self._show(DocsState(self._language.words, words=_none(self._language)))
        else:
            self.turn_to(library.pages[0])

    def _read(self, library: Library, page: DocPage) -> None:
        if library.language is self._language:
            self._present = page.path
            self._show(DocsState(library.language.words, page.title, page.path, page.html, library.pages))

    def _failed(self, error: RecrutrError) -> None:
        self._desk.view.beside.say_of_docs(said(error.message))

    def _show(self, state: DocsState) -> None:
        self._desk.view.beside.show_docs(state)


def _none(language: LanguageId) -> str:
    package = offline_docs.PACKAGES.get(language)
    how = to_say("On Debian and Ubuntu the package {package} holds it; it is found at the next start.", package=package)
    return together(
        to_say("No documentation for {language} is installed on this computer.", language=language.words),
        how if package else "",
    )
