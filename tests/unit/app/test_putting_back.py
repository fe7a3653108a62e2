"""What a candidate reads when this computer's copy does not fit: calm, what it means, and the one thing to do."""

from __future__ import annotations

import pytest

from app.words import PUT_BACK, message_of
from protocol.errors import Conflict, DeviceFault, RecrutrError, StorageFault, Tampered
from sync.restoring import can_be_restored

ACCUSING = ("tamper", "manipulat", "cheat", "forged", "fraud", "attack", "suspicious")
LOST = [
    Tampered("tampered.old_part", "A part of the saved work is older."),
    Tampered("tampered.store", "The file was changed or damaged."),
    StorageFault("store.not_database", "The file is not one of ours."),
    StorageFault("store.wrong_key", "It does not open."),
    DeviceFault("keyring.deleted", "The key is gone."),
    DeviceFault("keyring.other_key", "Another key is there."),
]
ACT_FIRST = [
    StorageFault("store.in_use", "Open in another window."),
    StorageFault("store.newer", "A newer version has saved it."),
    DeviceFault("keyring.locked", "The keyring is locked."),
    DeviceFault("keyring.changed", "Another keyring is used."),
    StorageFault("store.disk_full", "The disk is full."),
]


@pytest.mark.parametrize("error", LOST, ids=lambda error: error.code)
def test_a_lost_copy_leads_to_the_code_and_is_put_back(error: RecrutrError) -> None:
    message = message_of(error)
    assert can_be_restored(error)
    assert (message.severity, "Join with your invitation code" in message.action) == ("attention", True)


@pytest.mark.parametrize("error", ACT_FIRST, ids=lambda error: error.code)
def test_where_a_person_must_act_first_nothing_is_replaced(error: RecrutrError) -> None:
    assert not can_be_restored(error)


@pytest.mark.parametrize("code", ["tampered.rollback", "tampered.fork", "journal.fork"])
def test_a_difference_is_told_calmly(code: str) -> None:
    kind = Conflict if code.startswith("journal") else Tampered
    message = message_of(kind(code, "The server has newer work of yours than this computer holds."))
    assert message.severity == "attention"
    words = f"{message.what} {message.meaning} {message.action}".lower()
    assert "nothing is lost" in words
    assert not [word for word in ACCUSING if word in words]


def test_what_was_put_back_is_told_once_and_calmly() -> None:
    words = f"{PUT_BACK.what} {PUT_BACK.meaning} {PUT_BACK.action}".lower()
    assert "nothing was deleted" in words
    assert not [word for word in ACCUSING if word in words]
