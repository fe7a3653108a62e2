"""Gaps of a candidate's connection, as far as they are proven: between two of the server's own words in the journal.

A device says in its journal when it lost the server and when it found it again. That counts only between a word of the
server from before and one from after, both quoted in the same journal and checked here, and only while nothing of the
device arrived and the attempt was worked on there. Measured is the shorter of that silence by the server's clock and
what the device says by its own. The gaps of an attempt do not overlap, on whichever machines they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sqlalchemy import select

from backend.attempts.machines import devices_of, moved_at_us
from backend.attempts.models import Attempt
from backend.ingest.models import StoredBatch
from backend.ingest.reading import read_device_journal
from backend.ingest.timeliness import quoted_word
from backend.transaction import Transaction
from protocol.canonical import MAX_INTEGER
from protocol.errors import InvalidInput
from protocol.facts import AcknowledgementFact, NetworkFact, parse_fact
from protocol.journal import Entry


@dataclass(frozen=True, slots=True)
class Gap:
    """One proven gap: the entry that began it, the server's words around it, and how much of it is measured.

    `left_us` is what may still be credited of it; the credit's rules set it.
    """

    device: str
    seq: int
    began_us: int
    ended_us: int
    measured_us: int
    left_us: int = 0

    def with_left(self, left_us: int) -> Gap:
        """The same gap with what may be credited of it."""
        return replace(self, left_us=left_us)


@dataclass(frozen=True, slots=True)
class Noted:
    """What matters of an entry: the server's word that it quotes, or what the device says of its connection."""

    entry: Entry
    word: AcknowledgementFact | None = None
    reachable: bool | None = None


def measured_gaps(tx: Transaction, attempt: Attempt) -> list[Gap]:
    """All proven gaps of an attempt, device by device."""
    found = []
    for device in devices_of(tx, attempt.id):
        arrivals = tx.session.scalars(
            select(StoredBatch.received_at_us)
            .where(StoredBatch.attempt == attempt.id, StoredBatch.device == device.id)
            .order_by(StoredBatch.received_at_us)
        ).all()
        noted = _noted(tx, read_device_journal(tx, attempt, device.id, MAX_INTEGER))
        moved_us = moved_at_us(tx, attempt.id, device.id)
        ours = (worked_part(gap, moved_us) for gap in gaps_of(noted))
        found += [silent_part(gap, arrivals) for gap in ours if gap is not None]
    return found


def worked_part(gap: Gap, moved_us: int | None) -> Gap | None:
    """The part of a gap before the attempt went on elsewhere; None when nothing of it is. Pure.

    After that nobody lost time by it, and the same minutes may be a gap of the next machine.
    """
    if moved_us is None or gap.ended_us <= moved_us:
        return gap
    if gap.began_us >= moved_us:
        return None
    return replace(gap, ended_us=moved_us, measured_us=min(gap.measured_us, moved_us - gap.began_us))


def silent_part(gap: Gap, arrivals: Iterable[int]) -> Gap:
    """The longest part of a gap in which nothing of the device arrived: whoever sends is not cut off. Pure."""
    points = [gap.began_us, *(at for at in arrivals if gap.began_us < at < gap.ended_us), gap.ended_us]
    began_us, ended_us = max(pairwise(points), key=lambda pair: pair[1] - pair[0])
    return replace(gap, began_us=began_us, ended_us=ended_us, measured_us=min(gap.measured_us, ended_us - began_us))


def gaps_of(noted: Iterable[Noted]) -> Iterator[Gap]:
    """The proven gaps of a device's journal, in order, as long as it says; `silent_part` bounds that. Pure."""
    before: AcknowledgementFact | None = None
    lost: Entry | None = None
    found: Entry | None = None
    for each in noted:
        if each.reachable is False and lost is None:
            lost = each.entry
        elif each.reachable is True and lost is not None and found is None:
            found = each.entry
        if each.word is None:
            continue
        if lost is not None and found is not None:
            device, seq, said_us = lost.header.device, lost.seq, _said_us(lost, found)
            if before is not None and said_us > 0:
                yield Gap(device, seq, before.server_time_us, each.word.server_time_us, said_us)
            lost = found = None
        before = each.word  # also inside a gap: it was shorter then


def _said_us(lost: Entry, found: Entry) -> int:
    """How long it lasted by the device's own clocks; across launches only the wall clock can say."""
    if lost.header.launch == found.header.launch:
        return found.header.mono_us - lost.header.mono_us
    return found.header.wall_us - lost.header.wall_us


def _noted(tx: Transaction, entries: Iterable[Entry]) -> Iterator[Noted]:
    for entry in entries:
        try:
            fact = parse_fact(entry.body)
        except InvalidInput:
            continue
        if isinstance(fact, NetworkFact):
            yield Noted(entry, reachable=fact.reachable)
        elif isinstance(fact, AcknowledgementFact):
            word = quoted_word(tx, entry)
            if word is not None:
                yield Noted(entry, word=word)
