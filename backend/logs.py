"""The log: a line for each event, as text or as JSON, without anything personal.

Guarantees: of an exception only its type, our own code and the places it passed are written, never its words, which may
hold what somebody sent; of other libraries' lines only their pattern or their place; ids that stand in a line are
opaque. Everything goes by here: warnings and exceptions that nobody caught too.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from protocol.errors import RecrutrError

OURS = "backend"
FIELDS = "fields"
"""Key of `extra` under which a line carries further values: numbers, codes and opaque ids."""
_DEEPEST = 40
_ROOT = Path(__file__).resolve().parents[1]
_context: ContextVar[Mapping[str, str]] = ContextVar("recrutr_log", default={})  # noqa: B039 - never changed
log = logging.getLogger("backend.process")


def start(form: str, *, verbose: bool) -> None:
    """Write the log of this process to standard error from now on; `form` is text or json."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines() if form == "json" else Words())
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


@contextmanager
def telling(**fields: str) -> Iterator[None]:
    """Add fields to every line that is written meanwhile from here."""
    token = _context.set({**_context.get(), **fields})
    try:
        yield
    finally:
        _context.reset(token)


class Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(contents(record), ensure_ascii=True, default=repr)


class Words(logging.Formatter):
    """One line of words, and a line for each place that an exception passed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line or lines."""
        found = contents(record)
        head = f"{found.pop('at')} {found.pop('level')} {found.pop('logger')}: {found.pop('event')}"
        faults = found.pop("faults", [])
        first = " ".join([head, *(f"{name}={value}" for name, value in found.items())])
        lines = [first.replace("\n", " ").replace("\r", " ")]
        for fault in faults:
            lines.append(f"  {fault['type']} {fault.get('code', '')}".rstrip())
            lines += [f"    {place}" for place in fault["places"]]
        return "\n".join(lines)


def contents(record: logging.LogRecord) -> dict[str, Any]:
    """What is written of a record."""
    found: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": _event(record),
        **_context.get(),
        **getattr(record, FIELDS, {}),
    }
    if record.exc_info and record.exc_info[1] is not None:
        found["faults"] = list(faults(record.exc_info[1]))
    return found


def _event(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    # A pattern is written by a programmer; what goes into it may be anything, and so may a text that came made.
    place = f"{Path(record.pathname).name}:{record.lineno}"
    return f"{record.msg} ({place})" if record.args and isinstance(record.msg, str) else place


def faults(error: BaseException) -> Iterator[dict[str, Any]]:
    """An exception and what caused it, innermost last, without their words."""
    seen: set[int] = set()
    next_one: BaseException | None = error
    while next_one is not None and id(next_one) not in seen:
        seen.add(id(next_one))
        found: dict[str, Any] = {"type": type(next_one).__qualname__, "places": list(_places(next_one.__traceback__))}
        code = _code(next_one)
        if code:
            found["code"] = code
        yield found
        hidden = next_one.__suppress_context__
        next_one = next_one.__cause__ or (None if hidden else next_one.__context__)


def _code(error: BaseException) -> str:
    if isinstance(error, RecrutrError):
        return error.code
    for name in ("sqlstate", "sqlite_errorname", "errno"):
        value = getattr(getattr(error, "orig", None) or error, name, None)
        if isinstance(value, (str, int)):
            return f"{name}={value}"
    return ""


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)[-_DEEPEST:]:
        file = Path(frame.filename)
        short = file.relative_to(_ROOT) if file.is_relative_to(_ROOT) else Path(*file.parts[-2:])
        yield f"{short}:{frame.lineno} {frame.name}"


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("nobody caught this", exc_info=(kind, error, trace))


def _uncaught_in_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None and not isinstance(given.exc_value, SystemExit):
        log.critical("nobody caught this in a thread", exc_info=given.exc_value)
