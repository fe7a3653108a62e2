"""Whoever calls, the transactions of the call are confined to their organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from backend.access import CandidateSubject, MemberSubject, ShareSubject
from backend.accounts.sessions import CurrentMember
from backend.attempts.joining import DeviceSubject
from backend.http import Reading, ServicesOf, Tx, WorkRoute
from backend.main import close_services, create_app, open_services
from backend.partners.door import Caller
from backend.settings import Settings
from backend.tenancy import OfOrganisation
from backend.transaction import Services

MEMBER = MemberSubject("member", "works", frozenset())
SUBJECTS: Sequence[OfOrganisation] = (
    Caller(MEMBER, "token"),
    MEMBER,
    CandidateSubject("works", "attempt", "candidate"),
    ShareSubject("works", "attempt", "share"),
    DeviceSubject("works", "attempt", "candidate", "device", "key"),
    CurrentMember(MEMBER, "Name", "a@b.example", "Works", "token"),
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A backend of its own."""
    opened = open_services(Settings(data=tmp_path / "data"))
    yield opened
    close_services(opened)


def _caller() -> object:
    return None  # each test says who it is


Who = Annotated[Any, Depends(_caller)]


def _writing(tx: Tx, _who: Who) -> str | None:
    return tx.services.organisation


def _reading(tx: Reading, _who: Who) -> str | None:
    return tx.services.organisation


def _in_turns(services: ServicesOf, _who: Who) -> str | None:
    with services.transaction() as tx:
        return tx.services.organisation


def _of_nobody(tx: Tx) -> str | None:
    return tx.services.organisation


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("endpoint", [_writing, _reading, _in_turns])
def test_a_call_of_somebody_works_for_their_organisation_only(
    services: Services, subject: OfOrganisation, endpoint: Callable[..., object]
) -> None:
    assert _answer(services, endpoint, subject) == "works"


def test_a_call_of_nobody_works_for_every_organisation(services: Services) -> None:
    assert _answer(services, _of_nobody, None) is None


def _answer(services: Services, endpoint: Callable[..., object], subject: OfOrganisation | None) -> object:
    app, router = FastAPI(), APIRouter(route_class=WorkRoute)
    app.state.services = services
    app.dependency_overrides[_caller] = lambda: subject
    router.add_api_route("/", endpoint)
    app.include_router(router)
    return TestClient(app).get("/").json()


def test_every_subject_is_tried() -> None:
    made = {each.__name__ for each in OfOrganisation.__subclasses__()}  # with slots a class is made twice
    assert {type(each).__name__ for each in SUBJECTS} == made


def test_every_route_that_knows_who_calls_confines(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path / "data", worker=False))
    close_services(app.state.services)
    knowing = [route for route in _routes(app.routes) if _knows_who(route)]
    assert len(knowing) > 100
    assert [route.path for route in knowing if not isinstance(route, WorkRoute)] == []


def _routes(some: Sequence[Any]) -> Iterator[APIRoute]:
    for each in some:
        if isinstance(each, APIRoute):
            yield each
        elif not hasattr(each, "path"):  # a router that was included whole
            yield from _routes(each.original_router.routes)


def _knows_who(route: APIRoute) -> bool:
    names = {each.__name__ for each in OfOrganisation.__subclasses__()}
    waiting = list(route.dependant.dependencies)
    while waiting:
        one = waiting.pop()
        waiting += one.dependencies
        if getattr(one.call, "__annotations__", {}).get("return") in names:
            return True
    return False
