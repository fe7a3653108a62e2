"""Three PostgreSQL servers under Patroni with etcd, behind HAProxy, by the configurations that are handed out.

All are Debian's programs, on free ports of 127.0.0.1 and in one temporary folder; they end with the test's process,
whatever ends it. The servers run as `postgres` where the tests run as root, which PostgreSQL refuses to be.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests

from tests.storage.server_process import CHECKOUT, free_port

NAMES = ("one", "two", "three")
DEPLOYMENT = CHECKOUT / "installers" / "deployment"
PASSWORDS = {"a password of its own": "super-of-tests", "another password": "copies-of-tests"}
ROLE_PASSWORD = "role-of-tests"  # noqa: S105 - of servers that exist in these tests only
PATIENCE_S = 120.0
_KEEPER = """
cat
cd "$1" || exit
for round in 1 2 3 4 5; do
    kill -9 $(cat *.pid; head -qn 1 data-*/postmaster.pid) 2>/dev/null
    sleep 0.1
done
sleep 0.5
rm -rf "$1"
"""
"""Waits until the pipe from the test's process closes, then ends what runs in the folder and takes it away."""


@dataclass
class ThreeServers:
    """The running servers. `ports`: of each PostgreSQL and of each Patroni's own service, by name."""

    folder: Path
    front: int
    etcd: int
    ports: Mapping[str, tuple[int, int]]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def address(self, database: str, user: str = "recrutr") -> str:
        """A database by way of HAProxy."""
        password = ROLE_PASSWORD if user.startswith("recrutr") else PASSWORDS["a password of its own"]
        return f"postgresql://{user}:{password}@127.0.0.1:{self.front}/{database}"

    def variables(self) -> dict[str, str]:
        """What tells a backend of its databases."""
        return {
            "RECRUTR_DATABASE": self.address("recrutr"),
            "RECRUTR_DATABASE_OWNER": self.address("recrutr", "recrutr_owner"),
            "RECRUTR_KEYS_DATABASE": self.address("recrutr_keys"),
        }

    def members(self) -> dict[str, str]:
        """Who is what now: `leader`, `sync_standby`, `replica`; only those that run. Asked of any that answers."""
        for _, service in self.ports.values():
            with suppress(requests.RequestException):
                told = requests.get(f"http://127.0.0.1:{service}/cluster", timeout=3).json()["members"]
                return {each["name"]: each["role"] for each in told if each["state"] in {"running", "streaming"}}
        return {}

    def leader(self) -> str:
        """The one that takes writes; empty when there is none."""
        return next((name for name, role in self.members().items() if role == "leader"), "")

    def is_whole(self) -> bool:
        """Whether one leads and both others follow, one of them at every commit."""
        return sorted(self.members().values()) == ["leader", "replica", "sync_standby"]

    def start(self, name: str) -> None:
        """Patroni of a server, and by it the server."""
        self._run(name, "patroni", str(self.folder / f"{name}.yml"))

    def kill(self, name: str) -> None:
        """End both at once, as the loss of a machine does."""
        server = int((self.folder / f"data-{name}" / "postmaster.pid").read_text().split()[0])
        patroni = self.running.pop(name)
        (self.folder / f"{name}.pid").unlink()
        patroni.kill()
        os.kill(server, signal.SIGKILL)
        patroni.wait(30)

    def start_etcd(self) -> None:
        """What Patroni's servers agree by."""
        peer, client = f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{self.etcd}"
        options = {
            "data-dir": self.folder / "etcd",
            "listen-client-urls": client,
            "advertise-client-urls": client,
            "listen-peer-urls": peer,
            "initial-advertise-peer-urls": peer,
            "initial-cluster": f"default={peer}",
        }
        self._run("etcd", "etcd", *(f"--{name}={value}" for name, value in options.items()))

    def start_front(self) -> None:
        """HAProxy."""
        self._run("front", "haproxy", "-db", "-f", str(self.folder / "haproxy.cfg"))

    def make_databases(self) -> None:
        """Roles and databases as docs/operations.md has them."""
        with psycopg.connect(self.address("postgres", "postgres"), autocommit=True) as connection:
            for role in ("recrutr_owner", "recrutr"):
                connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{ROLE_PASSWORD}'".encode())
            connection.execute(b"GRANT recrutr TO recrutr_owner")
            connection.execute(b"CREATE DATABASE recrutr OWNER recrutr_owner")
            connection.execute(b"CREATE DATABASE recrutr_keys OWNER recrutr")

    def until(self, condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
        """Wait until it came about; fails with what the servers wrote."""
        waiting = threading.Event()
        for _ in range(int(seconds / 0.1)):
            if condition():
                return
            waiting.wait(0.1)
        logs = {path.name: path.read_text(errors="replace")[-1500:] for path in self.folder.glob("*.log")}
        raise AssertionError("\n".join(f"--- {name}\n{text}" for name, text in logs.items()))

    def _run(self, name: str, what: str, *arguments: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [program(what), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={each: value for each, value in os.environ.items() if not each.startswith("PYTHON")},
                start_new_session=True,
                **_as_owner(),
            )
        (self.folder / f"{name}.pid").write_text(f"{process.pid}\n")
        self.running[name] = process


def configured(folder: Path) -> ThreeServers:
    """Their configurations on free ports in a folder; nothing runs."""
    made = ThreeServers(folder, free_port(), free_port(), {name: (free_port(), free_port()) for name in NAMES})
    _write(made)
    return made


@contextmanager
def three_servers() -> Iterator[ThreeServers]:
    """Make and start them; whole at the beginning."""
    folder = Path(tempfile.mkdtemp(prefix="recrutr-three-"))
    folder.chmod(0o700)
    if "user" in _as_owner():
        shutil.chown(folder, "postgres", "postgres")
    with ExitStack() as stack:
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", str(folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
            **_as_owner(),
        )
        assert keeper.stdin is not None
        stack.callback(keeper.wait, 60)
        stack.callback(keeper.stdin.close)
        made = configured(folder)
        made.start_etcd()
        for name in NAMES:
            made.start(name)
        made.until(made.is_whole)
        made.start_front()
        # HAProxy takes all three for good ones until it has asked them twice, and gives each its turn.
        made.until(lambda: all(_takes(made.address("postgres", "postgres")) for _ in range(6)))
        made.make_databases()
        yield made
    for process in made.running.values():
        process.wait(30)


def _write(made: ThreeServers) -> None:
    folder = made.folder
    front = (DEPLOYMENT / "haproxy-postgresql.cfg").read_text()
    front = _changed(front, {"bind 127.0.0.1:5000": f"bind 127.0.0.1:{made.front}"})
    for place, (name, (port, service)) in enumerate(made.ports.items()):
        given = f"server {name} 127.0.0.1:{5432 + place} check port {8008 + place}"
        front = _changed(front, {given: f"server {name} 127.0.0.1:{port} check port {service}"})
        text = _changed(
            (DEPLOYMENT / "patroni.yml").read_text(),
            {
                "name: one": f"name: {name}",
                "127.0.0.1:8008": f"127.0.0.1:{service}",
                "127.0.0.1:5432": f"127.0.0.1:{port}",
                "127.0.0.1:2379": f"127.0.0.1:{made.etcd}",
                "/var/lib/postgresql/recrutr\n": f"{folder}/data-{name}\n",
                "/var/lib/postgresql/recrutr.pgpass": f"{folder}/{name}.pgpass",
                "/usr/lib/postgresql/15/bin": _folder_of_postgres(),
                "/var/run/postgresql": str(folder),
                **PASSWORDS,
            },
        )
        _keep(folder / f"{name}.yml", text)
    _keep(folder / "haproxy.cfg", front)


def _changed(text: str, changes: Mapping[str, str]) -> str:
    for given, ours in changes.items():
        assert given in text, given
        text = text.replace(given, ours)
    return text


def _keep(path: Path, text: str) -> None:
    path.write_text(text)
    if "user" in _as_owner():
        shutil.chown(path, "postgres", "postgres")
    path.chmod(0o600)


def _takes(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=3) as connection:
            return connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
    except psycopg.OperationalError:
        return False


def _as_owner() -> dict[str, Any]:
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def program(name: str) -> str:
    """Where one of Debian's programs is; a test without it fails."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")
    if found is None:
        words = f"{name} is not installed: ./recrutr test installs it (Debian's patroni, etcd-server and haproxy)."
        pytest.fail(words, pytrace=False)
    return found


def _folder_of_postgres() -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda it: int(it.parts[-3]))
    if not found:
        pytest.fail("PostgreSQL is not installed: ./recrutr test installs it (Debian's postgresql).", pytrace=False)
    return str(found[-1].parent)
