"""A real backend for tests of the desktop's half: one server, as many fresh invitations as there are desks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.demo.seed import Package, SeedPlan, seed
from backend.main import Parts
from backend.server import Server
from backend.settings import Settings
from tests.integration.conftest import accept_everything, problem_zip

PACKAGE = Package("double", problem_zip())


@dataclass
class House:
    """A running backend and one invitation."""

    server: Server
    seeded: Any

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def services(self) -> Any:
        return self.server.services

    def invite(self) -> House:
        """The same backend with a fresh invitation."""
        return House(self.server, seed(self.services, SeedPlan(packages=[PACKAGE])))


@contextmanager
def running_house(data: Path) -> Iterator[House]:
    """A backend until the end of the `with`."""
    server = Server.open(Settings(data=data, port=0, waiting_period_us=0), parts=Parts(judge=accept_everything))
    server.start()
    try:
        yield House(server, None)
    finally:
        server.stop()
