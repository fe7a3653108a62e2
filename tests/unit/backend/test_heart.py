"""The heart goes on beating after a mistake of any kind."""

from __future__ import annotations

import threading

import pytest

from backend.credit import heart as door
from backend.credit.heart import Heart
from protocol.errors import StorageFault


class Lost:
    """Services whose database fails in every way in turn, then works."""

    def __init__(self, *faults: Exception) -> None:
        self._faults = list(faults)
        self.asked = threading.Semaphore(0)

    def transaction(self) -> None:
        self.asked.release()
        raise self._faults.pop(0) if self._faults else StorageFault("store.down", "The database is away.")


def test_a_mistake_of_another_kind_ends_no_heart(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(door, "BEAT_S", 0.01)
    services = Lost(RuntimeError("at the start"), ValueError("later"), KeyError("again"))
    beating = Heart(services)  # type: ignore[arg-type] # only its transaction is asked for
    beating.start()
    for _ in range(5):
        assert services.asked.acquire(timeout=10)
    beating.stop()
    assert [record.exc_text is not None for record in caplog.records[:4]] == [True, True, True, False]
