"""A real RabbitMQ for tests: Debian's package in a folder, with its own node name, cookie and epmd, then gone.

Nothing of the system's own RabbitMQ or Erlang is used or met, and systemd is not needed. It listens with TLS as
well, by a certificate for `localhost` that an authority of this run signed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection, create_server
from typing import Any

import pytest

from backend.jobs.broker import Broker
from protocol.errors import NetworkFault
from tests.certificates import vouched_certificate
from tests.keeper import let_go

USER, PASSWORD = "recrutr", "a-password-of-tests-4711"
SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
"""The program itself; the one on the PATH changes to another user first."""
START_S = 120.0
_KEEPER = """
umask 077
folder=$1
server=$2
tidy() {
    touch "$folder/ended" "$folder/closed"
    while [ ! -e "$folder/served" ]; do
        kill -KILL $(cat "$folder"/*.pid) 2>/dev/null
        sleep 0.1
    done
    rm -rf "$folder"
}
trap tidy EXIT
epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1 </dev/null >>"$folder/log" 2>&1 &
echo $! >"$folder/epmd.pid"
serve() {
    while [ ! -e "$folder/ended" ]; do
        [ -e "$folder/closed" ] && { sleep 0.1; continue; }
        "$server" </dev/null >>"$folder/log" 2>&1
    done
    touch "$folder/served"
}
serve &
read -r _
"""
"""Holds epmd and the server. When the pipe from the test's process closes, whatever closed it, both end, by their ids,
and the folder goes."""
_PERMISSIONS = '[{rabbit, [{default_permissions, [<<"^recrutr[.]">>, <<"^amq[.]default$">>, <<"^recrutr[.]">>]}]}].\n'
"""To configure, write and read: what docs/operations.md lets the user do, and no more."""
_CONFIGURATION = """
listeners.tcp.default = 127.0.0.1:{port}
listeners.ssl.default = 127.0.0.1:{sealed}
ssl_options.cacertfile = {certificates.authority}
ssl_options.certfile = {certificates.certificate}
ssl_options.keyfile = {certificates.key}
ssl_options.verify = verify_none
default_user = {user}
default_pass = {password}
disk_free_limit.absolute = 1MB
log.console = true
log.console.level = warning
log.file = false
"""


@dataclass
class Rabbit:
    """The running broker."""

    folder: Path
    port: int
    sealed_port: int
    authority: Path

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Rabbit]:
        """Make, start, and take away again; that happens too when this process is killed."""
        if not SERVER.exists():
            words = "RabbitMQ is not installed: ./recrutr test installs it (Debian's package rabbitmq-server)."
            pytest.fail(words, pytrace=False)
        folder = Path(tempfile.mkdtemp(prefix="recrutr-rabbit-"))
        port, sealed, distribution, epmd = _free_ports(4)
        certificates = vouched_certificate(folder)
        told = {"port": port, "sealed": sealed, "certificates": certificates, "user": USER, "password": PASSWORD}
        (folder / "rabbitmq.conf").write_text(_CONFIGURATION.format(**told))
        (folder / "advanced.config").write_text(_PERMISSIONS)
        (folder / "plugins").write_text("[].\n")
        (folder / "env.conf").touch()
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", str(folder), str(SERVER)],
            stdin=subprocess.PIPE,
            cwd=folder,
            start_new_session=True,  # what ends our group must not end the one who tidies up
            env=_environment(folder, distribution, epmd),
        )
        made = cls(folder, port, sealed, certificates.authority)
        try:
            made._until(made.answers, keeper)
            yield made
        finally:
            let_go(keeper, folder, 60)

    @property
    def address(self) -> str:
        """As a backend's setting has it."""
        return f"amqp://{USER}@127.0.0.1:{self.port}"

    def sealed_address(self, host: str = "localhost") -> str:
        """The same by TLS; the certificate is for `localhost`."""
        return f"amqps://{USER}@{host}:{self.sealed_port}"

    @property
    def settings(self) -> dict[str, Any]:
        """What a backend has to be told, by field."""
        return {"broker": self.address, "broker_password": PASSWORD}

    @property
    def variables(self) -> dict[str, str]:
        """The same for a process."""
        return {"RECRUTR_BROKER": self.address, "RECRUTR_BROKER_PASSWORD": PASSWORD}

    @contextmanager
    def line(self, queue: str) -> Iterator[Broker]:
        """A line of the test's own to a queue."""
        made = Broker(self.address, PASSWORD, queue)
        try:
            yield made
        finally:
            made.close()

    @contextmanager
    def away(self, by: signal.Signals = signal.SIGKILL) -> Iterator[None]:
        """Nobody answers until the end of the `with`; then the same broker with its disk."""
        (self.folder / "closed").touch()
        pid = self.folder / "rabbit.pid"
        os.kill(int(pid.read_text()), by)
        self._until(lambda: not self._listens())
        pid.unlink(missing_ok=True)  # another process may be given this number
        try:
            yield
        finally:
            (self.folder / "closed").unlink()
            self._until(self.answers)

    def answers(self) -> bool:
        """Whether it takes and gives."""
        if not self._listens():
            return False
        with self.line("recrutr.question") as line, suppress(NetworkFault):
            line.waiting()
            return True
        return False

    def _listens(self) -> bool:
        try:
            create_connection(("127.0.0.1", self.port), timeout=5).close()
        except OSError:
            return False
        return True

    def _until(self, condition: Callable[[], bool], keeper: subprocess.Popen[bytes] | None = None) -> None:
        waiting, end_s = threading.Event(), time.monotonic() + START_S
        while not condition():
            told = (self.folder / "log").read_text() if (self.folder / "log").exists() else "no word"
            assert keeper is None or keeper.poll() is None, told
            assert time.monotonic() < end_s, f"the broker did not come or go in time: {told[-2000:]}"
            waiting.wait(0.1)


def _environment(folder: Path, distribution: int, epmd: int) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RABBITMQ", "ERL"))}
    return inherited | {
        "HOME": str(folder),  # Erlang makes its cookie there
        "ERL_EPMD_PORT": str(epmd),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"recrutr-{distribution}@localhost",
        "RABBITMQ_DIST_PORT": str(distribution),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "env.conf"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "logs"),
        "RABBITMQ_GENERATED_CONFIG_DIR": str(folder / "generated"),
        "RABBITMQ_PID_FILE": str(folder / "rabbit.pid"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1",
    }


def _free_ports(number: int) -> list[int]:
    """Ports that were free a moment ago, all different."""
    held = [create_server(("127.0.0.1", 0)) for _ in range(number)]
    found = []
    for each in held:
        with closing(each):
            found.append(int(each.getsockname()[1]))
    return found
