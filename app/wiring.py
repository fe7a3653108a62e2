"""Which signal of the window leads to which wish of which room. Wishes for rooms that are closed are dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.check_room import CheckRoom
from app.entrance import Entrance
from app.finish_room import FinishRoom
from app.journey import Journey, RoomKind
from app.notice_room import NoticeRoom
from app.work_room import WorkRoom
from protocol.verdicts import LanguageId
from ui.window import MainWindow

Room = TypeVar("Room", bound=RoomKind)
Payload = ParamSpec("Payload")


def connect(window: MainWindow, journey: Journey) -> None:
    """Connect every signal of the window."""

    def to(room: type[Room], wish: Callable[Concatenate[Room, Payload], None]) -> Callable[Payload, None]:
        def relay(*payload: Payload.args, **named: Payload.kwargs) -> None:
            present = journey.open_room(room)
            if present is not None:
                wish(present, *payload, **named)

        return relay

    def choose_language(room: WorkRoom, problem: str, language: str) -> None:
        room.choose_language(problem, LanguageId(language))

    window.join_requested.connect(journey.join)
    window.offer_taken.connect(to(Entrance, Entrance.take_offer))
    window.close_requested.connect(journey.wish_to_close)
    window.return_requested.connect(journey.come_back)
    window.quit_requested.connect(journey.quit)
    window.page_requested.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
    window.notice_acknowledged.connect(to(NoticeRoom, NoticeRoom.acknowledge))
    window.notice_declined.connect(to(NoticeRoom, NoticeRoom.decline))
    window.check_again_requested.connect(to(CheckRoom, CheckRoom.look_again))
    window.fix_requested.connect(to(CheckRoom, CheckRoom.look))
    window.start_requested.connect(to(CheckRoom, CheckRoom.start))
    window.problem_chosen.connect(to(WorkRoom, WorkRoom.choose_problem))
    window.language_chosen.connect(to(WorkRoom, choose_language))
    window.statement_language_chosen.connect(to(WorkRoom, WorkRoom.choose_statement_language))
    window.edited.connect(to(WorkRoom, WorkRoom.edited))
    window.pasted.connect(to(WorkRoom, WorkRoom.pasted))
    window.focus_changed.connect(to(WorkRoom, WorkRoom.focus))
    window.run_requested.connect(to(WorkRoom, WorkRoom.run))
    window.stop_requested.connect(to(WorkRoom, WorkRoom.stop_run))
    window.submit_requested.connect(to(WorkRoom, WorkRoom.submit))
    for signal, act in (
        (window.message_written, to(WorkRoom, WorkRoom.write_message)),
        (window.hand_turned, to(WorkRoom, WorkRoom.turn_hand)),
        (window.finish_requested, to(WorkRoom, WorkRoom.finish)),
        (window.withdraw_requested, to(WorkRoom, WorkRoom.withdraw)),
    ):
        signal.connect(act)
    window.evidence_save_requested.connect(to(FinishRoom, FinishRoom.save_evidence))
    window.evidence_stop_requested.connect(to(FinishRoom, FinishRoom.stop_evidence))
    window.receipt_save_requested.connect(to(FinishRoom, FinishRoom.save_receipt))
    window.erasure_requested.connect(to(FinishRoom, FinishRoom.ask_erasure))
