"""The door to object storage (obstore): a folder by default, or a bucket of an S3-compatible store.

Guarantees: an object is there whole or not at all, after a power cut too, also when it replaces another; a full disk is
StorageFault(`store.full`), anything else of the store's StorageFault(`store.objects`), a missing object NotFound. What
is deleted is gone: a bucket that keeps versions is refused (`store.versions`). Keys are made here, so that all objects
of an attempt share one prefix and each kind has its data class. Must not see plain recordings: what is here is sealed.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, from_url

from backend.retention import DataClass
from backend.settings import Settings
from protocol.errors import NotFound, StorageFault

if TYPE_CHECKING:
    from obstore import GetOptions
    from obstore.store import S3Config

RETRY_AFTER_S = 60
"""How long a device waits before it tries a full store again; somebody has to make room first."""

UNVERSIONED = "null"
"""What a bucket calls the only version when it has ended to keep them."""
_NO_BUCKET = "NoSuchBucket"
_FULL = (f"os error {errno.ENOSPC}", f"os error {errno.EDQUOT}", "507 Insufficient Storage")


Content = bytes | tuple[bytes, ...] | IO[bytes]
"""What an object is to hold: whole, in pieces, or in a file of `ObjectStore.draft`."""


Part = tuple[int, int]
"""A place in an object: where it begins and how many bytes it has."""


class ObjectKind(StrEnum):
    """What an object is; its data class decides how long it stays."""

    SEGMENT = "segment"
    EXPORT = "export"
    ARRIVING = "arriving"


OBJECT_CLASSES: dict[ObjectKind, DataClass] = {
    ObjectKind.SEGMENT: DataClass.MEDIA,
    ObjectKind.EXPORT: DataClass.WORK,
    ObjectKind.ARRIVING: DataClass.MEDIA,
}


def attempt_prefix(attempt: str) -> str:
    """The prefix under which every object of an attempt lies."""
    return f"attempts/{attempt}/"


def object_key(kind: ObjectKind, attempt: str, name: str) -> str:
    """The key of an object; `name` holds ids, numbers and digests only."""
    return f"{attempt_prefix(attempt)}{kind.value}/{name}"


class ObjectStore:
    """Put, read, list and delete whole objects. Thread-safe."""

    def __init__(self, settings: Settings) -> None:
        self._folder: _Folder | None = None
        self._staging = settings.staging_folder
        self._store: obstore.store.ObjectStore
        self._versions = False
        if settings.objects_url is not None:
            self._store = _bucket(settings)
        else:
            self._folder = _Folder(settings.objects_folder)
            self._store = LocalStore(settings.objects_folder, automatic_cleanup=True)

    def put(self, key: str, data: Content) -> None:
        """Store an object durably: `place` and `settle`. Raises StorageFault; a failed one leaves nothing."""
        self.place(key, data)
        self.settle([key])

    def draft(self) -> IO[bytes]:
        """A nameless file for what will be placed: gone when it is closed or this process ends. Raises StorageFault."""
        with _translated():
            return tempfile.TemporaryFile(dir=self._staging) if self._folder is None else self._folder.draft()

    def hurry(self, draft: IO[bytes]) -> None:
        """Let the disk begin with a draft that was written elsewhere: the sync of `place` waits for less of it then.

        A hint, which keeps nothing safe; where drafts go to a bucket it is not given.
        """
        if self._folder is not None and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(draft.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # what is not on the disk yet stays

    def place(self, key: str, data: Content) -> None:
        """Store an object, replacing one of the same key; it survives a power cut once `settle` was called.

        A file takes the name itself where that is possible.
        """
        if self._folder is None:
            self._put_in_bucket(key, data)
            return
        with _translated():
            if isinstance(data, (bytes, tuple)):
                with self._folder.draft() as file:
                    file.writelines((data,) if isinstance(data, bytes) else data)
                    self._folder.name(file, key)
            else:
                self._folder.name(data, key)

    def _put_in_bucket(self, key: str, data: Content) -> None:
        """One PUT: the store has all of it or nothing, and answers when it is durable there."""
        if not self._versions:
            with _translated():
                try:
                    made = obstore.put(self._store, key, _from_its_beginning(data), use_multipart=False)
                except (FileNotFoundError, NotFoundError) as error:
                    raise unanswered() from error  # there is no such bucket
            self._versions = made["version"] not in {None, UNVERSIONED}
        if self._versions:
            raise StorageFault("store.versions", "The server's recording store must not keep what is deleted.")

    def settle(self, keys: Iterable[str]) -> None:
        """Make the names of placed objects durable, at the price of one sync for all in one folder."""
        if self._folder is not None:
            with _translated():
                self._folder.settle(keys)

    def read(self, key: str) -> bytes:
        """The whole object. Raises NotFound, StorageFault."""
        with _translated():
            return bytes(obstore.get(self._store, key).bytes())

    def stream(self, key: str, part: Part | None = None, chunk_bytes: int = 256 * 1024) -> Iterator[bytes]:
        """The object, or a part of it, in pieces of about `chunk_bytes`.

        Raises NotFound, StorageFault before the first piece.
        """
        with _translated():
            options: GetOptions = {} if part is None else {"range": (part[0], part[0] + part[1])}
            result = obstore.get(self._store, key, options=options)

        def pieces() -> Iterator[bytes]:
            with _translated():
                for piece in result.stream(min_chunk_size=chunk_bytes):
                    yield bytes(piece)

        return pieces()

    def list(self, prefix: str) -> list[str]:
        """All keys under a prefix that ends with a slash."""
        with _translated():
            return [meta["path"] for page in obstore.list(self._store, prefix.rstrip("/")) for meta in page]

    def delete(self, key: str) -> None:
        """Delete one object; one that is gone already is fine."""
        if self._folder is not None:
            self._folder.forget()  # first, because an empty folder goes with its last object
        try:
            with _translated():
                obstore.delete(self._store, key)
        except NotFound:
            return

    def delete_all(self, prefix: str) -> int:
        """Delete everything under a prefix; returns how many objects went. Idempotent."""
        keys = self.list(prefix)
        for key in keys:
            self.delete(key)
        return len(keys)


def _bucket(settings: Settings) -> obstore.store.ObjectStore:
    """Tries again a little by itself; whoever waits for longer is told to come back."""
    endpoint = settings.objects_endpoint
    config: S3Config = {
        "access_key_id": settings.objects_key_id or "",
        "secret_access_key": settings.objects_secret_key or "",
        "region": settings.objects_region,
        "virtual_hosted_style_request": endpoint is None,
    }
    if endpoint is not None:
        config["endpoint"] = endpoint
    return from_url(
        settings.objects_url or "",
        config=config,
        client_options={
            "allow_http": (endpoint or "").startswith("http://"),
            "connect_timeout": timedelta(seconds=5),
            "timeout": timedelta(seconds=60),
        },
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
    )


class _Folder:
    """The small form: each object is a file, written and synced without a name, which it then gets in one step.

    Obstore's own way would copy a draft, rename before anything is synced, and leave a part behind when killed.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._durable: set[Path] = set()

    def draft(self) -> IO[bytes]:
        """Nameless where the system can name such a file later; elsewhere a killed process leaves one behind."""
        if hasattr(os, "O_TMPFILE"):
            try:
                return os.fdopen(os.open(self._root, os.O_TMPFILE | os.O_RDWR, 0o600), "w+b")
            except OSError as error:
                if error.errno not in {errno.EOPNOTSUPP, errno.EISDIR}:
                    raise
        return tempfile.NamedTemporaryFile(dir=self._root, prefix=".draft-")

    def name(self, file: IO[bytes], key: str) -> None:
        """Sync a draft and give it its name, instead of whatever had it."""
        file.flush()
        os.fsync(file.fileno())
        target = self._root / key
        try:
            _link(file, target)
        except FileNotFoundError:  # the first object in its folder
            target.parent.mkdir(parents=True, exist_ok=True)
            self.name(file, key)
        except FileExistsError:
            spare = target.with_name(f"{target.name}#{os.urandom(8).hex()}")
            _link(file, spare)
            spare.replace(target)

    def settle(self, keys: Iterable[str]) -> None:
        """The folders above a file's own are synced once: their entries do not change afterwards."""
        for parent in {(self._root / key).parent for key in keys}:
            above = [] if parent in self._durable else [it for it in parent.parents if it.is_relative_to(self._root)]
            for folder in (parent, *above):
                descriptor = os.open(folder, os.O_RDONLY)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
            self._durable.add(parent)

    def forget(self) -> None:
        """Folders may go."""
        self._durable.clear()


def _link(file: IO[bytes], target: Path) -> None:
    # With a descriptor for the folder, which an absolute path does not need, Python lets the system follow the link.
    if isinstance(file.name, str):
        os.link(file.name, target)
    else:
        os.link(f"/proc/self/fd/{file.fileno()}", target.absolute(), src_dir_fd=file.fileno())


def _from_its_beginning(data: Content) -> bytes | IO[bytes]:
    if isinstance(data, tuple):
        return b"".join(data)
    if not isinstance(data, bytes):
        data.seek(0)
    return data


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotFoundError) as error:
        if _NO_BUCKET in str(error):
            raise unanswered() from error
        raise NotFound("object.missing", "A stored recording is missing.") from error
    except (BaseError, OSError) as error:
        raise full_disk(error) from error


def full_disk(error: BaseError | OSError) -> StorageFault:
    """The fault behind a failed write: `store.full` when there is no room, else `store.objects`."""
    # obstore hands on the text of Rust's io::Error only, so the number is looked for in it.
    full = any(words in str(error) for words in _FULL)
    if full or getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}:
        return StorageFault(
            "store.full",
            "The server has no room for recordings at the moment. Nothing was lost: they wait on your device.",
            {"retry_after_s": RETRY_AFTER_S},
        )
    return unanswered()


def unanswered() -> StorageFault:
    """The store is away, or not what the settings say."""
    return StorageFault("store.objects", "The server's recording store did not answer. Nothing was lost; try again.")
