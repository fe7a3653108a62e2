"""How much is taken in at once: beyond it a call is told at once to come back later, instead of waiting in memory.

Guarantees: a call beyond its kind's limit gets 503 `server.busy` with a Retry-After before its body is read; recordings
have a small share of their own, so that journal, submissions and the finish never wait behind them; what a waiting
call may wait stays below the silence that a device calls "offline". Must not know what a call does.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from enum import StrEnum

from starlette.types import ASGIApp, Receive, Scope, Send

from backend.http import error_answer
from protocol.errors import EnvironmentFault


class Kind(StrEnum):
    """What calls compete with each other."""

    MEDIA = "media"
    WORK = "work"
    OTHER = "other"


LIMITS: Mapping[Kind, int] = {Kind.MEDIA: 32, Kind.WORK: 160, Kind.OTHER: 160}
"""Calls under way. A segment in memory is 1 MiB; 160 short calls are about 2 s of work for the small form."""
RETRY_AFTER_S: Mapping[Kind, int] = {Kind.MEDIA: 5, Kind.WORK: 2, Kind.OTHER: 2}
"""Devices add as much again by chance (`sync/pacing.py`), so that those refused together come back apart."""
THREADS = 40
"""Calls that the thread pool serves at once: the next ones wait."""
LONGEST_WAIT_S = 2.0
"""On a starved machine the limit alone would let calls wait for longer than devices do."""
_WORK = ("/journal", "/finish", "/start")
_UNCOUNTED = frozenset({"/api/v1/time", "/healthz", "/readyz"})
"""They cost next to nothing, and must answer while the server is busy."""


def kind_of(path: str) -> Kind | None:
    """The kind of a call by its path; None is never refused."""
    if path in _UNCOUNTED:
        return None
    if path.startswith("/api/") and "/segments/" in path:
        return Kind.MEDIA
    if path.startswith("/api/") and ("/submissions/" in path or path.endswith(_WORK)):
        return Kind.WORK
    return Kind.OTHER


class Admission:
    """Counts the calls under way and refuses those beyond the limits."""

    def __init__(self, app: ASGIApp, limits: Mapping[Kind, int] = LIMITS) -> None:
        self._app, self._limits = app, limits
        self._began_s: dict[Kind, dict[object, float]] = {kind: {} for kind in Kind}  # changed on the event loop only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        kind = kind_of(scope["path"]) if scope["type"] == "http" else None
        if kind is None:
            await self._app(scope, receive, send)
            return
        if self._is_full(kind):
            await error_answer(_busy(kind))(scope, receive, send)
            return
        call = object()
        self._began_s[kind][call] = time.monotonic()
        try:
            await self._app(scope, receive, send)
        finally:
            del self._began_s[kind][call]

    def _is_full(self, kind: Kind) -> bool:
        """Beyond the limit; for work also when the threads are busy and the oldest call has waited for too long."""
        began_s = self._began_s[kind]
        if len(began_s) >= self._limits[kind]:
            return True
        if kind is not Kind.WORK or len(began_s) < THREADS:
            return False
        return time.monotonic() - next(iter(began_s.values())) > LONGEST_WAIT_S


def _busy(kind: Kind) -> EnvironmentFault:
    words = "Many people use the server at this moment. Nothing was lost; Recrutr tries again by itself."
    return EnvironmentFault("server.busy", words, {"retry_after_s": RETRY_AFTER_S[kind]})
