"""Findings from what the detectors on the candidate's device saw. Pure, and never a score.

Guarantees: each finding names what was seen, how sure, what else could explain it, and where to look; what is ordinary,
and what could not be told, makes none, so that a detector that was off for somebody leaves no trace of that here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backend.reports.document import Evidence, Finding, Strength
from backend.reports.timeline import Clock, Placed, Recorded, placed
from protocol.facts import LaunchFact, ObservationFact, Observed, PauseFact
from protocol.policy import Detector
from protocol.saying import to_say, to_say_count

SECOND_US = 1_000_000
LEAST_US = {
    Observed.COVERED: 10 * SECOND_US,
    Observed.FROZEN: 20 * SECOND_US,
    Observed.NOBODY: 30 * SECOND_US,
    Observed.SEVERAL: 5 * SECOND_US,
    Observed.SPEECH: 30 * SECOND_US,
}
"""How long something must have lasted in all before it is worth a reviewer's time; the others count at once."""


@dataclass(frozen=True, slots=True)
class _Telling:
    kind: str
    words: str
    strength: Strength
    innocent: str


_TELLINGS = {
    Observed.COVERED: _Telling(
        "camera.covered",
        to_say("The camera showed nothing {times}, {seconds} seconds in all: it was covered, or it was dark."),
        Strength.SEEN,
        to_say(
            "A lamp that went out, a lid that was bumped, a camera's shutter, somebody who walked past for a moment."
        ),
    ),
    Observed.FROZEN: _Telling(
        "camera.frozen",
        to_say("The camera's picture stood still {times}, {seconds} seconds in all."),
        Strength.INDICATED,
        to_say(
            "A camera or its driver that hangs, a computer that was very busy, a virtual camera for a blurred "
            "background."
        ),
    ),
    Observed.NOBODY: _Telling(
        "persons.nobody",
        to_say("Nobody was in view {times}, {seconds} seconds in all."),
        Strength.INDICATED,
        to_say(
            "A drink, the door, a stretch, or a seat beside the camera's view. Faces that the detector does not find "
            "are "
            "called unclear when something moves, not absent."
        ),
    ),
    Observed.SEVERAL: _Telling(
        "persons.several",
        to_say("More than one person seemed to be in view {times}, {seconds} seconds in all."),
        Strength.INDICATED,
        to_say("Family or a colleague who passed by, a portrait or poster on the wall, a screen behind, a reflection."),
    ),
    Observed.SPEECH: _Telling(
        "speech.heard",
        to_say("Somebody spoke {times}, {seconds} seconds in all. What was said and by whom is not looked at."),
        Strength.INDICATED,
        to_say(
            "Reading aloud, thinking aloud, a screen reader or dictation, a phone call that had to be taken, people "
            "next "
            "door, a radio."
        ),
    ),
    Observed.DISPLAYS: _Telling(
        "displays.several",
        to_say("More than one display was attached."),
        Strength.SEEN,
        to_say("An everyday desk. What was on it is in the recording only where displays are recorded."),
    ),
    Observed.REMOTE: _Telling(
        "session.remote",
        to_say("The system said that this session was controlled from elsewhere."),
        Strength.INDICATED,
        to_say("A computer at work or in a lab that is used from home, a thin client, a virtual machine."),
    ),
    Observed.SHARED: _Telling(
        "session.shared",
        to_say("The system said that this session was shown elsewhere."),
        Strength.INDICATED,
        to_say("Support by an IT department, an assistive technology, a projector that is reached over the network."),
    ),
    Observed.RUNNING: _Telling(
        "program.listed",
        to_say("A program of the list that the candidate was shown was running: {names}."),
        Strength.SEEN,
        to_say("Started with the computer or kept open from earlier, without being used."),
    ),
}


@dataclass(slots=True)
class _Spell:
    """A stretch in which one thing was seen."""

    seq: int
    t_us: int
    until_us: int
    name: str | None


def observed(entries: Iterable[Recorded]) -> list[Finding]:
    """One finding for each kind of thing that was seen for long enough, in the order in which it first was."""
    spells: dict[Observed, list[_Spell]] = {}
    for seen, spell in _spells(placed(entries, Clock())):
        spells.setdefault(seen, []).append(spell)
    found = [_finding(seen, them) for seen, them in spells.items() if _is_enough(seen, them)]
    return sorted(found, key=lambda finding: finding.evidence[0].t_us)


def _spells(entries: Iterator[Placed]) -> Iterator[tuple[Observed, _Spell]]:
    """Each sighting of note and how long it stood: to its detector's next, to a pause, a new launch or the end."""
    open_spells: dict[tuple[Detector, str | None], tuple[Observed, _Spell]] = {}
    end_us = 0
    for entry in entries:
        fact, end_us = entry.fact, entry.t_us
        if isinstance(fact, LaunchFact) or (isinstance(fact, PauseFact) and fact.paused):
            yield from _ended(open_spells, end_us)
        elif isinstance(fact, ObservationFact):
            key = (fact.detector, fact.name)
            yield from _ended({key: open_spells.pop(key)} if key in open_spells else {}, end_us)
            if fact.observed in _TELLINGS and (fact.observed is not Observed.DISPLAYS or (fact.count or 0) > 1):
                open_spells[key] = (fact.observed, _Spell(entry.seq, entry.t_us, entry.t_us, fact.name))
    yield from _ended(open_spells, end_us)


def _ended(
    spells: dict[tuple[Detector, str | None], tuple[Observed, _Spell]], end_us: int
) -> Iterator[tuple[Observed, _Spell]]:
    for seen, spell in spells.values():
        spell.until_us = end_us
        yield seen, spell
    spells.clear()


def _is_enough(seen: Observed, spells: list[_Spell]) -> bool:
    return sum(spell.until_us - spell.t_us for spell in spells) >= LEAST_US.get(seen, 0)


def _finding(seen: Observed, spells: list[_Spell]) -> Finding:
    telling = _TELLINGS[seen]
    seconds = sum(spell.until_us - spell.t_us for spell in spells) // SECOND_US
    times = to_say_count("once", "{n} times", len(spells))
    names = ", ".join(sorted({spell.name for spell in spells if spell.name}))
    return Finding(
        kind=telling.kind,
        words=telling.words.format(times=times, seconds=seconds, names=names),
        strength=telling.strength,
        innocent=telling.innocent,
        evidence=[Evidence(seq=spell.seq, t_us=spell.t_us, until_us=spell.until_us) for spell in spells],
    )
