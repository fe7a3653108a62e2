"""Who may call what: every operation, every caller, own and other organisation, and the states in which it matters.

`matrix.txt` and `states.txt` hold what is expected; a route that stands in neither fails here.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import update

from backend.attempts.models import Attempt
from protocol.identifiers import new_identifier
from tests.integration.access import calls
from tests.integration.access.table import operations, read_table, word_of
from tests.integration.access.world import OURS_ALONE, World

CALLERS, TABLE = read_table("matrix.txt")
STATES, STATE_TABLE = read_table("states.txt")
STRANGERS = ("their member", "their device", "their token")
SAFE = ("GET", "HEAD")
BY_LINK = ("/candidate/", "/share/", "/portal/join/", "/portal/sign-in/with/")
"""Whoever has the link is let in, member of anything or not: `nobody` in the table."""


def call(world: World, operation: str, caller: str, ids: dict[str, str] | None = None) -> httpx.Response:
    """The answer to one operation; what it wrote is undone."""
    method, template = operation.split()
    known, who = ids or world.ids, world.callers[caller]
    more: dict[str, Any] = calls.options(world, operation, known, who)
    try:
        return world.send(who, method, calls.address(template, known), **more)
    finally:
        if method not in SAFE or more.get("json"):
            world.put_back()


def unknown(world: World) -> dict[str, str]:
    """Ids and tokens of the same form that name nothing."""
    return {
        name: new_identifier() if len(value) == 36 else "7" * len(value) if name != "code" else value
        for name, value in world.ids.items()
    }


def told(answer: httpx.Response, ids: dict[str, str]) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of an answer, with the names of ids in their places; its own id is each answer's own."""
    own = {"content-length", "set-cookie", "x-request-id"}
    headers = {name: value for name, value in answer.headers.items() if name not in own}
    body = answer.text
    for name, value in ids.items():
        body = body.replace(value, f"<{name}>")
        headers = {key: each.replace(value, f"<{name}>") for key, each in headers.items()}
    return answer.status_code, headers, body


def test_every_operation_has_a_row_and_every_row_an_operation(world: World) -> None:
    assert operations(world.app) == set(TABLE)
    assert set(STATE_TABLE) <= {f"{operation} {who}" for operation in TABLE for who in ("device", "owner")}


@pytest.mark.parametrize("operation", TABLE)
def test_each_caller_gets_what_the_table_says(world: World, operation: str) -> None:
    found = {caller: word_of(call(world, operation, caller)) for caller in CALLERS}
    assert found == dict(zip(CALLERS, TABLE[operation], strict=True))


@pytest.mark.parametrize("operation", [each for each in TABLE if "{" in each and "/static/" not in each])
def test_what_is_of_another_organisation_does_not_exist(world: World, operation: str) -> None:
    if operation.split()[1].startswith(BY_LINK):
        return
    for stranger in STRANGERS:
        nothing = unknown(world)
        ours = told(call(world, operation, stranger), world.ids)
        assert ours == told(call(world, operation, stranger, nothing), nothing), stranger
        assert ours[0] >= 300, "an answer of something"


@pytest.mark.parametrize("operation", [each for each in TABLE if each.startswith("GET ")])
def test_answers_hold_nothing_of_another_organisation(world: World, operation: str) -> None:
    if operation.split()[1].startswith(BY_LINK):
        return
    for stranger in STRANGERS:
        body = call(world, operation, stranger).text
        assert not [words for words in OURS_ALONE if words in body], stranger
        named = "{" in operation  # the address was asked for, so it may stand in the answer
        assert named or not [name for name, value in world.ids.items() if len(value) > 10 and value in body], stranger


def _of_one_attempt(operation: str) -> bool:
    """Whether a member's operation is about one attempt, by its address."""
    devices = "/api/" in operation and "/evidence" not in operation
    named = ("{attempt", "{report_id}", "{share_id}", "{continuation_id}", "/live/{assessment_id}")
    return not devices and "/receipts/" not in operation and any(part in operation for part in named)


@pytest.mark.parametrize("operation", [each for each in TABLE if _of_one_attempt(each)])
def test_a_restricted_attempt_does_not_exist_but_for_the_officer(world: World, operation: str) -> None:
    before = call(world, operation, "officer").status_code
    restricted, nothing = update(Attempt).values(restricted_at_us=1), unknown(world)
    for caller in ("owner", "recruiter", "reviewer", "interviewer"):
        with world.changed(restricted):
            hidden = told(_unguarded(world, operation, caller, world.ids), world.ids)
        assert "Kim Running" not in hidden[2]
        if "{assessment_id}" not in operation:  # which is there, only without this attempt
            assert hidden == told(call(world, operation, caller, nothing), nothing), caller
    with world.changed(restricted):
        assert _unguarded(world, operation, "officer", world.ids).status_code == before


def _unguarded(world: World, operation: str, caller: str, ids: dict[str, str]) -> httpx.Response:
    method, template = operation.split()
    who = world.callers[caller]
    return world.send(who, method, calls.address(template, ids), **calls.options(world, operation, ids, who))


@pytest.mark.parametrize("row", STATE_TABLE)
def test_each_state_of_an_attempt_allows_what_the_table_says(world: World, row: str) -> None:
    operation, _, caller = row.rpartition(" ")
    found = {}
    for state in STATES:
        with world.changed(update(Attempt).values(state=state)):
            found[state] = word_of(_unguarded(world, operation, caller, world.ids))
    assert found == dict(zip(STATES, STATE_TABLE[row], strict=True))
