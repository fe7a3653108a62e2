"""From a backup and the copy of the keys to a backend that can be started.

    verify -> build beside the place -> delete again what was deleted since -> close doors -> give it its name

Guarantees: nothing is begun with a damaged backup or into a place that holds anything; the data folder, and with it
the secrets without which nothing opens, has its name only after every known deletion was carried out again; whoever
was signed in, every share and every token is out.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import delete, select, update

from backend.accounts.models import ApiToken, Ceremony, MemberInvitation, MemberSession, Organisation
from backend.assessments.models import Candidate
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.backups import deletions, keys, manifest, rows
from backend.backups.deletions import Deletion, What
from backend.backups.manifest import Manifest
from backend.database import open_engine
from backend.ingest.evidence_uploads import forget_all
from backend.jobs.service import Claimed
from backend.mail.models import Mail, MailState
from backend.main import close_services, open_services
from backend.migrations.apply import configuration, migrate
from backend.privacy.identity import IDENTITY_JOB, DeleteIdentity
from backend.privacy.jobs import EraseCandidate, Erasure
from backend.privacy.models import PrivacyRequest
from backend.settings import Settings
from backend.sharing.models import Share
from backend.transaction import Services, Transaction
from protocol.canonical import from_base64
from protocol.errors import Conflict, Refused, StorageFault, Tampered
from protocol.identifiers import new_identifier

MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Sources:
    """What is restored from: the folder of a backup, the opened copy of the keys, lists of deletions."""

    backup: Path
    keys: keys.Copy
    deletions: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it. `known_until_us`: up to when deletions are known."""

    made_at_us: int
    known_until_us: int
    deleted_again: int
    without_keys: int


def restore(sources: Sources, settings: Settings) -> Restored:
    """Build the backend of `settings` from a backup. Raises Tampered, Conflict(`restore.occupied`), StorageFault."""
    made = _require_whole(sources.backup)
    _require_empty(settings.data)
    known = [*deletions.read([sources.backup / manifest.DELETIONS, *sources.deletions])]
    settings.data.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{settings.data.name}-", dir=settings.data.parent))
    try:
        _fill(sources, replace(settings, data=draft))
        services = open_services(replace(settings, data=draft))
        try:
            told = _replay(services, sources, made, known)
        finally:
            close_services(services)
        if settings.data.exists():
            settings.data.rmdir()
        draft.rename(settings.data)
        return told
    except OSError as error:
        raise StorageFault("store.backup", f"{settings.data} cannot be filled: {error.strerror}.") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _require_whole(folder: Path) -> Manifest:
    made = manifest.read(folder)
    wrong = list(manifest.problems(folder))
    if wrong:
        words = "\n".join(wrong[:MOST_TOLD])
        raise Tampered("tampered.backup", f"This backup is damaged, nothing was restored:\n{words}")
    try:
        ScriptDirectory.from_config(configuration()).get_revision(made.revision)
    except CommandError as error:
        words = "This backup was made by a newer version of Recrutr. Install that one."
        raise Refused("backup.newer", words, {"revision": made.revision}) from error
    return made


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict("restore.occupied", f"{folder} is not empty. Restore into a new place.")


def _fill(sources: Sources, settings: Settings) -> None:
    """Secrets, database and recordings, as they were."""
    folder = settings.data / "secrets"
    folder.mkdir(mode=0o700)
    for name, value in (("master.key", sources.keys.master_key), ("hash.key", sources.keys.hash_key)):
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(from_base64(value))
    file = settings.data / manifest.DATABASE
    shutil.copyfile(sources.backup / manifest.DATABASE, file)
    if settings.database is not None:
        _into_postgresql(file, settings.owner_place or settings.database)


def _into_postgresql(file: Path, address: str) -> None:
    source, target = open_engine(file), open_engine(address)
    try:
        migrate(source)
        if not rows.is_empty(target):
            raise Conflict("restore.occupied", "The database to restore into is not empty.")
        migrate(target)
        rows.copy(source, target)
    finally:
        source.dispose()
        target.dispose()
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()


def _replay(services: Services, sources: Sources, made: Manifest, known: Sequence[Deletion]) -> Restored:
    services.keys.take_in([row.stored() for row in sources.keys.keys])
    with services.reading() as tx:
        without = set(tx.session.scalars(select(Candidate.id))) - services.keys.known_candidates()
    if without:
        words = "The copy of the keys is older than the backup: the work of some candidates could not be opened."
        raise Conflict("restore.keys", words, {"candidates": len(without)})
    _put_objects(services, sources.backup / manifest.OBJECTS)
    gone = {each.id: each.at_us for each in known if each.what is What.CANDIDATE} | services.keys.destroyed()
    again = sum(_erase(services, candidate, at_us) for candidate, at_us in sorted(gone.items()))
    again += sum(_delete_pictures(services, each.id) for each in known if each.what is What.IDENTITY)
    times = [made.made_at_us, sources.keys.made_at_us, *(each.at_us for each in known)]
    told = Restored(made.made_at_us, max(times), again, len(without))
    with services.transaction() as tx:
        _close_doors(tx)
        for organisation in tx.session.scalars(select(Organisation.id)):
            details = {"made_at_us": made.made_at_us, "deleted_again": again}
            audit.record(tx, None, organisation, audit.Event("backup.restored", "organisation", organisation, details))
    return told


def _put_objects(services: Services, folder: Path) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        services.objects.put(path.relative_to(folder).as_posix(), path.read_bytes())


def _erase(services: Services, candidate: str, at_us: int) -> bool:
    """Carry out a deletion that the backup does not know of; holds included, because the key is gone already."""
    with services.transaction() as tx:
        row = tx.session.get(Candidate, candidate)
        if row is None:
            return False
        attempts = tuple(tx.session.scalars(select(Attempt.id).where(Attempt.candidate == candidate)))
        work = Erasure(_request(tx, row, attempts, at_us), row.organisation, candidate, attempts)
    eraser = EraseCandidate()
    result = eraser.perform(replace(services, clock_us=lambda: at_us), work)
    with services.transaction() as tx:
        eraser.conclude(tx, work, result)
    return True


def _request(tx: Transaction, candidate: Candidate, attempts: Sequence[str], at_us: int) -> str:
    """The request that this deletion ends: the open one of the backup, else one of our own."""
    open_ones = select(PrivacyRequest.id).where(
        PrivacyRequest.candidate == candidate.id,
        PrivacyRequest.kind.in_(["erasure", "retention"]),
        PrivacyRequest.state.in_(["received", "waiting", "held"]),
    )
    found = tx.session.scalar(open_ones.limit(1))
    if found is not None:
        return found
    request = PrivacyRequest(
        id=new_identifier(),
        organisation=candidate.organisation,
        attempt=next(iter(attempts), ""),
        candidate=candidate.id,
        kind="erasure",
        state="waiting",
        note="",
        received_at_us=at_us,
        due_at_us=at_us,
        waits_until_us=at_us,
    )
    tx.session.add(request)
    tx.session.flush()
    return request.id


def _delete_pictures(services: Services, attempt_id: str) -> bool:
    """Delete the pictures of an identity step again; under a hold that the backup knows, a sweep does so after it."""
    handler = DeleteIdentity()
    job = Claimed("", IDENTITY_JOB, {"attempt": attempt_id}, None, attempt_id, 1, 0, "")
    with services.transaction() as tx:
        work = handler.prepare(tx, job)
    if work is None or not work.objects:
        return False
    result = handler.perform(services, work)
    with services.transaction() as tx:
        handler.conclude(tx, work, result)
    return True


def _close_doors(tx: Transaction) -> None:
    """What was ended, revoked or changed since the backup is not known: so all of it is out."""
    tx.session.execute(delete(MemberSession))
    tx.session.execute(delete(Ceremony))
    forget_all(tx)  # evidence files on their way in: their objects are not in the backup
    waiting = Mail.state == MailState.WAITING  # it was sent long ago, or its link has just ended
    tx.session.execute(update(Mail).where(waiting).values(state=MailState.ENDED, sealed_secret=None))
    for model in (ApiToken, Share, MemberInvitation):
        tx.session.execute(update(model).where(model.revoked_at_us.is_(None)).values(revoked_at_us=tx.now_us))
