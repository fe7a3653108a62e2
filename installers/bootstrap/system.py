"""The system's packages: which are missing, and their installation through apt as root or by sudo.

Installs only what is missing and refreshes apt's lists only when they cannot name a package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from installers.bootstrap.console import Stop, run_quietly, say
from installers.bootstrap.packages import Package

_BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium", "/usr/bin/google-chrome")


def distribution() -> str:
    """The `ID` of /etc/os-release: `debian`, `ubuntu`, …; empty when there is none."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.removeprefix("ID=").strip('"') for line in lines if line.startswith("ID=")), "")


def missing(packages: Iterable[Package]) -> list[Package]:
    """Those that dpkg does not have installed, neither by name nor as something that another package provides."""
    wanted = list(packages)
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}\t${Provides}\n"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    present: set[str] = set()
    for line in listing.splitlines():
        status, name, provides = line.split("\t")
        if status == "installed":
            present.add(name)
            # Ubuntu 24.04 renamed libraries (libglib2.0-0t64) and lets the new package provide the old name.
            present.update(item.split("(")[0].split(":")[0].strip() for item in provides.split(","))
    return [package for package in wanted if package.name not in present]


def install(packages: Sequence[Package], checkout: Path) -> None:
    """Install what is missing of these packages, telling which and why. Raises Stop with the command to run by hand."""
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        say("this is no Debian or Ubuntu: make sure yourself that these are there: " + _names(packages))
        return
    if distribution() == "ubuntu":
        # There the name leads to a snap, which apt cannot install on a machine without snapd; see `browser`.
        packages = [package for package in packages if package.name != "chromium"]
    absent = missing(packages)
    if not absent:
        return
    for package in absent:
        say(f"needs the system package {package.name}: {package.reason}")
    _apt(absent, checkout)


def browser() -> str:
    """The path of a Chromium-class browser. Raises Stop, saying how to get one."""
    chosen = os.environ.get("RECRUTR_BROWSER", "")
    if chosen:
        if shutil.which(chosen) is None:
            raise Stop(f"RECRUTR_BROWSER names {chosen}, which is no program.")
        return chosen
    found = next((path for path in _BROWSERS if os.access(path, os.X_OK)), None)
    if found is not None:
        return found
    if distribution() == "ubuntu":
        raise Stop(
            "no browser found. Ubuntu offers Chromium only as a snap: run `sudo snap install chromium`, or install "
            "another Chromium-class browser and name it in RECRUTR_BROWSER."
        )
    raise Stop("no browser found: install the package chromium, or name a browser in RECRUTR_BROWSER.")


def as_root(argv: Sequence[str], purpose: str) -> list[str]:
    """The same command with what is needed to run it as root. Raises Stop when that is impossible here."""
    if os.geteuid() == 0:
        return list(argv)
    if shutil.which("sudo") is None:
        raise Stop(
            f"{purpose} needs root, and there is no sudo. Run this as root, then start again:\n  {' '.join(argv)}"
        )
    if subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode != 0:
        say(f"{purpose} needs root: sudo may ask for your password")
        if subprocess.run(["sudo", "-v"], check=False).returncode != 0:
            raise Stop(f"{purpose} needs root. Run this yourself, then start again:\n  sudo {' '.join(argv)}")
    return ["sudo", "-n", *argv]


def _apt(absent: Sequence[Package], checkout: Path) -> None:
    names = [package.name for package in absent]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
    install_argv = as_root([*environment, *command], "installing system packages")
    if not _known(names):
        run_quietly("refreshing apt's lists", as_root(["apt-get", "update", "-q"], "apt-get update"), cwd=checkout)
    title = f"installing {len(names)} system package{'s' if len(names) > 1 else ''}"
    try:
        run_quietly(title, install_argv, cwd=checkout)
    except Stop:
        say("that failed; trying once more with fresh lists")
        run_quietly("refreshing apt's lists", as_root(["apt-get", "update", "-q"], "apt-get update"), cwd=checkout)
        run_quietly(title, install_argv, cwd=checkout)


def _known(names: Sequence[str]) -> bool:
    """Whether apt's lists can install all names (a virtual package counts as known through its provider)."""
    simulated = subprocess.run(
        ["apt-get", "install", "-s", "-q", "--no-install-recommends", *names], check=False, capture_output=True
    )
    return simulated.returncode == 0


def _names(packages: Iterable[Package]) -> str:
    return " ".join(package.name for package in packages)
