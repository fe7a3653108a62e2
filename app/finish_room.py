"""The Finish screen: what was sent, what still travels, the receipt, and the wish for deletion.

Guarantees: the receipt can be saved before the server confirms it and again after; when the server says that the
attempt is erased, everything of it on this device goes in the background and the signed erasure receipt stays; what
fails of that is said and tried again at each tick. GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.afterwards import Afterwards
from app.attempt import Attempt
from app.entrance import Desk
from app.evidence_saving import EvidenceSaving
from app.handing_in import HandingIn
from app.impressing import Impressing
from app.left import Forecast, arrived, background
from app.receipts import erasure_file, erasure_text, submission_file, submission_text
from app.sending import Sending
from app.words import WIPING, message_of, not_wiped
from protocol.errors import RecrutrError
from protocol.receipts import Countersigned, Signed
from protocol.saying import said, say, say_count
from protocol.wire import ProblemView, RequestCreate, RequestStatus
from sync.store.folders import write_durably
from sync.store.records import Refusals, Remaining
from ui.finish_states import (
    BackgroundState,
    Erasure,
    ErasureView,
    EvidenceView,
    FinishState,
    ReceiptView,
    SentLine,
    UploadView,
)
from ui.states import Sync

ASK_EVERY_TICKS = 5
"""How often the state of a wish for deletion is asked for, in ticks of a second."""
_ERASURE = {
    "received": Erasure.WAITING,
    "waiting": Erasure.WAITING,
    "held": Erasure.HELD,
    "done": Erasure.WAITING,
    "withdrawn": Erasure.NONE,
}


class FinishRoom:
    """Shows the end of an attempt."""

    def __init__(
        self, desk: Desk, attempt: Attempt, sending: Sending, handing_in: HandingIn, wipe: Callable[[Signed], None]
    ) -> None:
        self._desk, self._attempt, self._sending, self._handing_in = desk, attempt, sending, handing_in
        self._wipe = wipe
        self._most = Remaining()
        self._ticks = 0
        self._problems: list[ProblemView] = attempt.started.pack.problems if attempt.has_started else []
        joined = attempt.joined
        self._state = FinishState(
            joined.candidate_name, joined.organisation, joined.assessment_title, candidate_page=joined.candidate_page
        )
        self._receipt = attempt.store.receipt if attempt.has_started else None
        self._countersigned = attempt.store.countersigned if attempt.has_started else None
        self._to_wipe: Signed | None = None
        self._wiping = False
        self._erased: Signed | None = None
        self._shown: FinishState | None = None
        self._forecast = Forecast()
        self.afterwards = Afterwards(desk, attempt, self._problems)
        self.impressing = Impressing(desk, attempt)
        self._evidence = EvidenceSaving(attempt, desk.background, desk.gui)
        self._evidence.changed, self._evidence.failed = self.show, self._complain

    def enter(self, *, withdrawn: bool) -> None:
        """Show what was sent and go on sending."""
        moved = self._attempt.store.moved_at_us is not None
        self._state = replace(self._state, withdrawn=withdrawn, moved=moved)
        if self._attempt.has_started:
            self._sending.start()
            self._sending.wake()
        self._ask()
        self.show()

    def tick(self) -> None:
        """Refresh what still travels; about once a second."""
        if self.is_erased:
            self._wipe_device()
            return
        self._ticks += 1
        if self._ticks % ASK_EVERY_TICKS == 0 and self._state.erasure.state in {Erasure.WAITING, Erasure.HELD}:
            self._ask()
            self._sending.wake()
        self.show()

    def move(self, moved_at_us: int) -> None:
        """The attempt goes on elsewhere, although it was finished here: it is finished there."""
        job = self._desk.background.submit(lambda: self._attempt.store.leave(moved_at_us).result())
        self._desk.gui.when_done(job, lambda _done: self._moved(), self._complain)

    def _moved(self) -> None:
        self._state = replace(self._state, moved=True)
        self.show()

    def finished(self, countersigned: Signed) -> None:
        """Take the server's countersignature."""
        self._countersigned = countersigned
        self.show()

    @property
    def all_sent(self) -> bool:
        """Whether nothing is left to send."""
        over = self.is_erased or self.withdrawn or not self._attempt.has_started
        return over or self._sending.all_sent

    @property
    def withdrawn(self) -> bool:
        """Whether the candidate stopped; the server then takes nothing more, as the person was told."""
        return self._state.withdrawn

    @property
    def needs_a_person(self) -> bool:
        """Whether something stands here that must be seen: a refusal, or the proof of a deletion."""
        return self.is_erased or any(line.refused for line in self._state.sent)

    def background(self) -> BackgroundState:
        """What is said while the window is closed."""
        if self.all_sent:
            return arrived()
        most_bytes, offline = self._state.upload.total_bytes, self._state.upload.offline
        return background(self._sending.remaining, most_bytes, self._forecast.words, offline=offline)

    def save_receipt(self, path: str) -> None:
        """Write the receipt as JSON, with a text for people beside it."""
        target = Path(path)
        joined = self._attempt.joined
        try:
            if self._erased is not None:
                data, text = erasure_file(self._erased), erasure_text(self._erased, joined.server_public_key)
            elif self._receipt is not None:
                data = submission_file(joined, self._receipt, self._countersigned)
                text = submission_text(joined, self._problems, self._receipt, self._countersigned)
            else:
                return
            write_durably(target, data)
            write_durably(target.with_suffix(".txt"), f"{text}\n".encode())
        except RecrutrError as error:
            self._complain(error)
            return
        self._state = replace(self._state, receipt_saved_as=str(target), error=None)
        self.show()

    def save_evidence(self, path: str) -> None:
        """Write everything to an encrypted file that the organisation can import."""
        if self._attempt.has_started and not self.is_erased:
            self._state = replace(self._state, error=None)
            self._evidence.save(path)

    def stop_evidence(self) -> None:
        """Stop the writing of that file."""
        self._evidence.stop()

    def ask_erasure(self, words: str) -> None:
        """Ask for deletion."""
        self._state = replace(self._state, erasure=ErasureView(Erasure.ASKING), error=None)
        self.show()
        wish = RequestCreate(kind="erasure", words=words[:4000])
        job = self._desk.background.submit(lambda: self._attempt.client.request(wish))
        self._desk.gui.when_done(job, self._asked, self._not_asked)

    def erased(self, receipt: Signed) -> None:
        """Wipe this device in the background, then show the proof."""
        if self.is_erased:
            return
        self._evidence.stop()
        self._to_wipe = receipt
        self._state = replace(self._state, erasure=ErasureView(Erasure.WAITING), error=WIPING)
        self.show()
        self._wipe_device()

    @property
    def is_erased(self) -> bool:
        """Whether the server has erased the attempt: the store may be closed, so nothing reads it any more."""
        return self._to_wipe is not None or self._erased is not None

    def _wipe_device(self) -> None:
        """Begin to wipe, unless that runs or is done."""
        receipt = self._to_wipe
        if receipt is None or self._wiping:
            return
        self._wiping = True
        job = self._desk.background.submit(lambda: self._wipe(receipt))
        self._desk.gui.when_done(job, lambda _done: self._wiped(receipt), self._not_wiped)

    def _wiped(self, receipt: Signed) -> None:
        self._erased, self._to_wipe, self._wiping = receipt, None, False
        text = erasure_text(receipt, self._attempt.joined.server_public_key)
        self._state = replace(
            self._state,
            sent=(),
            upload=UploadView(),
            evidence=EvidenceView(),
            receipt=None,
            receipt_saved_as="",
            erasure=ErasureView(Erasure.ERASED, receipt=text),
            busy="",
            error=None,
        )
        self.show()

    def _not_wiped(self, error: RecrutrError) -> None:
        self._wiping = False  # the next tick tries again
        self._state = replace(self._state, error=not_wiped(error))
        self.show()

    def _ask(self) -> None:
        job = self._desk.background.submit(self._attempt.client.requests)
        self._desk.gui.when_done(job, self._answered, lambda _error: None)

    def _answered(self, requests: list[RequestStatus]) -> None:
        erasures = [request for request in requests if request.kind == "erasure"]
        if erasures:
            self._asked(erasures[-1])

    def _asked(self, status: RequestStatus) -> None:
        if self.is_erased:
            return
        view = ErasureView(_ERASURE[status.state], status.due_at_us, status.note)
        self._state = replace(self._state, erasure=view)
        self.show()

    def _not_asked(self, error: RecrutrError) -> None:
        if self.is_erased:
            return
        self._state = replace(self._state, erasure=ErasureView())
        self._complain(error)

    def _complain(self, error: RecrutrError) -> None:
        """Say what went wrong, until the next wish."""
        self._state = replace(self._state, error=message_of(error))
        self.show()

    def show(self) -> None:
        """Show how everything stands."""
        if not self.is_erased:
            self._state = replace(self._state, sent=self._sent(), upload=self._upload(), receipt=self._receipt_view())
            self._state = replace(self._state, evidence=self._evidence.look(self._sending, sent=self.all_sent))
        if self._state != self._shown:  # what is selected or scrolled stays while nothing changes
            self._shown = self._state
            self._desk.view.show_finish(self._state)
        ended = self._receipt is not None and not (self.withdrawn or self._state.moved or self.is_erased)
        self.impressing.show(over=ended)

    def _upload(self) -> UploadView:
        if self.withdrawn or not self._attempt.has_started:
            return UploadView()
        left = self._sending.remaining
        self._forecast.see(left.media_bytes)
        entries, most_entries = _items(left), max(_items(left), _items(self._most))
        most_bytes = max(left.media_bytes, self._most.media_bytes)
        self._most = left if (most_entries, most_bytes) == (entries, left.media_bytes) else self._most
        return UploadView(
            most_entries - entries,
            most_entries,
            most_bytes - left.media_bytes,
            most_bytes,
            offline=self._sending.indicator is Sync.OFFLINE,
            about=self._forecast.words,
        )

    def _sent(self) -> tuple[SentLine, ...]:
        lines = []
        refusals = self._refusals()
        latest = {line.problem: line for line in reversed(self._handing_in.lines)}
        for problem in self._problems:
            line = latest.get(problem.problem)
            title = f"{problem.label}. {problem.title}"
            if line is None:
                lines.append(SentLine(title, say("Nothing was handed in."), nothing=True))
            elif (reason := refusals.submissions.get(line.submission)) is not None:
                lines.append(
                    SentLine(
                        title, say("The server did not take it: {reason}", reason=reason), done=False, refused=True
                    )
                )
            else:
                lines.append(SentLine(title, line.language.words, done=line.sent))
        if refusals.segments:
            lines.append(SentLine(say("Recordings"), _refused_words(refusals), done=False, refused=True))
        return tuple(lines)

    def _refusals(self) -> Refusals:
        if self.withdrawn or not self._attempt.has_started:
            return Refusals()
        return self._attempt.store.outbox.refusals()

    def _receipt_view(self) -> ReceiptView | None:
        if self._receipt is None:
            return None
        joined = self._attempt.joined
        text = submission_text(joined, self._problems, self._receipt, self._countersigned)
        name = f"recrutr-receipt-{joined.attempt[:13]}.json"
        if self._countersigned is None:
            return ReceiptView(text, name)
        word = Countersigned.from_signed(self._countersigned, joined.server_public_key)
        return ReceiptView(text, name, countersigned=True, timeliness=word.timeliness)


def _refused_words(refusals: Refusals) -> str:
    return say_count(
        "{n} recording could not be sent: {reasons}",
        "{n} recordings could not be sent: {reasons}",
        refusals.segments,
        reasons=" ".join(said(reason) for reason in refusals.reasons),
    )


def _items(left: Remaining) -> int:
    return left.entries + left.submissions + left.tracks + int(left.finish) + int(left.impression)
