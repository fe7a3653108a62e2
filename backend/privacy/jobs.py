"""The erasure, as a saga of repeatable steps.

    check holds -> destroy the candidate's key -> delete objects -> delete rows, shares with them -> tombstones and
    signed receipts -> rewrite the database file

Guarantees: never under an active hold; each step can be repeated after a crash; once the key is destroyed nothing of
the candidate can be opened, wherever a copy lies; what stays is opaque: requests without words, audit list, tombstones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CursorResult, Table, delete, func, select, update

from backend.attempts.models import Attempt, Device
from backend.audit import service as audit
from backend.backups.deletions import Deletion, What, note
from backend.database import Base, scrub
from backend.jobs.service import Claimed, NewJob, enqueue
from backend.jobs.worker import Handler
from backend.keys.service import Destroyed
from backend.models import load_models
from backend.objects import attempt_prefix
from backend.privacy import service
from backend.privacy.models import PrivacyRequest, Tombstone
from backend.retention import BACKUP_PURGE_DAYS, RETENTION, DataClass
from backend.settings import DAY_US
from backend.transaction import Services, Transaction
from protocol.receipts import ErasureReceipt
from protocol.saying import to_say

SCRUB_JOB = "privacy.scrub"
KEPT_TABLES = frozenset({"privacy_request", "tombstone", "page_token", "audit_entry"})
"""Tables that name an attempt or a candidate by opaque id and outlive it: the proof that it was erased."""
RETAINED: list[str] = [
    to_say("The list of who did and saw what: {kept}.", kept=RETENTION[DataClass.AUDIT].words),
    to_say("The request for deletion itself: {kept}.", kept=RETENTION[DataClass.REQUESTS].words),
]


@dataclass(frozen=True, slots=True)
class Erasure:
    """What one erasure is about: a candidate with all attempts of one organisation."""

    request: str
    organisation: str
    candidate: str
    attempts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shredded:
    """What is gone before the rows go."""

    key: Destroyed
    objects: int


class EraseCandidate(Handler[Erasure, Shredded]):
    """Handler of `privacy.erase`."""

    def prepare(self, tx: Transaction, job: Claimed) -> Erasure | None:
        """Check the state and the holds; None when there is nothing (more) to erase now."""
        request = tx.session.get(PrivacyRequest, str(job.payload["request"]))
        if request is None or request.state not in {"waiting", "held"}:
            return None
        if service.active_hold(tx, request.candidate):
            request.state = "held"
            return None
        attempts = tuple(tx.session.scalars(select(Attempt.id).where(Attempt.candidate == request.candidate)))
        # From here on nobody but the officer sees them, also when the next steps have to be repeated.
        tx.session.execute(
            update(Attempt).where(Attempt.candidate == request.candidate).values(restricted_at_us=tx.now_us)
        )
        return Erasure(request.id, request.organisation, request.candidate, attempts)

    def perform(self, services: Services, work: Erasure) -> Shredded:
        """Destroy the key first: from then on every copy is unreadable. Then delete the objects."""
        key = services.keys.destroy_candidate_key(work.candidate, services.clock_us())
        note(services.settings.deletions, Deletion(what=What.CANDIDATE, id=work.candidate, at_us=key.at_us))
        return Shredded(key, _delete_objects(services, work.attempts))

    def conclude(self, tx: Transaction, work: Erasure, result: Shredded) -> None:
        """Delete every row, leave tombstones with signed receipts, and have the file rewritten."""
        shares = _shares(tx, work.attempts)
        tokens = _token_hashes(tx, work.attempts)
        rows = delete_rows(tx, work.candidate, work.attempts)
        # An upload may have landed since `perform`. The write lock is held: a later one finds no attempt to count for.
        objects = result.objects + _delete_objects(tx.services, work.attempts)
        request = tx.session.get_one(PrivacyRequest, work.request)
        for attempt in work.attempts:
            receipt = ErasureReceipt(
                request=work.request,
                attempt=attempt,
                candidate_key_fingerprint=result.key.fingerprint,
                key_destroyed_at_us=result.key.at_us,
                rows_deleted=rows,
                objects_deleted=objects,
                shares_revoked=shares,
                retained=RETAINED,
                purge_backups_by_us=result.key.at_us + BACKUP_PURGE_DAYS * DAY_US,
            )
            stone = Tombstone(
                attempt=attempt,
                organisation=work.organisation,
                request=work.request,
                receipt=receipt.signed_by(tx.keys.server_key()).model_dump(),
                token_hashes=tokens.get(attempt, []),
                erased_at_us=tx.now_us,
            )
            tx.session.add(stone)
            audit.record(tx, None, work.organisation, audit.Event("attempt.erased", "attempt", attempt))
        _close_requests(tx, work, request)
        enqueue(tx, NewJob(kind=SCRUB_JOB, key=f"{SCRUB_JOB}/{work.request}", organisation=work.organisation))

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        """Say so on the request, which stays open: the officer's approval starts it again."""
        request = tx.session.get(PrivacyRequest, str(job.payload["request"]))
        if request is None or request.state == "done":
            return
        request.note = service.FAILED_WORDS
        event = audit.Event("erasure.failed", "attempt", request.attempt, {"request": request.id})
        audit.record(tx, None, request.organisation, event)


class ScrubDatabase(Handler[bool, None]):
    """Handler of `privacy.scrub`: rewrites the database file, so that nothing deleted is left in it."""

    def prepare(self, tx: Transaction, job: Claimed) -> bool | None:  # noqa: ARG002 - signature of the port
        """Nothing to load."""
        return True

    def perform(self, services: Services, work: bool) -> None:  # noqa: ARG002 - as above
        """Raises StorageFault while the database is in use; the job is then tried again."""
        scrub(services.owning_engine)

    def conclude(self, tx: Transaction, work: bool, result: None) -> None:
        """Nothing to store."""


def personal_tables() -> list[tuple[Table, str]]:
    """Every table with rows of candidates, children first, and the column that says whose they are."""
    load_models()
    found: list[tuple[Table, str]] = []
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in KEPT_TABLES:
            continue
        if table.name in {"attempt", "candidate"}:
            found.append((table, "id"))
        elif "attempt" in table.columns or "candidate" in table.columns:
            found.append((table, "attempt" if "attempt" in table.columns else "candidate"))
    return found


def delete_rows(tx: Transaction, candidate: str, attempts: Sequence[str]) -> int:
    """Delete every row of a candidate; returns how many."""
    deleted = 0
    for table, column in personal_tables():
        of_candidate = table.name == "candidate" or column == "candidate"
        owners = [candidate] if of_candidate else list(attempts)
        result: CursorResult[Any] = tx.session.execute(  # type: ignore[assignment] # a DELETE yields a CursorResult
            delete(table).where(table.columns[column].in_(owners))
        )
        deleted += result.rowcount
    return deleted


def _delete_objects(services: Services, attempts: Sequence[str]) -> int:
    return sum(services.objects.delete_all(attempt_prefix(attempt)) for attempt in attempts)


def _shares(tx: Transaction, attempts: Sequence[str]) -> int:
    table = Base.metadata.tables.get("share")
    if table is None:
        return 0
    return tx.session.scalar(select(func.count()).select_from(table).where(table.columns["attempt"].in_(attempts))) or 0


def _token_hashes(tx: Transaction, attempts: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for attempt, token in tx.session.execute(
        select(Device.attempt, Device.token_hash).where(Device.attempt.in_(attempts))
    ):
        found.setdefault(attempt, []).append(token)
    return found


def _close_requests(tx: Transaction, work: Erasure, request: PrivacyRequest) -> None:
    everything = PrivacyRequest.candidate == work.candidate
    tx.session.execute(update(PrivacyRequest).where(everything).values(sealed_words=None, finding=None, note=""))
    others = everything & PrivacyRequest.state.in_(["received", "waiting", "held"])
    tx.session.execute(update(PrivacyRequest).where(others).values(state="done", done_at_us=tx.now_us))
    tx.session.refresh(request)
