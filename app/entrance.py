"""The way in: join with a code or a link, or continue what is on this device.

Guarantees: nothing is captured here; a key holder is chosen before anything is kept, and without one the person is
asked in words; an attempt that is already here opens without the network. All calls from the GUI thread; the work
itself happens on the background thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.attempt import Attempt, app_version, platform_words, server_of
from app.home import Home
from app.ports import Background, Crossing, View
from app.putting_back import compared, entered
from app.settings import Settings, read_invitation
from app.words import message_of
from protocol.errors import DeviceFault, InvalidInput, NetworkFault, RecrutrError
from protocol.wire import JoinRequest
from sync.client import Client
from sync.store.attempts import AttemptStores
from sync.store.keys import find_holder
from ui.states import JoinState, Message


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

    def enter(self) -> None:
        """Continue the newest attempt on this device if there is one and its key is at hand, else ask for a code."""
        self._show(busy="Looking for work saved on this computer…")
        job = self._desk.background.submit(self._continue)
        self._desk.gui.when_done(job, self._continued, self._not_continued)

    def join(self, server: str, typed: str) -> None:
        """Join with what was typed or clicked."""
        try:
            invitation = read_invitation(typed)
        except InvalidInput as error:
            self._code = typed
            self._show(error=message_of(error))
            return
        self._code = invitation.code
        fixed = self._desk.settings.server_fixed
        self._server = self._server if fixed else invitation.server or server.strip() or self._server
        self._show(busy="Joining…")
        job = self._desk.background.submit(lambda: self._join(self._server, invitation.code))
        self._desk.gui.when_done(job, self._opened, lambda error: self._show(error=message_of(error)))

    def _show(self, busy: str = "", error: Message | None = None) -> None:
        fixed = self._desk.settings.server_fixed
        self._desk.view.show_join(JoinState(self._server, self._code, fixed, busy, error))

    def _continued(self, attempt: Attempt | None) -> None:
        if attempt is None:
            self._show()
        else:
            self._opened(attempt)

    def _not_continued(self, error: RecrutrError) -> None:
        self._show(error=message_of(error))

    def _continue(self) -> Attempt | None:
        """On the background thread."""
        wanted = self._desk.settings.code
        if not any((self._desk.home.folder / "attempts").glob("*")):
            return None  # a fresh device: no key holder needs to be asked yet
        stores = self._stores(wanted)
        if wanted is not None:
            return _of_code(stores, wanted)
        for attempt in stores.attempts()[:1]:
            return _opened(stores, attempt)
        return None

    def _join(self, server: str, code: str) -> Attempt:
        """On the background thread."""
        stores = self._stores(code)
        identity = stores.prepare_join(code)
        client = Client(server)
        request = JoinRequest(
            code=code,
            device=identity.device,
            device_public_key=identity.public_key,
            app_version=app_version(),
            platform=platform_words(),
        )
        try:
            joined = client.join(request)
        except NetworkFault:
            client.close()
            here = _of_code(stores, code)
            if here is None:
                raise
            return here
        client.sign_in(joined.attempt, joined.token)
        attempt = entered(stores, joined, code, client)
        attempt.remember(server, code)
        return attempt

    def _stores(self, share: str | None) -> AttemptStores:
        home = self._desk.home
        return AttemptStores(home.folder, find_holder(home.keys, share))


def _of_code(stores: AttemptStores, code: str) -> Attempt | None:
    for name in stores.attempts():
        try:
            attempt = _opened(stores, name)
        except DeviceFault as fault:
            if fault.code not in {"keyring.wrong_share", "keyring.deleted"}:
                raise
            continue  # another attempt's: its key is wrapped with another code
        if attempt.code == code:
            return attempt
        attempt.store.close()
    return None


def _opened(stores: AttemptStores, name: str) -> Attempt:
    store = stores.open(name)
    client = Client(server_of(store))
    client.sign_in(store.joined.attempt, store.joined.token)
    return compared(stores, store, client)
