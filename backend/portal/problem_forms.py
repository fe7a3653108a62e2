"""The forms in which a problem is edited: what they hold, and which files of the package they change.

Guarantees: a form that cannot be taken raises InvalidInput naming the field, before anything is kept.
"""

from __future__ import annotations

import re

from pydantic import BaseModel, Field

from backend.http import Written
from backend.library.files import MAX_TEXT_BYTES, Changes, case_changes, cases, checked_path, rewritten
from backend.library.metadata import Metadata, metadata_changes, metadata_of
from protocol.errors import InvalidInput
from protocol.saying import to_say
from runner.packages.sources import Files
from runner.tasks.loading import statement_paths

MAX_CHARACTERS = MAX_TEXT_BYTES
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def statement_path(files: Files, language: str) -> str:
    """Where the statement in `language` is, or where a new one goes. Raises InvalidInput; no text: a PDF."""
    if not _LANGUAGE.fullmatch(language):
        raise InvalidInput(
            "language", "a code such as en or pt-BR", to_say("The language must be a code such as en or pt-BR.")
        )
    known = statement_paths(files)
    found = dict(known).get(language)
    if found is None:
        folder, _, _ = known[0][1].rpartition("/") if known else ("", "", "")
        stem = "problem" if folder else "statement"
        return f"{folder}/{stem}.{language}.md".lstrip("/")
    if found.endswith(".pdf"):
        raise InvalidInput(
            "statement", "Markdown or LaTeX", to_say("{found} is a PDF, which is not edited here.", found=found)
        )
    return found


class StatementForm(BaseModel):
    """The statement in one language with the settings beside it. Empty numbers: left to the format's usual value."""

    base: int
    language: str = Field(default="en", max_length=10)
    text: Written = Field(default="", max_length=MAX_CHARACTERS)
    title: str = Field(default="", max_length=1_000)
    time_limit: float | None = Field(default=None, gt=0, le=3_600)
    memory: int | None = Field(default=None, ge=1, le=16_384)
    license: str = Field(default="unknown", max_length=40)
    rights_owner: str = Field(default="", max_length=1_000)
    note: str = Field(default="", max_length=1_000)

    def metadata(self) -> Metadata:
        """The fields as settings."""
        title = " ".join(self.title.split())
        return Metadata(title, self.time_limit, self.memory, self.license, self.rights_owner.strip())

    def changes(self, files: Files) -> Changes:
        """Raises InvalidInput."""
        path = statement_path(files, self.language)
        changes = {path: rewritten(files.get(path), self.text)}
        before = metadata_of(files, self.language)
        return changes if before is None else {**changes, **metadata_changes(files, self.language, self.metadata())}


class CaseForm(BaseModel):
    """A test case. `before` is its name until now; empty for a new one."""

    base: int
    before: str = Field(default="", max_length=500)
    group: str = Field(default="secret", max_length=300)
    name: str = Field(default="", max_length=120)
    given: Written = Field(default="", max_length=MAX_CHARACTERS)
    answer: Written = Field(default="", max_length=MAX_CHARACTERS)
    description: Written = Field(default="", max_length=10_000)
    note: str = Field(default="", max_length=1_000)

    def changes(self, files: Files) -> Changes:
        """Raises InvalidInput."""
        if self.group.split("/")[0] not in {"sample", "secret"}:
            raise InvalidInput("group", "sample or secret", to_say("A test case belongs to sample or secret."))
        name = f"{self.group}/{self.name.strip()}"
        stem = checked_path(f"data/{name}")
        known = {case.name for case in cases(files)}
        if name != self.before and name in known:
            raise InvalidInput("name", "a name that is free", to_say("There is a test case {name} already.", name=name))
        if self.before and self.before not in known:
            raise InvalidInput(
                "before", "a test case that there is", to_say("There is no test case {before}.", before=self.before)
            )
        old = f"data/{self.before}" if self.before else stem
        moved = {} if not self.before or self.before == name else _moved(files, self.before, name)
        given = {".in": self.given, ".ans": self.answer}
        texts = {stem + end: rewritten(files.get(old + end), _ended(text)) for end, text in given.items()}
        about = self._description(files, old, stem)
        return {**moved, **texts, **about}

    def _description(self, files: Files, old: str, stem: str) -> Changes:
        if not self.description.strip():
            return {f"{stem}.desc": None} if f"{old}.desc" in files else {}
        return {f"{stem}.desc": rewritten(files.get(f"{old}.desc"), self.description)}


class FileForm(BaseModel):
    """Any text file of the package. `before` is its path until now; empty for a new one."""

    base: int
    before: str = Field(default="", max_length=500)
    path: str = Field(default="", max_length=500)
    text: Written = Field(default="", max_length=MAX_CHARACTERS)
    note: str = Field(default="", max_length=1_000)

    def changes(self, files: Files) -> Changes:
        """Raises InvalidInput."""
        path = checked_path(self.path.strip())
        if path != self.before and path in files:
            raise InvalidInput("path", "a path that is free", to_say("There is a file {path} already.", path=path))
        moved: Changes = {self.before: None} if self.before and self.before != path else {}
        return {**moved, path: rewritten(files.get(self.before or path), self.text)}


class RemoveForm(BaseModel):
    """What is taken away: a test case by its name, or a file by its path."""

    base: int
    name: str = Field(max_length=500)


def _ended(text: str) -> str:
    """With an end of line, as test data have it."""
    return text if not text or text.endswith("\n") else f"{text}\n"


def _moved(files: Files, before: str, name: str) -> Changes:
    """Everything that belongs to a case under its new name."""
    old, new = f"data/{before}", f"data/{name}"
    gone = case_changes(files, before)
    return {**gone, **{new + path.removeprefix(old): files[path] for path in gone}}
