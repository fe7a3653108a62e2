"""The door to httptools: HTTP taken apart in C, which costs the server half a millisecond less for each recording.

Guarantees: what comes before, between and after bodies is bounded here, because that parser bounds nothing of it:
64 KiB without a byte of a body or the end of a request, and the connection ends with 400. A head that does not end in
time ends the connection too, as does one that never begins. Must not know what is asked.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 64 * 1024
"""As much as uvicorn's own parser allows a head to have."""
HEAD_S = 30.0
"""How long a head may take, from when a connection is made or something comes after the request before; uvicorn itself
waits for ever, and each that waits is an open file."""
AHEAD_BYTES = 256 * 1024
"""How much of a body may lie here unread: what one look at the line brings at most. uvicorn would stop at each look."""


class BoundedParsing(HttpToolsProtocol):
    """One connection."""

    _headless_bytes = 0
    _moved = False
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Somebody is there."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._end_awaiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came; ends the connection when it is only ever more of a head or trailer."""
        self._moved = False
        if self._late is None and (self.cycle is None or self.cycle.response_complete):
            self._await_head()
        super().data_received(data)
        self._headless_bytes = 0 if self._moved else self._headless_bytes + len(data)
        if self._headless_bytes > HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of this request is too long.")

    def on_body(self, body: bytes) -> None:
        """Part of a body came."""
        self._moved, cycle = True, self.cycle
        if len(cycle.body) + len(body) > AHEAD_BYTES or cycle.response_complete or self.parser.should_upgrade():
            super().on_body(body)
            return
        cycle.body += body
        cycle.message_event.set()

    def on_headers_complete(self) -> None:
        """A head has ended."""
        self._moved = True
        self._end_awaiting()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """A request has ended."""
        self._moved = True
        super().on_message_complete()

    def _await_head(self) -> None:
        self._late = self.loop.call_later(HEAD_S, self._give_up)

    def _end_awaiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
