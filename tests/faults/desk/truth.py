"""What a person was shown, and whether it is still there: the judge of every fault test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from protocol.facts import SegmentFact, parse_fact
from protocol.journal import Entry
from protocol.sealing import records
from sync.store.attempts import AttemptStores
from sync.store.keys import WrappedFileHolder
from sync.store.store import Store
from tests.faults.desk.app_process import CANARY
from tests.faults.desk.lives import Home, Life, copy_without_reserve
from tests.storage.settled import settle

SAVED, NOT_SAVED = "Saved", "Not saved"
READABLE = re.compile(
    rb"|".join(
        [
            re.escape(CANARY.encode()),
            rb'"inserted"',  # an edit's field, as it is written for hashing
            rb"SQLite format 3",
            rb"ftyp(?:isom|iso[2-9]|mp4[12]|avc1|qt  |dash|M4V )",  # four letters alone come by chance
            rb"\x1a\x45\xdf\xa3.{0,40}(?:webm|matroska)",
        ]
    ),
    re.DOTALL,
)


@dataclass
class Truth:
    """All that was typed and all that was shown as saved, over several lives on one folder."""

    home: Home
    text: str | None = None
    saved: int = 0
    fragments: dict[tuple[str, int], int] = field(default_factory=dict)
    lost_ms: list[float] = field(default_factory=list)
    reopenings_s: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})
    processor_s: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})
    """What the reopenings took of a processor, however busy the machine is with other things."""
    keys: int = 0
    acknowledged: int = 0
    _forgotten: int = 0
    _holder: _Remembering | None = None

    def hear(self, life: Life) -> None:
        """Take in a life that has ended; what it found at its beginning is judged at once."""
        for report in life.reports:
            match report["what"]:
                case "editable":
                    assert report["core"] == 0, "a crash would leave a dump of the memory"
                    self.judge(report["text"])
                    self.text = report["text"]
                    self.reopenings_s[life.fresh].append(report["at_s"] - life.started_s)
                    self.processor_s[life.fresh].append(report["cpu_s"])
                case "key":
                    self.text = (self.text or "") + report["added"]
                    assert len(self.text) == report["whole"]
                    self.keys += 1
                case "shown" if report["words"] == SAVED:
                    self.acknowledged += report["whole"] > self.saved
                    self.saved = report["whole"]
                case "fragment":
                    self.fragments[report["track"], report["segment"]] = report["count"]
                case "dialog" if report["words"]:
                    raise AssertionError(f"a message in the way: {report['words']}")

    def judge(self, found: str) -> None:
        """What was typed is there up to some point, and that point is not before what was shown as saved."""
        if self.text is None:
            return
        assert self.text.startswith(found) or found.startswith(self.text), "this was never typed"
        assert len(found) >= self.saved, f"{self.saved - len(found)} saved characters are lost"

    def check(self, life: Life) -> None:
        """Open a copy of what is left with the store itself: whole, chained, and nothing promised is missing."""
        copy = copy_without_reserve(self.home.data, self.home.data.with_name("copy"))
        self._holder = self._holder or _Remembering(copy / "keys", self.home.code)
        store = AttemptStores(copy, self._holder).open(self.home.attempt)
        try:
            store.verify()
            texts = list(store.rebuild_documents().values())
            found = texts[0] if texts else ""
            if texts or self.text is not None:
                self.judge(found)
            self._check_recordings(store)
        finally:
            store.close()
        pressed = [report["at_s"] for report in life.all("key") if report["whole"] > len(found)]
        if life.killed_s and life.all("key"):
            self.lost_ms.append(max(0.0, life.killed_s - pressed[0]) * 1000 if pressed else 0.0)

    @property
    def fragments_heard(self) -> int:
        """How many pieces of recordings were said to be on disk."""
        return self._forgotten + sum(self.fragments.values())

    def forget_recordings(self) -> None:
        """What was checked need not be kept in mind: it may be sent and removed next."""
        self._forgotten = self.fragments_heard
        self.fragments.clear()

    def _check_recordings(self, store: Store) -> None:
        settle(store)
        segments = {(it.track, it.segment): it for it in store.outbox.segments()}
        for place, count in self.fragments.items():
            assert place in segments, "a promised piece of a recording is gone"
            if not segments[place].confirmed:
                assert len(list(records(segments[place].file.read_bytes()))) >= count
        for fact in (parse_fact(entry.body) for entry in _entries(store)):
            if isinstance(fact, SegmentFact):
                assert segments[fact.track, fact.segment].digest == fact.digest


class _Remembering(WrappedFileHolder):
    """Opens each wrapped key once: Argon2id is slow on purpose."""

    def __init__(self, folder: Path, share: str) -> None:
        super().__init__(folder, share)
        self._known: dict[str, bytes] = {}

    def get(self, name: str) -> bytes:
        if name not in self._known:
            self._known[name] = super().get(name)
        return self._known[name]


def readable_in(*folders: Path) -> list[tuple[str, bytes]]:
    """Where anything of the candidate's stands in the clear."""
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file() and file.name != "reserve"]
    return [(str(file), found.group()) for file in files if (found := READABLE.search(file.read_bytes()))]


def _entries(store: Store) -> Iterator[Entry]:
    after = 0
    while batch := store.outbox.next_batch(after, 2000):
        yield from batch
        after = batch[-1].seq
