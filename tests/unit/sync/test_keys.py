"""Where the key rests: each state of a keyring has its own words; nothing is ever written plain."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend

from protocol.errors import DeviceFault, InvalidInput, StorageFault
from sync.store.keys import KeyringHolder, WrappedFileHolder, find_holders
from tests.storage.memory_keyring import MemoryKeyring

SECRET = bytes(range(32))
SHARE = "7M3K-9QXT-2B4V-HJ0W"


def test_the_keyring_keeps_a_secret() -> None:
    backend = MemoryKeyring()
    holder = KeyringHolder(backend)
    holder.put("store-1", SECRET)
    assert KeyringHolder(backend).get("store-1") == SECRET
    holder.put("store-1", SECRET[::-1])
    assert holder.get("store-1") == SECRET[::-1]
    holder.delete("store-1")
    holder.delete("store-1")
    assert backend.secrets == {}


def test_a_deleted_key_is_told() -> None:
    with pytest.raises(DeviceFault) as caught:
        KeyringHolder(MemoryKeyring()).get("store-1")
    assert caught.value.code == "keyring.deleted"


def test_a_locked_keyring_is_told() -> None:
    backend = MemoryKeyring()
    holder = KeyringHolder(backend)
    holder.put("store-1", SECRET)
    backend.locked = True
    for act in (lambda: holder.get("store-1"), lambda: holder.put("store-1", b""), lambda: holder.delete("store-1")):
        with pytest.raises(DeviceFault) as caught:
            act()
        assert caught.value.code == "keyring.locked"
    backend.locked = False
    assert holder.get("store-1") == SECRET


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_a_keyring_that_keeps_nothing_is_as_good_as_none(backend: type[KeyringBackend]) -> None:
    with pytest.raises(DeviceFault) as caught:
        KeyringHolder(backend())
    assert caught.value.code == "keyring.absent"


def test_without_a_keyring_the_share_wraps_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    with pytest.raises(DeviceFault) as caught:
        find_holders(tmp_path, None)
    assert caught.value.code == "keyring.absent"
    (holder,) = find_holders(tmp_path, SHARE)
    assert isinstance(holder, WrappedFileHolder)


def test_with_a_keyring_the_share_is_for_older_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", MemoryKeyring)
    new, old = find_holders(tmp_path, SHARE)
    assert isinstance(new, KeyringHolder)
    assert isinstance(old, WrappedFileHolder)


def test_a_keyring_that_comes_later_is_found_when_it_is_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keyring.get_keyring()
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    try:
        with pytest.raises(DeviceFault):
            find_holders(tmp_path, None, look_again=True)
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.storage.memory_keyring.MemoryKeyring")
        with pytest.raises(DeviceFault):
            find_holders(tmp_path, None)
        assert isinstance(find_holders(tmp_path, None, look_again=True)[0], KeyringHolder)
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize("error", [RuntimeError("org.freedesktop.DBus.Error.AccessDenied"), OSError("broken pipe")])
def test_what_a_back_end_lets_through_is_told_without_its_jargon(error: Exception) -> None:
    backend = MemoryKeyring()
    backend.failing = error
    holder = KeyringHolder(backend)
    for act in (lambda: holder.get("store-1"), lambda: holder.put("store-1", b""), lambda: holder.delete("store-1")):
        with pytest.raises(DeviceFault) as caught:
            act()
        assert caught.value.code == "keyring.refused"
        assert str(error) not in caught.value.message


def test_a_wrapped_key_opens_with_its_share_alone(tmp_path: Path) -> None:
    WrappedFileHolder(tmp_path, SHARE).put("store-1", SECRET)
    assert WrappedFileHolder(tmp_path, SHARE).get("store-1") == SECRET
    with pytest.raises(DeviceFault) as caught:
        WrappedFileHolder(tmp_path, SHARE.lower()).get("store-1")
    assert caught.value.code == "keyring.wrong_share"


def test_a_wrapped_key_is_private_and_not_plain(tmp_path: Path) -> None:
    holder = WrappedFileHolder(tmp_path / "keys", SHARE)
    holder.put("store-1", SECRET)
    (file,) = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    data = file.read_bytes()
    assert SECRET not in data
    assert SECRET.hex().encode() not in data
    assert SHARE.encode() not in data


def test_each_wrapping_has_its_own_salt(tmp_path: Path) -> None:
    holder = WrappedFileHolder(tmp_path, SHARE)
    holder.put("a", SECRET)
    holder.put("b", SECRET)
    first, second = (json.loads((tmp_path / f"{name}.key").read_bytes()) for name in "ab")
    assert first["salt"] != second["salt"]


def test_a_wrapped_key_cannot_be_passed_off_as_another(tmp_path: Path) -> None:
    holder = WrappedFileHolder(tmp_path, SHARE)
    holder.put("a", SECRET)
    (tmp_path / "a.key").rename(tmp_path / "b.key")
    with pytest.raises(DeviceFault):
        holder.get("b")


def test_a_missing_and_a_damaged_file_are_told(tmp_path: Path) -> None:
    holder = WrappedFileHolder(tmp_path, SHARE)
    with pytest.raises(DeviceFault) as missing:
        holder.get("store-1")
    assert missing.value.code == "keyring.deleted"
    (tmp_path / "store-1.key").write_bytes(b"{}")
    with pytest.raises(StorageFault) as damaged:
        holder.get("store-1")
    assert damaged.value.code == "keyring.damaged"
    holder.delete("store-1")
    holder.delete("store-1")
    assert not list(tmp_path.iterdir())


def test_a_share_that_is_too_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        WrappedFileHolder(tmp_path, "1234567")
    assert caught.value.details["field"] == "share"


def test_a_keyring_that_hangs_is_told_and_a_late_answer_helps_the_next_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.store.keys.PATIENCE_S", 0.1)
    backend, goes_on = MemoryKeyring(), threading.Event()
    holder = KeyringHolder(backend)
    holder.put("store-1", SECRET)
    get_password, found = backend.get_password, keyring.get_keyring()

    def hanging(service: str, name: str) -> str | None:
        goes_on.wait(30)
        return get_password(service, name)

    def looking() -> KeyringBackend:
        goes_on.wait(30)
        return found

    monkeypatch.setattr(backend, "get_password", hanging)
    monkeypatch.setattr(keyring, "get_keyring", looking)
    for act in (lambda: holder.get("store-1"), lambda: find_holders(tmp_path, SHARE)):
        with pytest.raises(DeviceFault) as caught:
            act()  # above all, no weaker place is chosen for it
        assert caught.value.code == "keyring.silent"
    goes_on.set()
    assert holder.get("store-1") == SECRET
