"""What happens when Recrutr itself is wrong: it is logged, and the person is told in words.

Guarantees: a log line never holds the text of an exception, source of the candidate, a name or a key: only types,
codes, file names and line numbers. Native crashes leave a stack of the same kind and no dump of the memory. Work is
already on disk by then (the journal's writer does that), so nothing is saved here. Must not: wrap, retry or hide a bug.
"""

from __future__ import annotations

import copy
import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from protocol.errors import RecrutrError

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from logging import _SysExcInfoType as ExceptionInfo

CRASH_WORDS = (
    "Something went wrong inside Recrutr. This is our fault, not yours.\n\n"
    "What you typed is kept on this computer. You can go on; if something does not react, close Recrutr and start it "
    "again: it continues where you were."
)
LOG_BYTES = 1_000_000
LOG_FILES = 3
"""Technical logs are small and rotate; the retention of 90 days is kept by their size in practice."""

_log = logging.getLogger(__name__)


def describe(error: BaseException, trace: TracebackType | None) -> str:
    """Tell an exception without its text: types, stable codes, file names and lines, innermost last."""
    lines: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    lines.append(f"{name} [{error.code}]" if isinstance(error, RecrutrError) else name)
    if error.__cause__ is not None:
        lines.append("caused by " + describe(error.__cause__, error.__cause__.__traceback__).strip())
    return "\n".join(lines)


class DiscreetFormatter(logging.Formatter):
    """Writes exceptions by `describe` instead of with their text."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a copy without the exception text that another handler may have left in the record."""
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  the name is logging's
        """Type, code and places of an exception."""
        _, error, trace = ei
        return "" if error is None else describe(error, trace)


@dataclass(frozen=True, slots=True)
class Hooks:
    """What was there before, to put back."""

    log: logging.Handler
    native: IO[str]
    excepthook: Callable[[type[BaseException], BaseException, TracebackType | None], object]
    threadhook: Callable[[threading.ExceptHookArgs], object]


def install(folder: Path, tell: Callable[[str], None]) -> Hooks:
    """Log to `folder` and catch what nobody expects, on every thread. `tell` shows words; it may be called anywhere.

    A log that cannot be written, as after a launch by the superuser, is gone without.
    """
    forbid_dumps()
    handler, native = _opened(folder)
    handler.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    faulthandler.enable(native)
    hooks = Hooks(handler, native, sys.excepthook, threading.excepthook)

    def unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            hooks.excepthook(kind, error, trace)
            return
        _log.critical("unexpected failure\n%s", describe(error, trace))
        tell(CRASH_WORDS)

    def unexpected_in_thread(happened: threading.ExceptHookArgs) -> None:
        if happened.exc_value is not None:
            unexpected(happened.exc_type, happened.exc_value, happened.exc_traceback)

    sys.excepthook = unexpected
    threading.excepthook = unexpected_in_thread
    return hooks


def _opened(folder: Path) -> tuple[logging.Handler, IO[str]]:
    """The log, and the file for native crashes."""
    log = folder / "recrutr.log"
    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    try:
        return handler, (folder / "native.log").open("a", encoding="utf-8")
    except OSError:
        return handler, Path(os.devnull).open("a", encoding="utf-8")


def forbid_dumps() -> None:
    """No file of this process's memory after a native crash: keys and the candidate's text stand in it."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def uninstall(hooks: Hooks) -> None:
    """Put back what was there before."""
    sys.excepthook = hooks.excepthook
    threading.excepthook = hooks.threadhook
    faulthandler.disable()
    hooks.native.close()
    logging.getLogger().removeHandler(hooks.log)
    hooks.log.close()
