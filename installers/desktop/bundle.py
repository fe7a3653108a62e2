"""Builds the desktop bundle with PyInstaller and looks inside a finished one.

Guarantees: a bundle that comes out holds no module of the backend and one Qt. Writes only below the folder it is told.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

from installers.desktop import contents

CHECKOUT = Path(__file__).resolve().parents[2]
_LANGUAGES = ("ui/languages/recrutr_de.qm", "ui/languages/recrutr_he.qm")
_SPEC = CHECKOUT / "installers" / "desktop" / "recrutr.spec"


class BundleFault(Exception):
    """The bundle could not be built, or holds what it must not; the message says what."""


def build(work: Path, out: Path, log: Path) -> Path:
    """Build into `out`/recrutr, with intermediate files in `work`; returns the bundle's folder. Raises BundleFault."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--workpath", str(work), "--distpath", str(out), str(_SPEC)]
    # PyInstaller keeps analysed hooks in the home folder unless told otherwise.
    environment = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(work / "config")}
    work.mkdir(parents=True, exist_ok=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as kept:
        status = subprocess.run(
            command, cwd=CHECKOUT, env=environment, check=False, stdout=kept, stderr=subprocess.STDOUT
        ).returncode
    if status != 0:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
        raise BundleFault(f"PyInstaller failed (exit {status}); the end of {log}:\n{tail}")
    bundle = out / "recrutr"
    inspect(bundle)
    return bundle


def modules(bundle: Path) -> set[str]:
    """The names of the Python modules inside the bundle's program."""
    # By name, because PyInstaller publishes no types and only a developer's environment has it.
    archive = importlib.import_module("PyInstaller.archive.readers").CArchiveReader(str(bundle / "recrutr"))
    return set(archive.open_embedded_archive("PYZ.pyz").toc)


def inspect(bundle: Path) -> None:
    """Look for what must and must not be inside. Raises BundleFault."""
    try:
        contents.check(modules(bundle))
    except ValueError as error:
        raise BundleFault(str(error)) from error
    inside = bundle / "_internal"
    if (inside / "PyQt6" / "Qt6").exists():
        raise BundleFault("the bundle holds a second Qt (PyQt6/Qt6)")
    for needed in ("PyQt6/Qsci.abi3.so", "brand/fonts/Inter-Regular.otf", *_LANGUAGES):
        if not (inside / needed).exists():
            raise BundleFault(f"the bundle lacks {needed}")
