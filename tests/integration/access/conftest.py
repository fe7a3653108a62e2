"""One seeded world for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from backend.accounts import passwords
from tests.integration.access.world import World, seeded_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Passwords are hashed quickly here: what hashing costs is no matter of access."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick)
        patch.setattr(passwords, "NOBODY_HASH", quick.hash("a password that nobody has"))
        with seeded_world(tmp_path_factory.mktemp("world")) as made:
            yield made
