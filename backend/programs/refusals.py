"""How the calls of an organisation's programs refuse: problem documents (RFC 9457) that name the field and the limit.

Guarantees: every answer with status 400 and above under `PREFIXES` has this form, whatever refused it. The calls of
candidates' devices keep `ErrorAnswer`, which their programs in the field know.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi.responses import JSONResponse

PREFIXES = ("/api/v1/assessments", "/api/v1/invitations", "/api/v1/results", "/api/v1/webhooks")
MEDIA_TYPE = "application/problem+json"
TYPE = "urn:recrutr:refusal:"
Details = Mapping[str, str | int | bool | None]


def is_program_call(path: str) -> bool:
    """Whether a path is one of those calls."""
    return any(path == each or path.startswith(each + "/") for each in PREFIXES)


def problem_document(status: int, code: str, detail: str, details: Details) -> JSONResponse:
    """The answer; `details` stand beside the members that the RFC names."""
    body = {
        **details,
        "type": TYPE + code,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    return JSONResponse(body, status, media_type=MEDIA_TYPE)
