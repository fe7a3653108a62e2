"""The container engine: does it answer, and if not, can it be started here.

`DOCKER_HOST` is respected: an engine named there is only asked, never started. No docker client on the PATH is ever
used; the engine's address is spoken to directly. A dockerd that was started here keeps running afterwards.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from installers.bootstrap import system
from installers.bootstrap.console import Stop, run_quietly, say
from installers.bootstrap.packages import ENGINE_PACKAGE

_LOCAL = "unix:///var/run/docker.sock"
_START_S = 60.0
_ANSWER_S = 5.0


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_ANSWER_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def ping(address: str) -> OSError | None:
    """Ask the engine at `unix://…` or `tcp://…` whether it is there; returns None, or why it is not."""
    parts = urlsplit(address)
    connection: http.client.HTTPConnection
    if parts.scheme == "unix":
        connection = _UnixConnection(parts.path)
    elif parts.scheme in {"tcp", "http"}:
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 2375, timeout=_ANSWER_S)
    else:
        # ssh and TLS are left to the docker package, which reports what is wrong with them.
        return None
    try:
        connection.request("GET", "/_ping")
        status = connection.getresponse().status
    except OSError as error:
        return error
    except http.client.HTTPException as error:
        return OSError(f"it does not speak HTTP ({error})")
    finally:
        connection.close()
    return None if status == http.client.OK else OSError(f"it answered with status {status}")


def ensure(checkout: Path) -> None:
    """Return when an engine answers. Raises Stop, in words, when none does and none can be started."""
    named = os.environ.get("DOCKER_HOST", "")
    fault = ping(named or _LOCAL)
    if fault is None:
        return
    if named:
        raise Stop(
            f"the container engine at DOCKER_HOST={named} does not answer ({fault.strerror or fault}). Programs cannot "
            "be run without it: start it, or unset DOCKER_HOST to use this machine's own."
        )
    if isinstance(fault, PermissionError):
        raise Stop(
            "the container engine runs, but you may not talk to it. Run `sudo usermod -aG docker $USER`, log out and "
            "in again, then start again (or run this with sudo)."
        )
    if _dockerd() is None:
        system.install([ENGINE_PACKAGE], checkout)
    if ping(_LOCAL) is not None:
        _start(checkout)


def build_images(checkout: Path, environment: Mapping[str, str], layers: Sequence[str]) -> None:
    """Have the runner build those images that are not there, one after the other; `--all` is every one. Raises Stop."""
    command = [str(checkout / ".venv" / "bin" / "recrutr"), "images"]
    listed = subprocess.run([*command, "list"], check=False, env=environment, capture_output=True, text=True)
    rows = [line.split() for line in listed.stdout.splitlines()] if listed.returncode == 0 else []
    present = {row[0]: row[1:3] != ["not", "here"] for row in rows if len(row) > 2}
    wanted = list(present) if "--all" in layers and present else layers
    missing = [layer for layer in wanted if not present.get(layer, False)]
    for number, layer in enumerate(missing, 1):
        run_quietly(
            f"building the image {layer}, in which programs run, {number} of {len(missing)} (some minutes once)",
            [*command, "build", layer],
            cwd=checkout,
            env=environment,
        )


def _dockerd() -> str | None:
    return shutil.which("dockerd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")


def _start(checkout: Path) -> None:
    if Path("/run/systemd/system").is_dir():
        argv = system.as_root(["systemctl", "start", "docker"], "starting the container engine")
        run_quietly("starting the container engine through systemd", argv, cwd=checkout)
        _wait(None, None)
        return
    program = _dockerd()
    if program is None:
        raise Stop("there is no container engine: install the package docker.io, or name one in DOCKER_HOST.")
    state = checkout / ".recrutr"
    state.mkdir(exist_ok=True)
    log = state / "dockerd.log"
    say("starting the container engine (dockerd), which does not run and has no systemd to start it …")
    with log.open("ab") as out:
        process = subprocess.Popen(
            system.as_root([program], "starting the container engine"),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd="/",
        )
    (state / "dockerd.pid").write_text(f"{process.pid}\n", encoding="ascii")
    _wait(process, log)
    say(f"the container engine runs as process {process.pid} and keeps running; its log is {log.relative_to(checkout)}")


def _wait(process: subprocess.Popen[bytes] | None, log: Path | None) -> None:
    begun = time.monotonic()
    fault = ping(_LOCAL)
    while fault is not None:
        if process is not None and process.poll() is not None:
            raise Stop(f"dockerd ended at once (exit {process.returncode}).\n{_end(log)}")
        if time.monotonic() - begun > _START_S:
            raise Stop(f"the container engine did not answer within {_START_S:.0f} s ({fault}).\n{_end(log)}")
        time.sleep(0.3)
        fault = ping(_LOCAL)


def _end(log: Path | None) -> str:
    if log is None or not log.exists():
        return "    (its log: journalctl -u docker)"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
    return "\n".join("    " + line for line in lines)
