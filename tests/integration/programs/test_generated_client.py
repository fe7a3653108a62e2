"""The whole job with the generated client: find the assessment, invite, wait for the attempt, read the result."""

from __future__ import annotations

import importlib
import time
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from tests.integration.backend.conftest import Device
from tests.integration.programs.conftest import Program


def part(client: ModuleType, name: str) -> Any:
    return importlib.import_module(f"{client.__name__}.{name}")


def test_invite_work_and_read_the_result(client: ModuleType, program: Program) -> None:
    with client.AuthenticatedClient(base_url=program.url, token=program.token) as signed_in:
        _whole_job(client, signed_in, program)


def _whole_job(client: ModuleType, signed_in: Any, program: Program) -> None:
    models = part(client, "models")
    [assessment] = part(client, "api.assessments.list_assessments").sync(client=signed_in).assessments
    assert [each.label for each in assessment.problems] == ["A", "B"]
    new = models.InvitationNew(
        assessment=assessment.assessment,
        name="Kim Andersson",
        email="kim@candidate.example",
        closes_at=datetime(2090, 3, 16, tzinfo=UTC),
        time_zone="Europe/Berlin",
        candidate_time_zone="America/New_York",
    )
    create = part(client, "api.invitations.create_invitation")
    made = create.sync(client=signed_in, body=new, idempotency_key="candidate-17")
    again = create.sync(client=signed_in, body=new, idempotency_key="candidate-17")
    assert made == again
    assert (made.time_zone, made.candidate_time_zone) == ("Europe/Berlin", "America/New_York")
    assert "zone=Europe/Berlin" in made.link

    device = Device(program.url).work_up_to_start(made.code)
    submission, entries = device.handing_in("print(2)")
    assert device.send(entries).status_code == 200
    assert device.submit("print(2)", submission).status_code == 200
    assert device.finish().status_code == 200
    device.http.close()

    read = part(client, "api.invitations.read_invitation").sync(client=signed_in, invitation=made.invitation)
    assert (read.state, read.attempt) == ("used", device.attempt)
    listing = part(client, "api.results.list_results")
    deadline = time.monotonic() + 30
    while not (found := listing.sync(client=signed_in, state=[models.AttemptState.JUDGED]).results):
        assert time.monotonic() < deadline, "never judged"
        time.sleep(0.1)
    [line] = found
    assert line.link.endswith(f"/portal/attempts/{device.attempt}")
    result = part(client, "api.results.read_result").sync(client=signed_in, result=line.attempt)
    assert [(each.label, each.verdict, each.score) for each in result.problems] == [("A", "AC", 100), ("B", None, None)]
    assert (result.solved, result.score) == (1, 100)

    read = part(client, "api.assessments.read_assessment")
    refusal = read.sync(client=signed_in, assessment="01a209c1-3952-7101-9dd9-2761e03f93b2")
    assert (refusal.status, refusal.code) == (404, "not_found")
