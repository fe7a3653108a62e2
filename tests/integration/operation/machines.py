"""Machines of one kernel for tests: each has a network, a disk and a view of the files of its own.

A bridge stands for the cable between them. On it listens what they share, through HAProxy: PostgreSQL, the bucket, the
broker by TLS. A machine's data folder is a disk that no other sees, `/tmp` is empty there, and what was put into its
data folder before its first start are the installation's secrets. For root on Linux.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.integration.operation.conftest import argv
from tests.object_store import Swift
from tests.postgresql import Cluster
from tests.rabbitmq import Rabbit

NETWORK = "10.203.77"
SHARED = f"{NETWORK}.1"
DATABASE_PORT, BUCKET_PORT, BROKER_PORT = 5432, 8080, 5671
DATA = Path("/mnt")
"""A folder that every Linux has and that is empty: in each machine its own disk lies over it."""
# Keepalives as our own connections ask of PostgreSQL itself: behind this door it sees a local socket.
_TCP = """
global
    maxconn 1024
defaults
    mode tcp
    option clitcpka
    clitcpka-idle 20s
    clitcpka-intvl 10s
    clitcpka-cnt 3
    timeout connect 5s
    timeout client 300s
    timeout server 300s
"""
_INSIDE = """
set -e
mount --make-rprivate /
mount -t tmpfs -o mode=700 tmpfs {data}
cp -r {given}/. {data}/
mount --bind {data}/hosts /etc/hosts
mount -t tmpfs -o mode=1777 tmpfs /tmp
exec "$@"
"""


@dataclass
class Machine:
    """One of them; `host` is the address that the others reach it by."""

    name: str
    host: str
    given: Path
    variables: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, word: str, *arguments: str) -> None:
        """Run `recrutr backend` or `recrutr worker` there."""
        script = _INSIDE.format(data=DATA, given=self.given)
        inside = ["unshare", "--mount", "--fork", "--kill-child", "/bin/sh", "-c", script, "sh"]
        command = ["ip", "netns", "exec", self.name, *inside, *argv(word, "--data", str(DATA), *arguments)]
        environment = {**os.environ, **self.variables, "TMPDIR": "/tmp"}  # noqa: S108 - an empty disk of its own
        with (self.given / f"{word}.log").open("wb") as log:
            self.running.append(subprocess.Popen(command, stdout=log, stderr=log, env=environment))

    def lose(self) -> None:
        """Cut its cable and its power."""
        _ip("-n", self.name, "link", "set", "eth0", "down")
        self.end(signal.SIGKILL)

    def end(self, by: signal.Signals = signal.SIGTERM) -> None:
        """Every process there."""
        asked = subprocess.run(["ip", "netns", "pids", self.name], capture_output=True, text=True, check=False)
        for pid in asked.stdout.split():
            try:
                os.kill(int(pid), by)
            except ProcessLookupError:
                continue
        for process in self.running:
            process.wait(60)
        self.running.clear()


@dataclass
class Hall:
    """The bridge with what the machines share, and the machines."""

    folder: Path
    secrets: Path
    variables: dict[str, str]
    mark: str
    stack: ExitStack
    authority: Path
    machines: dict[str, Machine] = field(default_factory=dict)

    def machine(self, name: str) -> Machine:
        """Another machine on the bridge."""
        number = 11 + len(self.machines)
        space, host, given = f"{self.mark}{number}", f"{NETWORK}.{number}", self.folder / name
        shutil.copytree(self.secrets, given / "secrets")
        (given / "hosts").write_text(f"127.0.0.1 localhost\n{SHARED} broker.test\n")
        shutil.copyfile(self.authority, given / "authority.pem")
        _ip("netns", "add", space)
        self.stack.callback(_ip, "netns", "del", space)
        _ip("link", "add", f"{space}v", "type", "veth", "peer", "name", "eth0", "netns", space)
        self.stack.callback(_ip, "link", "del", f"{space}v")  # sockets of the dead would keep it for minutes
        _ip("link", "set", f"{space}v", "master", f"{self.mark}b", "up")
        _ip("-n", space, "addr", "add", f"{host}/24", "dev", "eth0")
        for link in ("eth0", "lo"):
            _ip("-n", space, "link", "set", link, "up")
        made = self.machines[name] = Machine(space, host, given, self.variables)
        self.stack.callback(made.end, signal.SIGKILL)
        return made


@contextmanager
def hall(folder: Path, cluster: Cluster, swift: Swift, rabbit: Rabbit, secrets: Path) -> Iterator[Hall]:
    """Skips the test where there is no root or no network namespace."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("machines of their own need root and `ip`")
    mark = f"rt{os.getpid() % 10000}"
    with ExitStack() as stack, cluster.databases() as databases:
        _ip("link", "add", f"{mark}b", "type", "bridge")
        stack.callback(_ip, "link", "del", f"{mark}b")
        _ip("addr", "add", f"{SHARED}/24", "dev", f"{mark}b")
        _ip("link", "set", f"{mark}b", "up")
        doors = {
            DATABASE_PORT: f"unix@{cluster.folder}/.s.PGSQL.5432",
            BUCKET_PORT: f"127.0.0.1:{swift.port}",
            BROKER_PORT: f"127.0.0.1:{rabbit.sealed_port}",
        }
        words = [f"listen door{port}\n bind {SHARED}:{port}\n server one {place}\n" for port, place in doors.items()]
        stack.enter_context(balanced(folder / "doors.cfg", _TCP + "".join(words)))
        there = databases.variables(folder)
        variables = {name: _over_tcp(address) for name, address in there.items()}
        bucket = swift.settings(swift.bucket())
        variables |= {
            "RECRUTR_OBJECTS": bucket["objects_url"],
            "RECRUTR_OBJECTS_ENDPOINT": f"http://{SHARED}:{BUCKET_PORT}",
            "RECRUTR_OBJECTS_KEY_ID": bucket["objects_key_id"],
            "RECRUTR_OBJECTS_SECRET_KEY": bucket["objects_secret_key"],
            "RECRUTR_BROKER": f"amqps://recrutr@broker.test:{BROKER_PORT}",
            "RECRUTR_BROKER_PASSWORD": rabbit.variables["RECRUTR_BROKER_PASSWORD"],
            "SSL_CERT_FILE": f"{DATA}/authority.pem",
        }
        yield Hall(folder, secrets, variables, mark, stack, rabbit.authority)


@contextmanager
def balanced(file: Path, words: str) -> Iterator[None]:
    """HAProxy by this configuration."""
    program = shutil.which("haproxy") or "/usr/sbin/haproxy"
    file.write_text(words)
    with subprocess.Popen([program, "-db", "-f", str(file)], stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.send_signal(signal.SIGKILL)


def _over_tcp(address: str) -> str:
    """The address of a test's database, as another machine reaches it."""
    user_and_name = address.partition("?host=")[0]
    return user_and_name.replace("@/", f"@{SHARED}:{DATABASE_PORT}/")


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"ip {' '.join(words)}: {done.stderr}"
