"""One reminder before an invitation ends, against a real SMTP server, by the worker."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import update

from backend.assessments.models import Invitation
from backend.mail.reminding import remind_due
from backend.settings import DAY_US
from tests.integration.operation.test_mail import House, Inbox, inbox, opened, seeded

__all__ = ["inbox", "opened", "seeded"]
DAY_S = 86_400


def test_one_reminder_for_who_has_not_begun(
    inbox: tuple[Inbox, int],
    opened: Callable[..., House],
) -> None:
    house = opened(*inbox)
    made = [house.invite(f"{name}@candidate.example", name) for name in ("kim", "lee", "short")]
    with house.services.transaction() as tx:
        long = Invitation.id.in_([each.invitation.id for each in made[:2]])
        tx.session.execute(update(Invitation).where(long).values(closes_at_us=tx.now_us + 10 * DAY_US))
    house.work()
    assert len(inbox[0].taken) == 3
    remind_due(house.services)
    house.work(later_s=7 * DAY_S)
    remind_due(house.services)
    house.work()
    assert len(inbox[0].taken) == 3, "three days are left"
    with house.services.transaction() as tx:
        withdrawn = update(Invitation).where(Invitation.id == made[1].invitation.id)
        tx.session.execute(withdrawn.values(revoked_at_us=tx.now_us))
    house.work(later_s=DAY_S + 60)
    for _ in range(3):
        remind_due(house.services)
        house.work(later_s=60)
    assert len(inbox[0].taken) == 4, "once, and not the one withdrawn"
    message = inbox[0].messages[-1]
    assert message["To"] == "kim@candidate.example"
    assert "ends soon" in message["Subject"]
    body = message.get_body(("plain",))
    assert body is not None
    assert "the only reminder" in body.get_content().replace("\n", " ")
    assert made[0].code not in body.get_content()
