"""The real engine for tests marked docker, and a look at what it leaves behind."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest

from runner import image_building
from runner.boxes.docker_door import LABEL
from runner.boxes.docker_engine import DockerEngine
from runner.boxes.sweeping import owner_words
from runner.engine import Engine
from tests.integration.runner import leftovers
from tests.integration.runner.canaries import Canaries


@pytest.fixture(scope="session")
def engine() -> Iterator[DockerEngine]:
    """Docker with the current image; afterwards nothing of ours may be left."""
    engine = DockerEngine()
    image_building.build(engine.door, print)
    yield engine
    engine.close()
    assert orphans(engine) == []


def orphans(engine: DockerEngine) -> list[str]:
    """Boxes of this very process that still exist."""
    rows = engine.door.containers(f"{LABEL}=box")
    return [str(row["Id"]) for row in rows if row["Labels"].get("org.recrutr.owner") == owner_words()]


ENGINES: dict[str, Callable[[], Engine]] = {"cells": DockerEngine, "whole": lambda: DockerEngine(cells=False)}
"""What the hostile corpus is held against: many boxes in a container, and a container for each. One line an engine."""


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canaries]:
    """What nobody in a box may reach; nobody may have when the tests of a module are over."""
    with Canaries(tmp_path_factory.mktemp("canaries"), secrets.token_hex(16)) as canaries:
        yield canaries
        assert canaries.hits == []


@pytest.fixture(scope="module", params=["cells", pytest.param("whole", marks=pytest.mark.long)])
def sandbox(request: pytest.FixtureRequest, engine: DockerEngine, canaries: Canaries) -> Iterator[Engine]:
    """A fresh engine that is closed at the end, when nothing of its boxes may be left on the machine."""
    before = leftovers.look(leftovers.Surroundings(canaries.secret))
    sandbox = ENGINES[request.param]()
    yield sandbox
    sandbox.close()
    assert before.left() == []
