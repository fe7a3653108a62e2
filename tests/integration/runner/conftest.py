"""The real engine for tests marked docker, and a look at what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from runner import images
from runner.boxes.docker_door import LABEL
from runner.boxes.docker_engine import DockerEngine
from runner.boxes.sweeping import owner_words


@pytest.fixture(scope="session")
def engine() -> Iterator[DockerEngine]:
    """Docker with the current image; afterwards nothing of ours may be left."""
    engine = DockerEngine()
    images.build(engine.door, print)
    yield engine
    engine.close()
    assert orphans(engine) == []


def orphans(engine: DockerEngine) -> list[str]:
    """Boxes of this very process that still exist."""
    rows = engine.door.containers(f"{LABEL}=box")
    return [str(row["Id"]) for row in rows if row["Labels"].get("org.recrutr.owner") == owner_words()]
