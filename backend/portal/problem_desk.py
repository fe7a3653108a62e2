"""A package on a member's desk: what the pages of editing show of it, and what they show when a save is refused.

Forms are constructed without their checks: a package may hold longer texts than a form takes, and they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from backend.accounts.sessions import CurrentMember
from backend.library import editing, families
from backend.library.difference import difference
from backend.library.editing import NEWER
from backend.library.families import MAX_NOTE, Place
from backend.library.files import TASK_FILE, applied, case_groups, cases, text_of
from backend.library.metadata import metadata_of
from backend.portal.attempt_pages import member_context
from backend.portal.pages import page
from backend.portal.problem_forms import CaseForm, FileForm, StatementForm, statement_path
from backend.portal.repository import member_names
from backend.portal.statements import shown
from backend.portal.words import FORMER_MEMBER
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, InvalidInput, RecrutrError
from runner.packages.formats.metadata import LICENSES
from runner.packages.reader import version_of
from runner.packages.sources import Files
from runner.tasks.loading import render_one, statement_paths

FIRST_TEXT = "Say here what the candidate is to do.\n"


@dataclass(frozen=True, slots=True)
class Opened:
    """A package with its place in the library."""

    member: CurrentMember
    place: Place
    files: Files

    def context(self) -> dict[str, Any]:
        """Names that every page of editing has."""
        return member_context(self.member) | {
            "problem": self.place.problem,
            "place": self.place,
            "base": self.place.version.version,
            "refused": "",
            "newer": None,
            "max_note": MAX_NOTE,
        }


def opened_at(services: Services, member: CurrentMember, problem: str) -> Opened:
    """This very content. Raises NotAllowed, NotFound."""
    with services.reading() as tx:
        return Opened(member, *editing.open_package(tx, member.subject, problem))


def open_newest(tx: Transaction, member: CurrentMember, problem: str) -> Opened:
    """The newest version of the problem that has this content. Raises NotAllowed, NotFound."""
    opened = Opened(member, *editing.open_package(tx, member.subject, problem))
    if opened.place.is_newest:
        return opened
    family = opened.place.family
    newest = families.version_of(tx, member.subject, family, family.newest)
    return Opened(member, *editing.open_package(tx, member.subject, newest.problem))


def statement_context(opened: Opened, language: str = "") -> dict[str, Any]:
    """The statement in `language` (empty: the first there is) beside its preview and settings."""
    known = dict(statement_paths(opened.files))
    language = language or ("en" if "en" in known else next(iter(known), "en"))
    metadata = metadata_of(opened.files, language)
    preview, trouble = "", ""
    text: str | None = FIRST_TEXT
    try:
        path = statement_path(opened.files, language)
        text = text_of(opened.files[path]) if path in opened.files else FIRST_TEXT
        rendered = applied(opened.files, {path: (text or "").encode()})
        preview = render_one(rendered, path).html
    except InvalidInput as error:
        path, text, trouble = "", None, error.message
    form = StatementForm.model_construct(
        base=opened.place.version.version,
        language=language,
        text=text or "",
        title=metadata.title if metadata else "",
        license=metadata.license if metadata else "unknown",
        rights_owner=metadata.rights_owner if metadata else "",
    )
    if metadata is not None:
        form.time_limit, form.memory = metadata.time_limit_s, metadata.memory_mib
    return opened.context() | {
        "form": form,
        "languages": list(known),
        "source": path,
        "editable": text is not None,
        "trouble": trouble,
        "preview": shown(preview),
        "settings": metadata is not None,
        "timed": TASK_FILE not in opened.files and not version_of(opened.files).is_legacy,
        "licenses": sorted(LICENSES),
    }


def tests_context(opened: Opened) -> dict[str, Any]:
    """Test cases by their group."""
    found = cases(opened.files)
    groups = case_groups(opened.files)
    return opened.context() | {
        "groups": [(group, [case for case in found if case.group == group]) for group in groups],
        "is_task": TASK_FILE in opened.files,
    }


def test_context(opened: Opened, name: str, group: str) -> dict[str, Any]:
    """One case, or an empty form when there is none of this name."""
    known = {case.name for case in cases(opened.files)}
    groups = case_groups(opened.files)
    base = opened.place.version.version
    if name not in known:
        group = group if group in groups else "secret"
        form = CaseForm.model_construct(base=base, group=group, name=_free_name(known, group))
        return opened.context() | {"form": form, "groups": groups, "too_large": False}
    given, answer, words = (text_of(opened.files.get(f"data/{name}{end}", b"")) for end in (".in", ".ans", ".desc"))
    where, _, last = name.rpartition("/")
    too_large = given is None or answer is None
    form = CaseForm.model_construct(
        base=base,
        before=name,
        group=where,
        name=last,
        given=given or "",
        answer=answer or "",
        description=words or "",
    )
    return opened.context() | {"form": form, "groups": groups, "too_large": too_large}


def files_context(opened: Opened) -> dict[str, Any]:
    """Every file with its size, and whether it can be edited here."""
    rows = [(path, len(data), text_of(data) is not None) for path, data in sorted(opened.files.items())]
    return opened.context() | {"rows": rows}


def file_context(opened: Opened, path: str) -> dict[str, Any]:
    """One file, or an empty form when there is none at this path."""
    data = opened.files.get(path)
    text = "" if data is None else text_of(data)
    form = FileForm.model_construct(
        base=opened.place.version.version, before=path if data is not None else "", path=path, text=text or ""
    )
    return opened.context() | {"form": form, "editable": text is not None}


@dataclass(frozen=True, slots=True)
class Newer:
    """What stands in the way of a save: a version that somebody else made meanwhile.

    `theirs` is what they changed; `mine` is what saving would change of theirs.
    """

    version: int
    by: str
    note: str
    theirs: list[Any]
    mine: list[Any]


Form = StatementForm | CaseForm | FileForm


def refused_page(
    request: Request, services: Services, opened: Opened, template: str, shown_in: tuple[dict[str, Any], RecrutrError]
) -> Response:
    """The form again, as it was sent, with what is in its way."""
    context, error = shown_in
    context = context | {"refused": error.message}
    if isinstance(error, Conflict) and error.code == NEWER:
        form: Form = context["form"]
        with services.reading() as tx:
            newest = open_newest(tx, opened.member, opened.place.problem.id)
            names = member_names(tx.session, opened.member.subject.organisation)
        context = context | _newer(opened, newest, form, names)
    return page(request, template, status=error.status, **context)


def _newer(opened: Opened, newest: Opened, form: Form, names: dict[str, str]) -> dict[str, Any]:
    """The form now stands on the newest version, so that saving it once more is a decision, not an accident."""
    version = newest.place.version
    try:
        after = applied(newest.files, form.changes(newest.files))
    except InvalidInput:
        after = dict(newest.files)  # it does not fit any more; the next save tells why
    newer = Newer(
        version=version.version,
        by=names.get(version.created_by or "", FORMER_MEMBER),
        note=version.note,
        theirs=difference(opened.files, newest.files),
        mine=difference(newest.files, after),
    )
    form.base = version.version
    return {
        "problem": newest.place.problem,
        "place": newest.place,
        "base": version.version,
        "newer": newer,
        "form": form,
    }


def _free_name(known: set[str], group: str) -> str:
    number = 1 + sum(1 for name in known if name.rpartition("/")[0] == group)
    while f"{group}/{number:02}" in known:
        number += 1
    return f"{number:02}"
