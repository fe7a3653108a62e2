"""Which engine answers, of which kind and version, and what its parts are: read from its `version` and `info` answers.

Guarantees: the distribution's revision is found where there is one: in the answer itself, else from dpkg when the
engine is a local one and the upstream numbers agree. Judges nothing. Must not start anything.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from runner.boxes.podman import is_podman
from runner.doctor.versions import is_revision, upstream

Kind = Literal["docker", "docker-desktop", "podman"]
DpkgQuery = Callable[[str], str]
_WORDS: dict[Kind, str] = {"docker": "Docker", "docker-desktop": "Docker Desktop", "podman": "Podman"}
_PACKAGES = {"docker": "docker.io", "runc": "runc", "containerd": "containerd", "podman": "podman", "crun": "crun"}


@dataclass(frozen=True)
class Part:
    """One component. `revision` is the distribution's version; empty when there is none or it is not known."""

    name: str
    version: str
    revision: str = ""

    @property
    def words(self) -> str:
        """Name and the most telling version."""
        return f"{self.name} {self.revision or self.version}"


@dataclass(frozen=True)
class Identity:
    """An engine as it presents itself."""

    kind: Kind
    version: str
    address: str
    operating_system: str
    architecture: str
    runtime: str
    cgroup_version: str
    rootless: bool
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """One line: which engine, how it runs."""
        rights = "rootless" if self.rootless else "as a system service"
        return f"{_WORDS[self.kind]} {self.version}, {rights}, runtime {self.runtime}, cgroup v{self.cgroup_version}"


def dpkg_version(package: str) -> str:
    """The installed version of a Debian package; empty when it is not installed or this is no Debian."""
    if shutil.which("dpkg-query") is None:
        return ""
    argv = ["dpkg-query", "-W", "-f", "${Version}", package]
    try:
        answer = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 - fixed argv
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def identify(
    version: Mapping[str, Any],
    info: Mapping[str, Any],
    address: str,
    runtime: str | None = None,
    dpkg: DpkgQuery = dpkg_version,
) -> Identity:
    """Read an engine's answers. `runtime` is the one that was chosen; None takes the engine's default."""
    kind = _kind(version, info)
    local = address.startswith("unix://") and kind != "docker-desktop"
    security = [str(option) for option in info.get("SecurityOptions") or ()]
    return Identity(
        kind=kind,
        version=_desktop_version(version) if kind == "docker-desktop" else str(version.get("Version", "")),
        address=address,
        operating_system=str(version.get("Os") or info.get("OSType") or ""),
        architecture=str(version.get("Arch") or info.get("Architecture") or ""),
        runtime=_base(runtime or str(info.get("DefaultRuntime") or "runc")),
        cgroup_version=str(info.get("CgroupVersion") or "1"),
        rootless=bool(info.get("Rootless")) or any("name=rootless" in option for option in security),
        parts=_parts(version, kind, dpkg if local else lambda _: ""),
    )


def _kind(version: Mapping[str, Any], info: Mapping[str, Any]) -> Kind:
    if is_podman(version):
        return "podman"
    platform = str((version.get("Platform") or {}).get("Name", ""))
    system = str(info.get("OperatingSystem", ""))
    return "docker-desktop" if "Docker Desktop" in platform + system else "docker"


def _desktop_version(version: Mapping[str, Any]) -> str:
    found = upstream(str((version.get("Platform") or {}).get("Name", "")))
    return str(found) if found else ""


def _parts(version: Mapping[str, Any], kind: Kind, dpkg: DpkgQuery) -> tuple[Part, ...]:
    found = [Part(kind, _desktop_version(version))] if kind == "docker-desktop" else []
    for component in version.get("Components") or ():
        name = _part_name(str(component.get("Name", "")))
        number = str(component.get("Version", "")).partition("\n")[0]
        details = component.get("Details") or {}
        told = [number, str(details.get("GitCommit", "")), str(details.get("Package", "")).partition("_")[2]]
        revision = next((text for text in (one.partition("_")[0] for one in told) if is_revision(text)), "")
        found.append(Part(name, number, revision or _from_dpkg(name, number, dpkg)))
    return tuple(found)


def _part_name(told: str) -> str:
    """`Engine` → docker, `Podman Engine` → podman, `OCI Runtime (/usr/bin/crun)` → crun; else in small letters."""
    inner = told.partition("(")[2].rstrip(")")
    names = {"Engine": "docker", "Podman Engine": "podman"}
    return _base(inner).lower() if inner else names.get(told, told.lower())


def _base(name: str) -> str:
    """A runtime that was named by its path."""
    return name.rpartition("/")[2]


def _from_dpkg(name: str, number: str, dpkg: DpkgQuery) -> str:
    installed = dpkg(_PACKAGES[name]) if name in _PACKAGES else ""
    same = upstream(installed) is not None and upstream(installed) == upstream(number)
    return installed if same and is_revision(installed) else ""
