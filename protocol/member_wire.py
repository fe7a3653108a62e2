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
