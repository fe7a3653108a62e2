"""What members' programs and the backend say to each other: signing in, and problem packages. Pure.

Pages of the portal do not use this; it is for the command line and for scripts of an organisation.
"""

from __future__ import annotations

from pydantic import Field

from protocol.identifiers import Identifier
from protocol.model import Frozen

MAX_PACKAGE_BYTES = 32 * 1024 * 1024
"""Of a problem package as an archive."""
PACKAGE_NAME_PATTERN = r"^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,99}$"
PACKAGE_TYPE = "application/zip"


class SignIn(Frozen):
    """`POST /members/session`; the answer's cookie is the session."""

    email: str = Field(max_length=400)
    password: str = Field(max_length=400)


class MemberSignedIn(Frozen):
    """A new session. `csrf_token` goes into the header `X-CSRF-Token` of every call that changes something."""

    csrf_token: str
    name: str
    organisation: str
    roles: list[str]
    expires_at_us: int


class ProblemSummary(Frozen):
    """A problem of the organisation. `digest` is SHA-256 of the archive that is kept."""

    problem: Identifier
    name: str
    title: str
    digest: str
    package_bytes: int
    created_at_us: int


class ProblemList(Frozen):
    """`GET /problems`, the newest first."""

    problems: list[ProblemSummary]


class ProblemImported(Frozen):
    """`POST /problems`. `created` false: the same package was here already. `warnings` are for its authors."""

    problem: ProblemSummary
    created: bool
    warnings: list[str]


class EvidenceUpload(Frozen):
    """`POST /attempts/{attempt}/evidence`: where the bytes go (`PATCH …/evidence/{upload}`), as in the core of tus."""

    upload: Identifier
    slice_bytes: int


class EvidenceImported(Frozen):
    """`POST …/evidence/{upload}/import`: what the file brought beyond what was here; all zero when it was known.

    `refused`: parts of the file that could not be taken, each in plain words. `finished`: its receipt is countersigned.
    """

    digest: str
    entries: int
    submissions: int
    tracks: int
    segments: int
    finished: bool
    timeliness: str | None = None
    refused: list[str]


class Webhook(Frozen):
    """An address of the organisation's software. `failures`: tries that failed since the last that did not."""

    webhook: Identifier
    address: str
    kinds: list[str]
    on: bool
    failures: int
    delivered_at_us: int | None = None


class WebhookList(Frozen):
    """`GET /webhooks`, the oldest first."""

    webhooks: list[Webhook]


class WebhookDelivered(Frozen):
    """One event on its way to a webhook. `state`: waiting, delivered, failed or ended; `status`: the last answer's."""

    delivery: Identifier
    event: Identifier
    kind: str
    state: str
    tries: int
    status: int | None = None
    created_at_us: int
    next_at_us: int | None = None


class WebhookDeliveries(Frozen):
    """`GET /webhooks/{endpoint}/deliveries`: a page, the newest first, and how many there are in all."""

    total: int
    deliveries: list[WebhookDelivered]


class WebhookReplay(Frozen):
    """`POST /webhooks/{endpoint}/replay`: one delivery, or those of a time; `missed` leaves out what was taken."""

    delivery: Identifier | None = None
    since_us: int = Field(default=0, ge=0, le=2**62)
    until_us: int = Field(default=2**62, ge=0, le=2**62)
    missed: bool = True


class WebhookReplayed(Frozen):
    """How many events are on their way again."""

    events: int
