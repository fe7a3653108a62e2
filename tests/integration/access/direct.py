"""An application called in this process and this thread: httpx over ASGI, on an event loop of its own.

FastAPI's own test client crosses to a thread and back seven times for each call, which costs more than most calls do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from fastapi import FastAPI
from starlette.types import Message

T = TypeVar("T")


class Direct:
    """Started and ended as a server does it; keeps no cookies. What the application lets through becomes a 500."""

    def __init__(self, app: FastAPI, base_url: str) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._asked: asyncio.Queue[Message] = asyncio.Queue()
        self._told: asyncio.Queue[Message] = asyncio.Queue()
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._http = httpx.AsyncClient(transport=transport, base_url=base_url, follow_redirects=False)

    def __enter__(self) -> Self:
        self._living = self._loop.create_task(self._live())
        self._wait(self._lived("startup"))
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._wait(self._lived("shutdown"))
        self._wait(self._living)
        self._wait(self._http.aclose())
        self._wait(self._loop.shutdown_default_executor())
        self._loop.close()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One call. Raises httpx.InvalidURL."""
        self._http.cookies.clear()
        return self._wait(self._http.request(method, path, **options))

    async def _live(self) -> None:
        await self._app({"type": "lifespan", "asgi": {"version": "3.0"}}, self._asked.get, self._told.put)

    async def _lived(self, step: str) -> None:
        await self._asked.put({"type": f"lifespan.{step}"})
        message = await self._told.get()
        assert message["type"] == f"lifespan.{step}.complete", message

    def _wait(self, work: Coroutine[Any, Any, T] | asyncio.Task[T]) -> T:
        return self._loop.run_until_complete(work)
