"""Pages by cursor: what is added meanwhile neither repeats a row nor leaves one out.

Guarantees: a cursor says after which row the next page begins and nothing else; a foreign or broken one is refused.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import InvalidInput
from protocol.identifiers import UUID7_PATTERN, Identifier

MOST_ROWS = 100
USUAL_ROWS = 25


class Page(BaseModel):
    """How many rows, and after which."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(default=USUAL_ROWS, ge=1, le=MOST_ROWS, description="Rows of a page.")
    cursor: str | None = Field(
        default=None, max_length=100, description="`next` of the page before; left out: the first."
    )


class WantedAssessments(Page):
    """Which assessments."""

    all_versions: bool = Field(default=False, description="Earlier versions too.")


class WantedInvitations(Page):
    """Which invitations: all conditions together."""

    assessment: Identifier | None = None
    email: str | None = Field(default=None, max_length=254)


class Wanted(Page):
    """Which results: all conditions together; `state`: any of these."""

    assessment: Identifier | None = None
    candidate: Identifier | None = None
    state: list[AttemptState] = Field(default_factory=list, max_length=len(AttemptState))
    finished_after: AwareDatetime | None = None
    finished_before: AwareDatetime | None = None


def page_of(
    tx: Transaction, fitting: Select[Any], key: InstrumentedAttribute[str], page: Page
) -> tuple[Sequence[Any], str | None]:
    """Rows after the cursor, those with the highest `key` (a UUIDv7: the newest) first, and the next page's cursor.

    Raises InvalidInput(`cursor`).
    """
    after = fitting if page.cursor is None else fitting.where(key < read_cursor(page.cursor))
    rows = tx.session.execute(after.order_by(key.desc()).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    last = getattr(shown[-1][0], key.key) if len(rows) > page.limit else None
    return shown, write_cursor(last) if last else None


def write_cursor(key: str) -> str:
    """The cursor of the page after the row with this key."""
    return base64.urlsafe_b64encode(key.encode()).decode()


def read_cursor(cursor: str) -> str:
    """The key in a cursor. Raises InvalidInput."""
    try:
        key = base64.urlsafe_b64decode(cursor.encode()).decode()
    except ValueError as error:
        raise _fault() from error
    if not re.fullmatch(UUID7_PATTERN, key):
        raise _fault()
    return key


def _fault() -> InvalidInput:
    return InvalidInput(
        "cursor", "`next` of an earlier page", "cursor: give `next` of an earlier page, or leave it out."
    )
