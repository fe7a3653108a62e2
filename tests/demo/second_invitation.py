"""Invites one more candidate to the demo's assessment: `python -m tests.demo.second_invitation DATA`; prints JSON.

Works on the data folder of a running backend, as an administrator's command would; SQLite serves both.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sqlalchemy import select

from backend.assessments import service as assessments
from backend.assessments.models import Assessment
from backend.assessments.service import Invite
from backend.main import close_services, open_services
from backend.settings import DAY_US, Settings

NAME, EMAIL = "Casey Leaving", "casey.leaving@candidate.example"
MINUTE_US = 60 * 1_000_000


def invite(data: Path, *, expired: bool = False, name: str = NAME, email: str = EMAIL) -> dict[str, str]:
    """Invite to the newest assessment; `expired` makes an invitation whose window has closed."""
    services = open_services(Settings(data=data))
    try:
        with services.transaction() as tx:
            assessment = tx.session.scalars(select(Assessment).order_by(Assessment.id.desc())).first()
            if assessment is None:
                raise LookupError("the demo is not seeded")
            closes_us = tx.now_us - MINUTE_US if expired else tx.now_us + DAY_US
            wish = Invite(name, email, tx.now_us - 2 * DAY_US, closes_us)
            invited = assessments.invite(tx, assessment, wish, None)
            return {"code": invited.code, "name": name, "email": email, "candidate": invited.candidate.id}
    finally:
        close_services(services)


if __name__ == "__main__":
    print(json.dumps(invite(Path(sys.argv[1]), expired="--expired" in sys.argv)))
