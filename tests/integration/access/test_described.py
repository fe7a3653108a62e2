"""No request that the description allows, or nearly, ends in a server error, whoever sends it.

Answers of the API are what its description says of them.

Each role asks every operation. The default run takes a few hundred requests, in which each operation has its turn with
two roles; the long form at least 50,000 as each role, in shards kept by the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.integration.access import calls
from tests.integration.access.described import Operation, Told, all_operations, ask
from tests.integration.access.table import operations, read_table, word_of
from tests.integration.access.world import World, seeded_world
from tests.ledger import Ledger

ROLES = ("owner", "recruiter", "reviewer", "interviewer", "officer", "device", "token", "nobody")
"""The candidate is `device`, and anybody who has a link; `token` may do all that tokens may."""
WANTED, SHARDS, EXAMPLES = 50_000, 37, 6
"""As each role; a shard asks every operation so often."""
BY_HAND = {"GET /openapi.json", "GET /static/portal/{build}/{name}"}
_, TABLE = read_table("matrix.txt")


@pytest.fixture
def described(world: World) -> list[Operation]:
    return all_operations(world.app)


def _all(world: World, roles: Sequence[str], examples: int, number: int) -> dict[str, Told]:
    """Every operation; in all for each role."""
    whole = {role: Told() for role in roles}
    for place, operation in enumerate(all_operations(world.app)):
        for role, told in ask(world, roles, operation, examples, number * 1000 + place).items():
            whole[role].answers.update(told.answers)
            whole[role].faults |= told.faults
    return whole


def test_every_operation_is_described(world: World, described: list[Operation]) -> None:
    names = {operation.name.replace("{rest}", "{rest:path}") for operation in described}
    assert operations(world.app) - BY_HAND <= names
    assert len(described) == len(names)


def test_a_token_of_every_scope_is_let_in_wherever_one_of_its_scopes_is(world: World) -> None:
    for name in ("GET /api/v1/results", "GET /api/v1/assessments", "GET /api/v1/webhooks", "GET /api/v1/problems"):
        method, template = name.split()
        assert word_of(world.send(world.callers["token"], method, calls.address(template, world.ids))) == "ok", name


def test_a_few_hundred_requests_end_in_no_server_error(world: World, described: list[Operation]) -> None:
    answers: Counter[str] = Counter()
    faults: dict[tuple[str, str], str] = {}
    for place, operation in enumerate(described):
        roles = [ROLES[(place + more) % len(ROLES)] for more in (0, 3)]
        for told in ask(world, roles, operation, 1, place).values():
            answers.update(told.answers)
            faults |= told.faults
    assert not faults
    assert answers.total() > 1.5 * len(described)
    assert answers["2xx"] > 20


@pytest.mark.long
@pytest.mark.timeout(24 * 3600)
@pytest.mark.usefixtures("quick_passwords")
def test_fifty_thousand_requests_as_each_role(tmp_path: Path) -> None:
    """Each shard has a world of its own: a session ends after 30 idle minutes, and all together take longer."""
    ledger = Ledger("described requests")
    for shard in ledger.missing(SHARDS):
        with seeded_world(tmp_path / str(shard), None) as world:
            assert SHARDS * EXAMPLES * len(all_operations(world.app)) > WANTED
            found = _all(world, ROLES, EXAMPLES, shard + 1)
        faults = {fault: words for told in found.values() for fault, words in told.faults.items()}
        assert not faults
        figures: dict[str, float | list[float]] = {}
        for role, told in found.items():
            let_in = told.answers["2xx"] + told.answers["3xx"]
            assert let_in > told.requests / 50, f"hardly anything was open to {role}"
            figures |= {f"requests_{role}": told.requests, f"let_in_{role}": let_in}
        ledger.add(shard, {**figures, "server_errors": 0})
