"""Process charts' numbers: what is counted where, how long a step is, to which problem time belongs."""

from __future__ import annotations

import pytest

from backend.reports.process import IDLE_US, process_figures
from backend.reports.rhythm import MINUTE_US, MOST_STEPS, RhythmFold, Step
from backend.reports.timeline import Recorded
from protocol.edits import Edit, Origin
from protocol.facts import DocumentFact, EditFact, Fact, PasteFact, PasteProvenance, RunFact, SubmissionFact
from protocol.identifiers import new_identifier
from protocol.journal import EntryHeader
from protocol.verdicts import LanguageId, Verdict

FIRST, SECOND = new_identifier(), new_identifier()
DOCUMENTS = {FIRST: new_identifier(), SECOND: new_identifier()}
LAUNCH, ATTEMPT, DEVICE = new_identifier(), new_identifier(), new_identifier()
SECOND_US = 1_000_000


def recorded(*told: tuple[int, Fact]) -> list[Recorded]:
    return [
        Recorded(
            EntryHeader(
                attempt=ATTEMPT, device=DEVICE, launch=LAUNCH, seq=seq, previous="0" * 64, mono_us=t_us, wall_us=t_us,
                commitment="0" * 64,
            ),
            fact,
        )
        for seq, (t_us, fact) in enumerate(told, 1)
    ]  # fmt: skip


def opened(problem: str) -> DocumentFact:
    return DocumentFact(document=DOCUMENTS[problem], problem=problem, language=LanguageId.PYTHON, text="")


def edit(problem: str, inserted: str, origin: Origin = Origin.TYPING) -> EditFact:
    return EditFact(document=DOCUMENTS[problem], edit=Edit(position=0, inserted=inserted, origin=origin))


def run(problem: str, *verdicts: Verdict) -> RunFact:
    return RunFact(
        run=new_identifier(), problem=problem, language=LanguageId.PYTHON, source_digest="0" * 64, own_input=False,
        verdicts=list(verdicts),
    )  # fmt: skip


def test_each_thing_is_counted_in_its_step_and_time_goes_to_its_problem() -> None:
    paste = PasteFact(document=DOCUMENTS[SECOND], characters=300, provenance=PasteProvenance.OUTSIDE)
    handed_in = SubmissionFact(
        submission=new_identifier(), problem=SECOND, document=DOCUMENTS[SECOND], language=LanguageId.PYTHON,
        source_digest="0" * 64,
    )  # fmt: skip
    entries = recorded(
        (0, opened(FIRST)),
        (1 * SECOND_US, edit(FIRST, "naïve")),
        (11 * SECOND_US, run(FIRST, Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.TIME_LIMIT)),
        (12 * SECOND_US, opened(SECOND)),
        (60 * SECOND_US, paste),
        (61 * SECOND_US, edit(SECOND, "x" * 300, Origin.PASTE)),
        (61 * SECOND_US + IDLE_US + 1, edit(SECOND, "ab")),
        (180 * SECOND_US, handed_in),
    )
    process = process_figures(entries)
    rhythm = process.rhythm
    assert rhythm is not None
    assert rhythm.step_us == MINUTE_US
    assert rhythm.steps == [
        Step(number=0, typed=5, runs=1, tests_passed=1, tests_failed=2),
        Step(number=1, pasted=300),
        Step(number=2, typed=2),
        Step(number=3, submissions=1),
    ]
    times = {each.problem: each.active_us for each in rhythm.problems}
    assert times == {FIRST: 10 * SECOND_US, SECOND: (49 + 1 + 58) * SECOND_US + SECOND_US - 1}
    assert sum(times.values()) == process.active_us
    assert sum(step.typed for step in rhythm.steps) == process.typed_characters


@pytest.mark.parametrize(("minutes", "step"), [(1, 1), (59, 1), (60, 2), (121, 5), (599, 10), (100_000, 240)])
def test_steps_are_as_short_as_a_phone_can_show(minutes: int, step: int) -> None:
    fold = RhythmFold()
    fold.add((minutes - 1) * MINUTE_US, run(FIRST))
    rhythm = fold.rhythm(minutes * MINUTE_US)
    assert rhythm.step_us == step * MINUTE_US
    assert rhythm.count <= MOST_STEPS or step == 240


def test_nothing_makes_an_empty_one() -> None:
    rhythm = process_figures([]).rhythm
    assert rhythm is not None
    assert (rhythm.steps, rhythm.problems, rhythm.count) == ([], [], 0)
