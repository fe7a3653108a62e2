"""How much is taken in at once: beyond it a call is told at once when to come back, instead of waiting in memory.

Guarantees: a call beyond its kind's limit gets 503 `server.busy` before anything is done for it, with a Retry-After
from the calls before it and the pace at which they are served; recordings have a small share of their own, so that
journal, submissions and the finish never wait behind them, and give way when those wait; work is served a few at a
time, in order, and waits without a thread, for less than the silence that a device calls "offline"; while it waits,
devices are told to send larger batches less often (`backend.tempo`). A body takes nobody's place while it arrives: it
is counted apart, has to come at a least pace, and the oldest gives way when there are too many. An answer takes
nobody's place either, however slowly it is read. Must not know what a call does.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Self

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.boundary import REFUSED_KIND
from backend.http import body_limit, error_answer
from backend.tempo import Tempo
from protocol.errors import EnvironmentFault
from protocol.wire import PACE_HEADER


class Kind(StrEnum):
    """What calls compete with each other."""

    MEDIA = "media"
    WORK = "work"
    OTHER = "other"


LIMITS: Mapping[Kind, int] = {Kind.MEDIA: 32, Kind.WORK: 160, Kind.OTHER: 160}
"""Calls under way. A segment in memory is 1 MiB; 160 short calls are about 2 s of work for the small form."""
LEAST_RETRY_S: Mapping[Kind, int] = {Kind.MEDIA: 5, Kind.WORK: 1, Kind.OTHER: 2}
"""The soonest that a refused call is asked to come back."""
LONGEST_RETRY_S = 60
"""The latest, so that a wrong guess of how fast calls are served heals within a minute."""
AT_WORK = 8
"""Calls of work that are served at once; the next ones wait in order, without a thread. With 40 threads in each other's
way 100 devices were served at 28 calls a second, with 8 at 75: one writes, and the interpreter runs one at a time."""
LONGEST_WAIT_S = 2.0
"""On a starved machine the limit alone would let calls wait for longer than devices do."""
RECORDINGS_GIVE_WAY_S = 1.0
"""Once a call of work has waited for so long no more recordings are taken in: code before media."""
ARRIVING = 1000
"""Bodies of one kind on their way in. An honest one is here within moments; beyond this the oldest is given up."""
SILENCE_S = 30.0
"""The longest that a body may pause, and the start that it has on its pace."""
SLOWEST_BYTES_PER_S = 1024
"""A tenth of the slowest line on which an assessment works at all."""
_WORK = ("/journal", "/finish", "/start")
_UNCOUNTED = frozenset({"/api/v1/time", "/healthz", "/readyz"})
"""They cost next to nothing, and must answer while the server is busy."""


def kind_of(path: str) -> Kind | None:
    """The kind of a call by its path; None is never refused."""
    if path in _UNCOUNTED:
        return None
    if path.startswith("/api/") and ("/segments/" in path or path.endswith("/segments")):
        return Kind.MEDIA
    if path.startswith("/api/") and ("/submissions/" in path or path.endswith(_WORK)):
        return Kind.WORK
    return Kind.OTHER


class Admission:
    """Counts the calls under way and refuses those beyond the limits."""

    def __init__(self, app: ASGIApp, limits: Mapping[Kind, int] = LIMITS) -> None:
        self._app, self._limits = app, limits
        # All are changed on the event loop only.
        self._under_way = dict.fromkeys(Kind, 0)
        self._unanswered_s: dict[object, float] = {}
        self._at_work = asyncio.Semaphore(AT_WORK)
        self._queues = {kind: Queue(LEAST_RETRY_S[kind]) for kind in Kind}
        self._tempo = Tempo()
        self._arriving: dict[Kind, dict[object, _Pace]] = {kind: {} for kind in Kind}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        kind = kind_of(scope["path"]) if scope["type"] == "http" else None
        if kind is None:
            await self._app(scope, receive, send)
            return
        if self._is_full(kind):
            scope[REFUSED_KIND] = kind.value
            await error_answer(self._busy(kind), scope["path"])(scope, receive, send)
            return
        if kind is Kind.MEDIA:
            receive = _Pace(receive).receive  # too large to wait for; gathered by the call itself
        elif _has_body(scope):
            try:
                receive = await self._arrived(kind, receive, body_limit(scope["path"]))
            except EnvironmentFault as slow:
                await _closing(slow, scope["path"])(scope, receive, send)
                return
            if self._is_full(kind):
                scope[REFUSED_KIND] = kind.value
                await error_answer(self._busy(kind), scope["path"])(scope, receive, send)
                return
        await self._inside(kind, scope, receive, send)

    async def _inside(self, kind: Kind, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a call, counted until its answer begins: whoever reads slowly keeps nobody out."""
        self._under_way[kind] += 1
        counted = True

        def leave() -> None:
            nonlocal counted
            if counted:
                counted = False
                self._under_way[kind] -= 1
                self._queues[kind].served(self._under_way[kind])

        async def answer(message: Message) -> None:
            leave()
            await send(message)

        try:
            if kind is Kind.WORK:
                await self._in_turn(scope, receive, answer)
            else:
                await self._app(scope, receive, answer)
        finally:
            leave()

    async def _in_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a call once fewer than `AT_WORK` are at work; a slow reader of its answer holds nobody up."""
        call, came_s = object(), time.monotonic()
        self._unanswered_s[call] = came_s
        if scope["path"].endswith("/journal"):
            self._tempo.heard(scope["path"])
        try:
            async with _Place(self._at_work) as place:
                self._tempo.waited(time.monotonic() - came_s)

                async def answer(message: Message) -> None:
                    self._unanswered_s.pop(call, None)
                    place.give_back()
                    self._tell_pace(message)
                    await send(message)

                await self._app(scope, receive, answer)
        finally:
            self._unanswered_s.pop(call, None)

    def _tell_pace(self, message: Message) -> None:
        pace_s = self._tempo.pace_s(self._queues[Kind.WORK].each_s)
        if pace_s is not None and message["type"] == "http.response.start":
            MutableHeaders(scope=message)[PACE_HEADER] = str(pace_s)

    async def _arrived(self, kind: Kind, receive: Receive, limit: int) -> Receive:
        """Wait for a body; what the call then receives. Beyond `limit` the rest is left to whoever refuses it.

        Raises EnvironmentFault(`body.slow`).
        """
        arriving, pace, call = self._arriving[kind], _Pace(receive), object()
        if len(arriving) >= ARRIVING:
            arriving.pop(next(iter(arriving))).give_up()
        arriving[call] = pace
        messages: list[Message] = []
        try:
            while pace.received <= limit:
                message = await pace.receive()
                messages.append(message)
                if not message.get("more_body", False):
                    break
        finally:
            arriving.pop(call, None)
        waiting = iter(messages)

        async def again() -> Message:
            return next(waiting, None) or await pace.receive()

        return again

    def _is_full(self, kind: Kind) -> bool:
        """Beyond the limit; or all at work are busy and the oldest call of work has waited for too long.

        Recordings give way to it before work itself is sent away.
        """
        if self._under_way[kind] >= self._limits[kind]:
            return True
        if kind is Kind.OTHER or len(self._unanswered_s) < AT_WORK:
            return False
        longest_s = LONGEST_WAIT_S if kind is Kind.WORK else RECORDINGS_GIVE_WAY_S
        return time.monotonic() - next(iter(self._unanswered_s.values())) > longest_s

    def _busy(self, kind: Kind) -> EnvironmentFault:
        words = "Many people use the server at this moment. Nothing was lost; Recrutr tries again by itself."
        wait_s = self._queues[kind].turn_s(self._under_way[kind])
        if kind is Kind.WORK:
            self._tempo.refused()
        return EnvironmentFault("server.busy", words, {"retry_after_s": wait_s})


class _Place:
    """One of the places at work: waited for in order, given back once."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places, self._taken = places, False

    async def __aenter__(self) -> Self:
        await self._places.acquire()
        self._taken = True
        return self

    async def __aexit__(self, *_: object) -> None:
        self.give_back()

    def give_back(self) -> None:
        """Let the next one work."""
        if self._taken:
            self._taken = False
            self._places.release()


class Queue:
    """The calls that were sent away, as a queue that nobody stands in: each is told when its turn would come.

    A turn is as long as calls take one after the other, measured while they come one after the other. Times are seconds
    of a monotonic clock.
    """

    FIRST_GUESS_S = 0.02
    WEIGHT = 0.05
    """Of the newest measurement: the last twenty or so count."""
    EARLY = 2 / 3
    """Devices wait as long as told and up to as long again by chance (`sync/pacing.py`), so half as long again."""

    def __init__(self, least_s: int, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._least_s, self._clock_s = least_s, clock_s
        self._each_s = self.FIRST_GUESS_S
        self._served_s = self._last_turn_s = 0.0
        self._inside_before = 0

    def served(self, inside: int) -> None:
        """A call has ended and `inside` are still under way."""
        now_s = self._clock_s()
        if self._inside_before > 0:
            self._each_s += self.WEIGHT * (min(now_s - self._served_s, 1.0) - self._each_s)
        self._served_s, self._inside_before = now_s, inside

    @property
    def each_s(self) -> float:
        """Seconds from one call's end to the next one's, while some are under way."""
        return self._each_s

    def turn_s(self, inside: int) -> int:
        """Whole seconds that the next refused call should wait, `inside` being before it."""
        now_s = self._clock_s()
        self._last_turn_s = max(self._last_turn_s, now_s + inside * self._each_s) + self._each_s
        asked_s = math.ceil(self.EARLY * (self._last_turn_s - now_s))
        return max(self._least_s, min(asked_s, LONGEST_RETRY_S))


class _Pace:
    """A body on its way in: counts it, and ends the waiting when it is silent or slow."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._began_s: float | None = None
        self._waiting: asyncio.Timeout | None = None
        self._ended = False
        self.received = 0

    async def receive(self) -> Message:
        """The next piece. Raises EnvironmentFault(`body.slow`). After the end: whatever comes, however late."""
        if self._ended:
            return await self._receive()
        if self._began_s is None:
            self._began_s = time.monotonic()
        at_pace_s = self._began_s + SILENCE_S + self.received / SLOWEST_BYTES_PER_S - time.monotonic()
        try:
            async with asyncio.timeout(min(SILENCE_S, at_pace_s)) as self._waiting:
                message = await self._receive()
        except TimeoutError as error:
            words = "The request arrived too slowly. Nothing was lost; Recrutr tries again by itself."
            raise EnvironmentFault("body.slow", words, {"retry_after_s": LEAST_RETRY_S[Kind.OTHER]}) from error
        self.received += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        return message

    def give_up(self) -> None:
        """End the waiting now."""
        if self._waiting is not None and not self._waiting.expired():
            self._waiting.reschedule(asyncio.get_running_loop().time())


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _closing(error: EnvironmentFault, path: str) -> Response:
    """The answer to a body that was given up; what is still to come of it is not waited for."""
    answer = error_answer(error, path)
    answer.headers["Connection"] = "close"
    return answer
