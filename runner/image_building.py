"""Building the images: from the machine's own package sources, without any registry, one layer on top of another.

Guarantees: what is here already is not built again; package sources, keys and certificates of the machine are used
while building and are in no layer. Must not be called on the path of a candidate's click.
"""

from __future__ import annotations

import contextlib
import io
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from protocol.errors import EngineFault
from runner import images
from runner.boxes.docker_door import LABEL, DockerDoor
from runner.engine import COMMON_LAYER
from runner.package_sources import PackageSources, read_package_sources

Progress = Callable[[str], None]
"""Called with one line of words, often enough that nobody thinks it hangs."""

_READ_BYTES = 1024 * 1024


def build(door: DockerDoor, progress: Progress, layer: str = COMMON_LAYER) -> str:
    """Build what is missing of a layer's image and return its tag.

    Raises EngineFault with the step that failed and one fix, InvalidInput for a layer that does not exist.
    """
    tag = images.current_tag(layer)
    if door.image_id(tag) is not None:
        progress(f"{tag} is already here")
        return tag
    below = _build_layers(door, layer, progress)
    progress(f"{layer}: adding the agent")
    files = {f"usr/lib/recrutr/{name}": images.recipe_file(name) for name in images.agent_files()}
    with _container(door, below, ["/bin/sh", "/usr/lib/recrutr/agent/finish.sh"]) as container:
        door.put(container, "/", _tar(files))
        said = list(door.output_lines(container))
        if door.exit_code(container) != 0:
            raise EngineFault("engine.image_build", f"The agent could not be prepared: {' '.join(said)[:500]}")
        door.commit(container, tag, images.labels_of("box", layer, tag))
    progress(f"{tag} is ready")
    return tag


@dataclass(frozen=True)
class _Site:
    """Where it is built, out of what, and who is told."""

    door: DockerDoor
    sources: PackageSources
    progress: Progress


def _build_layers(door: DockerDoor, layer: str, progress: Progress) -> str:
    """The tag of the layer without the agent, built from the highest layer below that is here."""
    tower = images.tower(layer)
    missing = [one for one in tower if door.image_id(images.layer_tag(one.name)) is None]
    if not missing:
        return images.layer_tag(layer)
    sources = read_package_sources()
    for one in missing:
        below = images.layer_tag(one.over) if one.over else _build_base(door, sources, progress)
        _add_layer(_Site(door, sources, progress), one, below)
    return images.layer_tag(layer)


def _add_layer(site: _Site, layer: images.Layer, below: str) -> None:
    door, sources, progress = site.door, site.sources, site.progress
    tag = images.layer_tag(layer.name)
    files = {f"recrutr-host/{name}": data for name, data in sources.files.items()}
    files["recrutr-host/install.sh"] = images.recipe_file("install.sh")
    files["recrutr-host/prepare.sh"] = layer.prepare.encode()
    progress(f"{layer.name}: installing {', '.join(layer.packages)}")
    command = ["/bin/sh", "/recrutr-host/install.sh", "added" if layer.over else "fresh", *layer.packages]
    with _container(door, below, command, network="host") as container:
        door.put(container, "/", _tar(files))
        last = ""
        for last in door.output_lines(container):
            progress(f"{layer.name}: {last}")
        if door.exit_code(container) != 0:
            raise EngineFault("engine.image_build", f"The packages of {layer.name} could not be installed: {last}")
        door.commit(container, tag, images.labels_of("layer", layer.name, tag))


def _build_base(door: DockerDoor, sources: PackageSources, progress: Progress) -> str:
    tag = images.base_tag(sources.suite)
    if door.image_id(tag) is not None:
        return tag
    if platform.system() != "Linux" or shutil.which("debootstrap") is None:
        raise EngineFault(
            "engine.no_debootstrap",
            "Images are built on Debian or Ubuntu with debootstrap, which is not installed here. "
            "Install it: sudo apt install debootstrap.",
            {"fix": "sudo apt install debootstrap"},
        )
    progress(f"Fetching the base system {sources.suite}")
    # /var/tmp, because /tmp is often mounted without devices, which debootstrap needs.
    folder = Path(tempfile.mkdtemp(prefix="recrutr-base-", dir="/var/tmp"))
    try:
        _debootstrap(folder / "root", sources, progress)
        progress("Handing the base system to Docker")
        door.import_root(_tar_of(folder / "root"), tag, {LABEL: "base"})
    finally:
        subprocess.run([*_as_root(), "rm", "-rf", "--one-file-system", str(folder)], check=False)  # noqa: S603 - fixed argv
    return tag


def _debootstrap(root: Path, sources: PackageSources, progress: Progress) -> None:
    options = [f"--keyring={sources.keyring}"] if sources.keyring else []
    argv = [*_as_root(), "debootstrap", "--variant=minbase", *options, sources.suite, str(root), sources.mirror]
    last = ""
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:  # noqa: S603 - fixed argv
        for line in process.stdout or ():
            last = line.strip()
            progress(last)
    if process.returncode != 0:
        raise EngineFault("engine.image_build", f"debootstrap could not make the base system: {last}")
    trim = "var/lib/apt/lists var/cache/apt var/log etc/apt/sources.list usr/share/doc usr/share/man usr/share/locale"
    subprocess.run([*_as_root(), "rm", "-rf", *(str(root / part) for part in trim.split())], check=True)  # noqa: S603 - fixed argv
    keep = "var/lib/apt/lists/partial var/cache/apt/archives/partial var/log usr/share/man usr/share/doc"
    subprocess.run([*_as_root(), "mkdir", "-p", *(str(root / part) for part in keep.split())], check=True)  # noqa: S603 - fixed argv


def _tar_of(root: Path) -> Iterator[bytes]:
    argv = [*_as_root(), "tar", "-C", str(root), "--numeric-owner", "--one-file-system", "-c", "."]
    with subprocess.Popen(argv, stdout=subprocess.PIPE) as process:  # noqa: S603 - fixed argv
        while process.stdout is not None and (data := process.stdout.read(_READ_BYTES)):
            yield data
    if process.returncode != 0:
        raise EngineFault("engine.image_build", "The base system could not be packed.")


@contextlib.contextmanager
def _container(door: DockerDoor, image: str, command: list[str] | None, network: str = "none") -> Iterator[str]:
    container = door.create(
        image, command or ["/bin/true"], labels={LABEL: "build"}, user="0:0", host={"network_mode": network}
    )
    try:
        yield container
    finally:
        door.remove(container)


def _tar(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        folders = {str(parent) for name in files for parent in Path(name).parents if str(parent) != "."}
        for folder in sorted(folders):
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o755
            archive.addfile(entry)
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o644
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def _as_root() -> list[str]:
    """Nothing for root; `sudo` for anybody else, who is then asked for the password on the terminal."""
    return [] if os.geteuid() == 0 else ["sudo"]
