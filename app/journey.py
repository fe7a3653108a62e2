"""The way of a candidate through the app: Join, Notice, Check, Work, Finish; which room is open, what it stands on.

Guarantees: one room at a time, and wishes that do not belong to it are dropped (a late click does nothing); what an
attempt opened is closed in reverse order, each with a deadline. Knows no Qt: window and threads are ports.
"""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from app.attempt import Attempt
from app.capturing import Capturing
from app.cases import Cases
from app.check_room import CheckRoom, Ways
from app.docs_beside import DocsBeside
from app.entrance import Desk, Entrance
from app.finish_room import FinishRoom
from app.handing_in import HandingIn
from app.identity_room import IdentityRoom
from app.last_compiling import LastCompiling
from app.live import Live
from app.local_runs import LocalRuns
from app.notice_room import NoticeRoom
from app.own_notes import OwnNotes
from app.places import Places
from app.practice_room import PracticeRoom
from app.previews import Previews
from app.projects import Projects
from app.recorded import Recorded
from app.sending import Heard, Sending
from app.steps import Pair, Sequence
from app.words import DECLINED, MOVED, NOT_SAVED, PRACTICE_GOES, PUT_BACK, WORK_GOES_ON, message_of
from app.work_parts import Parts
from app.work_room import WorkRoom
from app.writing import Writing
from protocol.attempts import AttemptState
from protocol.errors import RecrutrError
from protocol.receipts import Extension, Signed
from protocol.wire import Contact, SubmissionStatus
from ui.states import Message, Sync

RoomKind: TypeAlias = Entrance | NoticeRoom | CheckRoom | IdentityRoom | PracticeRoom | WorkRoom | FinishRoom
Wanted = TypeVar("Wanted", bound=RoomKind)
TICKS_TO_END = 8
"""How long it can be read that all has arrived, in ticks of a second, before a closed Recrutr ends by itself."""


class Journey:
    """Opens one room after the other. GUI thread only."""

    def __init__(self, desk: Desk, runs: LocalRuns) -> None:
        self._desk, self._runs = desk, runs
        self._room: RoomKind = Entrance(desk, self._opened)
        self._base: Base | None = None
        self.docs = DocsBeside(desk)
        self._warned: Message | None = None
        self._hidden = False
        self._ticks_to_end = TICKS_TO_END
        self._indicator: Sync | None = None
        self._parts = Sequence([])

    def enter(self) -> None:
        """Begin, or continue what is on this device."""
        if isinstance(self._room, Entrance):
            self._room.enter()

    def join(self, server: str, typed: str) -> None:
        """Join with what was typed or clicked."""
        if isinstance(self._room, Entrance):
            self._room.join(server, typed)

    def practise(self) -> None:
        """Practise, and come back to where the candidate is now."""
        before = self._room
        if isinstance(before, CheckRoom) and before.rest():
            languages, show = tuple(self._standing.attempt.joined.languages), before.enter
        elif isinstance(before, Entrance) and not before.is_busy:
            languages, show = (), before.show
        else:
            return

        def back() -> None:
            self._room = before
            show()

        practice = self._room = PracticeRoom(self._desk, self._runs.apart(), languages, back)
        practice.enter()

    def open_room(self, kind: type[Wanted]) -> Wanted | None:
        """Give the open room when it is of this kind."""
        return self._room if isinstance(self._room, kind) else None

    def tick(self) -> None:
        """Do what comes round once a second."""
        if self._base is not None:
            self._base.sending.tick()
        if isinstance(self._room, CheckRoom | IdentityRoom | WorkRoom | FinishRoom):
            self._room.tick()
        if self._hidden and isinstance(self._room, FinishRoom):
            self._tick_hidden(self._room)

    def look(self) -> None:
        """Show at once when the network goes or comes; a few times a second."""
        room, base = self._room, self._base
        if base is None or base.sending.indicator is self._indicator:
            return
        self._indicator = base.sending.indicator
        if isinstance(room, WorkRoom):
            room.refresh_status()
        elif isinstance(room, FinishRoom):
            room.show()

    def tick_previews(self) -> None:
        """Show the latest pictures; ten times a second."""
        if isinstance(self._room, CheckRoom | IdentityRoom | WorkRoom) and self._base is not None:
            self._desk.view.update_previews(self._base.previews.picture())
        if isinstance(self._room, CheckRoom):
            self._room.trying.tick()

    def wish_to_close(self) -> None:
        """Close, after a word when that has a consequence; what is still to be sent is sent in the background."""
        consequence = self._consequence_of_closing()
        if consequence is not None and consequence != self._warned:
            self._warned = consequence
            self._desk.view.show_message(consequence)
        elif isinstance(self._room, FinishRoom) and not self._room.all_sent:
            self._hidden = True
            self._desk.view.go_to_background(self._room.background())
        else:
            self.quit()

    def _consequence_of_closing(self) -> Message | None:
        if self._base is not None and self._base.attempt.store.state.fault is not None:
            return NOT_SAVED
        if isinstance(self._room, PracticeRoom):
            return PRACTICE_GOES
        return WORK_GOES_ON if isinstance(self._room, WorkRoom) else None

    def quit(self) -> None:
        """End, without asking."""
        self._desk.gui.post(self._desk.view.leave)  # not inside the window's own close event, which would swallow it

    @property
    def pending(self) -> int:
        """How much of the work is on its way to the disk; nothing that a fault keeps from it."""
        state = None if self._base is None else self._base.attempt.store.state
        return 0 if state is None or state.fault is not None else state.pending

    def come_back(self) -> None:
        """Show the window: it was closed while sending, or a second launch asked for it."""
        self._hidden = False
        self._desk.view.come_back()

    def invite(self, typed: str) -> None:
        """Fill in the first screen, while it shows: a second launch came by a link."""
        if isinstance(self._room, Entrance) and not self._room.is_busy:
            self._room.fill_in(typed)

    def _tick_hidden(self, room: FinishRoom) -> None:
        """Tell what is left; end some seconds after all has arrived, unless something must be seen."""
        self._desk.view.show_background(room.background())
        if not room.all_sent:
            self._ticks_to_end = TICKS_TO_END
        elif room.needs_a_person:
            self.come_back()
        else:
            self._ticks_to_end -= 1
            if self._ticks_to_end == 0:
                self.quit()

    def close(self) -> list[str]:
        """Close what the attempt opened; returns the names of parts that did not stop in time."""
        return self._parts.revert()

    def _opened(self, attempt: Attempt) -> None:
        base = self._base = Base(attempt, self._desk, self)
        self._runs.serve(attempt.client.twin())
        self._parts.add(Pair("store", lambda: None, attempt.close, 12.0))
        self._parts.add(Pair("sending", lambda: None, base.sending.stop, 10.0))
        self._parts.add(Pair("tiles", lambda: None, base.live.stop, 5.0))
        # Closed first: a session that ends may leave five seconds, and a dead network keeps the sending longer.
        self._parts.add(Pair("recorder", lambda: None, base.stop_recording, 8.0))
        if attempt.put_back:
            self._desk.view.show_message(PUT_BACK)
        state = attempt.state
        if attempt.store.moved_at_us is not None:
            self._to_finish(withdrawn=False)
        elif state in {AttemptState.FINISHED, AttemptState.WITHDRAWN}:
            self._to_finish(withdrawn=state is AttemptState.WITHDRAWN)
        elif attempt.has_started:
            self._to_work()
        elif attempt.has_acknowledged:
            self._to_check()
        else:
            self._room = NoticeRoom(self._desk, attempt, self._to_check, self._declined)
            self._room.enter()

    def _to_check(self) -> None:
        base = self._standing
        ways = Ways(self._to_work, self._to_identity)
        self._room = CheckRoom(self._desk, base.attempt, base.previews, self._runs, ways)
        self._room.enter()

    def _to_identity(self) -> None:
        check, previews = self._room, self._standing.previews
        if not isinstance(check, CheckRoom):
            return

        def begin() -> None:
            self._room = check
            check.begin()

        def back() -> None:
            self._room = check
            check.show()

        self._room = IdentityRoom(self._desk, previews, begin, back)
        self._room.enter()

    def _to_work(self) -> None:
        base = self._standing
        job = self._desk.background.submit(base.open_writing)
        self._desk.gui.when_done(job, lambda resumed: self._work_opened(resumed=resumed), self.trouble)

    def _work_opened(self, *, resumed: bool) -> None:
        base = self._standing
        if base.attempt.continued_from_elsewhere:  # what came with the work was not there when the store was opened
            base.handing_in.open(base.attempt.store.outbox.submissions())
        parts = Parts(
            base.previews,
            base.capturing,
            base.recorded,
            self._runs,
            base.sending,
            base.writing,
            base.handing_in,
            base.live,
            base.cases,
            base.last_compiling,
            base.places,
            base.projects,
            base.notes,
        )
        room = WorkRoom(self._desk, base.attempt, parts, lambda withdrawn: self._to_finish(withdrawn=withdrawn))
        self._room = room
        room.enter(resumed=resumed)

    def _to_finish(self, *, withdrawn: bool) -> None:
        base = self._standing
        base.capturing.end()
        base.live.end()
        self._warned = None
        self._room = FinishRoom(self._desk, base.attempt, base.sending, base.handing_in, base.wipe)
        self._room.enter(withdrawn=withdrawn)

    def _declined(self) -> None:
        self._desk.view.show_message(DECLINED)
        self._to_finish(withdrawn=True)

    def changed(self) -> None:
        """Show submissions anew."""
        if isinstance(self._room, WorkRoom | FinishRoom):
            self._room.show()

    def countersigned(self, signed: Signed) -> None:
        """Hand on the server's countersignature."""
        if isinstance(self._room, FinishRoom):
            self._room.finished(signed)

    def erased(self, receipt: Signed) -> None:
        """The server has erased the attempt: so does this device, wherever the candidate is."""
        if not isinstance(self._room, FinishRoom):
            self._to_finish(withdrawn=False)
        if isinstance(self._room, FinishRoom):
            self._room.erased(receipt)

    def contacted(self, contact: Contact) -> None:
        """The server answered: it may have given time back, or the attempt goes on elsewhere."""
        base = self._standing
        if isinstance(self._room, FinishRoom) and self._room.is_erased:
            return
        base.live.contacted(contact.live)
        signed = contact.extension
        if signed is not None and not base.attempt.has_heard(signed):
            job = self._desk.background.submit(lambda: base.attempt.extend(signed))
            self._desk.gui.when_done(job, self._extended, self.trouble)
        if contact.moved_at_us is not None:
            self._move(contact.moved_at_us)

    def _extended(self, word: Extension | None) -> None:
        if word is not None and isinstance(self._room, WorkRoom):
            self._room.extended(word)

    def _move(self, moved_at_us: int) -> None:
        """Once: nothing is written here any more, and the person is told."""
        base = self._standing
        if base.moved:
            return
        base.moved = True
        if isinstance(self._room, WorkRoom):
            self._desk.view.show_message(MOVED)
            self._room.moved(moved_at_us)
        elif isinstance(self._room, FinishRoom):
            self._room.move(moved_at_us)

    def trouble(self, error: RecrutrError) -> None:
        """Tell what a person must look at; that a withdrawn attempt takes nothing more is as it should be."""
        moved_at_us = error.details.get("moved_at_us")
        if error.code == "attempt.moved" and isinstance(moved_at_us, int):
            self._move(moved_at_us)
            return
        if isinstance(self._room, FinishRoom) and self._room.withdrawn and error.code == "attempt.state":
            return
        if isinstance(self._room, WorkRoom) and error is self._standing.attempt.store.state.fault:
            self._room.refresh_status()  # it stands in the banner, whoever met it
            return
        if self._hidden:
            self.come_back()
        self._desk.view.show_message(message_of(error))

    @property
    def _standing(self) -> Base:
        if self._base is None:
            raise RuntimeError("a room was opened before the attempt")
        return self._base


class Base:
    """What the rooms of one attempt stand on."""

    def __init__(self, attempt: Attempt, desk: Desk, journey: Journey) -> None:
        self.attempt = attempt
        self.moved = attempt.store.moved_at_us is not None
        self.previews = Previews(attempt, desk.settings)
        self.previews.screen_ready = desk.view.hold_marks
        self.capturing = Capturing(attempt, self.previews, desk)
        self.recorded = Recorded(attempt, self.capturing, desk.gui.post)
        self.writing = Writing(attempt)
        self.capturing.tell(self.writing.watch)
        self.handing_in = HandingIn(attempt, journey.changed)
        self.live = Live(attempt, self.previews, desk)
        self.cases = Cases(attempt.store)
        self.last_compiling = LastCompiling(attempt.store)
        self.places = Places(attempt.store)
        self.projects = Projects(self.writing, self.places, attempt.store)
        self.notes = OwnNotes(attempt.store)
        told = (journey.countersigned, journey.erased, journey.trouble, journey.contacted)
        heard = Heard(self._submission, *told, self.live.arrived)
        self.sending = Sending(attempt, desk.gui, desk.background, heard)
        self.handing_in.open(attempt.store.outbox.submissions())

    def open_writing(self) -> bool:
        """Open the documents, and what the journal says of pauses and events; on a background thread."""
        resumed = self.writing.open()
        self.capturing.open()
        self.recorded.open(self.writing.pack.problems)
        self.cases.open(self.writing.pack.problems)
        self.last_compiling.open(self.writing.pack.problems)
        self.places.open()
        self.projects.open()
        self.notes.open(self.writing.pack.problems)
        return resumed

    def stop_recording(self, deadline_s: float) -> None:
        """Give the devices back."""
        self.previews.stop(max(1.0, deadline_s - 2.0))

    def wipe(self, receipt: Signed) -> None:
        """Stop everything that works on the store, then remove it; the receipt stays in the data folder."""
        self.previews.stop()
        self.sending.stop(10.0)
        self.live.stop(5.0)
        self.attempt.wipe(receipt)

    def _submission(self, status: SubmissionStatus) -> None:
        self.handing_in.heard(status)
