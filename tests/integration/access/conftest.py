"""One seeded world for all tests of a file; on PostgreSQL, too, with `./recrutr test --long`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from argon2 import PasswordHasher

from backend.accounts import passwords
from tests.integration.access.world import World, seeded_world
from tests.postgresql import Cluster


@pytest.fixture(scope="module")
def quick_passwords() -> Iterator[pytest.MonkeyPatch]:
    """Passwords are hashed quickly here: what hashing costs is no matter of access. The patch lasts as long as it."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick)
        patch.setattr(passwords, "NOBODY_HASH", quick.hash("a password that nobody has"))
        yield patch


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def world(
    request: pytest.FixtureRequest, quick_passwords: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world that every test of a file calls."""
    with quick_passwords.context() as patch, ExitStack() as stack:
        databases = None
        if request.param == "postgresql":
            databases = stack.enter_context(stack.enter_context(Cluster.started()).databases())
            databases.lead(patch)
        yield stack.enter_context(seeded_world(tmp_path_factory.mktemp("world"), databases))
