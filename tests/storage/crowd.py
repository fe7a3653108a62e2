"""Many devices that have joined, begun beside a running server: by its services, without a request for each step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select

from backend.assessments import service as assessments
from backend.assessments.models import Assessment
from backend.assessments.service import Invite
from backend.attempts import joining, service
from backend.settings import DAY_US
from backend.transaction import Services
from protocol.canonical import digest_hex
from protocol.joining import JoinRequest
from protocol.notices import NoticeAcknowledged
from protocol.wire import CheckReport
from tests.integration.backend.conftest import Device


def invited(services: Services, count: int) -> list[str]:
    """The codes of so many new invitations to the one assessment that there is."""
    with services.transaction() as tx:
        assessment = tx.session.scalars(select(Assessment)).one()
        whom = [Invite("C", f"c{n}@candidate.example", tx.now_us - DAY_US, tx.now_us + DAY_US) for n in range(count)]
        return [assessments.invite(tx, assessment, each, None).code for each in whom]


def joined(services: Services, device: Device, code: str, number: int) -> joining.DeviceSubject:
    """Join, read the notice, be checked; `number` makes an address to come from."""
    request = JoinRequest.model_validate(device.join_request(code, at_us=services.clock_us()))
    told = joining.join(services, request, f"192.0.2.{number}")
    device.joined, device.attempt = told.model_dump(mode="json"), told.attempt
    device.http.headers["Authorization"] = f"Bearer {told.token}"
    subject = joining.authenticate(services, told.attempt, told.token)
    read = NoticeAcknowledged(
        notice_version=told.notice.version, notice_digest=digest_hex(told.notice.canonical()), read_at_wall_us=1
    )
    with services.transaction() as tx:
        service.acknowledge_notice(tx, subject, read)
        service.keep_check(tx, subject, CheckReport(results=[], clock_offset_us=0))
    return subject


def started(
    services: Services, addresses: Sequence[str], count: int, told: Callable[[int], None] = lambda _number: None
) -> list[Device]:
    """So many devices that work, spread over the addresses; `told` hears how many are ready."""
    devices = []
    for number, code in enumerate(invited(services, count)):
        device = Device(addresses[number % len(addresses)])
        subject = joined(services, device, code, number % 250)
        device.take_start(service.start(services, subject).model_dump(mode="json"))
        devices.append(device)
        told(number + 1)
    return devices
