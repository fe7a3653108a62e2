"""The machine's own package sources, as apt itself understands them (one-line or deb822, Debian or Ubuntu).

Guarantees: nothing is guessed and no mirror's name is written in our code. Must not be used outside image building.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from protocol.errors import EngineFault

_OS_RELEASE = Path("/etc/os-release")
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_KEY_FOLDERS = (Path("/etc/apt/trusted.gpg.d"), Path("/etc/apt/keyrings"), Path("/usr/share/keyrings"))
_FORMAT = "$(REPO_URI)|$(RELEASE)|$(COMPONENT)"
_WANTED_SETTINGS = re.compile(
    r"^Acquire::(http|https|ftp|Check-|Retries|AllowInsecure|AllowWeak|ForceIPv)", re.IGNORECASE
)
_HOST_CERTIFICATES = "/recrutr-host/certificates.crt"
_POCKETS = ("", "-updates", "-security")


@dataclass(frozen=True)
class PackageSources:
    """A mirror and suite for debootstrap, and the files apt needs inside the build, by name."""

    mirror: str
    suite: str
    keyring: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)


def parse_targets(listing: str, suite: str) -> list[tuple[str, str, str]]:
    """(address, release, component) of the suite and its updates, from `apt-get indextargets`, in apt's order."""
    found: list[tuple[str, str, str]] = []
    for line in listing.splitlines():
        address, _, rest = line.partition("|")
        release, _, component = rest.partition("|")
        row = (address, release.rstrip("/"), component)
        wanted = row[1] in {suite + pocket for pocket in _POCKETS} and component in {"main", "universe"}
        if wanted and address.startswith(("http://", "https://")) and row not in found:
            found.append(row)
    return found


def suite_of(os_release: str) -> str:
    """The codename in the text of /etc/os-release; Ubuntu's for its derivatives. Raises EngineFault."""
    values = dict(line.partition("=")[::2] for line in os_release.splitlines() if "=" in line)
    suite = values.get("UBUNTU_CODENAME") or values.get("DEBIAN_CODENAME") or values.get("VERSION_CODENAME") or ""
    if not suite.strip('"'):
        raise EngineFault("engine.no_suite", "This system does not say which Debian or Ubuntu release it is.")
    return suite.strip('"')


def read_package_sources() -> PackageSources:
    """Ask apt. Raises EngineFault when this machine has no usable package source."""
    try:
        suite = suite_of(_OS_RELEASE.read_text("utf-8"))
        listing = _apt("apt-get", "indextargets", "--format", _FORMAT, "Created-By: Packages")
        settings = _apt("apt-config", "dump", "Acquire")
    except (OSError, subprocess.CalledProcessError) as error:
        raise EngineFault(
            "engine.no_apt", "The image can only be built on Debian or Ubuntu; apt does not answer here."
        ) from error
    targets = parse_targets(listing, suite)
    mirror = next((row[0] for row in targets if row[1] == suite and row[2] == "main"), None)
    if mirror is None:
        raise EngineFault(
            "engine.no_mirror",
            f"apt knows no network source of {suite} main. Add one under /etc/apt, then try again.",
            {"suite": suite},
        )
    return PackageSources(mirror, suite, files=_files(targets, settings))


def _files(targets: list[tuple[str, str, str]], settings: str) -> dict[str, bytes]:
    lines = [f"deb {address} {release} {component}\n" for address, release, component in targets]
    kept = [line for line in settings.splitlines() if _WANTED_SETTINGS.match(line) and "CAInfo" not in line]
    files = {"sources.list": "".join(lines).encode()}
    if _CERTIFICATES.exists():
        files["certificates.crt"] = _CERTIFICATES.read_bytes()
        kept.append(f'Acquire::https::CAInfo "{_HOST_CERTIFICATES}";')
    kept.append('Acquire::Languages "none";')
    files["apt.conf"] = ("\n".join(kept) + "\n").encode()
    for folder in _KEY_FOLDERS:
        for path in sorted(folder.glob("*")) if folder.is_dir() else ():
            if path.suffix in {".gpg", ".asc"} and path.is_file() and "removed" not in path.name:
                files.setdefault(f"keys/{path.name}", path.read_bytes())
    return files


def _apt(*argv: str) -> str:
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout  # noqa: S603 - fixed argv
