"""The process that gets killed: types, records, hands in, and reports what was promised to be on disk."""

from __future__ import annotations

import resource
from multiprocessing.connection import Connection
from pathlib import Path

from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.facts import SubmissionFact
from protocol.identifiers import new_identifier
from protocol.sealing import Sealer, new_data_key
from protocol.verdicts import LanguageId
from sync.store.attempts import AttemptStores
from sync.store.store import Store, StoreOptions
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import new_document, typed

CANARY = "CANARY-6f1d-nobody-else-writes-this"
"""Stands in every edit, every source and every recording; never readable on disk."""
BURST = 7
FRAGMENTS_A_SEGMENT = 3


def work(data: Path, attempt: str, secrets: dict[str, bytes], reports: Connection) -> None:
    """Work until killed. Reports (“entry”, seq), (“fragment”, track, segment, size of the file so far)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    store = AttemptStores(data, FixedHolder(secrets), StoreOptions(commit_window_s=0.005)).open(attempt)
    document = new_document()
    reports.send(("entry", store.submit(document).result(30)))
    track = _Recording(store, reports)
    position = 0
    while True:
        text = f"{CANARY} {position}\n"
        futures = [store.submit(typed(document.document, 0, text)) for _ in range(BURST)]
        for future in futures:
            reports.send(("entry", future.result(30)))
        track.record()
        if position % 5 == 0:
            _hand_in(store, document.document, text, reports)
        position += 1


def _hand_in(store: Store, document: str, source: str, reports: Connection) -> None:
    fact = SubmissionFact(
        submission=new_identifier(),
        problem=new_identifier(),
        document=document,
        language=LanguageId.PYTHON,
        source_digest=digest_hex(source.encode()),
    )
    reports.send(("entry", store.hand_in(fact, source).result(30)))
    reports.send(("submission", fact.submission))


class _Recording:
    """One camera track, sealed as the recorder does it."""

    def __init__(self, store: Store, reports: Connection) -> None:
        self._store, self._reports, self._count = store, reports, 0
        self._track = new_identifier()
        self._sealer = Sealer(store.attempt, self._track, new_data_key())
        store.media.declare(TrackKind.CAMERA, self._track, "video/mp4", "d3JhcHBlZA==", "A camera")

    def record(self) -> None:
        segment, fragment = divmod(self._count, FRAGMENTS_A_SEGMENT)
        record = self._sealer.seal(segment, fragment, (CANARY * 50).encode() + b"ftypmoov").record
        self._store.media.write(self._track, segment, record)
        self._reports.send(("fragment", self._track, segment, fragment + 1))
        if fragment == FRAGMENTS_A_SEGMENT - 1:
            self._store.media.close_segment(self._track, segment)
        self._count += 1
