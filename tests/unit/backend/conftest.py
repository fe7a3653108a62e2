"""Services on real files, without HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.main import close_services, open_services
from backend.settings import Settings
from backend.transaction import Services
from tests.quick_backend import quick_backends


@pytest.fixture(scope="module", autouse=True)
def backends_start_quickly() -> Iterator[None]:
    """Hashing and migrations have tests of their own; everywhere else they would only be waited for."""
    with quick_backends():
        yield


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = open_services(Settings(data=tmp_path / "data"))
    yield opened
    close_services(opened)
