"""Getting back from the server what it has acknowledged, when the work saved on this device is damaged.

Guarantees: what is handed on continues the ticket without a gap, verifies entry by entry, and ends where the server's
signed word says. Changes nothing on this device: `AttemptStores.restore` does.
"""

from __future__ import annotations

from protocol.attempts import AttemptState
from protocol.canonical import from_base64
from protocol.errors import Tampered
from protocol.journal import Chain, Entry, Head, parse_entry
from protocol.receipts import Acknowledgement
from protocol.recovery import RecoveryClaim, RecoveryRequest
from protocol.signing import SigningKey
from protocol.wire import Joined
from sync.client import Client
from sync.clock import elapsed_us
from sync.store.records import DeviceIdentity, Recovered

NOT_BEGUN = frozenset({AttemptState.CREATED, AttemptState.NOTICED, AttemptState.CHECKED, AttemptState.EXPIRED})
"""States in which the server holds no journal: there is nothing to get back."""


def fetch(client: Client, joined: Joined, identity: DeviceIdentity) -> Recovered | None:
    """Everything that the server has acknowledged; None when the attempt has not started.

    `client` is signed in with the token of `joined`, which was answered just now. Raises NetworkFault, Refused, and
    Tampered when what comes back does not verify.
    """
    if joined.state in NOT_BEGUN:
        return None
    asked = elapsed_us()
    started = client.start()
    chain = Chain(joined.attempt, identity.device, from_base64(started.commitment_key, "commitment_key"))
    head, entries, first = Head(0, started.ticket.digest), list[Entry](), None
    while True:
        now_us = joined.server_time_us + elapsed_us() - asked
        claim = RecoveryClaim(attempt=joined.attempt, device=identity.device, after=head.seq, asked_at_us=now_us)
        answer = client.recover(RecoveryRequest.signed(claim, SigningKey(identity.private_key)))
        first = first or answer
        got = [parse_entry(from_base64(it.header, "header"), from_base64(it.body, "body")) for it in answer.entries]
        head = chain.verify(got, head)
        entries += got
        word = Acknowledgement.from_signed(answer.acknowledgement, joined.server_public_key)
        if not got or head.seq >= word.seq:
            break
    if (word.attempt, word.device, word.seq, word.head) != (joined.attempt, identity.device, head.seq, head.hash):
        raise Tampered("tampered.recovery", "What the server gave back does not end where it says.")
    return Recovered(started, entries, answer.acknowledgement, first, client.submissions())
