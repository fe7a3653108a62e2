"""A full disk, for real: a small tmpfs. Keystrokes wait in memory, media yield first, nothing is dropped."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.attempts import TrackKind
from protocol.errors import StorageFault
from protocol.facts import FocusFact
from protocol.identifiers import new_identifier
from protocol.sealing import Sealer, new_data_key, records
from sync.store.attempts import AttemptStores
from sync.store.records import StoreState
from sync.store.store import Store, StoreOptions
from tests.faults.small_disk import fill, free, small_disk
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import Issuer, new_document, started_store, typed

DISK_BYTES = 4 * 1024 * 1024
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB."""
    with small_disk(tmp_path / "disk", DISK_BYTES) as place:
        yield place


class FullDisk:
    """A store on a small disk, and a file that fills the rest."""

    def __init__(self, disk: Path, options: StoreOptions) -> None:
        self.disk = disk
        self.holder, self.issuer = FixedHolder(), Issuer()
        self.stores = AttemptStores(disk / "data", self.holder, options)
        self.store: Store = started_store(self.stores, self.issuer)
        self.states: list[StoreState] = []
        self.changed = threading.Condition()
        self.store.watch(self._hear)

    def _hear(self, state: StoreState) -> None:
        with self.changed:
            self.states.append(state)
            self.changed.notify_all()

    def wait_for_fault(self) -> str:
        with self.changed:
            assert self.changed.wait_for(lambda: self.states and self.states[-1].fault is not None, 60)
            fault = self.states[-1].fault
        assert fault is not None
        return fault.code

    def fill(self) -> None:
        fill(self.disk)

    def free(self) -> None:
        free(self.disk)


def test_keystrokes_wait_in_memory_and_are_saved_when_there_is_room(disk: Path) -> None:
    desk = FullDisk(disk, StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0))
    document = new_document("")
    desk.store.submit(document).result(30)
    desk.fill()
    futures = [desk.store.submit(typed(document.document, 0, f"{number:05d}\n")) for number in range(3000)]
    assert desk.wait_for_fault() == "store.disk_full"
    saved = sum(it.done() for it in futures)
    assert saved < 3000
    assert desk.store.state.pending >= 3000 - saved - 64
    desk.free()
    assert [it.result(30) for it in futures] == list(range(2, 3002))
    assert desk.store.state == StoreState(saved_seq=3001, pending=0)
    text = desk.store.rebuild_documents()[document.document]
    assert text == "".join(f"{number:05d}\n" for number in reversed(range(3000)))
    assert desk.store.verify() == 3001
    desk.store.close()


def test_the_reserve_lets_typing_be_saved_on_a_full_disk(disk: Path) -> None:
    desk = FullDisk(disk, StoreOptions(commit_window_s=0.0, reserve_bytes=512 * 1024, media_floor_bytes=0))
    reserve = desk.store.folder / "reserve"
    assert reserve.stat().st_size == 512 * 1024
    desk.fill()
    futures = [desk.store.submit(FocusFact(focused=True)) for _ in range(300)]
    assert futures[-1].result(30) == 300
    assert not reserve.exists()
    desk.store.close()


def test_closing_on_a_full_disk_says_what_was_not_saved(disk: Path) -> None:
    desk = FullDisk(disk, StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0))
    desk.store.submit(FocusFact(focused=True)).result(30)
    desk.fill()
    futures = [desk.store.submit(FocusFact(focused=True)) for _ in range(3000)]
    desk.wait_for_fault()
    with pytest.raises(StorageFault) as caught:
        desk.store.close(timeout_s=0.2)
    assert caught.value.code == "store.not_saved"
    saved = [it.result(0) for it in futures if it.exception(0) is None]
    desk.free()
    again = desk.stores.open(desk.issuer.attempt)
    assert again.verify() == 1 + len(saved) == max([1, *saved])
    again.close()


def record_until_refused(desk: FullDisk, track: str, sealer: Sealer) -> int:
    """Write fragments until the disk takes no more; how many it took."""
    taken: list[int] = []

    def record_for_ever() -> None:
        while True:
            desk.store.media.write(track, 0, sealer.seal(0, len(taken), os.urandom(70_001)).record)
            taken.append(1)

    with pytest.raises(StorageFault) as caught:
        record_for_ever()
    assert caught.value.code == "store.media_full"
    return len(taken)


def test_media_stop_at_the_floor_and_typing_goes_on(disk: Path) -> None:
    desk = FullDisk(disk, StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=1024 * 1024))
    track, sealer = new_identifier(), Sealer(desk.issuer.attempt, new_identifier(), new_data_key())
    desk.store.media.declare(TrackKind.SCREEN, track, "video/mp4", "d3JhcHBlZA==", "")
    assert record_until_refused(desk, track, sealer) > 0
    assert [desk.store.submit(FocusFact(focused=True)).result(30) for _ in range(500)][-1] == 500
    desk.store.close()


def test_media_on_a_disk_that_is_really_full_keep_whole_records(disk: Path) -> None:
    desk = FullDisk(disk, StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0))
    track = new_identifier()
    sealer = Sealer(desk.issuer.attempt, track, new_data_key())
    desk.store.media.declare(TrackKind.CAMERA, track, "video/mp4", "d3JhcHBlZA==", "")
    with (disk / "ballast").open("wb") as file:
        file.write(bytes(DISK_BYTES // 2))
    count = record_until_refused(desk, track, sealer)
    assert len(list(records(desk.store.media.path(track, 0).read_bytes()))) == count > 0
    desk.free()
    desk.store.media.write(track, 0, sealer.seal(0, count + 1, b"once there is room").record)
    desk.store.media.close_segment(track, 0)
    assert len(list(records(desk.store.media.path(track, 0).read_bytes()))) == count + 1
    desk.store.close()


def test_a_store_is_not_half_made_on_a_full_disk(disk: Path) -> None:
    holder, issuer = FixedHolder(), Issuer()
    stores = AttemptStores(disk / "data", holder)
    fill(disk)
    with pytest.raises(StorageFault):
        stores.create(issuer.joined(), "7M3K-9QXT-2B4V-HJ0W")
    assert stores.attempts() == []
    free(disk)
    stores.create(issuer.joined(), "7M3K-9QXT-2B4V-HJ0W").close()
