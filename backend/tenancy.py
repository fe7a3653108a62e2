"""Whose rows a transaction may touch, on PostgreSQL: those of one organisation, by row-level security.

Guarantees: a transaction that is confined to an organisation reads, changes and adds rows of that organisation only,
whatever its statements say; a connection that did not say whose transaction it is sees no row at all. On SQLite the
same transaction runs without this second wall. Must not replace `backend/access.py`, which decides who sees what
within an organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import MetaData

ORGANISATION = "recrutr_organisation"
"""Execution option of a transaction: the organisation that it is confined to; without it, every organisation."""


class OfOrganisation:
    """A subject that belongs to one organisation: the calls it makes are confined to it (`backend/http.py`)."""

    __slots__ = ()

    @property
    def tenant(self) -> str:
        """The organisation's id."""
        raise NotImplementedError


def tenant_of(given: Iterable[object]) -> str | None:
    """The organisation that one of the values belongs to; None when none of them does."""
    return next((each.tenant for each in given if isinstance(each, OfOrganisation)), None)


def guarded_columns(metadata: MetaData) -> Mapping[str, str]:
    """For each table with rows of organisations the column that says whose they are."""
    found = {table.name: "organisation" for table in metadata.sorted_tables if "organisation" in table.columns}
    return {**found, "organisation": "id"}
