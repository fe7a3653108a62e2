"""Which signal of the practice leads to which wish of its room, dropped when nobody practises; and documentation."""

from __future__ import annotations

from collections.abc import Callable

from app.journey import Journey
from app.practice_room import PracticeRoom
from protocol.verdicts import LanguageId
from ui.window import MainWindow


def connect_practice(window: MainWindow, journey: Journey) -> None:
    """Connect every signal of the practice."""

    def to(wish: Callable[..., None]) -> Callable[..., None]:
        def relay(*payload: object) -> None:
            room = journey.open_room(PracticeRoom)
            if room is not None:
                wish(room, *payload)

        return relay

    practice = window.beside.practice
    window.beside.docs_opened.connect(journey.docs.open)
    window.beside.docs_page_chosen.connect(journey.docs.turn_to)
    window.beside.docs_link_followed.connect(journey.docs.follow)
    window.beside.practice_requested.connect(journey.practise)
    practice.language_chosen.connect(
        to(lambda room, problem, language: room.choose_language(problem, LanguageId(language)))
    )
    practice.edited.connect(to(PracticeRoom.edited))
    practice.run_requested.connect(to(PracticeRoom.run))
    practice.cases_changed.connect(to(PracticeRoom.keep_cases))
    practice.flag_turned.connect(to(PracticeRoom.turn_flag))
    practice.note_changed.connect(to(PracticeRoom.write_note))
    practice.typed_to_run.connect(to(PracticeRoom.type_to_run))
    practice.run_input_ended.connect(to(PracticeRoom.end_run_input))
    practice.stop_requested.connect(to(PracticeRoom.stop_run))
    practice.submit_requested.connect(to(PracticeRoom.submit))
    practice.finish_requested.connect(to(PracticeRoom.finish))
