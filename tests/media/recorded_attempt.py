"""An attempt that a process of its own records, and what is left of it: facts, sealed segments, what they decode to."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from protocol.attempts import TrackKind
from protocol.facts import RecorderEvent, RecorderFact, SegmentFact, parse_fact
from protocol.journal import Entry
from protocol.sealing import open_segment, unwrap_for_organisation
from sync.store.attempts import AttemptStores
from sync.store.records import StoredTrack
from sync.store.store import Store, StoreOptions
from tests.media.recording_folder import OrganisationKey, decode
from tests.media.recording_process import Setup
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import Issuer, started_store
from tests.storage.settled import settle

SECOND_US = 1_000_000


@dataclass
class Played:
    """One segment as a player gets it."""

    fact: SegmentFact
    plain: bytes
    frames: int
    end_us: int
    """Where what decodes really ends, on the monotonic clock."""


@dataclass
class Left:
    """What the journal and the disk say after a process has ended."""

    entries: list[Entry]
    tracks: list[StoredTrack]
    played: dict[str, list[Played]] = field(default_factory=dict)

    def events(self, stream: TrackKind | None = None) -> list[RecorderFact]:
        facts = [parse_fact(entry.body) for entry in self.entries]
        return [fact for fact in facts if isinstance(fact, RecorderFact) and stream in (None, fact.stream)]

    def names(self, stream: TrackKind) -> list[str]:
        return [fact.event.value for fact in self.events(stream)]

    def lost_us(self, stream: TrackKind, *events: RecorderEvent) -> int:
        """Sum of what these events say was lost."""
        return sum(fact.lost_us or 0 for fact in self.events(stream) if fact.event in events)

    def of(self, stream: TrackKind) -> list[StoredTrack]:
        return [track for track in self.tracks if track.stream is stream]


class RecordedAttempt:
    """One attempt on a disk; `start` begins a process that records it."""

    def __init__(self, data: Path, **options: Any) -> None:
        self.data, self._options = data, options
        self.holder, self.issuer, self.key = FixedHolder(), Issuer(), OrganisationKey()
        self.stores = AttemptStores(data, self.holder, StoreOptions(media_floor_bytes=0, reserve_bytes=0))
        started_store(self.stores, self.issuer).close()

    @property
    def attempt(self) -> str:
        return self.issuer.attempt

    def start(self, *streams: TrackKind, **options: Any) -> RecordingProcess:
        setup = Setup(
            data=str(self.data),
            attempt=self.attempt,
            secrets={name: value.hex() for name, value in self.holder.secrets.items()},
            organisation_key=self.key.public,
            streams=[kind.value for kind in streams],
            **{**self._options, **options},
        )
        return RecordingProcess(setup)

    def reopen(self) -> tuple[Left, float]:
        """Open the store again as the next start does; what is left, and how many seconds opening and repair took."""
        begun = time.monotonic()
        store = self.stores.open(self.attempt)
        settle(store)
        took_s = time.monotonic() - begun
        assert store.repair_fault is None
        store.verify()
        left = self._left(store)
        store.close()
        return left, took_s

    def _left(self, store: Store) -> Left:
        left = Left([], store.outbox.tracks())
        while batch := store.outbox.next_batch(len(left.entries), 2000):
            left.entries += batch
        keys = {it.track: unwrap_for_organisation(it.wrapped_key, self.key.private) for it in left.tracks}
        rows = {(it.track, it.segment): it for it in store.outbox.segments()}
        for entry in left.entries:
            fact = parse_fact(entry.body)
            if isinstance(fact, SegmentFact):
                row = rows[fact.track, fact.segment]
                assert row.digest == fact.digest
                left.played.setdefault(fact.track, []).append(self._play(fact, row.file, keys[fact.track]))
        return left

    def _play(self, fact: SegmentFact, file: Path, key: bytes) -> Played:
        opened = list(open_segment(file.read_bytes(), self.attempt, fact.track, key))
        assert len(opened) == fact.fragments
        plain = b"".join(part.plain for part in opened)
        decoded = decode(plain)
        return Played(fact, plain, decoded.frames, fact.start_us + int(decoded.seconds * SECOND_US))


class RecordingProcess:
    """A process of tests.media.recording_process. Ends with the block."""

    def __init__(self, setup: Setup, environment: Mapping[str, str] | None = None) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.media.recording_process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env=None if environment is None else dict(environment),
        )  # fmt: skip
        self._say(json.dumps(asdict(setup)))
        assert self._hear() == "recording"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def ask(self, words: str) -> str:
        self._say(words)
        return self._hear()

    @property
    def number(self) -> int:
        """The process's id."""
        return self._child.pid

    def state(self) -> dict[str, Any]:
        return dict(json.loads(self.ask("state")))

    def stop(self) -> float:
        """Stop recording; how long that took, in seconds."""
        took_s = float(self.ask("stop"))
        assert self._child.wait(30) == 0
        return took_s

    def kill(self) -> int:
        """SIGKILL; when that was, on the monotonic clock."""
        at_us = time.monotonic_ns() // 1000
        self._child.kill()
        self._child.wait(30)
        for end in (self._child.stdin, self._child.stdout):
            if end:
                end.close()
        return at_us

    def pause(self, seconds: float) -> None:
        """Let the whole process stand still, as on a computer that is much too busy."""
        self._child.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self._child.send_signal(signal.SIGCONT)

    def _say(self, line: str) -> None:
        assert self._child.stdin
        self._child.stdin.write(line + "\n")
        self._child.stdin.flush()

    def _hear(self) -> str:
        assert self._child.stdout
        return self._child.stdout.readline().strip()
