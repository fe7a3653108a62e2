"""Putting back what the server holds, when this computer's copy is older, differs, or does not open.

Guarantees: what the server acknowledged is verified entry by entry, from the ticket to its signed head, before
anything here changes; the copy that was here is renamed aside whole; recordings and submissions that had not been sent
go over into the new store as far as the old one can be read. Interrupted, it begins anew at the next start. The server
learns of it with the first question; what is done about it is for people. Must run on a background thread.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from protocol.canonical import from_base64, to_base64
from protocol.errors import Conflict, Tampered
from protocol.journal import Chain, Entry, Head, parse_entry, sign_batch
from protocol.receipts import Acknowledgement, Signed, Ticket
from protocol.restoring import Reason, RestoreClaim, RestoreRequest
from protocol.saying import to_say
from protocol.signing import SigningKey
from protocol.wire import Joined, JournalBatch, WireEntry
from sync.client import Client
from sync.clock import elapsed_us
from sync.store.attempts import AttemptStores
from sync.store.database import Database
from sync.store.filling import Recovered, Remains, fill
from sync.store.folders import storage_fault
from sync.store.records import APP, DeviceIdentity
from sync.store.store import MEDIA_NAME, Store

REASONS: Mapping[str, Reason] = {"tampered.rollback": "rollback", "tampered.fork": "fork"}
"""Faults of a copy that opens; all others mean that it does not."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a device asks: with which code it was joined, why (the code of the fault), how far its own copy reaches."""

    joined: Joined
    identity: DeviceIdentity
    code: str
    fault: str
    seq: int = 0

    @classmethod
    def of(cls, store: Store, joined: Joined, code: str, fault: str) -> Question:
        """The question of a store that opens."""
        return cls(joined, store.identity, code, fault, store.outbox.last_seq())

    def request(self, after: int, server_time_us: int) -> RestoreRequest:
        """The signed request for what follows `after`."""
        claim = RestoreClaim(
            attempt=self.joined.attempt,
            device=self.identity.device,
            reason=REASONS.get(self.fault, "unreadable"),
            seq=self.seq,
            after=after,
            asked_at_us=server_time_us,
        )
        return RestoreRequest.signed(claim, SigningKey(self.identity.private_key))


def verified(signed: Signed, joined: Joined, identity: DeviceIdentity) -> Acknowledgement:
    """The server's word on the head. Raises Tampered when it is not the server's, or for another attempt or device."""
    word = Acknowledgement.from_signed(signed, joined.server_public_key)
    if (word.attempt, word.device) != (joined.attempt, identity.device):
        raise Tampered("tampered.owner", to_say("The server's acknowledgement is for another attempt or device."))
    return word


def difference(store: Store, word: Acknowledgement) -> Tampered | None:
    """How a store's copy differs from what the server acknowledged, if it does.

    A copy that is merely ahead, or holds exactly what the server does, differs in nothing: that is what a crash leaves.
    """
    details = {"server_seq": word.seq}
    if word.seq > store.outbox.last_seq():
        return Tampered(
            "tampered.rollback", to_say("The server has newer work of yours than this computer holds."), details
        )
    if word.seq and store.outbox.hash_at(word.seq) != word.head:
        words = to_say("The server has other work of this attempt than this computer holds.")
        return Tampered("tampered.fork", words, details)
    return None


def fetch(client: Client, question: Question) -> Recovered | None:
    """Everything that the server holds of this device, verified; None when it has not begun to work.

    `client` is signed in. Raises NetworkFault, Refused, and Tampered when what comes back does not verify.
    """
    joined, identity = question.joined, question.identity
    try:
        signed = client.journal_head()
    except Conflict as conflict:
        if conflict.code != "attempt.state":
            raise
        return None
    asked = elapsed_us()
    word = verified(signed, joined, identity)
    started = client.start()
    ticket = Ticket.from_signed(started.ticket, joined.server_public_key)
    if (ticket.attempt, ticket.device) != (joined.attempt, identity.device):
        raise Tampered("tampered.ticket", to_say("The server's ticket is for another attempt or device."))
    chain = Chain(joined.attempt, identity.device, from_base64(started.commitment_key, "commitment_key"))
    head, entries, first = Head(0, started.ticket.digest), list[Entry](), None
    while first is None or head.seq < word.seq:
        answer = client.restore(question.request(head.seq, word.server_time_us + elapsed_us() - asked))
        first = first or answer
        got = [parse_entry(from_base64(it.header, "header"), from_base64(it.body, "body")) for it in answer.entries]
        if not got:
            break
        head = chain.verify(got, head)
        entries += got
    if (word.seq, word.head) != (head.seq, head.hash):
        raise Tampered("tampered.restored", to_say("What the server gave back does not end where it says."))
    return Recovered(joined, started, identity, entries, signed, first, client.submissions())


def holds_all(back: Recovered, store: Store) -> bool:
    """Whether every entry of this store is among those that came back: then nothing on this computer can be lost."""
    last = store.outbox.last_seq()
    return last == 0 or (last <= len(back.entries) and back.entries[last - 1].hash == store.outbox.hash_at(last))


def hand_over(store: Store, client: Client) -> None:
    """Offer the server the odd part, which it keeps aside for people; that it refuses it is what is expected."""
    key = SigningKey(store.identity.private_key)
    anchor = store.outbox.last_acknowledgement_fact()
    after = 0 if anchor is None else anchor.acknowledged_seq
    while entries := store.outbox.next_batch(after):
        after = entries[-1].seq
        with suppress(Conflict, Tampered):
            client.send_journal(JournalBatch(entries=_wire(entries), signature=sign_batch(entries, key)))


def put_back(
    stores: AttemptStores, question: Question, back: Recovered, old: Store | None, settings: Mapping[str, bytes]
) -> Store:
    """Set a store with what came back in the place of the one that is here (`old`, when it opens); the new store.

    `settings` are the app's own, where the old copy has none. Raises StorageFault, DeviceFault; `old` is then closed,
    and the copy as before.
    """
    remains = Remains({}) if old is None or old.started is None else Remains.of(old)
    if old is not None:
        old.close()
    app = {APP + name: value for name, value in settings.items()}
    remains = replace(remains, settings={**app, **remains.settings})
    recordings = stores.media_folders(back.joined.attempt)

    def write(database: Database, folder: Path) -> None:
        fill(database, back, remains, question.fault)
        for old_media in recordings:
            _link_all(old_media, folder / MEDIA_NAME)

    return stores.replace(back.joined, question.code, back.identity, write)


def _wire(entries: list[Entry]) -> list[WireEntry]:
    return [WireEntry(header=to_base64(it.header_bytes), body=to_base64(it.body)) for it in entries]


def _link_all(old: Path, new: Path) -> None:
    """Recordings of the old store appear in the new one too; the old folder keeps them."""
    try:
        for file in old.glob("*/*.seg"):
            place = new / file.parent.name / file.name
            if place.exists():
                continue
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                os.link(file, place)
            except OSError:  # a file system without links
                shutil.copy2(file, place)
    except OSError as error:
        raise storage_fault(error, to_say("recordings could not be taken over")) from error
