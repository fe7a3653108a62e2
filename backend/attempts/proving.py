"""What a device shows before it is let in: that it holds the key that it names, at this server, now, and once.

Guarantees: nothing is looked up, counted or changed for a request that does not hold; a proof that was let in once is
not let in again, whichever process it comes to. Each refusal names the field and its limit.
"""

from __future__ import annotations

from backend.accounts import rate
from backend.settings import Settings
from backend.transaction import Transaction
from protocol.canonical import digest_hex
from protocol.errors import Conflict, InvalidInput, Tampered
from protocol.joining import PROOF_FRESH_US, JoinProof, JoinRequest, named
from protocol.saying import to_say

_ONCE = rate.Limit("join.proof", 1, 3 * PROOF_FRESH_US)
"""Longer than a proof can be good: it may name a time as far ahead as behind, and wait for its transaction."""


def require_proof(request: JoinRequest, settings: Settings, now_us: int) -> None:
    """Raise InvalidInput unless the device's key signed this request for this server, just now.

    Its codes: `join.proof_missing`, `join.proof`, `join.other_server`, `join.stale`.
    """
    if request.proof is None:
        words = to_say(
            "This app is too old for this server, which asks computers to prove who they are. Update the app, then "
            "join with the same code. Nothing was changed, and what is saved on this computer stays."
        )
        raise InvalidInput("proof", "a signature by the device's key", words, "join.proof_missing")
    try:
        request.verify()
    except Tampered as error:
        words = to_say(
            "This request is not signed by the computer that it names. Nothing was changed. Join on your own computer "
            "with your code."
        )
        raise InvalidInput("proof.signature", "by the key of device_public_key", words, "join.proof") from error
    _require_here_and_now(request.proof, settings.base_url, now_us)


def use_up(tx: Transaction, request: JoinRequest) -> None:
    """Let this proof in, once; kept with what it lets in. Raises Conflict(`join.replayed`)."""
    if not rate.first_time(tx, _ONCE, digest_hex(request.signed_bytes)):
        words = to_say("This very request was answered before. Nothing was changed. Join again.")
        raise Conflict("join.replayed", words, {"field": "proof.nonce", "limit": "used once"})


def _require_here_and_now(proof: JoinProof, here: str, now_us: int) -> None:
    if proof.server != named(here):
        words = to_say(
            "The app asked at another address than this server's own, which is {address}. Nothing was changed. Join "
            "at that address if your invitation names it; otherwise ask the person who invited you.",
            address=here,
        )
        raise InvalidInput("proof.server", here, words, "join.other_server")
    if abs(proof.asked_at_us - now_us) > PROOF_FRESH_US:
        limit = f"within {PROOF_FRESH_US // 60_000_000} minutes of the server's time"
        words = to_say("This request was too long on its way. Nothing was changed. Join again.")
        raise InvalidInput("proof.asked_at_us", limit, words, "join.stale")
