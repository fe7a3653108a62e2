"""Pauses in the report: gaps with their reason, across a restart of the app, and nothing against anybody."""

from __future__ import annotations

from backend.reports.findings import findings
from backend.reports.process import process_figures
from backend.reports.timeline import build_timeline
from protocol.attempts import TrackKind
from protocol.facts import FocusFact, LaunchFact, PauseFact, PauseReason, RecorderEvent, RecorderFact
from tests.unit.portal.journal_of import SECOND_US, JournalOf

LAUNCH = LaunchFact(app_version="1", platform="test", ticket_digest="0" * 64)


def paused_journal() -> JournalOf:
    journal = JournalOf()
    journal.add(0, LAUNCH)
    journal.add(2, FocusFact(focused=False))
    journal.add(10, PauseFact(paused=True, reason=PauseReason.FAMILY, words="my child"))
    for stream in (TrackKind.CAMERA, TrackKind.SCREEN):
        journal.add(11, RecorderFact(stream=stream, event=RecorderEvent.STOPPED))
    journal.add(400, PauseFact(paused=False), FocusFact(focused=True))
    journal.add(401, RecorderFact(stream=TrackKind.CAMERA, event=RecorderEvent.STARTED))
    return journal


def test_a_pause_is_a_gap_with_the_candidates_reason() -> None:
    figures = process_figures(paused_journal().entries)
    gaps = {gap.what: (gap.t_us // SECOND_US, (gap.lasted_us or 0) // SECOND_US, gap.words) for gap in figures.gaps}
    assert gaps["pause"] == (10, 390, "The candidate paused the recording: family (my child)")
    assert gaps["focus"][:2] == (2, 8), "what happened during the pause is not counted"
    timeline = build_timeline(paused_journal().entries, {}, figures.gaps)
    assert [marker.words for marker in timeline.markers if marker.kind == "pause"] == [
        "The candidate paused the recording: family (my child)",
        "The candidate let the recording go on",
    ]


def test_a_pause_is_never_a_finding() -> None:
    journal = paused_journal()
    assert findings(process_figures(journal.entries), [], journal.entries, 3) == []


def test_a_pause_outlives_a_restart_and_one_that_never_ended_ends_with_the_record() -> None:
    journal = JournalOf()
    journal.add(0, LAUNCH)
    journal.add(10, PauseFact(paused=True, reason=PauseReason.PRAYER))
    journal.relaunch(journal.origin_us + 60 * SECOND_US)
    journal.add(0, LAUNCH.model_copy(update={"resumed": True}))
    journal.add(40, FocusFact(focused=True))
    (pause,) = [gap for gap in process_figures(journal.entries).gaps if gap.what == "pause"]
    assert (pause.t_us // SECOND_US, (pause.lasted_us or 0) // SECOND_US) == (10, 90)
