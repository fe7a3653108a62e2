"""A candidate's computer that has joined and started at a real backend: store, client, engines."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.identifiers import new_identifier
from protocol.notices import NoticeAcknowledged
from protocol.sealing import Sealer, new_data_key, wrap_for_organisation
from protocol.wire import CheckReport, CheckResult
from sync.client import Client
from sync.clock import ServerClock, wall_us
from sync.engine import Pace, SyncEngine, SyncListeners
from sync.store.attempts import AttemptStores
from sync.store.store import Store, StoreOptions
from tests.joining import join_request
from tests.storage.fixed_holder import FixedHolder

FRAGMENT_BYTES = 512 * 1024


class JoinedDevice:
    """Joined, noticed, checked and started; `close` it."""

    def __init__(self, url: str, code: str, folder: Path) -> None:
        self.holder = FixedHolder()
        self.stores = stores_in(folder, self.holder)
        self.client = Client(url)
        self.store = started_work(self.client, self.stores, code)

    def engine(self, pace: Pace, listeners: SyncListeners | None = None) -> SyncEngine:
        """A new engine with a client of its own."""
        return SyncEngine(self.store, self.client.twin(), ServerClock(), listeners, pace)

    def record(self, sizes: Sequence[int]) -> dict[tuple[str, int], bytes]:
        """Fill the outbox with sealed segments of a screen; their bytes by track and number."""
        ticket, track, key = self.store.ticket, new_identifier(), new_data_key()
        assert ticket is not None
        wrapped = wrap_for_organisation(key, ticket.organisation_public_key)
        media, sealer, made = self.store.media, Sealer(self.store.attempt, track, key), {}
        media.declare(TrackKind.SCREEN, track, "video/mp4", wrapped, "A screen")
        for number, size in enumerate(sizes):
            for fragment, at in enumerate(range(0, size, FRAGMENT_BYTES)):
                record = sealer.seal(number, fragment, os.urandom(min(FRAGMENT_BYTES, size - at))).record
                media.write(track, number, record)
            media.close_segment(track, number)
            made[track, number] = media.path(track, number).read_bytes()
        return made

    def close(self) -> None:
        """Close client and store."""
        self.client.close()
        self.store.close()


def started_work(client: Client, stores: AttemptStores, code: str) -> Store:
    """Join with a code, read the notice, report a check, start; the store of it."""
    device = stores.prepare_join(code)
    joined = client.join(join_request(code, device.device, device.public_key), device.key)
    store = stores.create(joined, code)
    client.sign_in(joined.attempt, joined.token)
    client.acknowledge_notice(
        NoticeAcknowledged(
            notice_version=joined.notice.version,
            notice_digest=digest_hex(joined.notice.canonical()),
            read_at_wall_us=wall_us(),
        )
    )
    disk = CheckResult(name="disk", colour="green", cause="There is room.")
    client.report_check(CheckReport(results=[disk], clock_offset_us=0))
    store.begin(client.start())
    return store


def stores_in(folder: Path, holder: FixedHolder) -> AttemptStores:
    """The stores of a device, without anything kept free on its disk."""
    return AttemptStores(folder, holder, StoreOptions(media_floor_bytes=0, reserve_bytes=0))
