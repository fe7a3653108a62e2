"""The virtual environment `.venv`: made once, filled from the hashed requirement file, then the project itself.

Guarantees: nothing is installed whose digest is not in the requirement file; a second run with unchanged files does
nothing; a half-finished run is repeated, because the stamp is written last.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from installers.bootstrap import system
from installers.bootstrap.console import run_quietly, say
from installers.bootstrap.packages import VENV_PACKAGE

REQUIREMENTS = Path("installers/requirements/develop.txt")


def prepare(checkout: Path) -> Path:
    """Make `.venv` complete and return its Python. Raises Stop when something cannot be installed."""
    folder = checkout / ".venv"
    python = folder / "bin" / "python"
    if not _usable(folder):
        _create(folder, checkout)
    requirements = checkout / REQUIREMENTS
    if _outdated(folder / "requirements.stamp", wanted := _digest(requirements)):
        pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        # The file is complete and hashed, so pip has nothing to resolve and nothing to build.
        locked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(requirements)]
        run_quietly("installing Python packages (a few minutes the first time)", [*pip, *locked], cwd=checkout)
        _stamp(folder / "requirements.stamp", wanted)
    if _outdated(folder / "project.stamp", wanted := _digest(checkout / "pyproject.toml")):
        pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        local = ["--no-deps", "--no-build-isolation", "--no-index", "-e", str(checkout)]
        run_quietly("installing Recrutr itself", [*pip, *local], cwd=checkout)
        _stamp(folder / "project.stamp", wanted)
    return python


def child_environment(checkout: Path) -> dict[str, str]:
    """The environment for programs of the checkout: our `.venv` first on the PATH."""
    environment = dict(os.environ)
    folder = checkout / ".venv"
    environment["VIRTUAL_ENV"] = str(folder)
    environment["PATH"] = f"{folder / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
    environment.pop("PYTHONHOME", None)
    return environment


def _usable(folder: Path) -> bool:
    library = folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return (folder / "bin" / "python").exists() and (library / "site-packages" / "pip").exists()


def _create(folder: Path, checkout: Path) -> None:
    if folder.exists():
        say("the environment .venv is broken or of another Python version: making it anew")
        shutil.rmtree(folder)
    try:
        import ensurepip  # noqa: F401 (Debian splits it off; late, because its absence is the question)
    except ImportError:
        system.install([VENV_PACKAGE], checkout)
    run_quietly("making the environment .venv", [sys.executable, "-m", "venv", str(folder)], cwd=checkout)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _outdated(stamp: Path, wanted: str) -> bool:
    return not stamp.exists() or stamp.read_text(encoding="ascii") != wanted


def _stamp(stamp: Path, digest: str) -> None:
    stamp.write_text(digest, encoding="ascii")
