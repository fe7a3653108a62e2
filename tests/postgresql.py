"""A real PostgreSQL for tests: Debian's binaries, in a temporary folder, reached by a socket in it, gone afterwards.

Databases are copied from a template with all tables, so that each test has its own for some milliseconds.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine

from backend.settings import Settings
from tests.keeper import let_go

ADMIN, OWNER, USER = "recrutr_admin", "recrutr_owner", "recrutr"
"""Who makes databases; who owns the tables in them; as whom the backend works, within what the owner lets it."""
PROGRAMS = Path("/usr/lib/postgresql")
"""Where Debian keeps a folder for each version."""
_TEMPLATES = {"main": "template_recrutr", "keys": "template0"}
_QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "400",
    "shared_buffers": "32MB",
    "autovacuum": "off",
}
"""No power cut is tested here: a kill of the server loses nothing without fsync either. Nothing runs unasked, so that
what a test finds in the files is what our own statements left there."""
_DURABLE = {"fsync": "on", "full_page_writes": "on", "autovacuum": "on"}
"""As an operator has it, where what a commit costs is measured."""
_KEEPER = """
umask 077
folder=$1
shift
trap 'rm -rf "$folder"' EXIT
"$0" --no-sync -A trust -U recrutr_admin -E UTF8 --locale=C -D "$folder/data" || exit
server() { head -n 1 "$folder/data/postmaster.pid" 2>/dev/null; }
exec 3<&0
{
    cat <&3
    touch "$folder/ended"
    while [ ! -e "$folder/gone" ]; do kill -INT $(server); sleep 0.1; done 2>/dev/null
} &
while [ ! -e "$folder/ended" ]; do
    [ -e "$folder/closed" ] && { sleep 0.05; continue; }
    "$@" &
    wait $!
    [ -e "$folder/closed" ] || break
done
touch "$folder/gone"
wait
"""
"""Makes and holds the server. When the pipe from the test's process closes, whatever closed it, the server is told to
end until it has; then the folder goes. While a file `closed` lies in it, a server that ended is not started again."""


@dataclass
class Cluster:
    """One server with its databases."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    @classmethod
    @contextmanager
    def started(cls, *, durable: bool = False) -> Iterator[Cluster]:
        """Make, start, and take away again; that happens too when this process is killed. `durable`: with syncs."""
        program = {name: _program(name) for name in ("initdb", "postgres")}
        folder = Path(tempfile.mkdtemp(prefix="recrutr-pg-"))
        owner = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
        if owner is not None:
            shutil.chown(folder, owner, owner)
        as_owner: dict[str, Any] = {"user": owner, "group": owner, "extra_groups": []} if owner else {}
        options = [f"-c{name}={value}" for name, value in (_QUICK | (_DURABLE if durable else {})).items()]
        command = [program["postgres"], "-D", str(folder / "data"), "-k", str(folder), "-clisten_addresses=", *options]
        with (folder / "log").open("wb") as log:
            keeper = subprocess.Popen(
                ["/bin/sh", "-c", _KEEPER, program["initdb"], str(folder), *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # what ends our group must not end the one who tidies up
                **as_owner,
            )
        try:
            made = cls(folder)
            made._wait(keeper)
            made._make_template()
            yield made
        finally:
            let_go(keeper, folder, 30)

    def address(self, name: str, user: str = USER) -> str:
        """The address of a database."""
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def create(self, template: str) -> str:
        """A new database; returns its name. One without tables belongs to USER, one with them to their OWNER."""
        name = f"test_{next(self.numbers)}"
        owner = OWNER if template == _TEMPLATES["main"] else USER
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}")
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is in it."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """One statement that concerns the whole server."""
        with psycopg.connect(self.address("postgres", ADMIN), autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def away(self, by: signal.Signals = signal.SIGINT) -> Iterator[None]:
        """The server is ended, by default as for a restart, with SIGQUIT as by a crash; it answers again afterwards."""
        (self.folder / "closed").touch()
        pid_file = self.folder / "data" / "postmaster.pid"
        os.kill(int(pid_file.read_text().split()[0]), by)
        self._until(lambda: not self._answers())
        try:
            yield
        finally:
            (self.folder / "closed").unlink()
            self._until(self._answers)

    @contextmanager
    def databases(self) -> Iterator[Databases]:
        """Databases of one test."""
        made = Databases(self)
        try:
            yield made
        finally:
            for name in made.names.values():
                self.drop(name)

    def _wait(self, keeper: subprocess.Popen[bytes]) -> None:
        log = self.folder / "log"

        def begun() -> bool:
            assert keeper.poll() is None, log.read_text() if log.exists() else "PostgreSQL ended at its start"
            return self._answers()

        self._until(begun)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.address("postgres", ADMIN)).close()
        except psycopg.OperationalError:
            return False
        return True

    def _until(self, condition: Callable[[], bool]) -> None:
        waiting = threading.Event()
        for _ in range(1200):
            if condition():
                return
            waiting.wait(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def _make_template(self) -> None:
        from backend.database import open_engine
        from backend.migrations.apply import migrate
        from backend.models import load_models

        load_models()
        for role in (OWNER, USER):
            self.execute(f"CREATE ROLE {role} LOGIN")
        self.execute(f"GRANT {USER} TO {OWNER}")
        self.execute(f"CREATE DATABASE {_TEMPLATES['main']} TEMPLATE template0 OWNER {OWNER}")
        engine = open_engine(self.address(_TEMPLATES["main"], OWNER))
        migrate(engine, USER)
        engine.dispose()


@dataclass
class Databases:
    """The databases of one test, one for each data folder and purpose; the same folder means the same database."""

    cluster: Cluster
    names: dict[tuple[Path, str], str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, data: Path, purpose: str, user: str = USER) -> str:
        """The address for a data folder; `purpose` is main or keys."""
        with self.lock:
            key = (data, purpose)
            if key not in self.names:
                self.names[key] = self.cluster.create(_TEMPLATES[purpose])
            return self.cluster.address(self.names[key], user)

    def lead(self, patch: pytest.MonkeyPatch) -> None:
        """Lead every backend that this process opens to databases of its data folder."""
        patch.setattr(Settings, "database_place", property(lambda its: self.of(its.data, "main")))
        patch.setattr(Settings, "owner_place", property(lambda its: self.of(its.data, "main", OWNER)))
        patch.setattr(Settings, "keys_place", property(lambda its: self.of(its.data, "keys")))

    def variables(self, data: Path) -> dict[str, str]:
        """What tells a backend on a data folder of its databases."""
        return {
            "RECRUTR_DATABASE": self.of(data, "main"),
            "RECRUTR_DATABASE_OWNER": self.of(data, "main", OWNER),
            "RECRUTR_KEYS_DATABASE": self.of(data, "keys"),
        }


def connected_as(user: str, engine: Engine) -> psycopg.Connection:
    """A connection beside an engine's, to the same database, by another role; every statement is a transaction."""
    url = engine.url.set(drivername="postgresql", username=user)
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def _program(name: str) -> str:
    found = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda it: int(it.parts[-3]))
    if not found:
        pytest.fail(
            "PostgreSQL is not installed: ./recrutr test installs it (Debian's package postgresql).", pytrace=False
        )
    return str(found[-1])
