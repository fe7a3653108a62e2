"""Which attempts exist on this device: prepare a join, create, open, quarantine and erase their stores.

Guarantees: a store appears whole or not at all; a file that does not open is never overwritten; an erasure that was
interrupted is completed at the next start. Layout:
`<data>/attempts/<attempt>/{store.db, media/, key.json, mark, reserve}`, `<data>/locks/<attempt>`,
`<data>/erased/<attempt>.json`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from protocol.canonical import digest_hex
from protocol.errors import Conflict, DeviceFault, InvalidInput, StorageFault
from protocol.identifiers import UUID7_PATTERN, identifier_bytes, new_identifier
from protocol.journal import Head
from protocol.receipts import Signed
from protocol.saying import to_say
from protocol.sealing import KEY_BYTES
from protocol.signing import SigningKey
from protocol.wire import Joined
from sync.store import freshness
from sync.store.database import Database
from sync.store.folders import InstanceLock, flush_folder, make_private_folder, storage_fault, write_durably
from sync.store.keys import KeyHolder, changed_place
from sync.store.records import DEVICE, DEVICE_KEY, JOINED, DeviceIdentity
from sync.store.store import DATABASE_NAME, MEDIA_NAME, Store, StoreOptions

KEY_NOTE = "key.json"
Fill = Callable[[Database, Path], None]
"""`fill(database, folder)`: write rows inside the transaction that makes a store, and files into its folder."""
_NEW = ".new-"
"""Before the name of a folder in which a store is being made."""
_ATTEMPT = re.compile(UUID7_PATTERN)
"""People copy folders: what lies beside the attempts may have any name."""
_ID_BYTES = 16
_IDENTITY_BYTES = _ID_BYTES + KEY_BYTES
"""A device's id and private key; in its key holder the code follows."""
_CHECK_DOMAIN = b"recrutr/store-key-check/1\n"


class AttemptStores:
    """The attempts under one data folder; `holder` keeps their keys."""

    def __init__(
        self, data: Path, holder: KeyHolder, options: StoreOptions | None = None, others: Sequence[KeyHolder] = ()
    ) -> None:
        """Complete erasures, and undo replacements, that were interrupted.

        Raises StorageFault or DeviceFault when that does not work.

        Keys of new stores go to `holder`; `others` may still hold those of older ones.
        """
        self._attempts, self._erased, self._locks = data / "attempts", data / "erased", data / "locks"
        self._holder, self._others, self._options = holder, others, options
        make_private_folder(self._attempts)
        for attempt in self.erasure_receipts():
            self._destroy(attempt)
        self._undo_replacements()

    def prepare_join(self, code: str) -> DeviceIdentity:
        """This device for `JoinRequest`: always the same one for the same code, also after a crash."""
        name = _join_name(code)
        for holder in (self._holder, *self._others):
            try:
                kept = holder.get(name)
            except DeviceFault as fault:
                if fault.code != "keyring.deleted":
                    raise
            else:
                key = SigningKey(kept[_ID_BYTES:_IDENTITY_BYTES])
                return DeviceIdentity(_uuid_text(kept[:_ID_BYTES]), key.private_bytes, key.public_key)
        device, key = new_identifier(), SigningKey.generate()
        self._holder.put(name, identifier_bytes(device) + key.private_bytes + code.encode("ascii"))
        return DeviceIdentity(device, key.private_bytes, key.public_key)

    def code_of(self, attempt: str) -> str:
        """The code with which an attempt was joined, by its key holder: for when its store does not open.

        Empty when that cannot be told now.
        """
        try:
            note = _read_note(self._folder(attempt))
            kept = self._holder_of(note["place"]).get(note["join"])
        except (DeviceFault, StorageFault):
            return ""
        return kept[_IDENTITY_BYTES:].decode("ascii")

    def may_be_of(self, attempt: str, code: str) -> bool:
        """Whether an attempt was joined with this code, by the note beside its store; true when that is not known."""
        try:
            return _read_note(self._folder(attempt))["join"] == _join_name(code)
        except StorageFault:
            return True

    def server_of(self, attempt: str) -> str:
        """The address at which an attempt was joined, by the note beside its store; empty when it is not known."""
        try:
            return _read_note(self._folder(attempt)).get("server", "")
        except StorageFault:
            return ""

    def note_server(self, attempt: str, server: str) -> None:
        """Keep the server's address outside of the store too, for when that does not open. Raises StorageFault."""
        folder = self._folder(attempt)
        note = _read_note(folder)
        if note.get("server") != server:
            write_durably(folder / KEY_NOTE, json.dumps({**note, "server": server}).encode("ascii"))

    def has(self, attempt: str) -> bool:
        """Whether there is a folder of this attempt, whatever its state."""
        return self._folder(attempt).exists()

    def create(self, joined: Joined, code: str) -> Store:
        """Make and open the store of an attempt that `prepare_join(code)` joined.

        An existing one (joined again) is opened and gets the new token. Raises StorageFault, DeviceFault, Tampered, and
        Conflict `store.other_device` when this computer holds an earlier part of the attempt, which stays as it is.
        """
        if not self.has(joined.attempt):
            store = self.replace(joined, code, self.prepare_join(code), nothing)
        else:
            store = self.open(joined.attempt)
            if store.device != self.prepare_join(code).device:
                store.close()
                words = to_say(
                    "This computer holds an earlier part of this attempt; it cannot also be the one that goes on."
                )
                raise Conflict("store.other_device", words)
            store.rejoin(joined)
        return store

    def attempts(self) -> list[str]:
        """Ids of the attempts that have a store here, newest first. A copy that a person made beside it is none."""
        found = [folder.name for folder in self._attempts.iterdir() if (folder / KEY_NOTE).exists()]
        return sorted(filter(_ATTEMPT.fullmatch, found), reverse=True)

    def open(self, attempt: str) -> Store:
        """Open a store, repair cut segments, record gaps.

        Raises StorageFault (`store.in_use`, `store.wrong_key`, `store.not_database`, `store.missing` …), DeviceFault
        (`keyring.*`) or Tampered(`tampered.store`). What cannot be opened is left exactly as it is.
        """
        folder = self._folder(attempt)
        if not folder.is_dir():
            raise StorageFault("store.missing", to_say("There is no saved work of this attempt on this computer."))
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
        lock = self._lock(attempt)
        try:
            return self._put_aside(attempt)
        finally:
            lock.release()

    def media_folders(self, attempt: str) -> list[Path]:
        """Where recordings of an attempt lie: in its folder, and in what was put aside."""
        found = [self._folder(attempt), *sorted(self._attempts.glob(f".quarantine-{attempt}-*"))]
        return [folder / MEDIA_NAME for folder in found if (folder / MEDIA_NAME).is_dir()]

    def replace(self, joined: Joined, code: str, identity: DeviceIdentity, fill: Fill) -> Store:
        """Build a store with what `fill` writes into it, put the old one aside, set the new one in its place; open it.

        Raises StorageFault, DeviceFault; until the new store is whole, the old one is where it was. Interrupted at any
        point, it can be repeated.
        """
        self._place(self._build(joined, self._join_of(joined.attempt, code), identity, fill), joined.attempt)
        return self.open(joined.attempt)

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
        """Receipts of wiped attempts by attempt id.

        One that cannot be read keeps nobody from their other work: were its attempt still here, the server would say
        again that it is erased.
        """
        found: dict[str, Signed] = {}
        for path in sorted(self._erased.glob("*.json")):
            if _ATTEMPT.fullmatch(path.stem):
                with suppress(OSError, InvalidInput):
                    found[path.stem] = Signed.parse(path.read_bytes())
        return found

    def _destroy(self, attempt: str) -> None:
        """Destroy keys and files of an attempt, quarantined copies included; harmless when repeated."""
        for folder in [*self._attempts.glob(f".*-{attempt}*"), self._folder(attempt)]:
            for name in _key_names(folder):
                for holder in (self._holder, *self._others):
                    holder.delete(name)
            try:
                shutil.rmtree(folder)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise storage_fault(error, to_say("some files of the deleted attempt are still there")) from error
        (self._locks / attempt).unlink(missing_ok=True)

    def _place(self, building: Path, attempt: str) -> None:
        """Rename a whole store to its place, so that it exists whole or not at all; what was there goes aside."""
        lock = self._lock(attempt)
        try:
            if self.has(attempt):
                self._put_aside(attempt)
            building.rename(self._folder(attempt))
            flush_folder(self._attempts)
        except OSError as error:
            raise storage_fault(error, to_say("the folder for your work could not be made")) from error
        finally:
            lock.release()

    def _put_aside(self, attempt: str) -> Path:
        folder = self._folder(attempt)
        aside = folder.with_name(f".quarantine-{attempt}-{time.time_ns()}")
        try:
            folder.rename(aside)
        except OSError as error:
            raise storage_fault(error, to_say("the saved work could not be put aside")) from error
        return aside

    def _undo_replacements(self) -> None:
        """Where the app ended with the old store aside and the new one not in its place, set the old one back.

        It is then replaced as if for the first time. One that another instance replaces at this moment is left alone.
        """
        for building in self._attempts.glob(f"{_NEW}*"):
            if not _ATTEMPT.fullmatch(building.name.removeprefix(_NEW)):
                continue
            folder = self._folder(building.name.removeprefix(_NEW))
            aside = sorted(self._attempts.glob(f".quarantine-{folder.name}-*"), key=lambda it: it.name)
            if not aside:
                continue
            try:
                lock = self._lock(folder.name)
            except StorageFault:
                continue
            try:
                if not folder.exists() and building.exists():
                    aside[-1].rename(folder)
                    flush_folder(self._attempts)
            except OSError as error:
                raise storage_fault(error, to_say("the saved work could not be set back in its place")) from error
            finally:
                lock.release()

    def _join_of(self, attempt: str, code: str) -> str:
        """The name of the join secret: by the note of the store that is here, else by the code."""
        try:
            return _read_note(self._folder(attempt))["join"]
        except StorageFault:
            return _join_name(code)

    def _build(self, joined: Joined, join: str, identity: DeviceIdentity, fill: Fill) -> Path:
        """A whole store beside its place."""
        building = self._folder(joined.attempt).with_name(f"{_NEW}{joined.attempt}")
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
            DEVICE: identity.device.encode("ascii"),
            DEVICE_KEY: identity.private_key,
        }
        database = Database(building / DATABASE_NAME, key, create=True)
        try:
            with database.transaction():
                database.write_many("INSERT INTO setting (name, value) VALUES (?, ?)", list(settings.items()))
                fill(database, building)
                freshness.renew(database, _end_of(database))
        finally:
            database.close()
        return building

    def _key(self, folder: Path) -> bytes:
        """The store's key, after telling a changed keyring and a foreign key from a damaged file."""
        note = _read_note(folder)
        key = self._holder_of(note["place"]).get(note["key"])
        if _check_of(key) != note["check"]:
            message = to_say(
                "The keyring holds another key than the one the work was saved with. Nothing has been changed."
            )
            raise DeviceFault("keyring.other_key", message)
        return key

    def _holder_of(self, place: str) -> KeyHolder:
        """The holder in which a store's key was put. DeviceFault `keyring.changed` when it is not at hand."""
        for holder in (self._holder, *self._others):
            if holder.place == place:
                return holder
        raise changed_place(place, self._holder.place)

    def _lock(self, attempt: str) -> InstanceLock:
        return InstanceLock(self._locks / attempt)

    def _folder(self, attempt: str) -> Path:
        identifier_bytes(attempt)
        return self._attempts / attempt


def nothing(_database: Database, _folder: Path) -> None:
    """What is written into a store of an attempt that has not begun."""


def _end_of(database: Database) -> Head:
    """Where the journal of a store that was filled ends."""
    row = database.read_one("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")
    return Head(0, "") if row is None else Head(*row)


def _read_note(folder: Path) -> dict[str, str]:
    try:
        note = json.loads((folder / KEY_NOTE).read_bytes())
        needed = {name: str(note[name]) for name in ("place", "check", "key", "join")}
        return {**needed, **({"server": str(note["server"])} if "server" in note else {})}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = to_say("The note beside the saved work, which says where its key is, is missing or damaged.")
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
        raise InvalidInput("code", "an invitation code", to_say("The invitation code is missing."))
    return f"join-{digest_hex(code.encode('utf-8'))[:32]}"


def _check_of(key: bytes) -> str:
    """A fingerprint of a random 256-bit key; it gives nothing away that could be guessed."""
    return hashlib.sha256(_CHECK_DOMAIN + key).hexdigest()[:32]


def _uuid_text(data: bytes) -> str:
    text = data.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
