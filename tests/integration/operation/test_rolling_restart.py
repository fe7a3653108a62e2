"""Two API processes and a worker on PostgreSQL behind HAProxy, restarted one after the other: no request fails.

HAProxy runs by the configuration that is handed out, with other ports.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from protocol.identifiers import new_identifier
from tests.integration.backend.conftest import Device
from tests.integration.operation.conftest import argv, end, free_port, until

CONFIGURATION = Path(__file__).parents[3] / "installers" / "deployment" / "haproxy.cfg"
DRAIN_S = "2"
LEAST_REQUESTS = 100
"""Between the first process's end and the last one's beginning; far fewer than a quiet machine answers."""


@dataclass
class House:
    """The processes; `ports`: HAProxy's, those of the two APIs, and that of HAProxy's own state."""

    data: Path
    variables: dict[str, str]
    ports: tuple[int, int, int, int]
    running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports[0]}"

    def start(self, name: str, *arguments: str) -> subprocess.Popen[str]:
        command = argv("worker" if name == "worker" else "backend", "--data", str(self.data), *arguments)
        if name != "worker":
            port = str(self.ports[1 if name == "one" else 2])
            command += ["--no-worker", "--port", port, "--base-url", self.url, "--drain-seconds", DRAIN_S, "--proxy"]
        environment = {**os.environ, **self.variables}
        process = subprocess.Popen(command, stdout=-1, stderr=-1, text=True, env=environment)
        self.running[name] = process
        return process

    def restart(self, name: str) -> None:
        end(self.running.pop(name))
        self.start(name)
        if name != "worker":
            self.wait_for(name)

    def wait_for(self, name: str) -> None:
        """Until HAProxy sends requests to it."""

        def is_up() -> bool:
            lines = requests.get(f"http://127.0.0.1:{self.ports[3]}/;csv", timeout=20).text.splitlines()
            states = [line.split(",") for line in lines if line.startswith(f"recrutr,{name},")]
            return states[0][lines[0].split(",").index("status")] == "UP"

        until(is_up)


@contextmanager
def _balanced(ports: tuple[int, int, int, int], folder: Path) -> Iterator[None]:
    program = shutil.which("haproxy") or ("/usr/sbin/haproxy" if Path("/usr/sbin/haproxy").exists() else None)
    if program is None:
        pytest.fail("HAProxy is not installed: ./recrutr test installs it (Debian's package haproxy).", pytrace=False)
    text = CONFIGURATION.read_text()
    for given, ours in zip(("8000", "8001", "8002", "8404"), ports, strict=True):
        assert f"127.0.0.1:{given}\n" in text
        text = text.replace(f"127.0.0.1:{given}\n", f"127.0.0.1:{ours}\n")
    (folder / "haproxy.cfg").write_text(text)
    checked = subprocess.run(
        [program, "-c", "-f", str(folder / "haproxy.cfg")], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen([program, "-db", "-f", str(folder / "haproxy.cfg")], stdout=-1, stderr=-1, text=True)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


@pytest.fixture
def house(tmp_path: Path, place: tuple[Path, dict[str, str]]) -> Iterator[House]:
    made = House(*place, (free_port(), free_port(), free_port(), free_port()))
    with ExitStack() as stack:
        stack.enter_context(_balanced(made.ports, tmp_path))
        try:
            yield made
        finally:
            for process in made.running.values():
                process.send_signal(signal.SIGTERM)
            for process in made.running.values():
                end(process)  # a second signal, which waits no longer for HAProxy


@dataclass
class Load:
    """Threads that ask until they are stopped; `failed` holds what was not answered as it should be."""

    stop: threading.Event = field(default_factory=threading.Event)
    asked: int = 0
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, response: requests.Response | Exception, expected: int = 200) -> None:
        with self.lock:
            self.asked += 1
            if isinstance(response, Exception) or response.status_code != expected:
                told = str(response) if isinstance(response, Exception) else f"{response.status_code} {response.text}"
                self.failed.append(f"{self.asked} {told[:300]}")

    def reading(self, url: str) -> None:
        """Somebody who looks at pages, on one connection."""
        with requests.Session() as browser:
            while not self.stop.wait(0.02):
                for path in ("/portal/sign-in", "/api/v1/time"):
                    self._ask(lambda path=path: browser.get(f"{url}{path}", timeout=60))

    def visiting(self, url: str) -> None:
        """Somebody new each time."""
        while not self.stop.wait(0.02):
            self._ask(lambda: requests.get(f"{url}/api/v1/time", timeout=60))

    def working(self, device: Device) -> None:
        """A device: each batch of its journal is sent once, and must be taken at once."""
        while not self.stop.wait(0.02):
            entries = device.entries(*device.facts(3))
            self._ask(lambda entries=entries: device.send(entries))

    def _ask(self, ask: Any) -> None:
        try:
            self.keep(ask())
        except requests.RequestException as error:
            self.keep(error)


def _roll(house: House, rounds: int, names: tuple[str, ...]) -> Load:
    first = house.start("one", "--seed-demo", "--json")
    assert first.stdout is not None
    line = first.stdout.readline()
    assert line, first.communicate()[1]
    code = json.loads(line)["demo"]["code"]
    house.start("two")
    if "worker" in names:
        house.start("worker")
    for name in ("one", "two"):
        house.wait_for(name)
    device = Device(house.url).work_up_to_start(code)
    load = Load()
    tasks: list[tuple[Callable[[Any], None], Any]] = [
        (load.reading, house.url),
        (load.visiting, house.url),
        (load.working, device),
    ]
    threads = [threading.Thread(target=task, args=(given,), daemon=True) for task, given in tasks]
    for thread in threads:
        thread.start()
    try:
        for _ in range(rounds):
            for name in names:
                house.restart(name)
        until(lambda: load.asked >= LEAST_REQUESTS)
    finally:
        load.stop.set()
        for thread in threads:
            thread.join(120)
    assert load.failed == []
    with device.http:
        submission, entries = device.handing_in("print(2)")
        assert device.send(entries).status_code == 200
        assert device.submit("print(2)", submission or new_identifier()).status_code == 200
    return load


def test_no_request_fails_while_one_of_two_is_restarted(house: House) -> None:
    _roll(house, 1, ("one",))


@pytest.mark.long
def test_no_request_fails_in_ten_rounds(house: House) -> None:
    load = _roll(house, 10, ("one", "two", "worker"))
    print(f"rolling restart: {load.asked} requests, 30 restarts, 0 failed")
