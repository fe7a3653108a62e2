"""Editing a problem in the browser: statement with its preview, settings, test cases, and any other text file.

Guarantees: every save is a next version; what is wrong is told and what was typed stays in the form; who saves on top
of a newer version sees what the other changed, with their own text kept, and decides.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from backend.accounts.sessions import CurrentMember
from backend.accounts.signed_in import CheckedMember, SignedInMember
from backend.http import Reading, ServicesOf, Written
from backend.library import editing
from backend.library.editing import Edit
from backend.library.families import MAX_NOTE
from backend.library.files import Changes, applied, case_changes
from backend.portal.pages import SECURITY_HEADERS, page, see_other
from backend.portal.problem_desk import (
    Opened,
    file_context,
    files_context,
    open_newest,
    opened_at,
    refused_page,
    statement_context,
    test_context,
    tests_context,
)
from backend.portal.problem_forms import MAX_CHARACTERS, CaseForm, FileForm, RemoveForm, StatementForm, statement_path
from backend.portal.routing import PageRoute
from backend.portal.statements import shown
from backend.saying import said, say
from backend.transaction import Services
from protocol.errors import Conflict, EnvironmentFault, InvalidInput, RecrutrError
from runner.packages.sources import Files
from runner.tasks.loading import render_one

router = APIRouter(prefix="/portal/problems/{problem}", route_class=PageRoute, include_in_schema=False)
_PREVIEWS = threading.BoundedSemaphore(2)
"""Converters are processes of up to 1 GiB; more at once would starve what candidates wait for."""
_PREVIEW_WAIT_S = 10.0


class Case(BaseModel):
    """Which test case, or in which group a new one begins."""

    name: str = Field(default="", max_length=500)
    group: str = Field(default="secret", max_length=300)


@router.get("/edit")
def edit_statement(request: Request, problem: str, member: SignedInMember, tx: Reading, language: str = "") -> Response:
    """The statement in one language, with its preview."""
    opened = open_newest(tx, member, problem)
    return page(request, "problem_edit.html", **statement_context(opened, language))


@router.post("/edit")
def save_statement(
    request: Request,
    problem: str,
    member: CheckedMember,
    services: ServicesOf,
    form: Annotated[StatementForm, Form()],
) -> Response:
    """The next version, or what stands in its way with nothing lost."""
    opened = opened_at(services, member, problem)
    try:
        edit = Edit(form.base, form.changes(opened.files), form.note)
        kept = editing.save(services, member.subject, problem, edit)
    except (InvalidInput, EnvironmentFault, Conflict) as error:
        context = statement_context(opened, form.language) | {"form": form}
        return refused_page(request, services, opened, "problem_edit.html", (context, error))
    return see_other(f"/portal/problems/{kept.problem.id}?saved=1")


@router.post("/preview")
def preview(
    problem: str,
    member: CheckedMember,
    services: ServicesOf,
    text: Annotated[Written, Form(max_length=MAX_CHARACTERS)] = "",
    language: Annotated[str, Form(max_length=10)] = "en",
) -> Response:
    """The statement as candidates would see it: `{"html", "refused", "warnings"}`; nothing is kept."""
    opened = opened_at(services, member, problem)
    if not _PREVIEWS.acquire(timeout=_PREVIEW_WAIT_S):
        return _as_json(
            {"html": "", "refused": say("The server is busy; the preview comes with your next change."), "warnings": []}
        )
    try:
        place = statement_path(opened.files, language)
        made = render_one(applied(opened.files, {place: text.encode("utf-8", "replace")}), place)
        return _as_json({"html": str(shown(made.html)), "refused": "", "warnings": list(made.warnings)})
    except RecrutrError as error:
        return _as_json({"html": "", "refused": said(error.message), "warnings": []})
    finally:
        _PREVIEWS.release()


@router.get("/tests")
def show_tests(request: Request, problem: str, member: SignedInMember, tx: Reading) -> Response:
    """Every test case by its group."""
    opened = open_newest(tx, member, problem)
    return page(request, "problem_tests.html", **tests_context(opened))


@router.get("/tests/one")
def show_test(
    request: Request, problem: str, member: SignedInMember, tx: Reading, wanted: Annotated[Case, Query()]
) -> Response:
    """One test case, or the form for a new one."""
    opened = open_newest(tx, member, problem)
    return page(request, "problem_test.html", **test_context(opened, wanted.name, wanted.group))


@router.post("/tests/one")
def save_test(
    request: Request, problem: str, member: CheckedMember, services: ServicesOf, form: Annotated[CaseForm, Form()]
) -> Response:
    """The next version with this case."""
    return _save(Asked(request, problem, member, services), TESTS, form)


@router.post("/tests/remove")
def remove_test(
    request: Request, problem: str, member: CheckedMember, services: ServicesOf, form: Annotated[RemoveForm, Form()]
) -> Response:
    """The next version without this case."""
    return _remove(Asked(request, problem, member, services), TESTS, form)


@router.get("/files")
def show_files(request: Request, problem: str, member: SignedInMember, tx: Reading) -> Response:
    """Every file of the package."""
    opened = open_newest(tx, member, problem)
    return page(request, "problem_files.html", **files_context(opened))


@router.get("/files/one")
def show_file(request: Request, problem: str, member: SignedInMember, tx: Reading, path: str = "") -> Response:
    """One file, or the form for a new one."""
    opened = open_newest(tx, member, problem)
    return page(request, "problem_file.html", **file_context(opened, path))


@router.post("/files/one")
def save_file(
    request: Request, problem: str, member: CheckedMember, services: ServicesOf, form: Annotated[FileForm, Form()]
) -> Response:
    """The next version with this file."""
    return _save(Asked(request, problem, member, services), FILES, form)


@router.post("/files/remove")
def remove_file(
    request: Request, problem: str, member: CheckedMember, services: ServicesOf, form: Annotated[RemoveForm, Form()]
) -> Response:
    """The next version without this file."""
    return _remove(Asked(request, problem, member, services), FILES, form)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks to change which problem."""

    request: Request
    problem: str
    member: CurrentMember
    services: Services


@dataclass(frozen=True, slots=True)
class Kind:
    """What is edited one by one: the last part of its list's address, the pages, and what they show."""

    name: str
    one: str
    every: str
    form_context: Callable[[Opened, Any], dict[str, Any]]
    list_context: Callable[[Opened], dict[str, Any]]
    without: Callable[[Files, str], Changes]


TESTS = Kind(
    "tests",
    "problem_test.html",
    "problem_tests.html",
    lambda opened, form: test_context(opened, form.before, form.group),
    tests_context,
    case_changes,
)
FILES = Kind(
    "files",
    "problem_file.html",
    "problem_files.html",
    lambda opened, form: file_context(opened, form.before),
    files_context,
    lambda files, name: {path: None for path in files if path == name},
)


def _save(asked: Asked, kind: Kind, form: CaseForm | FileForm) -> Response:
    """The next version with what the form holds, or the form again with what is in its way."""
    opened = opened_at(asked.services, asked.member, asked.problem)
    try:
        edit = Edit(form.base, form.changes(opened.files), form.note)
        kept = editing.save(asked.services, asked.member.subject, asked.problem, edit)
    except (InvalidInput, EnvironmentFault, Conflict) as error:
        context = kind.form_context(opened, form) | {"form": form}
        return refused_page(asked.request, asked.services, opened, kind.one, (context, error))
    return see_other(f"/portal/problems/{kept.problem.id}/{kind.name}")


def _remove(asked: Asked, kind: Kind, form: RemoveForm) -> Response:
    """The next version without what the form names, or the list with what is in its way."""
    opened = opened_at(asked.services, asked.member, asked.problem)
    try:
        edit = Edit(form.base, kind.without(opened.files, form.name), f"Without {form.name}"[:MAX_NOTE])
        kept = editing.save(asked.services, asked.member.subject, asked.problem, edit)
    except (InvalidInput, EnvironmentFault, Conflict) as error:
        with asked.services.reading() as tx:
            context = kind.list_context(open_newest(tx, asked.member, asked.problem)) | {"refused": error.message}
        return page(asked.request, kind.every, status=error.status, **context)
    return see_other(f"/portal/problems/{kept.problem.id}/{kind.name}")


def _as_json(answer: dict[str, Any]) -> Response:
    return JSONResponse(answer, headers=SECURITY_HEADERS)
