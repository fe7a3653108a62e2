"""Roles in words. Data and a look-up only."""

from __future__ import annotations

from collections.abc import Iterable

from backend.saying import said
from protocol.saying import to_say

ROLE_WORDS = {
    "owner": to_say("owner"),
    "recruiter": to_say("recruiter"),
    "reviewer": to_say("reviewer"),
    "interviewer": to_say("interviewer"),
    "data-protection officer": to_say("data-protection officer"),
}


def role_words(roles: Iterable[str]) -> str:
    """Roles, one after the other."""
    return ", ".join(said(ROLE_WORDS[role]) for role in roles)
