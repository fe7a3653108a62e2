"""Putting back what the server holds, when this computer's copy is older, differs, or cannot be read.

Guarantees: the copy that was here is renamed aside whole and never written to; what the server acknowledged is verified
entry by entry from the ticket on before it is taken; recordings and submissions that had not been sent go over into the
new store as far as the old one can be read. Interrupted, it begins anew at the next start. The server learns of it with
the first question; what is done about it is for people. Must run on a background thread.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from protocol.canonical import digest_hex, from_base64, to_base64
from protocol.edits import Document
from protocol.errors import Conflict, DeviceFault, RecrutrError, StorageFault, Tampered
from protocol.facts import DocumentFact, EditFact, SubmissionFact, parse_fact
from protocol.journal import Chain, Entry, Head, parse_entry, sign_batch
from protocol.receipts import Acknowledgement, SubmissionReceipt, Ticket
from protocol.signing import SigningKey
from protocol.wire import Joined, JournalBatch, Reason, Restored, RestoreRequest, Started, SubmissionRequest, WireEntry
from sync.client import Client
from sync.store import freshness
from sync.store.attempts import AttemptStores
from sync.store.database import Database, Value
from sync.store.folders import storage_fault
from sync.store.journal import INSERT_ENTRY
from sync.store.outbox import COUNTERSIGNED, RECEIPT
from sync.store.store import JOINED, MEDIA_NAME, STARTED, Store

_APP = "app/"
_DOCUMENTS = "SELECT seq, kind, body FROM entry WHERE kind IN ('document', 'edit', 'submission') ORDER BY seq"
_LOST = {
    "store.not_database",
    "store.wrong_key",
    "store.missing",
    "store.key_note",
    "keyring.deleted",
    "keyring.other_key",
}
"""A second window, a locked or changed keyring and a newer version are not among them: there a person must act."""


@dataclass(frozen=True, slots=True)
class Remains:
    """What the old store still told: settings of the app, tracks, segments, and submissions that had not arrived."""

    seq: int = 0
    settings: tuple[tuple[str, bytes], ...] = ()
    tracks: tuple[tuple[Value, ...], ...] = ()
    segments: tuple[tuple[Value, ...], ...] = ()
    submissions: tuple[tuple[SubmissionFact, str], ...] = ()


def can_be_restored(error: RecrutrError) -> bool:
    """Whether this error of opening a store means that its copy is lost, rather than that somebody must act first."""
    return isinstance(error, Tampered) or (isinstance(error, (StorageFault, DeviceFault)) and error.code in _LOST)


def difference(store: Store, client: Client) -> Reason | None:
    """Ask the server for its head: how a started store's copy differs from what it acknowledged, if it does.

    A copy that is merely ahead, or holds exactly what the server does, differs in nothing: that is what a crash leaves.
    Raises NetworkFault, Tampered when the word is not the server's.
    """
    word = Acknowledgement.from_signed(client.journal_head(), store.joined.server_public_key)
    if (word.attempt, word.device) != (store.attempt, store.device):
        raise Tampered("tampered.owner", "The server's acknowledgement is for another attempt or device.")
    if word.seq > store.outbox.last_seq():
        return "rollback"
    if word.seq and store.outbox.hash_at(word.seq) != word.head:
        return "fork"
    return None


def restore_store(stores: AttemptStores, store: Store, client: Client, reason: Reason) -> Store:
    """Replace an open store that differs: hand its odd part to the server, close it, build anew; the new store."""
    started = store.started
    if started is None:
        raise Conflict("store.not_started", "There is nothing to put back before the attempt has started.")
    joined, secrets = store.joined, (store.device, store.identity.private_key)
    _hand_over(store, client)
    remains = _remains_of(store)
    store.close()
    return _rebuild(stores, _Source(joined, started, secrets, client), remains, reason)


def restore_lost(stores: AttemptStores, joined: Joined, code: str, client: Client) -> Store:
    """Replace a store that does not open, after joining again on this device with its code; the new store.

    Raises Conflict(`attempt.state`) when nothing had been started: then there was nothing to lose.
    """
    identity = stores.prepare_join(code)
    source = _Source(joined, client.start(), (identity.device, identity.private_key), client)
    return _rebuild(stores, source, Remains(), "unreadable")


@dataclass(frozen=True, slots=True)
class _Source:
    joined: Joined
    started: Started
    secrets: tuple[str, bytes]
    client: Client


def _rebuild(stores: AttemptStores, source: _Source, remains: Remains, reason: Reason) -> Store:
    answers = list(_answers(source, remains.seq, reason))
    attempt = source.joined.attempt
    old_media = stores.media_of(attempt)

    def fill(database: Database, folder: Path) -> None:
        head = _write_entries(database, source, answers)
        kept = ((JOINED, source.joined), (STARTED, source.started))
        settings = [(name, value.model_dump_json().encode()) for name, value in kept]
        settings += [it for it in remains.settings if it[0].startswith(_APP)]
        settings += _receipts(answers[-1], source, head)
        sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
        database.write_many(sql, settings)
        database.write_many("INSERT OR IGNORE INTO track VALUES (?, ?, ?, ?, ?, ?, ?, ?)", remains.tracks)
        database.write_many("INSERT OR IGNORE INTO segment VALUES (?, ?, ?, ?, ?, ?)", remains.segments)
        _write_submissions(database)
        freshness.renew(database, head)
        _link_all(old_media, folder / MEDIA_NAME)

    stores.replace(source.joined, source.secrets, fill)
    store = stores.open(attempt)
    if store.receipt is None:
        known = {it.submission for it in store.outbox.submissions()}
        for fact, source_text in remains.submissions:
            if fact.submission not in known:
                store.hand_in(fact, source_text).result(30)
    return store


def _answers(source: _Source, seq: int, reason: Reason) -> Iterator[Restored]:
    after = 0
    while True:
        answer = source.client.restore(RestoreRequest(reason=reason, seq=seq, after=after))
        yield answer
        if not answer.entries:
            return
        after += len(answer.entries)


def _write_entries(database: Database, source: _Source, answers: list[Restored]) -> Head:
    ticket = Ticket.from_signed(source.started.ticket, source.joined.server_public_key)
    if (ticket.attempt, ticket.device) != (source.joined.attempt, source.secrets[0]):
        raise Tampered("tampered.ticket", "The server's ticket is for another attempt or device.")
    chain = Chain(ticket.attempt, ticket.device, from_base64(source.started.commitment_key))
    head = Head(0, source.started.ticket.digest)
    for answer in answers:
        entries = [parse_entry(from_base64(it.header), from_base64(it.body)) for it in answer.entries]
        head = chain.verify(entries, head)
        rows = [(it.seq, parse_fact(it.body).kind, it.header_bytes, it.body, it.hash) for it in entries]
        database.write_many(INSERT_ENTRY, rows)
    if head.seq != answers[-1].last:
        raise Tampered("tampered.gap", "The server did not give back all that it holds.")
    return head


def _write_submissions(database: Database) -> None:
    """Every submission that the journal records, with the source that its document had then.

    The engine brings each anew, which is harmless for those that had arrived and tells how they stand.
    """
    texts: dict[str, Document] = {}
    for seq, kind, body in database.read(_DOCUMENTS):
        if kind == "document":
            begun = DocumentFact.parse(body)
            texts[begun.document] = Document(begun.text)
        elif kind == "edit":
            change = EditFact.parse(body)
            texts[change.document].apply(change.edit)
        else:
            fact = SubmissionFact.parse(body)
            text = texts[fact.document].text if fact.document in texts else ""
            if digest_hex(text.encode()) != fact.source_digest:
                continue
            request = SubmissionRequest(
                problem=fact.problem, language=fact.language, source=text, source_digest=fact.source_digest, seq=seq
            )
            sql = "INSERT OR IGNORE INTO submission (submission, seq, request) VALUES (?, ?, ?)"
            database.write(sql, fact.submission, seq, request.canonical())


def _receipts(answer: Restored, source: _Source, head: Head) -> list[tuple[str, bytes]]:
    """The receipt that the server has countersigned, when it names the end of what was put back."""
    if answer.receipt is None or answer.countersigned is None:
        return []
    key = SigningKey(source.secrets[1]).public_key
    receipt = SubmissionReceipt.from_signed(answer.receipt, key)
    if (receipt.seq, receipt.head) != (head.seq, head.hash):
        return []
    return [(RECEIPT, answer.receipt.canonical()), (COUNTERSIGNED, answer.countersigned.canonical())]


def _hand_over(store: Store, client: Client) -> None:
    """Offer the odd part, which the server keeps aside for people; that it refuses it is what is expected."""
    key = SigningKey(store.identity.private_key)
    anchor = store.outbox.last_acknowledgement_fact()
    after = 0 if anchor is None else anchor.acknowledged_seq
    while entries := store.outbox.next_batch(after):
        after = entries[-1].seq
        with suppress(Conflict, Tampered):
            client.send_journal(JournalBatch(entries=_wire(entries), signature=sign_batch(entries, key)))


def _wire(entries: list[Entry]) -> list[WireEntry]:
    return [WireEntry(header=to_base64(it.header_bytes), body=to_base64(it.body)) for it in entries]


def _remains_of(store: Store) -> Remains:
    waiting = [it for it in store.outbox.submissions() if it.status is None]
    facts = {it.submission: it for it in store.submission_facts()}
    return Remains(
        seq=store.outbox.last_seq(),
        settings=tuple(store.rows("SELECT name, value FROM setting")),
        tracks=tuple(store.rows("SELECT * FROM track ORDER BY rowid")),
        segments=tuple(store.rows("SELECT * FROM segment")),
        submissions=tuple((facts[it.submission], it.request.source) for it in waiting if it.submission in facts),
    )


def _link_all(old: Path | None, new: Path) -> None:
    """Recordings of the old store appear in the new one too; the old folder keeps them."""
    if old is None or not old.is_dir():
        return
    try:
        for folder in old.iterdir():
            (new / folder.name).mkdir(mode=0o700, parents=True, exist_ok=True)
            for file in folder.glob("*.seg"):
                try:
                    os.link(file, new / folder.name / file.name)
                except OSError:  # a file system without links
                    shutil.copy2(file, new / folder.name / file.name)
    except OSError as error:
        raise storage_fault(error, "recordings could not be taken over") from error
