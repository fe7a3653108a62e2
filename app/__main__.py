"""`python -m app`: understands the command line, then hands over to the composition root.

Guarantees: `--help` and an unknown argument answer without loading Qt; who came by an icon or a link, and not by a
terminal, reads in a window why the app did not start; the exit status is 0 after a normal end, 1 when the app could not
start, 2 for a bad command line.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
from pathlib import Path
from types import ModuleType

from app.settings import DEFAULT_SERVER, Asked, Settings, gather, read_policy
from protocol.errors import InvalidInput, RecrutrError

DESCRIPTION = """Recrutr's desktop app for candidates.

Without arguments it opens on the page where an invitation code is typed,
or continues the attempt that was not finished."""

EPILOG = """examples:
  recrutr app 7K3M-9QTX-2C4V-8HWP
  recrutr app 'recrutr://join/7K3M-9QTX-2C4V-8HWP?server=https://jobs.example.org'
  recrutr app --self-test

Files: everything lies in the data folder: one encrypted folder for each attempt, and the
technical log (logs/recrutr.log), which never holds code, names or keys."""


_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
BROUGHT_FORWARD = "Recrutr is already running; its window has been brought to the front."


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    line = argparse.ArgumentParser(
        prog="recrutr app", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    line.add_argument(
        "invitation",
        nargs="?",
        metavar="CODE|LINK",
        help="invitation code, or recrutr:// link; fills in the first page",
    )
    line.add_argument("--server", metavar="URL", help=f"address of the backend (default: {DEFAULT_SERVER})")
    line.add_argument("--data", metavar="DIR", type=Path, help="data folder (default: the one the system has for apps)")
    line.add_argument(
        "--camera",
        metavar="SOURCE",
        help="camera: its number, or a video file to use as one (default: the first camera)",
    )
    line.add_argument(
        "--policy",
        metavar="FILE",
        type=Path,
        help="managed policy (JSON: server, data, theme, engine, transcript_model); it wins",
    )
    line.add_argument(
        "--theme", choices=("light", "dark", "contrast", "system"), help="colours (default: as chosen before)"
    )
    line.add_argument(
        "--self-test",
        action="store_true",
        help="try window, editor, encrypted store, encoder, sealing and a policy's transcript model, then exit",
    )
    return line


def settings_from(arguments: argparse.Namespace) -> Settings:
    """Gather the settings of this launch. Raises InvalidInput."""
    asked = Asked(
        server=arguments.server,
        data=arguments.data,
        joining=arguments.invitation,
        camera=arguments.camera,
        theme=arguments.theme,
    )
    return gather(read_policy(arguments.policy), asked)


def main(argv: list[str] | None = None) -> int:
    """Run the candidate's desktop app."""
    line = parser()
    arguments = line.parse_args(argv)
    try:
        settings = settings_from(arguments)
    except InvalidInput as error:
        _tell_why(error, arguments, None)
        line.error(error.message)
    try:
        if arguments.self_test:
            from app.selftest import run_self_test  # Qt and the encoders load only when they are wanted

            return run_self_test(settings.transcript_model)
        from app.doorbell import is_running, ring, wait_for_its_end  # same

        if is_running(settings.data):
            if ring(settings.data, arguments.invitation or ""):
                print(BROUGHT_FORWARD, file=sys.stderr)  # noqa: T201  a command's answer to the person who typed it
                return 0
            wait_for_its_end(settings.data)
        status: int = load_app().run_app(settings)
    except RecrutrError as error:
        print(error.message, file=sys.stderr)  # noqa: T201  a command's answer to the person who typed it
        _tell_why(error, arguments, settings.data)
        return 1
    return status


def _tell_why(error: RecrutrError, arguments: argparse.Namespace, data: Path | None) -> None:
    """In a window, where there is a display and no terminal: Qt ends a process that has no display."""
    has_display = sys.platform in {"win32", "darwin"} or any(map(os.environ.get, _DISPLAYS))
    has_terminal = sys.stderr is not None and sys.stderr.isatty()
    if has_display and not has_terminal and not arguments.self_test:
        from app.not_started import tell_why  # as above

        tell_why(error, data)


def load_app() -> ModuleType:
    """Load Qt and the app. What modules make stays: the collector need not search it now, nor while somebody types."""
    gc.disable()
    try:
        from app import composition  # same
    finally:
        gc.freeze()
        gc.enable()
    return composition


if __name__ == "__main__":
    multiprocessing.freeze_support()  # the bundle's program is also the one that writes speech down
    sys.exit(main())
