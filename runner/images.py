"""The image in which programs run: built from the machine's own package sources, without any registry.

Guarantees: the tag is a digest of the recipe (recipe.yaml, install.sh, agent/), so a changed recipe is a new image
and an unchanged one is never built twice; package sources, keys and certificates of the machine are used while
building and are in no layer. Must not be called on the path of a candidate's click.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml

from protocol.errors import EngineFault
from runner.boxes.docker_door import LABEL, DockerDoor
from runner.engine import COMMON_LAYER
from runner.package_sources import PackageSources, read_package_sources

Progress = Callable[[str], None]
"""Called with one line of words, often enough that nobody thinks it hangs."""

BOX_REPOSITORY = "recrutr-box"
_LANGUAGES_REPOSITORY = "recrutr-languages"
_BASE_REPOSITORY = "recrutr-base"
_DIGEST_CHARACTERS = 12
_READ_BYTES = 1024 * 1024


@dataclass(frozen=True)
class ImageEntry:
    """One of our images on this machine."""

    tag: str
    digest: str
    size_bytes: int
    current: bool


def recipe_file(name: str) -> bytes:
    """A file of the recipe (`recipe.yaml`, `install.sh`, `seccomp.json`, `agent/…`)."""
    return resources.files("runner").joinpath("images", name).read_bytes()


def current_tag(layer: str = COMMON_LAYER) -> str:
    """The tag of a layer's image that belongs to this version of Recrutr; says nothing about whether it is here."""
    if layer != COMMON_LAYER:
        raise KeyError(layer)
    return f"{BOX_REPOSITORY}:{_digest('recipe.yaml', 'install.sh', *agent_files())}"


def agent_files() -> list[str]:
    """The parts of the agent, as names of recipe files."""
    folder = resources.files("runner").joinpath("images", "agent")
    return sorted(f"agent/{entry.name}" for entry in folder.iterdir() if entry.name.endswith(".py"))


def present(door: DockerDoor) -> bool:
    """Whether the current image is on this machine. Raises EngineFault when there is no engine."""
    return door.image_id(current_tag()) is not None


def installed(door: DockerDoor) -> list[ImageEntry]:
    """Our images on this machine, the current one first. Raises EngineFault."""
    found = [
        ImageEntry(tag, str(image["Id"]), int(image["Size"]), tag == current_tag())
        for image in door.images()
        for tag in image.get("RepoTags") or []
    ]
    return sorted(found, key=lambda entry: (not entry.current, entry.tag))


def build(door: DockerDoor, progress: Progress) -> str:
    """Build what is missing and return the tag. Raises EngineFault with the step that failed and one fix."""
    tag = current_tag()
    if door.image_id(tag) is not None:
        progress(f"{tag} is already here")
        return tag
    sources = read_package_sources()
    languages = _build_languages(door, sources, progress)
    progress("Adding the agent")
    with _container(door, languages, None) as container:
        door.put(container, "/", _tar({f"usr/lib/recrutr/{name}": recipe_file(name) for name in agent_files()}))
        door.commit(container, tag, {LABEL: "box", "org.recrutr.suite": sources.suite})
    progress(f"{tag} is ready")
    return tag


def _build_languages(door: DockerDoor, sources: PackageSources, progress: Progress) -> str:
    tag = f"{_LANGUAGES_REPOSITORY}:{_digest('recipe.yaml', 'install.sh')}"
    if door.image_id(tag) is not None:
        return tag
    base = _build_base(door, sources, progress)
    packages = [name for layer in yaml.safe_load(recipe_file("recipe.yaml"))["languages"] for name in layer["packages"]]
    files = {f"recrutr-host/{name}": data for name, data in sources.files.items()}
    files["recrutr-host/install.sh"] = recipe_file("install.sh")
    progress(f"Installing {', '.join(packages)}")
    command = ["/bin/sh", "/recrutr-host/install.sh", *packages]
    with _container(door, base, command, network="host") as container:
        door.put(container, "/", _tar(files))
        last = ""
        for last in door.output_lines(container):
            progress(last)
        if door.exit_code(container) != 0:
            raise EngineFault("engine.image_build", f"The packages could not be installed in the image: {last}")
        door.commit(container, tag, {LABEL: "languages"})
    return tag


def _build_base(door: DockerDoor, sources: PackageSources, progress: Progress) -> str:
    tag = f"{_BASE_REPOSITORY}:{hashlib.sha256(sources.suite.encode()).hexdigest()[:_DIGEST_CHARACTERS]}"
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


def _digest(*names: str) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update(hashlib.sha256(recipe_file(name)).digest())
    return digest.hexdigest()[:_DIGEST_CHARACTERS]
