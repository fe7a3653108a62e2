"""Findings from observations: enough of it, innocently explained, and nothing that tells of an accommodation."""

from __future__ import annotations

import pytest

from backend.reports.document import Strength
from backend.reports.observed import LEAST_US, SECOND_US, observed
from backend.reports.timeline import build_timeline
from protocol.facts import Fact, FocusFact, LaunchFact, ObservationFact, Observed, PauseFact
from protocol.policy import Detector
from tests.unit.portal.journal_of import JournalOf

LAUNCH = LaunchFact(app_version="1", platform="t", ticket_digest="0" * 64)
END = FocusFact(focused=True)
OF_NOTE = (
    (Detector.CAMERA_VIEW, Observed.COVERED, Observed.CLEAR),
    (Detector.CAMERA_VIEW, Observed.FROZEN, Observed.CLEAR),
    (Detector.PERSONS, Observed.NOBODY, Observed.ONE),
    (Detector.PERSONS, Observed.SEVERAL, Observed.ONE),
    (Detector.SPEECH, Observed.SPEECH, Observed.SILENCE),
)


def seen(detector: Detector, what: Observed, name: str | None = None, count: int | None = None) -> ObservationFact:
    return ObservationFact(detector=detector, observed=what, name=name, count=count)


def journal_of(*facts: tuple[float, Fact]) -> JournalOf:
    journal = JournalOf()
    journal.add(0, LAUNCH)
    for at_s, fact in facts:
        journal.add(at_s, fact)
    return journal


@pytest.mark.parametrize(("detector", "what", "ordinary"), OF_NOTE)
def test_what_lasted_long_enough_is_a_finding_and_less_is_none(
    detector: Detector, what: Observed, ordinary: Observed
) -> None:
    least_s = LEAST_US[what] / SECOND_US
    for lasted_s, count in ((least_s, 1), (least_s - 1, 0)):
        journal = journal_of((5, seen(detector, what)), (5 + lasted_s, seen(detector, ordinary)), (500, END))
        found = observed(journal.entries)
        assert len(found) == count
        for finding in found:
            assert f"{int(lasted_s)} seconds" in finding.words
            assert finding.innocent
            assert [(it.seq, it.until_us) for it in finding.evidence] == [(2, int((5 + lasted_s) * SECOND_US))]


def test_several_stretches_add_up() -> None:
    persons = Detector.PERSONS
    facts = [
        (at, seen(persons, what)) for at in (10, 30) for at, what in ((at, Observed.SEVERAL), (at + 4, Observed.ONE))
    ]
    (found,) = observed(journal_of(*facts).entries)
    assert "2 times, 8 seconds" in found.words


@pytest.mark.parametrize(
    ("fact", "kind", "strength"),
    [
        (seen(Detector.DISPLAYS, Observed.DISPLAYS, count=2), "displays.several", Strength.SEEN),
        (seen(Detector.REMOTE, Observed.REMOTE), "session.remote", Strength.INDICATED),
        (seen(Detector.REMOTE, Observed.SHARED), "session.shared", Strength.INDICATED),
        (seen(Detector.PROGRAMS, Observed.RUNNING, name="obs"), "program.listed", Strength.SEEN),
    ],
)
def test_what_counts_at_once(fact: ObservationFact, kind: str, strength: Strength) -> None:
    (found,) = observed(journal_of((1, fact), (2, END)).entries)
    assert (found.kind, found.strength) == (kind, strength)
    assert fact.name is None or fact.name in found.words


def test_a_pause_and_a_new_launch_end_what_was_seen() -> None:
    nobody = seen(Detector.PERSONS, Observed.NOBODY)
    assert observed(journal_of((1, nobody), (10, PauseFact(paused=True)), (300, PauseFact(paused=False))).entries) == []
    assert observed(journal_of((1, nobody), (10, LAUNCH), (300, END)).entries) == []


@pytest.mark.parametrize("detector", Detector)
def test_a_detector_that_was_off_looks_like_one_that_saw_nothing_in_particular(detector: Detector) -> None:
    ordinary = {
        Detector.CAMERA_VIEW: (Observed.CLEAR, Observed.COULD_NOT_TELL),
        Detector.PERSONS: (Observed.ONE, Observed.COULD_NOT_TELL),
        Detector.SPEECH: (Observed.SILENCE, Observed.COULD_NOT_TELL),
        Detector.DISPLAYS: (Observed.DISPLAYS,),
        Detector.REMOTE: (Observed.LOCAL, Observed.COULD_NOT_TELL),
        Detector.PROGRAMS: (Observed.ENDED,),
    }.get(detector, ())
    facts = [(10.0 + at, seen(detector, what, count=1)) for at, what in enumerate(ordinary)]
    on, off = journal_of(*facts, (99, END)), journal_of((99, END))
    assert observed(on.entries) == observed(off.entries) == []
    shown = [[(it.kind, it.words, it.t_us) for it in build_timeline(it.entries, {}).markers] for it in (on, off)]
    assert shown[0] == shown[1]
