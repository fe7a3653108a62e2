"""A real Secret Service over D-Bus: locked, refusing, forgetting, gone. Each is told apart, and no file is touched."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from pathlib import Path

import keyring.backends.SecretService
import pytest

from protocol.errors import RecrutrError
from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder, WrappedFileHolder, find_holders
from sync.store.store import Store, StoreOptions
from tests.storage.issuer import CODE, Issuer, some_fact, started_store
from tests.storage.secret_service import PrivateBus, SecretService, service_keyring

QUICK = StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0)
# The keyring library leaves its connection to a locked keyring to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def secrets(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    with PrivateBus(tmp_path_factory.mktemp("bus")) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        with SecretService(bus.address) as service:
            yield service
    gc.collect()  # here, where the warning about those connections is expected, not in whichever test comes next


@pytest.fixture
def kept(secrets: SecretService, tmp_path: Path) -> tuple[AttemptStores, Store]:
    """A closed store whose key lies in the service."""
    stores = AttemptStores(tmp_path, KeyringHolder(service_keyring()), QUICK)
    store = started_store(stores, Issuer())
    store.submit(some_fact()).result(30)
    store.close()
    assert len(secrets.items) == 2
    return stores, store


def hashes(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def refused(stores: AttemptStores, store: Store, data: Path) -> str:
    """The code with which the store does not open; nothing on the disk has changed."""
    before = hashes(data)
    with pytest.raises(RecrutrError) as caught:
        stores.open(store.attempt)
    assert hashes(data) == before
    assert not [secret for secret in (CODE, "store-") if secret in caught.value.message]
    return caught.value.code


def opens(stores: AttemptStores, store: Store) -> None:
    again = stores.open(store.attempt)
    assert again.verify() == 1
    again.close()


def test_the_key_lies_in_the_service_and_nowhere_else(
    kept: tuple[AttemptStores, Store], secrets: SecretService, tmp_path: Path
) -> None:
    opens(*kept)
    for _, secret in secrets.items.values():
        for file in tmp_path.rglob("*"):
            assert not file.is_file() or secret not in file.read_bytes()


def test_locked_and_the_person_dismisses_the_question(
    kept: tuple[AttemptStores, Store], secrets: SecretService, tmp_path: Path
) -> None:
    secrets.locked = True
    assert refused(*kept, tmp_path) == "keyring.locked"
    assert secrets.prompts == 1
    secrets.on_prompt = "unlock"
    opens(*kept)
    assert secrets.prompts == 2


def test_denied(kept: tuple[AttemptStores, Store], secrets: SecretService, tmp_path: Path) -> None:
    secrets.denies = True
    assert refused(*kept, tmp_path) == "keyring.refused"
    secrets.denies = False
    opens(*kept)


def test_the_entry_deleted(kept: tuple[AttemptStores, Store], secrets: SecretService, tmp_path: Path) -> None:
    items = dict(secrets.items)
    secrets.items.clear()
    assert refused(*kept, tmp_path) == "keyring.deleted"
    assert secrets.items == {}
    secrets.items.update(items)
    opens(*kept)


def test_another_key_in_the_entry(kept: tuple[AttemptStores, Store], secrets: SecretService, tmp_path: Path) -> None:
    for path, (attributes, _) in secrets.items.items():
        secrets.items[path] = (attributes, b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
    assert refused(*kept, tmp_path) == "keyring.other_key"


def test_the_service_gone_while_the_app_runs(
    kept: tuple[AttemptStores, Store], secrets: SecretService, tmp_path: Path
) -> None:
    secrets.__exit__()
    assert refused(*kept, tmp_path) == "keyring.unavailable"
    secrets.__enter__()
    opens(*kept)


def test_the_service_gone_before_the_start_is_never_replaced_by_a_weaker_place(
    kept: tuple[AttemptStores, Store], tmp_path: Path
) -> None:
    _, store = kept
    wrapped = AttemptStores(tmp_path, WrappedFileHolder(tmp_path / "keys", CODE), QUICK)
    assert refused(wrapped, store, tmp_path) == "keyring.changed"
    assert not (tmp_path / "keys").exists()


def test_a_service_that_comes_later_leaves_the_wrapped_key_where_it_is(
    secrets: SecretService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = AttemptStores(tmp_path, WrappedFileHolder(tmp_path / "keys", CODE), QUICK)
    store = started_store(before, Issuer())
    store.submit(some_fact()).result(30)
    device = store.identity
    store.close()
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.SecretService.Keyring)
    holder, *others = find_holders(tmp_path / "keys", CODE)
    stores = AttemptStores(tmp_path, holder, QUICK, others)
    opens(stores, store)
    assert stores.prepare_join(CODE) == device
    assert secrets.items == {}
    (holder,) = find_holders(tmp_path / "keys", None)
    without_code = AttemptStores(tmp_path, holder, QUICK)
    assert refused(without_code, store, tmp_path) == "keyring.share_needed"
