"""Requests made from a description of every operation, as one caller sends them; what is wrong with the answers.

The description that is served leaves pages and forms out; here they are described by the same means, from the same
routes. Of what is generated a part is replaced by what is right (`calls.py`), so that requests get past the address and
past each field of a form. Faults are gathered, not raised: one run finds them all.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import httpx
import requests
import schemathesis
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import CheckFunction
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.integration.access import calls
from tests.integration.access.world import Caller, World

ADDRESS = "http://testserver"
RIGHT_ADDRESS, RIGHT_BODY, WRONG_FIELD, NEGATIVE = 0.85, 0.5, 0.3, 0.3
"""How often a parameter of the address names what is there; how often a body starts from the right one, and how often a
field of it is replaced then; how often what is generated breaks the description."""
OURS = frozenset({"authorization", "cookie", "x-csrf-token", "content-length", "host"})
"""Headers of a caller's own, and those that belong to the line."""
CHECKS: list[CheckFunction] = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

schemathesis.serializer.alias("application/zip", "application/octet-stream")


@dataclass
class Told:
    """What came of some requests: how many got which kind of answer, and the faults, one of each kind by operation."""

    answers: Counter[str] = field(default_factory=Counter)
    faults: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """All of them."""
        return self.answers.total()


@dataclass(frozen=True)
class Operation:
    """One described operation; `declared`: its answers are too, since the served description holds it."""

    described: Any
    declared: bool

    @property
    def name(self) -> str:
        """As the access table writes it."""
        return f"{self.described.method.upper()} {self.described.path}"


def all_operations(app: FastAPI) -> list[Operation]:
    """Every operation of the API, of pages and of forms."""
    pages = []
    for route in routes_of(app):
        if not route.include_in_schema:
            page = copy(route)
            page.include_in_schema = True
            pages.append(page)
    beside = get_openapi(title="Pages", version="1", routes=pages)
    both = ((app.openapi(), True), (beside, False))
    return [Operation(each, declared) for description, declared in both for each in _described(description)]


def routes_of(app: FastAPI) -> Iterator[APIRoute]:
    """Every route that is an operation, of routers within routers as well."""
    return _routes(app.routes)


def _routes(routes: Sequence[Any]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _routes(route.original_router.routes)


def _described(description: dict[str, Any]) -> Iterator[Any]:
    for result in schemathesis.openapi.from_dict(description).get_all_operations():
        assert isinstance(result, Ok), result
        yield result.ok()


def ask(world: World, roles: Sequence[str], operation: Operation, examples: int, number: int) -> dict[str, Told]:
    """So many requests for one operation, each as every one of these roles; `number` decides which.

    What they wrote is undone.
    """
    told = {role: Told() for role in roles}
    askers = {role: _Asker(world, world.callers[role], operation) for role in roles}
    modes = st.sampled_from([GenerationMode.POSITIVE] * round(10 * (1 - NEGATIVE)) + [GenerationMode.NEGATIVE] * 3)

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=modes.flatmap(operation.described.as_strategy), chance=st.integers(0, 2**32))
    def one(case: Any, chance: int) -> None:
        case.freeze_metadata()
        generated = _generated(world, case, random.Random(chance))  # noqa: S311 - chance, no secret
        for role, asker in askers.items():
            asker.ask(case, generated, random.Random(chance), told[role])  # noqa: S311 - as above

    one()
    world.put_back()
    return told


@dataclass(frozen=True)
class _Generated:
    """A request as it was generated, most of its address right."""

    address: str
    headers: dict[str, bytes]
    cookies: dict[str, str]
    body: bytes | str | None


def _generated(world: World, case: Any, chance: random.Random) -> _Generated:
    for name, value in calls.parameters(case.path, world.ids).items():
        if chance.random() < RIGHT_ADDRESS:
            case.path_parameters[name] = value
    kwargs = case.as_transport_kwargs(base_url=ADDRESS)
    cookies = kwargs.pop("cookies", None) or {}
    prepared = requests.Request(**kwargs).prepare()
    assert prepared.url is not None
    headers = {name: _bytes(value) for name, value in prepared.headers.items() if name.lower() not in OURS}
    return _Generated(prepared.url, headers, _sendable(cookies), prepared.body)


@dataclass(frozen=True)
class _Asker:
    world: World
    caller: Caller
    operation: Operation

    def ask(self, case: Any, generated: _Generated, chance: random.Random, told: Told) -> None:
        """One request."""
        usual = calls.options(self.world, self.operation.name, self.world.ids, self.caller)
        if usual and chance.random() < RIGHT_BODY:
            options = _nearly_right(usual, case, chance)
        else:
            theirs = {name: value for name, value in generated.cookies.items() if name not in self.caller.cookies}
            options = {"headers": generated.headers, "cookies": theirs}
            if generated.body is not None:
                options["content"] = generated.body
        try:
            answer = self.world.send(self.caller, case.method, generated.address, **options)
        except httpx.InvalidURL:  # longer than a client sends
            return
        self._judge(case, answer, told)
        wrote = case.method not in {"GET", "HEAD"} and answer.status_code < 400
        if wrote or answer.status_code in {401, 429}:
            self.world.put_back()

    def _judge(self, case: Any, answer: httpx.Response, told: Told) -> None:
        told.answers[f"{answer.status_code // 100}xx"] += 1
        name = self.operation.name
        if answer.status_code >= 500:
            sent = answer.request.read()[:2000]
            told.faults.setdefault((name, "server error"), f"{answer.status_code} {answer.request.url} {sent!r}")
        elif self.operation.declared and case.method != "HEAD":
            try:
                case.validate_response(answer, checks=CHECKS)
            except FailureGroup as group:
                for fault in group.exceptions:
                    words = f"{answer.status_code} {answer.request.url}: {fault} {answer.text[:300]}"
                    told.faults.setdefault((name, type(fault).__name__), words)


def _nearly_right(usual: Mapping[str, Any], case: Any, chance: random.Random) -> dict[str, Any]:
    """What is right, some of its fields replaced by generated ones. The token of a form stays."""
    options = dict(usual)
    for kind in {"json", "data", "params"} & options.keys():
        generated = case.query if kind == "params" else case.body
        if isinstance(generated, dict) and isinstance(options[kind], dict):
            changed = {name: value for name, value in generated.items() if name != "csrf"}
            replaced = {name: value for name, value in changed.items() if chance.random() < WRONG_FIELD}
            options[kind] = options[kind] | replaced
    if "json" in options:
        options["content"] = json.dumps(options.pop("json"), default=str).encode()
        options["headers"] = {"Content-Type": "application/json", **options.get("headers", {})}
    for kind in {"data", "params"} & options.keys():
        options[kind] = {str(name): _texts(value) for name, value in options[kind].items()}
    return options


def _texts(value: Any) -> str | list[str]:
    if isinstance(value, list):
        return [_text(each) for each in value]
    return _text(value)


def _text(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode()


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def _sendable(cookies: Mapping[str, Any]) -> dict[str, str]:
    """Those that fit in a header."""
    texts = {name: str(value) for name, value in cookies.items()}
    return {name: text for name, text in texts.items() if (name + text).isascii() and (name + text).isprintable()}
