"""Timeline, process figures and findings, as pure functions of a journal."""

from __future__ import annotations

import json

from backend.reports.document import Strength
from backend.reports.findings import LARGE_PASTE_CHARACTERS, exchanged_keys, findings
from backend.reports.process import process_figures
from backend.reports.timeline import ProblemName, Timeline, build_timeline
from protocol.attempts import TrackKind
from protocol.edits import Edit, Origin
from protocol.facts import (
    AcknowledgementFact,
    DocumentFact,
    EditFact,
    FileEvent,
    FileFact,
    FocusFact,
    LaunchFact,
    NetworkFact,
    PasteFact,
    PasteProvenance,
    RecorderEvent,
    RecorderFact,
    RestoredFact,
    SegmentFact,
    TrackFact,
)
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId
from tests.unit.portal.journal_of import SECOND_US, JournalOf

DOCUMENT, PROBLEM, TRACK = new_identifier(), new_identifier(), new_identifier()
NAMES = {PROBLEM: ProblemName("A", "Sum")}
LAUNCH = LaunchFact(app_version="1", platform="t", ticket_digest="0" * 64)


def document(text: str = "") -> DocumentFact:
    return DocumentFact(document=DOCUMENT, problem=PROBLEM, language=LanguageId.PYTHON, text=text)


def typed(position: int, inserted: str, removed: str = "", origin: Origin = Origin.TYPING) -> EditFact:
    return EditFact(document=DOCUMENT, edit=Edit(position=position, removed=removed, inserted=inserted, origin=origin))


def segment(number: int, start_s: float) -> SegmentFact:
    return SegmentFact(
        track=TRACK,
        stream=TrackKind.CAMERA,
        segment=number,
        fragments=20,
        size_bytes=1,
        digest="1" * 64,
        start_us=int(start_s * SECOND_US),
        duration_us=10 * SECOND_US,
        last_tag="2" * 32,
    )


def test_time_counts_from_the_first_entry_and_segments_lie_on_the_same_clock() -> None:
    journal = JournalOf()
    journal.add(5, LAUNCH, document("x"))
    journal.add(7.5, typed(1, "y"))
    journal.add(19, segment(0, 6))
    timeline = build_timeline(journal.entries, NAMES)
    assert [row[0] for row in timeline.edits.rows()] == [2_500_000]
    assert timeline.tracks[0].segments[0].t_us == 1 * SECOND_US
    assert timeline.duration_us == 14 * SECOND_US
    assert timeline.documents[0].label == "A"


def test_a_relaunch_follows_by_the_wall_clock() -> None:
    journal = JournalOf()
    journal.add(10, LAUNCH, document())
    journal.add(20, typed(0, "a"))
    journal.relaunch(journal.origin_us + 50 * SECOND_US)
    journal.add(0, LAUNCH)
    journal.add(3, typed(1, "b"), segment(0, 2))
    timeline = build_timeline(journal.entries, NAMES)
    assert [row[0] // SECOND_US for row in timeline.edits.rows()] == [10, 43]
    assert timeline.tracks[0].segments[0].t_us == 42 * SECOND_US


def test_time_never_runs_back_when_the_wall_clock_was_set_back() -> None:
    journal = JournalOf()
    journal.add(10, LAUNCH, document())
    journal.add(20, typed(0, "a"))
    journal.relaunch(journal.origin_us - 3600 * SECOND_US)
    journal.add(0, LAUNCH)
    journal.add(3, typed(1, "b"))
    timeline = build_timeline(journal.entries, NAMES)
    assert [row[0] // SECOND_US for row in timeline.edits.rows()] == [10, 13]


def test_a_monotonic_clock_that_runs_back_does_not_keep_the_report_from_being_built() -> None:
    journal = JournalOf()
    journal.add(10, LAUNCH)
    journal.add(4, FocusFact(focused=False))
    journal.add(12, FocusFact(focused=True))
    assert [marker.t_us for marker in build_timeline(journal.entries, {}).markers] == [0, 0, 2 * SECOND_US]
    assert [gap.lasted_us for gap in process_figures(journal.entries).gaps] == [2 * SECOND_US]


def test_every_entry_is_on_the_timeline() -> None:
    journal = JournalOf()
    ack = AcknowledgementFact(acknowledged_seq=1, head="0" * 64, server_time_us=1, signature="x")
    journal.add(0, LAUNCH, document(), typed(0, "a"), FocusFact(focused=False), ack, segment(0, 0))
    timeline = build_timeline(journal.entries, NAMES)
    shown = len(timeline.documents) + timeline.edits.count + len(timeline.markers) + len(timeline.tracks[0].segments)
    assert shown == timeline.entries == len(journal.entries)


def test_figures_count_what_happened() -> None:
    journal = JournalOf()
    journal.add(0, LAUNCH, document())
    journal.add(1, typed(0, "ab"), typed(2, "c"))
    journal.add(2, FocusFact(focused=False))
    journal.add(12, FocusFact(focused=True))
    journal.add(13, PasteFact(document=DOCUMENT, characters=30, provenance=PasteProvenance.OUTSIDE))
    journal.add(13, typed(3, "x" * 30, origin=Origin.PASTE))
    journal.add(100, NetworkFact(reachable=False))
    lost = RecorderFact(stream=TrackKind.CAMERA, event=RecorderEvent.GAP, reason="unplugged", lost_us=4 * SECOND_US)
    journal.add(110, lost)
    figures = process_figures(journal.entries)
    assert (figures.edits, figures.typed_characters, figures.pasted_characters) == (3, 3, 30)
    assert (figures.focus_losses, figures.unfocused_us) == (1, 10 * SECOND_US)
    assert figures.active_us == 12 * SECOND_US
    gaps = {gap.what: (gap.t_us // SECOND_US, (gap.lasted_us or 0) // SECOND_US) for gap in figures.gaps}
    assert gaps == {"focus": (2, 10), "network": (100, 10), "camera": (106, 4)}


def test_sleep_is_a_point_on_a_clock_that_stood_still() -> None:
    journal = JournalOf()
    journal.add(0, LAUNCH, document())
    reason = "The computer slept for 28800 seconds; nothing was recorded then."
    slept = RecorderFact(stream=TrackKind.CAMERA, event=RecorderEvent.SLEPT, reason=reason, lost_us=28_800 * SECOND_US)
    journal.add(10, slept)
    (gap,) = process_figures(journal.entries).gaps
    assert (gap.t_us, gap.lasted_us) == (10 * SECOND_US, None)
    assert "28800 seconds" in gap.words
    assert build_timeline(journal.entries, {}).markers[-1].lasted_us is None


def kinds(journal: JournalOf, level: int = 1) -> list[str]:
    process = process_figures(journal.entries)
    return [finding.kind for finding in findings(process, [], journal.entries, level)]


def test_large_outside_pastes_are_noted_and_nothing_smaller_or_own() -> None:
    journal = JournalOf()
    journal.add(0, LAUNCH, document())
    for size, origin in (
        (LARGE_PASTE_CHARACTERS - 1, PasteProvenance.OUTSIDE),
        (LARGE_PASTE_CHARACTERS * 9, PasteProvenance.OWN_EDITOR),
        (LARGE_PASTE_CHARACTERS * 9, PasteProvenance.STATEMENT),
    ):
        journal.add(1, PasteFact(document=DOCUMENT, characters=size, provenance=origin))
    assert kinds(journal) == []
    journal.add(2, PasteFact(document=DOCUMENT, characters=LARGE_PASTE_CHARACTERS, provenance=PasteProvenance.OUTSIDE))
    assert kinds(journal) == ["paste.outside"]


def test_a_break_in_the_edits_is_noted_once_where_it_is() -> None:
    journal = JournalOf()
    journal.add(0, LAUNCH, document("abc"), typed(0, "x"), typed(0, "y", removed="not there"), typed(9, "z"))
    found = findings(process_figures(journal.entries), [], journal.entries, 1)
    assert [(finding.kind, finding.evidence[0].seq) for finding in found] == [("journal.break", 4)]


def test_every_finding_has_an_innocent_explanation_and_no_number_ranks_people() -> None:
    journal = JournalOf()
    journal.add(0, LAUNCH, document(), FocusFact(focused=False))
    journal.add(100, FocusFact(focused=True), NetworkFact(reachable=False))
    journal.relaunch(journal.origin_us + 200 * SECOND_US)
    journal.add(0, LAUNCH, typed(5, "broken"))
    found = findings(process_figures(journal.entries), [], journal.entries, 1)
    assert {"focus.away", "network.gap", "app.gap", "journal.break"} == {finding.kind for finding in found}
    for finding in found:
        assert finding.innocent
        assert finding.evidence
        assert "score" not in finding.model_dump_json()


def test_what_was_not_recorded_could_not_be_told() -> None:
    found = findings(process_figures([]), [], [], 0)
    assert [finding.strength for finding in found] == [Strength.UNKNOWN]


def test_restored_work_is_told_in_words() -> None:
    journal = JournalOf()
    journal.add(0, LAUNCH, RestoredFact(reason="tampered.store"))
    (_, marker) = build_timeline(journal.entries, {}).markers
    assert (marker.kind, marker.words.split(";")[0]) == (
        "restored",
        "The work saved on the candidate's computer was damaged, older or gone",
    )


def test_a_recording_kept_with_another_key_or_kind_is_told_and_an_honest_one_is_not() -> None:
    journal = JournalOf()
    journal.add(1, LAUNCH, TrackFact(track=TRACK, stream=TrackKind.CAMERA, mime="video/mp4", key_digest="3" * 64))
    honest = {TRACK: ("camera", "video/mp4", "3" * 64)}
    assert exchanged_keys(journal.entries, honest) == []
    assert exchanged_keys(journal.entries, {}) == [], "a recording that did not arrive is a gap, told elsewhere"
    for stored in (
        ("camera", "video/mp4", "4" * 64),
        ("camera", "video/webm", "3" * 64),
        ("screen", "video/mp4", "3" * 64),
    ):
        (found,) = exchanged_keys(journal.entries, {TRACK: stored})
        assert found.kind == "recording.key"
        assert [(it.seq, it.t_us) for it in found.evidence] == [(2, 0)]


def test_files_have_their_names_and_what_happened_to_them_is_told() -> None:
    journal, second = JournalOf(), new_identifier()
    made = DocumentFact(document=second, problem=PROBLEM, language=LanguageId.PYTHON, text="", path="util.py")
    journal.add(5, LAUNCH, document("x"), made)
    journal.add(6, FileFact(document=second, event=FileEvent.RENAMED, path="lib/util.py"))
    journal.add(7, FileFact(document=DOCUMENT, event=FileEvent.SHOWN))
    journal.add(8, FileFact(document=second, event=FileEvent.DELETED))
    journal.add(9, FileFact(document=second, event=FileEvent.BROUGHT_BACK))
    timeline = build_timeline(journal.entries, {PROBLEM: ProblemName("A", "Sum", {"python3": "sums.py"})})
    assert [each.path for each in timeline.documents] == ["sums.py", "util.py"]
    assert [(each.document, each.event, each.path) for each in timeline.files] == [
        (1, "renamed", "lib/util.py"),
        (0, "shown", ""),
        (1, "deleted", ""),
        (1, "brought_back", ""),
    ]
    assert [marker.words for marker in timeline.markers if marker.kind == "file"] == [
        "Renamed util.py to lib/util.py",
        "Deleted lib/util.py",
        "Brought lib/util.py back after deleting it",
    ]


def test_a_timeline_of_before_there_were_files_is_read() -> None:
    journal = JournalOf()
    journal.add(5, LAUNCH, document("x"))
    old = build_timeline(journal.entries, NAMES).model_dump(mode="json")
    del old["files"], old["documents"][0]["path"]
    assert Timeline.parse(json.dumps(old)).documents[0].path == ""


def test_an_edit_of_a_deleted_file_is_a_break_in_the_record() -> None:
    journal = JournalOf()
    journal.add(5, LAUNCH, document("x"), FileFact(document=DOCUMENT, event=FileEvent.DELETED), typed(1, "y"))
    found = findings(process_figures(journal.entries), [], journal.entries, 1)
    assert [each.kind for each in found] == ["journal.break"]
