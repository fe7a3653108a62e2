"""Transactions of endpoints: begun, used and ended in one turn of one thread, whatever the answer needs afterwards."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from backend.http import Reading, ServicesOf, Tx, WorkRoute
from protocol.model import Frozen


class Answer(Frozen):
    """What the endpoints answer."""

    number: int


class Book:
    """Services that write down in which thread a transaction begins and ends."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int]] = []

    def note(self, what: str) -> None:
        self.lines.append((what, threading.get_ident()))

    @contextmanager
    def _opened(self, what: str) -> Iterator[Book]:
        self.note(f"{what} begins")
        try:
            yield self
        except LookupError:
            self.note("undone")
            raise
        self.note("ended")

    def transaction(self) -> Any:
        return self._opened("writing")

    def reading(self) -> Any:
        return self._opened("reading")


def _house(route_class: type[APIRoute]) -> tuple[FastAPI, Book]:
    router = APIRouter(route_class=route_class)

    @router.post("/write/{number}")
    def write(number: int, services: ServicesOf, tx: Tx) -> Answer:
        assert id(services) == id(tx)  # a Book
        tx.note("used")  # type: ignore[attr-defined] # a Book
        if number < 0:
            raise LookupError
        return Answer(number=number)

    @router.get("/read/{number}")
    def read(tx: Reading, number: int) -> Answer:
        tx.note("used")  # type: ignore[attr-defined] # a Book
        return Answer(number=number)

    app, book = FastAPI(), Book()
    app.state.services = book
    app.include_router(router)
    return app, book


def _ask(app: FastAPI, method: str, path: str) -> tuple[int, Any]:
    told: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        told.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
    asyncio.run(app(scope, receive, send))
    return told[0]["status"], json.loads(told[1]["body"])


@pytest.mark.parametrize(("method", "path", "begins"), [("POST", "/write/7", "writing"), ("GET", "/read/7", "reading")])
def test_one_thread_has_it_from_beginning_to_end(method: str, path: str, begins: str) -> None:
    app, book = _house(WorkRoute)
    assert _ask(app, method, path) == (200, {"number": 7})
    assert [what for what, _ in book.lines] == [f"{begins} begins", "used", "ended"]
    assert len({thread for _, thread in book.lines}) == 1


def test_an_error_undoes_it() -> None:
    app, book = _house(WorkRoute)
    with pytest.raises(LookupError):
        _ask(app, "POST", "/write/-1")
    assert [what for what, _ in book.lines] == ["writing begins", "used", "undone"]


def test_a_path_that_does_not_fit_begins_nothing() -> None:
    app, book = _house(WorkRoute)
    assert _ask(app, "POST", "/write/seven")[0] == 422
    assert book.lines == []


def test_on_any_other_route_an_endpoint_gets_no_transaction() -> None:
    app, book = _house(APIRoute)
    with pytest.raises(RuntimeError, match="WorkRoute"):
        _ask(app, "POST", "/write/7")
    assert book.lines == []
