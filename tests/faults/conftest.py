"""The house in which the app lives and dies, one for all tests of a process."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator

import pytest

from protocol.attempts import EvidenceLevel
from tests.faults.desk.lives import House, house


@pytest.fixture(scope="session")
def quiet_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Attempts without recordings."""
    yield from _house(tmp_path_factory, EvidenceLevel.JOURNAL)


@pytest.fixture(scope="session")
def recorded_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Attempts that are recorded."""
    yield from _house(tmp_path_factory, EvidenceLevel.RECORDING)


def _house(factory: pytest.TempPathFactory, level: EvidenceLevel) -> Iterator[House]:
    if sys.platform != "linux" or shutil.which("cc") is None:
        pytest.skip("the disk that fails is a library for Linux, compiled here")
    before = os.environ.get("PYTHON_KEYRING_BACKEND")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    try:
        with house(factory.mktemp("house"), level) as made:
            yield made
    finally:
        if before is None:
            del os.environ["PYTHON_KEYRING_BACKEND"]
        else:
            os.environ["PYTHON_KEYRING_BACKEND"] = before
