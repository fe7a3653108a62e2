"""The Join screen with a copy that does not fit: the real Entrance on a real backend, store and window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.attempt import Attempt
from app.background import Worker
from app.bridge import Bridge
from app.entrance import Desk as AppDesk
from app.entrance import Entrance
from app.home import Home
from app.settings import Asked, Policy, gather
from sync.client import Client
from tests.integration.sync.test_to_the_backend import Desk
from tests.storage.house import House, running_house
from ui.window import MainWindow

PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("backend")) as running:
        yield running


@dataclass
class Stage:
    """The Entrance in a real window; `opened` is what it led to."""

    window: MainWindow
    entrance: Entrance
    opened: list[Attempt]

    def words(self) -> str:
        return " ".join(each.text() for each in self.window.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def worked(house: House, tmp_path: Path) -> Desk:
    """A device that has sent some work and was closed."""
    desk = Desk(house.invite(), house.url, tmp_path)
    desk.open_document()
    desk.type("print(1)\n")
    desk.engine.start()
    assert desk.engine.drain(60.0).nothing
    desk.engine.stop()
    desk.store.close()
    desk.client.close()
    return desk


@pytest.fixture
def stage(house: House, worked: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Stage]:
    monkeypatch.setattr("app.entrance.find_holders", lambda *_place, **_ways: [worked.stores._holder])
    bridge, worker, window = Bridge(), Worker("background"), MainWindow()
    worker.start()
    window.show()
    qtbot.addWidget(window)
    opened: list[Attempt] = []
    settings = gather(Policy(), Asked(data=tmp_path, server=house.url))
    entrance = Entrance(AppDesk(settings, Home(tmp_path), window, bridge, worker), opened.append)
    yield Stage(window, entrance, opened)
    for attempt in opened:
        attempt.close(5.0)
    assert worker.stop(10)
    bridge.close()
    window.leave()


def damage(file: Path) -> bytes:
    """Flip one bit; the bytes that are there then."""
    damaged = bytearray(file.read_bytes())
    damaged[5 * 4096 + 100] ^= 1
    file.write_bytes(damaged)
    return bytes(damaged)


@pytest.mark.parametrize("way", ["opening", "joining"])
def test_a_damaged_copy_is_replaced_by_one_button(
    stage: Stage, worked: Desk, tmp_path: Path, qtbot: QtBot, way: str
) -> None:
    damaged = damage(tmp_path / "attempts" / worked.store.attempt / "store.db")
    if way == "opening":
        stage.entrance.enter()
    else:
        stage.entrance.join(worked.backend.url, worked.backend.seeded.code)
    qtbot.waitUntil(lambda: "Press “Get my work back”" in stage.words(), timeout=PATIENCE_MS)
    assert not stage.opened
    assert not list((tmp_path / "attempts").glob(".quarantine-*")), "nothing happens before the person wants it"
    stage.entrance.take_offer()
    qtbot.waitUntil(lambda: bool(stage.opened), timeout=PATIENCE_MS)
    (attempt,) = stage.opened
    assert (attempt.put_back, attempt.has_acknowledged) == (False, True)
    held = worked.server_hashes()
    assert [attempt.store.outbox.hash_at(number + 1) for number in range(len(held))] == held
    assert attempt.store.rebuild_documents()[worked.document] == "print(1)\n"
    (aside,) = (tmp_path / "attempts").glob(".quarantine-*")
    assert (aside / "store.db").read_bytes() == damaged


def test_a_copy_that_is_gone_is_put_back_without_asking(
    stage: Stage, worked: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    shutil.rmtree(tmp_path / "attempts" / worked.store.attempt)
    stage.entrance.join(worked.backend.url, worked.backend.seeded.code)
    qtbot.waitUntil(lambda: bool(stage.opened), timeout=PATIENCE_MS)
    (attempt,) = stage.opened
    assert (attempt.put_back, attempt.has_acknowledged) == (True, True)
    assert attempt.store.rebuild_documents()[worked.document] == "print(1)\n"


def test_a_damaged_copy_of_an_attempt_that_had_not_started_begins_anew(
    house: House, stage: Stage, tmp_path: Path, qtbot: QtBot
) -> None:
    code = house.invite().seeded.code
    stage.entrance.join(house.url, code)
    qtbot.waitUntil(lambda: bool(stage.opened), timeout=PATIENCE_MS)
    attempt = stage.opened.pop()
    attempt.close(5.0)
    damage(tmp_path / "attempts" / attempt.joined.attempt / "store.db")
    stage.entrance.join(house.url, code)
    qtbot.waitUntil(lambda: "Press “Get my work back”" in stage.words(), timeout=PATIENCE_MS)
    stage.entrance.take_offer()
    qtbot.waitUntil(lambda: bool(stage.opened), timeout=PATIENCE_MS)
    (again,) = stage.opened
    assert (again.joined.attempt, again.has_started, again.put_back) == (attempt.joined.attempt, False, False)


def test_a_copy_with_other_work_is_replaced_by_one_button_only(
    stage: Stage, worked: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    """An old copy was put back and worked in: what it holds is nowhere else in an editor."""
    folder, old = tmp_path / "attempts" / worked.store.attempt, tmp_path / "old"
    shutil.copytree(folder, old)
    worked.store = worked.stores.open(worked.store.attempt)
    worked.type("print(2)\n")
    worked.client = Client(worked.backend.url)
    worked.client.sign_in(worked.store.attempt, worked.store.joined.token)
    worked.engine = worked.new_engine()
    worked.engine.start()
    assert worked.engine.drain(60.0).nothing
    worked.engine.stop()
    worked.store.close()
    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    store = worked.stores.open(worked.store.attempt)
    worked.store, worked.position = store, len("print(1)\n")
    worked.type("# odd")
    store.keep("app.server", worked.backend.url.encode()).result(30)
    store.keep("app.code", worked.backend.seeded.code.encode()).result(30)
    store.close()
    stage.entrance.enter()
    qtbot.waitUntil(lambda: "Press “Get my work back”" in stage.words(), timeout=PATIENCE_MS)
    assert "Both are kept" in stage.words()
    assert not stage.opened
    stage.entrance.take_offer()
    qtbot.waitUntil(lambda: bool(stage.opened), timeout=PATIENCE_MS)
    assert stage.opened[0].store.rebuild_documents()[worked.document] == "print(1)\nprint(2)\n"
    assert len(list((tmp_path / "attempts").glob(".quarantine-*"))) == 1


def test_an_honest_copy_opens_as_it_is(stage: Stage, worked: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    stage.entrance.join(worked.backend.url, worked.backend.seeded.code)
    qtbot.waitUntil(lambda: bool(stage.opened), timeout=PATIENCE_MS)
    assert not stage.opened[0].put_back
    assert not list((tmp_path / "attempts").glob(".quarantine-*"))
