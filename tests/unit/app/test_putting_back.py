"""What a candidate reads when this computer's copy does not fit: calm, what it means, and the one thing to do."""

from __future__ import annotations

import pytest

from app.putting_back import Unopened
from app.words import GET_BACK, PUT_BACK, message_of, recovery_offered
from protocol.errors import Conflict, DeviceFault, RecrutrError, StorageFault, Tampered

ACCUSING = ("tamper", "manipulat", "cheat", "forged", "fraud", "attack", "suspicious")
LOST = [
    Tampered("tampered.old_part", "A part of the saved work is older."),
    Tampered("tampered.store_lost", "Part of the work is gone."),
    StorageFault("store.missing", "There is no saved work."),
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
def test_a_lost_copy_is_offered_to_be_put_back_by_one_button(error: RecrutrError) -> None:
    assert Unopened("attempt", error, "code").recoverable
    offered = recovery_offered(error)
    assert (offered.severity, f"Press “{GET_BACK}”" in offered.action) == ("attention", True)
    assert "Type your invitation code" in recovery_offered(error, code_needed=True).action
    assert message_of(error).severity == "attention"


@pytest.mark.parametrize("error", ACT_FIRST, ids=lambda error: error.code)
def test_where_a_person_must_act_first_nothing_is_replaced(error: RecrutrError) -> None:
    assert not Unopened("attempt", error, "code").recoverable


@pytest.mark.parametrize("code", ["tampered.rollback", "tampered.fork", "journal.fork"])
def test_a_difference_is_told_calmly(code: str) -> None:
    kind = Conflict if code.startswith("journal") else Tampered
    error = kind(code, "The server has newer work of yours than this computer holds.")
    for message in (message_of(error), recovery_offered(error)):
        assert message.severity == "attention"
        words = f"{message.what} {message.meaning} {message.action}".lower()
        assert "nothing is lost" in words
        assert not [word for word in ACCUSING if word in words]


def test_what_was_put_back_is_told_once_and_calmly() -> None:
    words = f"{PUT_BACK.what} {PUT_BACK.meaning} {PUT_BACK.action}".lower()
    assert "nothing was deleted" in words
    assert not [word for word in ACCUSING if word in words]
