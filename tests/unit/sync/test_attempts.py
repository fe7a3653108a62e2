"""The attempts on a device: made whole, opened once, put aside on request, erased for good."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from protocol.errors import DeviceFault, InvalidInput, RecrutrError, StorageFault
from protocol.identifiers import new_identifier
from sync.store.attempts import AttemptStores, nothing
from sync.store.folders import InstanceLock, write_durably
from sync.store.keys import KeyringHolder, WrappedFileHolder
from sync.store.records import DeviceIdentity
from sync.store.store import Store, StoreOptions
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import CODE, Issuer, some_fact, started_store
from tests.storage.memory_keyring import MemoryKeyring

QUICK = StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0)
SHARE = "7M3K-9QXT-2B4V-HJ0W"


class OtherKeyring(MemoryKeyring):
    """A second kind of keyring, as after a change of the desktop."""


def _open_fault(stores: AttemptStores, attempt: str) -> RecrutrError:
    with pytest.raises(RecrutrError) as caught:
        stores.open(attempt)
    return caught.value


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_device_is_the_same_until_it_has_joined(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    first = AttemptStores(tmp_path, KeyringHolder(memory_keyring)).prepare_join(CODE)
    again = AttemptStores(tmp_path, KeyringHolder(memory_keyring)).prepare_join(CODE)
    other = AttemptStores(tmp_path, KeyringHolder(memory_keyring)).prepare_join(CODE[::-1])
    assert first == again
    assert other.device != first.device


def test_a_joined_store_keeps_that_device(stores: AttemptStores, issuer: Issuer) -> None:
    device = stores.prepare_join(CODE)
    store = stores.create(issuer.joined(), CODE)
    assert (store.identity, store.device) == (device, device.device)
    store.close()


def test_joining_again_opens_the_same_store_with_the_new_token(stores: AttemptStores, issuer: Issuer) -> None:
    store = started_store(stores, issuer)
    store.submit(some_fact()).result(30)
    store.close()
    again = stores.create(issuer.joined(CODE[::-1]), CODE)
    assert again.joined.token == CODE[::-1]
    assert again.state.saved_seq == 1
    with pytest.raises(InvalidInput):
        again.rejoin(Issuer().joined())
    again.close()


def test_attempts_are_listed_newest_first(stores: AttemptStores) -> None:
    issuers = [Issuer(), Issuer(), Issuer()]
    for issuer in issuers:
        stores.create(issuer.joined(), CODE).close()
    assert stores.attempts() == [it.attempt for it in reversed(issuers)]


def test_what_people_put_beside_the_attempts_keeps_nobody_from_them(
    stores: AttemptStores, store: Store, tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    store.close()
    folder = tmp_path / "attempts" / store.attempt
    for name in (f"{store.attempt} (copy)", f".new-{store.attempt} - Kopie"):
        shutil.copytree(folder, folder.with_name(name))
    other = new_identifier()
    (tmp_path / "erased").mkdir(exist_ok=True)
    for name in (f"{other}.json", "._receipt.json", f"{store.attempt} (1).json"):
        (tmp_path / "erased" / name).write_bytes(b"")
    again = AttemptStores(tmp_path, KeyringHolder(memory_keyring), QUICK)
    assert again.attempts() == [store.attempt]
    assert again.erasure_receipts() == {}
    assert again.may_be_of(store.attempt, CODE)
    again.open(store.attempt).close()
    assert (folder.with_name(f"{store.attempt} (copy)") / "store.db").exists()


def test_a_file_system_that_cannot_flush_folders_takes_files_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As shared folders of virtual machines: what is written is there, and must not be called unwritten."""
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_durably(tmp_path / "usb" / "receipt.json", b"{}")
    assert (tmp_path / "usb" / "receipt.json").read_bytes() == b"{}"


def test_a_file_system_without_locks_is_not_taken_for_a_second_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(_file: object, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(StorageFault) as caught:
        InstanceLock(tmp_path / "lock")
    assert caught.value.code == "store.io"


def test_a_second_instance_is_refused(stores: AttemptStores, store: Store, tmp_path: Path) -> None:
    assert _open_fault(stores, store.attempt).code == "store.in_use"
    lock = tmp_path / "locks" / store.attempt
    other_process = (
        "import sys; from pathlib import Path; from sync.store.folders import InstanceLock; "
        "from protocol.errors import StorageFault\n"
        "try: InstanceLock(Path(sys.argv[1]))\n"
        "except StorageFault as fault: print(fault.code)"
    )
    said = subprocess.run([sys.executable, "-c", other_process, str(lock)], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "store.in_use"
    store.close()
    stores.open(store.attempt).close()


def test_a_locked_keyring_leaves_the_store_closed_and_unchanged(
    stores: AttemptStores, store: Store, memory_keyring: MemoryKeyring
) -> None:
    store.close()
    before = _bytes_of(store.folder)
    memory_keyring.locked = True
    assert _open_fault(stores, store.attempt).code == "keyring.locked"
    memory_keyring.locked = False
    assert _bytes_of(store.folder) == before
    stores.open(store.attempt).close()


def test_a_deleted_key_is_told_and_nothing_is_made_anew(
    stores: AttemptStores, store: Store, memory_keyring: MemoryKeyring
) -> None:
    store.close()
    before = _bytes_of(store.folder)
    memory_keyring.secrets.clear()
    assert _open_fault(stores, store.attempt).code == "keyring.deleted"
    assert _bytes_of(store.folder) == before
    assert memory_keyring.secrets == {}


def test_another_key_is_told(stores: AttemptStores, store: Store, memory_keyring: MemoryKeyring) -> None:
    store.close()
    for name in memory_keyring.secrets:
        memory_keyring.secrets[name] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    assert _open_fault(stores, store.attempt).code == "keyring.other_key"


def test_a_changed_keyring_is_told(stores: AttemptStores, store: Store, tmp_path: Path) -> None:
    store.close()
    other = AttemptStores(tmp_path, KeyringHolder(OtherKeyring()), QUICK)
    fault = _open_fault(other, store.attempt)
    assert fault.code == "keyring.changed"
    assert "MemoryKeyring" in str(fault.details["before"])
    assert _open_fault(AttemptStores(tmp_path, WrappedFileHolder(tmp_path / "keys", SHARE)), store.attempt).code == (
        "keyring.changed"
    )


def test_without_a_keyring_the_whole_way_works(tmp_path: Path, issuer: Issuer) -> None:
    stores = AttemptStores(tmp_path, WrappedFileHolder(tmp_path / "keys", SHARE), QUICK)
    started_store(stores, issuer).close()
    wrong = AttemptStores(tmp_path, WrappedFileHolder(tmp_path / "keys", SHARE[::-1]), QUICK)
    assert _open_fault(wrong, issuer.attempt).code == "keyring.wrong_share"
    again = AttemptStores(tmp_path, WrappedFileHolder(tmp_path / "keys", SHARE), QUICK).open(issuer.attempt)
    assert again.submit(some_fact()).result(30) == 1
    again.close()


@pytest.mark.parametrize("note", [b"", b"{}", b"[]", b"\xff"])
def test_a_damaged_note_is_told(stores: AttemptStores, store: Store, note: bytes) -> None:
    store.close()
    (store.folder / "key.json").write_bytes(note)
    assert _open_fault(stores, store.attempt).code == "store.key_note"


def test_a_foreign_file_is_put_aside_on_request_and_the_attempt_joined_again(
    stores: AttemptStores, store: Store, issuer: Issuer
) -> None:
    store.close()
    (store.folder / "store.db").write_bytes(b"something else" * 1000)
    for name in ("store.db-wal", "store.db-shm"):
        (store.folder / name).unlink(missing_ok=True)
    assert _open_fault(stores, issuer.attempt).code == "store.not_database"
    aside = stores.quarantine(issuer.attempt)
    assert (aside / "store.db").read_bytes() == b"something else" * 1000
    assert stores.attempts() == []
    again = stores.create(issuer.joined(), CODE)
    assert again.state.saved_seq == 0
    again.close()


def test_what_is_put_aside_keeps_its_key(stores: AttemptStores, store: Store, issuer: Issuer) -> None:
    store.submit(some_fact()).result(30)
    store.close()
    aside = stores.quarantine(issuer.attempt)
    stores.create(issuer.joined(), CODE).close()
    stores.quarantine(issuer.attempt)
    aside.rename(store.folder)
    back = stores.open(issuer.attempt)
    assert back.verify() == 1
    back.close()


def test_an_open_store_is_not_put_aside(stores: AttemptStores, store: Store) -> None:
    with pytest.raises(StorageFault) as caught:
        stores.quarantine(store.attempt)
    assert caught.value.code == "store.in_use"


def test_a_store_that_was_half_made_is_made_again(stores: AttemptStores, issuer: Issuer, tmp_path: Path) -> None:
    half = tmp_path / "attempts" / f".new-{issuer.attempt}"
    half.mkdir()
    (half / "store.db").write_bytes(b"half")
    assert stores.attempts() == []
    stores.create(issuer.joined(), CODE).close()
    assert stores.attempts() == [issuer.attempt]
    assert not half.exists()


def _die_between(stores: AttemptStores, issuer: Issuer, identity: DeviceIdentity) -> None:
    """Replace a store; killed when the old one is aside and the new one not yet in its place."""
    real = Path.rename

    def rename(place: Path, target: Path) -> Path:
        if place.name.startswith(".new-"):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(place, target)

    Path.rename = rename  # type: ignore[assignment,method-assign] # in a process of its own, which ends here
    stores.replace(issuer.joined(), CODE, identity, nothing)


def test_a_replacement_killed_between_its_renames_is_undone_at_the_next_start(tmp_path: Path, issuer: Issuer) -> None:
    holder = FixedHolder()
    stores = AttemptStores(tmp_path, holder, QUICK)
    store = started_store(stores, issuer)
    identity = store.identity
    store.close()
    stores.replace(issuer.joined(), CODE, identity, nothing).close()  # an older one lies aside already
    newest = stores.open(issuer.attempt)
    newest.keep("name", b"newest").result(30)
    newest.close()
    process = multiprocessing.get_context("fork").Process(target=_die_between, args=(stores, issuer, identity))
    process.start()
    process.join(30)
    assert process.exitcode == -signal.SIGKILL
    assert not stores.has(issuer.attempt)
    again = AttemptStores(tmp_path, holder, QUICK)
    assert again.attempts() == [issuer.attempt]
    back = again.open(issuer.attempt)
    assert back.kept("name") == b"newest"
    back.close()
    again.replace(issuer.joined(), CODE, identity, nothing).close()
    assert len(list((tmp_path / "attempts").glob(".quarantine-*"))) == 2


def test_a_replacement_of_another_instance_is_not_undone(stores: AttemptStores, store: Store, tmp_path: Path) -> None:
    store.close()
    aside = stores.quarantine(store.attempt)
    (tmp_path / "attempts" / f".new-{store.attempt}").mkdir()
    held = InstanceLock(tmp_path / "locks" / store.attempt)
    AttemptStores(tmp_path, FixedHolder(), QUICK)
    assert aside.exists()
    held.release()
    AttemptStores(tmp_path, FixedHolder(), QUICK)
    assert store.folder.exists()


def test_wiping_leaves_the_receipt_and_nothing_else(
    stores: AttemptStores, store: Store, issuer: Issuer, memory_keyring: MemoryKeyring, tmp_path: Path
) -> None:
    store.submit(some_fact()).result(30)
    store.close()
    stores.quarantine(issuer.attempt)
    again = stores.create(issuer.joined(), CODE)
    receipt = issuer.erasure()
    path = stores.wipe(again, receipt)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]
    assert memory_keyring.secrets == {}
    assert stores.erasure_receipts() == {issuer.attempt: receipt}
    assert _open_fault(stores, issuer.attempt).code == "store.missing"


def test_wiping_does_not_touch_other_attempts(stores: AttemptStores, store: Store, issuer: Issuer) -> None:
    other = Issuer()
    started_store(stores, other).close()
    stores.wipe(store, issuer.erasure())
    kept = stores.open(other.attempt)
    assert kept.verify() == 0
    kept.close()


def test_an_interrupted_erasure_is_completed_at_the_next_start(
    stores: AttemptStores, store: Store, issuer: Issuer, memory_keyring: MemoryKeyring, tmp_path: Path
) -> None:
    store.close()
    (tmp_path / "erased").mkdir()
    (tmp_path / "erased" / f"{issuer.attempt}.json").write_bytes(issuer.erasure().canonical())
    (store.folder / "media" / "x").mkdir(parents=True)
    again = AttemptStores(tmp_path, KeyringHolder(memory_keyring), QUICK)
    assert again.attempts() == []
    assert not store.folder.exists()
    assert memory_keyring.secrets == {}


def test_an_erasure_that_cannot_reach_the_keyring_keeps_at_it(
    stores: AttemptStores, store: Store, issuer: Issuer, memory_keyring: MemoryKeyring, tmp_path: Path
) -> None:
    memory_keyring.locked = True
    with pytest.raises(DeviceFault):
        stores.wipe(store, issuer.erasure())
    assert store.folder.exists()
    memory_keyring.locked = False
    AttemptStores(tmp_path, KeyringHolder(memory_keyring), QUICK)
    assert not store.folder.exists()


def test_the_note_beside_the_store_holds_no_secret(store: Store, memory_keyring: MemoryKeyring) -> None:
    note = (store.folder / "key.json").read_text()
    assert set(json.loads(note)) == {"place", "check", "key", "join"}
    for secret in memory_keyring.secrets.values():
        assert secret not in note


@pytest.mark.parametrize("attempt", ["../elsewhere", "", "x"])
def test_an_attempt_is_an_identifier(stores: AttemptStores, attempt: str) -> None:
    with pytest.raises(InvalidInput):
        stores.open(attempt)
