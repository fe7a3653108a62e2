"""File names that a candidate chose, and what stands in their place where a name may tell who it is.

Guarantees: names that a task or a language gives stay; any other becomes the same words wherever it is shown of one
attempt, and nobody can find it by guessing without this server's secret. It looks at names, never into the files.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Collection
from pathlib import PurePosixPath

from backend.reports.document import ReportDocument
from backend.reports.timeline import Timeline
from protocol.projects import is_project, pack, unpack
from protocol.verdicts import LanguageId

Called = Callable[[str], str]
_USUAL = frozenset(language.file_name for language in LanguageId)
_ENDINGS = frozenset(PurePosixPath(name).suffix for name in _USUAL) | {".md", ".txt", ".json", ".h", ".hpp"}
_PATH = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_./-]*")


def stand_ins(secret: bytes, attempt: str, given: Collection[str]) -> Called:
    """What each file of an attempt is called for whoever may not know whose it is; `given`: names that a task gives."""
    kept = _USUAL.union(given, [""])

    def called(path: str) -> str:
        if path in kept:
            return path
        number = hmac.new(secret, f"file/{attempt}/{path}".encode(), hashlib.sha256).hexdigest()[:8]
        ending = PurePosixPath(path).suffix
        return f"file-{number}{ending if ending in _ENDINGS else ''}"

    return called


def renamed_timeline(timeline: Timeline, called: Called) -> Timeline:
    """The same timeline with other file names, also in the words of what happened to a file."""
    paths = {each.path for each in timeline.documents}.union(each.path for each in timeline.files)
    return timeline.model_copy(
        update={
            "documents": [each.model_copy(update={"path": called(each.path)}) for each in timeline.documents],
            "files": [each.model_copy(update={"path": called(each.path)}) for each in timeline.files],
            "markers": [
                each.model_copy(update={"words": _in_words(each.words, paths, called)}) if each.kind == "file" else each
                for each in timeline.markers
            ],
        }
    )


def renamed_document(document: ReportDocument, called: Called) -> ReportDocument:
    """The same report with other file names, also in what a compiler said of them."""
    problems = []
    for problem in document.problems:
        if problem.source is None or not is_project(problem.source):
            problems.append(problem)
            continue
        files = unpack(problem.source, "")
        source = pack({called(path): text for path, text in files.items()}, "")
        message = problem.message and _in_words(problem.message, set(files), called)
        problems.append(problem.model_copy(update={"source": source, "message": message}))
    return document.model_copy(update={"problems": problems})


def _in_words(words: str, paths: set[str], called: Called) -> str:
    """A compiler may put a place or a full stop behind a name, a folder before it."""
    longest_first = sorted(filter(None, paths), key=len, reverse=True)
    return _PATH.sub(lambda found: _renamed(found[0], longest_first, called), words)


def _renamed(token: str, paths: list[str], called: Called) -> str:
    for path in paths:
        if token == path or token.rstrip(".") == path or token.endswith(f"/{path}"):
            return token.replace(path, called(path))
    return token
