"""The real app against a real server, without judge and container engine: opened, worked through, read, closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.composition import Desktop
from app.settings import Asked, Policy, gather
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.main import Parts
from backend.runs.desk import RunDesk
from backend.server import Server
from backend.settings import Settings
from protocol.attempts import EvidenceLevel
from tests.demo.driver import Hands
from tests.integration.conftest import accept_everything, problem_zip
from ui.states import Screen

PLAN = SeedPlan(packages=[Package("double", problem_zip())], evidence_level=EvidenceLevel.JOURNAL)
DEAD_ENGINE = "tcp://127.0.0.1:9"
"""The discard port, where nothing listens: an engine address that does not answer."""


@dataclass
class World:
    """A running backend, and apps on it."""

    server: Server
    seeded: SeedResult
    folder: Path
    apps: list[Desktop] = field(default_factory=list)

    def app(self, name: str = "one", *, camera: str | None = None, server: str = "", code: str = "") -> Hands:
        """Open the app with a dead engine on its own folder."""
        asked = Asked(server or self.server.url, self.folder / name, code or self.seeded.code, camera, "light")
        desktop = Desktop(gather(Policy(engine=DEAD_ENGINE), asked))
        desktop.open()
        self.apps.append(desktop)
        return Hands(desktop.window, key_ms=0)

    def close(self) -> None:
        """Close the apps; every thread stops, and no bug was logged on the way."""
        for desktop in self.apps:
            assert desktop.close() == []
            log = desktop.home.logs / "recrutr.log"
            assert "unexpected failure" not in log.read_text()
        self.apps.clear()


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    """The key is wrapped with the invitation code, whatever keyring this machine has."""
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call] # keyring publishes no types
    yield
    keyring.set_keyring(before)


def world_of(folder: Path, plan: SeedPlan, runs: RunDesk | None = None) -> Iterator[World]:
    settings = Settings(data=folder / "backend", port=0, waiting_period_us=0, remote_runs=0)
    server = Server.open(settings, parts=Parts(accept_everything, runs=runs))
    server.start()
    world = World(server, seed(server.services, plan), folder)
    try:
        yield world
        world.close()
    finally:
        for desktop in world.apps:
            desktop.close()
        server.stop()


def words_of(hands: Hands, name: str) -> str:
    """All words that a visible widget shows."""
    if not hands.is_there(name):
        return ""
    widget = hands.find(name)
    parts = [widget, *widget.findChildren(QWidget)]
    return " ".join(part.text() if isinstance(part, QLabel) else part.accessibleName() for part in parts)


def to_notice(hands: Hands) -> None:
    hands.click("joinButton")
    hands.wait(lambda: hands.window.screen_shown is Screen.NOTICE, "the notice", 60)


def to_check(hands: Hands) -> None:
    to_notice(hands)
    hands.click("noticeRead")
    hands.click("noticeAgree")
    hands.wait(lambda: hands.window.screen_shown is Screen.CHECK, "the check", 60)


def to_work(hands: Hands) -> None:
    to_check(hands)
    hands.click("startButton", 90)
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work", 60)


def submit(hands: Hands) -> None:
    hands.click("submitButton")
    hands.confirm()


def finish(hands: Hands) -> None:
    hands.click("finishButton")
    hands.confirm()
    hands.wait(lambda: hands.window.screen_shown is Screen.FINISH, "the last screen", 60)


def drained(hands: Hands) -> Callable[[], bool]:
    return lambda: "Everything is done" in words_of(hands, "closingWords")
