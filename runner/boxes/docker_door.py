"""The only module that imports `docker`: it speaks to Docker or Podman and translates every failure into EngineFault.

Guarantees: a caller never sees an exception of docker, requests or urllib3. It decides nothing: what a box or an
image looks like is said by its callers. Must not run anything by itself.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

import docker
import docker.errors
import requests.exceptions

from protocol.errors import EngineFault
from protocol.saying import to_say, together
from runner.boxes import gvisor, podman

ANSWER_TIMEOUT_S = 60
"""Docker answers a create within a second; a loaded machine may take several."""
_PIECE_BYTES = 64 * 1024
"""So that a send to a container that reads slowly comes back in time to look at the clock."""
LABEL = "org.recrutr.part"
"""Stands on every container and image that is ours; sweeping looks only at it."""
RUNTIME_VARIABLE = "RECRUTR_RUNTIME"
"""The OCI runtime in which boxes run (`runsc` for gVisor) where an engine knows several; unset: its default."""
_KILLED = 128 + 9
_REMOVE_TRIES = 5

_START_DOCKER = to_say("Start Docker Desktop, or on Linux: sudo systemctl start docker")
_GROUP = to_say("Add yourself to the group: sudo usermod -aG docker $USER, then log in again")
_INSTALL = to_say("Install Docker (on Debian and Ubuntu: sudo apt install docker.io)")


def _fault(code: str, message: str, fix: str, tried: str = "") -> EngineFault:
    return EngineFault(code, together(message, tried, to_say("{fix}.", fix=fix)), {"fix": fix})


def image_missing(tag: str) -> EngineFault:
    """The fault for an image that was never built or imported here; the tag's version begins with its layer."""
    layer = tag.partition(":")[2].rpartition("-")[0]
    fix = f"recrutr images build {layer}".rstrip()
    words = (
        to_say("Docker works, but the image in which {layer} programs run is not on this machine.", layer=layer)
        if layer
        else to_say("Docker works, but the image in which these programs run is not on this machine.")
    )
    build = to_say("Build it: {command}.", command=fix)
    return EngineFault("engine.image_missing", together(words, build), {"fix": fix, "image": tag})


def translate(error: Exception, address: str) -> EngineFault:
    """The one classification of what can go wrong between us and the engine."""
    text = f"{error} {error.__cause__ or ''} {error.__context__ or ''}"
    if isinstance(error, docker.errors.APIError):
        return EngineFault(
            "engine.failed", to_say("Docker refused a step: {answer}", answer=error.explanation or error)
        )
    if isinstance(error, (requests.exceptions.Timeout, TimeoutError)):
        return _fault(
            "engine.no_answer", to_say("Docker at {address} does not answer.", address=address), _START_DOCKER
        )
    if "Permission denied" in text or "PermissionError" in text:
        return _fault("engine.no_permission", to_say("Docker is there, but you may not use it."), _GROUP)
    if "No such file" not in text and "FileNotFoundError" not in text and "refused" not in text.lower():
        return _fault(
            "engine.no_answer", to_say("Docker at {address} cannot be reached.", address=address), _START_DOCKER
        )
    if shutil.which("docker") is None and address.startswith(("unix:", "npipe:")):
        return _fault("engine.not_installed", to_say("Docker is not installed on this machine."), _INSTALL)
    return _fault(
        "engine.not_running",
        to_say("Docker is not running."),
        _START_DOCKER,
        to_say("It was tried at {address}.", address=address),
    )


class Stream:
    """The attached standard streams of one container, as Docker multiplexes them: 8 bytes of header, then data."""

    def __init__(self, raw: Any, address: str) -> None:
        self._holder = raw
        self._socket = cast("socket.socket", getattr(raw, "_sock", raw))
        self._address = address
        self._buffer = bytearray()
        self._socket.setblocking(False)

    def send(self, data: bytes, deadline: float, tick: Callable[[], None] = lambda: None) -> None:
        """Send everything before `deadline` (monotonic seconds); `tick` as in `frames`. Raises EngineFault."""
        left = memoryview(data)
        try:
            while left:
                tick()
                if time.monotonic() > deadline:
                    raise EngineFault("engine.box_silent", "The sandbox did not take its task in time.")
                try:
                    left = left[self._socket.send(left[:_PIECE_BYTES]) :]
                except BlockingIOError:
                    select.select([], [self._socket], [], 0.1)
        except OSError as error:
            raise EngineFault("engine.box_lost", "The sandbox ended before it had read its task.") from error

    def frames(self, deadline: float, tick: Callable[[], None]) -> Iterator[tuple[int, bytes]]:
        """Yield (1 standard output | 2 standard error, data) until the other end closes.

        `tick` is called at least every 100 ms and may raise. Raises EngineFault when `deadline` passes.
        """
        while True:
            while len(self._buffer) >= 8:
                length = int.from_bytes(self._buffer[4:8], "big")
                if len(self._buffer) < 8 + length:
                    break
                channel, data = self._buffer[0], bytes(self._buffer[8 : 8 + length])
                del self._buffer[: 8 + length]  # before the yield: the caller may not come back
                yield channel, data
            if not self._fill(deadline, tick):
                return

    def _fill(self, deadline: float, tick: Callable[[], None]) -> bool:
        while True:
            tick()
            if time.monotonic() > deadline:
                raise EngineFault("engine.box_silent", "The sandbox did not answer in time; it has been removed.")
            try:
                ready, _, _ = select.select([self._socket], [], [], 0.1)
                if ready:
                    data = self._socket.recv(65536)
                    self._buffer += data
                    return bool(data)
            except OSError as error:
                raise EngineFault("engine.box_lost", "The connection to the sandbox broke.") from error

    def close(self) -> None:
        """Close both directions."""
        for part in (self._socket, self._holder):
            with contextlib.suppress(OSError):
                part.close()


class DockerDoor:
    """One client of one engine. `address` as DOCKER_HOST has it; default: the environment's, else the usual socket."""

    def __init__(
        self, address: str | None = None, timeout_s: int = ANSWER_TIMEOUT_S, runtime: str | None = None
    ) -> None:
        self.address = address or os.environ.get("DOCKER_HOST") or _usual_address()
        self.runtime = runtime or os.environ.get(RUNTIME_VARIABLE) or None
        self._timeout_s = timeout_s
        self._client: docker.DockerClient | None = None
        self._podman: bool | None = None

    @contextlib.contextmanager
    def _calls(self) -> Iterator[Any]:
        try:
            if self._client is None:
                _knock(self.address)
                self._client = docker.DockerClient(base_url=self.address, timeout=self._timeout_s, max_pool_size=32)
            yield self._client.api
        except (docker.errors.DockerException, requests.exceptions.RequestException, OSError) as error:
            raise translate(error, self.address) from error

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def version(self) -> Mapping[str, Any]:
        """What the engine says of itself (`Version`, `ApiVersion`, `Arch`, `Os`…). Raises EngineFault."""
        with self._calls() as api:
            return cast("Mapping[str, Any]", api.version())

    def info(self) -> Mapping[str, Any]:
        """The engine's `info` (cgroup version, runtimes, security options). Raises EngineFault."""
        with self._calls() as api:
            return cast("Mapping[str, Any]", api.info())

    def image_id(self, tag: str) -> str | None:
        """`sha256:…` of an image, or None when it is not there. Raises EngineFault."""
        with self._calls() as api:
            try:
                return str(api.inspect_image(tag)["Id"])
            except docker.errors.ImageNotFound:
                return None

    def images(self) -> list[Mapping[str, Any]]:
        """Our images, as the engine lists them. Raises EngineFault."""
        with self._calls() as api:
            rows = list(api.images(filters={"label": LABEL}))
        for row in rows:
            row["RepoTags"] = [tag.removeprefix(podman.LOCAL) for tag in row.get("RepoTags") or []]
        return rows

    def remove_image(self, tag: str) -> bool:
        """Take a tag away, and the image with its last one; False when it is in use. Raises EngineFault."""
        with self._calls() as api:
            try:
                api.remove_image(tag)
            except docker.errors.APIError as error:
                if error.status_code != 409:  # a container uses it
                    raise
                return False
            return True

    def save_images(self, tags: list[str]) -> Iterator[bytes]:
        """The images with all that they stand on, as one tar, shared layers once. Raises EngineFault."""
        with self._calls() as api:
            address = f"{api.base_url}/v{api.api_version}/images/get"
            with api.get(address, params={"names": tags}, stream=True, timeout=self._timeout_s) as answer:
                answer.raise_for_status()
                yield from answer.iter_content(1024 * 1024)

    def load_images(self, tar: Iterable[bytes]) -> None:
        """Take in a tar that `save_images` gave. Raises EngineFault."""
        with self._calls() as api:
            for said in api.load_image(tar):
                if "error" in said:
                    raise EngineFault("engine.image_import", f"Docker did not take the images: {said['error']}")

    def import_root(self, tar: Iterable[bytes], tag: str, labels: Mapping[str, str]) -> None:
        """Make an image of one layer from the tar of a root folder. Raises EngineFault."""
        changes = [f"LABEL {name}={value}" for name, value in labels.items()]
        repository, _, version = tag.partition(":")
        with self._calls() as api:
            answer = api.import_image_from_stream(tar, repository=repository, tag=version, changes=changes)
            if '"error"' in str(answer):
                raise EngineFault("engine.image_build", f"Docker did not take the base image: {answer}")

    def create(self, image: str, command: list[str] | None, **settings: Any) -> str:
        """Create a container and return its id; `settings` as docker-py's `create_container`, `host` as HostConfig."""
        host_settings, uncovered = settings.pop("host", {}), settings.pop("uncovered", {})
        if settings.get("labels", {}).get(LABEL) == "box":
            host_settings, uncovered = self._adapted(host_settings, uncovered)
        with self._calls() as api:
            host = api.create_host_config(**host_settings)
            host.update(uncovered)  # which docker-py has no words for
            try:
                return str(api.create_container(image, command, host_config=host, **settings)["Id"])
            except docker.errors.ImageNotFound as error:
                raise image_missing(image) from error

    def attach(self, container: str) -> Stream:
        """Connect to the standard streams; before `start`, so that nothing is missed. Raises EngineFault."""
        with self._calls() as api:
            raw = api.attach_socket(container, params={"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
        return Stream(raw, self.address)

    def start(self, container: str) -> None:
        """Start a created container. Raises EngineFault."""
        with self._calls() as api:
            api.start(container)

    def state(self, container: str) -> Mapping[str, Any]:
        """`State` of a container (`OOMKilled`, `ExitCode`, `Error`…). Raises EngineFault."""
        with self._calls() as api:
            if self.runtime == gvisor.RUNTIME:
                api.wait(container, timeout=self._timeout_s)  # its end is told a moment after its streams have closed
            state = cast("dict[str, Any]", api.inspect_container(container)["State"])
        if self.runtime == gvisor.RUNTIME and state.get("ExitCode") == _KILLED:
            state["OOMKilled"] = True  # its kernel is one process, which dies whole; Podman does not see why
        return state

    def remove(self, container: str) -> None:
        """Kill and remove a container; one that is gone already is fine. Raises EngineFault."""
        for tries_left in reversed(range(_REMOVE_TRIES)):
            with self._calls() as api:
                try:
                    api.remove_container(container, force=True, v=True)
                except docker.errors.NotFound:
                    return
                except docker.errors.APIError as error:
                    if error.status_code == 409:  # somebody else is removing it already
                        return
                    # Podman refuses to remove what is just ending by itself ("container state improper").
                    if not tries_left or "state improper" not in str(error.explanation):
                        raise
                else:
                    return
            time.sleep(0.1)

    def _adapted(
        self, host: Mapping[str, Any], uncovered: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """The settings of a box in the words of this engine and runtime."""
        if self._podman is None:
            self._podman = podman.is_podman(self.version())
        if self.runtime is not None:
            host = {**host, "runtime": self.runtime}
        if self.runtime == gvisor.RUNTIME:
            host = gvisor.adapted(host)
        if self._podman:
            return podman.adapted(podman.uncovering(host, uncovered)), {}
        return host, uncovered

    def put(self, container: str, folder: str, tar: bytes) -> None:
        """Unpack a tar into a container that is not running. Raises EngineFault."""
        with self._calls() as api:
            api.put_archive(container, folder, tar)

    def output_lines(self, container: str) -> Iterator[str]:
        """Start a container and yield what it prints, line by line, to its end. Raises EngineFault."""
        stream = self.attach(container)
        rest = b""
        try:
            self.start(container)
            for _, data in stream.frames(time.monotonic() + 3600, lambda: None):
                *lines, rest = (rest + data).split(b"\n")
                yield from (line.decode("utf-8", "replace") for line in lines)
        finally:
            stream.close()
        if rest:
            yield rest.decode("utf-8", "replace")

    def exit_code(self, container: str) -> int:
        """Wait for the end of a container and return its exit code. Raises EngineFault."""
        with self._calls() as api:
            return int(api.wait(container)["StatusCode"])

    def commit(self, container: str, tag: str, labels: Mapping[str, str]) -> None:
        """Keep what a container changed as a new layer under `tag`. Raises EngineFault."""
        repository, _, version = tag.partition(":")
        with self._calls() as api:
            api.commit(container, repository=repository, tag=version, conf={"Labels": dict(labels)})

    def containers(self, label: str) -> list[Mapping[str, Any]]:
        """All containers, running or not, that carry `label` (`name` or `name=value`). Raises EngineFault."""
        with self._calls() as api:
            return list(api.containers(all=True, filters={"label": label}))


def _knock(address: str) -> None:
    """Try a local socket first: its own error is the clearest, and docker leaves a failed socket open."""
    if address.startswith("unix://"):
        with socket.socket(socket.AF_UNIX) as tried:
            tried.connect(address.removeprefix("unix://"))


def _usual_address() -> str:
    return "npipe:////./pipe/docker_engine" if os.name == "nt" else "unix:///var/run/docker.sock"
