"""One attempt on this device: its store, its client, its clock, and how far it is.

Guarantees: the state is kept in the encrypted store before it is acted upon, so that a restart finds it; a capture
permit comes only from the acknowledgement that was kept. Must not know screens.
"""

from __future__ import annotations

import platform
from concurrent.futures import Future
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QTimeZone

from protocol.attempts import RECORDED, AttemptState, TrackKind
from protocol.errors import Conflict, NotAllowed, Tampered
from protocol.facts import Fact, LaunchFact
from protocol.joining import JoinRequest
from protocol.notices import Notice, NoticeAcknowledged
from protocol.policy import EvidencePolicy
from protocol.receipts import Extension, Signed, Ticket
from protocol.saying import to_say
from protocol.wire import Contact, Joined, Started
from recorder.permit import CapturePermit
from sync.client import Client
from sync.clock import KeptTime, ServerClock, wall_us
from sync.store.attempts import AttemptStores
from sync.store.filling import Recovered
from sync.store.records import DeviceIdentity
from sync.store.store import Store
from ui import saying

_STATE, _NOTICE, _SERVER, _CODE, _TIME = "app.state", "app.notice", "app.server", "app.code", "app.time"
_STATEMENT_LANGUAGE = "app.statement_language"


def state_of(store: Store) -> AttemptState:
    """How far this device knows the attempt of a store to be."""
    if store.receipt is not None:
        return AttemptState.FINISHED
    kept = store.kept(_STATE)
    return AttemptState.CREATED if kept is None else AttemptState(kept.decode())


class Attempt:
    """What works for one attempt. Made on a background thread; blocking calls are named.

    `put_back`: at this opening, what the server holds was put in the place of what was here, without asking.
    `moved_by_us`: by how much the last word on the time moved the end.
    """

    def __init__(self, stores: AttemptStores, store: Store, client: Client) -> None:
        self.store, self.client = store, client
        self.clock = ServerClock()
        kept = store.kept(_TIME)
        if kept is not None:
            self.clock.resume(KeptTime.parse(kept))
        self.joined: Joined = store.joined
        self._stores = stores
        self.put_back = False
        self._started: Started | None = None
        self._ticket: Ticket | None = None
        self._extension = store.extension
        self._extended_by = ""
        self.moved_by_us = 0

    @property
    def has_started(self) -> bool:
        """Whether the server's answer to `start` is kept here."""
        if self._started is None:
            self._started = self.store.started
        return self._started is not None

    @property
    def started(self) -> Started:
        """The server's answer to starting. Raises Conflict before it."""
        if not self.has_started or self._started is None:
            raise Conflict("attempt.state", to_say("This attempt has not started yet."))
        return self._started

    @property
    def ticket(self) -> Ticket:
        """The verified ticket. Raises Conflict before the start, Tampered when it is not the server's."""
        if self._ticket is None:
            self._ticket = Ticket.from_signed(self.started.ticket, self.joined.server_public_key)
        return self._ticket

    @property
    def has_acknowledged(self) -> bool:
        """Whether the notice was acknowledged on this device and by the server."""
        return self.state is not AttemptState.CREATED and self.store.kept(_NOTICE) is not None

    @property
    def state(self) -> AttemptState:
        """How far this device knows the attempt to be; never ahead of what was acknowledged and kept here."""
        return state_of(self.store)

    def reached(self, state: AttemptState) -> None:
        """Keep the state; waits for the disk. Raises StorageFault."""
        self.store.keep(_STATE, state.value.encode()).result()

    def close(self, deadline_s: float) -> None:
        """Save what is pending and close store and client."""
        self.client.close()
        self.store.close(deadline_s)

    def wipe(self, receipt: Signed) -> Path:
        """Erase everything of this attempt here; returns where the erasure receipt was kept. Raises StorageFault."""
        return self._stores.wipe(self.store, receipt)

    def remember(self, server: str, code: str) -> None:
        """Keep where and how this attempt was joined; waits for the disk. Raises StorageFault."""
        self.store.keep(_SERVER, server.encode()).result()
        self.store.keep(_CODE, code.encode()).result()
        self._stores.note_server(self.store.attempt, server)

    @property
    def code(self) -> str:
        """The invitation code it was joined with."""
        return (self.store.kept(_CODE) or b"").decode()

    @property
    def statement_language(self) -> str:
        """The language in which statements were asked for; empty: in none."""
        return (self.store.kept(_STATEMENT_LANGUAGE) or b"").decode()

    def read_statements_in(self, language: str) -> None:
        """Keep the language in which statements are read; does not wait."""
        self.store.keep(_STATEMENT_LANGUAGE, language.encode())

    def acknowledge(self, read_at_wall_us: int) -> NoticeAcknowledged:
        """Keep the acknowledgement of this very notice; waits for the disk. Raises StorageFault."""
        shown = self.joined.notice_in(saying.present())
        acknowledged = NoticeAcknowledged(
            notice_version=shown.version, notice_digest=shown.digest, read_at_wall_us=read_at_wall_us
        )
        self.store.keep(_NOTICE, acknowledged.canonical()).result()
        return acknowledged

    @property
    def notice(self) -> Notice:
        """What the candidate is told: in the interface's language, and once it was acknowledged that very text."""
        kept = self.store.kept(_NOTICE)
        acknowledged = None if kept is None else self.joined.notice_of(NoticeAcknowledged.parse(kept))
        return acknowledged or self.joined.notice_in(saying.present())

    @property
    def streams(self) -> tuple[TrackKind, ...]:
        """What the notice says is recorded continuously."""
        return tuple(stream for stream in RECORDED if stream in self.policy.streams)

    @property
    def previewed(self) -> tuple[TrackKind, ...]:
        """What is shown before the start: the streams, and the camera where pictures of it are taken."""
        by_camera = {TrackKind.CAMERA, TrackKind.STILLS, TrackKind.IDENTITY} & self.policy.captured
        return tuple(stream for stream in RECORDED if stream in self.streams or (stream == "camera" and by_camera))

    @property
    def policy(self) -> EvidencePolicy:
        """What is recorded and watched for, as this candidate was told."""
        return self.joined.notice.told

    def permit(self) -> CapturePermit:
        """Leave to capture in the present state. Raises NotAllowed before the notice was acknowledged."""
        kept = self.store.kept(_NOTICE)
        if kept is None:
            raise NotAllowed(
                "capture.no_notice", to_say("Nothing is recorded before the notice has been acknowledged.")
            )
        return CapturePermit.from_acknowledged(
            self.joined.attempt, self.notice, NoticeAcknowledged.parse(kept), self.state
        )

    def heard(self, contact: Contact, sent: int) -> None:
        """Learn the server's time from an answer whose request left at clock reading `sent`."""
        self.clock.observe(contact.server_time_us, sent)
        self.keep_time()

    def left_us(self) -> int:
        """Time left by the server's clock, as far as it is known on this device. Never negative."""
        now = self.clock.now_us()
        return max(0, self.deadline_us - (wall_us() if now is None else now))

    def keep_time(self) -> None:
        """Keep what a launch without network goes on from; now and then, so that stepping a clock gains little."""
        kept = self.clock.keep()
        if kept is not None:
            self.store.keep(_TIME, kept.canonical())

    @property
    def deadline_us(self) -> int:
        """When the time ends: by the newest signed word of the server, be it ticket or extension; by no clock here."""
        ticket_us = self.ticket.deadline_us
        return ticket_us if self._extension is None else max(ticket_us, self._extension.deadline_us)

    @property
    def continued_from_elsewhere(self) -> bool:
        """Whether another device began this attempt. Raises Conflict before the start."""
        return self.ticket.continues is not None

    @property
    def continues(self) -> bool:
        """Whether the attempt goes on here with a code that was made for that."""
        return self.joined.continues

    def has_heard(self, signed: Signed) -> bool:
        """Whether this very word on the time was taken, or refused, in this launch."""
        return self._extended_by == signed.digest

    def extend(self, signed: Signed) -> Extension | None:
        """Take the server's word that the time ends later; the word when it moved the end. Waits for the disk.

        Raises Tampered, StorageFault. What does not verify is refused once and not looked at again.
        """
        before = self.deadline_us
        try:
            self.store.extend(signed)
        except Tampered:
            self._extended_by = signed.digest
            raise
        self._extended_by, self._extension = signed.digest, self.store.extension
        self.moved_by_us = self.deadline_us - before  # several words may lie between two contacts
        return self._extension if self.moved_by_us > 0 else None

    def launch(self, *, resumed: bool) -> Future[int]:
        """Record that the app works on this attempt from here on."""
        fact = LaunchFact(
            app_version=app_version(),
            platform=platform_words(),
            ticket_digest=self.started.ticket.digest,
            resumed=resumed,
        )
        return self.record(fact)

    def record(self, *facts: Fact) -> Future[int]:
        """Submit facts to the journal."""
        return self.store.submit(*facts)


def settings_after_restoring(back: Recovered, server: str, code: str) -> dict[str, bytes]:
    """What this module keeps, for a store that is filled anew from the server.

    The acknowledgement of the notice comes back only when it is of the very notice that holds now: otherwise nothing is
    captured before the notice was read again.
    """
    state = AttemptState.WITHDRAWN if back.joined.state is AttemptState.WITHDRAWN else AttemptState.STARTED
    settings = {_STATE: state.value.encode(), _SERVER: server.encode(), _CODE: code.encode()}
    notice = back.first.notice
    if notice is not None and back.joined.notice_of(notice) is not None:
        settings[_NOTICE] = notice.canonical()
    return settings


def join_request(code: str, identity: DeviceIdentity) -> JoinRequest:
    """What this device says of itself when it joins; `Client.join` proves it with `identity.key`."""
    return JoinRequest(
        code=code,
        device=identity.device,
        device_public_key=identity.public_key,
        app_version=app_version(),
        platform=platform_words(),
        time_zone=time_zone(),
    )


def server_of(store: Store) -> str:
    """Give the address of the server at which an attempt was joined."""
    return (store.kept(_SERVER) or b"").decode()


def app_version() -> str:
    """Give the installed version of Recrutr."""
    try:
        return version("recrutr")
    except PackageNotFoundError:
        return "0.1.0"


def time_zone() -> str | None:
    """Give the IANA database's name of the zone that this computer's clock is set to; None where there is none."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name if 0 < len(name) <= 64 else None


def platform_words() -> str:
    """Give system and processor, without the machine's name."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"[:200]
