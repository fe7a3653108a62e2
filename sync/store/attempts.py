"""Which attempts exist on this device: prepare a join, create, open, quarantine and erase their stores.

Guarantees: a store appears whole or not at all; a file that does not open is never overwritten; an erasure that was
interrupted is completed at the next start. Layout: `<data>/attempts/<attempt>/{store.db, media/, key.json, reserve}`,
`<data>/locks/<attempt>`, `<data>/erased/<attempt>.json`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from protocol.canonical import digest_hex
from protocol.errors import Conflict, DeviceFault, InvalidInput, StorageFault
from protocol.identifiers import identifier_bytes, new_identifier
from protocol.receipts import Signed
from protocol.sealing import KEY_BYTES
from protocol.signing import SigningKey
from protocol.wire import Joined
from sync.store.database import Database
from sync.store.folders import InstanceLock, flush_folder, make_private_folder, storage_fault, write_durably
from sync.store.keys import KeyHolder, changed_place
from sync.store.records import DeviceIdentity
from sync.store.store import DATABASE_NAME, DEVICE, DEVICE_KEY, JOINED, MEDIA_NAME, Store, StoreOptions

KEY_NOTE = "key.json"
Fill = Callable[[Database, Path], None]
"""`fill(database, folder)`: write rows inside the transaction that makes a store, and files into its folder."""
_CHECK_DOMAIN = b"recrutr/store-key-check/1\n"


class AttemptStores:
    """The attempts under one data folder; `holder` keeps their keys."""

    def __init__(self, data: Path, holder: KeyHolder, options: StoreOptions | None = None) -> None:
        """Complete erasures that were interrupted. Raises StorageFault or DeviceFault when that does not work."""
        self._attempts, self._erased, self._locks = data / "attempts", data / "erased", data / "locks"
        self._holder, self._options = holder, options
        make_private_folder(self._attempts)
        for attempt in self.erasure_receipts():
            self._destroy(attempt)

    def prepare_join(self, code: str) -> DeviceIdentity:
        """This device for `JoinRequest`: always the same one for the same code, also after a crash."""
        name = _join_name(code)
        try:
            kept = self._holder.get(name)
        except DeviceFault as fault:
            if fault.code != "keyring.deleted":
                raise
            device, key = new_identifier(), SigningKey.generate()
            self._holder.put(name, identifier_bytes(device) + key.private_bytes)
        else:
            device, key = _uuid_text(kept[:16]), SigningKey(kept[16:])
        return DeviceIdentity(device, key.private_bytes, key.public_key)

    def create(self, joined: Joined, code: str) -> Store:
        """Make and open the store of an attempt that `prepare_join(code)` joined.

        An existing one (joined again) is opened and gets the new token. Raises StorageFault, DeviceFault, Tampered, and
        Conflict `store.other_device` when this computer holds an earlier part of the attempt, which stays as it is.
        """
        if not self._folder(joined.attempt).exists():
            self._make(joined, code)
            store = self.open(joined.attempt)
        else:
            store = self.open(joined.attempt)
            if store.device != self.prepare_join(code).device:
                store.close()
                words = "This computer holds an earlier part of this attempt; it cannot also be the one that goes on."
                raise Conflict("store.other_device", words)
            store.rejoin(joined)
        return store

    def attempts(self) -> list[str]:
        """Ids of the attempts that have a store here, newest first."""
        found = [folder.name for folder in self._attempts.iterdir() if (folder / KEY_NOTE).exists()]
        return sorted((name for name in found if not name.startswith(".")), reverse=True)

    def open(self, attempt: str) -> Store:
        """Open a store, repair cut segments, record gaps.

        Raises StorageFault (`store.in_use`, `store.wrong_key`, `store.not_database`, `store.missing` …), DeviceFault
        (`keyring.*`) or Tampered(`tampered.store`). What cannot be opened is left exactly as it is.
        """
        folder = self._folder(attempt)
        if not folder.is_dir():
            raise StorageFault("store.missing", "There is no saved work of this attempt on this computer.")
        lock = self._lock(attempt)
        try:
            return Store(folder, self._key(folder), lock, self._options)
        except BaseException:
            lock.release()
            raise

    def quarantine(self, attempt: str) -> Path:
        """On the person's explicit request: rename a store that does not open aside; returns its new place.

        Its key stays where it is. Raises StorageFault `store.in_use` while it is open.
        """
        folder = self._folder(attempt)
        lock = self._lock(attempt)
        aside = folder.with_name(f".quarantine-{attempt}-{time.time_ns()}")
        try:
            folder.rename(aside)
        except OSError as error:
            raise storage_fault(error, "the saved work could not be put aside") from error
        finally:
            lock.release()
        return aside

    def media_of(self, attempt: str) -> Path | None:
        """Where recordings of an attempt lie, when its folder is here."""
        folder = self._folder(attempt) / MEDIA_NAME
        return folder if folder.is_dir() else None

    def replace(self, joined: Joined, secrets: tuple[str, bytes], fill: Fill) -> Path | None:
        """Build a store with what `fill` writes into it, put the old one aside, and set the new one in its place.

        `secrets` are the device's id and private key. Returns where the old one lies now. Raises StorageFault; until
        the new store is whole, the old one is where it was.
        """
        building = self._build(joined, self._join_of(joined.attempt), secrets, fill)
        aside = self.quarantine(joined.attempt) if self._folder(joined.attempt).exists() else None
        try:
            building.rename(self._folder(joined.attempt))
            flush_folder(self._attempts)
        except OSError as error:
            raise storage_fault(error, "the folder for your work could not be made") from error
        return aside

    def wipe(self, store: Store, receipt: Signed) -> Path:
        """Erase: keep the receipt outside the store, destroy the key, then the files; returns the receipt's path.

        Killed in between, the rest is done at the next start. Pending changes are not saved any more.
        """
        attempt = store.attempt
        path = self._erased / f"{attempt}.json"
        write_durably(path, receipt.canonical())
        try:
            store.close(timeout_s=0.0)
        except StorageFault as fault:
            if fault.code != "store.not_saved":
                raise
        self._destroy(attempt)
        return path

    def erasure_receipts(self) -> dict[str, Signed]:
        """Receipts of wiped attempts by attempt id."""
        return {path.stem: Signed.parse(path.read_bytes()) for path in sorted(self._erased.glob("*.json"))}

    def _destroy(self, attempt: str) -> None:
        """Destroy keys and files of an attempt, quarantined copies included; harmless when repeated."""
        for folder in [*self._attempts.glob(f".*-{attempt}*"), self._folder(attempt)]:
            for name in _key_names(folder):
                self._holder.delete(name)
            try:
                shutil.rmtree(folder)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise storage_fault(error, "some files of the deleted attempt are still there") from error
        (self._locks / attempt).unlink(missing_ok=True)

    def _make(self, joined: Joined, code: str) -> None:
        """Build the store beside its place and rename it there, so that it exists whole or not at all."""
        identity = self.prepare_join(code)
        secrets = (identity.device, identity.private_key)
        building = self._build(joined, _join_name(code), secrets, lambda _database, _folder: None)
        try:
            building.rename(self._folder(joined.attempt))
            flush_folder(self._attempts)
        except OSError as error:
            raise storage_fault(error, "the folder for your work could not be made") from error

    def _join_of(self, attempt: str) -> str:
        """The name of the join secret, by the note of the store that is here; a new name when there is none."""
        try:
            return _read_note(self._folder(attempt))["join"]
        except StorageFault:
            return f"join-{new_identifier()}"

    def _build(self, joined: Joined, join: str, secrets: tuple[str, bytes], fill: Fill) -> Path:
        """A whole store beside its place."""
        building = self._folder(joined.attempt).with_name(f".new-{joined.attempt}")
        if building.exists():
            shutil.rmtree(building)
        make_private_folder(building / MEDIA_NAME)
        key, key_name = os.urandom(KEY_BYTES), f"store-{new_identifier()}"
        note = {
            "place": self._holder.place,
            "check": _check_of(key),
            "key": key_name,
            "join": join,
        }
        write_durably(building / KEY_NOTE, json.dumps(note).encode("ascii"))
        self._holder.put(key_name, key)
        settings = {
            JOINED: joined.model_dump_json().encode("utf-8"),
            DEVICE: secrets[0].encode("ascii"),
            DEVICE_KEY: secrets[1],
        }
        database = Database(building / DATABASE_NAME, key, create=True)
        try:
            with database.transaction():
                database.write_many("INSERT INTO setting (name, value) VALUES (?, ?)", list(settings.items()))
                fill(database, building)
        finally:
            database.close()
        return building

    def _key(self, folder: Path) -> bytes:
        """The store's key, after telling a changed keyring and a foreign key from a damaged file."""
        note = _read_note(folder)
        if note["place"] != self._holder.place:
            raise changed_place(note["place"], self._holder.place)
        key = self._holder.get(note["key"])
        if _check_of(key) != note["check"]:
            message = "The keyring holds another key than the one the work was saved with. Nothing has been changed."
            raise DeviceFault("keyring.other_key", message)
        return key

    def _lock(self, attempt: str) -> InstanceLock:
        return InstanceLock(self._locks / attempt)

    def _folder(self, attempt: str) -> Path:
        identifier_bytes(attempt)
        return self._attempts / attempt


def _read_note(folder: Path) -> dict[str, str]:
    try:
        note = json.loads((folder / KEY_NOTE).read_bytes())
        return {name: str(note[name]) for name in ("place", "check", "key", "join")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = "The note beside the saved work, which says where its key is, is missing or damaged."
        raise StorageFault("store.key_note", message) from error


def _key_names(folder: Path) -> list[str]:
    """Which secrets belong to a folder; none when its note is gone, as after an interrupted erasure."""
    try:
        note = _read_note(folder)
    except StorageFault:
        return []
    return [note["key"], note["join"]]


def _join_name(code: str) -> str:
    if not code:
        raise InvalidInput("code", "an invitation code", "The invitation code is missing.")
    return f"join-{digest_hex(code.encode('utf-8'))[:32]}"


def _check_of(key: bytes) -> str:
    """A fingerprint of a random 256-bit key; it gives nothing away that could be guessed."""
    return hashlib.sha256(_CHECK_DOMAIN + key).hexdigest()[:32]


def _uuid_text(data: bytes) -> str:
    text = data.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
