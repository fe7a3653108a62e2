"""A language chosen on the first screen: kept, the app opens anew in it, and the notice is in it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.composition import Desktop
from app.settings import Settings, read_preferences
from backend.accounts.models import Organisation
from backend.attempts.notice import notices_for
from protocol.attempts import AttemptState, EvidenceLevel
from protocol.errors import NotAllowed
from protocol.policy import EvidencePolicy
from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder
from tests.storage.issuer import CODE, Issuer
from tests.storage.memory_keyring import MemoryKeyring
from tests.unit.app.test_app_writing import attempt_on
from ui import saying


def test_a_chosen_language_is_kept_and_the_app_opens_anew(tmp_path: Path) -> None:
    quits: list[str] = []
    desktop = cast(
        "Any",
        SimpleNamespace(
            settings=Settings("https://example.org", tmp_path, server_fixed=True),
            again=None,
            journey=SimpleNamespace(quit=lambda: quits.append("quit")),
        ),
    )
    Desktop._speak(desktop, "he", "7K3M-9QTX")
    assert read_preferences(tmp_path).language == "he"
    assert desktop.again == Settings("https://example.org", tmp_path, code="7K3M-9QTX", server_fixed=True)
    assert quits == ["quit"]


def test_the_notice_is_the_one_in_the_language_and_stays_the_one_that_was_read(tmp_path: Path) -> None:
    policy = EvidencePolicy.at(EvidenceLevel.JOURNAL)
    english, *others = notices_for(Organisation(name="Acme", controller_contact="dpo@acme.test"), policy)
    german = others[0]
    stores, issuer = AttemptStores(tmp_path, KeyringHolder(MemoryKeyring())), Issuer()
    joined = issuer.joined().model_copy(update={"notice": english, "translations": others})
    stores.create(joined, CODE).close()
    attempt = attempt_on(stores, issuer.attempt)
    try:
        assert attempt.notice == english
        saying.use("de")
        assert attempt.notice == german
        with pytest.raises(NotAllowed):
            attempt.permit()
        assert attempt.acknowledge(1).notice_digest == german.digest
        attempt.reached(AttemptState.NOTICED)
        saying.use("he")
        assert attempt.notice == german
        assert attempt.permit().notice_digest == german.digest
    finally:
        saying.use("en")
        attempt.close(5.0)
