"""What passes between candidate and interviewer while the attempt runs, on the GUI thread; and the tiles' sender.

Guarantees: what the candidate writes is in the journal before it shows as written, and waits there for the network;
that somebody looks is on the screen before the first tile is made. Must not know widgets.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from app.attempt import Attempt
from app.entrance import Desk
from app.previews import Previews
from app.words import message_of
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.errors import RecrutrError
from protocol.facts import HandFact, MessageFact
from protocol.identifiers import new_identifier
from protocol.live import LiveWord, SealedTile
from sync.clock import wall_us
from sync.store.conversation import SaidAt
from sync.tiles import TileSender
from ui.live_states import LiveState, LookerLine, SaidLine

if TYPE_CHECKING:
    from recorder.tiles import TileMaker


class Live:
    """Conversation, hand and look of one attempt."""

    def __init__(self, attempt: Attempt, previews: Previews, desk: Desk) -> None:
        self._attempt, self._previews, self._desk = attempt, previews, desk
        self._lines: tuple[SaidLine, ...] = ()
        self._read = 0
        self._hand = False
        self._lookers: tuple[LookerLine, ...] = ()
        self._waiting = False
        self._recording: Future[int] | None = None
        self._ended = False
        self._makers: dict[TrackKind, TileMaker] = {}
        self._tiles: TileSender | None = None

    @property
    def looks_possible(self) -> bool:
        """Whether the candidate was told that somebody may look live."""
        return self._attempt.policy.level >= EvidenceLevel.LIVE

    def enter(self) -> None:
        """Show what the journal holds of it."""
        conversation = self._attempt.store.conversation
        job = self._desk.background.submit(lambda: (conversation.messages(), conversation.hand_raised()))
        self._desk.gui.when_done(job, lambda found: self._opened(*found), self._trouble)

    def contacted(self, word: LiveWord | None) -> None:
        """The server said who looks."""
        lookers = [] if word is None or self._ended or not self.looks_possible else word.lookers
        offset_us = wall_us() - (self._attempt.clock.now_us() or wall_us())
        self._lookers = tuple(LookerLine(each.name, each.role, each.since_us + offset_us) for each in lookers)
        self._show()  # before anything is taken
        if self._tiles is None and lookers:
            self._tiles = TileSender(self._attempt.client.twin(), self._take)
        if self._tiles is not None:
            self._tiles.look(looked=bool(lookers))

    def arrived(self, messages: list[MessageFact]) -> None:
        """Messages came; they stand in the journal."""
        self._lines += tuple(_line(SaidAt(fact, wall_us())) for fact in messages)
        self._show()

    def write(self, words: str) -> None:
        """The candidate writes."""
        fact = MessageFact(message=new_identifier(), sender="candidate", text=words)
        self._record(fact)
        self._lines += (_line(SaidAt(fact, wall_us())),)
        self._show()

    def turn_hand(self, raised: bool) -> None:
        """The candidate raises or lowers their hand."""
        if raised != self._hand:
            self._record(HandFact(raised=raised))
            self._hand = raised
            self._show()

    def refresh(self) -> None:
        """Look whether everything has left; now and then."""
        recorded = self._recording is None or self._recording.done()  # before the look: what is not there yet, waits
        told = recorded and self._attempt.store.conversation.next_saying() is None
        waiting = self._waiting and not told
        if waiting != self._waiting:
            self._waiting = waiting
            self._show()

    def end(self) -> None:
        """The work is over: nothing more is written or shown to anybody."""
        self._ended, self._lookers = True, ()
        if self._tiles is not None:
            self._tiles.look(looked=False)
        self._show()

    def stop(self, deadline_s: float) -> None:
        """End the sender's thread."""
        if self._tiles is not None:
            self._tiles.stop(deadline_s)

    def _opened(self, said: list[SaidAt], hand: bool) -> None:
        kept = {each.fact.message for each in said}
        self._lines = (*map(_line, said), *(line for line in self._lines if line.message not in kept))
        self._read = sum(each.fact.sender != "candidate" for each in said)
        self._hand = self._hand or hand
        self._waiting = True  # until the next look
        self._show()

    def _record(self, fact: MessageFact | HandFact) -> None:
        """Raises RecrutrError when the store takes nothing."""
        store = self._attempt.store
        self._waiting = True
        self._recording = store.submit(fact)
        self._recording.add_done_callback(lambda _done: store.outbox.ring())

    def _take(self) -> list[SealedTile]:
        """On the sender's thread: the newest picture of each recorded stream, sealed."""
        from recorder.media import now_us  # NumPy and OpenCV are loaded where something is recorded
        from recorder.tiles import TileMaker

        server_us, made = self._attempt.clock.now_us() or wall_us(), []
        for kind, picture in self._previews.recorded_now().items():
            if kind not in self._makers:
                key = self._attempt.ticket.organisation_public_key
                self._makers[kind] = TileMaker(self._attempt.store.attempt, kind, key)
            tile = self._makers[kind].make(picture, server_us - max(0, now_us() - picture.at_us))
            made += [tile] if tile is not None else []
        return made

    def _show(self) -> None:
        state = LiveState(self._lines, self._hand, self._lookers, not self._waiting, self._ended, self._read)
        self._desk.view.update_live(state)

    def _trouble(self, error: RecrutrError) -> None:
        self._desk.view.show_message(message_of(error))


def _line(said: SaidAt) -> SaidLine:
    return SaidLine(said.fact.message, said.fact.sender, said.fact.text, said.wall_us)
