"""Process figures: plain counts of how the work came about, folded from the journal. Pure; counts, never judges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from backend.reports.document import Gap, Paste, ProcessFigures
from backend.reports.rhythm import RhythmFold
from backend.reports.timeline import Clock, Placed, Recorded, placed
from protocol.edits import Edit, Origin
from protocol.fact_words import EVENT_WORDS, STREAM_WORDS, fact_words
from protocol.facts import (
    EditFact,
    FocusFact,
    LaunchFact,
    NetworkFact,
    PasteFact,
    PauseFact,
    RecorderEvent,
    RecorderFact,
    RunFact,
    SubmissionFact,
)
from protocol.saying import to_say

IDLE_US = 60 * 1_000_000
"""A pause between two entries of work that is longer than this does not count as active time."""
_LOSSES = {
    RecorderEvent.MISSING,
    RecorderEvent.REFUSED,
    RecorderEvent.BUSY,
    RecorderEvent.GAP,
    RecorderEvent.SLEPT,
    RecorderEvent.OVERFLOW,
    RecorderEvent.FAILED,
    RecorderEvent.UNWATCHED,
}
_OpenGap = Literal["focus", "network", "pause"]


_GAP_WORDS: dict[_OpenGap, str] = {
    "focus": to_say("Recrutr's window was not in front"),
    "network": to_say("The server could not be reached"),
}
"""A pause has the candidate's reason."""


@dataclass(slots=True)
class _Fold:
    """The running counts; gaps that are still open lie in `open`."""

    entries: int = 0
    launches: int = 0
    end_us: int = 0
    active_us: int = 0
    edits: int = 0
    typed: int = 0
    runs: int = 0
    submissions: int = 0
    pastes: list[Paste] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    open: dict[_OpenGap, Placed] = field(default_factory=dict)
    work_us: int | None = None
    machines: list[str] = field(default_factory=list)
    rhythm: RhythmFold = field(default_factory=RhythmFold)

    def add(self, entry: Placed) -> None:
        fact = entry.fact
        self.entries += 1
        moved = entry.device not in self.machines
        if moved:
            self.machines.append(entry.device)
        if isinstance(fact, LaunchFact) or (moved and len(self.machines) > 1):
            self._launch(entry, moved=moved)
        self.end_us = max(self.end_us, entry.t_us)
        self.rhythm.add(entry.t_us, fact)
        if isinstance(fact, EditFact):
            self._edit(fact.edit)
        elif isinstance(fact, PasteFact):
            self.pastes.append(
                Paste(seq=entry.seq, t_us=entry.t_us, characters=fact.characters, provenance=fact.provenance)
            )
        elif isinstance(fact, FocusFact):
            self._toggle("focus", fact.focused, entry)
        elif isinstance(fact, NetworkFact):
            self._toggle("network", fact.reachable, entry)
        elif isinstance(fact, PauseFact):
            self._pause(fact, entry)
        elif isinstance(fact, RecorderFact):
            self._recorder(fact, entry)
        self.runs += isinstance(fact, RunFact)
        self.submissions += isinstance(fact, SubmissionFact)
        if isinstance(fact, (EditFact, PasteFact, RunFact, SubmissionFact)):
            self._work(entry.t_us)

    def _edit(self, edit: Edit) -> None:
        self.edits += 1
        if edit.origin is Origin.TYPING:
            self.typed += len(edit.inserted)

    def _work(self, t_us: int) -> None:
        if self.work_us is not None and t_us - self.work_us <= IDLE_US:
            self.active_us += t_us - self.work_us
            self.rhythm.worked(t_us - self.work_us)
        self.work_us = t_us

    def _launch(self, entry: Placed, *, moved: bool) -> None:
        self.launches += isinstance(entry.fact, LaunchFact)
        if len(self.machines) == 1 and self.launches == 1:
            return
        for what in [each for each in self.open if moved or each != "pause"]:  # a pause outlives a start of the app
            self._close(what, self.end_us)
        self.gaps.append(
            Gap(
                seq=entry.seq,
                t_us=self.end_us,
                lasted_us=max(0, entry.t_us - self.end_us),
                what="machine" if moved else "app",
                words=to_say("The attempt continued on another machine")
                if moved
                else to_say("The app was not running"),
            )
        )

    def _toggle(self, what: _OpenGap, present: bool, entry: Placed) -> None:
        if present:
            self._close(what, entry.t_us)
        else:
            self.open.setdefault(what, entry)

    def _pause(self, fact: PauseFact, entry: Placed) -> None:
        """While it lasts nothing is watched for: what was out of sight before is not counted on."""
        if fact.paused:
            self._close("focus", entry.t_us)
        self._toggle("pause", not fact.paused, entry)

    def _close(self, what: _OpenGap, t_us: int | None) -> None:
        began = self.open.pop(what, None)
        if began is None:
            return
        words = _GAP_WORDS.get(what) or fact_words(began.fact, {})
        lasted_us = None if t_us is None else max(0, t_us - began.t_us)
        self.gaps.append(Gap(seq=began.seq, t_us=began.t_us, lasted_us=lasted_us, what=what, words=words))

    def _recorder(self, fact: RecorderFact, entry: Placed) -> None:
        if fact.event not in _LOSSES:
            return
        words = to_say("{stream} {event}", stream=STREAM_WORDS[fact.stream], event=EVENT_WORDS[fact.event])
        lost_us = None if fact.event is RecorderEvent.SLEPT else fact.lost_us  # sleep has no length on this clock
        self.gaps.append(
            Gap(
                seq=entry.seq,
                t_us=max(0, entry.t_us - (lost_us or 0)),
                lasted_us=lost_us,
                what=fact.stream.value,
                words=to_say("{words} ({reason})", words=words, reason=fact.reason) if fact.reason else words,
            )
        )

    def figures(self) -> ProcessFigures:
        for what in list(self.open):
            self._close(what, self.end_us)
        unfocused = [gap for gap in self.gaps if gap.what == "focus"]
        return ProcessFigures(
            entries=self.entries,
            launches=self.launches,
            machines=len(self.machines),
            duration_us=self.end_us,
            active_us=self.active_us,
            edits=self.edits,
            typed_characters=self.typed,
            pasted_characters=sum(paste.characters for paste in self.pastes),
            runs=self.runs,
            submissions=self.submissions,
            focus_losses=len(unfocused),
            unfocused_us=sum(gap.lasted_us or 0 for gap in unfocused),
            pastes=self.pastes,
            gaps=sorted(self.gaps, key=lambda gap: (gap.t_us, gap.seq)),
            rhythm=self.rhythm.rhythm(self.end_us),
        )


def process_figures(entries: Iterable[Recorded]) -> ProcessFigures:
    """Count what the journal holds. Durations are in microseconds of the timeline's clock."""
    fold = _Fold()
    for entry in placed(entries, Clock()):
        fold.add(entry)
    return fold.figures()
