"""Messages and the hand, to and from the server: one step a call, for the engine's thread.

Guarantees: what the candidate said leaves in the order in which they said it, each thing until the server has it, and
counts once there; what arrives stands in the journal, in the words that will be shown, before anybody is told of it,
and only once. Must not wait or retry: that is the engine's part.
"""

from __future__ import annotations

from collections.abc import Callable

from protocol.errors import Gone, Refused, SignInNeeded, TooMany
from protocol.facts import HandFact, MessageFact
from protocol.live import HandTurned, LiveMessages, LiveWord, MessagesHeard, MessageWritten
from sync.client import Client
from sync.store.store import Store

DISK_S = 20.0
"""How long to wait for the disk; saying the same thing again is harmless."""

Arrived = Callable[[list[MessageFact]], None]


class Conversing:
    """Brings one store's conversation to the server and back. Used by one thread."""

    def __init__(self, store: Store, client: Client) -> None:
        self._store, self._client = store, client
        self._conversation = store.conversation
        self._newest = 0
        self._confirmed = self._conversation.heard

    def learn(self, word: LiveWord | None) -> None:
        """What the server's last answer said."""
        self._newest = 0 if word is None else word.newest

    def say(self) -> bool:
        """Hand over the oldest thing that waits; whether there was one. What is refused for good holds up no other."""
        saying = self._conversation.next_saying()
        if saying is None:
            return False
        try:
            if isinstance(saying.fact, HandFact):
                self._client.tell("PUT", "/live/hand", HandTurned(raised=saying.fact.raised))
            else:
                path = f"/live/messages/{saying.fact.message}"
                self._client.tell("PUT", path, MessageWritten(text=saying.fact.text))
        except Refused as refusal:
            if isinstance(refusal, (SignInNeeded, TooMany)) or (
                isinstance(refusal, Gone) and refusal.code == "attempt.erased"
            ):
                raise
        self._conversation.confirm(saying).result(DISK_S)
        return True

    def hear(self, arrived: Arrived) -> bool:
        """Fetch what is new, or tell the server what was shown; whether there was anything to do."""
        heard = self._conversation.heard
        if self._store.receipt is not None or self._store.moved_at_us is not None:
            return False  # nothing is written into a finished journal, and nothing is shown without it
        if self._newest <= heard and self._confirmed >= heard:
            return False
        told = self._client.ask("POST", "/live/messages/heard", LiveMessages, MessagesHeard(upto=heard)).messages
        self._confirmed = heard
        if not told:
            self._newest = min(self._newest, heard)
            return True
        new = [
            MessageFact(message=it.message, sender=it.sender, text=it.text, server_time_us=it.server_time_us)
            for it in told
            if not self._conversation.has(it.message)
        ]
        if new:
            self._store.submit(*new).result(DISK_S)
        self._conversation.keep_heard(told[-1].number).result(DISK_S)
        arrived(new)
        return True
