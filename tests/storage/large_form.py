"""The large form on one machine: nginx that receives bodies, API processes behind it, PostgreSQL; all real processes.

nginx runs by the configuration that is handed out, with other ports and folders.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.postgresql import Cluster
from tests.storage.server_process import CHECKOUT, ServerProcess, free_port

CONFIGURATION = CHECKOUT / "installers" / "deployment" / "nginx.conf"
TOKEN = "a token that only the proxy and the API know".replace(" ", "-")
START_S = 60.0


@dataclass
class LargeForm:
    """The running house; devices use `address`."""

    folder: Path
    address: str
    apis: list[ServerProcess]

    @property
    def spool(self) -> Path:
        """Where nginx leaves bodies."""
        return self.folder / "spool"

    def invite(self) -> str:
        """The code of a new invitation."""
        return self.apis[0].invite()


@contextmanager
def large_form(folder: Path, cluster: Cluster, processes: int = 2, extra: Sequence[str] = ()) -> Iterator[LargeForm]:
    """Start all; ends all."""
    data, spool = folder / "data", folder / "spool"
    spool.mkdir(parents=True)
    with ExitStack() as stack:
        databases = stack.enter_context(cluster.databases())
        variables = databases.variables(data) | {"RECRUTR_SPOOL_TOKEN": TOKEN}
        address = f"http://127.0.0.1:{free_port()}"
        options = ["--spool", str(spool), "--proxy", "--base-url", address, *extra]
        apis = [stack.enter_context(ServerProcess(data, options, variables)) for _ in range(processes)]
        stack.enter_context(front(folder, address, [api.port for api in apis]))
        yield LargeForm(folder, address, apis)


@contextmanager
def front(folder: Path, address: str, ports: Sequence[int]) -> Iterator[subprocess.Popen[bytes]]:
    """The front on `address` before the API processes on `ports`."""
    program = nginx()
    configuration = write_configuration(folder, address.rpartition(":")[2], ports)
    argv = [program, "-p", str(folder), "-c", str(configuration), "-e", str(folder / "nginx.log")]
    process = subprocess.Popen([*argv, "-g", "daemon off;"], stdin=subprocess.DEVNULL)
    try:
        _wait(address, process, folder / "nginx.log")
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        process.wait(60)


def nginx() -> str:
    """Its program; a test without it fails."""
    program = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else None)
    if program is None:
        pytest.fail("nginx is not installed: ./recrutr test installs it (Debian's nginx-light).", pytrace=False)
    return program


def write_configuration(folder: Path, port: str, ports: Sequence[int]) -> Path:
    """The handed-out configuration with these ports and with its folders in `folder`."""
    token = folder / "spool-token.conf"
    token.touch(mode=0o600)
    token.write_text(f'proxy_set_header X-Body-Token "{TOKEN}";\n')
    text = CONFIGURATION.read_text()
    servers = "\n".join(f"        server 127.0.0.1:{each};" for each in ports)
    changes = {
        "user recrutr;": f"user {pwd.getpwuid(os.geteuid()).pw_name};" if os.geteuid() == 0 else "",
        "pid /run/recrutr-nginx.pid;": f"pid {folder}/nginx.pid;",
        "error_log stderr warn;": f"error_log {folder}/nginx.log warn;",
        "client_body_temp_path /var/lib/recrutr/spool;": f"client_body_temp_path {folder}/spool;",
        "/var/lib/recrutr/nginx-answers": f"{folder}/answers",
        "include /etc/recrutr/spool-token.conf;": f"include {token};",
        "        server 127.0.0.1:8001;\n        server 127.0.0.1:8002;": servers,
        "listen 127.0.0.1:8000;": f"listen 127.0.0.1:{port};",
    }
    for given, ours in changes.items():
        assert given in text, given
        text = text.replace(given, ours)
    written = folder / "nginx.conf"
    written.write_text(text)
    return written


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    waiting = threading.Event()
    for _ in range(int(START_S / 0.05)):
        with suppress(requests.ConnectionError):
            requests.get(f"{address}/healthz", timeout=20)
            return
        assert process.poll() is None, log.read_text()
        waiting.wait(0.05)
    raise AssertionError(log.read_text())
