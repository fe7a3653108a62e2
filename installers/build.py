"""`recrutr installers`: builds the desktop bundle and its .deb from a checkout, showing progress.

Intermediate files go to build/, results to dist/, both inside the checkout.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from installers.desktop import bundle, debian
from installers.desktop.bundle import CHECKOUT

_REPEAT_S = 10.0


def main(argv: list[str]) -> int:
    """Build the desktop bundle and the .deb into dist/."""
    parser = argparse.ArgumentParser(prog="recrutr installers", description=main.__doc__)
    parser.add_argument("--bundle-only", action="store_true", help="do not pack the .deb")
    options = parser.parse_args(argv)
    work, out = CHECKOUT / "build" / "desktop", CHECKOUT / "dist"
    try:
        with _step("building the bundle with PyInstaller"):
            folder = bundle.build(work, out, work / "pyinstaller.log")
        sys.stdout.write(f"{folder.relative_to(CHECKOUT)}\n")
        if not options.bundle_only:
            with _step("packing the .deb"):
                package = debian.pack(folder, CHECKOUT / "build" / "deb", out)
            sys.stdout.write(f"{package.relative_to(CHECKOUT)}\n")
    except (bundle.BundleFault, debian.PackingFault) as fault:
        sys.stderr.write(f"recrutr installers: {fault}\n")
        return 1
    return 0


@contextmanager
def _step(title: str) -> Iterator[None]:
    begun = time.monotonic()
    done = threading.Event()

    def tick() -> None:
        while not done.wait(_REPEAT_S):
            sys.stderr.write(f"  … {time.monotonic() - begun:.0f} s\n")

    sys.stderr.write(f"{title} …\n")
    ticking = threading.Thread(target=tick, name="progress", daemon=True)
    ticking.start()
    try:
        yield
    finally:
        done.set()
        ticking.join()
    sys.stderr.write(f"{title}: done in {time.monotonic() - begun:.0f} s\n")
