"""All pages of the portal in one router, for `backend/main.py`.

Addresses: `/portal/sign-in`, `/portal/attempts`, `/portal/live`, `/portal/audit`, `/portal/privacy`,
`/portal/members`, `/portal/sign-on`, `/portal/integrations`, `/portal/aside`, `/portal/first-steps` and
`/portal/account` for members;
`/portal/join/{token}` for somebody invited to be one; `/invited` and `/installers/{name}` for somebody invited to an
assessment; `/candidate/{token}` for the candidate's own page; `/share/{token}` is in `backend.sharing.routes`;
`/static/portal/…`, `/static/brand/fonts/…` for assets. None is part of the OpenAPI description: they are for people.
"""

from __future__ import annotations

from fastapi import APIRouter

from backend.access import not_found
from backend.portal import (
    account_pages,
    aside_pages,
    assessment_pages,
    assets,
    attempt_pages,
    audit_pages,
    candidate_pages,
    confirm_pages,
    continuing_pages,
    first_step_pages,
    integration_pages,
    invited_pages,
    live_pages,
    member_pages,
    privacy_pages,
    problem_edit_pages,
    problem_pages,
    problem_version_pages,
    session_pages,
    sign_on_pages,
    sign_on_settings_pages,
)
from backend.portal.routing import PageRoute

router = APIRouter()
ROOMS = (
    assets,
    invited_pages,
    session_pages,
    sign_on_pages,
    sign_on_settings_pages,
    account_pages,
    confirm_pages,
    problem_pages,
    problem_edit_pages,
    problem_version_pages,
    assessment_pages,
    attempt_pages,
    first_step_pages,
    continuing_pages,
    live_pages,
    member_pages,
    integration_pages,
    audit_pages,
    aside_pages,
    privacy_pages,
    candidate_pages,
)
for room in ROOMS:
    router.include_router(room.router)
_astray = APIRouter(route_class=PageRoute, include_in_schema=False)


@_astray.get("/portal/{rest:path}")
@_astray.get("/candidate/{rest:path}")
def show_nothing(rest: str) -> None:  # noqa: ARG001 -- FastAPI names the parameters of its path
    """An address below these that is none of a page: a page says so, not the API's JSON. Raises NotFound."""
    raise not_found()


router.include_router(_astray)
