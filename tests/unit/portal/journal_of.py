"""Journals for the unit tests: facts at given times, as the reports read them."""

from __future__ import annotations

from backend.reports.timeline import Recorded
from protocol.facts import Fact
from protocol.identifiers import new_identifier
from protocol.journal import EntryHeader

SECOND_US = 1_000_000
ATTEMPT, DEVICE = new_identifier(), new_identifier()


class JournalOf:
    """Collects entries of one device; `wall_us` may be set apart from the monotonic clock."""

    def __init__(self) -> None:
        self.entries: list[Recorded] = []
        self.launch = new_identifier()
        self.origin_us = 1_700_000_000 * SECOND_US

    def add(self, at_s: float, *facts: Fact) -> None:
        """Facts at a second of the present launch's clock."""
        mono_us = int(at_s * SECOND_US)
        for fact in facts:
            header = EntryHeader(
                attempt=ATTEMPT,
                device=DEVICE,
                launch=self.launch,
                seq=len(self.entries) + 1,
                previous="0" * 64,
                mono_us=mono_us,
                wall_us=self.origin_us + mono_us,
                commitment="0" * 64,
            )
            self.entries.append(Recorded(header, fact))

    def relaunch(self, origin_us: int) -> None:
        """A new launch whose monotonic clock begins at this wall time."""
        self.launch, self.origin_us = new_identifier(), origin_us
