"""Packs the desktop bundle into a .deb: program, menu entry with the recrutr:// scheme, icon, copyright.

Guarantees: the package depends on every system library that the bundle is linked to (asked of dpkg-shlibdeps) and on
those it loads at run time (installers/bootstrap/packages.py); it runs no scripts at installation and owns every file
that it brings. Writes only below the folder it is told.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

from installers.bootstrap.packages import Need, needed

CHECKOUT = Path(__file__).resolve().parents[2]
_TEMPLATES = CHECKOUT / "installers" / "desktop" / "debian"
_ELF = b"\x7fELF"


class PackingFault(Exception):
    """A tool of Debian's failed; the message holds what it said."""


@dataclass(frozen=True)
class Project:
    """What the package says about itself, from pyproject.toml."""

    version: str
    description: str


def project() -> Project:
    """Read the version and the one-line description."""
    table = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Project(table["version"], table["description"])


def pack(bundle: Path, work: Path, out: Path) -> Path:
    """Make the .deb of a bundle; returns its path. Raises PackingFault."""
    root = work / "root"
    shutil.rmtree(work, ignore_errors=True)
    _lay_out(bundle, root)
    # Before the dependencies, because dpkg-shlibdeps takes it as the mark of a package's root.
    (root / "DEBIAN").mkdir()
    architecture = _run(["dpkg", "--print-architecture"], work).strip()
    about = project()
    control = (_TEMPLATES / "control.in").read_text(encoding="utf-8")
    values = {
        "VERSION": about.version,
        "ARCHITECTURE": architecture,
        "SIZE": str(_size_kib(root)),
        "DEPENDS": ", ".join(dependencies(root, work)),
        "DESCRIPTION": about.description,
    }
    (root / "DEBIAN" / "control").write_text(_filled(control, values), encoding="utf-8")
    _permissions(root)
    out.mkdir(parents=True, exist_ok=True)
    package = out / f"recrutr_{about.version}_{architecture}.deb"
    _run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z10", "--build", str(root), str(package)], work)
    return package


def dependencies(root: Path, work: Path) -> list[str]:
    """Debian's names for what the bundle's programs and libraries need. Raises PackingFault."""
    # dpkg-shlibdeps reads the name of a package from debian/control and nothing else of it.
    (work / "debian").mkdir(exist_ok=True)
    (work / "debian" / "control").write_text(
        "Source: recrutr\n\nPackage: recrutr\nArchitecture: any\n", encoding="utf-8"
    )
    inside = root / "usr" / "lib" / "recrutr"
    binaries = sorted(file for file in inside.rglob("*") if file.is_file() and not file.is_symlink() and _is_elf(file))
    private = sorted({f"-l{file.parent}" for file in binaries if ".so" in file.name})
    # Only our own libraries have no package to ask; one that is found nowhere is still an error.
    options = ["-O", "--warnings=0", "--ignore-missing-info", *private]
    said = _run(["dpkg-shlibdeps", *options, *(f"-e{file}" for file in binaries)], work)
    match = re.search(r"^shlibs:Depends=(.*)$", said, re.MULTILINE)
    linked = [item.strip() for item in match[1].split(",")] if match else []
    names = {re.split(r"[ (|]", item)[0] for item in linked}
    loaded = [package.name for package in needed(frozenset({Need.DESKTOP})) if package.name not in names]
    return sorted([*linked, *loaded])


def _lay_out(bundle: Path, root: Path) -> None:
    shutil.copytree(bundle, root / "usr" / "lib" / "recrutr", symlinks=True)
    places = {
        "usr/share/applications/recrutr.desktop": _TEMPLATES / "recrutr.desktop",
        "usr/share/doc/recrutr/copyright": _TEMPLATES / "copyright",
        "usr/share/icons/hicolor/scalable/apps/recrutr.svg": CHECKOUT / "brand" / "art" / "recrutr.svg",
    }
    for place, source in places.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, root / place)
    changes = _filled((_TEMPLATES / "changelog.in").read_text(encoding="utf-8"), {"VERSION": project().version})
    packed = gzip.compress(changes.encode(), mtime=0)
    (root / "usr/share/doc/recrutr/changelog.gz").write_bytes(packed)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/recrutr").symlink_to("../lib/recrutr/recrutr")


def _permissions(root: Path) -> None:
    """Everything readable by all and writable by root; programs and folders keep their execute bit."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            executable = path.is_dir() or (os.access(path, os.X_OK) and ".so" not in path.name)
            path.chmod(0o755 if executable else 0o644)


def _size_kib(root: Path) -> int:
    return sum(file.lstat().st_size for file in root.rglob("*") if not file.is_dir()) // 1024


def _is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == _ELF


def _filled(template: str, values: dict[str, str]) -> str:
    return re.sub(r"@([A-Z]+)@", lambda match: values[match[1]], template)


def _run(argv: list[str], cwd: Path) -> str:
    ended = subprocess.run(argv, cwd=cwd, check=False, capture_output=True, text=True)
    if ended.returncode != 0:
        raise PackingFault(f"{argv[0]} failed (exit {ended.returncode}): {ended.stderr.strip()[-2000:]}")
    return ended.stdout
