"""The way in: join with a code or a link, or continue what is on this device.

Guarantees: nothing is captured here; a key holder is chosen before anything is kept, and without one the person is
asked in words; an attempt that is already here opens without the network. All calls from the GUI thread; the work
itself happens on the background thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.attempt import Attempt, join_request
from app.earlier import earlier
from app.home import Home
from app.ports import Background, Crossing, View
from app.putting_back import Invited, Unopened, entered, opened_or_not, restored
from app.settings import Invitation, Settings, read_invitation
from app.words import GET_BACK, TRY_AGAIN, message_of, recovery_offered
from protocol.errors import DeviceFault, InvalidInput, NetworkFault, RecrutrError
from protocol.saying import say
from sync.client import Client
from sync.store.attempts import AttemptStores
from sync.store.keys import find_holders
from ui.states import EarlierAttempt, JoinState, Message

_CODE_HELPS = frozenset({"keyring.absent", "keyring.share_needed", "keyring.wrong_share"})
"""Faults of the key that typing the code cures, so that trying again would not."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every room has at hand."""

    settings: Settings
    home: Home
    view: View
    gui: Crossing
    background: Background


class Entrance:
    """The Join screen and what leads past it."""

    def __init__(self, desk: Desk, opened: Callable[[Attempt], None]) -> None:
        self._desk = desk
        self._opened = opened
        self._server = desk.settings.server
        self._code = desk.settings.code or ""
        self._offer: Callable[[], None] | None = None
        self._earlier: tuple[EarlierAttempt, ...] = ()
        self.is_busy = False
        """Something is under way that may lead on by itself."""

    def show(self) -> None:
        """Show the screen again, ready for a code."""
        self._show()

    def enter(self, *, again: bool = False) -> None:
        """Continue the newest attempt on this device (or the one that is wished) if its key is at hand.

        Else, or where another assessment is wished, ask for a code.
        """
        self._show(busy=say("Looking for work saved on this computer…"))
        job = self._desk.background.submit(lambda: self._continue(look_again=again))
        self._desk.gui.when_done(job, self._found, self._not_continued)

    def join(self, server: str, typed: str) -> None:
        """Join with what was typed or clicked."""
        invitation = self._read(typed, server.strip())
        if invitation is None:
            return
        self._show(busy=say("Joining…"))
        job = self._desk.background.submit(lambda: self._join(self._server, invitation.code))
        self._desk.gui.when_done(job, self._found, lambda error: self._show(error=message_of(error)))

    def fill_in(self, typed: str) -> None:
        """Show the code and server of an invitation; the person still decides to join."""
        invitation = self._read(typed)
        if invitation is not None:
            self._show()

    def take_offer(self) -> None:
        """Do what the one button of the message offers: try again, or get the work back."""
        offer, self._offer = self._offer, None
        if offer is not None:
            offer()

    def _read(self, typed: str, server: str = "") -> Invitation | None:
        """Take over code and server, the invitation's own first; None when it is none, which is told then."""
        try:
            invitation = read_invitation(typed)
        except InvalidInput as error:
            self._code = typed
            self._show(error=message_of(error))
            return None
        self._code = invitation.code
        if not self._desk.settings.server_fixed:
            self._server = invitation.server or server or self._server
        return invitation

    def _show(self, busy: str = "", error: Message | None = None, offer: str = "") -> None:
        fixed, self.is_busy = self._desk.settings.server_fixed, bool(busy)
        self._desk.view.show_join(JoinState(self._server, self._code, fixed, busy, error, offer, self._earlier))

    def _found(self, found: Attempt | Unopened | None) -> None:
        if found is None:
            self._show()
        elif isinstance(found, Attempt):
            self._opened(found)
        elif found.recoverable and found.code:
            self._code, self._server = found.code, found.server or self._server
            self._offer = lambda: self._recover(found)
            self._show(error=recovery_offered(found.error), offer=GET_BACK)
        elif found.recoverable:
            self._show(error=recovery_offered(found.error, code_needed=True))
        else:
            self._not_continued(found.error)

    def _not_continued(self, error: RecrutrError) -> None:
        if error.code in _CODE_HELPS:
            self._show(error=message_of(error))
            return
        self._offer = lambda: self.enter(again=True)
        self._show(error=message_of(error), offer=TRY_AGAIN)

    def _recover(self, unopened: Unopened) -> None:
        self._show(busy=say("Getting your work back…"))
        job = self._desk.background.submit(lambda: self._restore(unopened))
        self._desk.gui.when_done(job, self._opened, lambda error: self._not_recovered(unopened, error))

    def _not_recovered(self, unopened: Unopened, error: RecrutrError) -> None:
        self._offer = lambda: self._recover(unopened)
        self._show(error=message_of(error), offer=TRY_AGAIN)

    def _continue(self, *, look_again: bool) -> Attempt | Unopened | None:
        """On the background thread."""
        wanted = self._desk.settings.code
        if not any((self._desk.home.folder / "attempts").glob("*")):
            return None  # a fresh device: no key holder needs to be asked yet
        start = self._desk.settings.start
        if start == "" and wanted is None:
            self._earlier = self._look_earlier()
            return None
        stores = self._stores(wanted, look_again=look_again)
        if wanted is not None:
            return _of_code(stores, wanted, self._server)
        here = stores.attempts()
        for attempt in [start] if start in here else here[:1]:
            return opened_or_not(stores, attempt, self._server)
        return None

    def _look_earlier(self) -> tuple[EarlierAttempt, ...]:
        """Nothing is listed where the key opens with a code only: typing the code opens its attempt."""
        try:
            return earlier(self._stores(None))
        except DeviceFault:
            return ()

    def _join(self, server: str, code: str) -> Attempt | Unopened:
        """On the background thread."""
        stores = self._stores(code)
        identity = stores.prepare_join(code)
        client = Client(server)
        try:
            joined = client.join(join_request(code, identity), identity.key)
        except NetworkFault:
            client.close()
            here = _of_code(stores, code, server)
            if here is None:
                raise
            return here
        client.sign_in(joined.attempt, joined.token)
        found = entered(stores, joined, Invited(server, code), client)
        if isinstance(found, Attempt):
            found.remember(server, code)
        return found

    def _restore(self, unopened: Unopened) -> Attempt:
        """On the background thread."""
        stores = self._stores(unopened.code)
        client = Client(unopened.server or self._server)
        try:
            identity = stores.prepare_join(unopened.code)
            joined = client.join(join_request(unopened.code, identity), identity.key)
            client.sign_in(joined.attempt, joined.token)
            return restored(stores, joined, unopened, client)
        except BaseException:
            client.close()
            raise

    def _stores(self, share: str | None, *, look_again: bool = False) -> AttemptStores:
        home = self._desk.home
        holder, *others = find_holders(home.keys, share, look_again=look_again)
        return AttemptStores(home.folder, holder, others=others)


def _of_code(stores: AttemptStores, code: str, server: str) -> Attempt | Unopened | None:
    unopened: Unopened | None = None
    for name in stores.attempts():
        if not stores.may_be_of(name, code):
            continue
        found = opened_or_not(stores, name, server)
        if isinstance(found, Attempt):
            return found
        unopened = unopened or replace(found, code=code)
    return unopened
