"""For every test: widgets are real, but draw into memory unless the caller or the test names a display."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
