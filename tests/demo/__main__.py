"""`python -m tests.demo`: see `tests.demo.run`."""

from __future__ import annotations

import sys

from tests.demo.run import main

sys.exit(main(sys.argv[1:]))
