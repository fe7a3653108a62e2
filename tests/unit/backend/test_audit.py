"""The audit chain finds every change, loss and insertion."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from sqlalchemy import delete, inspect, select, update

from backend.access import MemberSubject
from backend.accounts.service import create_organisation
from backend.audit import service as audit
from backend.audit.models import AuditEntry
from backend.transaction import Services, Transaction
from protocol.errors import Tampered
from protocol.identifiers import new_identifier

COUNT = 12


@pytest.fixture
def organisation(services: Services) -> str:
    with services.transaction() as tx:
        made = create_organisation(tx, "Works", "dpo@example.org").id
        actor = MemberSubject(new_identifier(), made, frozenset())
        for number in range(COUNT):
            event = audit.Event("report.viewed", "attempt", new_identifier(), {"number": number})
            audit.record(tx, actor if number % 2 else None, made, event)
    return made


def test_an_untouched_list_verifies(services: Services, organisation: str) -> None:
    with services.reading() as tx:
        assert audit.verify(tx, organisation)[0] == COUNT


@pytest.mark.parametrize("column", ["at_us", "actor_kind", "actor", "action", "subject_kind", "subject", "details"])
def test_a_changed_field_is_found(services: Services, organisation: str, column: str) -> None:
    number = random.Random(column).randint(1, COUNT)  # noqa: S311 - which entry does not matter
    value: object = {"at_us": 7, "details": {"number": -1}}.get(column, "other")
    with services.transaction() as tx:
        tx.session.execute(update(AuditEntry).where(AuditEntry.number == number).values({column: value}))
    with services.reading() as tx, pytest.raises(Tampered) as found:
        audit.verify(tx, organisation)
    assert found.value.details["number"] == number


def test_a_lost_entry_is_found(services: Services, organisation: str) -> None:
    with services.transaction() as tx:
        tx.session.execute(delete(AuditEntry).where(AuditEntry.number == 5))
    with services.reading() as tx, pytest.raises(Tampered):
        audit.verify(tx, organisation)


def test_swapped_entries_are_found(services: Services, organisation: str) -> None:
    with services.transaction() as tx:
        three, four = tx.session.scalars(select(AuditEntry).where(AuditEntry.number.in_([3, 4]))).all()
        three.subject, four.subject = four.subject, three.subject
    with services.reading() as tx, pytest.raises(Tampered):
        audit.verify(tx, organisation)


def _edit(tx: Transaction, chance: random.Random) -> str:
    """One change by somebody who may do anything to the table; what it was, in words."""
    number, other = chance.sample(range(1, COUNT + 1), 2)
    entry, another = (tx.session.get_one(AuditEntry, (_of(tx), each)) for each in (number, other))
    kind = chance.choice(["field", "bit", "lost", "moved", "added", "copied", "swapped", "hashed anew"])
    if kind == "field":
        column = chance.choice(["at_us", "actor_kind", "actor", "action", "subject_kind", "subject"])
        setattr(entry, column, chance.randrange(2**50) if column == "at_us" else new_identifier())
    elif kind == "bit":
        column = chance.choice(["hash", "previous"])
        digest = bytearray.fromhex(getattr(entry, column))
        digest[chance.randrange(32)] ^= 1 << chance.randrange(8)
        setattr(entry, column, digest.hex())
    elif kind == "lost":
        tx.session.delete(entry)
    elif kind == "moved":
        entry.number = COUNT + chance.randrange(2, 100)
    elif kind in {"added", "copied"}:
        columns = {each.key: getattr(entry, each.key) for each in inspect(AuditEntry).column_attrs}
        columns |= {"number": chance.choice([0, -1, COUNT + 1, COUNT + 2])}
        columns |= {"subject": new_identifier()} if kind == "added" else {}
        tx.session.add(AuditEntry(**columns))
    elif kind == "swapped":
        entry.details, another.details = another.details, entry.details
    else:  # the entry alone fits again, but not what follows
        entry.subject = new_identifier()
        entry.hash = audit._hash(entry)
    tx.session.flush()
    return f"{kind} {number} {other}"


def _of(tx: Transaction) -> str:
    return tx.session.scalars(select(AuditEntry.organisation).limit(1)).one()


@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_changes_are_found(services: Services, organisation: str, seed: int) -> None:
    """250 for each seed. The last entry is held by its head, which backups and receipts keep elsewhere."""
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    with services.transaction() as tx:
        head = audit.verify(tx, organisation)
        for _ in range(250):
            attempt = tx.session.begin_nested()
            words = _edit(tx, chance)
            tx.session.expire_all()
            with suppress(Tampered):
                assert audit.verify(tx, organisation) != head, words
            attempt.rollback()
            tx.session.expire_all()
        assert audit.verify(tx, organisation) == head
