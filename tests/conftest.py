"""For every test: widgets are real, but draw into memory unless the caller or the test names a display."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

collect_ignore = ["hostile", "packages"]
"""Programs and packages that are judged; the tests inside the tasks among them are not ours to run."""
