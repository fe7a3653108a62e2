"""Whatever stands in a field or an address, the answer is one of ours: never a 500, from whoever may call at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from sqlalchemy import Integer, select

from backend.accounts.models import Member
from backend.attempts.models import Attempt
from backend.database import Base
from backend.live import service as live
from backend.live.models import LiveLook
from protocol.attempts import TrackKind
from protocol.identifiers import new_identifier
from protocol.live import MAX_LOOKERS
from tests.integration.access import calls
from tests.integration.access.described import routes_of
from tests.integration.access.table import read_table
from tests.integration.access.world import World

_, TABLE = read_table("matrix.txt")
FORM_VALUES = ("", "\0", "9" * 30, "-1", "9223372036854775808", "1e400", "NaN", "%", "é" * 100, "a" * 300, "\u202e<b>")
JSON_VALUES: tuple[Any, ...] = (
    *FORM_VALUES,
    "\ud800",
    None,
    [],
    {},
    True,
    2**63,
    -(2**63) - 1,
    10**400,
    1e308,
    [[]],
    {"": None},
)
PATH_VALUES = ("%00", "%ED%A0%80", "9" * 30, "-1", "%25", "..", "a" * 2000, "%F0%9F%99%82", "9223372036854775808")
PLANTED, PLANTED_NUMBER = "planted-7319", 731_900_007_319
"""What is written into fields that no call has; whatever holds one of these afterwards was written by the caller."""
HEADER_VALUES = ("", "-1", "9" * 30, "é".encode(), "x" * 2000)


def caller_of(operation: str) -> str:
    """Somebody who is let in."""
    return "device" if "/api/v1/attempts" in operation and "/evidence" not in operation else "everybody"


def ask(world: World, operation: str, path: str, **options: Any) -> None:
    """Send it. Fails on a 5xx, which tells of a bug."""
    answer = world.send(world.callers[caller_of(operation)], operation.split(maxsplit=1)[0], path, **options)
    assert answer.status_code < 500, (path, str(options)[:500], answer.text[:200])


@pytest.mark.parametrize("operation", TABLE)
def test_hostile_fields_and_addresses(world: World, operation: str) -> None:
    template = operation.split()[1]
    usual = calls.options(world, operation, world.ids, world.callers[caller_of(operation)])
    path = calls.address(template, world.ids)
    for kind, values in (("data", FORM_VALUES), ("json", JSON_VALUES), ("params", FORM_VALUES)):
        for name in usual.get(kind, {}):
            for value in values:
                changed = usual | {kind: usual[kind] | {name: value}}
                if kind == "json":
                    changed["content"] = json.dumps(changed.pop("json")).encode()
                    changed["headers"] = {"Content-Type": "application/json", **changed.get("headers", {})}
                ask(world, operation, path, **changed)
    for part in [piece.partition("}")[0] for piece in template.split("{")[1:]]:
        for value in PATH_VALUES:
            strange = template.replace(f"{{{part}}}", value).replace("{rest:path}", value)
            ask(world, operation, calls.address(strange, world.ids), **usual)
    world.put_back()


@pytest.mark.parametrize("operation", [each for each in TABLE if each.split()[0] in {"POST", "PUT", "PATCH", "DELETE"}])
def test_bodies_that_are_none(world: World, operation: str) -> None:
    path = calls.address(operation.split()[1], world.ids)
    for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        for content in (b"", b"\xff\xfe", b"[" * 20_000, b"--x\r\n\r\n"):
            ask(world, operation, path, content=content, headers={"Content-Type": kind})
    world.put_back()


def test_queries_that_are_none(world: World) -> None:
    queries = {
        "/portal/attempts": ("q", "state", "page"),
        "/portal/audit": ("about", "page"),
        "/portal/assessments/new": ("like",),
        "/portal/confirm": ("next",),
        "/portal/sign-in": ("next",),
        f"/api/v1/attempts/{world.ids['attempt']}/evidence": ("device",),
    }
    for path, names in queries.items():
        for name in names:
            for value in (*FORM_VALUES, "\ud800"):
                told = quote(value.encode("utf-8", "surrogatepass"))
                ask(world, "GET " + path if "/api" not in path else "GET /evidence", f"{path}?{name}={told}")


def test_headers_that_are_none(world: World) -> None:
    attempt = world.ids["attempt"]
    for name, path, method in (
        ("Upload-Length", f"/api/v1/attempts/{attempt}/evidence", "POST"),
        ("Upload-Offset", f"/api/v1/attempts/{attempt}/evidence/{world.ids['upload']}", "PATCH"),
        ("Cookie", "/portal/attempts", "GET"),
        ("Authorization", "/api/v1/problems", "GET"),
        ("X-CSRF-Token", "/portal/sign-out", "POST"),
        ("Digest-SHA256", f"/api/v1/attempts/{attempt}/tracks/{new_identifier()}/segments/0", "PUT"),
    ):
        for value in HEADER_VALUES:
            ask(world, f"{method} /evidence", path, headers={name: value})
    world.put_back()


def test_a_message_number_beyond_any_is_refused(world: World) -> None:
    now = f"/portal/live/{world.ids['assessment']}/now"
    for number, status in ((0, 200), (2**53 - 1, 200), (2**63, 422), (-1, 422)):
        body = {"looks": False, "after": {world.ids["running"]: number}}
        assert world.send(world.callers["everybody"], "POST", now, json=body).status_code == status
    world.put_back()


def test_nobody_looks_whom_the_candidate_could_not_be_told_of(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "tile_streams", lambda *_: frozenset({TrackKind.CAMERA}))
    now, contact = f"/portal/live/{world.ids['assessment']}/now", f"/api/v1/attempts/{world.ids['running']}/contact"
    with world.services.transaction() as tx:
        organisation = tx.session.get_one(Attempt, world.ids["running"]).organisation
        for number in range(MAX_LOOKERS):
            member = Member(
                id=new_identifier(),
                organisation=organisation,
                name=f"Looker {number}",
                email=f"{number}@look.example",
                password_hash="",
                roles=["interviewer"],
                created_at_us=tx.now_us,
            )
            tx.session.add(member)
            tx.session.flush()
            look = LiveLook(
                attempt=world.ids["running"],
                member=member.id,
                organisation=organisation,
                since_us=tx.now_us,
                seen_at_us=tx.now_us + 3600 * 10**6,
            )
            tx.session.add(look)
    answer = world.send(world.callers["everybody"], "POST", now, json={"looks": True})
    assert answer.status_code == 200
    assert [each["tiles"] for each in answer.json()["attempts"]] == [[]]
    told = world.send(world.callers["device"], "GET", contact)
    assert told.status_code == 200
    names = [looker["name"] for looker in told.json()["live"]["lookers"]]
    assert sorted(names) == sorted(f"Looker {number}" for number in range(MAX_LOOKERS))
    world.put_back()


def test_no_column_is_written_by_a_field_that_a_call_does_not_have(world: World) -> None:
    """Every column of every table as a further field of every call with a body, at its top and inside."""
    declared, went_on = dict(_declared(world)), 0
    for operation in TABLE:
        caller = world.callers[caller_of(operation)]
        usual = calls.options(world, operation, world.ids, caller)
        kind = next((each for each in ("json", "data") if each in usual), None)
        if kind is None:
            continue
        changed = usual | {kind: _planted_into(usual[kind], declared[operation], as_text=kind == "data")}
        method, template = operation.split()
        answer = world.send(caller, method, calls.address(template, world.ids), **changed)
        assert answer.status_code < 500, operation
        if answer.status_code < 400:
            held = [name for name, values in _rows(world) if PLANTED in values or str(PLANTED_NUMBER) in values]
            assert held == [], operation
            went_on += 1
            world.put_back()
        partner = "/ashby/" in operation or "/greenhouse/" in operation  # who may send more than is known here
        assert answer.status_code == 422 or partner or "/api/" not in operation, operation
    assert went_on >= 40, "forms go on without what is not theirs"


def _declared(world: World) -> Iterator[tuple[str, set[str]]]:
    """The fields of the body of each operation, by its name."""

    def fields(dependant: Dependant) -> Iterator[str]:
        for parameter in dependant.body_params:
            model = parameter.field_info.annotation
            yield parameter.alias
            if isinstance(model, type) and issubclass(model, BaseModel):
                yield from (field.alias or name for name, field in model.model_fields.items())
        for further in dependant.dependencies:
            yield from fields(further)

    for route in routes_of(world.app):
        for method in route.methods or ():
            yield f"{method} {route.path}", set(fields(route.dependant))


def _planted_into(body: Any, declared: set[str], *, as_text: bool) -> Any:
    if isinstance(body, list):
        return [_planted_into(each, declared, as_text=as_text) for each in body]
    if not isinstance(body, dict):
        return body
    number: Any = str(PLANTED_NUMBER) if as_text else PLANTED_NUMBER
    columns = {column.name: column for table in Base.metadata.sorted_tables for column in table.columns}
    further = {
        name: number if isinstance(column.type, Integer) else PLANTED
        for name, column in columns.items()
        if name not in declared
    }
    return further | {name: _planted_into(value, set(), as_text=as_text) for name, value in body.items()}


def _rows(world: World) -> Iterator[tuple[str, str]]:
    with world.services.reading() as tx:
        for table in Base.metadata.sorted_tables:
            yield table.name, repr([tuple(row) for row in tx.session.execute(select(table))])
