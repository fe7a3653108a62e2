"""Timeline and figures of an attempt on two machines: one after the other, with the place between them marked."""

from __future__ import annotations

from backend.reports.process import process_figures
from backend.reports.timeline import Recorded, build_timeline
from protocol.edits import Edit
from protocol.facts import ContinuedFact, DocumentFact, EditFact, LaunchFact, MovedFact, NetworkFact
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId
from tests.unit.portal.journal_of import SECOND_US, JournalOf

SECOND, PROBLEM = new_identifier(), new_identifier()


def two_machines(clock_ahead_s: int) -> list[Recorded]:
    """The first works for 60 s and hears of the second at its end; the second begins at 40 s by the first's clock."""
    first, second = JournalOf(), JournalOf()
    document = new_identifier()
    first.add(0, LaunchFact(app_version="1", platform="p", ticket_digest="0" * 64))
    first.add(1, DocumentFact(document=document, problem=PROBLEM, language=LanguageId.PYTHON, text=""))
    first.add(30, NetworkFact(reachable=False))
    first.add(50, EditFact(document=document, edit=Edit(position=0, inserted="late")))
    first.add(60, MovedFact(server_time_us=1))
    second.origin_us += (40 + clock_ahead_s) * SECOND_US
    second.add(0, LaunchFact(app_version="1", platform="p", ticket_digest="1" * 64))
    second.add(0, ContinuedFact(device=new_identifier(), seq=3, head="0" * 64))
    second.add(1, DocumentFact(document=new_identifier(), problem=PROBLEM, language=LanguageId.PYTHON, text="taken"))
    second.add(5, NetworkFact(reachable=False))
    moved = [Recorded(each.header.model_copy(update={"device": SECOND}), each.fact) for each in second.entries]
    return [*first.entries, *moved]


def test_the_second_machine_comes_after_the_first_whatever_their_clocks_say() -> None:
    for ahead_s in (-7200, 0, 30):
        timeline = build_timeline(two_machines(ahead_s), {})
        times = [marker.t_us for marker in timeline.markers]
        assert times == sorted(times)
        assert [document.machine for document in timeline.documents] == [1, 2]
        assert [marker.kind for marker in timeline.markers] == [
            "launch",
            "network",
            "moved",
            "launch",
            "continued",
            "network",
        ]


def test_the_place_between_them_is_a_gap_and_no_restart() -> None:
    figures = process_figures(two_machines(30))
    assert (figures.machines, figures.launches) == (2, 2)
    between = [gap for gap in figures.gaps if gap.what == "machine"]
    assert [(gap.t_us, gap.lasted_us) for gap in between] == [(60 * SECOND_US, 10 * SECOND_US)]
    assert not [gap for gap in figures.gaps if gap.what == "app"]
    networks = [gap for gap in figures.gaps if gap.what == "network"]
    assert [gap.t_us // SECOND_US for gap in networks] == [30, 75], "a gap of one machine ends with it"
    assert networks[0].lasted_us == 30 * SECOND_US


def test_a_journal_that_leaves_the_move_out_shows_the_boundary_all_the_same() -> None:
    silent = [each for each in two_machines(0) if not isinstance(each.fact, (ContinuedFact, LaunchFact))]
    figures = process_figures(silent)
    assert figures.machines == 2
    assert [gap.what for gap in figures.gaps].count("machine") == 1
