"""What the window is told of the candidate's words on their way: that they wait until the server has them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.attempt import Attempt
from app.live import Live
from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder
from tests.storage.issuer import CODE, Issuer
from tests.storage.memory_keyring import MemoryKeyring
from tests.unit.app.test_app_writing import attempt_on, with_problems
from ui.live_states import LiveState


@pytest.fixture
def attempt(tmp_path: Path) -> Iterator[Attempt]:
    issuer, stores = Issuer(), AttemptStores(tmp_path, KeyringHolder(MemoryKeyring()))
    stores.create(issuer.joined(), CODE).close()
    attempt = attempt_on(stores, issuer.attempt)
    attempt.store.begin(with_problems(issuer.started(attempt.store.identity)))
    yield attempt
    attempt.close(5.0)


def test_a_look_before_the_words_are_on_the_disk_does_not_call_them_sent(attempt: Attempt) -> None:
    shown: list[LiveState] = []
    desk = SimpleNamespace(view=SimpleNamespace(update_live=shown.append))
    live = Live(attempt, cast("Any", None), cast("Any", desk))
    disk = threading.Event()
    attempt.store._writer.put(lambda _pen: disk.wait(20))
    live.write("Which line 3?")
    live.refresh()
    assert not shown[-1].sent
    disk.set()
    recording = live._recording
    assert recording is not None
    recording.result(20)
    live.refresh()
    assert not shown[-1].sent
    saying = attempt.store.conversation.next_saying()
    assert saying is not None
    attempt.store.conversation.confirm(saying).result(20)
    live.refresh()
    assert shown[-1].sent
