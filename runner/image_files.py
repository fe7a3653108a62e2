"""Images as files, for sites without a package source, and the end of old images.

Guarantees: a file is taken in only when every image in it is one of ours, belongs to this version of Recrutr and is
what its name says (id, labels and tag agree); anything else is refused before the engine sees a byte. Pruning touches
only images that carry our label and belong to no layer of this version.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from protocol.errors import EngineFault, InvalidInput
from runner import images
from runner.boxes.docker_door import LABEL, DockerDoor
from runner.image_building import Progress

LOAD_TIMEOUT_S = 3600
"""An export is gigabytes; a slow disk takes its time."""
_READ_BYTES = 1024 * 1024
_MAX_DESCRIPTION_BYTES = 4 * 1024 * 1024
_PRUNED = (images.BOX_REPOSITORY, images.LAYER_REPOSITORY, "recrutr-languages")
"""The last is what layers were called before there were several. Bare systems stay: nothing supersedes them."""
_TOLD_BYTES = 100 * 1024 * 1024


def export(door: DockerDoor, path: Path, layers: tuple[str, ...], progress: Progress) -> None:
    """Write the images of these layers (all that are here, when empty) into one tar.

    Raises EngineFault for an image that is not here, InvalidInput when the file exists or cannot be written.
    """
    rows = [row for row in images.table(door) if row.layer in layers or (not layers and row.present)]
    missing = [row.layer for row in rows if not row.present]
    if missing or not rows:
        fix = f"recrutr images build {' '.join(missing)}".rstrip()
        words = f"Not on this machine: {', '.join(missing) or 'any image'}. Build first: {fix}."
        raise EngineFault("engine.image_missing", words, {"fix": fix})
    part = path.with_name(f"{path.name}.part")
    try:
        if path.exists():
            raise InvalidInput("file", "a new file", f"{path} exists already; nothing was written.")
        with part.open("wb") as file:
            for data in _told(door.save_images([row.tag for row in rows]), progress, "Written"):
                file.write(data)
        part.rename(path)
    except OSError as error:
        raise InvalidInput("file", "a file that can be written", f"{path}: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    for row in rows:
        progress(f"{row.tag} {row.digest}")


def import_(door: DockerDoor, path: Path, progress: Progress) -> None:
    """Take in the images of a file that `export` wrote. Raises InvalidInput for any other file, EngineFault."""
    try:
        expected = read_export(path)
        with path.open("rb") as file:
            door.load_images(_told(iter(lambda: file.read(_READ_BYTES), b""), progress, "Read"))
    except OSError as error:
        raise InvalidInput("file", "a readable file", f"{path}: {error.strerror}.") from error
    for tag, digest in expected.items():
        if door.image_id(tag) != digest:
            raise EngineFault("engine.image_import", f"Docker took the file, but {tag} is not what the file said.")
        progress(f"{tag} {digest}")


def read_export(path: Path) -> dict[str, str]:
    """Tag and id of every image in an export. Raises InvalidInput when one is not ours or not what its tag says."""
    try:
        with tarfile.open(path, "r:*") as archive:
            manifest = json.loads(_member(archive, "manifest.json"))
            return dict(_checked(archive, entry) for entry in manifest)
    except (tarfile.TarError, EOFError, KeyError, TypeError, ValueError) as error:
        raise _not_ours(f"{path.name} is not a file that `recrutr images export` wrote.") from error


def prune(door: DockerDoor, progress: Progress) -> int:
    """Remove our images that belong to no layer of this version; how many. Raises EngineFault."""
    wanted = {tag(layer) for layer in images.layers() for tag in (images.current_tag, images.layer_tag)}
    removed = 0
    for one in images.installed(door):
        if one.tag in wanted or one.tag.partition(":")[0] not in _PRUNED:
            continue
        if door.remove_image(one.tag):
            removed += 1
            progress(f"{one.tag} removed")
        else:
            progress(f"{one.tag} is in use and stays")
    return removed


def _checked(archive: tarfile.TarFile, entry: dict[str, Any]) -> tuple[str, str]:
    config = _member(archive, entry["Config"])
    digest = hashlib.sha256(config).hexdigest()
    if digest != Path(entry["Config"]).name.removesuffix(".json"):
        raise _not_ours("An image in the file is not what its id says; the file was changed or is damaged.")
    labels = json.loads(config)["config"].get("Labels") or {}
    layer = labels.get(images.LAYER_LABEL, "")
    tags = entry["RepoTags"] or []
    if labels.get(LABEL) != "box" or layer not in images.layers():
        raise _not_ours(f"The file holds an image that is not Recrutr's ({', '.join(tags) or digest[:12]}).")
    wanted = images.current_tag(layer)
    if tags != [wanted] or labels != images.labels_of("box", layer, wanted):
        raise _not_ours(
            f"The file's image of {layer} is called {', '.join(tags)}; this version of Recrutr needs {wanted}. "
            "Export it with the same version."
        )
    return wanted, f"sha256:{digest}"


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file.read(_MAX_DESCRIPTION_BYTES)


def _not_ours(words: str) -> InvalidInput:
    return InvalidInput("file", "images of this version of Recrutr", f"{words} Nothing was imported.")


def _told(pieces: Iterator[bytes], progress: Progress, verb: str) -> Iterator[bytes]:
    done = told = 0
    for data in pieces:
        done += len(data)
        if done - told >= _TOLD_BYTES:
            told = done
            progress(f"{verb} {done / 1e6:.0f} MB")
        yield data
