"""Which signal of the window leads to which wish of which room. Wishes for rooms that are closed are dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, Generic, ParamSpec, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.check_room import CheckRoom
from app.entrance import Entrance
from app.finish_room import FinishRoom
from app.identity_room import IdentityRoom
from app.journey import Journey, RoomKind
from app.notice_room import NoticeRoom
from app.practice_wiring import connect_practice
from app.work_room import WorkRoom
from protocol.verdicts import LanguageId
from ui.window import MainWindow

Room = TypeVar("Room", bound=RoomKind)
Payload = ParamSpec("Payload")


def connect(window: MainWindow, journey: Journey) -> None:
    """Connect every signal of the window."""
    window.join_requested.connect(journey.join)
    window.close_requested.connect(journey.wish_to_close)
    window.return_requested.connect(journey.come_back)
    window.quit_requested.connect(journey.quit)
    window.page_requested.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
    _connect_way_in(window, journey)
    _connect_work(window, journey)
    connect_practice(window, journey)
    to_finish = _to(journey, FinishRoom)
    window.evidence_save_requested.connect(to_finish(FinishRoom.save_evidence))
    window.evidence_stop_requested.connect(to_finish(FinishRoom.stop_evidence))
    window.beside.after_requested.connect(to_finish(lambda room: room.afterwards.open()))
    window.beside.moment_chosen.connect(to_finish(lambda room, at, step: room.afterwards.choose(at, step)))
    window.beside.request_made.connect(to_finish(lambda room, *asked: room.afterwards.request(*asked)))
    window.beside.copy_requested.connect(to_finish(lambda room, path: room.afterwards.save_copy(path)))
    window.beside.impression_given.connect(to_finish(lambda room, said: room.impressing.give(said)))
    window.receipt_save_requested.connect(to_finish(FinishRoom.save_receipt))
    window.erasure_requested.connect(to_finish(FinishRoom.ask_erasure))


def _connect_way_in(window: MainWindow, journey: Journey) -> None:
    to_notice, to_check, to_identity = (
        _to(journey, NoticeRoom),
        _to(journey, CheckRoom),
        _to(journey, IdentityRoom),
    )
    window.offer_taken.connect(_to(journey, Entrance)(Entrance.take_offer))
    window.notice_acknowledged.connect(to_notice(NoticeRoom.acknowledge))
    window.notice_declined.connect(to_notice(NoticeRoom.decline))
    window.check_again_requested.connect(to_check(CheckRoom.look_again))
    window.fix_requested.connect(to_check(CheckRoom.look))
    window.device_chosen.connect(to_check(CheckRoom.choose_device))
    window.start_requested.connect(to_check(CheckRoom.start))
    window.beside.trial_begun.connect(to_check(lambda room: room.trying.begin()))
    window.beside.trial_again.connect(to_check(lambda room: room.trying.play()))
    window.beside.trial_deleted.connect(to_check(lambda room: room.trying.let_go()))
    window.beside.report_requested.connect(to_check(lambda room: room.reporting.open()))
    window.beside.report_save_requested.connect(to_check(lambda room, path: room.reporting.save(path)))
    window.beside.report_send_requested.connect(to_check(lambda room: room.reporting.send()))
    window.picture_requested.connect(to_identity(IdentityRoom.take))
    window.identity_left.connect(to_identity(IdentityRoom.go_on))
    window.identity_back.connect(to_identity(IdentityRoom.back))


def _connect_work(window: MainWindow, journey: Journey) -> None:
    def choose_language(room: WorkRoom, problem: str, language: str) -> None:
        room.choose_language(problem, LanguageId(language))

    to_work = _to(journey, WorkRoom)
    window.problem_chosen.connect(to_work(WorkRoom.choose_problem))
    window.language_chosen.connect(to_work(choose_language))
    window.statement_language_chosen.connect(to_work(WorkRoom.choose_statement_language))
    window.files_changed.connect(to_work(WorkRoom.change_files))
    window.edited.connect(to_work(WorkRoom.edited))
    window.cursor_rested.connect(to_work(WorkRoom.moved_cursor))
    window.pasted.connect(to_work(WorkRoom.pasted))
    window.focus_changed.connect(to_work(WorkRoom.focus))
    window.run_requested.connect(to_work(WorkRoom.run))
    window.cases_changed.connect(to_work(WorkRoom.keep_cases))
    window.flag_turned.connect(to_work(WorkRoom.turn_flag))
    window.note_changed.connect(to_work(WorkRoom.write_note))
    window.typed_to_run.connect(to_work(WorkRoom.type_to_run))
    window.run_input_ended.connect(to_work(WorkRoom.end_run_input))
    window.stop_requested.connect(to_work(WorkRoom.stop_run))
    window.submit_requested.connect(to_work(WorkRoom.submit))
    window.finish_requested.connect(to_work(WorkRoom.finish))
    window.withdraw_requested.connect(to_work(WorkRoom.withdraw))
    window.message_written.connect(to_work(WorkRoom.write_message))
    window.hand_turned.connect(to_work(WorkRoom.turn_hand))
    window.pause_requested.connect(to_work(WorkRoom.pause))
    window.go_on_requested.connect(to_work(WorkRoom.go_on))


class _to(Generic[Room]):  # noqa: N801 - reads as what it does
    """Leads a signal to a wish of a room, when that room is open."""

    def __init__(self, journey: Journey, room: type[Room]) -> None:
        self._journey, self._room = journey, room

    def __call__(self, wish: Callable[Concatenate[Room, Payload], None]) -> Callable[Payload, None]:
        def relay(*payload: Payload.args, **named: Payload.kwargs) -> None:
            present = self._journey.open_room(self._room)
            if present is not None:
                wish(present, *payload, **named)

        return relay
