"""The audit chain finds every change, loss and insertion."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import delete, select, update

from backend.access import MemberSubject
from backend.accounts.service import create_organisation
from backend.audit import service as audit
from backend.audit.models import AuditEntry
from backend.transaction import Services
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
