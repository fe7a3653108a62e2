"""Reading the tables, and putting an answer into one of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

HEAD = "operation"


def read_table(name: str) -> tuple[list[str], dict[str, list[str]]]:
    """The columns' heads, and each operation's words below them."""
    text = Path(__file__).with_name(name).read_text()
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    assert head[0] == HEAD
    table = {row[0]: row[1:] for row in rows}
    assert len(table) == len(rows), "an operation stands in the table twice"
    assert all(len(words) == len(head) - 1 for words in table.values())
    return head[1:], table


def operations(app: FastAPI) -> set[str]:
    """Every operation that the application answers: of the API (all in its OpenAPI description) and pages alike."""
    described = app.openapi()["paths"]
    found = {f"{method} {path}" for method, path in _walk(app.routes) if method != "OPTIONS"}
    from_description = {f"{method.upper()} {path}" for path, methods in described.items() for method in methods}
    assert from_description <= found, "the description tells of operations that the routes do not have"
    return found


def _walk(routes: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for route in routes:
        if hasattr(route, "path"):
            methods = set(route.methods)
            for method in methods - {"HEAD"} if "GET" in methods else methods:
                yield method, route.path
        else:  # a router that was included whole
            yield from _walk(route.original_router.routes)


def word_of(answer: httpx.Response) -> str:
    """The table's word for an answer; its head says what each means."""
    status, where = answer.status_code, answer.headers.get("location", "")
    if status == 303:
        return (
            "sign" if where.startswith("/portal/sign-in") else "again" if where.startswith("/portal/confirm") else "ok"
        )
    if 200 <= status < 300:
        return "ok"
    if status == 403:
        marks = {
            "needs the role": "role",
            "form is out of date": "csrf",
            "show again": "again",
            "token may not be used": "scope",
        }
        return next((word for mark, word in marks.items() if mark in answer.text), "403")
    return {401: "sign", 404: "-"}.get(status, str(status))
