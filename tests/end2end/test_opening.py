"""Opening the app on work that does not open, or without a network: words in the real window, and nothing is lost."""

from __future__ import annotations

import gc
import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtWidgets import QLineEdit

from app.composition import Desktop
from app.settings import Asked, Policy, gather
from protocol.receipts import Countersigned
from tests.demo.driver import Hands
from tests.demo.processes import Cable
from tests.end2end.world import (
    DEAD_ENGINE,
    PLAN,
    World,
    drained,
    finish,
    submit,
    to_work,
    words_of,
    world_of,
)
from tests.storage.memory_keyring import MemoryKeyring
from tests.storage.secret_service import PrivateBus, SecretService, service_keyring
from ui.states import Screen

LINKED = "7K3M-9QTX-2C4V-8HWP"
HOUR_US = 3_600_000_000
pytestmark = [
    pytest.mark.timeout(240),
    # The keyring library leaves its connection to a locked keyring to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What the keyring library leaves is collected here, so that no other test is blamed for it."""
    yield
    gc.collect()


@pytest.fixture
def secrets(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """This machine's keyring is a Secret Service of our own."""
    before = keyring.get_keyring()
    with PrivateBus(tmp_path_factory.mktemp("bus")) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.SecretService.Keyring")
        with SecretService(bus.address) as service:
            keyring.set_keyring(service_keyring())
            yield service
    keyring.set_keyring(before)


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


def again(world: World, *, code: str | None = None) -> Hands:
    """Open the app once more, as from its icon: without a code."""
    asked = Asked(world.server.url, world.folder / "one", code, None, "light")
    desktop = Desktop(gather(Policy(engine=DEAD_ENGINE), asked))
    desktop.open()
    world.apps.append(desktop)
    return Hands(desktop.window, key_ms=0)


def database_of(world: World) -> Path:
    (file,) = (world.folder / "one" / "attempts").glob("[0-9a-f]*/store.db")
    return file


def begin(world: World, text: str) -> str:
    """Start, type, see it acknowledged, close; the text in the editor."""
    hands = world.app()
    to_work(hands)
    hands.go_to_end()
    hands.type_code(text)
    base = world.apps[0].journey._base
    assert base is not None
    store = base.attempt.store
    hands.wait(lambda: store.state.pending == 0 and store.outbox.acknowledged_seq() >= 3, "the server to have it", 60)
    base.sending._engine.drain(20.0)  # type: ignore[union-attr] # it runs while the work is open
    written = hands.window.editor().text()
    world.close()
    return written


def test_each_state_of_the_keyring_is_told_and_tried_again(world: World, secrets: SecretService) -> None:
    written = begin(world, "print('kept')")
    before = hashlib.sha256(database_of(world).read_bytes()).hexdigest()
    kept = dict(secrets.items)

    def told(words: str, picture: str) -> Hands:
        hands = again(world)
        hands.wait(lambda: words in words_of(hands, "joinMessage"), f"the words {words!r}", 60)
        hands.picture(world.folder, picture)
        assert hashlib.sha256(database_of(world).read_bytes()).hexdigest() == before
        assert hands.find("offerButton").isEnabled()
        return hands

    secrets.locked = True
    hands = told("keyring of this computer is locked", "keyring-locked")
    hands.click("offerButton")
    hands.wait(lambda: secrets.prompts >= 2, "another question", 30)
    hands.wait(lambda: hands.is_there("offerButton"), "the offer to be back", 30)
    world.close()
    secrets.locked, secrets.denies = False, True
    told("did not hand out the key", "keyring-denied")
    world.close()
    secrets.denies = False
    secrets.__exit__()
    hands = told("no keyring", "keyring-absent") if keyring.get_keyring() is None else told("does not answer", "gone")
    world.close()
    secrets.__enter__()
    keyring.set_keyring(MemoryKeyring())
    told("another keyring", "keyring-changed")
    world.close()
    keyring.set_keyring(service_keyring())
    secrets.locked = True
    hands = told("locked", "keyring-locked-again")
    secrets.on_prompt = "unlock"
    hands.click("offerButton")
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work to be back", 60)
    assert hands.window.editor().text() == written
    assert secrets.items == kept


def test_a_damaged_file_is_put_aside_and_the_work_comes_back(world: World) -> None:
    written = begin(world, "print('acknowledged')")
    file = database_of(world)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    hands = again(world, code=world.seeded.code)
    hands.wait(lambda: hands.is_there("offerButton"), "the offer", 60)
    assert "changed or damaged" in words_of(hands, "joinMessage")
    hands.picture(world.folder, "damaged")
    hands.click("offerButton")
    hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work to be back", 60)
    assert hands.window.editor().text() == written
    (aside,) = (world.folder / "one" / "attempts").glob(".quarantine-*")
    assert (aside / "store.db").read_bytes() == bytes(data)
    hands.go_to_end()
    hands.type_code("# and on")
    submit(hands)
    finish(hands)
    hands.wait(drained(hands), "everything to be sent", 60)
    assert "not" not in words_of(hands, "uploadWords").lower()


def test_a_second_launch_brings_the_first_window_forward(world: World) -> None:
    hands = world.app()
    hands.wait(lambda: hands.window.screen_shown is Screen.JOIN, "the first screen")
    hands.window.showMinimized()
    assert hands.find_kind("codeField", QLineEdit).text() != LINKED
    words = [sys.executable, "-m", "app", f"recrutr://join/{LINKED}", "--data", str(world.folder / "one")]
    began = time.monotonic()
    second = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    hands.wait(lambda: second.poll() is not None, "the second launch to end", 30)
    took_s = time.monotonic() - began
    assert second.stderr is not None
    assert "already running" in second.stderr.read()
    second.stderr.close()
    assert second.returncode == 0
    assert not hands.window.isMinimized()
    hands.wait(lambda: hands.find_kind("codeField", QLineEdit).text() == LINKED, "the code of the link", 10)
    assert hands.window.screen_shown is Screen.JOIN, "to join is for the person to say"
    print(f"the second launch ended after {took_s:.2f} s")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems end programs otherwise")
def test_an_app_whose_terminal_is_closed_ends_in_order(tmp_path: Path) -> None:
    heard = ["env", "--default-signal=HUP"]  # whoever runs the tests may ignore it, as nohup does
    words = [*heard, sys.executable, "-m", "app", "--data", str(tmp_path / "data"), "--server", "http://127.0.0.1:9"]
    app = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while not _catches(app.pid, signal.SIGHUP):
            assert app.poll() is None, "it was to be ended by the signal"
            assert time.monotonic() < end
            time.sleep(0.05)
        app.send_signal(signal.SIGHUP)
        assert app.wait(30) == 0
    finally:
        app.kill()
        app.wait()


def _catches(process: int, number: int) -> bool:
    """Whether a process has a handler for a signal, by the system."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    (caught,) = (line.split()[1] for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught, 16) >> (number - 1) & 1)


def test_without_any_network_to_the_end_and_sent_three_days_later(world: World) -> None:
    ahead_us = 0
    real = world.server.services.clock_us
    object.__setattr__(world.server.services, "clock_us", lambda: real() + ahead_us)
    with Cable(world.server.settings.port) as cable:
        hands = world.app(server=cable.address)
        to_work(hands)
        hands.go_to_end()
        hands.type_code("print(1)")
        submit(hands)
        base: Any = world.apps[0].journey._base
        outbox = base.attempt.store.outbox
        hands.wait(lambda: len(outbox.statuses()) == 1, "the first submission to arrive", 60)
        base.sending._engine.drain(20.0)
        cable.pull()
        hands.go_to_end()
        hands.type_code("# offline")
        submit(hands)
        left_us = base.attempt.left_us()
        world.close()
        hands = world.app(server=cable.address)
        hands.wait(lambda: hands.window.screen_shown is Screen.WORK, "the work without network", 60)
        base = world.apps[0].journey._base
        assert 0 <= left_us - base.attempt.left_us() < 120_000_000
        finish(hands)
        assert base.attempt.store.receipt is not None
        ahead_us = 72 * HOUR_US
        cable.plug()
        hands.wait(drained(hands), "everything to be sent", 90)
        first, second = base.attempt.store.outbox.statuses()
        assert (first.timeliness, second.timeliness) == ("on time", "unproven")
        word = Countersigned.from_signed(base.attempt.store.countersigned, base.attempt.joined.server_public_key)
        assert word.timeliness == "unproven"
