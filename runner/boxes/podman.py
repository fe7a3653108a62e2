"""What Podman's Docker API takes differently: the same box, said in its words. Pure but for one file.

Podman wants the seccomp profile as a file that its service can read, knows fewer tmpfs options, puts writable tmpfs
over some folders of a read-only root and asks for more processes than a machine may allow. Guarantees: what comes out
is as tight as what went in; the number of files in a tmpfs of the container itself is bounded by the memory limit only,
and exactly in cells, whose file systems the agent makes. Must not be used for Docker, nor speak to an engine.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from protocol.errors import EngineFault

LOCAL = "localhost/"
"""Podman puts this before the names of images that came from no registry."""
_KNOWN_TMPFS = frozenset({"rw", "ro", "exec", "noexec", "nosuid", "nodev", "size"})
_CLOSED_TMPFS = "ro,nosuid,nodev,noexec,size=64k,mode=0755,notmpcopyup"
_WRITABLE_BY_PODMAN = ("/run", "/var/tmp")  # noqa: S108 - folders in the box, which Podman makes writable by itself
_MAX_PROCESSES = 4096
"""Above every limit of a box (which the control group keeps); Podman's own default needs CAP_SYS_RESOURCE."""


def is_podman(version: Mapping[str, Any]) -> bool:
    """Whether the engine's `version` answer is Podman's."""
    return any("podman" in str(part.get("Name", "")).lower() for part in version.get("Components") or ())


def adapted(host: Mapping[str, Any], folder: Path | None = None) -> dict[str, Any]:
    """The HostConfig of a box as Podman takes it. `folder` keeps the profile; default: the user's cache.

    Raises EngineFault when the profile cannot be kept.
    """
    changed = dict(host)
    changed["security_opt"] = [_profile_by_file(option, folder) for option in host.get("security_opt") or []]
    if "tmpfs" in host:
        changed["tmpfs"] = {
            **dict.fromkeys(_WRITABLE_BY_PODMAN, _CLOSED_TMPFS),
            **{path: _tmpfs(options) for path, options in host["tmpfs"].items()},
        }
    if "ulimits" in host:
        limit = {"Name": "nproc", "Soft": _MAX_PROCESSES, "Hard": _MAX_PROCESSES}
        changed["ulimits"] = [*host["ulimits"], limit]
    return changed


def uncovering(host: Mapping[str, Any], uncovered: Mapping[str, Any]) -> dict[str, Any]:
    """The HostConfig with what Docker takes as MaskedPaths and ReadonlyPaths, in Podman's words."""
    if not uncovered:
        return dict(host)
    words = ["unmask=ALL", *(["mask=" + ":".join(uncovered["MaskedPaths"])] if uncovered["MaskedPaths"] else [])]
    return {**host, "security_opt": [*(host.get("security_opt") or []), *words]}


def _tmpfs(options: str) -> str:
    """A tmpfs belongs to root there; everybody may write, and in a box there is only one user."""
    kept = [option for option in options.split(",") if option.split("=")[0] in _KNOWN_TMPFS]
    return ",".join([*kept, "mode=1777", "notmpcopyup"])


def _profile_by_file(option: str, folder: Path | None) -> str:
    name, _, profile = option.partition("=")
    if name != "seccomp" or not profile.startswith("{"):
        return option
    return f"seccomp={_kept(profile.encode(), folder or Path(platformdirs.user_cache_dir('recrutr', appauthor=False)))}"


def _kept(profile: bytes, folder: Path) -> Path:
    """The file that holds `profile`, in a folder that nobody else can write; written whole or not at all."""
    file = folder / f"seccomp-{hashlib.sha256(profile).hexdigest()[:16]}.json"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        if not file.is_file() or file.read_bytes() != profile:
            fresh = file.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(profile)
            fresh.replace(file)
    except OSError as error:
        message = f"The rules of the sandbox cannot be kept in {folder}: {error.strerror}. Make this folder writable."
        raise EngineFault("engine.profile", message, {"fix": f"Make {folder} writable"}) from error
    return file
