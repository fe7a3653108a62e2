"""The documents with which a problem is begun: its template, or the files that a task gives to be completed.

Guarantees: pure; the document in front is the last one that is made, which is how a journal says that it is shown.
"""

from __future__ import annotations

from collections.abc import Collection

from protocol.facts import DocumentFact
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId
from protocol.wire import ProblemView


def template(problem: ProblemView, language: LanguageId) -> DocumentFact:
    """Make the document that is in front: the template of a problem in a language, or empty."""
    return DocumentFact(
        document=new_identifier(),
        problem=problem.problem,
        language=language,
        text=problem.templates.get(language.value, ""),
    )


def first_documents(problem: ProblemView, language: LanguageId, there: Collection[str] = ()) -> list[DocumentFact]:
    """Make what a problem is begun with in a language, but for the files that are `there`."""
    starter = problem.projects.get(language.value)
    if starter is None:
        return [] if there else [template(problem, language)]
    usual = problem.usual_path(language)
    made = [
        template(problem, language).model_copy(update={"text": text, "path": None if path == usual else path})
        for path, text in starter.editable.items()
        if path not in there
    ]
    return made[::-1]
