"""Which browser the tests and the demo drive: the one that the bootstrap found, else Debian's chromium."""

from __future__ import annotations

import os

BROWSER = os.environ.get("RECRUTR_BROWSER") or "/usr/bin/chromium"
