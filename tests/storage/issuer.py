"""The server's signed words for tests of the desktop's half: joined answers, tickets, acknowledgements, receipts."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

import pyrage

from protocol.attempts import AttemptState
from protocol.canonical import to_base64
from protocol.edits import Edit
from protocol.facts import DocumentFact, EditFact, StateFact
from protocol.identifiers import new_identifier
from protocol.notices import Notice
from protocol.receipts import Acknowledgement, Countersigned, ErasureReceipt, Signed, Ticket
from protocol.signing import SigningKey
from protocol.verdicts import LanguageId
from protocol.wire import AssessmentPack, Joined, Started
from sync.store.attempts import AttemptStores
from sync.store.records import DeviceIdentity
from sync.store.store import Store

CODE = "7M3K-9QXT-2B4V-HJ0W"
TOKEN = "token-of-this-attempt"  # noqa: S105 - of no real server


@dataclass
class Issuer:
    """Signs what a backend would sign, for one attempt."""

    key: SigningKey = field(default_factory=SigningKey.generate)
    attempt: str = field(default_factory=new_identifier)
    organisation: str = field(default_factory=new_identifier)
    commitment_key: bytes = field(default_factory=lambda: os.urandom(32))
    organisation_key: str = field(default_factory=lambda: str(pyrage.x25519.Identity.generate().to_public()))

    def joined(self, token: str = TOKEN) -> Joined:
        now = time.time_ns() // 1000
        notice = Notice(
            version=1, organisation="Acme", controller_contact="dpo@acme.test", evidence_level=1, items=[], rights=[]
        )
        return Joined(
            attempt=self.attempt,
            token=token,
            state=AttemptState.CREATED,
            candidate_name="Ada",
            organisation="Acme",
            assessment_title="Sums",
            duration_us=3_600_000_000,
            problem_count=1,
            languages=[LanguageId.PYTHON],
            window_end_us=now + 86_400_000_000,
            notice=notice,
            server_time_us=now,
            candidate_page="http://localhost/candidate",
            server_public_key=self.key.public_key,
        )

    def started(self, device: DeviceIdentity) -> Started:
        now = time.time_ns() // 1000
        ticket = Ticket(
            attempt=self.attempt,
            organisation=self.organisation,
            device=device.device,
            device_public_key=device.public_key,
            assessment_digest="ab" * 32,
            evidence_level=3,
            started_at_us=now,
            deadline_us=now + 3_600_000_000,
            grace_us=60_000_000,
            organisation_public_key=self.organisation_key,
            server_public_key=self.key.public_key,
            nonce=os.urandom(8).hex(),
        )
        pack = AssessmentPack(assessment=new_identifier(), title="Sums", problems=[], languages=[LanguageId.PYTHON])
        return Started(
            ticket=ticket.signed_by(self.key),
            commitment_key=to_base64(self.commitment_key),
            pack=pack,
            server_time_us=now,
        )

    def acknowledgement(self, device: str, seq: int, head: str) -> Signed:
        word = Acknowledgement(
            attempt=self.attempt,
            device=device,
            seq=seq,
            head=head,
            server_time_us=time.time_ns() // 1000,
            nonce=os.urandom(8).hex(),
        )
        return word.signed_by(self.key)

    def countersigned(self, receipt: Signed) -> Signed:
        word = Countersigned(receipt_digest=receipt.digest, received_at_us=time.time_ns() // 1000, timeliness="on time")
        return word.signed_by(self.key)

    def erasure(self) -> Signed:
        word = ErasureReceipt(
            request=new_identifier(),
            attempt=self.attempt,
            candidate_key_fingerprint="cd" * 32,
            key_destroyed_at_us=1,
            rows_deleted=3,
            objects_deleted=2,
            shares_revoked=1,
            retained=[],
            purge_backups_by_us=2,
        )
        return word.signed_by(self.key)


def started_store(stores: AttemptStores, issuer: Issuer) -> Store:
    """A store whose attempt has started: facts may be submitted."""
    store = stores.create(issuer.joined(), CODE)
    store.begin(issuer.started(store.identity))
    return store


def new_document(text: str = "") -> DocumentFact:
    return DocumentFact(document=new_identifier(), problem=new_identifier(), language=LanguageId.PYTHON, text=text)


def typed(document: str, position: int, text: str) -> EditFact:
    return EditFact(document=document, edit=Edit(position=position, inserted=text))


def some_fact() -> StateFact:
    return StateFact(state=AttemptState.STARTED)
