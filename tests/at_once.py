"""Work for a background thread, done at once in the test's own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from protocol.errors import RecrutrError

Result = TypeVar("Result")


def done_at_once(job: Callable[[], Result]) -> Future[Result]:
    """What the job came to, its fault included."""
    future: Future[Result] = Future()
    try:
        future.set_result(job())
    except RecrutrError as error:
        future.set_exception(error)
    return future
