"""What the app is told of an attempt that is over: the same as the page, for the device's own attempt only."""

from __future__ import annotations

import pytest
import requests

from protocol.after import After
from tests.integration.portal.reviewing import sign_in
from tests.integration.portal.server import OWNER, Running
from tests.integration.portal.work import Worked, work


@pytest.fixture(scope="module")
def own(backend: Running) -> Worked:
    return work(backend, "Agathe Afterwards")


def told(own: Worked) -> After:
    return After.parse(own.device._own("GET", "/after").text)


def test_it_holds_counts_findings_and_who_looked(backend: Running, own: Worked) -> None:
    before = told(own)
    assert (before.held.submissions, before.held.segments) == (2, 10)
    assert before.held.entries == len(own.device.entries)
    assert before.reported
    assert before.findings
    assert all(finding.innocent and finding.strength for finding in before.findings)
    assert "You" in {look.who for look in before.looked}
    member = sign_in(backend, OWNER)
    assert member.get(f"/portal/attempts/{own.device.joined.attempt}").status_code == 200
    after = told(own)
    (look,) = [each for each in after.looked if each not in before.looked]
    assert (look.what, look.who) != ("", "You")
    assert "looked at the report" in look.what
    assert told(own).looked == after.looked, "reading one's own data is nobody's business"


def test_another_device_is_told_nothing_of_it(backend: Running, own: Worked) -> None:
    other = work(backend, "Otto Other", media=False)
    path = f"{backend.url}/api/v1/attempts/{own.device.joined.attempt}/after"
    answer = requests.get(path, headers={"Authorization": f"Bearer {other.device.joined.token}"}, timeout=30)
    assert answer.status_code == 404, "as if it did not exist"
    assert requests.get(path, timeout=30).status_code == 401
