"""Services on real files, without HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.main import close_services, open_services
from backend.settings import Settings
from backend.transaction import Services


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = open_services(Settings(data=tmp_path / "data"))
    yield opened
    close_services(opened)
