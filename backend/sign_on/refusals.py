"""What is said when somebody does not get in by single sign-on.

Guarantees: a stranger reads the same words whatever was wrong; the reason is a code for the log and the audit list.
"""

from __future__ import annotations

from protocol.errors import SignInNeeded
from protocol.saying import to_say

CODE = "auth.sign_on"
STOPPED = "auth.sign_on_stopped"
EARLY = frozenset({"cookie", "state", "late", "replayed", "issuer", "provider", "code"})
"""Reasons that anybody can cause without an account at the provider: they are in the log, not in the audit list."""
_WORDS = to_say(
    "You were not let in. If you belong to this organisation, ask one of its owners for an invitation, "
    "and sign in with the account that has the address you were invited with."
)


def refused(reason: str) -> SignInNeeded:
    """The one refusal; `reason` is kept in its details."""
    return SignInNeeded(CODE, _WORDS, {"reason": reason})


def stopped() -> SignInNeeded:
    """The person, or the provider, broke off there."""
    return SignInNeeded(STOPPED, to_say("Signing in was broken off there. You can begin again."), {"reason": "stopped"})
