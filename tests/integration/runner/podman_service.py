"""Podman's Docker API for tests: a service of our own on a socket and a store of our own, with the box image in it."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from runner import images

START_S = 30


def command(folder: Path, runtime: tuple[str, ...]) -> list[str]:
    """Podman with everything it keeps below `folder`."""
    return ["podman", "--root", str(folder / "root"), "--runroot", str(folder / "run"), *runtime]


def default_runtime() -> tuple[str, ...]:
    """Debian's crun does not work where both versions of control groups are mounted; runc does."""
    hybrid = Path("/sys/fs/cgroup/unified/cgroup.controllers")
    return ("--runtime", "runc") if hybrid.exists() and shutil.which("runc") else ()


@contextlib.contextmanager
def service(folder: Path, runtime: tuple[str, ...], name: str = "podman") -> Iterator[str]:
    """Run the service; yields its address."""
    path = folder / f"{name}.sock"
    argv = [*command(folder, runtime), "system", "service", "--time", "0", f"unix://{path}"]
    with (folder / "log").open("ab") as log, subprocess.Popen(argv, stdout=log, stderr=log, cwd="/") as process:
        try:
            _wait(path, process)
            yield f"unix://{path}"
        finally:
            process.terminate()
            process.wait(START_S)


def load_box_image(folder: Path, address: str) -> None:
    """Hand the box image over from Docker."""
    file = folder / "image.tar"
    client = docker.from_env()
    try:
        with file.open("wb") as out:
            for piece in client.api.get_image(images.current_tag()):
                out.write(piece)
    finally:
        client.close()
    far = docker.DockerClient(base_url=address, timeout=300)
    try:
        with file.open("rb") as data:
            list(far.api.load_image(data))  # type: ignore[no-untyped-call] # the stubs leave it out
    finally:
        far.close()
        file.unlink()


def need(program: str) -> None:
    """Skip with a reason when a program is not installed."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed (sudo apt install {program})")


def _wait(path: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as tried:
            tried.connect(str(path))
            return
        time.sleep(0.2)
    pytest.skip("podman's service does not start on this machine")
